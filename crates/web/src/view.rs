//! What the pages show: one struct a page, holding plain values and a [`Page`]; templates do the rest.
//! Nothing here reads a store, a clock or a header.

use std::fmt;
use std::sync::Arc;

use askama::filters::HtmlSafe;
use jiff::civil::Date;

use crate::assets;
use crate::language::Language;
use crate::texts::{Text, TextId, escaped};

pub mod account;
pub mod actor;
pub mod actor_page;
pub mod award;
pub mod checks;
pub mod claim;
pub mod drawing;
pub mod endorse;
pub mod error;
pub mod fact;
pub mod form;
pub mod give;
pub mod glossary;
pub mod home;
pub mod ledger;
pub mod model;
pub mod organisation;
pub mod outbox;
pub mod read;
pub mod recognise;
pub mod sign_in;
pub mod statement;
pub mod voice;

/// What every page needs to know of its reader and its place.
#[derive(Debug, Clone)]
pub struct Page {
    /// The language the page is written in.
    pub language: Language,
    /// Light, dark, or as the system wishes.
    pub theme: Theme,
    /// Who is signed in.
    pub reader: Option<Reader>,
    /// The token every form sends back.
    pub csrf: String,
    /// The path and query of this page, to come back to; `/recognise`.
    pub path: String,
    /// A word about what has just happened.
    pub notice: Option<Notice>,
    /// The site.
    pub site: Arc<Site>,
}

/// The person who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// The name they chose.
    pub name: String,
}

/// Who runs this site, as the pages must say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// The site's name.
    pub name: String,
    /// Who runs it; empty when they have not said.
    pub operator: String,
    /// The address to write to.
    pub contact: String,
    /// Where the data are kept: a country, a town.
    pub place: String,
    /// How long an offer waits for an answer, in days.
    pub offer_days: u64,
    /// Whether this is the demonstration, whose mails can be read on the page [`paths::OUTBOX`].
    pub demo: bool,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the system wishes.
    #[default]
    System,
    /// Light, by the reader's choice.
    Light,
    /// Dark, by the reader's choice.
    Dark,
}

impl Theme {
    /// The value of the `theme` field of [`paths::PREFERENCES`], and of the cookie.
    pub const fn value(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a value; anything unknown is the system's wish.
    pub fn from_value(value: &str) -> Self {
        match value {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::System,
        }
    }

    /// The three, as the foot of the page offers them.
    const ALL: [(Self, TextId); 3] =
        [(Self::System, TextId("theme-system")), (Self::Light, TextId("theme-light")), (Self::Dark, TextId("theme-dark"))];
}

/// A word about what has just happened, at the top of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// What happened.
    pub text: Text,
    /// Whether something did not go as asked.
    pub warning: bool,
}

impl Page {
    /// A text in the reader's language.
    pub fn t(&self, id: impl Into<TextId>) -> Text {
        Text::new(self.language, id)
    }

    /// A day in full, as a `<time>`.
    pub const fn day(&self, date: &Date) -> Day {
        Day { language: self.language, date: *date }
    }

    /// A whole number in the reader's way.
    pub fn number(&self, number: &u64) -> String {
        self.language.number(*number)
    }

    /// `lang` of words whose language is known and is not the page's own.
    pub fn other_language<'a>(&self, lang: Option<&'a str>) -> Option<&'a str> {
        lang.filter(|lang| *lang != self.language.tag())
    }

    /// Whether this page is under that address, for `aria-current`.
    pub fn is_at(&self, path: &str) -> bool {
        self.path == path || self.path.split('?').next() == Some(path)
    }

    /// The address to write to, or the words that say that it is missing.
    pub fn contact(&self) -> String {
        self.said_or(&self.site.contact)
    }

    /// Where the data are kept, or the words that say that it is missing.
    pub fn place(&self) -> String {
        self.said_or(&self.site.place)
    }

    fn said_or(&self, said: &str) -> String {
        if said.is_empty() { self.t("not-said-yet").to_string() } else { said.to_owned() }
    }

    fn style(&self) -> String {
        assets::asset_url("anavez.css")
    }

    fn mark(&self) -> String {
        assets::asset_url("mark.svg")
    }

    fn other(&self) -> Language {
        match self.language {
            Language::French => Language::English,
            Language::English => Language::French,
        }
    }

    fn themes(&self) -> [(Theme, Text); 3] {
        Theme::ALL.map(|(theme, id)| (theme, self.t(id)))
    }
}

/// A day in full, as a `<time>`; the French first of the month has its raised “er”.
#[derive(Debug, Clone, Copy)]
pub struct Day {
    language: Language,
    date: Date,
}

impl HtmlSafe for Day {}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = escaped(&self.language.day(self.date));
        let words = match words.strip_prefix("1er") {
            Some(rest) => format!("1<sup>er</sup>{rest}"),
            None => words,
        };
        write!(f, "<time datetime=\"{}\">{words}</time>", self.date)
    }
}
