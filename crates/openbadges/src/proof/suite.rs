//! Cryptosuites: what is hashed, by what, and which keys sign it.

use super::ProofError;
use super::config::text;
use crate::json::Tree;
use crate::key::PublicKey;

/// The cryptosuites checked here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suite {
    /// `eddsa-rdfc-2022`: Ed25519 over RDFC-1.0.
    EddsaRdfc2022,
    /// `eddsa-jcs-2022`: Ed25519 over canonical JSON.
    EddsaJcs2022,
    /// `ecdsa-rdfc-2019`: P-256 or P-384 over RDFC-1.0.
    EcdsaRdfc2019,
    /// `ecdsa-jcs-2019`: P-256 or P-384 over canonical JSON.
    EcdsaJcs2019,
    /// `Ed25519Signature2020`: Ed25519 over RDFC-1.0, a type of proof of its own.
    Ed25519Signature2020,
}

impl Suite {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::EddsaRdfc2022, Self::EddsaJcs2022, Self::EcdsaRdfc2019, Self::EcdsaJcs2019, Self::Ed25519Signature2020];

    /// Its name in a proof.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::EddsaRdfc2022 => "eddsa-rdfc-2022",
            Self::EddsaJcs2022 => "eddsa-jcs-2022",
            Self::EcdsaRdfc2019 => "ecdsa-rdfc-2019",
            Self::EcdsaJcs2019 => "ecdsa-jcs-2019",
            Self::Ed25519Signature2020 => "Ed25519Signature2020",
        }
    }

    /// The suite of a proof.
    pub(super) fn of<T: Tree>(proof: &T::Object) -> Result<Self, ProofError> {
        let kind = text::<T>(proof, "type")?;
        if kind == Self::Ed25519Signature2020.name() {
            return Ok(Self::Ed25519Signature2020);
        }
        let name = if kind == "DataIntegrityProof" { text::<T>(proof, "cryptosuite")? } else { kind };
        let known =
            Self::ALL.into_iter().find(|suite| kind == "DataIntegrityProof" && suite.is_cryptosuite() && suite.name() == name);
        known.ok_or_else(|| ProofError::UnsupportedSuite(name.to_owned()))
    }

    /// Whether it signs JSON as it stands, and not the statements in it.
    #[must_use]
    pub fn signs_json(self) -> bool {
        matches!(self, Self::EddsaJcs2022 | Self::EcdsaJcs2019)
    }

    /// Whether it is named by `cryptosuite`, in a proof of type `DataIntegrityProof`.
    pub(super) fn is_cryptosuite(self) -> bool {
        self != Self::Ed25519Signature2020
    }

    /// Whether such a key signs with it.
    #[must_use]
    pub fn takes(self, key: &PublicKey) -> bool {
        match self {
            Self::EddsaRdfc2022 | Self::EddsaJcs2022 | Self::Ed25519Signature2020 => matches!(key, PublicKey::Ed25519(_)),
            Self::EcdsaRdfc2019 | Self::EcdsaJcs2019 => matches!(key, PublicKey::P256(_) | PublicKey::P384(_)),
        }
    }
}

/// The hash of canonical texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hash {
    Sha256,
    Sha384,
}

impl Hash {
    /// VC-DI-ECDSA §3.2.3: the hash is as strong as the curve.
    pub(super) fn of(key: &PublicKey) -> Self {
        if matches!(key, PublicKey::P384(_)) { Self::Sha384 } else { Self::Sha256 }
    }
}
