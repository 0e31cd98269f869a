//! Letters: to the operator's mail server, or into a folder.

mod folder;
mod letter;
mod smtp;

use std::fmt;
use std::path::PathBuf;

use lettre::{AsyncSmtpTransport, Tokio1Executor};

pub use letter::Letter;
pub use smtp::{Security, SmtpSettings};

/// Where letters go.
///
/// The mail server is chosen by the operator and may stand in a private network, so the rules for fetched
/// addresses do not apply to it; its time is limited, and a password never crosses a network in clear.
#[derive(Clone)]
pub enum Mailer {
    /// A mail server.
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    /// A folder of `.eml` files, readable by the owner only: what an instance without mail server does.
    Folder(PathBuf),
}

/// Why a letter was not sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the letter was not sent: {why}")]
pub struct MailError {
    /// This letter will never go: trying again is useless. Otherwise keep it and try later.
    pub permanent: bool,
    /// The mail server's answer (RFC 5321, 4.2), if it gave one.
    pub code: Option<u16>,
    /// In words, without addresses, so that it can be logged.
    pub why: String,
}

impl Mailer {
    /// A mailer to this server. Nothing is dialled yet.
    ///
    /// # Errors
    /// [`MailError`] when the settings would send a password in clear, or TLS cannot be prepared for this host.
    pub fn smtp(settings: &SmtpSettings) -> Result<Self, MailError> {
        smtp::transport(settings).map(Self::Smtp)
    }

    /// A mailer that lays letters in this folder, which is made when the first one comes.
    #[must_use]
    pub fn folder(path: impl Into<PathBuf>) -> Self {
        Self::Folder(path.into())
    }

    /// Sends one letter. The same letter sent again has the same bytes and `Message-ID`, so that a receiver's
    /// system can tell a repetition; in a folder it has the same file.
    ///
    /// # Errors
    /// [`MailError`], whose `permanent` says whether to try again.
    pub async fn send(&self, letter: &Letter) -> Result<(), MailError> {
        let message = letter::compose(letter)?;
        match self {
            Self::Smtp(transport) => smtp::send(transport, &message).await,
            Self::Folder(path) => folder::lay(path, letter, &message.formatted()).await,
        }
    }
}

impl fmt::Debug for Mailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // The transport holds the password.
            Self::Smtp(_) => f.write_str("Mailer::Smtp(…)"),
            Self::Folder(path) => write!(f, "Mailer::Folder({})", path.display()),
        }
    }
}

impl MailError {
    fn permanent(why: impl Into<String>) -> Self {
        Self { permanent: true, code: None, why: why.into() }
    }

    fn passing(why: impl Into<String>) -> Self {
        Self { permanent: false, code: None, why: why.into() }
    }
}

#[cfg(test)]
mod tests;
