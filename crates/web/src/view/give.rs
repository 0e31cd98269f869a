//! Giving a badge to one or many, and what became of each line.

use askama::Template;
use jiff::civil::Date;

use crate::paths;
use crate::view::drawing::Code;
use crate::view::form::Form;
use crate::view::home::ModelCard;
use crate::view::ledger::EntryState;
use crate::view::{Page, Theme};

/// Giving a badge. Fields: `recipients` (one a line, or nothing for a link), `words` (for everyone); it is given in the name of who owns the model.
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
    /// The most letters the words may have.
    pub words_letters_max: usize,
    /// The most lines in one go.
    pub recipients_max: u64,
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
    /// A new act with those lines, as they were typed: `recipients` and `words`.
    pub again: Form,
}

/// An offer made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenOffer {
    /// The address it went to, as it was typed; `None` for a link to hand over.
    pub to: Option<String>,
    /// A mail takes it there.
    pub by_letter: bool,
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

/// The offers of a model: what the numbers of « Mes modèles » count. Only those who may give the badge see it.
#[derive(Debug, Clone, Template)]
#[template(path = "offers.html")]
pub struct OffersPage {
    /// Reader and place.
    pub page: Page,
    /// The model's id.
    pub id: String,
    /// The badge.
    pub model: ModelCard,
    /// Offers made, in all.
    pub offered: u64,
    /// Of them, accepted.
    pub accepted: u64,
    /// One row an offer, the latest first.
    pub rows: Vec<OfferRow>,
    /// The act of withdrawing one of them.
    pub form: Form,
    /// The next page of rows.
    pub next: Option<String>,
}

/// An offer and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferRow {
    /// The award's id.
    pub id: String,
    /// To whom: the name or the address the giver typed; `None` for a link.
    pub to: Option<String>,
    /// The day of giving.
    pub given_on: Date,
    /// Where it stands.
    pub state: EntryState,
    /// Its page, when the giver may see it.
    pub href: Option<String>,
}

impl OfferRow {
    fn is_waiting(&self) -> bool {
        self.state == EntryState::Waiting
    }
}

impl OffersPage {
    fn are_few(&self) -> bool {
        self.offered >= FEW_OF && self.accepted * 3 < self.offered
    }
}

/// Below this many offers, few answers say nothing.
const FEW_OF: u64 = 10;
