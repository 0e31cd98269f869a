//! Every verdict by a document that earns it.

mod edges;
mod faults;
mod issuers;
mod keys;
mod lists;
mod presentations;
mod records;
mod refreshed;
mod samples;
mod structure;
mod tokens;
mod verdicts;
mod w3c;
mod wild;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::*;
use crate::did::{ListedKey, did_document};
use crate::samples::Signer;
use crate::status::{Purpose, StatusEntry, StatusList};
use crate::write::{self, List};

pub(super) const ISSUER: &str = "did:web:a.example:actors:1";
pub(super) const DOCUMENT: &str = "https://a.example/actors/1/did.json";
pub(super) const LIST: &str = "https://a.example/status/3";

/// What stands where; everything else does not answer.
#[derive(Default, Clone)]
pub(super) struct Web(BTreeMap<String, Result<Vec<u8>, FetchFailure>>);

impl Web {
    /// The issuer's document with this key, and a status list with these bits set.
    pub(super) fn of(signer: &Signer, set: &[u64]) -> Self {
        let document = did_document(ISSUER, &[ListedKey { key: &signer.key(), revoked: None }]);
        Self::default().with(DOCUMENT, &document).with(LIST, &signer.sign(&list(ISSUER, Purpose::Revocation, set), ISSUER))
    }

    pub(super) fn with(mut self, url: &str, document: &Value) -> Self {
        self.0.insert(url.to_owned(), Ok(document.to_string().into_bytes()));
        self
    }

    pub(super) fn answering(mut self, url: &str, answer: Result<Vec<u8>, FetchFailure>) -> Self {
        self.0.insert(url.to_owned(), answer);
        self
    }

    /// What stands at an address.
    pub(super) fn answer(&self, url: &str) -> Result<Vec<u8>, FetchFailure> {
        let nothing = Err(FetchFailure::Unreachable("no such host".to_owned()));
        self.0.get(url).cloned().unwrap_or(nothing)
    }

    /// Drives a verification to its end; also says what was asked for.
    pub(super) fn drive(&self, input: Input, options: Options) -> (Report, Vec<String>) {
        let mut verification = Verification::new(Engine::standard(), input, options);
        let mut asked = Vec::new();
        loop {
            match verification.step() {
                Step::Done(report) => return (*report, asked),
                Step::Fetch { url, max_bytes, .. } => {
                    assert!(max_bytes > 0 && asked.len() < 100, "{asked:?}");
                    let answer = self.answer(&url);
                    let fetched = |bytes| Fetched { bytes, content_type: None, url: url.clone() };
                    verification.supply(&url, answer.map(fetched));
                    asked.push(url);
                }
            }
        }
    }

    pub(super) fn verify(&self, document: &Value) -> Report {
        self.drive(Input::Value(document.clone()), options()).0
    }
}

pub(super) fn options() -> Options {
    Options::at("2026-06-01T00:00:00Z".parse().unwrap())
}

pub(super) fn entry(index: u64) -> StatusEntry {
    StatusEntry { purpose: Purpose::Revocation, index, list: LIST.to_owned() }
}

pub(super) fn list(issuer: &str, purpose: Purpose, set: &[u64]) -> Value {
    let mut bits = StatusList::new();
    for index in set {
        bits.set(*index, true).unwrap();
    }
    let valid_from = "2026-03-04T09:00:00Z".parse().unwrap();
    write::status_list(&List { id: LIST, issuer, purpose, bits: &bits, valid_from, valid_until: None }).unwrap()
}

/// An unsigned badge with everything a badge of ours has.
pub(super) fn badge() -> Value {
    let identity = write::Identity::of_address("bo@b.example", "5f2a");
    crate::write::tests::full_award(&identity, &entry(7)).tap(|badge| badge["issuer"]["id"] = json!(ISSUER))
}

pub(super) trait Tap {
    fn tap(self, change: impl FnOnce(&mut Value)) -> Value;
}

impl Tap for Value {
    fn tap(mut self, change: impl FnOnce(&mut Value)) -> Value {
        change(&mut self);
        self
    }
}

/// A badge signed by its issuer, after a change.
pub(super) fn signed(signer: &Signer, change: impl FnOnce(&mut Value)) -> Value {
    signer.sign(&badge().tap(change), ISSUER)
}

pub(super) fn outcome(report: &Report, kind: CheckKind) -> Option<Outcome> {
    report.checks.iter().find(|check| check.check == kind).map(|check| check.outcome)
}

pub(super) fn remove(document: &mut Value, field: &str) {
    document.as_object_mut().unwrap().shift_remove(field);
}
