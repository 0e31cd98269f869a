//! The fourteen kinds of badge and their silhouettes, in five families: *paroles* round (a voice), *savoir-faire* solid
//! (what one can do), *titres* upright (what an institution attests), *élans* pointed (what is coming), *ensemble*
//! composed (what one is together).

use std::f64::consts::FRAC_PI_4;
use std::fmt;
use std::str::FromStr;

use super::outline::{CENTRE, circle, lobes, regular, rounded, two_circles};
use super::zone::Zone;

/// A kind of badge, by its slug.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// `diploma`
    Diploma,
    /// `micro-credential`
    MicroCredential,
    /// `nano-degree`
    NanoDegree,
    /// `competency`
    Competency,
    /// `smart`
    Smart,
    /// `scout`
    Scout,
    /// `affiliation`
    Affiliation,
    /// `collective`
    Collective,
    /// `peer`
    Peer,
    /// `peer-endorsed`
    PeerEndorsed,
    /// `self`
    SelfIssued,
    /// `conversational`
    Conversational,
    /// `springboard`
    Springboard,
    /// `dream`
    Dream,
}

/// A slug that names none of the fourteen kinds.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no kind of badge called “{slug}”; the kinds are {}", Kind::ALL.map(Kind::slug).join(", "))]
pub struct UnknownKind {
    /// What was given.
    pub slug: String,
}

impl Kind {
    /// All kinds, in the order of the interface.
    pub const ALL: [Self; 14] = [
        Self::Diploma,
        Self::MicroCredential,
        Self::NanoDegree,
        Self::Competency,
        Self::Smart,
        Self::Scout,
        Self::Affiliation,
        Self::Collective,
        Self::Peer,
        Self::PeerEndorsed,
        Self::SelfIssued,
        Self::Conversational,
        Self::Springboard,
        Self::Dream,
    ];

    /// The slug, as in addresses and in the tag `kind:{slug}`.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Diploma => "diploma",
            Self::MicroCredential => "micro-credential",
            Self::NanoDegree => "nano-degree",
            Self::Competency => "competency",
            Self::Smart => "smart",
            Self::Scout => "scout",
            Self::Affiliation => "affiliation",
            Self::Collective => "collective",
            Self::Peer => "peer",
            Self::PeerEndorsed => "peer-endorsed",
            Self::SelfIssued => "self",
            Self::Conversational => "conversational",
            Self::Springboard => "springboard",
            Self::Dream => "dream",
        }
    }

    /// The silhouette, as path data on the 240 × 240 canvas.
    pub(crate) fn outline(self) -> String {
        match self {
            Self::Peer => circle(CENTRE, CENTRE, 106.0),
            Self::Conversational => two_circles((97.0, 103.0, 84.0), (149.0, 141.0, 78.0)),
            Self::PeerEndorsed => lobes(12, 105.0, 36.0, 0.0),
            Self::SelfIssued => "M16 120A104 104 0 1 1 120 224H28Q16 224 16 212Z".to_owned(),
            Self::Competency => rounded(&regular(6, 114.0, 0.0), 16.0),
            Self::Scout => {
                rounded(&[(24.0, 24.0), (216.0, 24.0), (216.0, 216.0), (24.0, 216.0)], 40.0)
            }
            Self::Smart => two_circles((111.0, 129.0, 95.0), (186.0, 54.0, 38.0)),
            Self::Diploma => {
                let hanging =
                    [(38.0, 14.0), (202.0, 14.0), (202.0, 226.0), (120.0, 186.0), (38.0, 226.0)];
                rounded(&hanging, 12.0)
            }
            Self::MicroCredential => {
                "M36 30H204Q214 30 214 40V98A22 22 0 0 0 214 142V200Q214 210 204 210H36Q26 210 26 200V142A22 22 0 0 0 26 98V40Q26 30 36 30Z".to_owned()
            }
            Self::NanoDegree => {
                "M30 212V110A90 90 0 0 1 210 110V212Q210 222 200 222H40Q30 222 30 212Z".to_owned()
            }
            Self::Dream => {
                "M120 8C138 52 214 78 214 138A94 94 0 0 1 26 138C26 78 102 52 120 8Z".to_owned()
            }
            Self::Springboard => {
                let pointing =
                    [(18.0, 38.0), (142.0, 38.0), (230.0, 120.0), (142.0, 202.0), (18.0, 202.0)];
                rounded(&pointing, 16.0)
            }
            Self::Affiliation => {
                rounded(&[(120.0, 2.0), (238.0, 120.0), (120.0, 238.0), (2.0, 120.0)], 26.0)
            }
            Self::Collective => lobes(4, 83.0, 59.0, FRAC_PI_4),
        }
    }

    /// Where the emblem stands.
    pub(super) fn zone(self) -> Zone {
        let (x, y, r) = match self {
            Self::Peer | Self::SelfIssued | Self::Scout => (120.0, 120.0, 60.0),
            Self::Conversational => (120.0, 119.0, 54.0),
            Self::PeerEndorsed | Self::Competency => (120.0, 120.0, 58.0),
            Self::Smart => (111.0, 129.0, 56.0),
            Self::Diploma => (120.0, 100.0, 56.0),
            Self::MicroCredential => (120.0, 120.0, 54.0),
            Self::NanoDegree => (120.0, 122.0, 60.0),
            Self::Dream => (120.0, 138.0, 54.0),
            Self::Springboard => (106.0, 120.0, 54.0),
            Self::Affiliation => (120.0, 120.0, 52.0),
            Self::Collective => (120.0, 120.0, 62.0),
        };
        Zone { x, y, r }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(slug: &str) -> Result<Self, UnknownKind> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.slug() == slug)
            .ok_or_else(|| UnknownKind { slug: slug.chars().take(40).collect() })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Kind;

    #[test]
    fn every_slug_leads_back_to_its_kind() {
        for kind in Kind::ALL {
            assert_eq!(kind.slug().parse(), Ok(kind));
        }
        assert!("medal".parse::<Kind>().is_err());
    }

    #[test]
    fn no_two_kinds_share_a_silhouette() {
        let outlines: BTreeSet<String> = Kind::ALL.into_iter().map(Kind::outline).collect();
        assert_eq!(outlines.len(), Kind::ALL.len());
    }
}
