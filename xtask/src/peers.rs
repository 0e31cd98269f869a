//! The part `peers`: what we sign is read by other people's software, and the other way round.

use anyhow::Result;

use crate::test::cargo;
use crate::{place, tools};

/// Installs the two peers (node, Python) and runs `tests/peers.rs` beside them.
pub fn peers() -> Result<()> {
    let project = place::workspace()?.join("tests/peers");
    tools::npm_ci(&project)?;
    let python = tools::python_venv(&place::target()?.join("peers-venv"), &project.join("requirements.txt"))?;
    cargo(["test", "--locked", "--test", "peers", "--", "--nocapture", "--test-threads", "1"])?
        .env("ANAVEZ_PEERS_NODE", &project)
        .env("ANAVEZ_PEERS_PYTHON", python)
        .go()
}
