//! `anavez check`: every invariant of the store re-derived, every signed document verified against its plan and its key.

use anavez_keys::SealedKey;
use anavez_store::Breach;
use openbadges::multibase::Ed25519Public;
use openbadges::proof::check_bytes;
use serde_json::Value;

use crate::{ActError, World};

/// Documents of one page.
const PAGE: usize = 500;
/// Rows named for one invariant at the most.
const NAMED: usize = 100;

/// Everything that is not as it must be. An empty answer is a whole data folder.
pub async fn check(world: &World) -> Result<Vec<Breach>, ActError> {
    let mut reading = world.store.reading().await?;
    let mut breaches = reading.breaches(NAMED).await?;
    for key in reading.all_keys().await? {
        let opened = SealedKey::from_bytes(key.sealed.clone()).open(&world.master, &key.actor.to_string(), &key.id.to_string());
        if opened.ok().is_none_or(|secret| secret.multikey() != key.multikey) {
            breaches.push(Breach { invariant: "a sealed key opens and is the one its row says", row: key.id.to_string() });
        }
    }
    let mut after = None;
    loop {
        let page = reading.documents_after(after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(breaches) };
        after = Some(last.recognition);
        for document in &page {
            let Some(signed) = &document.signed else { continue };
            let Some(key) = reading.key(document.key).await? else { continue };
            if let Some(invariant) = signed_breach(world, signed, &document.unsigned, &key.multikey) {
                breaches.push(Breach { invariant, row: document.recognition.to_string() });
            }
        }
    }
}

fn signed_breach(world: &World, signed: &[u8], planned: &[u8], multikey: &str) -> Option<&'static str> {
    let without_proof = |bytes: &[u8]| {
        let mut document: Value = serde_json::from_slice(bytes).ok()?;
        document.as_object_mut()?.shift_remove("proof");
        serde_json::to_vec(&document).ok()
    };
    if without_proof(signed).as_deref() != Some(planned) {
        return Some("a signed document is its planned bytes with a proof");
    }
    let key = Ed25519Public::from_multikey(multikey).ok()?;
    check_bytes(world.engine, signed, &key).is_err().then_some("a signed document verifies with the key that its row says")
}
