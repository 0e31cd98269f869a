//! The rows of a list as people to give to, each checked by the rules of a single offer.

use std::collections::HashSet;

use anavez_recognition::{EmailAddress, NewEvidence, Words};

use super::list::{Cells, List};
use super::state::Seed;
use crate::ending::Failure;

/// One row, checked.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// To whom.
    pub address: EmailAddress,
    /// What this person did.
    pub narrative: Option<Words>,
    /// What lets others see for themselves.
    pub evidence: Option<NewEvidence>,
}

/// A row's number, and the row or why it cannot be used.
pub type Numbered = (u64, Result<Row, String>);

/// All rows, numbered from 1.
#[derive(Debug)]
pub struct Rows<'s> {
    list: List,
    seed: &'s Seed,
    number: u64,
    /// Addresses that were there, by a short hash under the run's seed.
    seen: HashSet<u64>,
}

impl<'s> Rows<'s> {
    /// The rows of a list.
    pub fn new(list: List, seed: &'s Seed) -> Self {
        Self { list, seed, number: 0, seen: HashSet::new() }
    }

    /// The next row, or why it cannot be used.
    pub fn next(&mut self) -> Result<Option<Numbered>, Failure> {
        let Some(cells) = self.list.next()? else { return Ok(None) };
        self.number += 1;
        let row = cells.and_then(Row::parse).and_then(|row| {
            let short = self.seed.short(row.address.normal());
            if self.seen.insert(short) { Ok(row) } else { Err("email: is on this list already".to_owned()) }
        });
        Ok(Some((self.number, row)))
    }

    /// Bytes of the list read so far.
    pub fn bytes(&self) -> u64 {
        self.list.bytes()
    }
}

impl Row {
    fn parse(cells: Cells<'_>) -> Result<Self, String> {
        let address = EmailAddress::parse("email", cells.email).map_err(|problem| problem.to_string())?;
        let narrative = Words::parse_optional(cells.narrative).map_err(|mut problem| {
            problem.field = "narrative".into();
            problem.to_string()
        })?;
        let evidence = match cells.evidence.trim() {
            "" => None,
            page if page.starts_with("https://") || page.starts_with("http://") => Some(NewEvidence::url(page)),
            text => Some(NewEvidence::text(text)),
        };
        Ok(Self { address, narrative, evidence: evidence.transpose().map_err(|problem| problem.to_string())? })
    }
}
