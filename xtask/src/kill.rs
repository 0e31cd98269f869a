//! The part `kill`: what was acknowledged survives `kill -9` at any moment.

use anyhow::Result;

use crate::test::cargo;

/// Kills in a run of `test`: enough to see a broken transaction, few enough for every commit (under a minute).
pub const SOME: u32 = 100;
/// Kills in a run of `long`.
pub const MANY: u32 = 1_000;

/// Runs `tests/kill.rs` with that many kills.
pub fn kill(kills: u32) -> Result<()> {
    cargo(["test", "--locked", "--test", "kill", "--", "--nocapture"])?.env("ANAVEZ_KILLS", kills.to_string()).go()
}
