//! Second fact: is the signer the stated issuer?
//!
//! A `did:key` proves itself. A `did:web` or an https issuer is asked: the key must stand in its `assertionMethod`. What
//! cannot be asked is unknown, never proven. Somebody else's key is a contradiction unless the issuer lists it.

use jiff::Timestamp;
use serde_json::Value;
use url::Url;

use super::fetches::{Fetches, Missing, What};
use super::presentation::Wanted;
use super::report::IssuerProven;
use super::{KnownDocument, Options};
use crate::did::{self, DidDocument, Method};
use crate::jsonld::Engine;
use crate::key::PublicKey;

/// Where keys come from during one round.
pub(super) struct Keys<'r> {
    pub(super) engine: &'r Engine,
    pub(super) options: &'r Options,
    pub(super) fetches: &'r mut Fetches,
    /// What the proofs that are looked at must have been made for.
    pub(super) wanted: Wanted<'r>,
    /// A document asked for more work than is allowed: nothing more is computed.
    pub(super) too_much_work: bool,
}

/// How a signature says whose it is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Signer<'s> {
    /// By the name of its key.
    Named(&'s str),
    /// Only by the key itself, which anybody can write beside a signature.
    Unnamed,
}

impl Signer<'_> {
    fn method(&self) -> &str {
        match self {
            Self::Named(method) => method,
            Self::Unnamed => "",
        }
    }
}

/// An issuer's document, and since when it is known if it was not fetched just now.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) document: DidDocument,
    kept: Option<Timestamp>,
}

