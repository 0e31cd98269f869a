//! `cargo xtask long`: the runs that take hours, for a night or before a release.

use anyhow::{Result, bail};

use crate::test::cargo;
use crate::{bench, bulk, kill};

/// Cases per property in a long run (the usual number is 256).
const CASES: &str = "20000";

/// Long property tests, many kills, benches.
pub fn long(arguments: &[String]) -> Result<()> {
    if let Some(word) = arguments.first() {
        bail!("long takes no options, not even “{word}”");
    }
    println!("== long property tests");
    cargo(["test", "--workspace", "--release", "--locked", "--lib", "--tests"])?.env("PROPTEST_CASES", CASES).go()?;
    println!("== {} kills", kill::MANY);
    kill::kill(kill::MANY)?;
    println!("== {} badges from a list", bulk::BADGES);
    bulk::bulk()?;
    println!("== benches");
    bench::bench(&[])
}
