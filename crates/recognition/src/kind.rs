//! The fourteen kinds of badges on the plane of recognition.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Problem;
use crate::problem::short;

/// What a badge is for. Each kind has a default place on the plane of recognition and travels as the nearest
/// `achievementType` of Open Badges 3.0 plus a tag `kind:{slug}` (decision 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each variant's meaning stands in GLOSSARY.md, in the field's own words")]
pub enum Kind {
    Diploma,
    MicroCredential,
    NanoDegree,
    Competency,
    Smart,
    Scout,
    Affiliation,
    Collective,
    Peer,
    PeerEndorsed,
    #[serde(rename = "self")]
    SelfMade,
    Conversational,
    Springboard,
    Dream,
}

impl Kind {
    /// The fourteen, from the formal and normative to the enabling and non-formal.
    pub const ALL: [Kind; 14] = [
        Kind::Diploma,
        Kind::MicroCredential,
        Kind::NanoDegree,
        Kind::Competency,
        Kind::Smart,
        Kind::Scout,
        Kind::Affiliation,
        Kind::Collective,
        Kind::Peer,
        Kind::PeerEndorsed,
        Kind::SelfMade,
        Kind::Conversational,
        Kind::Springboard,
        Kind::Dream,
    ];

    /// The word of the API and of the store.
    pub fn slug(self) -> &'static str {
        match self {
            Kind::Diploma => "diploma",
            Kind::MicroCredential => "micro-credential",
            Kind::NanoDegree => "nano-degree",
            Kind::Competency => "competency",
            Kind::Smart => "smart",
            Kind::Scout => "scout",
            Kind::Affiliation => "affiliation",
            Kind::Collective => "collective",
            Kind::Peer => "peer",
            Kind::PeerEndorsed => "peer-endorsed",
            Kind::SelfMade => "self",
            Kind::Conversational => "conversational",
            Kind::Springboard => "springboard",
            Kind::Dream => "dream",
        }
    }

    /// The nearest `achievementType` (Open Badges 3.0 §B.1.1 and `ext:` names).
    pub fn achievement_type(self) -> &'static str {
        match self {
            Kind::Diploma => "Diploma",
            Kind::MicroCredential => "MicroCredential",
            Kind::NanoDegree => "Certificate",
            Kind::Competency => "Competency",
            Kind::Affiliation => "Membership",
            Kind::Collective => "Achievement",
            Kind::Dream => "ext:Aspiration",
            Kind::Smart
            | Kind::Scout
            | Kind::Peer
            | Kind::PeerEndorsed
            | Kind::SelfMade
            | Kind::Conversational
            | Kind::Springboard => "Badge",
        }
    }
}

impl FromStr for Kind {
    type Err = Problem;
    fn from_str(slug: &str) -> Result<Self, Problem> {
        Kind::ALL.into_iter().find(|k| k.slug() == slug).ok_or_else(|| Problem::Unknown { value: short(slug) })
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fourteen_words_are_those_of_the_api() {
        for kind in Kind::ALL {
            assert_eq!(kind.slug().parse::<Kind>(), Ok(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.slug());
        }
        assert!("trophy".parse::<Kind>().is_err());
    }
}
