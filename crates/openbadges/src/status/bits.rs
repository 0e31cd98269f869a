//! The bits themselves and their compressed form (Bitstring Status List 1.0 §3.3 and §3.4).

use std::io::{Read, Write};

use super::StatusError;
use crate::multibase;

/// The fewest entries of a list (§2.2: 16 KiB uncompressed).
pub const ENTRIES_MIN: u64 = 131_072;
/// The largest list that is inflated, in bytes: 32 million entries.
const BYTES_MAX: usize = 4 * 1024 * 1024;

/// A list of bits; index 0 is the leftmost bit of the first byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusList {
    bytes: Vec<u8>,
}

impl StatusList {
    /// A list of [`ENTRIES_MIN`] clear bits.
    #[must_use]
    pub fn new() -> Self {
        let bytes = usize::try_from(ENTRIES_MIN / 8).unwrap_or(usize::MAX);
        Self { bytes: vec![0; bytes] }
    }

    /// How many entries it has.
    #[must_use]
    pub fn entries(&self) -> u64 {
        self.bytes.len() as u64 * 8
    }

    /// The bit of `index`; `None` beyond the end.
    #[must_use]
    pub fn bit(&self, index: u64) -> Option<bool> {
        let (byte, mask) = place(index)?;
        self.bytes.get(byte).map(|bits| bits & mask != 0)
    }

    /// Sets or clears the bit of `index`.
    ///
    /// # Errors
    /// [`StatusError::OutOfRange`] beyond the end.
    pub fn set(&mut self, index: u64, value: bool) -> Result<(), StatusError> {
        let out = StatusError::OutOfRange { index, entries: self.entries() };
        let Some((byte, mask)) = place(index) else { return Err(out) };
        let bits = self.bytes.get_mut(byte).ok_or(out)?;
        if value {
            *bits |= mask;
        } else {
            *bits &= !mask;
        }
        Ok(())
    }

    /// GZIP, then multibase base64url without padding: `u…`. The same bits always give the same text.
    ///
    /// # Errors
    /// Never in practice: it would need a failing write to memory.
    pub fn encode(&self) -> Result<String, StatusError> {
        let unwritable = |_| StatusError::List { what: "it cannot be compressed" };
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(&self.bytes).map_err(unwritable)?;
        Ok(multibase::encode_base64url(&encoder.finish().map_err(unwritable)?))
    }

    /// Reads `encodedList`. Never holds more than one byte over the limit, whatever the compressed bytes promise.
    ///
    /// # Errors
    /// When it is not multibase `u`, not GZIP, too large, or shorter than [`ENTRIES_MIN`].
    pub fn decode(encoded: &str) -> Result<Self, StatusError> {
        if !encoded.starts_with('u') {
            return Err(StatusError::List { what: "encodedList is not multibase base64url" });
        }
        let zipped =
            multibase::decode(encoded).map_err(|_| StatusError::List { what: "encodedList is not multibase base64url" })?;
        let mut bytes = Vec::new();
        flate2::read::GzDecoder::new(zipped.as_slice())
            .take(BYTES_MAX as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| StatusError::List { what: "encodedList is not GZIP" })?;
        if bytes.len() > BYTES_MAX {
            return Err(StatusError::Bomb { max: BYTES_MAX });
        }
        let list = Self { bytes };
        if list.entries() < ENTRIES_MIN {
            return Err(StatusError::TooShort { entries: list.entries() });
        }
        Ok(list)
    }
}

impl Default for StatusList {
    fn default() -> Self {
        Self::new()
    }
}

fn place(index: u64) -> Option<(usize, u8)> {
    Some((usize::try_from(index / 8).ok()?, 0x80 >> (index % 8)))
}
