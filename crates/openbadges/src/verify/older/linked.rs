//! What a badge links to: its class, its issuer. An address is fetched, and what is found there counts.

use serde_json::Value;

use super::address::{same, same_host, speaker, to_ask};
use crate::json;
use crate::read::{Normal, is_web, normal};
use crate::verify::fetches::{Fetches, Lookup, What, Why};

/// An object that a badge links to.
#[derive(Debug, Clone)]
pub(super) enum Linked {
    /// It is there.
    Seen(Seen),
    /// It is not.
    Unseen {
        /// What is said of it where the link stands; not believed.
        stated: Value,
        /// Why.
        reason: String,
    },
}

/// An object that was seen.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    pub(super) normal: Normal,
    /// Where it was asked for; `None` when it was only written inside another document.
    pub(super) at: Option<String>,
    /// Whether it is the word of that host.
    pub(super) sure: bool,
}

impl Seen {
    fn fetched(normal: Normal, fetched: &Fetched) -> Self {
        let (at, sure) = speaker(&fetched.asked, &fetched.answered, normal.document["id"].as_str());
        Self { normal, at: Some(at), sure }
    }

    /// Only written inside another document.
    pub(super) fn written(normal: Normal) -> Self {
        Self { normal, at: None, sure: true }
    }
}

/// What counts when an object is written inside a document and has an address as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// What stands at its address.
    Asks,
    /// What is written: it is signed.
    Counts,
}

/// A document at an address.
pub(super) struct Fetched {
    pub(super) document: Value,
    pub(super) asked: String,
    pub(super) answered: String,
}

/// Why there is none.
pub(super) enum NotFetched {
    /// Gone on purpose, by its own host's word.
    Gone(String),
    /// For this reason.
    For(String),
}

impl NotFetched {
    pub(super) fn reason(self) -> String {
        match self {
            Self::Gone(reason) | Self::For(reason) => reason,
        }
    }
}

impl Linked {
    pub(super) fn seen(&self) -> Option<&Seen> {
        match self {
            Self::Seen(seen) => Some(seen),
            Self::Unseen { .. } => None,
        }
    }

    /// What is known of it, believed or not: for showing.
    pub(super) fn stated(&self) -> &Value {
        match self {
            Self::Seen(seen) => &seen.normal.document,
            Self::Unseen { stated, .. } => stated,
        }
    }
}

/// Fetches a JSON document.
pub(super) fn fetch(fetches: &mut Fetches, url: &str, what: What) -> Result<Fetched, NotFetched> {
    let asked = to_ask(url, fetches.allows_loopback());
    let fetched = match fetches.look_up(&asked, what) {
        Lookup::Found(fetched) => fetched,
        Lookup::Failed(failure) if failure.is_gone() => return Err(NotFetched::Gone(failure.to_string())),
        Lookup::Failed(failure) => return Err(NotFetched::For(failure.to_string())),
        Lookup::Asked => return Err(NotFetched::For("it is being asked for".to_owned())),
        Lookup::Offline => return Err(NotFetched::For("nothing is fetched offline".to_owned())),
    };
    let reason = match json::read(&fetched.bytes) {
        Ok(document) if document.is_object() => return Ok(Fetched { document, asked, answered: fetched.url.clone() }),
        Ok(_) => "it is no JSON object".to_owned(),
        Err(error) => format!("it is not JSON: {error}"),
    };
    fetches.note(&asked, what, Why::NotReadable);
    Err(NotFetched::For(reason))
}

/// Follows a link. What is odd on the way is written into `odd`.
pub(super) fn follow(fetches: &mut Fetches, link: &Value, name: &str, written: Written, odd: &mut Vec<String>) -> Linked {
    match link {
        Value::String(url) if is_web(url) => match at_address(fetches, url, name, odd) {
            Ok(seen) => Linked::Seen(seen),
            Err(reason) => {
                Linked::Unseen { stated: link.clone(), reason: format!("{name} at {url} could not be seen: {reason}") }
            }
        },
        Value::String(id) => {
            let scheme = id.split(':').next().unwrap_or_default();
            Linked::Unseen {
                stated: link.clone(),
                reason: format!("{name} is only named ({scheme}:…), and no address says where it is"),
            }
        }
        Value::Object(_) => inside(fetches, link, name, written, odd),
        _ => Linked::Unseen { stated: Value::Null, reason: format!("{name} is missing") },
    }
}

fn inside(fetches: &mut Fetches, link: &Value, name: &str, written: Written, odd: &mut Vec<String>) -> Linked {
    let inside = Seen::written(normal(link));
    let Some(url) = inside.normal.document["id"].as_str().filter(|id| is_web(id) && written == Written::Asks) else {
        return Linked::Seen(inside);
    };
    match at_address(fetches, url, name, odd) {
        Ok(seen) => Linked::Seen(seen),
        Err(reason) => Linked::Unseen {
            stated: inside.normal.document.clone(),
            reason: format!("{name} at {url} could not be seen: {reason}"),
        },
    }
}

/// What stands at an address is what its host says. When it calls itself by an address on another host, that host is
/// asked, once.
fn at_address(fetches: &mut Fetches, url: &str, name: &str, odd: &mut Vec<String>) -> Result<Seen, String> {
    let first = fetch(fetches, url, What::Profile).map_err(NotFetched::reason)?;
    let found = normal(&first.document);
    let Some(id) = found.document["id"].as_str().map(str::to_owned) else {
        return Ok(Seen::fetched(found, &first));
    };
    if same(&id, &first.asked) || same(&id, &first.answered) {
        return Ok(Seen::fetched(found, &first));
    }
    odd.push(format!("{name} at {url} calls itself {id}"));
    if !is_web(&id) || same_host(&id, &first.asked) {
        return Ok(Seen::fetched(found, &first));
    }
    let second = fetch(fetches, &id, What::Profile).map_err(NotFetched::reason)?;
    let found = normal(&second.document);
    match found.document["id"].as_str() {
        Some(own) if !same(own, &id) && !same_host(own, &id) => Err(format!("it leads on to {id}, which leads on to {own}")),
        _ => Ok(Seen::fetched(found, &second)),
    }
}