impl Keys<'_> {
    pub(super) fn at(&self) -> Timestamp {
        self.options.at
    }

    pub(super) fn engine(&self) -> &Engine {
        self.engine
    }

    /// The document about `id` (a DID or an address): fetched now, or else as it was fetched before.
    pub(super) fn document(&mut self, id: &str) -> Result<Known, Missing> {
        let fetched = self.fetched(id);
        match fetched {
            Ok(document) => Ok(Known { document, kept: None }),
            Err(Missing::Asked) => Err(Missing::Asked),
            Err(missing) => self.kept(id).ok_or(missing),
        }
    }

    /// Whether the key that signed is the issuer's, with the reason in words.
    pub(super) fn proven(
        &mut self,
        issuer: &str,
        signer: Signer<'_>,
        key: &PublicKey,
        created: Option<Timestamp>,
    ) -> (IssuerProven, String) {
        let method = signer.method();
        let controller = method.split('#').next().unwrap_or(method);
        if did::holds_its_key(issuer) {
            return match did::key_of(issuer) {
                Ok(own) if own == *key => (IssuerProven::Proven, "the issuer's identifier is the key itself".to_owned()),
                _ => (IssuerProven::Contradicted, "the issuer is another key than the one that signed".to_owned()),
            };
        }
        let is_web = issuer.starts_with("did:web:");
        if !is_web && !issuer.starts_with("https:") && !issuer.starts_with("http:") {
            let scheme = issuer.split(':').next().unwrap_or_default();
            return (IssuerProven::Unknown, format!("an issuer called {scheme}:… cannot be asked whether the key is its own"));
        }
        let stranger = match signer {
            Signer::Unnamed => None,
            Signer::Named(_) => match relation(issuer, controller) {
                Relation::Same => None,
                Relation::SameHost => Some(IssuerProven::Unknown),
                Relation::Stranger => Some(IssuerProven::Contradicted),
            },
        };
        match self.document(issuer) {
            Ok(known) => self.listed(&known, method, key, created, stranger),
            Err(missing) => match stranger {
                Some(IssuerProven::Contradicted) => (
                    IssuerProven::Contradicted,
                    format!(
                        "the key belongs to {controller}, and nothing of the issuer's says it may sign: {}",
                        missing.reason()
                    ),
                ),
                _ => (IssuerProven::Unknown, format!("the issuer's keys could not be seen: {}", missing.reason())),
            },
        }
    }

    fn listed(
        &self,
        known: &Known,
        method: &str,
        key: &PublicKey,
        created: Option<Timestamp>,
        stranger: Option<IssuerProven>,
    ) -> (IssuerProven, String) {
        let kept =
            known.kept.map_or_else(String::new, |date| format!(", by its document fetched on {}", crate::write::date(date)));
        if let Some(listed) = known.document.asserting(key, method) {
            return match withdrawn(listed, created, self.options.at) {
                Some(reason) => (IssuerProven::Contradicted, format!("the issuer {reason}{kept}")),
                None => (IssuerProven::Proven, format!("the issuer lists the key among its own{kept}")),
            };
        }
        if let Some(stranger @ IssuerProven::Contradicted) = stranger {
            return (stranger, format!("the key is somebody else's, and the issuer does not list it{kept}"));
        }
        // A profile of an address need not name keys; a DID document that does not list a key says no. An older document
        // cannot speak of newer keys.
        let names_keys = !known.document.assertion_methods.is_empty() || known.document.id.starts_with("did:");
        if names_keys && known.kept.is_none() {
            return (IssuerProven::Contradicted, "the issuer does not list the key among its own".to_owned());
        }
        (IssuerProven::Unknown, format!("the issuer's document says nothing of the key{kept}"))
    }

    fn fetched(&mut self, id: &str) -> Result<DidDocument, Missing> {
        let (url, what) = if id.starts_with("did:web:") {
            let url = did::web_url(id, self.options.allow_loopback).map_err(|error| Missing::For(error.to_string()))?;
            (url.to_string(), What::DidDocument)
        } else if id.starts_with("did:") {
            return Err(Missing::For("DIDs of this method are not resolved".to_owned()));
        } else {
            (id.split('#').next().unwrap_or(id).to_owned(), What::Profile)
        };
        let document: Value = self.fetches.look_up_own_json(&url, what)?;
        let document = DidDocument::parse(&document).map_err(|error| Missing::For(error.to_string()))?;
        if document.id != id {
            return Err(Missing::For(format!("the document there is about {}", document.id)));
        }
        Ok(document)
    }

    fn kept(&self, id: &str) -> Option<Known> {
        let about = |known: &&KnownDocument| known.document.id == id;
        let newest = self.options.known_keys.iter().filter(about).max_by_key(|known| known.fetched)?;
        Some(Known { document: newest.document.clone(), kept: Some(newest.fetched) })
    }
}

enum Relation {
    Same,
    /// Another identifier of the same host: not the issuer, perhaps its host.
    SameHost,
    Stranger,
}

fn relation(issuer: &str, controller: &str) -> Relation {
    if issuer == controller {
        return Relation::Same;
    }
    let Ok(address) = Url::parse(issuer) else { return Relation::Stranger };
    // Only for issuers that are addresses: a DID says in its own document who may sign for it.
    if address.scheme() == "did" {
        return Relation::Stranger;
    }
    if did::web_did(&address).is_ok_and(|did| did == controller) {
        return Relation::SameHost;
    }
    let controller =
        if controller.starts_with("did:web:") { did::web_url(controller, true).ok() } else { Url::parse(controller).ok() };
    match controller {
        Some(controller) if controller.origin().is_tuple() && controller.origin() == address.origin() => Relation::SameHost,
        _ => Relation::Stranger,
    }
}

/// A key that was revoked is not believed, whenever it says it signed: whoever stole it chooses that date. A key that
/// merely expired is believed for what it signed before.
fn withdrawn(method: &Method, created: Option<Timestamp>, at: Timestamp) -> Option<String> {
    if let Some(revoked) = method.revoked
        && revoked <= at
    {
        return Some(format!("revoked the key on {}", crate::write::date(revoked)));
    }
    match (method.expires, created) {
        (Some(expires), Some(created)) if created > expires => {
            Some(format!("let the key expire on {}, before this was signed", crate::write::date(expires)))
        }
        _ => None,
    }
}
