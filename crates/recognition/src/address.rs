//! E-mail addresses. Letter case never makes "not you": two addresses are the same when their
//! normal forms are.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

use crate::limits;
use crate::{FieldProblem, Problem};

/// An e-mail address, as typed and in its normal form.
#[derive(Debug, Clone)]
pub struct EmailAddress {
    shown: String,
    normal: String,
}

impl EmailAddress {
    /// Parses what was typed. Not the whole of RFC 5321: one `@`, something before it, a domain with a dot
    /// behind it (or `localhost`, for trying), no white space, 254 characters at most.
    pub fn parse(field: &str, raw: &str) -> Result<Self, FieldProblem> {
        let shown: String = raw.trim().nfc().collect();
        if shown.is_empty() {
            return Err(FieldProblem::new(field, Problem::Missing));
        }
        if shown.chars().count() > limits::ADDRESS {
            let over = shown.chars().count() - limits::ADDRESS;
            return Err(FieldProblem::new(field, Problem::TooLong { over, max: limits::ADDRESS }));
        }
        if !looks_like_one(&shown) {
            return Err(FieldProblem::new(field, Problem::NotAnAddress));
        }
        let normal = normal_form(&shown);
        Ok(Self { shown, normal })
    }

    /// As it was typed, trimmed: what letters are sent to.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// Trimmed, NFC, lower case: what is compared, and what is hashed into a credential (decision 9).
    pub fn normal(&self) -> &str {
        &self.normal
    }
}

/// The normal form of an address or of what somebody typed to find one: trimmed, NFC, lower case.
pub fn normal_form(raw: &str) -> String {
    raw.trim().nfc().collect::<String>().to_lowercase().nfc().collect()
}

fn looks_like_one(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let plain =
        |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>' | '(' | ')' | ',' | ';' | '"' | '\\' | '@');
    let labels_are_good = domain.split('.').all(|label| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    });
    !local.is_empty()
        && local.chars().count() <= 64
        && local.chars().all(plain)
        && labels_are_good
        && (domain.contains('.') || domain == "localhost")
}

impl PartialEq for EmailAddress {
    fn eq(&self, other: &Self) -> bool {
        self.normal == other.normal
    }
}

impl Eq for EmailAddress {}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letter_case_never_makes_another_person() {
        let one = EmailAddress::parse("email", " Nolwenn@Example.ORG ").unwrap();
        let other = EmailAddress::parse("email", "nolwenn@example.org").unwrap();
        assert_eq!(one, other);
        assert_eq!(one.shown(), "Nolwenn@Example.ORG");
        assert_eq!(one.normal(), "nolwenn@example.org");
    }

    #[test]
    fn what_is_not_an_address_says_so() {
        for bad in [
            "nolwenn",
            "@example.org",
            "a@b",
            "a b@example.org",
            "a@exa mple.org",
            "a@-x.org",
            "a@x..org",
            "a,b@example.org",
            "<a@example.org>",
        ] {
            assert_eq!(EmailAddress::parse("email", bad).unwrap_err().problem, Problem::NotAnAddress, "{bad}");
        }
        for good in ["a@localhost", "prénom.nom@exemple.fr", "o'hara+x@xn--bcher-kva.example", "x@sub.domain.museum"] {
            assert!(EmailAddress::parse("email", good).is_ok(), "{good}");
        }
    }
}
