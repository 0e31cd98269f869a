//! Does it still hold? The status list is asked, and verified itself before it is believed.

use serde_json::Value;

use super::fetches::{Missing, What};
use super::issuer::Keys;
use super::proofs;
use super::report::{IssuerProven, Outcome, Signature, Status};
use crate::schema::parse_date;
use crate::status::{Purpose, StatusEntry, issuer_of};

/// Entries of one document that are looked up.
const ENTRIES_MAX: usize = 4;

/// What the lists say of a document issued by `issuer`.
pub(super) struct Finding {
    pub(super) status: Status,
    pub(super) outcome: Outcome,
    pub(super) detail: String,
}

impl Finding {
    fn unknown(outcome: Outcome, detail: String) -> Self {
        Self { status: Status::Unknown, outcome, detail }
    }

    /// A set bit outweighs everything; a list that may not be believed outweighs one that could not be seen.
    fn weight(&self) -> u8 {
        match (self.status, self.outcome) {
            (Status::Revoked, _) => 0,
            (Status::Suspended, _) => 1,
            (_, Outcome::Fail) => 2,
            (Status::Unknown, _) => 3,
            _ => 4,
        }
    }
}

pub(super) fn look(document: &Value, issuer: &str, keys: &mut Keys<'_>) -> Finding {
    let entries = match &document["credentialStatus"] {
        Value::Array(entries) => entries.as_slice(),
        Value::Null => &[],
        single => std::slice::from_ref(single),
    };
    if entries.len() > ENTRIES_MAX {
        return Finding::unknown(Outcome::Unknown, format!("it has more than {ENTRIES_MAX} statuses"));
    }
    let findings = entries.iter().map(|entry| of_entry(entry, issuer, keys));
    findings.min_by_key(Finding::weight).unwrap_or_else(|| Finding {
        status: Status::Active,
        outcome: Outcome::Pass,
        detail: "it has no status: nothing can take it back".to_owned(),
    })
}

fn of_entry(entry: &Value, issuer: &str, keys: &mut Keys<'_>) -> Finding {
    let entry = match StatusEntry::parse(entry) {
        Ok(entry) => entry,
        Err(error) => return Finding::unknown(Outcome::Unknown, error.to_string()),
    };
    let list = match keys.fetches.look_up_json(&entry.list, What::StatusList) {
        Ok(list) => list,
        Err(Missing::Asked) => return Finding::unknown(Outcome::Unknown, "the list is being asked for".to_owned()),
        Err(Missing::For(reason)) => {
            return Finding::unknown(Outcome::Unknown, format!("the status list could not be seen: {reason}"));
        }
    };
    if let Some(reason) = not_believed(&list, keys) {
        return Finding::unknown(Outcome::Fail, format!("the status list is not believed: {reason}"));
    }
    match entry.is_set(&list, issuer) {
        Ok(false) => Finding {
            status: Status::Active,
            outcome: Outcome::Pass,
            detail: format!("its bit for {} is clear", entry.purpose.word()),
        },
        Ok(true) => {
            let (status, word) = match entry.purpose {
                Purpose::Revocation => (Status::Revoked, "revoked"),
                Purpose::Suspension => (Status::Suspended, "suspended"),
            };
            Finding { status, outcome: Outcome::Fail, detail: format!("its issuer has {word} it") }
        }
        Err(error) => Finding::unknown(Outcome::Fail, error.to_string()),
    }
}

/// Why a list may not be believed: a list is a credential, and is verified like one (Bitstring Status List §3.2 step 3).
fn not_believed(list: &Value, keys: &mut Keys<'_>) -> Option<String> {
    let issuer = issuer_of(list).unwrap_or_default().to_owned();
    let Some(proof) = proofs::best(list, &issuer, keys) else { return Some("it is not signed".to_owned()) };
    if proof.signature != Signature::Valid {
        return Some(proof.detail);
    }
    if proof.issuer == IssuerProven::Contradicted {
        return Some(proof.issuer_detail);
    }
    let at = keys.at();
    let date = |field: &str| list[field].as_str().and_then(parse_date);
    if date("validFrom").is_some_and(|from| at < from) {
        return Some("it does not hold yet".to_owned());
    }
    if date("validUntil").is_some_and(|until| until < at) {
        return Some("it no longer holds".to_owned());
    }
    None
}
