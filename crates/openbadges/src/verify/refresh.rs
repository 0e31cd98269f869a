//! Is there a newer version? A credential may name an address where its issuer offers one; it is asked once.
//!
//! Sources: Open Badges 3.0 §9.1 step 3 and §10 "Credential equality"; 1EdTech Credential Refresh 1.0.

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::fetches::{Lookup, What};
use super::issuer::Keys;
use super::token::{self, Token};
use crate::read::items;
use crate::read::{self, Content};
use crate::schema::parse_date;
use crate::status::issuer_of;

/// What is offered.
pub(super) enum Offered {
    /// Something that says it is the same credential, made later. It is not believed yet.
    Newer(Box<Newer>),
    /// What we have is the newest.
    Newest(String),
    /// It could not be seen, for this reason.
    Unseen(String),
    /// It is no newer version of this credential, for this reason.
    Refused(String),
}

/// A newer version, as a document or in a token.
pub(super) struct Newer {
    pub(super) document: Value,
    pub(super) token: Option<Token>,
}

/// Asks for a newer version of `document`; `None` when it names no address for that.
pub(super) fn ask(document: &Value, keys: &mut Keys<'_>) -> Option<Offered> {
    let services = items(&document["refreshService"]);
    let service = services.iter().find(|service| is_ours(service))?;
    let Some(url) = service["id"].as_str() else { return Some(Offered::Refused("it has no address".to_owned())) };
    let fetched = match keys.fetches.look_up(url, What::Badge) {
        Lookup::Found(fetched) => fetched,
        Lookup::Failed(failure) => return Some(Offered::Refused(failure.to_string())),
        Lookup::Asked => return Some(Offered::Unseen("it is being asked for".to_owned())),
        Lookup::Offline => return Some(Offered::Unseen("nothing is fetched offline".to_owned())),
    };
    let newer = match read::read(&fetched.bytes).content {
        Content::Credential(document) => Newer { document, token: None },
        Content::Jws(jws) => match token::open(&jws.text) {
            Ok(token) => Newer { document: token.document.clone(), token: Some(token) },
            Err(error) => return Some(Offered::Refused(error.to_string())),
        },
        _ => return Some(Offered::Refused("there is no credential".to_owned())),
    };
    Some(compare(document, newer))
}

fn is_ours(service: &Value) -> bool {
    let kinds = &service["type"];
    *kinds == "1EdTechCredentialRefresh"
        || kinds.as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind == "1EdTechCredentialRefresh"))
}

fn compare(document: &Value, newer: Newer) -> Offered {
    if !is_same(document, &newer.document) {
        return Offered::Refused("there is another credential".to_owned());
    }
    match (from(document), from(&newer.document)) {
        (Some(ours), Some(theirs)) if theirs > ours => Offered::Newer(Box::new(newer)),
        (Some(ours), Some(theirs)) if theirs == ours => Offered::Newest("what its issuer offers is no newer".to_owned()),
        (Some(_), Some(_)) => Offered::Newest("what its issuer offers is older".to_owned()),
        _ => Offered::Refused("there is no date to compare".to_owned()),
    }
}

/// Whether two credentials are one and the same: issuer and identifier, without escapes and blanks around (§10).
pub(super) fn is_same(one: &Value, other: &Value) -> bool {
    let plain = |text: &str| percent_decode_str(text).decode_utf8_lossy().trim().to_owned();
    let name = |document: &Value| Some((plain(issuer_of(document)?), plain(document["id"].as_str()?)));
    name(one).is_some_and(|name_of_one| Some(name_of_one) == name(other))
}

fn from(document: &Value) -> Option<jiff::Timestamp> {
    ["validFrom", "issuanceDate"].iter().find_map(|field| document[*field].as_str()).and_then(parse_date)
}
