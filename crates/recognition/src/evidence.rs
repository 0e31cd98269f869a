//! Evidence: what lets others see for themselves.

use serde::Serialize;

use crate::problem::{short, text};
use crate::{EvidenceId, FieldProblem, Problem, limits};

/// Evidence as somebody hands it in, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewEvidence {
    /// A text of one's own.
    Text(String),
    /// The address of a page.
    Url(String),
    /// A cleaned picture that lies in the store under this SHA-256 (hex).
    File {
        /// SHA-256 of the cleaned bytes, lower-case hex.
        digest: String,
        /// Its media type.
        media_type: String,
        /// The name that it had on the giver's machine, without folders.
        name: String,
    },
}

impl NewEvidence {
    /// A text within its limit.
    pub fn text(raw: &str) -> Result<Self, FieldProblem> {
        match text(raw, limits::EVIDENCE_TEXT, true) {
            Ok(text) if text.is_empty() => Err(FieldProblem::new("evidence", Problem::Missing)),
            Ok(text) => Ok(NewEvidence::Text(text)),
            Err(problem) => Err(FieldProblem::new("evidence", problem)),
        }
    }

    /// The address of a page: http or https, without a name and password in it.
    pub fn url(raw: &str) -> Result<Self, FieldProblem> {
        web_address(raw).map(NewEvidence::Url).map_err(|problem| FieldProblem::new("evidence", problem))
    }
}

/// A web address with http or https, a host, no name and password, no white space.
pub fn web_address(raw: &str) -> Result<String, Problem> {
    let address = text(raw, limits::URL, false)?;
    let lower = address.to_ascii_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://")).ok_or(Problem::NotAWebAddress)?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let unfit = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`');
    if authority.is_empty() || authority.contains('@') || address.chars().any(unfit) {
        return Err(Problem::NotAWebAddress);
    }
    Ok(address)
}

/// Evidence as it stands beside a recognition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// Its id; its address ends in it.
    pub id: EvidenceId,
    /// A text of the giver's own.
    pub text: Option<String>,
    /// The address of a page.
    pub url: Option<String>,
    /// SHA-256 of a file, lower-case hex.
    pub digest: Option<String>,
    /// The file's media type.
    pub media_type: Option<String>,
    /// The file's name.
    pub name: Option<String>,
}

impl Evidence {
    /// What was handed in, under its id.
    pub fn of(id: EvidenceId, new: NewEvidence) -> Self {
        let nothing = Self { id, text: None, url: None, digest: None, media_type: None, name: None };
        match new {
            NewEvidence::Text(text) => Self { text: Some(text), ..nothing },
            NewEvidence::Url(url) => Self { url: Some(url), ..nothing },
            NewEvidence::File { digest, media_type, name } => {
                Self { digest: Some(digest), media_type: Some(media_type), name: Some(name), ..nothing }
            }
        }
    }
}

/// The name of an uploaded file, fit to be shown: no folders, no controls, 120 characters at most.
pub fn file_name(raw: &str) -> String {
    let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|c| !c.is_control()).take(120).collect();
    if plain.trim().is_empty() { short("file") } else { plain.trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_addresses() {
        assert_eq!(web_address(" https://wiki.example.org/a?b#c ").as_deref(), Ok("https://wiki.example.org/a?b#c"));
        for bad in [
            "wiki.example.org",
            "javascript:alert(1)",
            "data:text/html,x",
            "https://",
            "https://u:p@example.org",
            "ftp://x.org",
            "https://a b.org",
        ] {
            assert_eq!(web_address(bad), Err(Problem::NotAWebAddress), "{bad}");
        }
    }

    #[test]
    fn file_names_lose_their_folders() {
        assert_eq!(file_name("C:\\photos\\table.jpg"), "table.jpg");
        assert_eq!(file_name("../../etc/passwd"), "passwd");
        assert_eq!(file_name(" "), "file");
    }
}
