//! The program as built, in an environment that says nothing but what a test says.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// What a command left behind.
#[derive(Debug)]
pub struct Ended {
    /// Its exit code.
    pub code: i32,
    /// What it printed.
    pub out: Vec<u8>,
    /// What it said on stderr.
    pub said: String,
}

impl Ended {
    /// What it printed, as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.out).unwrap()
    }

    /// What it printed, as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// A folder of a test's own, in which commands run.
pub struct Desk(tempfile::TempDir);

impl Desk {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Lays a file on the desk.
    pub fn lay(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.0.path().join(name)).unwrap()
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Ended {
        self.run_with(arguments, &[], b"")
    }

    /// Runs a command under this environment, with these bytes on stdin.
    pub fn run_with(&self, arguments: &[&str], environment: &[(&str, &str)], stdin: &[u8]) -> Ended {
        let mut command = self.command(arguments);
        command.envs(environment.iter().copied()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // a command that reads nothing may have ended already
        child.stdin.take().unwrap().write_all(stdin).ok();
        let output = child.wait_with_output().unwrap();
        Ended {
            code: output.status.code().unwrap(),
            out: output.stdout,
            said: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// A command that was not started yet.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_anavez"));
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy().into_owned();
            if name.starts_with("ANAVEZ_") || name.starts_with("LC_") || name == "LANG" {
                command.env_remove(&name);
            }
        }
        command.args(arguments).current_dir(self.0.path());
        command
    }
}
