//! « Mon compte »: name, addresses, language, keys for programs, going out.

use askama::Template;
use jiff::civil::Date;

use crate::language::Language;
use crate::paths;
use crate::texts::TextId;
use crate::view::form::{Field, Form};
use crate::view::{Page, Theme};

/// The account of the person signed in.
#[derive(Debug, Clone, Template)]
#[template(path = "account.html")]
pub struct Account {
    /// Reader and place.
    pub page: Page,
    /// `name`, `language` (for mails), `about`.
    pub form: Form,
    /// `mail`: one more address.
    pub address_form: Form,
    /// `token_name`: a new key for programs.
    pub token_form: Form,
    /// Their own page.
    pub own_page: String,
    /// Their addresses.
    pub addresses: Vec<Address>,
    /// Their keys for programs.
    pub tokens: Vec<Token>,
    /// A key that was just made: shown once.
    pub new_token: Option<String>,
    /// The communities and organisations they may speak for.
    pub speaks_for: Vec<super::actor::Who>,
}

/// An e-mail address of theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The address.
    pub mail: String,
    /// Whether a mail confirmed it.
    pub confirmed: bool,
    /// Whether it may be removed (the last confirmed one may not).
    pub removable: bool,
}

/// A key for programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its id.
    pub id: String,
    /// The name it was given.
    pub name: String,
    /// The day it was made.
    pub made_on: Date,
}

impl Account {
    fn languages(&self) -> Field<'_> {
        let page = &self.page;
        Language::ALL.into_iter().fold(self.form.choice("language").label(page.t("account-language")), |field, language| {
            let id = match language {
                Language::French => TextId("language-french"),
                Language::English => TextId("language-english"),
            };
            field.or(language.tag(), page.t(id))
        })
    }
}
