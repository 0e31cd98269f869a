//! What must be on the machine for a part to run. Installed through apt when we are root, else named exactly.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::run::Run;

/// Debian's Chromium, or the one that `ANAVEZ_CHROMIUM` names.
pub fn chromium() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("ANAVEZ_CHROMIUM") {
        return Ok(PathBuf::from(named));
    }
    let known = ["chromium", "chromium-browser", "google-chrome"];
    if let Some(found) = known.iter().find_map(|name| on_path(name)) {
        return Ok(found);
    }
    install(&["chromium"], "a browser (or name one in ANAVEZ_CHROMIUM)")?;
    match on_path("chromium") {
        Some(found) => Ok(found),
        None => bail!("chromium was installed but is not on the path"),
    }
}

/// Whether node and npm are there.
pub fn has_node() -> bool {
    on_path("node").is_some() && on_path("npm").is_some()
}

/// Node and npm, installed when missing.
pub fn node() -> Result<()> {
    if has_node() { Ok(()) } else { install(&["nodejs", "npm"], "node 20 or later, with npm") }
}

/// Whether `cargo nextest` is there.
pub fn has_nextest() -> bool {
    on_path("cargo-nextest").is_some() && Run::cargo().args(["nextest", "--version"]).succeeds()
}

/// The packages of a node project, exactly those of its lock file; left alone when they are already those.
pub fn npm_ci(project: &Path) -> Result<()> {
    node()?;
    let (installed, wanted) = (project.join("node_modules/.package-lock.json"), project.join("package-lock.json"));
    if is_newer(&installed, &wanted) {
        println!("npm packages of {} are those of the lock file", project.display());
        return Ok(());
    }
    Run::new("npm").args(["ci", "--no-audit", "--no-fund"]).in_folder(project).go()
}

/// A Python of our own in `folder`, with the packages of `requirements` at their pinned hashes.
pub fn python_venv(folder: &Path, requirements: &Path) -> Result<PathBuf> {
    if !Run::new("python3").args(["-m", "ensurepip", "--version"]).succeeds() {
        install(&["python3", "python3-venv"], "python 3.10 or later, with venv")?;
    }
    venv_of("python3", folder, requirements, &[])
}

/// As [`python_venv`], for packages that no longer run on today's Python; `None` where there is no older one. What they say
/// they need is not asked: `requirements` says it all.
pub fn python_venv_of_3_11(folder: &Path, requirements: &Path) -> Result<Option<PathBuf>> {
    let has_venv = |python: &str| Run::new(python).args(["-m", "ensurepip", "--version"]).succeeds();
    match ["python3.11", "python3.10"].into_iter().find(|python| has_venv(python)) {
        Some(python) => venv_of(python, folder, requirements, &["--no-deps"]).map(Some),
        None => Ok(None),
    }
}

fn venv_of(python: &str, folder: &Path, requirements: &Path, more: &[&str]) -> Result<PathBuf> {
    let own = folder.join("bin/python");
    let stamp = folder.join("requirements.installed");
    let wanted = std::fs::read(requirements)?;
    if own.exists() && std::fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        println!("python packages of {} are those of {}", folder.display(), requirements.display());
        return Ok(own);
    }
    Run::new(python).args(["-m", "venv", "--clear"]).args([folder]).go()?;
    Run::new(&own)
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"])
        .args(more)
        .args(["-r"])
        .args([requirements])
        .go()?;
    std::fs::write(stamp, wanted)?;
    Ok(own)
}

fn is_newer(this: &Path, than_that: &Path) -> bool {
    let written = |path: &Path| std::fs::metadata(path).and_then(|facts| facts.modified()).ok();
    matches!((written(this), written(than_that)), (Some(this), Some(that)) if this >= that)
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

fn install(packages: &[&str], what: &str) -> Result<()> {
    let by_hand = format!("apt-get install {}", packages.join(" "));
    if on_path("apt-get").is_none() || !is_root() {
        bail!("this needs {what}; on Debian: {by_hand}");
    }
    println!("installing {what}");
    Run::new("apt-get").args(["update", "-q"]).go()?;
    Run::new("apt-get")
        .env("DEBIAN_FRONTEND", "noninteractive")
        .args(["install", "-y", "-q", "--no-install-recommends"])
        .args(packages)
        .go()
}

/// Root owns its own process folder: the question needs neither unsafe code nor another crate.
fn is_root() -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        std::fs::metadata("/proc/self").is_ok_and(|facts| facts.uid() == 0)
    }
    #[cfg(not(unix))]
    false
}

#[cfg(test)]
mod tests {
    use super::{is_newer, on_path};

    #[test]
    fn what_is_not_on_the_path_is_not_found() {
        assert!(on_path("no-such-program-at-all").is_none());
    }

    #[test]
    fn a_missing_file_is_never_newer() {
        let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
        assert!(!is_newer(&here.with_file_name("none"), &here));
        assert!(is_newer(&here, &here));
    }
}
