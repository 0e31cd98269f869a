//! A server that a test starts on a port of its own, asks, and stops.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Command, Stdio};

use crate::program::Desk;

/// A server that runs.
pub struct Server {
    child: Child,
    said: BufReader<ChildStderr>,
    /// Where it listens, as `127.0.0.1:4711`.
    pub at: String,
}

/// What it answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: String,
}

impl Server {
    /// Starts `anavez serve --data here` with more arguments, and waits until it says that it is ready.
    pub fn start(desk: &Desk, arguments: &[&str]) -> Self {
        let mut command = desk.command(&[&["serve", "--data", "here", "--listen", "127.0.0.1:0"], arguments].concat());
        let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let said = BufReader::new(child.stderr.take().unwrap());
        let mut server = Self { child, said, at: String::new() };
        let mut all = String::new();
        while server.at.is_empty() {
            let before = all.len();
            assert!(server.said.read_line(&mut all).unwrap() > 0, "it ended before it was ready:\n{all}");
            let ready = all[before..].strip_prefix("Anavez is at ").and_then(|line| line.split_once("listening on "));
            server.at = ready.map(|(_, at)| at.trim_end_matches([')', '\n']).to_owned()).unwrap_or_default();
        }
        server
    }

    /// One request on a connection of its own.
    pub fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut connection = connect(&self.at);
        let mut request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", self.at);
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        connection.write_all(format!("{request}\r\n").as_bytes()).unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
        let body = answer.split_once("\r\n\r\n").unwrap().1.to_owned();
        Answer { status, body }
    }

    /// Asks it to stop as systemd does; answers its exit code and what it said since it was ready.
    pub fn stop(mut self) -> (Option<i32>, String) {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(told.success());
        let mut said = String::new();
        self.said.read_to_string(&mut said).unwrap();
        (self.child.wait().unwrap().code(), said)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

#[expect(clippy::disallowed_methods, reason = "the test asks the server that it started itself on this machine")]
pub fn connect(at: &str) -> TcpStream {
    TcpStream::connect(at).unwrap()
}
