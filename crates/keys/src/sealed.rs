//! A private key as the database holds it.
//!
//! Layout: version | nonce 12 | AES-256-GCM of the key | tag 16. Version `1` holds the 32-byte seed of an Ed25519 key
//! (61 bytes), version `2` an RSA key as PKCS #8.
//! The additional data binds the version, the actor's id and the key's id, each with its length, so that a
//! blob moved to another row of the table does not open there.

use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::{KeysError, MasterKey, RsaSecretKey, SecretKey};

pub(crate) const ED25519: u8 = 1;
pub(crate) const RSA: u8 = 2;
const TAG_LEN: usize = 16;
/// What is around the sealed key.
const AROUND: usize = 1 + NONCE_LEN + TAG_LEN;
/// The longest key that is opened: RSA of 4,096 bits takes 2,400 bytes.
const KEY_MAX: usize = 4096;

/// A sealed key: opaque bytes, worthless without the master key.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedKey(Vec<u8>);

impl SealedKey {
    /// Bytes that came back from the database; they are judged when opened.
    #[must_use]
    pub const fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The bytes to store.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes to store.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// The key, if `master` sealed it for exactly this actor and key.
    ///
    /// # Errors
    /// [`KeysError::DoesNotOpen`]: another master key, actor or key id, or damaged bytes. Which of them is
    /// not said, because it cannot be known.
    pub fn open(&self, master: &MasterKey, actor_id: &str, key_id: &str) -> Result<SecretKey, KeysError> {
        let plain = self.open_as(ED25519, master, actor_id, key_id)?;
        let mut seed = Zeroizing::new([0_u8; 32]);
        if plain.len() != seed.len() {
            return Err(KeysError::DoesNotOpen);
        }
        seed.copy_from_slice(&plain);
        SecretKey::from_seed(seed)
    }

    /// The RSA key, if `master` sealed it for exactly this actor and key.
    ///
    /// # Errors
    /// [`KeysError::DoesNotOpen`], also for a key of the other kind.
    pub fn open_rsa(&self, master: &MasterKey, actor_id: &str, key_id: &str) -> Result<RsaSecretKey, KeysError> {
        RsaSecretKey::from_pkcs8(&self.open_as(RSA, master, actor_id, key_id)?)
    }

    fn open_as(&self, version: u8, master: &MasterKey, actor_id: &str, key_id: &str) -> Result<Zeroizing<Vec<u8>>, KeysError> {
        if !(AROUND..=AROUND + KEY_MAX).contains(&self.0.len()) || self.0[0] != version {
            return Err(KeysError::DoesNotOpen);
        }
        let (nonce, body) = self.0[1..].split_at(NONCE_LEN);
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| KeysError::DoesNotOpen)?;
        let mut body = Zeroizing::new(body.to_vec());
        let plain = sealing_key(master)?
            .open_in_place(nonce, bound_to(version, actor_id, key_id), &mut body)
            .map_err(|_| KeysError::DoesNotOpen)?
            .len();
        body.truncate(plain);
        Ok(body)
    }

    pub(crate) fn seal(
        version: u8,
        key: &[u8],
        master: &MasterKey,
        actor_id: &str,
        key_id: &str,
        rng: &mut dyn CryptoRng,
    ) -> Result<Self, KeysError> {
        // 96 random bits a seal: at a million seals the chance that two agree is below 2^-56.
        let mut nonce = [0_u8; NONCE_LEN];
        rng.fill_bytes(&mut nonce);
        let mut body = Zeroizing::new(key.to_vec());
        let tag = sealing_key(master)?
            .seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), bound_to(version, actor_id, key_id), &mut body)
            .map_err(|_| KeysError::Refused { doing: "seal a key" })?;
        let mut bytes = Vec::with_capacity(AROUND + body.len());
        bytes.push(version);
        bytes.extend_from_slice(&nonce);
        bytes.extend_from_slice(&body);
        bytes.extend_from_slice(tag.as_ref());
        Ok(Self(bytes))
    }
}

