//! What is wrong with an input, per field, in a form that a page can put into words.

use std::fmt;

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// Nothing was written where something is needed.
    Missing,
    /// Too long: `over` more characters than the `max` allowed.
    TooLong {
        /// Characters too many.
        over: usize,
        /// Characters allowed.
        max: usize,
    },
    /// Too many entries in a list.
    TooMany {
        /// Entries allowed.
        max: usize,
    },
    /// Not an e-mail address.
    NotAnAddress,
    /// Not a web address with http or https.
    NotAWebAddress,
    /// Not one of the values that this field knows.
    Unknown {
        /// The value that came, shortened.
        value: String,
    },
    /// Holds characters that cannot be shown: controls, lone marks of direction.
    NotText,
    /// Nobody here has this name, handle or id.
    NobodyHere {
        /// What was asked for, shortened.
        value: String,
    },
    /// Already taken by somebody else.
    Taken,
    /// One cannot recognise oneself here (a self-made badge is another act).
    Yourself,
    /// The same entry stands earlier in the list.
    Twice,
    /// A picture or file that could not be used; the reason in words.
    File {
        /// What it is and what to do.
        reason: String,
    },
    /// Anything that needs a sentence of its own, in English.
    Other {
        /// The sentence.
        reason: String,
    },
}

/// A problem and the field that has it. Fields are named as in the API (`words`, `to.email`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProblem {
    /// Name of the field, as in the API.
    pub field: String,
    /// What is wrong.
    pub problem: Problem,
}

impl FieldProblem {
    /// A problem of a field.
    pub fn new(field: impl Into<String>, problem: Problem) -> Self {
        Self { field: field.into(), problem }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::Missing => f.write_str("is needed: write it here"),
            Problem::TooLong { over, max } => write!(f, "has {over} characters too many ({max} at most)"),
            Problem::TooMany { max } => write!(f, "has too many entries ({max} at most)"),
            Problem::NotAnAddress => f.write_str("is not an email address: one looks like name@example.org"),
            Problem::NotAWebAddress => f.write_str("is not a web address: one starts with https://"),
            Problem::Unknown { value } => write!(f, "does not know the value \"{value}\""),
            Problem::NotText => f.write_str("holds characters that cannot be shown: write it again as plain text"),
            Problem::NobodyHere { value } => write!(f, "names nobody here: \"{value}\""),
            Problem::Taken => f.write_str("is already taken: choose another"),
            Problem::Yourself => f.write_str("is yourself: choose somebody else"),
            Problem::Twice => f.write_str("stands here twice: once is enough"),
            Problem::File { reason } | Problem::Other { reason } => f.write_str(reason),
        }
    }
}

impl fmt::Display for FieldProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.field, self.problem)
    }
}

impl std::error::Error for FieldProblem {}

/// A text within its limits: trimmed, in NFC, without controls (line ends stay if `lines`).
pub fn text(raw: &str, max: usize, lines: bool) -> Result<String, Problem> {
    use unicode_normalization::UnicodeNormalization;
    let text: String = raw.replace("\r\n", "\n").trim().nfc().collect();
    if text.chars().any(|c| is_unshowable(c, lines)) {
        return Err(Problem::NotText);
    }
    let length = text.chars().count();
    if length > max {
        return Err(Problem::TooLong { over: length - max, max });
    }
    Ok(text)
}

/// Controls, and marks of direction that reorder what others read (Unicode TR 36 §2.4).
fn is_unshowable(c: char, lines: bool) -> bool {
    (c.is_control() && !(lines && (c == '\n' || c == '\t')))
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// The first 60 characters of what came, for an error.
pub(crate) fn short(value: &str) -> String {
    value.chars().take(60).collect()
}
