//! Endorsing: adding one's signed words beside those already there. No “like”: a few words, or none.

use askama::Template;

use crate::paths;
use crate::view::form::{Field, Form};
use crate::view::home::ModelCard;
use crate::view::recognise::{Spokesperson, speaking};
use crate::view::voice::Voice;
use crate::view::{Page, Theme};

/// Writing an endorsement. Fields: `words`, `relation` (from where one speaks), `seen` (whether and when), `speaking`.
#[derive(Debug, Clone, Template)]
#[template(path = "endorse.html")]
pub struct Endorse {
    /// Reader and place.
    pub page: Page,
    /// What was typed.
    pub form: Form,
    /// Where it is posted.
    pub action: String,
    /// The badge that is endorsed, when it is one.
    pub badge: Option<ModelCard>,
    /// The words that are endorsed, or those of the badge.
    pub voice: Option<Voice>,
    /// The organisations the reader may speak for.
    pub voices: Vec<Spokesperson>,
    /// The most letters the words may have.
    pub words_letters_max: usize,
}

impl Endorse {
    fn speaking(&self) -> Field<'_> {
        speaking(&self.page, &self.form, &self.voices)
    }
}
