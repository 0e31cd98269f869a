//! Badges to be verified, signed here under a key that the program made.

use anavez_keys::Portable;
use jiff::Timestamp;
use openbadges::jsonld::Engine;
use openbadges::proof::{ProofOptions, create_bytes};
use openbadges::write::{Achievement, Award, Identity, Issuer, award};
use serde_json::Value;

use crate::program::Desk;

/// The address that badges are given to.
pub const ADDRESS: &str = "nolwenn@forum.example";
/// The day they are given.
pub const GIVEN: &str = "2026-01-02T03:04:05Z";

/// A giver who signs without a server.
pub struct Giver(Portable);

impl Giver {
    /// With a key that `anavez keys generate` makes.
    pub fn new(desk: &Desk) -> Self {
        let made = desk.run(&["keys", "generate"]);
        assert_eq!(made.code, 0, "{made:?}");
        Self(Portable::from_json(made.text()).unwrap())
    }

    /// A signed badge of this issuer.
    pub fn badge_of(&self, issuer: &str, until: Option<&str>) -> Vec<u8> {
        let given: Timestamp = GIVEN.parse().unwrap();
        let identity = Identity::of_address(ADDRESS, "salt");
        let document = award(&Award {
            id: "urn:uuid:01890000-0000-7000-8000-000000000001",
            issuer: Issuer { id: issuer, name: "La Cale", url: None, description: None, image: None },
            name: "J’ai essayé",
            valid_from: given,
            valid_until: until.map(|until| until.parse().unwrap()),
            receiver: None,
            identity: Some(&identity),
            narrative: Some("Ta voix tremblait, et tu es allé au bout."),
            achievement: Achievement {
                id: "https://badges.example.org/models/1/versions/1",
                name: "J’ai essayé",
                description: "Pour le premier pas.",
                criteria: "Avoir fait une chose pour la première fois.",
                achievement_type: "Badge",
                kind: Some("self"),
                tags: &[],
                language: "fr",
                related: &[],
                image: None,
                creator: None,
                alignments: &[],
            },
            evidence: &[],
            image: None,
            status: &[],
        })
        .unwrap();
        let method = match issuer.strip_prefix("did:web:") {
            Some(_) => format!("{issuer}#{}", self.0.key().multikey()),
            None => self.0.verification_method(),
        };
        let options = ProofOptions { verification_method: &method, created: GIVEN, purpose: "assertionMethod" };
        create_bytes(Engine::standard(), &document, &options, |bytes| Ok(self.0.key().sign(bytes))).unwrap()
    }

    /// A badge whose issuer is the key itself.
    pub fn badge(&self) -> Vec<u8> {
        self.badge_of(&self.0.did(), None)
    }

    /// A badge that holds until a moment.
    pub fn badge_until(&self, until: &str) -> Vec<u8> {
        self.badge_of(&self.0.did(), Some(until))
    }

    /// A badge of an issuer that nobody can ask.
    pub fn badge_of_nobody_known(&self) -> Vec<u8> {
        self.badge_of("did:web:badges.example.org:actors:1", None)
    }
}

/// The same badge, one word of it changed.
pub fn tampered(badge: &[u8]) -> Vec<u8> {
    let mut badge: Value = serde_json::from_slice(badge).unwrap();
    badge["credentialSubject"]["achievement"]["name"] = "J’ai réussi".into();
    serde_json::to_vec(&badge).unwrap()
}
