//! 400,000 badges from a list in one command: how long, in how much memory, how many bytes; and a long list on a server.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::place;
use crate::test::cargo;

/// Badges of the run.
pub const BADGES: u32 = 400_000;
const MODEL: &str = r#"{"name": {"fr": "Facilitateur de la coopération ouverte"}, "description": {"fr": "Reconnaît l’animation d’un atelier."},
    "criteria": {"fr": "- avoir animé un atelier\n- avoir publié un compte rendu"}, "kind": "competency", "issuer": "Le Forum"}"#;

/// Prints the figures of a bulk issue. Nothing is asserted: a figure hangs on the machine and on who else uses it.
pub fn bulk() -> Result<()> {
    cargo(["build", "--release", "--locked", "--package", "anavez"])?.go()?;
    let program = place::workspace()?.join("target/release/anavez");
    let folder = std::env::temp_dir().join(format!("anavez-bulk-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let figures = issue(&program, &folder);
    std::fs::remove_dir_all(&folder)?;
    figures?;
    println!("== a list of ten thousand on a server, planned, signed and durable");
    let tests = ["test", "--release", "--locked", "--package", "anavez-acts", "--lib", "figures", "--", "--nocapture"];
    cargo(tests)?.env("ANAVEZ_FIGURES", "1").go()
}

fn issue(program: &std::path::Path, folder: &std::path::Path) -> Result<()> {
    let key = Command::new(program).args(["keys", "generate"]).output().context("anavez keys generate")?;
    std::fs::write(folder.join("key.json"), key.stdout)?;
    std::fs::write(folder.join("model.json"), MODEL)?;
    let mut list = std::io::BufWriter::new(std::fs::File::create(folder.join("list.csv"))?);
    writeln!(list, "email,name")?;
    for n in 0..BADGES {
        writeln!(list, "receiver{n}@example.org,Receiver {n}")?;
    }
    list.into_inner().context("the list")?.sync_all()?;
    let arguments = ["issue", "--badge", "model.json", "--recipients", "list.csv", "--key", "key.json", "--out", "out.jsonl"];
    let start = Instant::now();
    let mut child = Command::new(program).args(arguments).current_dir(folder).stderr(Stdio::null()).spawn()?;
    let (mut peak, mut spent) = (String::new(), String::new());
    let status = loop {
        // What the kernel says of a process is gone with it: the last that was seen counts.
        if let Ok(facts) = std::fs::read_to_string(format!("/proc/{}/status", child.id())) {
            peak = facts.lines().find_map(|line| line.strip_prefix("VmHWM:")).map_or(peak, |peak| peak.trim().to_owned());
        }
        if let Ok(facts) = std::fs::read_to_string(format!("/proc/{}/stat", child.id())) {
            spent = ticks(&facts).unwrap_or(spent);
        }
        if let Some(status) = child.try_wait()? {
            break status;
        }
        std::thread::yield_now();
    };
    let took = start.elapsed();
    if !status.success() {
        bail!("anavez issue ended with {status}");
    }
    let bytes = std::fs::metadata(folder.join("out.jsonl"))?.len();
    let mut said = String::new();
    write!(said, "{BADGES} badges signed and durable in {took:.1?}; {spent} of processor; peak memory {peak}; {bytes} bytes")?;
    println!("{said}");
    Ok(())
}

/// User and system time of a process, in seconds: fields 14 and 15 of its `stat`, in hundredths (proc(5)).
fn ticks(stat: &str) -> Option<String> {
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let (user, system): (u64, u64) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    Some(format!("{}.{:02} s", (user + system) / 100, (user + system) % 100))
}
