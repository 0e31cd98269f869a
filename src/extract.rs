//! `anavez extract`: takes a credential out of its picture.

use std::path::PathBuf;

use openbadges::bake::IMAGE_BYTES_MAX;

use crate::ending::{Ending, Failure};
use crate::{input, outside};

/// Takes the badge out of a picture, as it stands there. Exits 2 if there is none
#[derive(Debug, clap::Args)]
pub struct Extract {
    /// A PNG or SVG picture, or - for stdin
    #[arg(value_name = "IMAGE|-")]
    image: PathBuf,
}

/// Does it.
pub fn run(command: &Extract) -> anyhow::Result<Ending> {
    let image = input::read_whole(&command.image, IMAGE_BYTES_MAX)?;
    match openbadges::bake::extract(&image).map_err(|error| Failure::data(error.to_string()))? {
        Some(baked) => {
            outside::print(format!("{}\n", baked.text).as_bytes())?;
            Ok(Ending::Yes)
        }
        None => {
            outside::say("anavez: this picture carries no badge");
            Ok(Ending::CannotSay)
        }
    }
}
