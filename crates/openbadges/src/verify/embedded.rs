//! What is inside a document and is a credential of its own: endorsements, and the badges of a learner record.

use serde_json::{Value, json};

use super::DEPTH_MAX;
use super::assess::{Round, check};
use super::report::{Check, CheckKind, Outcome, Report};
use super::token;
use crate::read::{self, Said};

/// Embedded endorsements that are verified with a badge.
const ENDORSEMENTS_MAX: usize = 16;
/// Badges of a learner record that are verified with it.
const CREDENTIALS_MAX: usize = 32;
/// How an enveloped credential begins (Verifiable Credentials 2.0 §4.13).
const ENVELOPES: [&str; 3] = ["data:application/vc+jwt,", "data:application/vc+ld+jwt,", "data:application/jwt,"];

/// How many more may be verified within one document.
pub(super) struct Left {
    endorsements: usize,
    credentials: usize,
}

impl Left {
    pub(super) fn new() -> Self {
        Self { endorsements: ENDORSEMENTS_MAX, credentials: CREDENTIALS_MAX }
    }
}

impl Round<'_> {
    /// Each embedded endorsement is a credential of its own; what becomes of it is written beside it.
    pub(super) fn endorsements(&mut self, document: &Value, depth: usize, said: &mut Said, checks: &mut Vec<Check>) {
        for (place, (field, endorsement)) in read::embedded(document).into_iter().enumerate() {
            let Some(line) = said.endorsements.get_mut(place) else { return };
            if depth >= DEPTH_MAX || self.left.endorsements == 0 {
                let detail = format!("{field}: too many are inside one another");
                checks.push(check(CheckKind::Endorsement, Outcome::Unknown, detail));
                continue;
            }
            self.left.endorsements -= 1;
            let report = self.inner(endorsement, depth);
            if endorsement.is_string() {
                tell(line, &report);
            }
            judge(line, &report);
            let about = report.said.words.as_ref().and_then(|words| words["about"].as_str());
            let aside = if is_about(document, field, about) { "" } else { " (it endorses something else)" };
            let outcome = outcome(&report, aside.is_empty());
            checks.push(check(CheckKind::Endorsement, outcome, format!("{field}: {}{aside}", report.summary)));
        }
    }

    /// The badges of a learner record (CLR 2.0 §6 "Verification"), each with what became of it.
    pub(super) fn members(&mut self, document: &Value, depth: usize, checks: &mut Vec<Check>) -> Vec<Value> {
        let subject = &document["credentialSubject"];
        let members = read::items(&subject["verifiableCredential"]);
        let mut lines = Vec::with_capacity(members.len().min(CREDENTIALS_MAX));
        for (place, member) in members.iter().enumerate() {
            let name = format!("credential {} of {}", place + 1, members.len());
            if depth >= DEPTH_MAX || self.left.credentials == 0 {
                let detail = format!("{name} and what follows: too many are inside one another");
                checks.push(check(CheckKind::Endorsement, Outcome::Unknown, detail));
                break;
            }
            self.left.credentials -= 1;
            let report = self.inner(member, depth);
            let mut line = json!({});
            tell(&mut line, &report);
            judge(&mut line, &report);
            line["achievement"] = report.said.achievement.clone();
            line["expires_at"] = json!(report.said.expires_at);
            let receiver = (&subject["id"], &report.said.recipient["id"]);
            let is_theirs = receiver.0.is_null() || receiver.1.is_null() || receiver.0 == receiver.1;
            let aside = if is_theirs { "" } else { " (it was given to somebody else than the record)" };
            checks.push(check(CheckKind::Endorsement, outcome(&report, is_theirs), format!("{name}: {}{aside}", report.summary)));
            lines.push(line);
        }
        lines
    }

    fn inner(&mut self, value: &Value, depth: usize) -> Report {
        let text = value.as_str().or_else(|| {
            let id = value["id"].as_str().filter(|_| is_envelope(value))?;
            ENVELOPES.iter().find_map(|start| id.strip_prefix(start))
        });
        let Some(text) = text else { return self.credential(value, None, depth + 1) };
        match token::open(text) {
            Ok(token) => self.credential(&token.document.clone(), Some(&token), depth + 1),
            Err(error) => super::assess::unreadable_token(&error),
        }
    }
}

fn is_envelope(value: &Value) -> bool {
    read::items(&value["type"]).iter().any(|kind| kind == "EnvelopedVerifiableCredential")
}

/// What a credential says, for a line that does not show it yet.
fn tell(line: &mut Value, report: &Report) {
    line["id"] = json!(report.id);
    line["name"] = json!(report.name);
    line["issuer"] = report.said.issuer.clone();
    line["issued_at"] = json!(report.said.issued_at);
    if let Some(comment) = report.said.words.as_ref().and_then(|words| words.get("comment")) {
        line["comment"] = comment.clone();
    }
}

fn judge(line: &mut Value, report: &Report) {
    for (key, fact) in [
        ("verdict", json!(report.verdict)),
        ("signature", json!(report.signature)),
        ("issuer_proven", json!(report.issuer_proven)),
        ("status", json!(report.status)),
        ("proof", json!(report.proof)),
        ("detail", json!(report.summary)),
    ] {
        line[key] = fact;
    }
}

/// What an embedded credential does to the one around it: a wrong one is odd, one that could not be seen is not.
fn outcome(report: &Report, fits: bool) -> Outcome {
    match report.verdict.exit_code() {
        0 if !fits => Outcome::Warn,
        0 => Outcome::Pass,
        1 => Outcome::Warn,
        _ => Outcome::Unknown,
    }
}

fn is_about(document: &Value, field: &str, about: Option<&str>) -> bool {
    let achievement = &document["credentialSubject"]["achievement"];
    let holder = match field {
        "achievement.endorsement" => achievement,
        "issuer.endorsement" => &document["issuer"],
        "creator.endorsement" => &achievement["creator"],
        _ => document,
    };
    about.is_some() && holder["id"].as_str() == about
}
