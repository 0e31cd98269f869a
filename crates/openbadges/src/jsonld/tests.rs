mod agreement;
mod complete;
mod refusals;
mod suite;

use serde_json::Value;
use sha2::Sha256;

use super::*;
use crate::contexts::Edition;
use crate::rdfc;

/// Canonical N-Quads of a document.
fn canonical(engine: &Engine, document: &Value) -> Result<String, JsonLdError> {
    let dataset = engine.dataset(document, Edition::First)?;
    let canonical = rdfc::canonicalise::<Sha256>(&dataset, rdfc::WORK_MAX).expect("canonical");
    Ok(String::from_utf8(canonical.as_bytes().to_vec()).expect("UTF-8"))
}
