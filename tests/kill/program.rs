//! The program as built: started, killed, asked on the command line.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::http;

const PROGRAM: &str = env!("CARGO_BIN_EXE_anavez");

/// A data folder, and the one port that its public address names.
pub struct DataFolder {
    folder: tempfile::TempDir,
    listen: String,
    log: tempfile::NamedTempFile,
}

/// A server that runs.
pub struct Program {
    child: Child,
    listen: String,
}

impl DataFolder {
    /// A new one, on a free port.
    pub fn new() -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let (folder, log) = (tempfile::tempdir().unwrap(), tempfile::NamedTempFile::new().unwrap());
        Self { folder, listen: free.to_string(), log }
    }

    /// Makes an API token for somebody, as an operator does.
    pub fn token(&self, handle: &str) -> String {
        let printed = self.run(&["token", "create", "--actor", handle]);
        assert!(printed.succeeded, "{}", printed.text);
        printed.text.trim().to_owned()
    }

    /// What `anavez check` finds wrong; empty when nothing is.
    pub fn check(&self) -> String {
        let printed = self.run(&["check"]);
        if printed.succeeded { String::new() } else { printed.text }
    }

    fn run(&self, arguments: &[&str]) -> Printed {
        let output = command(arguments, self.folder.path()).output().unwrap();
        let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
        if !output.status.success() {
            text.push_str(&String::from_utf8_lossy(&output.stderr));
        }
        Printed { succeeded: output.status.success(), text }
    }
}

struct Printed {
    succeeded: bool,
    text: String,
}

impl Program {
    /// Starts a server on the folder and waits until it answers.
    pub fn start(data: &DataFolder) -> Self {
        let log = std::fs::File::create(data.log.path()).unwrap();
        let mut command = command(&["serve", "--listen", &data.listen], data.folder.path());
        let child = command.stdout(Stdio::null()).stderr(log).spawn().unwrap();
        let mut program = Self { child, listen: data.listen.clone() };
        while http::ask(&program.listen, "GET", "/healthz", &[], None).map(|answer| answer.status).ok() != Some(200) {
            if let Some(ended) = program.child.try_wait().unwrap() {
                let said = std::fs::read_to_string(data.log.path()).unwrap_or_default();
                panic!("the program ended with {ended} before it answered:\n{said}");
            }
            std::thread::yield_now();
        }
        program
    }

    /// Where it listens.
    pub fn address(&self) -> String {
        self.listen.clone()
    }

    /// `kill -9`: no goodbye, nothing written down any more.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// A number in an environment variable.
pub fn number_in(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

fn command(arguments: &[&str], data: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    command.args(arguments).arg("--data").arg(data);
    command.env("ANAVEZ_ALLOW_LOOPBACK", "1").env_remove("ANAVEZ_MASTER_KEY_FILE").stdin(Stdio::null());
    command
}
