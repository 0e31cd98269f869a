//! Where things are: the workspace, its build folder, what lies beside it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The workspace's root, found at run time: one build folder may serve several clones, so nothing is fixed at compile time.
pub fn workspace() -> Result<PathBuf> {
    let start = match std::env::var_os("CARGO_MANIFEST_DIR") {
        Some(folder) => PathBuf::from(folder),
        None => std::env::current_dir().context("the current folder cannot be read")?,
    };
    start
        .ancestors()
        .find(|folder| folder.join("Cargo.lock").exists())
        .map(Path::to_path_buf)
        .context("run this inside the workspace: no Cargo.lock found above")
}

/// Cargo's build folder: `CARGO_TARGET_DIR` when it is set, else `target`.
pub fn target() -> Result<PathBuf> {
    let root = workspace()?;
    Ok(match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root.join(folder),
        None => root.join("target"),
    })
}

/// The program as the dev profile builds it.
pub fn program() -> Result<PathBuf> {
    Ok(target()?.join("debug").join(format!("anavez{}", std::env::consts::EXE_SUFFIX)))
}

/// Other people's test data, when there is some: `ANAVEZ_VECTORS`, else `../shared/vectors`.
pub fn vectors() -> Result<Option<PathBuf>> {
    if let Some(folder) = std::env::var_os("ANAVEZ_VECTORS") {
        return Ok(Some(PathBuf::from(folder)));
    }
    let root = workspace()?;
    let beside = root.parent().map(|parent| parent.join("shared/vectors"));
    Ok(beside.filter(|folder| folder.is_dir()))
}
