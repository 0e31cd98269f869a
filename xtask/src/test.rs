//! `cargo xtask test`: everything that must be green, each runner's own output going straight through.

use std::time::Instant;

use anyhow::Result;

use crate::parts::{Part, wished};
use crate::run::Run;
use crate::{journeys, kill, peers, place, tools};

/// Runs the wished parts in order and stops at the first red one; the last line sums up, in parts.
pub fn test(arguments: &[String]) -> Result<()> {
    let parts = wished(arguments)?;
    match place::vectors()? {
        Some(folder) => println!("vectors: {}", folder.display()),
        None => println!("vectors: absent (tests that read them skip themselves by name; ANAVEZ_VECTORS says where they are)"),
    }
    let mut sum = Sum::default();
    let mut red = None;
    for part in parts {
        if red.is_some() {
            sum.skipped.push(part);
            continue;
        }
        println!("\n== {}", part.name());
        let started = Instant::now();
        let outcome = run_part(part);
        let seconds = started.elapsed().as_secs();
        match outcome {
            Ok(()) => {
                println!("== {}: passed in {seconds} s", part.name());
                sum.passed.push(part);
            }
            Err(error) => {
                println!("== {}: FAILED after {seconds} s: {error:#}", part.name());
                sum.failed.push(part);
                red = Some(error.context(format!("part {} is red", part.name())));
            }
        }
    }
    println!("\n{}", sum.details());
    println!("{}", sum.last_line());
    red.map_or(Ok(()), |error| Err(anyhow::anyhow!("{error}")))
}

fn run_part(part: Part) -> Result<()> {
    match part {
        Part::Fmt => cargo(["fmt", "--all", "--check"])?.go(),
        Part::Clippy => cargo(["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"])?.go(),
        Part::Unit => unit(),
        Part::Peers => peers::peers(),
        Part::Kill => kill::kill(kill::SOME),
        Part::Journeys => journeys::journeys(),
    }
}

fn unit() -> Result<()> {
    if tools::has_nextest() {
        cargo(["nextest", "run", "--workspace", "--locked", "--no-fail-fast"])?.go()?;
        // nextest runs no documentation tests
        return cargo(["test", "--workspace", "--locked", "--doc"])?.go();
    }
    cargo(["test", "--workspace", "--locked", "--no-fail-fast"])?.go()
}

/// Cargo in the workspace, told where the vectors are.
pub fn cargo<const N: usize>(arguments: [&str; N]) -> Result<Run> {
    let run = Run::cargo().in_folder(&place::workspace()?).args(arguments);
    Ok(match place::vectors()? {
        Some(folder) => run.env("ANAVEZ_VECTORS", folder),
        None => run,
    })
}

#[derive(Debug, Default)]
struct Sum {
    passed: Vec<Part>,
    failed: Vec<Part>,
    skipped: Vec<Part>,
}

impl Sum {
    fn details(&self) -> String {
        let names = |parts: &[Part]| parts.iter().map(|part| part.name()).collect::<Vec<_>>().join(", ");
        let said = [("green", &self.passed), ("red", &self.failed), ("not reached", &self.skipped)]
            .into_iter()
            .filter(|(_, parts)| !parts.is_empty())
            .map(|(word, parts)| format!("{word}: {}", names(parts)));
        said.collect::<Vec<_>>().join(" · ")
    }

    fn last_line(&self) -> String {
        let mut line = format!("{} passed, {} failed", self.passed.len(), self.failed.len());
        if !self.skipped.is_empty() {
            line.push_str(&format!(", {} skipped", self.skipped.len()));
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, Sum};

    #[test]
    fn the_last_line_counts_parts() {
        let sum = Sum { passed: vec![Part::Fmt, Part::Clippy], failed: vec![], skipped: vec![] };
        assert_eq!(sum.last_line(), "2 passed, 0 failed");
    }

    #[test]
    fn what_was_not_reached_is_said() {
        let sum = Sum { passed: vec![Part::Fmt], failed: vec![Part::Unit], skipped: vec![Part::Kill] };
        assert_eq!(sum.last_line(), "1 passed, 1 failed, 1 skipped");
        assert_eq!(sum.details(), "green: fmt · red: unit · not reached: kill");
    }
}
