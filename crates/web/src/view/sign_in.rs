//! Coming in with an e-mail address: no password, a link and six digits.

use askama::Template;

use crate::paths;
use crate::view::actor::Who;
use crate::view::form::Form;
use crate::view::{Page, Theme};

/// Asking for the link. Fields: `mail`, `next` (where to go afterwards, a path of this site).
#[derive(Debug, Clone, Template)]
#[template(path = "sign_in.html")]
pub struct SignIn {
    /// Reader and place.
    pub page: Page,
    /// What was typed.
    pub form: Form,
}

/// The mail has left. Fields: `digits`, and `mail`, `next` carried.
#[derive(Debug, Clone, Template)]
#[template(path = "sign_in_sent.html")]
pub struct SignInSent {
    /// Reader and place.
    pub page: Page,
    /// What was typed.
    pub form: Form,
    /// The address the link went to.
    pub mail: String,
    /// How long link and digits work, in minutes.
    pub minutes: u64,
    /// Where another letter is asked for: [`paths::SIGN_IN`], or [`paths::ACCOUNT_ADDRESSES`].
    pub again: &'static str,
}

/// The link of the mail was opened: a button comes in, since mail programs open links by themselves.
#[derive(Debug, Clone, Template)]
#[template(path = "sign_in_door.html")]
pub struct SignInDoor {
    /// Reader and place.
    pub page: Page,
    /// The act of coming in.
    pub form: Form,
    /// The token of the link.
    pub token: String,
    /// The address that the mail went to.
    pub mail: String,
    /// The account that this address will belong to; `None` to come in.
    pub adds_to: Option<Who>,
}
