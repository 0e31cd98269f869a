//! From a row to a signed badge: a template for each shape of row, compiled when the first such row comes.

use anavez_keys::Portable;
use anavez_recognition::NewEvidence;
use jiff::Timestamp;
use openbadges::jsonld::Engine;
use openbadges::jws::{self, Compact};
use openbadges::key::PublicKey;
use openbadges::multibase::Ed25519Public;
use openbadges::proof::ProofOptions;
use openbadges::template::{Bulk, RECHECKED_EVERY, Skeleton, Template, TemplateError};
use openbadges::write::{self, Award, Evidence, Identity};
use serde_json::{Value, json};

use super::Format;
use super::model::Model;
use super::row::Row;
use super::state::Own;
use crate::ending::Failure;

/// What a badge of a row has beside an id and a hashed address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shape {
    narrative: bool,
    evidence: Shown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Nothing,
    Page,
    Text,
}

/// What makes badges of one shape.
struct Press {
    shape: Shape,
    template: Template<'static>,
    /// The document with the claims of a token.
    claims: Option<Skeleton>,
}

/// Makes badges of one model with one key.
pub struct Maker<'r> {
    model: &'r Model,
    key: &'r Portable,
    public: Ed25519Public,
    moment: Timestamp,
    format: Format,
    presses: Vec<Press>,
    bulk: Bulk,
    tokens: u64,
    /// The row that was prepared: its press and its values.
    press: usize,
    values: Vec<String>,
}

impl<'r> Maker<'r> {
    /// Compiles the template of the plainest row, so that a model that cannot be given is refused before any row.
    pub fn new(model: &'r Model, key: &'r Portable, moment: Timestamp, format: Format) -> anyhow::Result<Self> {
        let public = Ed25519Public::from_bytes(&key.key().public_bytes())?;
        let bulk = Bulk::new(public);
        let mut maker =
            Self { model, key, public, moment, format, presses: Vec::new(), bulk, tokens: 0, press: 0, values: Vec::new() };
        let plainest = Shape { narrative: false, evidence: Shown::Nothing };
        maker.press_for(plainest).map_err(|error| Failure::data(format!("this badge cannot be given: {error}")))?;
        Ok(maker)
    }

    /// Takes a row: the next badge that is made is its. What its values cannot be is said.
    pub fn prepare(&mut self, row: &Row, own: Own) -> Result<(), String> {
        let identity = Identity::of_address(row.address.normal(), &own.salt);
        self.values.clear();
        self.values.extend([own.id, identity.hash().to_owned(), own.salt]);
        self.values.extend(row.narrative.iter().map(|words| words.as_str().to_owned()));
        let evidence = match &row.evidence {
            Some(NewEvidence::Url(page)) => {
                self.values.push(page.clone());
                Shown::Page
            }
            Some(NewEvidence::Text(text)) => {
                self.values.push(text.clone());
                Shown::Text
            }
            _ => Shown::Nothing,
        };
        let shape = Shape { narrative: row.narrative.is_some(), evidence };
        self.press = self.press_for(shape).map_err(|error| error.to_string())?;
        match self.presses[self.press].template.check_values(&self.values) {
            // Ids, hashes and salts are made here: what is no address is the page.
            Err(TemplateError::NotAnIri { .. }) => Err("evidence: is not a web address that can be signed".to_owned()),
            other => other.map_err(|error| error.to_string()),
        }
    }

    /// Appends the badge of the row that was prepared.
    pub fn make(&mut self, out: &mut Vec<u8>) -> anyhow::Result<()> {
        let press = &self.presses[self.press];
        let sign = |message: &[u8]| Ok(self.key.key().sign(message));
        match &press.claims {
            None => drop(self.bulk.sign(&press.template, &self.values, sign, out)?),
            Some(claims) => {
                let payload = claims.fill(&self.values)?;
                let header = json!({"alg": "EdDSA", "typ": "JWT", "kid": self.key.verification_method()});
                let token = jws::sign(&header, &payload, |message| Ok(self.key.key().sign(message).to_vec()))?;
                if self.tokens.is_multiple_of(RECHECKED_EVERY) {
                    Compact::parse(&token)?.verify(&PublicKey::from(self.public))?;
                }
                self.tokens += 1;
                out.extend_from_slice(token.as_bytes());
            }
        }
        Ok(())
    }

    fn press_for(&mut self, shape: Shape) -> anyhow::Result<usize> {
        if let Some(known) = self.presses.iter().position(|press| press.shape == shape) {
            return Ok(known);
        }
        let holes = 3 + usize::from(shape.narrative) + usize::from(shape.evidence != Shown::Nothing);
        let skeleton = Skeleton::of(holes, |texts| self.document(shape, texts))?;
        let claims = match self.format {
            Format::Ldp => None,
            Format::Jwt => Some(Skeleton::of(holes, |texts| self.document(shape, texts).map(|badge| self.with_claims(badge)))?),
        };
        let (method, created) = (self.key.verification_method(), write::date(self.moment));
        let options = ProofOptions { verification_method: &method, created: &created, purpose: "assertionMethod" };
        let template = Template::compile(Engine::standard(), skeleton, &options)?;
        self.presses.push(Press { shape, template, claims });
        Ok(self.presses.len() - 1)
    }

    /// The badge with these texts for its values.
    fn document(&self, shape: Shape, texts: &[String]) -> anyhow::Result<Value> {
        let narrative = shape.narrative.then(|| texts[3].as_str());
        let shown = texts.last().map(String::as_str);
        let evidence: &[Evidence<'_>] = match shape.evidence {
            Shown::Nothing => &[],
            Shown::Page => &[Evidence { id: shown, ..Evidence::default() }],
            Shown::Text => &[Evidence { narrative: shown, ..Evidence::default() }],
        };
        let did = self.key.did();
        let identity = Identity::hashed(&texts[1], &texts[2]);
        let mut badge = write::award(&Award {
            id: &format!("urn:uuid:{}", texts[0]),
            issuer: self.model.issuer(&did),
            name: self.model.name(),
            valid_from: self.moment,
            valid_until: None,
            receiver: None,
            identity: Some(&identity),
            narrative,
            achievement: self.model.achievement(&self.model.tags()),
            evidence,
            image: None,
            status: &[],
        })?;
        if let Some(whole) = self.model.whole_achievement() {
            badge["credentialSubject"]["achievement"] = whole.clone();
        }
        let findings = openbadges::schema::check(&badge);
        match findings.faults.first() {
            Some(fault) => Err(Failure::data(fault.to_string()).into()),
            None => Ok(badge),
        }
    }

    /// The claims of a token (Open Badges 3.0 §8.2.4.1): they repeat what the badge says.
    fn with_claims(&self, mut badge: Value) -> Value {
        badge["iss"] = badge["issuer"]["id"].clone();
        badge["jti"] = badge["id"].clone();
        badge["nbf"] = self.moment.as_second().into();
        badge
    }
}
