//! `cargo xtask fuzz`: hostile input for every reader, each for a minute (or as long as one says).
//!
//! libFuzzer through `cargo fuzz`, on the stable compiler. A crash, an input that takes more than a second or a gigabyte
//! ends the run with the input kept under `target/fuzz/artifacts`.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::place;
use crate::run::Run;

/// Seconds for each target, unless said otherwise.
const SECONDS: u32 = 60;
/// The longest input that is tried, in bytes.
const BYTES_MAX: u32 = 64 << 10;
/// Seconds one input may take.
const INPUT_SECONDS_MAX: u32 = 1;
/// Memory of a run, in MiB, the sanitizer's own included.
const MEMORY_MIB_MAX: u32 = 1024;
/// The version of cargo-fuzz that is known to work.
const CARGO_FUZZ: &str = "0.13.2";

/// A target, and where other people's test data has inputs like its own: folder and ending.
const TARGETS: [(&str, &[(&str, &str)]); 8] = [
    ("png", &[("", "png")]),
    ("svg", &[("", "svg")]),
    ("jsonld", &[("w3c-json-ld-api", "jsonld"), ("1edtech-public-validator/ob30", "json"), ("w3c-vcdm2-inputs", "json")]),
    ("jws", &[("", "jwt")]),
    ("ob2", &[("1edtech-public-validator/ob20", "json"), ("1edtech-validator-core", "json")]),
    ("ob3", &[("1edtech-public-validator/ob30", "json"), ("1edtech-public-validator/clr20", "json"), ("vc-ed-plugfest", "json")]),
    ("status", &[("1edtech-public-validator/ob30", "json")]),
    ("keys", &[("w3c-vc-di-eddsa", "json"), ("w3c-vc-di-ecdsa", "json")]),
];

/// `fuzz [--seconds N] [TARGET]…`
pub fn fuzz(arguments: &[String]) -> Result<()> {
    let (seconds, chosen) = read(arguments)?;
    if !Run::cargo().args(["fuzz", "--version"]).succeeds() {
        Run::cargo().args(["install", "cargo-fuzz", "--locked", "--version", CARGO_FUZZ]).go()?;
    }
    let home = place::target()?.join("fuzz");
    for (target, seeds) in chosen {
        let corpus = home.join("corpus").join(target);
        std::fs::create_dir_all(&corpus).with_context(|| format!("cannot be made: {}", corpus.display()))?;
        let count = match place::vectors()? {
            Some(vectors) => seeded(&vectors, seeds, &corpus)?,
            None => 0,
        };
        println!("== {target}: {count} inputs to begin with, {seconds} s");
        let artifacts = home.join("artifacts").join(target);
        std::fs::create_dir_all(&artifacts)?;
        run(target, &corpus, &artifacts, seconds)?;
    }
    println!("fuzz: no crash, nothing over {INPUT_SECONDS_MAX} s");
    Ok(())
}

type Target = (&'static str, &'static [(&'static str, &'static str)]);

fn read(arguments: &[String]) -> Result<(u32, Vec<Target>)> {
    let mut seconds = SECONDS;
    let mut chosen = Vec::new();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        if word == "--seconds" {
            let said = words.next().context("--seconds needs a number")?;
            seconds = said.parse().with_context(|| format!("“{said}” is no number of seconds"))?;
            continue;
        }
        match TARGETS.into_iter().find(|(name, _)| name == word) {
            Some(target) => chosen.push(target),
            None => bail!("there is no target “{word}”; there are {}", TARGETS.map(|(name, _)| name).join(", ")),
        }
    }
    if chosen.is_empty() {
        chosen.extend(TARGETS);
    }
    Ok((seconds, chosen))
}

fn run(target: &str, corpus: &Path, artifacts: &Path, seconds: u32) -> Result<()> {
    let fuzz_dir = place::workspace()?.join("fuzz");
    let build = place::target()?.join("fuzz").join("build");
    let artifacts = format!("-artifact_prefix={}/", artifacts.display());
    Run::cargo()
        .env("RUSTC_BOOTSTRAP", "1")
        .args([OsStr::new("fuzz"), OsStr::new("run"), OsStr::new("--fuzz-dir"), fuzz_dir.as_os_str()])
        .args([OsStr::new("--target-dir"), build.as_os_str(), OsStr::new(target), corpus.as_os_str(), OsStr::new("--")])
        .args([artifacts])
        .args([format!("-max_total_time={seconds}"), format!("-max_len={BYTES_MAX}")])
        .args([format!("-timeout={INPUT_SECONDS_MAX}"), format!("-rss_limit_mb={MEMORY_MIB_MAX}")])
        .args(["-print_final_stats=1", "-verbosity=0"])
        .go()
}

/// Copies what is not too long into the corpus; says how many.
fn seeded(vectors: &Path, seeds: &[(&str, &str)], corpus: &Path) -> Result<usize> {
    let mut count = 0;
    for (folder, ending) in seeds {
        let mut folders = vec![vectors.join(folder)];
        while let Some(folder) = folders.pop() {
            let Ok(entries) = std::fs::read_dir(&folder) else { continue };
            for entry in entries {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|found| found == *ending) && is_short(&path) {
                    std::fs::copy(&path, corpus.join(name(vectors, &path)))?;
                    count += 1;
                }
            }
        }
    }
    Ok(count)
}

fn is_short(path: &Path) -> bool {
    path.metadata().is_ok_and(|facts| facts.len() <= u64::from(BYTES_MAX))
}

/// A name of its own for each file, whatever its folder.
fn name(vectors: &Path, path: &Path) -> PathBuf {
    let below = path.strip_prefix(vectors).unwrap_or(path);
    below.to_string_lossy().replace('/', "-").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn all_targets_unless_some_are_named() {
        let (seconds, chosen) = read(&[]).unwrap();
        assert_eq!((seconds, chosen.len()), (SECONDS, TARGETS.len()));
        let (seconds, chosen) = read(&words("--seconds 5 png jws")).unwrap();
        assert_eq!((seconds, chosen.iter().map(|(name, _)| *name).collect::<Vec<_>>()), (5, vec!["png", "jws"]));
        assert!(read(&words("gif")).unwrap_err().to_string().contains("png, svg"));
        assert!(read(&words("--seconds soon")).is_err());
    }

    #[test]
    fn every_target_has_its_file() {
        let folder = place::workspace().unwrap().join("fuzz/fuzz_targets");
        for (target, _) in TARGETS {
            assert!(folder.join(format!("{target}.rs")).exists(), "{target}");
        }
        assert_eq!(std::fs::read_dir(folder).unwrap().count(), TARGETS.len());
    }
}
