//! Drawings that this house made itself (`anavez-pictures`): the rhythm of a signature, a QR code. They stand in the page
//! as they are, so nothing that somebody sent may ever become one.

use std::fmt;

use askama::filters::HtmlSafe;

use crate::texts::escaped;

/// An SVG drawn here. The default one draws nothing: what is not signed wears no rhythm.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drawing(String);

impl Drawing {
    /// A drawing of `anavez-pictures`. Never a picture that somebody sent: those are served apart, cleaned.
    pub fn drawn_here(svg: impl Into<String>) -> Self {
        Self(svg.into())
    }
}

impl HtmlSafe for Drawing {}

impl fmt::Display for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A QR code, with what it is for those who cannot see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// The drawing.
    pub drawing: Drawing,
    /// What it is: “QR code of the link”.
    pub title: String,
}

impl HtmlSafe for Code {}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<span class=\"qr\" role=\"img\" aria-label=\"{}\">{}</span>", escaped(&self.title), self.drawing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_says_what_it_is() {
        let code = Code { drawing: Drawing::drawn_here("<svg></svg>"), title: "\"<code>".into() };
        assert_eq!(code.to_string(), "<span class=\"qr\" role=\"img\" aria-label=\"&quot;&lt;code&gt;\"><svg></svg></span>");
    }

    #[test]
    fn what_is_not_signed_wears_no_rhythm() {
        assert_eq!(Drawing::default().to_string(), "");
    }
}
