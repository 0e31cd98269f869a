//! An actor's RSA key, alive in memory: for those who read nothing but RS256.

use std::fmt;

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::{KeysError, MasterKey, SealedKey, sealed};

/// An RSA private key of 2,048 bits (RFC 8017). Neither copied nor printed; the library wipes it when dropped.
pub struct RsaSecretKey(KeyPair);

impl RsaSecretKey {
    /// A new key. Its primes are drawn by the cryptographic library from the system: it takes no other chance. Keeps a core
    /// busy for a tenth of a second.
    ///
    /// # Errors
    /// [`KeysError::Refused`] if the library refuses.
    pub fn generate() -> Result<Self, KeysError> {
        KeyPair::generate(KeySize::Rsa2048).map(Self).map_err(|_| KeysError::Refused { doing: "make an RSA key" })
    }

    /// The public half: PKCS #1 `RSAPublicKey` in DER (RFC 8017 §A.1.1).
    #[must_use]
    pub fn public_der(&self) -> &[u8] {
        self.0.public_key().as_ref()
    }

    /// The signature over these bytes: RSASSA-PKCS1-v1_5 with SHA-256, which is `RS256` (RFC 7518 §3.3). The same bytes
    /// give the same signature.
    ///
    /// # Errors
    /// [`KeysError::Refused`] if the library refuses, which it never does for a whole key.
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeysError> {
        let mut signature = vec![0; self.0.public_modulus_len()];
        self.0
            .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)
            .map_err(|_| KeysError::Refused { doing: "sign with an RSA key" })?;
        Ok(signature)
    }

    /// This key for the database: readable only under `master`, and only as the key `key_id` of `actor_id`.
    ///
    /// # Errors
    /// [`KeysError::Refused`] if the library refuses.
    pub fn seal(
        &self,
        master: &MasterKey,
        actor_id: &str,
        key_id: &str,
        rng: &mut dyn CryptoRng,
    ) -> Result<SealedKey, KeysError> {
        let der = self.0.as_der().map_err(|_| KeysError::Refused { doing: "write an RSA key" })?;
        let der = Zeroizing::new(der.as_ref().to_vec());
        SealedKey::seal(sealed::RSA, &der, master, actor_id, key_id, rng)
    }

    pub(crate) fn from_pkcs8(der: &[u8]) -> Result<Self, KeysError> {
        KeyPair::from_pkcs8(der).map(Self).map_err(|_| KeysError::DoesNotOpen)
    }
}

impl fmt::Debug for RsaSecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RsaSecretKey").field("bits", &(self.0.public_modulus_len() * 8)).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};

    use super::*;
    use crate::SecretKey;
    use crate::testing::rng;

    fn verifies(key: &RsaSecretKey, message: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key.public_der()).verify(message, signature).is_ok()
    }

    #[test]
    fn a_sealed_rsa_key_opens_for_its_actor_alone_and_signs_the_same() {
        let rng = &mut rng(7);
        let (master, other) = (MasterKey::generate(rng), MasterKey::generate(rng));
        let key = RsaSecretKey::generate().unwrap();
        let signature = key.sign(b"words").unwrap();
        assert_eq!(signature.len(), 256);
        assert!(verifies(&key, b"words", &signature) && !verifies(&key, b"Words", &signature));

        let sealed = key.seal(&master, "actor", "key", rng).unwrap();
        let back = sealed.open_rsa(&master, "actor", "key").unwrap();
        assert_eq!(back.public_der(), key.public_der());
        assert_eq!(back.sign(b"words").unwrap(), signature);
        for refused in [sealed.open_rsa(&other, "actor", "key"), sealed.open_rsa(&master, "actor2", "key")] {
            assert!(matches!(refused, Err(KeysError::DoesNotOpen)));
        }
        let der = key.0.as_der().unwrap();
        assert!(!sealed.as_bytes().windows(16).any(|window| der.as_ref().windows(16).any(|part| part == window)));
        crate::testing::assert_does_not_leak(&format!("{key:?} {sealed:?}"), &der.as_ref()[200..232]);
    }

    #[test]
    fn a_key_of_one_kind_does_not_open_as_the_other() {
        let rng = &mut rng(7);
        let master = MasterKey::generate(rng);
        let rsa = RsaSecretKey::generate().unwrap().seal(&master, "actor", "key", rng).unwrap();
        let ed25519 = SecretKey::generate(rng).unwrap().seal(&master, "actor", "key", rng).unwrap();
        assert!(matches!(rsa.open(&master, "actor", "key"), Err(KeysError::DoesNotOpen)));
        assert!(matches!(ed25519.open_rsa(&master, "actor", "key"), Err(KeysError::DoesNotOpen)));
        // Not even when its first byte lies.
        let mut lying = rsa.into_bytes();
        lying[0] = sealed::ED25519;
        assert!(matches!(SealedKey::from_bytes(lying).open(&master, "actor", "key"), Err(KeysError::DoesNotOpen)));
    }
}
