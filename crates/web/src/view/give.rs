//! Giving a badge to one or many, and what became of each line.

use askama::Template;

use crate::paths;
use crate::view::drawing::Code;
use crate::view::form::{Field, Form};
use crate::view::home::ModelCard;
use crate::view::recognise::{Spokesperson, speaking};
use crate::view::{Page, Theme};

/// Giving a badge. Fields: `recipients` (one a line, or nothing for a link), `words` (for everyone), `speaking`.
#[derive(Debug, Clone, Template)]
#[template(path = "give.html")]
pub struct Give {
    /// Reader and place.
    pub page: Page,
    /// What was typed.
    pub form: Form,
    /// The model's id.
    pub id: String,
    /// The badge.
    pub model: ModelCard,
    /// The organisations the reader may speak for.
    pub voices: Vec<Spokesperson>,
    /// The most letters the words may have.
    pub words_letters_max: usize,
    /// The most lines in one go.
    pub recipients_max: u64,
}

impl Give {
    fn speaking(&self) -> Field<'_> {
        speaking(&self.page, &self.form, &self.voices)
    }
}

/// After giving.
#[derive(Debug, Clone, Template)]
#[template(path = "give_done.html")]
pub struct GiveDone {
    /// Reader and place.
    pub page: Page,
    /// The model's id.
    pub id: String,
    /// The badge.
    pub model: ModelCard,
    /// The offers made.
    pub offers: Vec<GivenOffer>,
    /// The lines that were not taken, and why.
    pub rejected: Vec<RejectedRow>,
}

/// An offer made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenOffer {
    /// The address it went to, as it was typed; `None` for a link to hand over.
    pub to: Option<String>,
    /// Its link, in full.
    pub href: String,
    /// The code of the link.
    pub qr: Option<Code>,
}

/// A line that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedRow {
    /// Its number, from 1.
    pub row: u64,
    /// What stood there.
    pub typed: String,
    /// Why, in words.
    pub reason: String,
}
