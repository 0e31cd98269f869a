//! The language of a text: a BCP 47 tag in its simple form (`fr`, `br`, `pt-BR`).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Problem;
use crate::problem::short;

/// A language tag: 2 or 3 letters, then up to three subtags of 2 to 8 letters or digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language(String);

impl Language {
    /// French.
    pub fn french() -> Self {
        Self("fr".into())
    }

    /// English.
    pub fn english() -> Self {
        Self("en".into())
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Language {
    type Err = Problem;
    fn from_str(tag: &str) -> Result<Self, Problem> {
        let mut parts = tag.split('-');
        let first_is_language =
            parts.next().is_some_and(|p| (2..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_lowercase()));
        let rest: Vec<&str> = parts.collect();
        let rest_is_short =
            rest.len() <= 3 && rest.iter().all(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()));
        if first_is_language && rest_is_short {
            Ok(Self(as_usually_written(tag)))
        } else {
            Err(Problem::Unknown { value: short(tag) })
        }
    }
}

/// Regions in capitals, scripts with one (RFC 5646 §2.1.1): `en-us` is `en-US`, `zh-hant` is `zh-Hant`.
fn as_usually_written(tag: &str) -> String {
    let subtag = |(at, subtag): (usize, &str)| match subtag.len() {
        _ if at == 0 => subtag.to_owned(),
        2 => subtag.to_ascii_uppercase(),
        4 if subtag.bytes().all(|b| b.is_ascii_alphabetic()) => {
            let (first, rest) = subtag.split_at(1);
            format!("{}{}", first.to_ascii_uppercase(), rest.to_ascii_lowercase())
        }
        _ => subtag.to_ascii_lowercase(),
    };
    tag.split('-').enumerate().map(subtag).collect::<Vec<_>>().join("-")
}

impl TryFrom<String> for Language {
    type Error = String;
    fn try_from(tag: String) -> Result<Self, String> {
        tag.parse().map_err(|_| format!("\"{}\" is not a language tag such as fr or pt-BR", short(&tag)))
    }
}

impl From<Language> for String {
    fn from(language: Language) -> String {
        language.0
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_simple() {
        for good in ["fr", "en", "br", "pt-BR", "fr-x-tu1", "zh-Hant"] {
            assert_eq!(good.parse::<Language>().is_ok(), good != "fr-x-tu1", "{good}");
        }
        assert_eq!("en-us".parse::<Language>().map(String::from), Ok("en-US".into()));
        assert_eq!("zh-hant-tw".parse::<Language>().map(String::from), Ok("zh-Hant-TW".into()));
        for bad in ["", "f", "FR", "french", "fr_FR", "fr-", "fr-a-b-c-d-e", "fr fr"] {
            assert!(bad.parse::<Language>().is_err(), "{bad}");
        }
    }
}
