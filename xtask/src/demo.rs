//! `cargo xtask demo`: from a clone to a running server with invented people, in one command.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::run::Run;
use crate::{extras, place};

const LISTEN: &str = "127.0.0.1:8080";

/// Builds the extras and the program, then serves the demo until it is stopped (Ctrl-C).
pub fn demo(arguments: &[String]) -> Result<()> {
    let wish = Wish::parse(arguments)?;
    extras::build()?;
    Run::cargo().args(["build", "--bin", "anavez"]).in_folder(&place::workspace()?).go()?;
    let data = place::target()?.join("demo-data");
    if wish.fresh && data.exists() {
        std::fs::remove_dir_all(&data).with_context(|| format!("{} cannot be removed", data.display()))?;
    }
    say_how_to_come_in(&wish.listen, &data);
    Run::new(place::program()?)
        .env("ANAVEZ_ALLOW_LOOPBACK", "1")
        .args(["serve", "--demo", "--listen", &wish.listen, "--data"])
        .args([&data])
        .with_keyboard()
        .go()
}

#[derive(Debug)]
struct Wish {
    fresh: bool,
    listen: String,
}

impl Wish {
    fn parse(arguments: &[String]) -> Result<Self> {
        let mut wish = Self { fresh: false, listen: LISTEN.to_owned() };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match argument.as_str() {
                "--fresh" => wish.fresh = true,
                "--listen" => wish.listen = rest.next().context("--listen needs ADDR:PORT")?.clone(),
                other => bail!("demo knows --fresh and --listen ADDR:PORT, not “{other}”"),
            }
        }
        Ok(wish)
    }
}

fn say_how_to_come_in(listen: &str, data: &Path) {
    let kept = if data.exists() { "as you left it; --fresh begins anew" } else { "new" };
    println!();
    println!("  The demo     http://{listen}/");
    println!("  To come in   give any mail address: nothing is sent, the mail opens at http://{listen}/outbox");
    println!("  Its data     {} ({kept})", data.display());
    println!("  To stop      Ctrl-C");
    println!();
}

#[cfg(test)]
mod tests {
    use super::Wish;

    #[test]
    fn another_port_and_a_fresh_start_are_understood() {
        let words = ["--fresh", "--listen", "127.0.0.1:9090"].map(str::to_owned);
        let wish = Wish::parse(&words).unwrap();
        assert!(wish.fresh);
        assert_eq!(wish.listen, "127.0.0.1:9090");
    }

    #[test]
    fn an_unknown_word_is_named() {
        let error = Wish::parse(&["--frsh".to_owned()]).unwrap_err();
        assert!(error.to_string().contains("--frsh"), "{error}");
    }
}
