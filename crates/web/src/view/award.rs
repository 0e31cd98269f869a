//! The page of an award, and of words that were accepted: what it says, whether it holds, who supports it, its history.

use askama::Template;
use jiff::civil::Date;

use crate::markup::Html;
use crate::paths;
use crate::texts::{Text, TextId};
use crate::view::actor::Who;
use crate::view::claim::{Audience, Download};
use crate::view::drawing::Drawing;
use crate::view::fact::Judgement;
use crate::view::form::{Field, Form};
use crate::view::model::Kind;
use crate::view::voice::{Thread, Voice, Words};
use crate::view::{Page, Theme};

/// The page of an award.
#[derive(Debug, Clone, Template)]
#[template(path = "award.html")]
pub struct AwardPage {
    /// Reader and place.
    pub page: Page,
    /// The award's id.
    pub id: String,
    /// The badge's name.
    pub name: String,
    /// What kind of badge it is.
    pub kind: Kind,
    /// The address of its picture.
    pub picture: String,
    /// The picture in words, for those who cannot see it; empty when the name says it all.
    pub picture_alt: String,
    /// From whom to whom.
    pub thread: Thread,
    /// The giver's words for this one.
    pub words: Option<Words>,
    /// The organisation the giver speaks for.
    pub on_behalf_of: Option<String>,
    /// The day of giving.
    pub given_on: Date,
    /// The day of accepting.
    pub accepted_on: Option<Date>,
    /// The last day.
    pub expires_on: Option<Date>,
    /// The edge of the signature.
    pub rhythm: Drawing,
    /// Files to take away.
    pub downloads: Vec<Download>,
    /// The same badge for other programs.
    pub forms: Vec<OtherForm>,
    /// Having it signed as a token, for its two sides, while it is not: the act.
    pub ask_token: Option<Form>,
    /// What was established.
    pub judgement: Judgement,
    /// The four parts.
    pub parts: Parts,
    /// Those who support it, as far as the holder shows them.
    pub supports: Vec<Voice>,
    /// What happened to it, the oldest first.
    pub history: Vec<Happening>,
    /// What this reader may do with it.
    pub may: May,
}

/// The same badge in a form that some programs want.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherForm {
    /// Its name.
    pub name: TextId,
    /// What it is for.
    pub means: TextId,
    /// The file.
    pub href: String,
}

impl OtherForm {
    const fn title(&self) -> TextId {
        self.name
    }

    const fn purpose(&self) -> TextId {
        self.means
    }
}

/// The four parts of a badge: giver, receiver, criteria, evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    /// Who gives.
    pub giver: Who,
    /// A line about the giver, in their words.
    pub giver_about: Option<String>,
    /// Who receives; `None` when only a fingerprint is known.
    pub receiver: Option<Who>,
    /// A line about the receiver, in their words.
    pub receiver_about: Option<String>,
    /// What one must have done, lived or shown.
    pub criteria: Html,
    /// The badge model's page, when it is known.
    pub model: Option<String>,
    /// What lets others see for themselves.
    pub evidence: Vec<Piece>,
}

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub form: PieceForm,
    /// Its name, in its author's words.
    pub name: String,
    /// What it tells.
    pub narrative: Option<String>,
    /// Where it is.
    pub href: Option<String>,
    /// Who added it.
    pub author: Option<String>,
    /// The day it was added.
    pub added_on: Option<Date>,
}

impl Piece {
    pub(crate) fn link(&self) -> Option<&str> {
        self.href.as_deref().and_then(paths::linkable)
    }
}

/// The form of a piece of evidence: a small drawing says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceForm {
    /// A text.
    Text,
    /// A photo.
    Photo,
    /// A link.
    Link,
    /// Another file.
    File,
}

impl PieceForm {
    pub(crate) const fn drawing(self) -> &'static str {
        match self {
            Self::Text => "M4 5h16v10H11l-4 4v-4H4z",
            Self::Photo => "M3 8h4l2-3h6l2 3h4v11H3zM8.5 13.2a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z",
            Self::Link => "M9 12a4 4 0 0 1 4-4h3.5a4 4 0 0 1 0 8H15M15 12a4 4 0 0 1-4 4H7.5a4 4 0 0 1 0-8H9",
            Self::File => "M6 3h8l4 4v14H6zM14 3v4h4",
        }
    }

    pub(crate) const fn text(self) -> TextId {
        match self {
            Self::Text => TextId("evidence-text"),
            Self::Photo => TextId("evidence-photo"),
            Self::Link => TextId("evidence-link"),
            Self::File => TextId("evidence-file"),
        }
    }
}

