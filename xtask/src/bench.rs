//! `cargo xtask bench`: every bench of every crate, one after the other, so that they do not disturb each other.

use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::run::Run;
use crate::{place, test, tools};

/// Runs all benches; whatever is given is handed to each (a filter, or criterion's options). `peers` alone: the library's
/// bench with a peer's times beside it.
pub fn bench(arguments: &[String]) -> Result<()> {
    if arguments == ["peers"] {
        return beside_peers();
    }
    let benches = benches()?;
    if benches.is_empty() {
        bail!("no crate has a bench");
    }
    for (package, name) in benches {
        test::cargo(["bench", "--locked", "--package", &package, "--bench", &name, "--"])?.args(arguments).go()?;
    }
    Ok(())
}

/// The same badge, the same machine, one after the other.
fn beside_peers() -> Result<()> {
    let root = place::workspace()?;
    let project = root.join("tests/peers");
    tools::npm_ci(&project)?;
    let badge = root.join("crates/openbadges/benches/ob_full.json");
    let printed = Run::new("node").args([project.join("time.mjs"), badge]).in_folder(&project).reads()?;
    let times: Value = serde_json::from_str(&printed).context("the peer printed no JSON")?;
    let bench = ["bench", "--locked", "--package", "openbadges", "--bench", "openbadges"];
    test::cargo(bench)?
        .env("ANAVEZ_PEER_ISSUE_US", times["issue_us"].to_string())
        .env("ANAVEZ_PEER_VERIFY_US", times["verify_us"].to_string())
        .go()
}

/// Package and bench names, as cargo knows them.
fn benches() -> Result<Vec<(String, String)>> {
    let facts = metadata(&place::workspace()?)?;
    let packages = facts["packages"].as_array().context("cargo metadata names no packages")?;
    let mut found = Vec::new();
    for package in packages {
        for target in package["targets"].as_array().into_iter().flatten() {
            let is_bench = target["kind"].as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind == "bench"));
            if let (true, Some(of), Some(name)) = (is_bench, package["name"].as_str(), target["name"].as_str()) {
                found.push((of.to_owned(), name.to_owned()));
            }
        }
    }
    Ok(found)
}

fn metadata(root: &Path) -> Result<Value> {
    let printed = Run::cargo().args(["metadata", "--no-deps", "--format-version", "1"]).in_folder(root).reads()?;
    serde_json::from_str(&printed).context("cargo metadata printed no JSON")
}