impl fmt::Debug for SealedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealedKey({} bytes)", self.0.len())
    }
}

fn sealing_key(master: &MasterKey) -> Result<LessSafeKey, KeysError> {
    let bytes = master.expand("seal actor key 1");
    UnboundKey::new(&AES_256_GCM, bytes.as_slice())
        .map(LessSafeKey::new)
        .map_err(|_| KeysError::Refused { doing: "make a sealing key" })
}

fn bound_to(version: u8, actor_id: &str, key_id: &str) -> Aad<Vec<u8>> {
    let mut bytes = vec![version];
    for id in [actor_id, key_id] {
        // With its length, so that ("ab", "c") and ("a", "bc") are two different rows.
        bytes.extend_from_slice(&(id.len() as u64).to_be_bytes());
        bytes.extend_from_slice(id.as_bytes());
    }
    Aad::from(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::rng;

    const SEALED_LEN: usize = AROUND + 32;

    fn sealed() -> (MasterKey, SecretKey, SealedKey) {
        let rng = &mut rng(7);
        let master = MasterKey::generate(rng);
        let key = SecretKey::generate(rng).unwrap();
        let sealed = key.seal(&master, "actor", "key", rng).unwrap();
        (master, key, sealed)
    }

    #[test]
    fn a_sealed_key_opens_for_its_actor_and_signs_the_same() {
        let (master, key, sealed) = sealed();
        let stored = SealedKey::from_bytes(sealed.into_bytes());
        let back = stored.open(&master, "actor", "key").unwrap();
        assert_eq!(back.multikey(), key.multikey());
        assert_eq!(back.sign(b"words"), key.sign(b"words"));
    }

    #[test]
    fn a_sealed_key_moved_to_another_row_does_not_open() {
        let (master, _, sealed) = sealed();
        for (actor, key) in [
            ("actor", "kez"),
            ("bctor", "key"),
            ("actor", "key2"),
            ("actor2", "key"),
            ("key", "actor"),
            ("acto", "rkey"),
            ("actork", "ey"),
            ("", ""),
        ] {
            assert!(matches!(sealed.open(&master, actor, key), Err(KeysError::DoesNotOpen)), "{actor}/{key}");
        }
    }

    #[test]
    fn another_master_key_does_not_open_it() {
        let (_, _, sealed) = sealed();
        let other = MasterKey::generate(&mut rng(8));
        assert!(matches!(sealed.open(&other, "actor", "key"), Err(KeysError::DoesNotOpen)));
    }

    #[test]
    fn one_bit_anywhere_or_one_byte_more_or_less_does_not_open() {
        let (master, _, sealed) = sealed();
        for at in 0..SEALED_LEN {
            let mut bytes = sealed.as_bytes().to_vec();
            bytes[at] ^= 1;
            assert!(SealedKey::from_bytes(bytes).open(&master, "actor", "key").is_err(), "bit in byte {at}");
        }
        for len in [0, 1, 13, SEALED_LEN - 1, SEALED_LEN + 1] {
            let mut bytes = sealed.as_bytes().to_vec();
            bytes.resize(len, 0);
            assert!(SealedKey::from_bytes(bytes).open(&master, "actor", "key").is_err(), "{len} bytes");
        }
    }

    #[test]
    fn no_private_byte_stands_in_the_blob_and_no_two_blobs_agree() {
        let (master, key, sealed) = sealed();
        assert_eq!(sealed.as_bytes().len(), SEALED_LEN);
        for piece in key.seed().windows(4) {
            assert!(!sealed.as_bytes().windows(4).any(|window| window == piece), "private bytes in the blob");
        }
        let again = key.seal(&master, "actor", "key", &mut rng(9)).unwrap();
        assert_ne!(sealed.as_bytes()[1..13], again.as_bytes()[1..13], "the nonce is new each time");
        assert_ne!(sealed.as_bytes()[13..], again.as_bytes()[13..]);
        assert_eq!(format!("{sealed:?}"), "SealedKey(61 bytes)");
    }
}
