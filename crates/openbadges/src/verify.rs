//! Verification: one badge in, one report out, and never a socket opened.
//!
//! [`Verification`] asks for an address and is resumed with what was found there, or with why nothing was. The clock,
//! the keys already known and the wish to stay offline are arguments.
//!
//! Three facts stay apart: the signature is right; the signer is the stated issuer; whether to trust that issuer, which
//! nobody can decide here. Order: structure, proof, issuer, a newer version, status, dates, recipient, then what is
//! embedded.
//!
//! Sources: Open Badges 3.0 §9 "Verification and Validation", Verifiable Credentials 2.0 §7.

mod assess;
mod embedded;
mod fetches;
mod issuer;
mod judge;
mod keys;
mod older;
mod presentation;
mod proofs;
mod recipient;
mod refresh;
mod report;
mod revocation;
mod token;

pub use fetches::{FetchFailure, Fetched, Unseen, What, Why};
pub use presentation::{CREDENTIALS_MAX, PresentationReport, presentation};
pub use report::{Check, CheckKind, IssuerProven, Outcome, Report, Signature, Status, Verdict};

use jiff::Timestamp;
use serde_json::Value;

use crate::did::DidDocument;
use crate::jsonld::Engine;
use fetches::Fetches;

/// The most addresses that are asked for in one verification.
pub const FETCHES_MAX: usize = 25;
/// The longest chain of addresses, each learnt from the one before.
pub const DEPTH_MAX: usize = 4;
/// The largest JSON document asked for, in bytes.
pub const JSON_BYTES_MAX: usize = 1024 * 1024;

/// What is to be verified.
#[derive(Debug, Clone)]
pub enum Input {
    /// A file: JSON, a token, a baked picture, or the address of a badge.
    Bytes(Vec<u8>),
    /// The address of a badge.
    Url(String),
    /// A credential that was read already, strictly ([`crate::json::read`]).
    Value(Value),
}

/// How to verify.
#[derive(Debug, Clone)]
pub struct Options {
    /// Ask for nothing.
    pub offline: bool,
    /// The moment for which the answer holds.
    pub at: Timestamp,
    /// Who should have received it: an address or an identifier.
    pub recipient: Option<String>,
    /// An issuer that cannot be proven makes the badge unverifiable instead of giving a warning.
    pub require_issuer: bool,
    /// Documents of issuers that were fetched from their origin before.
    pub known_keys: Vec<KnownDocument>,
    /// Addresses of this machine may be asked for, over http: for trying things out.
    pub allow_loopback: bool,
}

impl Options {
    /// Everything as usual, at the moment `at`.
    #[must_use]
    pub fn at(at: Timestamp) -> Self {
        Self { offline: false, at, recipient: None, require_issuer: false, known_keys: Vec::new(), allow_loopback: false }
    }
}

/// A DID document or issuer profile that was fetched from its origin.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownDocument {
    /// The document.
    pub document: DidDocument,
    /// When it was fetched.
    pub fetched: Timestamp,
}

/// What a verification wants next.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Fetch this and call [`Verification::supply`].
    Fetch {
        /// The address: https, or http on this machine when that is allowed.
        url: String,
        /// What is expected there.
        what: What,
        /// The `Accept` header to send.
        accept: &'static str,
        /// The most bytes to read.
        max_bytes: usize,
    },
    /// The answer.
    Done(Box<Report>),
}

/// A verification under way.
#[derive(Debug)]
pub struct Verification<'e> {
    engine: &'e Engine,
    input: Input,
    options: Options,
    fetches: Fetches,
    report: Option<Report>,
}

impl<'e> Verification<'e> {
    /// Begins. Nothing is computed before the first [`step`](Self::step).
    #[must_use]
    pub fn new(engine: &'e Engine, input: Input, options: Options) -> Self {
        let fetches = Fetches::new(options.offline, options.allow_loopback);
        Self { engine, input, options, fetches, report: None }
    }

    /// What is wanted next: an address, or nothing any more.
    ///
    /// ```
    /// use openbadges::{jsonld::Engine, verify::{Input, Options, Step, Verdict, Verification}};
    /// let options = Options::at("2026-01-02T03:04:05Z".parse()?);
    /// let mut verification = Verification::new(Engine::standard(), Input::Bytes(b"hello".to_vec()), options);
    /// let Step::Done(report) = verification.step() else { panic!("text needs no address") };
    /// assert_eq!(report.verdict, Verdict::NotABadge);
    /// # Ok::<(), jiff::Error>(())
    /// ```
    pub fn step(&mut self) -> Step {
        loop {
            if let Some(step) = self.fetches.next() {
                return step;
            }
            if let Some(report) = &self.report {
                return Step::Done(Box::new(report.clone()));
            }
            self.fetches.begin_round();
            let report = assess::assess(self.engine, &self.input, &self.options, &mut self.fetches);
            if !self.fetches.has_wishes() {
                self.report = Some(report);
            }
        }
    }

    /// Hands over what was found at `url`, or why nothing was. Addresses that were not asked for are left out of account.
    pub fn supply(&mut self, url: &str, answer: Result<Fetched, FetchFailure>) {
        self.fetches.supply(url, answer);
    }
}

/// Verifies with what is at hand and asks for nothing.
#[must_use]
pub fn offline(engine: &Engine, input: Input, options: Options) -> Report {
    let options = Options { offline: true, ..options };
    let mut fetches = Fetches::new(true, options.allow_loopback);
    assess::assess(engine, &input, &options, &mut fetches)
}

#[cfg(test)]
mod tests;
