//! The mails of a demonstration, which leave for nowhere but can be read here.

use std::fmt;

use askama::Template;
use askama::filters::HtmlSafe;
use jiff::civil::DateTime;

use crate::paths;
use crate::texts::escaped;
use crate::view::{Page, Theme};

/// The mails, the latest first.
#[derive(Debug, Clone, Template)]
#[template(path = "outbox.html")]
pub struct Outbox {
    /// Reader and place.
    pub page: Page,
    /// The mails.
    pub mails: Vec<Mail>,
}

/// A mail, as plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// To whom.
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// When it was written, on the reader's clock.
    pub at: DateTime,
    /// Its text.
    pub body: String,
}

impl Mail {
    fn shown(&self) -> WithLinks<'_> {
        WithLinks(&self.body)
    }
}

impl Outbox {
    fn moment(&self, at: &DateTime) -> String {
        self.page.language.moment(*at)
    }
}

/// Plain text whose web addresses can be followed.
#[derive(Debug, Clone, Copy)]
struct WithLinks<'a>(&'a str);

impl HtmlSafe for WithLinks<'_> {}

impl fmt::Display for WithLinks<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for piece in self.0.split_inclusive(char::is_whitespace) {
            let word = piece.trim_end();
            let address = word.trim_start_matches(['<', '(']).trim_end_matches(['>', ')', '.', ',', ';']);
            if address.starts_with("https://") || address.starts_with("http://") {
                let (before, after) = word.split_once(address).unwrap_or(("", ""));
                let href = escaped(address);
                write!(f, "{}<a href=\"{href}\">{href}</a>{}", escaped(before), escaped(after))?;
                f.write_str(&piece[word.len()..])?;
            } else {
                f.write_str(&escaped(piece))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_links_and_the_rest_stays_text() {
        assert_eq!(
            WithLinks("Lire :\nhttps://a.example/o/x?y=1&z.\n<script>").to_string(),
            "Lire :\n<a href=\"https://a.example/o/x?y=1&amp;z\">https://a.example/o/x?y=1&amp;z</a>.\n&lt;script&gt;"
        );
        assert_eq!(WithLinks("javascript:alert(1)").to_string(), "javascript:alert(1)");
        assert_eq!(WithLinks("https://a\"onx=").to_string(), "<a href=\"https://a&quot;onx=\">https://a&quot;onx=</a>");
    }
}
