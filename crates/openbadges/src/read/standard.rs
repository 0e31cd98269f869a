//! Names of standards and proofs, recognised in a document.

use std::fmt;

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::Kind;

/// The standards that are known by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names are those of the standards")]
pub enum Standard {
    #[serde(rename = "OB 0.5")]
    Ob05,
    #[serde(rename = "OB 1.0")]
    Ob10,
    #[serde(rename = "OB 1.1")]
    Ob11,
    #[serde(rename = "OB 2.0")]
    Ob20,
    #[serde(rename = "OB 3.0")]
    Ob30,
    #[serde(rename = "CLR 2.0")]
    Clr20,
    #[serde(rename = "VC 1.1")]
    Vc11,
    #[serde(rename = "VC 2.0")]
    Vc20,
}

const OB_3_TYPES: [&str; 3] = ["OpenBadgeCredential", "AchievementCredential", "EndorsementCredential"];
const OB_2_CONTEXT: &str = "openbadges/v2";
const OB_1_CONTEXT: &str = "openbadges/v1";

impl Standard {
    /// The standard a document claims by its contexts, types and fields.
    #[must_use]
    pub fn of(document: &Value) -> Option<Self> {
        let object = document.as_object()?;
        let has = |kind: &str| words(&document["type"]).any(|word| word == kind);
        let speaks = |part: &str| words(&document["@context"]).any(|url| url.trim_end_matches('/').ends_with(part));
        let open_badges = words(&document["@context"]).any(|url| url.starts_with("https://purl.imsglobal.org/spec/ob/v3p0/"));
        if has("ClrCredential") {
            return Some(Self::Clr20);
        }
        if OB_3_TYPES[..2].iter().any(|kind| has(kind)) || has(OB_3_TYPES[2]) && open_badges {
            return Some(Self::Ob30);
        }
        if has("VerifiableCredential") {
            return Some(if speaks("2018/credentials/v1") { Self::Vc11 } else { Self::Vc20 });
        }
        if speaks(OB_2_CONTEXT) || urls(document).any(is_later_context) {
            return Some(Self::Ob20);
        }
        if speaks(OB_1_CONTEXT) || urls(document).any(is_earlier_context) {
            return Some(Self::Ob11);
        }
        // Some write the terms of 2.0 out instead of naming their context.
        let kind = Kind::of(document);
        let typed = words(&document["type"]).chain(words(&document["@type"])).next().is_some();
        match kind.filter(|_| typed) {
            Some(Kind::BadgeClass | Kind::Endorsement) => return Some(Self::Ob20),
            Some(Kind::Assertion) if !document["verification"].is_null() => return Some(Self::Ob20),
            Some(Kind::Profile) if document["@context"].is_object() => return Some(Self::Ob20),
            _ => {}
        }
        let field = |name: &str| object.get(name).is_some_and(|value| !value.is_null());
        if !field("badge") {
            let class = ["name", "description", "image", "criteria", "issuer"].into_iter().all(field);
            return class.then_some(Self::Ob10);
        }
        // 0.5: one flat object, the badge written out inside; 1.0: an identifier and addresses.
        if document["badge"].is_object() && document["recipient"].is_string() {
            return Some(Self::Ob05);
        }
        let named = ["uid", "verify", "issuedOn", "verification"].into_iter().filter(|name| field(name)).count();
        (named > 1 || named == 1 && field("recipient")).then_some(Self::Ob10)
    }
}

impl Standard {
    /// Whether it is one of Open Badges 0.5 to 2.1, which are hosted or signed as a JWS.
    #[must_use]
    pub fn is_older(self) -> bool {
        matches!(self, Self::Ob05 | Self::Ob10 | Self::Ob11 | Self::Ob20)
    }
}

impl fmt::Display for Standard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ob05 => "Open Badges 0.5",
            Self::Ob10 => "Open Badges 1.0",
            Self::Ob11 => "Open Badges 1.1",
            Self::Ob20 => "Open Badges 2.0",
            Self::Ob30 => "Open Badges 3.0",
            Self::Clr20 => "Comprehensive Learner Record 2.0",
            Self::Vc11 => "Verifiable Credentials 1.1",
            Self::Vc20 => "Verifiable Credentials 2.0",
        })
    }
}

