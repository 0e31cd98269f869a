//! What we sign, made with the same code as the program's: keys from `anavez-keys`, documents from `openbadges`.

use anavez_keys::{RsaSecretKey, SecretKey};
use jiff::Timestamp;
use openbadges::did::{ListedKey, did_document, did_key, verification_method};
use openbadges::jsonld::Engine;
use openbadges::key::{PublicKey, RsaPublic};
use openbadges::multibase::Ed25519Public;
use openbadges::proof::{self, ProofOptions};
use openbadges::status::{Purpose, StatusEntry, StatusList};
use openbadges::verify::{Input, Options, Step, Verification};
use openbadges::write::{self, Achievement, Award, Evidence, Identity, Image, Issuer, List, Related, Words};
use rand::SeedableRng;
use rand::rngs::StdRng;
use serde_json::Value;

/// The receiver's address: never in a document, only its salted hash.
pub const ADDRESS: &str = "anna.lebihan@exemple.fr";

const INSTANCE: &str = "https://anavez.example";
const ACTOR: &str = "did:web:anavez.example:actors:0193a5f2-7c00-7000-8000-000000000001";
const LIST: &str = "https://anavez.example/status/0193a5f2-7c00-7000-8000-000000000002";
const HOLD_LIST: &str = "https://anavez.example/status/0193a5f2-7c00-7000-8000-000000000009";
const INDEX: u64 = 4_711;

/// Somebody who signs.
pub struct Giver {
    did: String,
    key: SecretKey,
    public: Ed25519Public,
    rsa: RsaSecretKey,
    on_an_instance: bool,
}

impl Giver {
    /// Without a server, as `anavez issue` does.
    pub fn with_did_key() -> Self {
        Self::new(None, 1)
    }

    /// With an account on an instance.
    pub fn on_an_instance() -> Self {
        Self::new(Some(ACTOR), 2)
    }

    /// The same name, another key: what a thief would show.
    pub fn somebody_else_there() -> Self {
        Self::new(Some(ACTOR), 3)
    }

    fn new(did: Option<&str>, seed: u64) -> Self {
        let key = SecretKey::generate(&mut StdRng::seed_from_u64(seed)).unwrap();
        let public = Ed25519Public::from_bytes(&key.public_bytes()).unwrap();
        let did_of_key = did_key(&public);
        Self {
            did: did.map_or(did_of_key, str::to_owned),
            key,
            public,
            rsa: RsaSecretKey::generate().unwrap(),
            on_an_instance: did.is_some(),
        }
    }

    /// A badge with everything that we ever write into one.
    pub fn badge(&self) -> Value {
        self.signs(&self.unsigned_badge(self.status().as_slice()))
    }

    /// The same of a model that lets its badges be put on hold: with a second status.
    pub fn badge_that_can_wait(&self) -> Value {
        let second = StatusEntry { purpose: Purpose::Suspension, index: INDEX, list: HOLD_LIST.to_owned() };
        let both: Vec<StatusEntry> = self.status().into_iter().chain([second]).collect();
        self.signs(&self.unsigned_badge(&both))
    }

    /// The badge as a token, by the RSA key.
    pub fn token(&self) -> String {
        let badge = self.unsigned_badge(self.status().as_slice()).to_string();
        let kid = verification_method(&self.did, &self.rsa_public());
        let parts = write::sign_token(badge.as_bytes(), &kid, |bytes| Ok(self.rsa.sign(bytes).unwrap())).unwrap();
        parts.token(badge.as_bytes()).unwrap()
    }

