//! Letters as files.

use std::io;
use std::path::Path;
use std::time::UNIX_EPOCH;

use tokio::fs::{self, DirBuilder, OpenOptions};
use tokio::io::AsyncWriteExt as _;

use super::{Letter, MailError};

/// Writes the letter to `{seconds since 1970}-{message id}.eml`: listed in the order of writing, and the same
/// letter twice is one file. Letters hold links that open things, so nobody but the owner reads them.
pub async fn lay(folder: &Path, letter: &Letter, bytes: &[u8]) -> Result<(), MailError> {
    let seconds = letter.date.duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
    // The id was judged when the letter was composed: no slash, no dot in front.
    let name = format!("{seconds}-{}.eml", letter.message_id);
    write(folder, &name, bytes)
        .await
        .map_err(|error| MailError::passing(format!("the folder {} does not take it: {error}", folder.display())))
}

/// Whole or not at all: written beside its name, made lasting, then renamed.
async fn write(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder).await?;
    let draft = folder.join(format!(".{name}.part"));
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft).await?;
    file.write_all(bytes).await?;
    file.sync_all().await?;
    fs::rename(&draft, folder.join(name)).await
}
