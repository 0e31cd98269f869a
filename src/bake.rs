//! `anavez bake`: puts a credential into its picture.

use std::path::{Path, PathBuf};

use openbadges::bake::{CREDENTIAL_BYTES_MAX, IMAGE_BYTES_MAX};

use crate::ending::{Ending, Failure};
use crate::{input, outside};

/// Puts a credential into its picture, whose pixels stay as they are
#[derive(Debug, clap::Args)]
pub struct Bake {
    /// A PNG or SVG picture
    image: PathBuf,
    /// The badge: JSON, a compact JWS or the address of a hosted one; - for stdin. What it is decides where it is put
    #[arg(value_name = "CREDENTIAL|-")]
    credential: PathBuf,
    /// Where the picture goes; - for stdout
    #[arg(short, long, value_name = "OUT|-")]
    out: PathBuf,
}

/// Does it.
pub fn run(command: &Bake) -> anyhow::Result<Ending> {
    if input::is_stdin(&command.image) && input::is_stdin(&command.credential) {
        return Err(Failure::usage("picture and credential cannot both come from stdin").into());
    }
    let image = input::read_whole(&command.image, IMAGE_BYTES_MAX)?;
    let credential = input::read_text(&command.credential, CREDENTIAL_BYTES_MAX)?;
    let baked = openbadges::bake::bake(&image, credential.trim()).map_err(|error| Failure::data(error.to_string()))?;
    if input::is_stdin(&command.out) {
        outside::print(&baked)?;
    } else {
        lay(&command.out, &baked)?;
    }
    Ok(Ending::Yes)
}

/// Whole or not at all: the picture may be the only copy, and may be the one that was read.
fn lay(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let refused = |error| Failure::no_output(format!("{} cannot be written: {error}", path.display()));
    let mut name = path.file_name().ok_or_else(|| Failure::usage("-o needs the name of a file"))?.to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    std::fs::write(&part, bytes).map_err(refused)?;
    std::fs::rename(&part, path).map_err(|error| {
        std::fs::remove_file(&part).ok();
        refused(error)
    })
}
