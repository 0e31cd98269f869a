//! Does it still hold? The status list is asked, and verified itself before it is believed.

use serde_json::Value;

use super::fetches::{Lookup, What};
use super::issuer::Keys;
use super::report::{IssuerProven, Outcome, Signature, Status};
use super::{proofs, token};
use crate::read::items;
use crate::read::looks_like_jws;
use crate::schema::parse_date;
use crate::status::{Entry, IdentifierList, Purpose, StatusEntry, issuer_of};

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
    let entries = items(&document["credentialStatus"]);
    if entries.len() > ENTRIES_MAX {
        return Finding::unknown(Outcome::Unknown, format!("it has more than {ENTRIES_MAX} statuses"));
    }
    let findings = entries.iter().map(|entry| of_entry(document, entry, issuer, keys));
    findings.min_by_key(Finding::weight).unwrap_or_else(|| Finding {
        status: Status::Active,
        outcome: Outcome::Pass,
        detail: "it has no status: nothing can take it back".to_owned(),
    })
}

fn of_entry(document: &Value, entry: &Value, issuer: &str, keys: &mut Keys<'_>) -> Finding {
    match Entry::parse(entry) {
        Ok(Entry::Bit(entry)) => of_bit(&entry, issuer, keys),
        Ok(Entry::Identifiers(list)) => of_identifiers(document, &list, issuer, keys),
        Ok(Entry::Aside(purpose)) => Finding {
            status: Status::Active,
            outcome: Outcome::Unknown,
            detail: format!("it has a status for {purpose}, which does not say whether it holds and is not read"),
        },
        Err(error) => Finding::unknown(Outcome::Unknown, error.to_string()),
    }
}

fn of_bit(entry: &StatusEntry, issuer: &str, keys: &mut Keys<'_>) -> Finding {
    let list = match seen(&entry.list, keys) {
        Ok(list) => list,
        Err(reason) => return Finding::unknown(Outcome::Unknown, reason),
    };
    if let Some(reason) = not_believed(&list, keys) {
        return Finding::unknown(Outcome::Fail, format!("the status list is not believed: {reason}"));
    }
    match entry.is_set(list.document(), issuer) {
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

/// A list of identifiers stands at an address that the signed credential names. It may be signed as well; then the
/// signature must be right.
fn of_identifiers(document: &Value, list: &str, issuer: &str, keys: &mut Keys<'_>) -> Finding {
    let found = match seen(list, keys) {
        Ok(found) => found,
        Err(reason) => return Finding::unknown(Outcome::Unknown, reason),
    };
    let is_signed = matches!(found, List::Token(_)) || found.document().get("proof").is_some();
    if is_signed && let Some(reason) = not_believed(&found, keys) {
        return Finding::unknown(Outcome::Fail, format!("the revocation list is not believed: {reason}"));
    }
    let id = document["id"].as_str().unwrap_or_default();
    match IdentifierList::read(found.document(), list, issuer).and_then(|list| list.revocation(id)) {
        Ok(None) => Finding {
            status: Status::Active,
            outcome: Outcome::Pass,
            detail: "it is not on the list of what its issuer has revoked".to_owned(),
        },
        Ok(Some(revocation)) => {
            let why = revocation.reason.map(|reason| format!(": {reason}")).unwrap_or_default();
            Finding { status: Status::Revoked, outcome: Outcome::Fail, detail: format!("its issuer has revoked it{why}") }
        }
        Err(error) => Finding::unknown(Outcome::Fail, error.to_string()),
    }
}

/// A list as it was found, as JSON or in a token.
enum List {
    Json(Value),
    Token(token::Token),
}

impl List {
    fn document(&self) -> &Value {
        match self {
            Self::Json(document) => document,
            Self::Token(token) => &token.document,
        }
    }
}

fn seen(url: &str, keys: &mut Keys<'_>) -> Result<List, String> {
    let unseen = |reason: &str| format!("the status list could not be seen: {reason}");
    let fetched = match keys.fetches.look_up(url, What::StatusList) {
        Lookup::Found(fetched) => fetched,
        Lookup::Asked => return Err("the list is being asked for".to_owned()),
        Lookup::Offline => return Err(unseen("nothing is fetched offline")),
        Lookup::Failed(failure) => return Err(unseen(&failure.to_string())),
    };
    let text = std::str::from_utf8(&fetched.bytes).unwrap_or_default().trim();
    if looks_like_jws(text) {
        return token::open(text).map(List::Token).map_err(|error| unseen(&error.to_string()));
    }
    crate::json::read(&fetched.bytes).map(List::Json).map_err(|error| unseen(&format!("it is not JSON: {error}")))
}

/// Why a list may not be believed: a list is a credential, and is verified like one (Bitstring Status List §3.2 step 3).
fn not_believed(list: &List, keys: &mut Keys<'_>) -> Option<String> {
    let document = list.document();
    let issuer = issuer_of(document).unwrap_or_default().to_owned();
    let (proof, dates) = match list {
        List::Json(_) => (proofs::best(document, &issuer, keys), (None, None)),
        List::Token(token) if !token.faults.is_empty() => return Some("its claims contradict it".to_owned()),
        List::Token(token) => (Some(token::look(token, &issuer, keys)), token.dates),
    };
    let Some(proof) = proof else { return Some("it is not signed".to_owned()) };
    if proof.signature != Signature::Valid {
        return Some(proof.detail);
    }
    if proof.issuer == IssuerProven::Contradicted {
        return Some(proof.issuer_detail);
    }
    let at = keys.at();
    let date = |field: &str| document[field].as_str().and_then(parse_date);
    if [date("validFrom"), dates.0].into_iter().flatten().any(|from| at < from) {
        return Some("it does not hold yet".to_owned());
    }
    if [date("validUntil"), dates.1].into_iter().flatten().any(|until| until < at) {
        return Some("it no longer holds".to_owned());
    }
    None
}
