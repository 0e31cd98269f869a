//! A presentation: credentials handed over together by a holder, who signs for this occasion only.
//!
//! Source: Verifiable Credentials 2.0 §4.13 "Verifiable Presentations", §7.1 "Verification"; Data Integrity §4.4 for the
//! `challenge` and `domain` that tie a presentation to its occasion.

use serde_json::{Map, Value};

use super::fetches::Fetches;
use super::issuer::Keys;
use super::proofs;
use super::report::{Report, Signature};
use super::{Input, Options, assess};
use crate::contexts::CREDENTIALS_V2;
use crate::jsonld::Engine;
use crate::proof::Occasion;
use crate::read::items;
use crate::schema::is_iri;

/// Credentials of one presentation that are verified; a longer one is refused.
pub const CREDENTIALS_MAX: usize = 64;

/// What a proof must have been made for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Wanted<'o> {
    /// To state something.
    Assertion,
    /// To show oneself, on this occasion.
    Authentication(&'o Occasion),
}

impl Wanted<'_> {
    /// How `proof` was made for something else, if it was (Data Integrity §4.4, steps 5 to 7).
    pub(super) fn missed_by(self, proof: &Value) -> Option<String> {
        let occasion = match self {
            Self::Assertion if proof["proofPurpose"] == "assertionMethod" => return None,
            Self::Assertion => return Some("the proof was not made to assert anything (proofPurpose)".to_owned()),
            Self::Authentication(occasion) => occasion,
        };
        if proof["proofPurpose"] != "authentication" {
            return Some("the proof was not made to present anything (proofPurpose)".to_owned());
        }
        let other = |field: &str, wanted: &Option<String>| {
            let fits = |said: &Value| said.as_str() == wanted.as_deref();
            // A domain may be one of several.
            wanted.is_some() && !fits(&proof[field]) && !items(&proof[field]).iter().any(fits)
        };
        let other = |field, wanted| other(field, wanted).then(|| format!("the proof was made for another {field}"));
        other("challenge", &occasion.challenge).or_else(|| other("domain", &occasion.domain))
    }
}

/// What a presentation comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct PresentationReport {
    /// Who presents, as written.
    pub holder: Option<String>,
    /// What is wrong with the presentation itself: empty when nothing is.
    pub faults: Vec<String>,
    /// What its own signature comes to.
    pub signature: Signature,
    /// The credentials inside, in order. What a holder says of itself needs no signature beside that of the presentation:
    /// such a credential is not listed here.
    pub credentials: Vec<Report>,
}

impl PresentationReport {
    /// Whether the presentation is well made and rightly signed. Its credentials speak for themselves.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.faults.is_empty() && self.signature == Signature::Valid
    }
}

/// Verifies a presentation with what is at hand, asking for nothing.
#[must_use]
pub fn presentation(engine: &Engine, presented: &Value, occasion: &Occasion, options: &Options) -> PresentationReport {
    let options = Options { offline: true, ..options.clone() };
    let mut report = PresentationReport { holder: None, faults: Vec::new(), signature: Signature::None, credentials: Vec::new() };
    let Some(object) = presented.as_object() else {
        report.faults.push("a presentation is a JSON object".to_owned());
        return report;
    };
    report.holder = holder_of(object).map(str::to_owned);
    structure(object, &mut report.faults);
    let mut fetches = Fetches::new(true, options.allow_loopback);
    let wanted = Wanted::Authentication(occasion);
    let mut keys = Keys { engine, options: &options, fetches: &mut fetches, wanted, too_much_work: false };
    if let Some(proof) = proofs::best(presented, report.holder.as_deref().unwrap_or_default(), &mut keys) {
        report.signature = proof.signature;
        if proof.signature != Signature::Valid {
            report.faults.push(proof.detail);
        }
    } else {
        report.faults.push("it is not signed".to_owned());
    }
    let inside = object.get("verifiableCredential").map_or(&[][..], items);
    if inside.len() > CREDENTIALS_MAX {
        report.faults.push(format!("it holds more than {CREDENTIALS_MAX} credentials"));
        return report;
    }
    for (place, credential) in inside.iter().enumerate() {
        let at = format!("verifiableCredential[{place}]");
        if !credential.is_object() {
            report.faults.push(format!("{at}: a credential is an object"));
        } else if is_self_asserted(credential, report.holder.as_deref()) {
            let findings = crate::schema::check(credential);
            report.faults.extend(findings.faults.iter().map(|fault| format!("{at}.{fault}")));
        } else {
            let mut fetches = Fetches::new(true, options.allow_loopback);
            report.credentials.push(assess::assess(engine, &Input::Value(credential.clone()), &options, &mut fetches));
        }
    }
    report
}

fn structure(object: &Map<String, Value>, faults: &mut Vec<String>) {
    let context = object.get("@context").unwrap_or(&Value::Null);
    if context.as_str().or_else(|| context[0].as_str()) != Some(CREDENTIALS_V2) {
        faults.push(format!("@context: its first item must be {CREDENTIALS_V2}"));
    }
    let types = object.get("type").map_or(&[][..], items);
    if !types.iter().any(|kind| kind == "VerifiablePresentation") {
        faults.push("type: VerifiablePresentation is missing".to_owned());
    }
    if types.iter().any(|kind| !kind.is_string()) {
        faults.push("type: a type is a word".to_owned());
    }
    if object.get("id").is_some_and(|id| !id.as_str().is_some_and(is_iri)) {
        faults.push("id: it must be one absolute identifier".to_owned());
    }
    if object.contains_key("holder") && !holder_of(object).is_some_and(is_iri) {
        faults.push("holder: it must be an absolute identifier, or an object with one".to_owned());
    }
}

fn holder_of(object: &Map<String, Value>) -> Option<&str> {
    let holder = object.get("holder")?;
    holder.as_str().or_else(|| holder["id"].as_str())
}

/// §5.10 "Presentations Including Holder Claims": issued by the holder, secured by the presentation around it.
fn is_self_asserted(credential: &Value, holder: Option<&str>) -> bool {
    let issuer = credential["issuer"].as_str().or_else(|| credential["issuer"]["id"].as_str());
    credential.get("proof").is_none() && holder.is_some() && issuer == holder
}
