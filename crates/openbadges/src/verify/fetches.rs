//! What was asked for, what was answered, and the limits on both.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;
use url::{Host, Url};

use super::{DEPTH_MAX, FETCHES_MAX, JSON_BYTES_MAX, Step};
use crate::bake::IMAGE_BYTES_MAX;
use crate::json;

/// What is expected at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A badge: JSON, a token, or a picture with a badge inside.
    Badge,
    /// The document of a `did:web`.
    DidDocument,
    /// The profile of an issuer that is an address, with its keys; and whatever else a badge up to Open Badges 2.1 links
    /// to: its own hosted document, its class, a key.
    Profile,
    /// A status list.
    StatusList,
}

impl What {
    fn accept(self) -> &'static str {
        match self {
            Self::Badge => {
                "application/vc, application/vc+ld+json, application/ld+json, application/json, image/png, image/svg+xml, \
                 application/jwt;q=0.9, text/plain;q=0.8"
            }
            Self::DidDocument => "application/did, application/did+ld+json, application/did+json, application/json",
            Self::Profile => "application/ld+json, application/json",
            Self::StatusList => "application/vc, application/vc+ld+json, application/ld+json, application/json",
        }
    }

    fn max_bytes(self) -> usize {
        if self == Self::Badge { IMAGE_BYTES_MAX } else { JSON_BYTES_MAX }
    }
}

/// What was found at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The body.
    pub bytes: Vec<u8>,
    /// Its `Content-Type`, if there was one.
    pub content_type: Option<String>,
    /// The address that answered in the end, after redirects. It must be one that could have been asked for itself.
    pub url: String,
}

/// Why nothing was found at an address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchFailure {
    /// It may not be asked for: the guard refuses it.
    #[error("its address is not allowed: {0}")]
    Refused(String),
    /// It answered with this status instead of 200.
    #[error("it answered with status {0}")]
    Status(u16),
    /// It did not answer.
    #[error("it does not answer: {0}")]
    Unreachable(String),
    /// The body is larger than was allowed.
    #[error("it is too large")]
    TooLarge,
}

impl FetchFailure {
    /// 410: it was there, and is gone on purpose.
    pub(super) fn is_gone(&self) -> bool {
        *self == Self::Status(410)
    }
}

/// What is known of an address right now.
#[derive(Debug)]
pub(super) enum Lookup {
    /// This is there.
    Found(Arc<Fetched>),
    /// It was asked for in vain, or may not be asked for.
    Failed(FetchFailure),
    /// It will be asked for; this round goes on without.
    Asked,
    /// Nothing is asked for, by wish of the caller.
    Offline,
}

/// Something that a report needed and that could not be seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unseen {
    /// Its address.
    pub url: String,
    /// What was expected there.
    pub what: What,
    /// Why it was not seen.
    pub why: Why,
}

/// Why something was not seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Nothing was to be asked for.
    Offline,
    /// Its address may not be asked for: not https, of a private network, or one too many.
    NotAllowed,
    /// Nobody answered there.
    NoAnswer,
    /// There is nothing there (404), or nothing any more (410).
    Nothing,
    /// The answer was an error.
    Error,
    /// The answer is larger than is read.
    TooLarge,
    /// The answer is not what was expected.
    NotReadable,
}

impl Why {
    fn of(failure: &FetchFailure) -> Self {
        match failure {
            FetchFailure::Refused(_) => Self::NotAllowed,
            FetchFailure::Status(404 | 410) => Self::Nothing,
            FetchFailure::Status(_) => Self::Error,
            FetchFailure::Unreachable(_) => Self::NoAnswer,
            FetchFailure::TooLarge => Self::TooLarge,
        }
    }
}

#[derive(Debug)]
pub(super) struct Fetches {
    offline: bool,
    allow_loopback: bool,
    answers: BTreeMap<String, Result<Arc<Fetched>, FetchFailure>>,
    wishes: VecDeque<(String, What)>,
    /// Handed out by [`Fetches::next`] and not answered yet.
    pending: Option<(String, What)>,
    asked: usize,
    round: usize,
    /// What was looked up in vain in this round.
    unseen: BTreeMap<String, (What, Why)>,
}

impl Fetches {
    pub(super) fn new(offline: bool, allow_loopback: bool) -> Self {
        let (answers, unseen) = (BTreeMap::new(), BTreeMap::new());
        Self { offline, allow_loopback, answers, wishes: VecDeque::new(), pending: None, asked: 0, round: 0, unseen }
    }

    /// The next address to fetch. The same one again as long as it is not answered.
    pub(super) fn next(&mut self) -> Option<Step> {
        if self.pending.is_none() {
            self.pending = self.wishes.pop_front();
        }
        let (url, what) = self.pending.clone()?;
        Some(Step::Fetch { url, what, accept: what.accept(), max_bytes: what.max_bytes() })
    }

