//! The words of the field: one word, one thing, one sentence.

use askama::Template;

use crate::paths;
use crate::texts::{Text, TextId};
use crate::view::{Page, Theme};

/// The glossary.
#[derive(Debug, Clone, Template)]
#[template(path = "glossary.html")]
pub struct Glossary {
    /// Reader and place.
    pub page: Page,
}

impl Glossary {
    fn terms(&self) -> Vec<Term> {
        TERMS
            .iter()
            .map(|(term, means)| Term {
                anchor: term.0.trim_start_matches("glossary-"),
                term: self.page.t(*term),
                means: self.page.t(*means),
            })
            .collect()
    }
}

struct Term {
    anchor: &'static str,
    term: Text,
    means: Text,
}

const TERMS: [(TextId, TextId); 57] = [
    (TextId("glossary-community"), TextId("glossary-community-means")),
    (TextId("glossary-organisation"), TextId("glossary-organisation-means")),
    (TextId("glossary-recognition"), TextId("glossary-recognition-means")),
    (TextId("glossary-signed-words"), TextId("glossary-signed-words-means")),
    (TextId("glossary-badge"), TextId("glossary-badge-means")),
    (TextId("glossary-model"), TextId("glossary-model-means")),
    (TextId("glossary-give"), TextId("glossary-give-means")),
    (TextId("glossary-receive"), TextId("glossary-receive-means")),
    (TextId("glossary-issuer"), TextId("glossary-issuer-means")),
    (TextId("glossary-criteria"), TextId("glossary-criteria-means")),
    (TextId("glossary-evidence"), TextId("glossary-evidence-means")),
    (TextId("glossary-offer"), TextId("glossary-offer-means")),
    (TextId("glossary-accept"), TextId("glossary-accept-means")),
    (TextId("glossary-decline"), TextId("glossary-decline-means")),
    (TextId("glossary-back"), TextId("glossary-back-means")),
    (TextId("glossary-request"), TextId("glossary-request-means")),
    (TextId("glossary-review"), TextId("glossary-review-means")),
    (TextId("glossary-endorsement"), TextId("glossary-endorsement-means")),
    (TextId("glossary-living"), TextId("glossary-living-means")),
    (TextId("glossary-withdraw"), TextId("glossary-withdraw-means")),
    (TextId("glossary-expire"), TextId("glossary-expire-means")),
    (TextId("glossary-hide"), TextId("glossary-hide-means")),
    (TextId("glossary-mandate"), TextId("glossary-mandate-means")),
    (TextId("glossary-steward"), TextId("glossary-steward-means")),
    (TextId("glossary-ledger"), TextId("glossary-ledger-means")),
    (TextId("glossary-four-ways"), TextId("glossary-four-ways-means")),
    (TextId("glossary-turn"), TextId("glossary-turn-means")),
    (TextId("glossary-voice"), TextId("glossary-voice-means")),
    (TextId("glossary-capital"), TextId("glossary-capital-means")),
    (TextId("glossary-circles"), TextId("glossary-circles-means")),
    (TextId("glossary-chain"), TextId("glossary-chain-means")),
    (TextId("glossary-way"), TextId("glossary-way-means")),
    (TextId("glossary-network"), TextId("glossary-network-means")),
    (TextId("glossary-read"), TextId("glossary-read-means")),
    (TextId("glossary-signature"), TextId("glossary-signature-means")),
    (TextId("glossary-plane"), TextId("glossary-plane-means")),
    (TextId("glossary-formal"), TextId("glossary-formal-means")),
    (TextId("glossary-diploma"), TextId("glossary-diploma-means")),
    (TextId("glossary-micro-credential"), TextId("glossary-micro-credential-means")),
    (TextId("glossary-nano-diploma"), TextId("glossary-nano-diploma-means")),
    (TextId("glossary-competency"), TextId("glossary-competency-means")),
    (TextId("glossary-smart"), TextId("glossary-smart-means")),
    (TextId("glossary-scout"), TextId("glossary-scout-means")),
    (TextId("glossary-affiliation"), TextId("glossary-affiliation-means")),
    (TextId("glossary-collective"), TextId("glossary-collective-means")),
    (TextId("glossary-peer"), TextId("glossary-peer-means")),
    (TextId("glossary-peer-endorsed"), TextId("glossary-peer-endorsed-means")),
    (TextId("glossary-self"), TextId("glossary-self-means")),
    (TextId("glossary-conversational"), TextId("glossary-conversational-means")),
    (TextId("glossary-springboard"), TextId("glossary-springboard-means")),
    (TextId("glossary-dream"), TextId("glossary-dream-means")),
    (TextId("glossary-pathway"), TextId("glossary-pathway-means")),
    (TextId("glossary-skill"), TextId("glossary-skill-means")),
    (TextId("glossary-portfolio"), TextId("glossary-portfolio-means")),
    (TextId("glossary-territory"), TextId("glossary-territory-means")),
    (TextId("glossary-help"), TextId("glossary-help-means")),
    (TextId("glossary-account"), TextId("glossary-account-means")),
];
