//! The home page: a promise, three verbs, and what was heard this week.

use askama::Template;

use crate::paths;
use crate::texts::{Text, TextId};
use crate::view::voice::Voice;
use crate::view::{Page, Theme};

/// The home page.
#[derive(Debug, Clone, Template)]
#[template(path = "home.html")]
pub struct Home {
    /// Reader and place.
    pub page: Page,
    /// Public words of the week; none hides the section.
    pub voices: Vec<Voice>,
    /// Badge models to look at; none hides the section.
    pub models: Vec<ModelCard>,
    /// Places to enter a demonstration by; none hides the section.
    pub doors: Vec<Door>,
}

/// A badge model, or a badge, among others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelCard {
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// The address of its picture.
    pub picture: String,
    /// A line below the name: who gave it, the day.
    pub more: Option<String>,
}

/// A place to enter the demonstration by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    /// Its page.
    pub href: String,
    /// Who, and when.
    pub title: String,
    /// What is about to happen.
    pub more: String,
}

impl Home {
    fn steps(&self) -> [(Text, Text); 4] {
        [
            (TextId("home-step-write"), TextId("home-step-write-more")),
            (TextId("home-step-read"), TextId("home-step-read-more")),
            (TextId("home-step-decide"), TextId("home-step-decide-more")),
            (TextId("home-step-remember"), TextId("home-step-remember-more")),
        ]
        .map(|(step, more)| (self.page.t(step), self.page.t(more)))
    }
}
