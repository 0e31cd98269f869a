//! Keys at work: the key that an actor signs with, the DID document that lists it, documents signed.

use anavez_keys::{KeyState, SealedKey, SecretKey};
use anavez_recognition::{ActorId, KeyId};
use anavez_store::{StoredKey, Writing};
use openbadges::did::{ListedKey, did_document};
use openbadges::multibase::Ed25519Public;
use openbadges::proof::{ProofOptions, create_bytes};
use serde_json::Value;

use crate::{ActError, World};

/// The key that an actor signs with; made at its first act of giving (decision 6).
pub(crate) async fn key_for(world: &World, writing: &mut Writing, actor: ActorId) -> Result<StoredKey, ActError> {
    if let Some(key) = writing.valid_key_of(actor).await? {
        return Ok(key);
    }
    add_key(world, writing, actor).await
}

pub(crate) async fn add_key(world: &World, writing: &mut Writing, actor: ActorId) -> Result<StoredKey, ActError> {
    let id = KeyId::new(world.now(), world.random());
    let (multikey, sealed) = world.chance(|chance| {
        let secret = SecretKey::generate(chance)?;
        let sealed = secret.seal(&world.master, &actor.to_string(), &id.to_string(), chance)?;
        Ok::<_, anavez_keys::KeysError>((secret.multikey().to_owned(), sealed.into_bytes()))
    })?;
    let key = StoredKey {
        id,
        actor,
        multikey,
        sealed,
        state: KeyState::Valid.as_str().into(),
        created_at: world.now(),
        changed_at: world.now(),
    };
    writing.add_key(&key).await?;
    Ok(key)
}

/// Signs a document of an actor with one of its keys: compact JSON with its proof.
pub(crate) fn sign(world: &World, key: &StoredKey, document: &Value) -> Result<Vec<u8>, ActError> {
    let secret = SealedKey::from_bytes(key.sealed.clone()).open(&world.master, &key.actor.to_string(), &key.id.to_string())?;
    let method = format!("{}#{}", world.addresses.did(key.actor), key.multikey);
    let created = world.now().rfc3339();
    let options = ProofOptions { verification_method: &method, created: &created, purpose: "assertionMethod" };
    Ok(create_bytes(world.engine, document, &options, |bytes| Ok(secret.sign(bytes)))?)
}

/// The DID document of an actor: every key it ever had, the newest first, revoked ones marked so. `None` for an actor without keys:
/// a guest that never signed has no document.
pub async fn did_document_of(world: &World, actor: ActorId) -> Result<Option<Value>, ActError> {
    let keys = world.store.reading().await?.keys_of(actor).await?;
    if keys.is_empty() {
        return Ok(None);
    }
    let mut listed: Vec<(Ed25519Public, Option<jiff::Timestamp>)> = Vec::with_capacity(keys.len());
    for stored in keys.iter().rev() {
        let state: KeyState = stored.state.parse().map_err(|e| ActError::Broken(Box::new(e) as _))?;
        let key = Ed25519Public::from_multikey(&stored.multikey).map_err(|e| ActError::Broken(Box::new(e)))?;
        listed.push((key, (!state.proves()).then(|| stored.changed_at.timestamp())));
    }
    let listed: Vec<ListedKey<'_>> = listed.iter().map(|(key, revoked)| ListedKey { key, revoked: *revoked }).collect();
    Ok(Some(did_document(&world.addresses.did(actor), &listed)))
}
