//! Forms: what was typed stays, what is wrong is said in words beside its field and again at the top, with a link.

use std::collections::BTreeMap;

use askama::Template;
use askama::filters::HtmlSafe;
use jiff::civil::Date;

use crate::language::Language;
use crate::texts::{Text, TextId};
use crate::view::Page;

/// A form: the id of the act it asks for, what was typed, what is wrong.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// The id of the act: the same form sent twice does one thing once.
    pub act_id: String,
    values: BTreeMap<String, String>,
    errors: Vec<FieldError>,
}

/// Something to look at again.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldError {
    /// The field's name.
    pub field: String,
    /// What to do, in words.
    pub message: Text,
}

/// What may be wrong with a field, in the words of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing was written.
    Empty,
    /// No answer was chosen.
    NotChosen,
    /// Too many letters.
    TooLong {
        /// How many too many.
        over: u64,
        /// The most.
        max: u64,
    },
    /// Not an e-mail address.
    NotMail,
    /// Not the address of a page.
    NotAddress,
    /// A day that is too early.
    NotAfter(Date),
    /// Nobody here has this name.
    Nobody,
    /// A file that is too large: what it weighs, and the most, as people read them.
    FileTooLarge {
        /// What it weighs.
        size: String,
        /// The most.
        max: String,
    },
    /// A file that is not read here.
    FileKind {
        /// What it is.
        found: String,
    },
    /// An address of a kind that is not opened.
    Closed,
    /// A site that does not answer.
    NoAnswer {
        /// That site.
        host: String,
    },
    /// A site that has nothing at this address.
    NothingThere {
        /// That site.
        host: String,
    },
    /// Digits that are not the right ones.
    WrongDigits,
    /// Too many tries.
    Wait {
        /// How long to wait, in minutes.
        minutes: u64,
    },
}

impl Refusal {
    /// What to do, in words.
    pub fn text(&self, language: Language) -> Text {
        let t = |id: TextId| Text::new(language, id);
        match self {
            Self::Empty => t(TextId("err-empty")),
            Self::NotChosen => t(TextId("err-choose")),
            Self::TooLong { over, max } => t(TextId("err-long")).of("n", over).of("max", max),
            Self::NotMail => t(TextId("err-mail")),
            Self::NotAddress => t(TextId("err-address")),
            Self::NotAfter(date) => t(TextId("err-date")).of("date", date),
            Self::Nobody => t(TextId("err-nobody")),
            Self::FileTooLarge { size, max } => t(TextId("err-file-large")).of("size", size).of("max", max),
            Self::FileKind { found } => t(TextId("err-file-kind")).of("found", found),
            Self::Closed => t(TextId("err-closed")),
            Self::NoAnswer { host } => t(TextId("err-no-answer")).of("host", host),
            Self::NothingThere { host } => t(TextId("err-nothing-there")).of("host", host),
            Self::WrongDigits => t(TextId("sign-in-wrong")),
            Self::Wait { minutes } => t(TextId("err-wait")).of("minutes", minutes),
        }
    }
}

impl Form {
    /// An empty form for this act.
    pub fn new(act_id: impl Into<String>) -> Self {
        Self { act_id: act_id.into(), ..Self::default() }
    }

    /// The same, with what was typed in a field.
    #[must_use]
    pub fn with(mut self, field: impl Into<String>, value: impl Into<String>) -> Self {
        self.values.insert(field.into(), value.into());
        self
    }

    /// The same, with something to look at again.
    #[must_use]
    pub fn refusing(mut self, field: impl Into<String>, message: Text) -> Self {
        self.errors.push(FieldError { field: field.into(), message });
        self
    }

    /// The same, with a refusal in the words of the site.
    #[must_use]
    pub fn refused(self, field: impl Into<String>, refusal: &Refusal, language: Language) -> Self {
        self.refusing(field, refusal.text(language))
    }

    /// What was typed in a field; empty when nothing was.
    pub fn value(&self, field: &str) -> &str {
        self.values.get(field).map_or("", String::as_str)
    }

    /// Whether a field holds this value (choices, ticks).
    pub fn is(&self, field: &str, value: &str) -> bool {
        self.value(field) == value
    }

    /// What is wrong.
    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }

    /// The token and the act's id, hidden.
    pub fn hidden<'a>(&'a self, page: &'a Page) -> Hidden<'a> {
        Hidden { csrf: &page.csrf, act_id: &self.act_id }
    }

    /// What was typed in these fields, hidden: for a step between writing and signing.
    pub fn carrying<'a>(&'a self, fields: &'a [&'a str]) -> Carried<'a> {
        Carried { form: self, fields }
    }

    /// What is wrong, at the top, each with a link to its field. Nothing when all is well.
    pub fn summary(&self, language: impl Into<Language>) -> Summary<'_> {
        Summary { form: self, language: language.into() }
    }

    /// A line of text.
    pub const fn line<'a>(&'a self, name: &'a str) -> Field<'a> {
        Field::new(self, name, Kind::Line("text"))
    }

    /// An e-mail address.
    pub const fn mail<'a>(&'a self, name: &'a str) -> Field<'a> {
        Field::new(self, name, Kind::Line("email"))
    }

    /// The address of a page.
    pub const fn address<'a>(&'a self, name: &'a str) -> Field<'a> {
        Field::new(self, name, Kind::Line("url"))
    }

    /// Six digits.
    pub const fn digits<'a>(&'a self, name: &'a str) -> Field<'a> {
        Field::new(self, name, Kind::Digits)
    }

    /// Several lines.
    pub const fn long<'a>(&'a self, name: &'a str, rows: u32) -> Field<'a> {
        Field::new(self, name, Kind::Long(rows))
    }

    /// Words to be signed, between two large quotation marks.
    pub const fn say<'a>(&'a self, name: &'a str) -> Field<'a> {
        Field::new(self, name, Kind::Say)
    }

    /// A file; `accept` as in HTML.
    pub const fn file<'a>(&'a self, name: &'a str, accept: &'a str) -> Field<'a> {
        Field::new(self, name, Kind::File(accept))
    }

    /// One of several.
    pub const fn choice<'a>(&'a self, name: &'a str) -> Field<'a> {
        Field::new(self, name, Kind::Choice)
    }

    /// Yes, or nothing.
    pub const fn tick<'a>(&'a self, name: &'a str) -> Field<'a> {
        Field::new(self, name, Kind::Tick)
    }
}

