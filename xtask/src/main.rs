//! `cargo xtask`: the commands of people who work on this program.
//!
//! One file per command; what several commands need stands in [`run`] (starting programs), [`place`] (where things are),
//! [`tools`] (what must be installed) and [`extras`] (the parts of the site that npm builds).
#![forbid(unsafe_code)]
#![expect(clippy::print_stdout, reason = "its whole purpose is to talk to the person at the terminal")]

mod bench;
mod bulk;
mod demo;
mod extras;
mod fuzz;
mod journeys;
mod kill;
mod long;
mod parts;
mod peers;
mod place;
mod release;
mod run;
mod test;
mod tools;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask COMMAND

  demo [--fresh] [--listen ADDR:PORT]
                   build everything and open a server filled with invented people
  test [--only PART]… [--skip PART]…
                   every test; parts: fmt, clippy, unit, peers, kill, journeys
  ci               the same as test
  long             the slow runs: 1,000 kills, long property tests, benches
  bench [peers]    the benches alone; with peers, beside other people's software
  fuzz [--seconds N] [TARGET]…
                   hostile input for every reader, a minute each
  release          the program as it is given away, with the site's extras inside
  help             this text
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((command, rest)) = arguments.split_first() else {
        print!("{USAGE}");
        return ExitCode::from(64);
    };
    let outcome = match command.as_str() {
        "demo" => demo::demo(rest),
        "test" | "ci" => test::test(rest),
        "long" => long::long(rest),
        "bench" => bench::bench(rest),
        "fuzz" => fuzz::fuzz(rest),
        "release" => release::release(rest),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            Ok(())
        }
        other => {
            println!("xtask: there is no command “{other}”.\n\n{USAGE}");
            return ExitCode::from(64);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("xtask {command}: {error:#}");
            ExitCode::FAILURE
        }
    }
}
