//! The peers as programs: what they make of a document, and what they issue.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// A peer that is installed.
pub struct Peer {
    name: &'static str,
    program: PathBuf,
    /// What comes before `verify`, `issue` and `verify-token`: one script each, or one for all.
    scripts: [Vec<PathBuf>; 3],
    folder: PathBuf,
}

/// What a peer is given beside the document.
#[derive(Debug, Default)]
pub struct Handed<'a> {
    /// The issuer's DID document.
    pub did_document: Option<&'a Value>,
    /// The status list that the document names.
    pub status_list: Option<&'a Value>,
    /// The list beside it, for the purpose of suspension.
    pub hold_list: Option<&'a Value>,
    /// The address that the receiver may have.
    pub recipient: Option<&'a str>,
}

/// What a peer says of a document.
#[derive(Debug, serde::Deserialize)]
pub struct Answer {
    /// Whether it verified.
    pub verified: bool,
    /// Why not.
    pub why: Option<String>,
    /// Whether the status bit is set, when the peer tells it apart.
    #[serde(default)]
    pub revoked: Option<bool>,
    /// Whether the hashed receiver is the address handed over.
    pub recipient: Option<bool>,
}

/// Runs a test with each peer that is there.
pub fn with_each(test: &str, run: impl Fn(&Peer)) {
    for peer in [Peer::node(), Peer::python()] {
        match peer {
            Ok(peer) => run(&peer),
            Err(absent) => println!("skipped: {test}: {absent}"),
        }
    }
}

/// Runs a test with the one peer that also reads words.
pub fn with_node(test: &str, run: impl Fn(&Peer)) {
    match Peer::node() {
        Ok(peer) => run(&peer),
        Err(absent) => println!("skipped: {test}: {absent}"),
    }
}

impl Peer {
    /// Digital Bazaar's libraries on node.
    pub fn node() -> Result<Self, String> {
        let folder = folder_in("ANAVEZ_PEERS_NODE")?;
        let scripts = ["verify.mjs", "issue.mjs", "verify-token.mjs"].map(|script| vec![folder.join(script)]);
        Ok(Self { name: "Digital Bazaar", program: "node".into(), scripts, folder })
    }

    /// openbadgeslib on Python.
    pub fn python() -> Result<Self, String> {
        let program = folder_in("ANAVEZ_PEERS_PYTHON")?;
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/peers");
        let script = folder.join("peer.py");
        let scripts = ["verify", "issue", "verify-token"].map(|command| vec![script.clone(), command.into()]);
        Ok(Self { name: "openbadgeslib", program, scripts, folder })
    }

    /// Where its packages and our scripts for it are.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Hands a document over and takes the answer.
    pub fn reads(&self, document: &Value, handed: &Handed<'_>) -> Answer {
        self.hands_over(0, &document.to_string(), handed)
    }

    /// Hands a token over and takes the answer.
    pub fn reads_token(&self, token: &str, handed: &Handed<'_>) -> Answer {
        self.hands_over(2, token, handed)
    }

    fn hands_over(&self, script: usize, text: &str, handed: &Handed<'_>) -> Answer {
        let table = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let file = table.path().join(name);
            std::fs::write(&file, text).unwrap();
            file
        };
        let put = |name: &str, document: &Value| write(name, &document.to_string());
        let mut command = self.command(script);
        command.arg(write("document", text));
        if let Some(did_document) = handed.did_document {
            command.arg("--did-document").arg(put("did.json", did_document));
        }
        if let Some(list) = handed.status_list {
            command.arg("--status-list").arg(put("list.json", list));
        }
        if let Some(list) = handed.hold_list {
            command.arg("--status-list").arg(put("hold.json", list));
        }
        if let Some(address) = handed.recipient {
            command.arg("--recipient").arg(address);
        }
        let printed = printed(command, false);
        serde_json::from_str(&printed).unwrap_or_else(|error| panic!("{self} said {printed}: {error}"))
    }

    /// Has a document made: `badge` or `words`.
    pub fn issues(&self, form: &str, recipient: &str) -> Value {
        let mut command = self.command(1);
        if self.scripts[1].len() == 1 {
            command.arg(form);
        }
        command.arg("--recipient").arg(recipient);
        serde_json::from_str(&printed(command, true)).unwrap()
    }

    fn command(&self, script: usize) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.scripts[script]).current_dir(&self.folder);
        command
    }
}

impl fmt::Display for Peer {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(self.name)
    }
}

fn folder_in(variable: &str) -> Result<PathBuf, String> {
    std::env::var_os(variable).map(PathBuf::from).ok_or_else(|| format!("{variable} names no peer"))
}

/// What a program printed; a refusal also ends with a code, so only issuing must succeed.
fn printed(mut command: Command, must_succeed: bool) -> String {
    let output = command.output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() || !must_succeed, "{command:?}: {errors}");
    assert!(!output.stdout.is_empty(), "{command:?} printed nothing: {errors}");
    String::from_utf8(output.stdout).unwrap()
}
