//! A letter, and its bytes (RFC 5322, MIME).

use std::time::SystemTime;

use lettre::Message;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};

use super::MailError;

const SUBJECT_BYTES_MAX: usize = 400;
const TEXT_BYTES_MAX: usize = 256 * 1024;
const ID_BYTES_MAX: usize = 200;
/// One is enough, unless somebody writes our boundaries into a letter on purpose.
const BOUNDARIES_TRIED_MAX: usize = 20;

/// One letter to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// `ada@example.org` or `Ada <ada@example.org>`.
    pub to: String,
    /// The same form; the operator's address.
    pub from: String,
    /// One line.
    pub subject: String,
    /// The letter as plain text: always there.
    pub text: String,
    /// The letter as HTML, beside the text.
    pub html: Option<String>,
    /// `id@host`, without angle brackets: ASCII letters, digits and `.+=_-`, starting with a letter or digit.
    /// The same act gives the same id, however often it is tried.
    pub message_id: String,
    /// When it was written: a time of the act, not of the sending.
    pub date: SystemTime,
}

/// The letter as a message. Its bytes depend on the letter only.
pub fn compose(letter: &Letter) -> Result<Message, MailError> {
    judge(letter)?;
    let message = Message::builder()
        .to(mailbox(&letter.to, "receiver")?)
        .from(mailbox(&letter.from, "sender")?)
        .subject(&letter.subject)
        .date(letter.date)
        .message_id(Some(format!("<{}>", letter.message_id)))
        // RFC 3834, 5: no machine answers this with "I am on holiday".
        .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()));
    let composed = match &letter.html {
        None => message.header(ContentType::TEXT_PLAIN).body(letter.text.clone()),
        Some(html) => message.multipart(
            MultiPart::alternative()
                .boundary(boundary(letter)?)
                .singlepart(SinglePart::plain(letter.text.clone()))
                .singlepart(SinglePart::html(html.clone())),
        ),
    };
    composed.map_err(|_| MailError::permanent("it cannot be written as a mail"))
}

fn judge(letter: &Letter) -> Result<(), MailError> {
    // A line end in a header would begin another header.
    let one_line = |text: &str| !text.chars().any(char::is_control);
    if ![&letter.to, &letter.from, &letter.subject].into_iter().all(|text| one_line(text)) {
        return Err(MailError::permanent("an address or the subject has more than one line"));
    }
    if letter.subject.len() > SUBJECT_BYTES_MAX {
        return Err(MailError::permanent("the subject is too long"));
    }
    let html = letter.html.as_deref().unwrap_or_default();
    if letter.text.len() > TEXT_BYTES_MAX || html.len() > TEXT_BYTES_MAX {
        return Err(MailError::permanent("it is too long"));
    }
    if !is_message_id(&letter.message_id) {
        return Err(MailError::permanent("its message id is not of the form id@host"));
    }
    Ok(())
}

/// Narrower than RFC 5322, 3.6.4, so that it can also name a file.
fn is_message_id(id: &str) -> bool {
    let plain = |c: u8| c.is_ascii_alphanumeric() || b".+=_-@".contains(&c);
    id.len() <= ID_BYTES_MAX
        && id.starts_with(|c: char| c.is_ascii_alphanumeric())
        && id.bytes().all(plain)
        && id.split('@').count() == 2
        && !id.ends_with('@')
}

fn mailbox(text: &str, whose: &str) -> Result<Mailbox, MailError> {
    text.parse().map_err(|_| MailError::permanent(format!("the {whose}'s address is not a mail address")))
}

/// A line that stands in neither part, found without chance, so that the same letter has the same bytes.
fn boundary(letter: &Letter) -> Result<String, MailError> {
    let name: String = letter.message_id.chars().filter(char::is_ascii_alphanumeric).take(40).collect();
    let html = letter.html.as_deref().unwrap_or_default();
    (0..BOUNDARIES_TRIED_MAX)
        .map(|n| format!("part-{n}-{name}"))
        .find(|line| !letter.text.contains(line) && !html.contains(line))
        .ok_or_else(|| MailError::permanent("it cannot be written as a mail"))
}
