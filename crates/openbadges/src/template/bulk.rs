//! Many rows signed, the first of every thousand verified as a stranger would.

use super::{Scratch, Template, TemplateError};
use crate::multibase::Ed25519Public;
use crate::proof::{self, SignError};

/// Of so many rows the first is verified through the general path, on the bytes as written.
pub const RECHECKED_EVERY: u64 = 1_000;

/// A run of rows signed by one key, of one template or several.
#[derive(Debug)]
pub struct Bulk {
    key: Ed25519Public,
    rows: u64,
    scratch: Scratch,
}

impl Bulk {
    /// A run whose rows are signed by the private half of `key`.
    #[must_use]
    pub fn new(key: Ed25519Public) -> Self {
        Self { key, rows: 0, scratch: Scratch::default() }
    }

    /// Signs a row and appends its document to `out`; the signature is returned. After an error of the kind
    /// [`TemplateError::Disagrees`] the run is over and nothing of it may be used.
    ///
    /// # Errors
    /// [`TemplateError`]: of the row's values, or of the template itself.
    pub fn sign(
        &mut self,
        template: &Template<'_>,
        values: &[impl AsRef<str>],
        sign: impl FnOnce(&[u8]) -> Result<[u8; 64], SignError>,
        out: &mut Vec<u8>,
    ) -> Result<[u8; 64], TemplateError> {
        let message = template.message(values, &mut self.scratch)?;
        let signature = sign(&message).map_err(proof::ProofError::from)?;
        let start = out.len();
        template.write_signed(values, &signature, out)?;
        if self.rows.is_multiple_of(RECHECKED_EVERY) {
            proof::check_bytes(template.engine, &out[start..], &self.key)
                .map_err(|error| TemplateError::Disagrees(error.to_string()))?;
        }
        self.rows += 1;
        Ok(signature)
    }

    /// How many rows were signed.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }
}
