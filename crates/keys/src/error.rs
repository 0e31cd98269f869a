//! What can go wrong with keys, in words an operator can act on.

use std::path::PathBuf;

/// Why a key could not be read, made, opened or used. Never holds a secret.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The file system said no.
    #[error("the key file {path} could not be {doing}: {source}")]
    File {
        /// The file or folder.
        path: PathBuf,
        /// "read", "made", …
        doing: &'static str,
        /// What the system answered.
        source: std::io::Error,
    },
    /// There is no master key where one is needed.
    #[error("there is no master key at {path}: put back the one from your backup (without it, no sealed key opens)")]
    MasterAbsent {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// People other than its owner can reach the master key.
    #[error(
        "the master key {path} is open to others (mode {mode:04o}): whoever reads it can sign in everybody's \
         name. Close it with `chmod 600 {path}`, and if others may have read it, change the keys"
    )]
    TooOpen {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The file is not a master key.
    #[error("{path} is not a master key: it must hold 64 hexadecimal digits and nothing else")]
    NotAMasterKey {
        /// The file.
        path: PathBuf,
    },
    /// A sealed key does not open.
    #[error("the sealed key does not open: it was sealed under another master key, for another actor or key, or is damaged")]
    DoesNotOpen,
    /// A `KEY.json` that is not one.
    #[error("this is not a KEY.json: {why}")]
    NotPortable {
        /// What is missing or wrong.
        why: &'static str,
    },
    /// The cryptographic library refused; with sound input it never does.
    #[error("the cryptographic library refused to {doing}")]
    Refused {
        /// What was asked of it.
        doing: &'static str,
    },
}