/// How a field is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind<'a> {
    Line(&'static str),
    Digits,
    Long(u32),
    Say,
    File(&'a str),
    Choice,
    Tick,
}

/// One of several, in a choice.
#[derive(Debug, Clone, PartialEq)]
struct Alternative {
    value: String,
    label: String,
    hint: Option<Text>,
}

/// A field with its label, its hint and what is wrong with it.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/field.html")]
pub struct Field<'a> {
    form: &'a Form,
    name: &'a str,
    kind: Kind<'a>,
    label: Option<Text>,
    hint: Option<Text>,
    optional: bool,
    autocomplete: Option<&'a str>,
    lang: Option<&'a str>,
    letters_max: Option<usize>,
    alternatives: Vec<Alternative>,
}

impl HtmlSafe for Field<'_> {}

impl<'a> Field<'a> {
    const fn new(form: &'a Form, name: &'a str, kind: Kind<'a>) -> Self {
        Self {
            form,
            name,
            kind,
            label: None,
            hint: None,
            optional: false,
            autocomplete: None,
            lang: None,
            letters_max: None,
            alternatives: Vec::new(),
        }
    }

    /// Its label.
    #[must_use]
    pub fn label(mut self, label: Text) -> Self {
        self.label = Some(label);
        self
    }

    /// What helps to fill it.
    #[must_use]
    pub fn hint(mut self, hint: Text) -> Self {
        self.hint = Some(hint);
        self
    }

    /// It may stay empty, and says so.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// What the browser may fill it with (WCAG 1.3.5).
    #[must_use]
    pub const fn autocomplete(mut self, token: &'a str) -> Self {
        self.autocomplete = Some(token);
        self
    }

    /// The language it will hold.
    #[must_use]
    pub const fn lang(mut self, lang: &'a str) -> Self {
        self.lang = Some(lang);
        self
    }

    /// The most letters the field takes.
    #[must_use]
    pub const fn at_most(mut self, letters_max: &usize) -> Self {
        self.letters_max = Some(*letters_max);
        self
    }

    /// One of the answers of a choice, in the site's words.
    #[must_use]
    pub fn or(mut self, value: impl Into<String>, label: Text) -> Self {
        self.alternatives.push(Alternative { value: value.into(), label: label.to_string(), hint: None });
        self
    }

    /// The same, with what it will do.
    #[must_use]
    pub fn or_with(mut self, value: impl Into<String>, label: Text, hint: Text) -> Self {
        self.alternatives.push(Alternative { value: value.into(), label: label.to_string(), hint: Some(hint) });
        self
    }

    fn id(&self) -> &str {
        self.name
    }

    fn value(&self) -> &str {
        self.form.value(self.name)
    }

    fn error(&self) -> Option<&Text> {
        self.form.errors.iter().find(|error| error.field == self.name).map(|error| &error.message)
    }

    fn is_chosen(&self, value: &str) -> bool {
        self.form.is(self.name, value)
    }

    fn t(&self, id: &'static str) -> Text {
        let language = self.label.as_ref().map_or(Language::French, Text::language);
        Text::new(language, id)
    }

    /// `aria-describedby`: the hint, then the error.
    fn described_by(&self) -> Option<String> {
        let hint = self.hint.as_ref().map(|_| format!("{}-hint", self.id()));
        let error = self.error().map(|_| format!("{}-error", self.id()));
        match (hint, error) {
            (Some(hint), Some(error)) => Some(format!("{hint} {error}")),
            (hint, error) => hint.or(error),
        }
    }
}

/// The token and the act's id.
#[derive(Debug, Clone, Template)]
#[template(
    source = r#"<input type="hidden" name="csrf" value="{{ csrf }}"><input type="hidden" name="act_id" value="{{ act_id }}">"#,
    ext = "html"
)]
pub struct Hidden<'a> {
    csrf: &'a str,
    act_id: &'a str,
}

impl HtmlSafe for Hidden<'_> {}

/// What was typed, hidden.
#[derive(Debug, Clone, Template)]
#[template(
    source = r#"{% for field in fields %}<input type="hidden" name="{{ field }}" value="{{ form.value(field) }}">{% endfor %}"#,
    ext = "html"
)]
pub struct Carried<'a> {
    form: &'a Form,
    fields: &'a [&'a str],
}

impl HtmlSafe for Carried<'_> {}

/// What is wrong, at the top of the form.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/errors.html")]
pub struct Summary<'a> {
    form: &'a Form,
    language: Language,
}

impl HtmlSafe for Summary<'_> {}

impl Summary<'_> {
    fn t(&self, id: &'static str) -> Text {
        Text::new(self.language, id)
    }
}

#[cfg(test)]
mod tests;
