//! Actors: whoever can recognise and be recognised.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::problem::{short, text};
use crate::{ActorId, FieldProblem, Language, Moment, Problem, limits};

/// What sort of actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// A person.
    Person,
    /// People who know each other and do things together.
    Community,
    /// A body that people speak for.
    Organisation,
    /// An organisation that recognises by set rules: a school, a city.
    Institution,
}

impl Sort {
    /// Every sort.
    pub const ALL: [Sort; 4] = [Sort::Person, Sort::Community, Sort::Organisation, Sort::Institution];

    /// The word of the API and of the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Sort::Person => "person",
            Sort::Community => "community",
            Sort::Organisation => "organisation",
            Sort::Institution => "institution",
        }
    }
}

impl FromStr for Sort {
    type Err = Problem;
    fn from_str(word: &str) -> Result<Self, Problem> {
        Sort::ALL.into_iter().find(|s| s.as_str() == word).ok_or_else(|| Problem::Unknown { value: short(word) })
    }
}

/// The name that an actor shows; chosen by them, never checked, never a proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Name(String);

impl Name {
    /// Parses a name: one line, 1 to 80 characters.
    pub fn parse(raw: &str) -> Result<Self, FieldProblem> {
        let name = text(raw, limits::NAME, false).map_err(|problem| FieldProblem::new("name", problem))?;
        if name.is_empty() { Err(FieldProblem::new("name", Problem::Missing)) } else { Ok(Self(name)) }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A short name for addresses (`/@nolwenn`): may change, so that no signed document holds one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Handle(String);

impl Handle {
    /// Parses a handle: 2 to 32 of `a–z 0–9 _ -`, a letter first; letter case is folded; a leading `@` is left out.
    pub fn parse(raw: &str) -> Result<Self, FieldProblem> {
        let handle = raw.trim().trim_start_matches('@').to_lowercase();
        let first_is_letter = handle.bytes().next().is_some_and(|b| b.is_ascii_lowercase());
        let rest_is_plain = handle.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-');
        if handle.chars().count() > limits::HANDLE {
            return Err(FieldProblem::new(
                "handle",
                Problem::TooLong { over: handle.chars().count() - limits::HANDLE, max: limits::HANDLE },
            ));
        }
        if handle.len() < 2 || !first_is_letter || !rest_is_plain {
            return Err(FieldProblem::new("handle", Problem::Unknown { value: short(raw) }));
        }
        Ok(Self(handle))
    }

    /// A handle made from a name: `Nolwenn Kerbrat` → `nolwenn-kerbrat`; `None` when no letter is left.
    pub fn from_name(name: &str) -> Option<Self> {
        use unicode_normalization::UnicodeNormalization;
        let plain: String = name
            .to_lowercase()
            .replace('œ', "oe")
            .nfd()
            .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
            .collect();
        let joined = plain.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
        let start = joined.trim_start_matches(|c: char| !c.is_ascii_lowercase());
        let short: String = start.chars().take(limits::HANDLE - 6).collect();
        Self::parse(short.trim_end_matches('-')).ok()
    }

    /// The same handle with a number behind it, for the next person of that name.
    #[must_use]
    pub fn numbered(&self, number: u32) -> Self {
        Self(format!("{}-{number}", self.0))
    }

    /// The handle, without `@`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An actor as the store knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Its id: never changes, is what documents sign.
    pub id: ActorId,
    /// Person, community, organisation or institution.
    pub sort: Sort,
    /// Named by somebody, or come by a link; has no account (decision 4).
    pub guest: bool,
    /// The account that this guest became.
    pub joined_to: Option<ActorId>,
    /// Short name for addresses; accounts have one.
    pub handle: Option<Handle>,
    /// The name that it shows, if it said one.
    pub name: Option<Name>,
    /// What it says of itself.
    pub about: Option<String>,
    /// The language that letters are written in.
    pub language: Language,
    /// When it was first named.
    pub created_at: Moment,
}

impl Actor {
    /// The account behind this actor: itself, or what it was joined to.
    pub fn account(&self) -> ActorId {
        self.joined_to.unwrap_or(self.id)
    }

    /// Its name, or else its handle, or nothing.
    pub fn label(&self) -> Option<&str> {
        self.name.as_ref().map(Name::as_str).or(self.handle.as_ref().map(Handle::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_are_plain_and_fold_case() {
        assert_eq!(Handle::parse("@Nolwenn").unwrap().as_str(), "nolwenn");
        for bad in ["", "n", "1abc", "a b", "é-a", "a/b", "a.b", "../x"] {
            assert!(Handle::parse(bad).is_err(), "{bad}");
        }
        assert!(Handle::parse(&"a".repeat(32)).is_ok());
        assert!(Handle::parse(&"a".repeat(33)).is_err());
    }

    #[test]
    fn a_handle_is_made_from_a_name() {
        let made = |name: &str| Handle::from_name(name).map(|h| h.as_str().to_owned());
        assert_eq!(made("Maëlle Le Goff").as_deref(), Some("maelle-le-goff"));
        assert_eq!(made("Université du Ponant").as_deref(), Some("universite-du-ponant"));
        assert_eq!(made("Sœur  Anne !").as_deref(), Some("soeur-anne"));
        assert_eq!(made("42"), None);
        assert_eq!(made("ひろ"), None);
        assert!(made(&"long ".repeat(40)).unwrap().len() <= 32 - 6);
    }
}
