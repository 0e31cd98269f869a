//! The part `peers`: what we sign is read by other people's software, and the other way round.

use anyhow::Result;

use crate::test::cargo;
use crate::{place, tools};

/// Installs the peers (node, Python, an older Python where there is one) and runs `tests/peers.rs` beside them.
pub fn peers() -> Result<()> {
    let project = place::workspace()?.join("tests/peers");
    tools::npm_ci(&project)?;
    let python = tools::python_venv(&place::target()?.join("peers-venv"), &project.join("requirements.txt"))?;
    let older = tools::python_venv_of_3_11(&place::target()?.join("peers-older-venv"), &project.join("requirements-older.txt"))?;
    let mut tests = cargo(["test", "--locked", "--test", "peers", "--", "--nocapture", "--test-threads", "1"])?
        .env("ANAVEZ_PEERS_NODE", &project)
        .env("ANAVEZ_PEERS_PYTHON", python);
    if let Some(older) = older {
        tests = tests.env("ANAVEZ_PEERS_OLDER", older);
    }
    tests.go()
}
