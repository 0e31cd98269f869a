//! The words of the site, by id, from `locales/{fr,en}/*.ftl` (Project Fluent).
//!
//! A template never holds a sentence: it asks `page.t("claim-title").of("giver", offer.giver.name)`.
//! Texts are plain: they are escaped like any value. Links inside a sentence are marked `[…]` in the locale file and
//! receive their addresses by [`Text::linking`].

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

use askama::filters::HtmlSafe;
use fluent_templates::LanguageIdentifier;
use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::fluent_bundle::types::FluentNumber;
use jiff::civil::Date;

use crate::language::Language;

fluent_templates::static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "fr",
        // Fluent's bidi isolates would stand in titles, mails and attributes; names are isolated by <bdi> instead.
        customise: |bundle| {
            bundle.set_use_isolating(false);
            let french = bundle.locales.first().is_some_and(|locale| locale.language.as_str() == "fr");
            bundle.set_formatter(Some(if french { french_number } else { english_number }));
        },
    };
}

/// The id of a text, written as a literal `TextId("…")` so that the test of the locale files sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TextId(pub &'static str);

impl From<&'static str> for TextId {
    fn from(id: &'static str) -> Self {
        Self(id)
    }
}

impl From<&&Self> for TextId {
    fn from(lent: &&Self) -> Self {
        **lent
    }
}

/// A text in the reader's language, with its variables; shown by `Display`.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    language: Language,
    id: TextId,
    values: Vec<(&'static str, Value)>,
}

/// What a variable of a text may be. A date becomes words in the reader's language.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Words, shown as they are.
    Words(String),
    /// A count: it chooses singular or plural, and is written with its thousands apart.
    Count(u64),
    /// A day, written in full.
    Day(Date),
}

impl Text {
    /// The text of this id in this language.
    pub fn new(language: Language, id: impl Into<TextId>) -> Self {
        Self { language, id: id.into(), values: Vec::new() }
    }

    /// Gives a variable its value.
    #[must_use]
    pub fn of(mut self, variable: &'static str, value: impl Into<Value>) -> Self {
        self.values.push((variable, value.into()));
        self
    }

    /// The text with its `[…]` made a link to this address.
    pub fn linking(self, href: impl Into<String>) -> Linked {
        Linked { text: self, hrefs: vec![href.into()] }
    }

    /// The id this text was asked by.
    pub const fn id(&self) -> TextId {
        self.id
    }

    /// The language this text is in.
    pub const fn language(&self) -> Language {
        self.language
    }

    fn written(&self, clean: impl Fn(&str) -> String) -> String {
        let values: HashMap<Cow<'static, str>, FluentValue<'_>> = self
            .values
            .iter()
            .map(|(name, value)| {
                let value = match value {
                    Value::Words(words) => FluentValue::from(clean(words)),
                    Value::Count(count) => FluentValue::from(*count),
                    Value::Day(day) => FluentValue::from(self.language.day(*day)),
                };
                (Cow::Borrowed(*name), value)
            })
            .collect();
        LOCALES
            .lookup_single_language(identifier(self.language), self.id.0, Some(&values))
            .unwrap_or_else(|_| format!("⟦{}⟧", self.id.0))
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written(str::to_owned))
    }
}

/// A text whose `[…]` parts are links, in order. Everything else in it is escaped.
#[derive(Debug, Clone, PartialEq)]
pub struct Linked {
    text: Text,
    hrefs: Vec<String>,
}

impl Linked {
    /// The address of the next `[…]`.
    #[must_use]
    pub fn then(mut self, href: impl Into<String>) -> Self {
        self.hrefs.push(href.into());
        self
    }
}

impl HtmlSafe for Linked {}

impl fmt::Display for Linked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Brackets that people wrote must not open a link: they step aside while ours are read.
        let text = self.text.written(|words| words.replace('[', OPENING).replace(']', CLOSING));
        let mut hrefs = self.hrefs.iter();
        for part in escaped(&text).split_inclusive(['[', ']']) {
            let part = part.replace(OPENING, "[").replace(CLOSING, "]");
            if let Some(before) = part.strip_suffix('[') {
                let href = hrefs.next().map_or("#", String::as_str);
                write!(f, "{before}<a href=\"{}\">", escaped(href))?;
            } else if let Some(inside) = part.strip_suffix(']') {
                write!(f, "{inside}</a>")?;
            } else {
                f.write_str(&part)?;
            }
        }
        Ok(())
    }
}

/// Escapes what HTML would read as markup, in text and in quoted attributes.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

impl From<&str> for Value {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

impl From<&String> for Value {
    fn from(words: &String) -> Self {
        Self::Words(words.clone())
    }
}

impl From<String> for Value {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl From<Text> for Value {
    fn from(text: Text) -> Self {
        Self::Words(text.to_string())
    }
}

impl From<Date> for Value {
    fn from(day: Date) -> Self {
        Self::Day(day)
    }
}

impl From<&Date> for Value {
    fn from(day: &Date) -> Self {
        Self::Day(*day)
    }
}

/// Templates lend what they loop over twice.
macro_rules! lent {
    ($($lent:ty),*) => {$(
        impl From<&&$lent> for Value {
            fn from(lent: &&$lent) -> Self {
                Self::from(*lent)
            }
        }
    )*};
}

lent!(str, String, Date, u64);

impl From<u64> for Value {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<&u64> for Value {
    fn from(count: &u64) -> Self {
        Self::Count(*count)
    }
}

impl From<usize> for Value {
    fn from(count: usize) -> Self {
        Self::Count(u64::try_from(count).unwrap_or(u64::MAX))
    }
}

impl From<&usize> for Value {
    fn from(count: &usize) -> Self {
        Self::from(*count)
    }
}

/// Private-use letters that stand for people's own brackets while ours are read.
const OPENING: &str = "\u{e000}";
const CLOSING: &str = "\u{e001}";

fn identifier(language: Language) -> &'static LanguageIdentifier {
    static IDENTIFIERS: LazyLock<[LanguageIdentifier; 2]> =
        LazyLock::new(|| Language::ALL.map(|language| language.tag().parse().unwrap_or_default()));
    match language {
        Language::French => &IDENTIFIERS[0],
        Language::English => &IDENTIFIERS[1],
    }
}

fn french_number<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    count(value).map(|count| Language::French.number(count))
}

fn english_number<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    count(value).map(|count| Language::English.number(count))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts came in as u64")]
fn count(value: &FluentValue<'_>) -> Option<u64> {
    match value {
        FluentValue::Number(FluentNumber { value, .. }) => Some(*value as u64),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
