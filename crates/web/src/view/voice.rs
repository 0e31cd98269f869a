//! Somebody's words: the loudest thing of a page, between quotation marks, untouched.

use std::fmt;

use askama::Template;
use askama::filters::HtmlSafe;
use jiff::civil::Date;

use crate::language::{Language, with_french_spaces};
use crate::paths;
use crate::texts::{Text, TextId, escaped};
use crate::view::Day;
use crate::view::actor::Who;

/// Words as they were signed, in the language they were written in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The words. Their bytes are never changed; only their display gains no-break spaces.
    pub text: String,
    /// The BCP 47 tag they were signed with, when known.
    pub lang: Option<String>,
}

impl Words {
    /// Words in a known language.
    pub fn said(text: impl Into<String>, lang: impl Into<String>) -> Self {
        Self { text: text.into(), lang: Some(lang.into()) }
    }

    /// The words between the quotation marks of their own language, on a page of that language.
    pub fn quoted(&self, page: impl Into<Language>) -> Quoted<'_> {
        Quoted { words: self, page: page.into() }
    }

    /// The beginning of the words, for a title: at most that many letters.
    pub fn beginning(&self, letters_max: usize) -> String {
        let flat = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        if flat.chars().count() <= letters_max {
            return flat;
        }
        let cut: String = flat.chars().take(letters_max.saturating_sub(1)).collect();
        format!("{}…", cut.trim_end())
    }
}

/// Words as paragraphs, the first opening the quotation and the last closing it.
#[derive(Debug, Clone, Copy)]
pub struct Quoted<'a> {
    words: &'a Words,
    page: Language,
}

impl HtmlSafe for Quoted<'_> {}

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let own = self.words.lang.as_deref().and_then(Language::from_tag);
        let (opening, closing) = own.unwrap_or(self.page).quotes();
        let lang = self.words.lang.as_deref().filter(|lang| *lang != self.page.tag());
        let lang = lang.map(|lang| format!(" lang=\"{}\"", escaped(lang))).unwrap_or_default();
        let paragraphs: Vec<&str> = self.words.text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        for (at, paragraph) in paragraphs.iter().enumerate() {
            let shown = match own {
                Some(Language::French) => escaped(&with_french_spaces(paragraph)),
                _ => escaped(paragraph),
            };
            write!(f, "<p{lang} dir=\"auto\">")?;
            if at == 0 {
                write!(f, "<span class=\"q q--open\">{}</span>", opening.trim())?;
            }
            f.write_str(&shown)?;
            if at + 1 == paragraphs.len() {
                write!(f, "<span class=\"q\">{closing}</span>")?;
            }
            f.write_str("</p>")?;
        }
        Ok(())
    }
}

/// Whom, or what, a recognition is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Somebody.
    Actor(Who),
    /// A badge, a model.
    Badge {
        /// Its name.
        name: String,
        /// Its page.
        href: String,
        /// The address of its picture.
        picture: String,
    },
    /// A thing one can point at: a page, a file, a place.
    Thing {
        /// What to call it.
        name: String,
        /// Its address, when it has one that may be opened.
        href: Option<String>,
    },
}

/// From whom to whom.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/thread.html")]
pub struct Thread {
    /// The language of the page, for those who listen.
    pub language: Language,
    /// Who gives.
    pub giver: Who,
    /// To whom; a person without a name yet is an offer to whoever holds the link.
    pub target: Option<Target>,
    /// Whether they recognise each other.
    pub mutual: bool,
}

impl HtmlSafe for Thread {}

impl Thread {
    #[expect(clippy::unused_self, reason = "askama calls it on the thread")]
    fn link<'a>(&self, href: &'a Option<String>) -> Option<&'a str> {
        href.as_deref().and_then(paths::linkable)
    }

    fn verb(&self) -> Text {
        let id = if self.mutual { TextId("thread-mutual") } else { TextId("thread-recognises") };
        Text::new(self.language, id)
    }
}

/// How large words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Size {
    /// Among others of a list.
    Small,
    /// On a page of voices.
    #[default]
    Normal,
    /// Alone on their page.
    Big,
}

/// A recognition: words, from whom to whom, and where they come from.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "parts/voice.html")]
pub struct Voice {
    /// The words.
    pub words: Words,
    /// From whom to whom.
    pub thread: Thread,
    /// How they know each other, in their words.
    pub relation: Option<String>,
    /// Where it was, in their words.
    pub context: Option<String>,
    /// The day it was given.
    pub given_on: Option<Date>,
    /// Its page.
    pub href: Option<String>,
    /// How large it stands.
    pub size: Size,
}

impl HtmlSafe for Voice {}

impl Voice {
    /// The same, as large as that.
    #[must_use]
    pub const fn sized(mut self, size: Size) -> Self {
        self.size = size;
        self
    }

    fn t(&self, id: &'static str) -> Text {
        Text::new(self.thread.language, id)
    }

    fn day(&self, date: &Date) -> Day {
        Day { language: self.thread.language, date: *date }
    }

    const fn class(&self) -> &'static str {
        match self.size {
            Size::Small => "voice voice--small",
            Size::Normal => "voice",
            Size::Big => "voice voice--big",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_own_quotation_marks_and_language() {
        let words = Words::said("Thank you", "en");
        let html = words.quoted(Language::French).to_string();
        assert_eq!(html, "<p lang=\"en\" dir=\"auto\"><span class=\"q q--open\">“</span>Thank you<span class=\"q\">”</span></p>");
    }

    #[test]
    fn paragraphs_open_and_close_once() {
        let words = Words::said("Un.\n\nDeux ?", "fr");
        let html = words.quoted(Language::French).to_string();
        assert_eq!(html.matches('«').count(), 1);
        assert_eq!(html.matches('»').count(), 1);
        assert_eq!(html.matches("<p ").count(), 2);
        assert!(html.contains("Deux\u{202f}?") && !html.contains("lang="));
    }

    #[test]
    fn markup_in_words_is_shown_as_letters() {
        let words = Words { text: "<script>&".into(), lang: Some("\"><b>".into()) };
        let html = words.quoted(Language::English).to_string();
        assert!(html.contains("&lt;script&gt;&amp;") && html.contains("lang=\"&quot;&gt;&lt;b&gt;\""), "{html}");
    }

    #[test]
    fn a_thing_is_linked_only_when_it_is_a_web_page() {
        let thread = |href: &str| {
            let target = Target::Thing { name: "Graines".into(), href: Some(href.into()) };
            Thread { language: Language::French, giver: Who::default(), target: Some(target), mutual: false }.to_string()
        };
        assert!(thread("https://wiki.example/graines").contains("href=\"https://wiki.example/graines\""));
        assert!(!thread("javascript:alert(1)").contains("javascript"));
    }

    #[test]
    fn a_title_takes_the_beginning() {
        assert_eq!(Words::said("Un deux\ntrois", "fr").beginning(20), "Un deux trois");
        assert_eq!(Words::said("Un deux trois", "fr").beginning(8), "Un deux…");
    }
}