    pub(super) fn supply(&mut self, url: &str, answer: Result<Fetched, FetchFailure>) {
        let Some((pending, what)) = self.pending.take_if(|(pending, _)| pending == url) else { return };
        let answer = match answer {
            Ok(fetched) if fetched.bytes.len() > what.max_bytes() => Err(FetchFailure::TooLarge),
            Ok(fetched) if !self.may_fetch(&fetched.url) => {
                Err(FetchFailure::Refused("it leads on to an address that is not https".to_owned()))
            }
            Ok(fetched) => Ok(Arc::new(fetched)),
            Err(failure) => Err(failure),
        };
        self.answers.insert(pending, answer);
    }

    /// Every round knows what the round before asked for; so rounds are links of a chain.
    pub(super) fn begin_round(&mut self) {
        self.round += 1;
        self.unseen.clear();
    }

    /// What was looked up in vain in this round.
    pub(super) fn unseen(&self) -> Vec<Unseen> {
        let unseen = |(url, (what, why)): (&String, &(What, Why))| Unseen { url: url.clone(), what: *what, why: *why };
        self.unseen.iter().map(unseen).collect()
    }

    pub(super) fn has_wishes(&self) -> bool {
        !self.wishes.is_empty()
    }

    pub(super) fn look_up(&mut self, url: &str, what: What) -> Lookup {
        let found = self.known_or_asked(url, what);
        match &found {
            Lookup::Offline => self.note(url, what, Why::Offline),
            Lookup::Failed(failure) => self.note(url, what, Why::of(failure)),
            Lookup::Found(_) | Lookup::Asked => {}
        }
        found
    }

    pub(super) fn note(&mut self, url: &str, what: What, why: Why) {
        self.unseen.insert(url.to_owned(), (what, why));
    }

    fn known_or_asked(&mut self, url: &str, what: What) -> Lookup {
        match self.answers.get(url) {
            Some(Ok(fetched)) => return Lookup::Found(Arc::clone(fetched)),
            Some(Err(failure)) => return Lookup::Failed(failure.clone()),
            None => {}
        }
        if self.offline {
            return Lookup::Offline;
        }
        if self.wishes.iter().any(|(wish, _)| wish == url) {
            return Lookup::Asked;
        }
        if !self.may_fetch(url) {
            return Lookup::Failed(FetchFailure::Refused("only https addresses are asked for".to_owned()));
        }
        if self.asked >= FETCHES_MAX {
            return Lookup::Failed(FetchFailure::Refused(format!("{FETCHES_MAX} addresses were asked for already")));
        }
        if self.round > DEPTH_MAX {
            return Lookup::Failed(FetchFailure::Refused(format!("it is the end of a chain of more than {DEPTH_MAX} addresses")));
        }
        self.asked += 1;
        self.wishes.push_back((url.to_owned(), what));
        Lookup::Asked
    }

    /// The same, for a JSON document that only its own host may show: who else answers after a redirect lends it nothing.
    pub(super) fn look_up_own_json(&mut self, url: &str, what: What) -> Result<Value, Missing> {
        let reason = match self.look_up(url, what) {
            Lookup::Found(fetched) if of_one_host(url, &fetched.url) => match json::read(&fetched.bytes) {
                Ok(document) => return Ok(document),
                Err(error) => format!("it is not JSON: {error}"),
            },
            Lookup::Found(fetched) => format!("another host answers for it: {}", fetched.url),
            Lookup::Failed(failure) => return Err(Missing::For(failure.to_string())),
            Lookup::Asked => return Err(Missing::Asked),
            Lookup::Offline => return Err(Missing::For("nothing is fetched offline".to_owned())),
        };
        self.note(url, what, Why::NotReadable);
        Err(Missing::For(reason))
    }

    pub(super) fn allows_loopback(&self) -> bool {
        self.allow_loopback
    }

    pub(super) fn may_fetch(&self, url: &str) -> bool {
        let Ok(url) = Url::parse(url) else { return false };
        match (url.scheme(), url.host()) {
            ("https", Some(_)) => true,
            ("http", Some(Host::Ipv4(address))) => self.allow_loopback && address.is_loopback(),
            ("http", Some(Host::Ipv6(address))) => self.allow_loopback && address.is_loopback(),
            ("http", Some(Host::Domain(name))) => self.allow_loopback && name == "localhost",
            _ => false,
        }
    }
}

fn of_one_host(asked: &str, answered: &str) -> bool {
    let host = |url: &str| Url::parse(url).ok().map(|url| (url.host_str().map(str::to_owned), url.port_or_known_default()));
    host(asked).is_some() && host(asked) == host(answered)
}

/// Why a document is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Missing {
    /// It is being asked for.
    Asked,
    /// For this reason.
    For(String),
}

impl Missing {
    pub(super) fn reason(&self) -> &str {
        match self {
            Self::Asked => "it is being asked for",
            Self::For(reason) => reason,
        }
    }
}
