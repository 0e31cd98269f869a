//! Recognising someone: writing, reading it over, and the moment after signing.

use askama::Template;

use crate::paths;
use crate::texts::{Text, TextId};
use crate::view::drawing::{Code, Drawing};
use crate::view::form::{Field, Form};
use crate::view::voice::Voice;
use crate::view::{Page, Theme};

/// The fields of the form, which the reading-over step carries: `words`, `to` (an address, a name from here, or nothing),
/// `relation`, `context`, `evidence_url`, `evidence_file` (the id of a file already received), `speaking` (an organisation's
/// id, or `personally`), `in_reply_to` (the id of what is answered) and `giver_name` (for somebody who has not said their name yet).
pub const CARRIED: &[&str] =
    &["words", "to", "relation", "context", "evidence_url", "evidence_file", "speaking", "in_reply_to", "giver_name"];
/// Those of them that the form itself does not show.
const CARRIED_QUIETLY: &[&str] = &["evidence_file", "in_reply_to"];

/// The value of `speaking` for one's own voice.
pub const PERSONALLY: &str = "personally";

/// The form.
#[derive(Debug, Clone, Template)]
#[template(path = "recognise.html")]
pub struct Recognise {
    /// Reader and place.
    pub page: Page,
    /// The fields of [`CARRIED`], and a file `evidence`.
    pub form: Form,
    /// The organisations the reader may speak for; none hides the question.
    pub voices: Vec<Spokesperson>,
    /// The words this one answers.
    pub in_reply_to: Option<Voice>,
    /// Their name is not known yet: it is asked for, since it is signed.
    pub ask_name: bool,
    /// The most letters the words may have.
    pub words_letters_max: usize,
}

/// An organisation somebody may speak for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spokesperson {
    /// The organisation's id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// The question “I speak: personally, or on behalf of…”.
pub(crate) fn speaking<'a>(page: &Page, form: &'a Form, voices: &[Spokesperson]) -> Field<'a> {
    let field = form.choice("speaking").label(page.t("speaking")).or_with(
        PERSONALLY,
        page.t("speaking-personally"),
        page.t("speaking-personally-hint"),
    );
    voices.iter().fold(field, |field, voice| field.or(voice.id.clone(), page.t("speaking-for").of("organisation", &voice.name)))
}

/// Ways to begin, by the value of `opening`.
const OPENINGS: [(&str, TextId); 3] = [
    ("saw", TextId("recognise-opening-saw")),
    ("day", TextId("recognise-opening-day")),
    ("since", TextId("recognise-opening-since")),
];

/// The words an `opening` button adds, in the language of the page: « J’ai vu… ».
pub fn opening(page: &Page, value: &str) -> Option<Text> {
    OPENINGS.iter().find(|(known, _)| *known == value).map(|(_, id)| page.t(*id))
}

impl Recognise {
    fn openings(&self) -> [(&'static str, Text); 3] {
        OPENINGS.map(|(value, id)| (value, self.page.t(id)))
    }

    fn speaking(&self) -> Field<'_> {
        speaking(&self.page, &self.form, &self.voices)
    }

    fn says_more(&self) -> bool {
        ["relation", "context", "evidence_url", "evidence_file"]
            .iter()
            .any(|field| !self.form.value(field).is_empty() || self.form.errors().iter().any(|error| error.field == *field))
    }
}

/// Reading it over, before signing.
#[derive(Debug, Clone, Template)]
#[template(path = "recognise_review.html")]
pub struct RecogniseReview {
    /// Reader and place.
    pub page: Page,
    /// What was written, carried to the signature.
    pub form: Form,
    /// The words as the receiver will read them.
    pub voice: Voice,
    /// Who will be told.
    pub to: To,
    /// The organisation spoken for.
    pub on_behalf_of: Option<String>,
    /// A receiver's name that seems to stand in the words: it would be signed with them.
    pub named: Option<String>,
    /// What goes with the words: file names, addresses.
    pub evidence: Vec<String>,
}

/// How the receiver will hear of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum To {
    /// By mail, at this address.
    Mail(String),
    /// Somebody who is here already.
    Actor(String),
    /// Whoever is shown the code or sent the link.
    Link,
}

/// After signing.
#[derive(Debug, Clone, Template)]
#[template(path = "recognise_done.html")]
pub struct RecogniseDone {
    /// Reader and place.
    pub page: Page,
    /// The act of withdrawing.
    pub form: Form,
    /// What was signed.
    pub voice: Voice,
    /// The edge of its signature.
    pub rhythm: Drawing,
    /// Who is told by mail, as the giver wrote it.
    pub told: Option<String>,
    /// The link and its code, to hand over oneself.
    pub link: Option<Handover>,
    /// Where withdrawing is posted.
    pub withdraw: String,
}

/// A link to hand over, with its code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    /// The address, in full.
    pub href: String,
    /// Its code.
    pub qr: Code,
}