    /// The badge before it is signed.
    pub fn unsigned_badge(&self, status: &[StatusEntry]) -> Value {
        let identity = Identity::of_address(ADDRESS, "gros-sel-de-guerande");
        let evidence = [
            Evidence {
                id: Some("https://anavez.example/evidence/1"),
                name: Some("La lampe"),
                narrative: Some("Elle marche *de nouveau*."),
                digest: Some(&write::digest_multibase(b"une photo")),
            },
            Evidence { narrative: Some("Trois personnes l’ont vu faire."), ..Evidence::default() },
        ];
        let award = Award {
            id: &format!("{INSTANCE}/awards/0193a5f2-7c00-7000-8000-000000000003"),
            issuer: self.issuer(),
            name: "Je répare",
            valid_from: day(),
            valid_until: None,
            receiver: Some("did:web:anavez.example:actors:0193a5f2-7c00-7000-8000-000000000004"),
            identity: Some(&identity),
            narrative: Some("A réparé la lampe de l’entrée « sans rien jeter »."),
            achievement: Achievement {
                id: &format!("{INSTANCE}/models/0193a5f2-7c00-7000-8000-000000000005/versions/1"),
                name: "Je répare",
                description: "Répare avec les autres plutôt que de jeter.",
                criteria: "- avoir réparé un objet\n- avec la personne qui l’apportait",
                achievement_type: "Badge",
                kind: Some("peer"),
                tags: &["réparation"],
                language: "fr",
                related: &[Related {
                    id: "https://anavez.example/models/0193a5f2-7c00-7000-8000-000000000005/versions/1?in=en",
                    language: "en",
                }],
                image: Some(Image { id: "https://anavez.example/models/5.png", caption: Some("Une clé et une étoile") }),
                creator: Some(self.issuer()),
                alignments: &[],
            },
            evidence: &evidence,
            image: None,
            status,
        };
        write::award(&award).unwrap()
    }

    /// Words for somebody, without any badge.
    pub fn words(&self) -> Value {
        let status = self.status();
        let words = Words {
            id: &format!("{INSTANCE}/recognitions/0193a5f2-7c00-7000-8000-000000000006"),
            issuer: self.issuer(),
            name: "Reconnaissance",
            description: Some("Deux ans au même atelier."),
            target: "did:web:anavez.example:actors:0193a5f2-7c00-7000-8000-000000000004",
            comment: "Ce jour-là, elle a attendu la dernière personne avant de fermer l’atelier.",
            language: "fr",
            valid_from: day(),
            evidence: &[],
            resources: &[],
            status: status.as_ref(),
        };
        self.signs(&write::words(&words).unwrap())
    }

    /// The list that says whether the documents still hold.
    pub fn status_list(&self, revoked: bool) -> Value {
        self.list(LIST, Purpose::Revocation, revoked)
    }

    /// The list beside it, that says whether they are on hold.
    pub fn hold_list(&self, held: bool) -> Value {
        self.list(HOLD_LIST, Purpose::Suspension, held)
    }

    fn list(&self, id: &str, purpose: Purpose, set: bool) -> Value {
        let mut bits = StatusList::new();
        bits.set(INDEX, set).unwrap();
        let list = List { id, issuer: &self.did, purpose, bits: &bits, valid_from: day(), valid_until: None };
        self.signs(&write::status_list(&list).unwrap())
    }

    /// What the instance serves as `did.json`.
    pub fn did_document(&self) -> Value {
        let keys = [PublicKey::Ed25519(self.public), self.rsa_public()];
        let listed: Vec<ListedKey<'_, PublicKey>> = keys.iter().map(|key| ListedKey { key, revoked: None }).collect();
        did_document(&self.did, &listed)
    }

    fn rsa_public(&self) -> PublicKey {
        PublicKey::Rsa(RsaPublic::from_der(self.rsa.public_der()).unwrap())
    }

    fn issuer(&self) -> Issuer<'_> {
        Issuer { id: &self.did, name: "La Fabrique du Ponant", url: Some(INSTANCE), description: None, image: None }
    }

    /// Only a server can keep a list.
    fn status(&self) -> Option<StatusEntry> {
        let entry = StatusEntry { purpose: Purpose::Revocation, index: INDEX, list: LIST.to_owned() };
        self.on_an_instance.then_some(entry)
    }

    fn signs(&self, document: &Value) -> Value {
        let options = ProofOptions {
            verification_method: &verification_method(&self.did, &self.public),
            created: &write::date(day()),
            purpose: "assertionMethod",
        };
        proof::create(Engine::standard(), document, &options, |bytes| Ok(self.key.sign(bytes))).unwrap()
    }
}

/// Our report on a document, asking nobody: what `anavez verify --json --offline` prints.
pub fn read(document: &Value, recipient: Option<&str>) -> Value {
    let mut options = Options::at(day());
    options.offline = true;
    options.recipient = recipient.map(str::to_owned);
    let input = Input::Bytes(document.to_string().into_bytes());
    match Verification::new(Engine::standard(), input, options).step() {
        Step::Done(report) => serde_json::to_value(report).unwrap(),
        Step::Fetch { url, .. } => panic!("offline, and yet asked for {url}"),
    }
}

fn day() -> Timestamp {
    "2026-07-04T14:00:00Z".parse().unwrap()
}
