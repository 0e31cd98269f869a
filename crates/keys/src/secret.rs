//! An actor's Ed25519 key, alive in memory.

use std::fmt;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::multibase::{self, ED25519_PUBLIC, ED25519_SECRET};
use crate::{KeysError, MasterKey, SealedKey, sealed};

/// An Ed25519 private key (RFC 8032, 5.1) with its public name. Neither copied nor printed; wiped when dropped.
pub struct SecretKey {
    seed: Zeroizing<[u8; 32]>,
    pair: Ed25519KeyPair,
    multikey: String,
}

impl SecretKey {
    /// A new key out of 32 bytes of `rng`.
    ///
    /// # Errors
    /// [`KeysError::Refused`] if the library refuses, which it never does for 32 bytes.
    pub fn generate(rng: &mut dyn CryptoRng) -> Result<Self, KeysError> {
        let mut seed = Zeroizing::new([0_u8; 32]);
        rng.fill_bytes(seed.as_mut_slice());
        Self::from_seed(seed)
    }

    /// The public key as a Multikey, `z6Mk…` (48 characters): base58btc of 0xed 0x01 and 32 bytes.
    /// It is also the fragment of the verification method's address.
    #[must_use]
    pub fn multikey(&self) -> &str {
        &self.multikey
    }

    /// The 32 bytes of the public key.
    #[must_use]
    pub fn public_bytes(&self) -> [u8; 32] {
        let mut bytes = [0_u8; 32];
        bytes.copy_from_slice(self.pair.public_key().as_ref());
        bytes
    }

    /// The 64 bytes of the signature over these bytes (pure Ed25519: the same bytes give the same signature).
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        let mut bytes = [0_u8; 64];
        bytes.copy_from_slice(self.pair.sign(message).as_ref());
        bytes
    }

    /// This key for the database: readable only under `master`, and only as the key `key_id` of `actor_id`.
    ///
    /// # Errors
    /// [`KeysError::Refused`] if the library refuses, which it never does at this size.
    pub fn seal(
        &self,
        master: &MasterKey,
        actor_id: &str,
        key_id: &str,
        rng: &mut dyn CryptoRng,
    ) -> Result<SealedKey, KeysError> {
        SealedKey::seal(sealed::ED25519, self.seed.as_slice(), master, actor_id, key_id, rng)
    }

    pub(crate) fn from_seed(seed: Zeroizing<[u8; 32]>) -> Result<Self, KeysError> {
        let pair = Ed25519KeyPair::from_seed_unchecked(seed.as_slice())
            .map_err(|_| KeysError::Refused { doing: "make an Ed25519 key" })?;
        let mut public = [0_u8; 32];
        public.copy_from_slice(pair.public_key().as_ref());
        let multikey = multibase::encode(ED25519_PUBLIC, &public).to_string();
        Ok(Self { seed, pair, multikey })
    }

    /// `z3u2…`, for its owner only.
    pub(crate) fn secret_multibase(&self) -> Zeroizing<String> {
        multibase::encode(ED25519_SECRET, &self.seed)
    }

    #[cfg(test)]
    pub(crate) fn seed(&self) -> &[u8; 32] {
        &self.seed
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecretKey").field("multikey", &self.multikey).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{hex, rng};

    fn key(seed: &str) -> SecretKey {
        SecretKey::from_seed(Zeroizing::new(hex(seed).try_into().unwrap())).unwrap()
    }

    /// RFC 8032, 7.1: tests 1, 2, 3 and SHA(abc).
    #[test]
    fn the_vectors_of_rfc_8032_are_signed_to_the_byte() {
        let vectors = [
            (
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                "",
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
            ),
            (
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                "72",
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
            ),
            (
                "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                "af82",
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
            ),
        ];
        for (secret, public, message, signature) in vectors {
            let key = key(secret);
            assert_eq!(key.public_bytes().to_vec(), hex(public));
            assert_eq!(key.sign(&hex(message)).to_vec(), hex(signature));
        }
    }

    #[test]
    fn a_key_names_itself_as_a_multikey() {
        let key = SecretKey::generate(&mut rng(1)).unwrap();
        assert!(key.multikey().starts_with("z6Mk"), "{}", key.multikey());
        assert_eq!(key.multikey().len(), 48);
        let public = multibase::decode(ED25519_PUBLIC, key.multikey()).unwrap();
        assert_eq!(*public, key.public_bytes());
    }

    #[test]
    fn a_key_is_the_rngs_choice_and_nothing_elses() {
        let of = |seed| SecretKey::generate(&mut rng(seed)).unwrap().multikey().to_owned();
        assert_eq!(of(1), of(1));
        assert_ne!(of(1), of(2));
    }

    #[test]
    fn a_key_printed_shows_its_public_name_only() {
        let key = SecretKey::generate(&mut rng(3)).unwrap();
        let printed = format!("{key:?} {key:#?}");
        assert!(printed.contains(key.multikey()));
        crate::testing::assert_does_not_leak(&printed, key.seed());
    }
}
