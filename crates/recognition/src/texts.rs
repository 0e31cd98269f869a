//! Texts that people write: words, relation, context, and texts in several languages.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::limits;
use crate::problem::text;
use crate::{FieldProblem, Language, Problem};

macro_rules! line {
    ($($(#[$doc:meta])* $name:ident($max:expr, $lines:expr, $field:expr);)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Parses what was typed: trimmed, NFC, within its limit; empty is [`Problem::Missing`].
            pub fn parse(raw: &str) -> Result<Self, FieldProblem> {
                match text(raw, $max, $lines) {
                    Ok(text) if text.is_empty() => Err(FieldProblem::new($field, Problem::Missing)),
                    Ok(text) => Ok(Self(text)),
                    Err(problem) => Err(FieldProblem::new($field, problem)),
                }
            }

            /// The same for a field that may stay empty.
            pub fn parse_optional(raw: &str) -> Result<Option<Self>, FieldProblem> {
                if raw.trim().is_empty() { Ok(None) } else { Self::parse(raw).map(Some) }
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

line! {
    /// What one says of another: the heart of a recognition. Signed as written, for ever.
    Words(limits::WORDS, true, "words");
    /// "How we know each other".
    Relation(limits::RELATION, false, "relation");
    /// "Where, when".
    Context(limits::CONTEXT, false, "context");
    /// A reply in the conversation of a recognition.
    Message(limits::MESSAGE, true, "message");
}

/// One text in one or several languages; the first language is the one it was written in.
/// In JSON an object from language to text: `{"fr": "J’ai essayé", "en": "I tried it"}`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Texts(Vec<(Language, String)>);

impl Texts {
    /// A text in one language.
    pub fn one(language: Language, text: impl Into<String>) -> Self {
        Self(vec![(language, text.into())])
    }

    /// Parses each language's text within `max` characters; `field` names it in errors. Empty texts are left out;
    /// no text at all is [`Problem::Missing`].
    pub fn parse(field: &str, raw: Vec<(Language, String)>, max: usize, lines: bool) -> Result<Self, FieldProblem> {
        if raw.len() > limits::LANGUAGES {
            return Err(FieldProblem::new(field, Problem::TooMany { max: limits::LANGUAGES }));
        }
        let mut texts: Vec<(Language, String)> = Vec::with_capacity(raw.len());
        for (language, value) in raw {
            let value = text(&value, max, lines).map_err(|problem| FieldProblem::new(format!("{field}.{language}"), problem))?;
            if texts.iter().any(|(known, _)| *known == language) {
                return Err(FieldProblem::new(format!("{field}.{language}"), Problem::Twice));
            }
            if !value.is_empty() {
                texts.push((language, value));
            }
        }
        if texts.is_empty() { Err(FieldProblem::new(field, Problem::Missing)) } else { Ok(Self(texts)) }
    }

    /// The text for a reader of `language`: that language, else its base (`pt` for `pt-BR`), else the first.
    pub fn for_reader(&self, language: &Language) -> Option<(&Language, &str)> {
        let base = language.as_str().split('-').next().unwrap_or_default();
        self.0
            .iter()
            .find(|(known, _)| known == language)
            .or_else(|| self.0.iter().find(|(known, _)| known.as_str() == base))
            .or_else(|| self.0.first())
            .map(|(language, text)| (language, text.as_str()))
    }

    /// The text in exactly this language.
    pub fn exact(&self, language: &Language) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == language).map(|(_, text)| text.as_str())
    }

    /// The languages, the first one first.
    pub fn languages(&self) -> impl Iterator<Item = &Language> {
        self.0.iter().map(|(language, _)| language)
    }

    /// Nothing in any language.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Texts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(language, text)| (language, text)))
    }
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let map = serde_json::Map::<String, serde_json::Value>::deserialize(deserializer)?;
        map.into_iter()
            .map(|(language, value)| match value {
                serde_json::Value::String(text) => Ok((language.try_into().map_err(serde::de::Error::custom)?, text)),
                _ => Err(serde::de::Error::custom("a text per language is a string")),
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_trimmed_and_kept_as_written() {
        let words = Words::parse("  Tu m’as montré trois fois.\r\nSans soupirer.  ").unwrap();
        assert_eq!(words.as_str(), "Tu m’as montré trois fois.\nSans soupirer.");
    }

    #[test]
    fn words_at_the_limit_pass_and_one_more_does_not() {
        assert!(Words::parse(&"é".repeat(limits::WORDS)).is_ok());
        let problem = Words::parse(&"é".repeat(limits::WORDS + 1)).unwrap_err();
        assert_eq!(problem, FieldProblem::new("words", Problem::TooLong { over: 1, max: limits::WORDS }));
    }

    #[test]
    fn controls_and_reordering_marks_are_refused() {
        for bad in ["a\u{0}b", "a\u{7}b", "a\u{202E}b", "a\u{2066}b"] {
            assert_eq!(Words::parse(bad).unwrap_err().problem, Problem::NotText, "{bad:?}");
        }
        assert_eq!(Relation::parse("deux\nlignes").unwrap_err().problem, Problem::NotText);
        assert_eq!(Words::parse(" \n ").unwrap_err().problem, Problem::Missing);
        assert_eq!(Context::parse_optional("  ").unwrap(), None);
    }

    #[test]
    fn a_reader_gets_their_language_or_the_first() {
        let texts: Texts = serde_json::from_str(r#"{"fr": "J’ai essayé", "en": "I tried it"}"#).unwrap();
        let read = |tag: &str| texts.for_reader(&tag.parse().unwrap()).unwrap().1.to_owned();
        assert_eq!(read("en"), "I tried it");
        assert_eq!(read("en-GB"), "I tried it");
        assert_eq!(read("br"), "J’ai essayé");
        assert_eq!(serde_json::to_string(&texts).unwrap(), r#"{"fr":"J’ai essayé","en":"I tried it"}"#);
    }
}