/// By what a badge is secured.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of the cryptosuites")]
pub enum ProofKind {
    /// By the address it is hosted at (Open Badges up to 2.1).
    Hosted,
    /// By a JWS around it (Open Badges up to 2.1).
    Jws,
    /// By a JWT around it.
    VcJwt,
    EddsaRdfc2022,
    EddsaJcs2022,
    EcdsaRdfc2019,
    EcdsaJcs2019,
    EcdsaSd2023,
    Ed25519Signature2020,
    /// By nothing.
    None,
    /// By something else, of this name.
    Other(String),
}

impl ProofKind {
    /// The kind of a document's first proof; a JWS is known by its envelope instead.
    #[must_use]
    pub fn of(document: &Value) -> Self {
        let proof = match &document["proof"] {
            Value::Array(proofs) => proofs.first(),
            Value::Null => None,
            single => Some(single),
        };
        match proof {
            Some(proof) => Self::of_proof(proof),
            None if hosted(document) => Self::Hosted,
            None => Self::None,
        }
    }

    /// The kind of one proof.
    #[must_use]
    pub fn of_proof(proof: &Value) -> Self {
        let kind = proof["type"].as_str().or_else(|| proof["type"][0].as_str()).unwrap_or("untyped");
        let name = if kind == "DataIntegrityProof" { proof["cryptosuite"].as_str().unwrap_or(kind) } else { kind };
        let known = [
            Self::EddsaRdfc2022,
            Self::EddsaJcs2022,
            Self::EcdsaRdfc2019,
            Self::EcdsaJcs2019,
            Self::EcdsaSd2023,
            Self::Ed25519Signature2020,
        ];
        known.into_iter().find(|kind| kind.to_string() == name).unwrap_or_else(|| Self::Other(name.to_owned()))
    }
}

impl fmt::Display for ProofKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hosted => f.write_str("hosted"),
            Self::Jws => f.write_str("jws"),
            Self::VcJwt => f.write_str("vc-jwt"),
            Self::EddsaRdfc2022 => f.write_str("eddsa-rdfc-2022"),
            Self::EddsaJcs2022 => f.write_str("eddsa-jcs-2022"),
            Self::EcdsaRdfc2019 => f.write_str("ecdsa-rdfc-2019"),
            Self::EcdsaJcs2019 => f.write_str("ecdsa-jcs-2019"),
            Self::EcdsaSd2023 => f.write_str("ecdsa-sd-2023"),
            Self::Ed25519Signature2020 => f.write_str("Ed25519Signature2020"),
            Self::None => f.write_str("none"),
            Self::Other(name) => write!(f, "other:{name}"),
        }
    }
}

impl Serialize for ProofKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

fn hosted(document: &Value) -> bool {
    let old = Standard::of(document);
    matches!(old, Some(Standard::Ob05 | Standard::Ob10 | Standard::Ob11 | Standard::Ob20))
}

fn urls(document: &Value) -> impl Iterator<Item = &str> {
    words(&document["@context"])
}

/// A former address of the context of 2.0 or 2.1.
fn is_later_context(url: &str) -> bool {
    is_former_context(url, &["v2", "2.0", "2.1", "v2p0", "v2p1"])
}

/// A former address of the context of 1.0 or 1.1.
fn is_earlier_context(url: &str) -> bool {
    is_former_context(url, &["v1", "1.0", "1.1"])
}

/// Where the contexts of Open Badges once stood, or stand as copies.
pub(crate) fn is_former_context(url: &str, versions: &[&str]) -> bool {
    const FORMER: [&str; 8] = [
        "w3id.org/openbadges/",
        "openbadgespec.org/",
        "openbadges.org/",
        "standard.openbadges.org/",
        "specification.openbadges.org/",
        "purl.imsglobal.org/spec/ob/",
        "purl.org/openbadges/",
        "raw.githubusercontent.com/openbadges/",
    ];
    let Some(place) = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")) else { return false };
    let place = place.strip_prefix("www.").unwrap_or(place);
    let Some(path) = FORMER.iter().find_map(|former| place.strip_prefix(former)) else { return false };
    path.split(['/', '?', '#']).any(|part| versions.contains(&part))
}

fn words(value: &Value) -> impl Iterator<Item = &str> {
    let list = match value {
        Value::Array(items) => items.as_slice(),
        single => std::slice::from_ref(single),
    };
    list.iter().filter_map(Value::as_str)
}
