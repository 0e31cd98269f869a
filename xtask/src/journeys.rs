//! The part `journeys`: whole journeys of people, in a real browser, against the program as built.

use std::path::PathBuf;

use anyhow::Result;

use crate::run::Run;
use crate::test::cargo;
use crate::{extras, place, tools};

/// Builds the program, then lets `tests/browser` drive Chromium against it.
pub fn journeys() -> Result<()> {
    let project = place::workspace()?.join("tests/browser");
    let chromium = tools::chromium()?;
    tools::npm_ci(&project)?;
    extras::build()?;
    cargo(["build", "--locked", "--bin", "anavez"])?.go()?;
    let artefacts = match std::env::var_os("ANAVEZ_ARTEFACTS") {
        Some(folder) => PathBuf::from(folder),
        None => place::target()?.join("artefacts"),
    };
    Run::new("node")
        .env("ANAVEZ_PROGRAM", place::program()?)
        .env("ANAVEZ_CHROMIUM", chromium)
        .env("ANAVEZ_ARTEFACTS", artefacts)
        .args(["run.mjs"])
        .in_folder(&project)
        .go()
}
