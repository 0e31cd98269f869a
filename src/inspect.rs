//! `anavez inspect`: what a badge says, without judging.

use std::path::PathBuf;

use anavez_recognition::limits::BADGE_FILE_BYTES;

use crate::ending::Ending;
use crate::{input, outside};

/// Says what a badge says, without judging: JSON on stdout. Exits 2 if it is not a badge
#[derive(Debug, clap::Args)]
pub struct Inspect {
    /// A file (PNG, SVG, JSON or a token), or - for stdin
    #[arg(value_name = "FILE|-")]
    badge: PathBuf,
}

/// Does it.
pub fn run(command: &Inspect) -> anyhow::Result<Ending> {
    let bytes = input::read_start(&command.badge, BADGE_FILE_BYTES)?;
    let said = openbadges::read::inspect(&bytes);
    outside::print(format!("{said:#}\n").as_bytes())?;
    Ok(if said["badge"] == true { Ending::Yes } else { Ending::CannotSay })
}
