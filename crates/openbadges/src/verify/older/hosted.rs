//! Hosted badges: only the address is believed, and what stands there counts.
//!
//! Open Badges 2.0 "HostedBadge Verification": "the input data should only be trusted to identify the URI of the hosted
//! verification file, and upon loading the hosted verification file, the retrieved data should be used".

use serde_json::Value;

use super::address::{same, same_host, speaker};
use super::linked::{NotFetched, fetch};
use crate::read::{Normal, Standard, is_web, items, local_name, normal};
use crate::verify::fetches::{Fetches, What};

/// Where a document was found just now.
#[derive(Debug, Clone)]
pub(in crate::verify) struct Place {
    /// The address that was asked.
    pub(in crate::verify) asked: String,
    /// The one that answered in the end.
    pub(in crate::verify) answered: String,
}

/// What came of asking the host.
pub(super) enum Standing {
    /// This is what counts, where it stands, and whether it is the word of that host.
    Stands(Box<Normal>, String, bool),
    /// Its host says that it was taken back.
    Revoked {
        /// Its reason, or how it was said.
        detail: String,
    },
    /// Nobody can say now.
    Unseen(String),
    /// It says that it is signed, and comes without its signature.
    Unsigned,
    /// It wants to be verified in this way, which is not known here.
    Unsupported(String),
}

/// How a badge wants to be verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Method {
    Hosted,
    Signed,
    Other(String),
}

/// The method that a document in the one shape names. Without a word, badges are hosted.
pub(super) fn method(document: &Value) -> Method {
    let words = || items(&document["verification"]["type"]).iter().filter_map(Value::as_str);
    let is = |names: [&str; 2]| words().any(|word| names.iter().any(|name| local_name(word).eq_ignore_ascii_case(name)));
    if is(["hosted", "HostedBadge"]) {
        return Method::Hosted;
    }
    if is(["signed", "SignedBadge"]) {
        return Method::Signed;
    }
    // A profile's own word for what it allows is used for badges too.
    match words().find(|word| !local_name(word).eq_ignore_ascii_case("VerificationObject")) {
        Some(other) => Method::Other(other.to_owned()),
        None => Method::Hosted,
    }
}

/// Finds what stands at the address that `given` names. `place` is where it was found, when it was.
pub(super) fn stand(
    fetches: &mut Fetches,
    given: Normal,
    standard: Standard,
    place: Option<&Place>,
    odd: &mut Vec<String>,
) -> Standing {
    let said = address_of(&given.document, standard);
    if let Some(place) = place {
        let here = match &said {
            None => true,
            Some(said) => same(said, &place.asked) || same(said, &place.answered),
        };
        if here {
            return stands(given, place, standard);
        }
        let said = said.clone().unwrap_or_default();
        odd.push(format!("what stands at {} says that it stands at {said}", place.asked));
        if same_host(&said, &place.asked) {
            return stands(given, place, standard);
        }
    }
    match said {
        None => Standing::Unseen("it does not say where it is hosted".to_owned()),
        Some(said) => at(fetches, &given, &said, standard, odd),
    }
}

fn at(fetches: &mut Fetches, given: &Normal, said: &str, standard: Standard, odd: &mut Vec<String>) -> Standing {
    let fetched = match fetch(fetches, said, What::Badge) {
        Ok(fetched) => fetched,
        Err(NotFetched::Gone(detail)) => return Standing::Revoked { detail },
        Err(NotFetched::For(reason)) => return Standing::Unseen(format!("what stands at {said} could not be seen: {reason}")),
    };
    let found = normal(&fetched.document);
    let place = Place { asked: fetched.asked, answered: fetched.answered };
    if found.document["revoked"] == true {
        return stands(found, &place, standard);
    }
    let known = Standard::of(&fetched.document).filter(|standard| standard.is_older());
    if known.is_none() {
        return Standing::Unseen(format!("what stands at {said} is no badge of Open Badges 2.1 or before"));
    }
    let standard = known.unwrap_or(standard);
    match address_of(&found.document, standard) {
        Some(own) if !same(&own, said) && !same(&own, &place.answered) => {
            if !same_host(&own, &place.asked) {
                return Standing::Unseen(format!("what stands at {said} says that it stands at {own}"));
            }
            odd.push(format!("what stands at {said} says that it stands at {own}"));
        }
        _ => {}
    }
    let changed = differences(&given.document, &found.document);
    if !changed.is_empty() {
        odd.push(format!("what was handed in differs from what its host shows: {}", changed.join(", ")));
    }
    stands(found, &place, standard)
}

fn stands(found: Normal, place: &Place, standard: Standard) -> Standing {
    if found.document["revoked"] == true {
        let reason = found.document["revocationReason"].as_str();
        return Standing::Revoked { detail: super::revoked::revoked(reason).detail };
    }
    match method(&found.document) {
        Method::Hosted => {
            let calls_itself = address_of(&found.document, standard);
            let (at, sure) = speaker(&place.asked, &place.answered, calls_itself.as_deref());
            Standing::Stands(Box::new(found), at, sure)
        }
        Method::Signed => Standing::Unsigned,
        Method::Other(kind) => Standing::Unsupported(kind),
    }
}

/// The address that a document names as its own: `id` in 2.0, `verify.url` before.
fn address_of(document: &Value, standard: Standard) -> Option<String> {
    let id = &document["id"];
    let url = &document["verification"]["url"];
    let order = if standard == Standard::Ob20 { [id, url] } else { [url, id] };
    order.into_iter().filter_map(Value::as_str).find(|text| is_web(text)).map(str::to_owned)
}

/// What a reader of the file would have believed, and the host does not say.
fn differences(given: &Value, found: &Value) -> Vec<&'static str> {
    let fields = ["recipient", "issuedOn", "expires", "evidence", "narrative", "claim"];
    let mut changed: Vec<&str> =
        fields.into_iter().filter(|field| !given[*field].is_null() && given[*field] != found[*field]).collect();
    let badge = |document: &Value| document["badge"]["id"].as_str().or_else(|| document["badge"].as_str()).map(str::to_owned);
    if let (Some(one), Some(other)) = (badge(given), badge(found))
        && !same(&one, &other)
    {
        changed.push("badge");
    }
    changed
}
