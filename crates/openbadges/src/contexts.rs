//! The contexts this crate knows. Embedded and never fetched: what a signed term means cannot change under us.
//!
//! The W3C ones come from the `ssi-contexts` crate. The Open Badges and CLR ones are written out from the term
//! tables of the specifications in `tables.rs` and `clr.rs` and generate the published JSON. One URL, `context-3.0.3.json`, has been published
//! with two contents: both are known, see [`Edition`].

mod clr;
mod notation;
mod tables;

#[cfg(test)]
mod tests;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// `@context` of the Verifiable Credentials Data Model 2.0.
pub const CREDENTIALS_V2: &str = "https://www.w3.org/ns/credentials/v2";
/// `@context` of the Verifiable Credentials Data Model 1.1.
pub const CREDENTIALS_V1: &str = "https://www.w3.org/2018/credentials/v1";
/// Terms of Data Integrity proofs, for documents whose own context does not have them (Verifiable Credentials 1.1).
pub const DATA_INTEGRITY_V2: &str = "https://w3id.org/security/data-integrity/v2";
/// `@context` of Open Badges 3.0, version 3.0.3: the one we issue with.
pub const OPEN_BADGES_3_0_3: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
/// Terms of 1EdTech's schema validator, revocation list and refresh service.
pub const OPEN_BADGES_EXTENSIONS: &str = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json";

/// Which content of [`OPEN_BADGES_3_0_3`] is meant.
///
/// Both were published under the one URL. They differ by two terms at the top level, `endorsementJwt` and `jti`, which
/// the second has. A document that uses neither is the same under both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Edition {
    /// Without `endorsementJwt` and `jti`: what we sign under, since its terms are in both.
    First = 0,
    /// With `endorsementJwt` and `jti`.
    Second = 1,
}

impl Edition {
    /// Both, oldest first.
    pub const ALL: [Self; 2] = [Self::First, Self::Second];

    /// SHA-256 of the context's canonical JSON (RFC 8785), in hexadecimal: its name in a report.
    pub fn sha256(self) -> String {
        let context = json!({ "@context": tables::open_badges(self.version()) });
        let canonical = serde_json_canonicalizer::to_vec(&context).unwrap_or_default();
        Sha256::digest(canonical).iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The edition of a published context file, recognised by its content.
    pub fn of(context: &Value) -> Option<Self> {
        let local = context.get("@context")?;
        Self::ALL.into_iter().find(|edition| tables::open_badges(edition.version()) == *local)
    }

    fn version(self) -> tables::Version {
        match self {
            Self::First => tables::Version::V3_0_3,
            Self::Second => tables::Version::V3_0_3Jwt,
        }
    }
}

/// A context and its URL. `contexts` holds the value of its `@context` entry in each edition.
pub(crate) struct Embedded {
    pub(crate) url: &'static str,
    pub(crate) contexts: [Value; Edition::ALL.len()],
}

/// Every embedded context. W3C files that do not parse would be a broken build, which a test excludes.
pub(crate) fn embedded() -> Vec<Embedded> {
    let w3c = W3C.iter().filter_map(|(url, text)| {
        let file: Value = serde_json::from_str(text).ok()?;
        let mut local = file.get("@context")?.clone();
        if *url == MULTIKEY_V1 {
            // The published context gained this term after the crate's copy was taken.
            local["Multikey"]["@context"]["expires"] = json!({
                "@id": "https://w3id.org/security#expiration",
                "@type": "http://www.w3.org/2001/XMLSchema#dateTime",
            });
        }
        Some(Embedded { url, contexts: [local.clone(), local] })
    });
    let open_badges = OPEN_BADGES.iter().map(|(url, versions)| Embedded { url, contexts: versions.map(tables::open_badges) });
    let single = [
        (OPEN_BADGES_EXTENSIONS, tables::extensions()),
        (CLR_2_0, clr::context(clr::Version::V2_0)),
        (CLR_2_0_1, clr::context(clr::Version::V2_0_1)),
    ];
    let single = single.map(|(url, context)| Embedded { url, contexts: [context.clone(), context] });
    w3c.chain(open_badges).chain(single).collect()
}

/// Whether `digest` (a `digestMultibase` or a `digestSRI`) is that of the bytes published at `url`; `None` when that is not
/// known here, or the digest is of a kind that is not compared.
///
/// Our copies are formatted differently from the published bytes, so the hashes are those that the specification prints
/// (Verifiable Credentials 2.0 §B.1 "Base Context").
pub(crate) fn is_published_digest(url: &str, digest: &str) -> Option<bool> {
    if url != CREDENTIALS_V2 {
        return None;
    }
    if let Some(sri) = digest.strip_prefix("sha384-") {
        return Some(sri == "NSOcNpmdIVUxIJGvGUoe22FjTWrXiaXlsZ8q6912LdnR3KraQO2n75Ica4wK4Qeg");
    }
    let bytes = crate::multibase::decode(digest).ok()?;
    // A multihash says its kind; some write the bare SHA-256.
    let sha256 = bytes.strip_prefix(&[0x12, 0x20]).unwrap_or(&bytes);
    let hexadecimal: String = sha256.iter().map(|byte| format!("{byte:02x}")).collect();
    (sha256.len() == 32).then(|| hexadecimal == "24a18c90e9856d526111f29376e302d970b2bd10182e33959995b0207d7043b9")
}

/// The URLs of every embedded context.
pub fn urls() -> impl Iterator<Item = &'static str> {
    W3C.iter().map(|(url, _)| *url).chain(OPEN_BADGES.iter().map(|(url, _)| *url)).chain([
        OPEN_BADGES_EXTENSIONS,
        CLR_2_0,
        CLR_2_0_1,
    ])
}

