//! `cargo xtask release`: the program as it is given away: one file with the site's extras inside.

use anyhow::{Context, Result, bail};

use crate::test::cargo;
use crate::{extras, place};

/// Builds the extras, then the program in the release profile; says where it is and how big.
pub fn release(arguments: &[String]) -> Result<()> {
    if let Some(word) = arguments.first() {
        bail!("release takes no options, not even “{word}”");
    }
    extras::build()?;
    cargo(["build", "--locked", "--release", "--bin", "anavez"])?.go()?;
    let program = place::target()?.join("release").join(format!("anavez{}", std::env::consts::EXE_SUFFIX));
    let bytes = std::fs::metadata(&program).with_context(|| format!("{} is missing", program.display()))?.len();
    println!("{} ({} MB)", program.display(), bytes / 1_000_000);
    Ok(())
}
