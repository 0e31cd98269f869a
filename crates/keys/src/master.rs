//! The master key of a data folder.
//!
//! One line of 64 hexadecimal digits in `DATA/keys/master.key`, or in the file that `ANAVEZ_MASTER_KEY_FILE`
//! names (`openssl rand -hex 32` makes one). It is used for nothing but growing other keys from it, one per
//! purpose (HMAC-SHA256 as in HKDF-Expand, RFC 5869, 2.3, with one block).

use std::fmt;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::Path;

use aws_lc_rs::hmac;
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::{DerivedKey, KeysError};

/// Hexadecimal digits, and room for spaces and line ends around them.
const LONGEST_FILE: u64 = 256;
/// Nobody but the owner.
const OTHERS_ANYTHING: u32 = 0o077;
/// Nobody but owner and group, and the group may not write.
const OTHERS_BUT_GROUP_READING: u32 = 0o037;

/// 32 bytes that seal every private key of a data folder. Neither copied nor printed; wiped when dropped.
pub struct MasterKey(Zeroizing<[u8; 32]>);

impl MasterKey {
    /// Reads `data/keys/master.key`, or makes it (folder 0700, file 0600) where there is none.
    ///
    /// Two programs may start at once in a new folder: both end with the same key, because the file appears
    /// whole or not at all and the second to come reads the first one's.
    ///
    /// # Errors
    /// [`KeysError::TooOpen`] if anybody but the owner can reach the file, [`KeysError::NotAMasterKey`],
    /// [`KeysError::File`].
    pub fn load_or_make(data: &Path, rng: &mut dyn CryptoRng) -> Result<Self, KeysError> {
        match Self::load(data) {
            Err(KeysError::MasterAbsent { .. }) => {
                make(&data.join("keys"), rng)?;
                Self::load(data)
            }
            answer => answer,
        }
    }

    /// Reads `data/keys/master.key` and never makes one: for a data folder that has sealed keys already,
    /// where a new master key would open none of them.
    ///
    /// # Errors
    /// As [`MasterKey::load_or_make`], and [`KeysError::MasterAbsent`].
    pub fn load(data: &Path) -> Result<Self, KeysError> {
        read(&data.join("keys").join("master.key"), OTHERS_ANYTHING)
    }

    /// Reads the file that the operator names in `ANAVEZ_MASTER_KEY_FILE`. Its group may read it, since that
    /// is how container orchestrators hand over secrets; others may not.
    ///
    /// # Errors
    /// As [`MasterKey::load`].
    pub fn from_file(path: &Path) -> Result<Self, KeysError> {
        read(path, OTHERS_BUT_GROUP_READING)
    }

    /// A key that lives in memory only: for tests and for trying.
    #[must_use]
    pub fn generate(rng: &mut dyn CryptoRng) -> Self {
        let mut bytes = Zeroizing::new([0_u8; 32]);
        rng.fill_bytes(bytes.as_mut_slice());
        Self(bytes)
    }

    /// A key for one purpose; see [`DerivedKey`].
    #[must_use]
    pub fn derive(&self, label: &str) -> DerivedKey {
        // Its own space of labels: no caller's label can meet the one that seals.
        DerivedKey::new(self.expand(&format!("derive {label}")))
    }

    /// A public name of this key (16 hexadecimal digits) that says nothing about it: the database notes it,
    /// so that a data folder restored beside the wrong master key is noticed at the start.
    #[must_use]
    pub fn name(&self) -> String {
        self.expand("name")[..8].iter().map(|byte| format!("{byte:02x}")).collect()
    }

    pub(crate) fn expand(&self, purpose: &str) -> Zeroizing<[u8; 32]> {
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.0.as_slice());
        let tag = hmac::sign(&key, format!("anavez {purpose}\u{1}").as_bytes());
        let mut bytes = Zeroizing::new([0_u8; 32]);
        bytes.copy_from_slice(tag.as_ref());
        bytes
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey(…)")
    }
}

/// `forbidden` are permission bits that must not be set.
fn read(path: &Path, forbidden: u32) -> Result<MasterKey, KeysError> {
    let file = match File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Err(KeysError::MasterAbsent { path: path.into() });
        }
        answer => answer.map_err(failed(path, "read"))?,
    };
    // Asked of the open file, not of the path, which could point elsewhere by now.
    let about = file.metadata().map_err(failed(path, "read"))?;
    let mode = about.mode() & 0o777;
    if mode & forbidden != 0 {
        return Err(KeysError::TooOpen { path: path.into(), mode });
    }
    let mut text = Zeroizing::new(String::with_capacity(LONGEST_FILE as usize + 1));
    match file.take(LONGEST_FILE + 1).read_to_string(&mut text) {
        Err(error) if error.kind() == ErrorKind::InvalidData => {
            return Err(KeysError::NotAMasterKey { path: path.into() });
        }
        answer => answer.map_err(failed(path, "read"))?,
    };
    from_hex(&text).map(MasterKey).ok_or_else(|| KeysError::NotAMasterKey { path: path.into() })
}

/// Written whole beside its place, made lasting, then given its name, unless another program was first.
fn make(folder: &Path, rng: &mut dyn CryptoRng) -> Result<(), KeysError> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(failed(folder, "made"))?;
    let path = folder.join("master.key");
    let draft = folder.join(format!("master.key.{:016x}", rng.next_u64()));
    let written = write(&draft, &MasterKey::generate(rng))
        // A link, unlike a renaming, never replaces a key that is there.
        .and_then(|()| fs::hard_link(&draft, &path))
        .or_else(|error| if error.kind() == ErrorKind::AlreadyExists { Ok(()) } else { Err(error) });
    let removed = fs::remove_file(&draft);
    written.and(removed).map_err(failed(&path, "made"))?;
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed(folder, "made"))
}

fn write(path: &Path, key: &MasterKey) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    let mut text = Zeroizing::new([b'\n'; 65]);
    for (pair, byte) in text.chunks_exact_mut(2).zip(key.0.iter()) {
        pair[0] = hex_digit(byte >> 4);
        pair[1] = hex_digit(byte & 0xf);
    }
    file.write_all(text.as_slice())?;
    file.sync_all()
}

const fn hex_digit(value: u8) -> u8 {
    if value < 10 { b'0' + value } else { b'a' + value - 10 }
}

fn from_hex(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let digits = text.trim_ascii().as_bytes();
    if digits.len() != 64 {
        return None;
    }
    let mut bytes = Zeroizing::new([0_u8; 32]);
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let high = char::from(pair[0]).to_digit(16)?;
        let low = char::from(pair[1]).to_digit(16)?;
        *byte = (high * 16 + low) as u8;
    }
    Some(bytes)
}

fn failed(path: &Path, doing: &'static str) -> impl FnOnce(std::io::Error) -> KeysError {
    move |source| KeysError::File { path: path.into(), doing, source }
}

#[cfg(test)]
mod tests;
