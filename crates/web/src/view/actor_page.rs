//! The page of somebody: who they are and what they show.

use askama::Template;

use crate::paths;
use crate::view::actor::Who;
use crate::view::home::ModelCard;
use crate::view::voice::Voice;
use crate::view::{Page, Theme};

/// The page of somebody: who they are and what they show.
#[derive(Debug, Clone, Template)]
#[template(path = "actor.html")]
pub struct ActorPage {
    /// Reader and place.
    pub page: Page,
    /// Who.
    pub who: Who,
    /// A few words about them, theirs.
    pub about: Option<String>,
    /// Their own address elsewhere.
    pub website: Option<String>,
    /// The badges they show.
    pub badges: Vec<ModelCard>,
    /// The words they received and show.
    pub received: Vec<Voice>,
    /// The words they gave and show.
    pub given: Vec<Voice>,
    /// Where to recognise them.
    pub recognise: String,
    /// Whether the reader is looking at their own page.
    pub mine: bool,
    /// The decentralised identifier, under the technical details.
    pub did: String,
}

impl ActorPage {
    fn site(&self) -> Option<&str> {
        self.website.as_deref().and_then(paths::linkable)
    }
}
