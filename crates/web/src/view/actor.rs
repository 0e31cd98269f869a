//! Somebody, as a page names them: a mark whose outline says what they are, and their name.

use askama::Template;
use askama::filters::HtmlSafe;

use crate::language::Language;
use crate::texts::{Text, TextId};

/// What an actor is. The outline of the mark says it; nobody is larger than another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Sort {
    /// A person: round.
    #[default]
    Person,
    /// A community: lozenge.
    Community,
    /// A group formed for one thing: lozenge.
    Group,
    /// An organisation: square.
    Organisation,
    /// An institution, which recognises by set rules: square.
    Institution,
    /// A place: arch.
    Place,
    /// A territory: arch.
    Territory,
    /// An event: arch.
    Event,
    /// A work, a page, a thing one can point at: square.
    Thing,
}

impl Sort {
    /// The word for it.
    pub const fn text(self) -> TextId {
        match self {
            Self::Person => TextId("sort-person"),
            Self::Community => TextId("sort-community"),
            Self::Group => TextId("sort-group"),
            Self::Organisation => TextId("sort-organisation"),
            Self::Institution => TextId("sort-institution"),
            Self::Place => TextId("sort-place"),
            Self::Territory => TextId("sort-territory"),
            Self::Event => TextId("sort-event"),
            Self::Thing => TextId("sort-thing"),
        }
    }

    const fn outline(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Community | Self::Group => "community",
            Self::Organisation | Self::Institution | Self::Thing => "institution",
            Self::Place | Self::Territory | Self::Event => "place",
        }
    }
}

/// Somebody: mark, name, and their page when there is one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Template)]
#[template(path = "parts/who.html")]
pub struct Who {
    /// The name they chose (or, for a guest, the one they typed).
    pub name: String,
    /// Their page.
    pub href: Option<String>,
    /// What they are.
    pub sort: Sort,
    /// The address of the picture they chose.
    pub picture: Option<String>,
    /// A word after the name: “you”, “name not verified”.
    pub aside: Option<String>,
}

impl HtmlSafe for Who {}

impl Who {
    /// Somebody with a page.
    pub fn at(name: impl Into<String>, sort: Sort, href: impl Into<String>) -> Self {
        Self { name: name.into(), sort, href: Some(href.into()), ..Self::default() }
    }

    /// Somebody without a page, or whose page is not for this reader.
    pub fn named(name: impl Into<String>, sort: Sort) -> Self {
        Self { name: name.into(), sort, ..Self::default() }
    }

    /// The same, as the reader.
    #[must_use]
    pub fn as_you(self, language: Language) -> Self {
        self.with_aside(Text::new(language, TextId("who-you")).to_string())
    }

    /// The same, a guest whose name nobody verified.
    #[must_use]
    pub fn not_verified(self, language: Language) -> Self {
        self.with_aside(Text::new(language, TextId("name-not-verified")).to_string())
    }

    /// The same, with a word after the name.
    #[must_use]
    pub fn with_aside(mut self, aside: impl Into<String>) -> Self {
        self.aside = Some(aside.into());
        self
    }

    /// At most two letters that stand for the name until a picture is chosen.
    pub fn initials(&self) -> String {
        let words: Vec<&str> = self
            .name
            .split(|letter: char| letter.is_whitespace() || letter == '-' || letter == '\u{2019}' || letter == '\'')
            .filter(|word| word.chars().next().is_some_and(char::is_alphanumeric))
            .filter(|word| !SMALL_WORDS.contains(&word.to_lowercase().as_str()))
            .collect();
        let first = words.first().and_then(|word| word.chars().next());
        let last = words.get(1).and_then(|word| word.chars().next());
        first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
    }

    /// One of six tones, the same for the same name; it means nothing.
    fn tone(&self) -> u32 {
        self.name.chars().fold(7_u32, |sum, letter| sum.wrapping_mul(31).wrapping_add(u32::from(letter))) % 6 + 1
    }
}

/// Words of a name that say nothing when reduced to a letter.
const SMALL_WORDS: [&str; 14] = ["de", "du", "des", "d", "la", "le", "les", "l", "et", "the", "of", "and", "ar", "an"];

#[cfg(test)]
mod tests {
    use super::*;

    fn initials(name: &str) -> String {
        Who::named(name, Sort::Person).initials()
    }

    #[test]
    fn initials_skip_the_small_words() {
        assert_eq!(initials("Nolwenn"), "N");
        assert_eq!(initials("Université du Ponant"), "UP");
        assert_eq!(initials("Les Raconteuses du port"), "RP");
        assert_eq!(initials("patronage du Vent d’Ouest"), "PV");
        assert_eq!(initials("La Cale"), "C");
        assert_eq!(initials("élan"), "É");
        assert_eq!(initials("« ? »"), "");
    }

    #[test]
    fn a_name_is_escaped_and_kept_apart_from_the_direction_around_it() {
        let html = Who::named("<b>ن", Sort::Community).to_string();
        assert!(html.contains("<bdi>&#60;b&#62;ن</bdi>") && html.contains("mark--community"), "{html}");
    }
}
