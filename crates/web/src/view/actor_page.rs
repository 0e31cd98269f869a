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
    /// The badges they show.
    pub badges: Vec<ModelCard>,
    /// The badges they give.
    pub models: Vec<ModelCard>,
    /// The words they received and show.
    pub received: Vec<Voice>,
    /// The words they gave and show.
    pub given: Vec<Voice>,
    /// Where to recognise them; `None` on one's own page.
    pub recognise: Option<String>,
    /// Where to change it, for who may.
    pub edit: Option<String>,
    /// The decentralised identifier, under the technical details.
    pub did: String,
}
