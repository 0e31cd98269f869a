//! Reading a badge: the file or the address, then what it says and whether it holds.

use askama::Template;

use crate::paths;
use crate::view::award::Parts;
use crate::view::fact::{Judgement, Verdict};
use crate::view::form::Form;
use crate::view::{Page, Theme};

/// Reading a badge. Fields: `file`, `url`, and `address` to compare with the badge's fingerprint.
#[derive(Debug, Clone, Template)]
#[template(path = "read.html")]
pub struct Read {
    /// Reader and place.
    pub page: Page,
    /// What was typed.
    pub form: Form,
    /// What was found; `None` before anything was given.
    pub report: Option<Report>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// What was read: a file's name, an address.
    pub source: String,
    /// The badge's name; empty when there is none.
    pub name: String,
    /// The address of its picture (a path of this site, or `data:`).
    pub picture: Option<String>,
    /// What was established.
    pub judgement: Judgement,
    /// The four parts; `None` when it is not a badge.
    pub parts: Option<Parts>,
    /// The badges of a learner record.
    pub gathered: Vec<Gathered>,
    /// Label and value of each technical detail: standard, proof, id, key…
    pub details: Vec<(String, String)>,
    /// The document itself, for people who write programs.
    pub document: Option<String>,
}

/// One badge of a learner record.
#[derive(Debug, Clone, PartialEq)]
pub struct Gathered {
    /// Its name.
    pub name: String,
    /// Who gave it.
    pub giver: Option<String>,
    /// What a verification of its own came to.
    pub verdict: Verdict,
}

impl Report {
    const fn may_try_again(&self) -> bool {
        matches!(self.judgement.verdict, Verdict::Unverifiable)
    }
}
