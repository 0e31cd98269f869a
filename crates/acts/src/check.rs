//! `anavez check`: every invariant of the store re-derived, every signed document verified against its plan and its key.

use anavez_keys::SealedKey;
use anavez_store::{Breach, Reading, StoredKey};
use openbadges::jws::Compact;
use openbadges::key::{PublicKey, RsaPublic};
use openbadges::multibase::Ed25519Public;
use openbadges::proof::check_bytes;
use serde_json::Value;

use crate::{ActError, World, award_token, signing};

/// Documents of one page.
const PAGE: usize = 500;
/// Rows named for one invariant at the most.
const NAMED: usize = 100;

/// Everything that is not as it must be. An empty answer is a whole data folder.
pub async fn check(world: &World) -> Result<Vec<Breach>, ActError> {
    let mut reading = world.store.reading().await?;
    let mut breaches = reading.breaches(NAMED).await?;
    for key in reading.all_keys().await? {
        if !opens_as_itself(world, &key) {
            breaches.push(Breach { invariant: "a sealed key opens and is the one its row says", row: key.id.to_string() });
        }
    }
    check_tokens(&mut reading, &mut breaches).await?;
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

fn opens_as_itself(world: &World, key: &StoredKey) -> bool {
    let sealed = SealedKey::from_bytes(key.sealed.clone());
    let (actor, id) = (key.actor.to_string(), key.id.to_string());
    let name = match key.jwk {
        None => sealed.open(&world.master, &actor, &id).ok().map(|secret| secret.multikey().to_owned()),
        Some(_) => {
            let secret = sealed.open_rsa(&world.master, &actor, &id).ok();
            let public = secret.and_then(|secret| RsaPublic::from_der(secret.public_der()).ok()).map(PublicKey::Rsa);
            public.filter(|public| signing::public_half(key).is_ok_and(|said| said == *public)).map(|public| public.thumbprint())
        }
    };
    name.as_ref() == Some(&key.multikey)
}

/// Every token: the planned bytes with claims around them, by the key that its row says.
async fn check_tokens(reading: &mut Reading, breaches: &mut Vec<Breach>) -> Result<(), ActError> {
    let mut after = None;
    loop {
        let page = reading.award_tokens_after(after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.recognition);
        for token in &page {
            let document = reading.document(token.recognition).await?;
            let key = reading.key(token.key).await?;
            let whole = document.zip(key).is_some_and(|(document, key)| {
                let text = award_token::text(token, &document.unsigned).ok();
                text.zip(signing::public_half(&key).ok()).is_some_and(|(text, key)| is_by(&text, &key))
            });
            if !whole {
                let invariant = "a token is the planned bytes of its award, and verifies with the key that its row says";
                breaches.push(Breach { invariant, row: token.recognition.to_string() });
            }
        }
    }
}

fn is_by(token: &str, key: &PublicKey) -> bool {
    Compact::parse(token).is_ok_and(|token| token.verify(key).is_ok())
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
