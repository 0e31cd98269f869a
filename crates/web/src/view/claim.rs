//! An offer, for whoever holds its link: reading, accepting, keeping, declining, answering, giving back.

use askama::Template;
use jiff::civil::Date;

use crate::markup::Html;
use crate::paths;
use crate::texts::Text;
use crate::view::drawing::Drawing;
use crate::view::form::{Field, Form};
use crate::view::voice::Voice;
use crate::view::{Page, Theme};

/// The offer. Words or a badge; nobody else sees it.
#[derive(Debug, Clone, Template)]
#[template(path = "claim.html")]
pub struct Claim {
    /// Reader and place.
    pub page: Page,
    /// The token of the link.
    pub token: String,
    /// The act of answering: `answer` = `accept` | `keep` | `decline` | `not-me`.
    pub form: Form,
    /// The act of answering in words: `reply`.
    pub reply: Form,
    /// The act of recognising back: `words`, `giver_name` when their name is not known.
    pub back: Form,
    /// Their name is not known: it is asked for, since it is signed.
    pub ask_name: bool,
    /// The words, from whom, and “you”.
    pub voice: Voice,
    /// The badge, when one is offered.
    pub badge: Option<OfferedBadge>,
    /// The organisation the giver speaks for.
    pub on_behalf_of: Option<String>,
    /// The edge of the signature.
    pub rhythm: Drawing,
    /// The day of giving.
    pub given_on: Date,
}

/// A badge that is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedBadge {
    /// Its name.
    pub name: String,
    /// The address of its picture.
    pub picture: String,
    /// What it is, in a few words.
    pub description: Option<String>,
    /// What one must have done, lived or shown.
    pub criteria: Html,
}

impl Claim {
    fn heading(&self) -> Text {
        let giver = &self.voice.thread.giver.name;
        match (&self.badge, &self.on_behalf_of) {
            (None, None) => self.page.t("claim-words").of("giver", giver),
            (None, Some(organisation)) => self.page.t("claim-words-for").of("giver", giver).of("organisation", organisation),
            (Some(badge), None) => self.page.t("claim-badge").of("giver", giver).of("badge", &badge.name),
            (Some(badge), Some(organisation)) => {
                self.page.t("claim-badge-for").of("giver", giver).of("badge", &badge.name).of("organisation", organisation)
            }
        }
    }
}

/// Who may see what is accepted. Nothing is chosen the first time.
#[derive(Debug, Clone, Template)]
#[template(path = "claim_audience.html")]
pub struct ClaimAudience {
    /// Reader and place.
    pub page: Page,
    /// The token of the link.
    pub token: String,
    /// The act of accepting: `audience` = a value of [`Audience`]. Holds the last choice, or none.
    pub form: Form,
    /// What may be chosen here, the widest first; narrower than what the giver allowed.
    pub audiences: Vec<Audience>,
    /// What is about to be accepted.
    pub voice: Voice,
    /// The edge of the signature.
    pub rhythm: Drawing,
}

/// Who sees a recognition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Audience {
    /// Everyone.
    Public,
    /// Whoever has the address.
    Link,
    /// The members of a community, or the people of an event.
    Community {
        /// Its id.
        id: String,
        /// Its name.
        name: String,
    },
    /// The giver and the receiver.
    Private,
}

impl Audience {
    /// The value of the field `audience`: `public`, `unlisted`, `community:{id}`, `private`.
    pub fn value(&self) -> String {
        match self {
            Self::Public => "public".into(),
            Self::Link => "unlisted".into(),
            Self::Community { id, .. } => format!("community:{id}"),
            Self::Private => "private".into(),
        }
    }
}

impl ClaimAudience {
    fn choice(&self) -> Field<'_> {
        audiences(&self.page, &self.form, &self.audiences)
    }
}

/// The question “who sees it?”, with these answers.
pub(crate) fn audiences<'a>(page: &Page, form: &'a Form, audiences: &[Audience]) -> Field<'a> {
    let field = form.choice("audience").label(page.t("audience-legend"));
    audiences.iter().fold(field, |field, audience| match audience {
        Audience::Public => field.or_with(audience.value(), page.t("audience-public"), page.t("audience-public-hint")),
        Audience::Link => field.or_with(audience.value(), page.t("audience-link"), page.t("audience-link-hint")),
        Audience::Community { name, .. } => field.or(audience.value(), page.t("audience-community").of("group", name)),
        Audience::Private => field.or_with(audience.value(), page.t("audience-private"), page.t("audience-private-hint")),
    })
}

/// After accepting.
#[derive(Debug, Clone, Template)]
#[template(path = "claim_after.html")]
pub struct ClaimAfter {
    /// Reader and place.
    pub page: Page,
    /// The token of the link.
    pub token: String,
    /// What was accepted.
    pub voice: Voice,
    /// The badge, when it is one.
    pub badge: Option<OfferedBadge>,
    /// The edge of the signature.
    pub rhythm: Drawing,
    /// The day of giving.
    pub given_on: Date,
    /// Who sees it now.
    pub audience: Audience,
    /// Its page, to show it.
    pub show: Option<String>,
    /// Files to take away.
    pub downloads: Vec<Download>,
    /// Opening an account: `mail`, `next`; shown when nobody is signed in.
    pub account: Form,
    /// The act of recognising back; `None` when it is done.
    pub back: Option<Form>,
    /// Their name is not known: it is asked for, since it is signed.
    pub ask_name: bool,
}

/// A file to take away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// Its form, as people say it: PNG, SVG, JSON.
    pub form: &'static str,
    /// Its address.
    pub href: String,
}

impl ClaimAfter {
    fn seen_by(&self) -> Text {
        match &self.audience {
            Audience::Public => self.page.t("seen-by-public"),
            Audience::Link => self.page.t("seen-by-link"),
            Audience::Community { name, .. } => self.page.t("seen-by-community").of("group", name),
            Audience::Private => self.page.t("seen-by-private"),
        }
    }
}

/// Declining, asked once more.
#[derive(Debug, Clone, Template)]
#[template(path = "decline.html")]
pub struct Decline {
    /// Reader and place.
    pub page: Page,
    /// The token of the link.
    pub token: String,
    /// The act of declining.
    pub form: Form,
    /// The giver's name.
    pub giver: String,
}

/// Declined.
#[derive(Debug, Clone, Template)]
#[template(path = "declined.html")]
pub struct Declined {
    /// Reader and place.
    pub page: Page,
    /// Whether the mail had reached the wrong person.
    pub not_me: bool,
}