const OPEN_BADGES: [(&str, [tables::Version; 2]); 4] = [
    ("https://purl.imsglobal.org/spec/ob/v3p0/context.json", [tables::Version::V3_0_0; 2]),
    ("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json", [tables::Version::V3_0_1; 2]),
    ("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json", [tables::Version::V3_0_2; 2]),
    (OPEN_BADGES_3_0_3, [tables::Version::V3_0_3, tables::Version::V3_0_3Jwt]),
];

const CLR_2_0: &str = "https://purl.imsglobal.org/spec/clr/v2p0/context.json";
const CLR_2_0_1: &str = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json";

const MULTIKEY_V1: &str = "https://w3id.org/security/multikey/v1";

const W3C: [(&str, &str); 12] = [
    (CREDENTIALS_V1, ssi_contexts::CREDENTIALS_V1),
    (CREDENTIALS_V2, ssi_contexts::CREDENTIALS_V2),
    ("https://w3id.org/security/data-integrity/v1", ssi_contexts::W3ID_DATA_INTEGRITY_V1),
    (DATA_INTEGRITY_V2, ssi_contexts::W3ID_DATA_INTEGRITY_V2),
    (MULTIKEY_V1, ssi_contexts::W3ID_MULTIKEY_V1),
    ("https://w3id.org/security/suites/ed25519-2020/v1", ssi_contexts::W3ID_ED2020_V1),
    ("https://w3id.org/security/suites/jws-2020/v1", ssi_contexts::W3ID_JWS2020_V1),
    ("https://w3id.org/security/v1", ssi_contexts::SECURITY_V1),
    ("https://w3id.org/security/v2", ssi_contexts::SECURITY_V2),
    ("https://www.w3.org/ns/did/v1", ssi_contexts::DID_V1),
    ("https://w3id.org/vc/status-list/2021/v1", ssi_contexts::STATUS_LIST_2021_V1),
    ("https://w3id.org/vc-revocation-list-2020/v1", ssi_contexts::REVOCATION_LIST_2020_V1),
];