/// Something that happened to a living badge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// The day.
    pub on: Date,
    /// What.
    pub what: What,
    /// Who did it.
    pub who: String,
}

/// What may happen to a badge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// It was given.
    Given,
    /// It was accepted.
    Accepted,
    /// Evidence was added.
    Evidence,
    /// Somebody endorsed it.
    Endorsed,
    /// Somebody answered.
    Replied,
    /// It was revoked.
    Revoked,
    /// It was put on hold.
    Suspended,
    /// It was taken off hold.
    Reinstated,
}

impl What {
    const fn text(self) -> TextId {
        match self {
            Self::Given => TextId("history-given"),
            Self::Accepted => TextId("history-accepted"),
            Self::Evidence => TextId("history-evidence"),
            Self::Endorsed => TextId("history-endorsed"),
            Self::Replied => TextId("history-replied"),
            Self::Revoked => TextId("history-revoked"),
            Self::Suspended => TextId("history-suspended"),
            Self::Reinstated => TextId("history-reinstated"),
        }
    }

    const fn class(self) -> &'static str {
        match self {
            Self::Given | Self::Accepted | Self::Revoked | Self::Suspended | Self::Reinstated => "is-issued",
            Self::Evidence => "is-evidence",
            Self::Endorsed | Self::Replied => "is-endorsement",
        }
    }
}

/// What the reader may do with it; what they may not do is not shown.
#[derive(Debug, Clone, Default)]
pub struct May {
    /// Endorse it: the page to write on.
    pub endorse: Option<String>,
    /// Choose who sees it (its receiver): the act, holding the present choice in `audience`.
    pub show: Option<ShowTo>,
    /// Put a badge on hold (its giver): the act, with a `hold_reason`.
    pub suspend: Option<Form>,
    /// Take a badge off hold (its giver): the act.
    pub reinstate: Option<Form>,
    /// Revoke a badge, or withdraw one's words (its giver): the act, with a `reason`.
    pub revoke: Option<Form>,
    /// It is words and not a badge.
    pub is_words: bool,
    /// Its giver could put on hold what they give, but not this badge: where the model is changed.
    pub cannot_suspend: Option<String>,
}

impl May {
    pub(crate) const fn anything(&self) -> bool {
        self.show.is_some() || self.suspend.is_some() || self.reinstate.is_some() || self.revoke.is_some()
    }
}

/// Choosing who sees it.
#[derive(Debug, Clone)]
pub struct ShowTo {
    /// The act; `audience` holds the present choice.
    pub form: Form,
    /// What may be chosen.
    pub audiences: Vec<Audience>,
}

impl ShowTo {
    fn choice(&self, page: &Page) -> Field<'_> {
        super::claim::audiences(page, &self.form, &self.audiences)
    }
}

impl AwardPage {
    fn dates(&self) -> Text {
        let id = match (self.accepted_on, self.expires_on) {
            (Some(_), Some(_)) => TextId("award-dates-until"),
            (Some(_), None) => TextId("award-dates"),
            (None, Some(_)) => TextId("award-given-until"),
            (None, None) => TextId("award-given"),
        };
        let text = self.page.t(id).of("given", self.given_on);
        let text = match self.accepted_on {
            Some(day) => text.of("accepted", day),
            None => text,
        };
        match self.expires_on {
            Some(day) => text.of("end", day),
            None => text,
        }
    }
}

/// The page of accepted words, a recognition without a badge.
#[derive(Debug, Clone, Template)]
#[template(path = "words.html")]
pub struct WordsPage {
    /// Reader and place.
    pub page: Page,
    /// The recognition's id.
    pub id: String,
    /// The words.
    pub voice: Voice,
    /// The organisation the giver speaks for.
    pub on_behalf_of: Option<String>,
    /// The edge of the signature.
    pub rhythm: Drawing,
    /// Files to take away.
    pub downloads: Vec<Download>,
    /// What was established.
    pub judgement: Judgement,
    /// What lets others see for themselves.
    pub evidence: Vec<Piece>,
    /// Answers and endorsements, as far as the receiver shows them.
    pub answers: Vec<Voice>,
    /// What this reader may do with it.
    pub may: May,
}

impl WordsPage {
    fn signed(&self) -> Text {
        let giver = &self.voice.thread.giver.name;
        match &self.on_behalf_of {
            Some(organisation) => self.page.t("award-signed-for").of("giver", giver).of("organisation", organisation),
            None => self.page.t("award-signed").of("giver", giver),
        }
    }
}
