//! Keys at work: the key that an actor signs with, the DID document that lists it, documents signed.

use anavez_keys::{KeyState, RsaSecretKey, SealedKey, SecretKey};
use anavez_recognition::{ActorId, KeyId};
use anavez_store::{StoredKey, Writing};
use openbadges::did::{ListedKey, did_document};
use openbadges::key::{PublicKey, RsaPublic};
use openbadges::proof::{ProofOptions, SignError, create_bytes};
use openbadges::write::{TokenParts, sign_token};
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
        jwk: None,
        sealed,
        state: KeyState::Valid.as_str().into(),
        created_at: world.now(),
        changed_at: world.now(),
    };
    writing.add_key(&key).await?;
    Ok(key)
}

/// The address of a key: what a proof names it by.
pub(crate) fn method_of(world: &World, key: &StoredKey) -> String {
    format!("{}#{}", world.addresses.did(key.actor), key.multikey)
}

/// An actor's key, opened.
pub(crate) fn opened(world: &World, key: &StoredKey) -> Result<SecretKey, ActError> {
    Ok(SealedKey::from_bytes(key.sealed.clone()).open(&world.master, &key.actor.to_string(), &key.id.to_string())?)
}

/// Signs a document of an actor with one of its keys: compact JSON with its proof.
pub(crate) fn sign(world: &World, key: &StoredKey, document: &Value) -> Result<Vec<u8>, ActError> {
    sign_with(world, key, &opened(world, key)?, document)
}

/// The same with a key that was opened before.
pub(crate) fn sign_with(world: &World, key: &StoredKey, secret: &SecretKey, document: &Value) -> Result<Vec<u8>, ActError> {
    let method = method_of(world, key);
    let created = world.now().rfc3339();
    let options = ProofOptions { verification_method: &method, created: &created, purpose: "assertionMethod" };
    Ok(create_bytes(world.engine, document, &options, |bytes| Ok(secret.sign(bytes)))?)
}

/// The RSA key that an actor signs tokens with; made when it is first asked for (decision 6), away from the threads that serve,
/// and before a transaction is open: it takes a tenth of a second.
pub(crate) async fn rsa_key_for(world: &World, actor: ActorId) -> Result<StoredKey, ActError> {
    if let Some(key) = world.store.reading().await?.valid_rsa_key_of(actor).await? {
        return Ok(key);
    }
    let secret = world.aside(RsaSecretKey::generate).await??;
    let public = PublicKey::Rsa(RsaPublic::from_der(secret.public_der()).map_err(|e| ActError::Broken(Box::new(e)))?);
    let id = KeyId::new(world.now(), world.random());
    let sealed = world.chance(|chance| secret.seal(&world.master, &actor.to_string(), &id.to_string(), chance))?;
    let key = StoredKey {
        id,
        actor,
        multikey: public.thumbprint(),
        jwk: Some(public.jwk().to_string()),
        sealed: sealed.into_bytes(),
        state: KeyState::Valid.as_str().into(),
        created_at: world.now(),
        changed_at: world.now(),
    };
    let mut writing = world.store.writing().await?;
    // Somebody else may have asked at the same time.
    if let Some(key) = writing.valid_rsa_key_of(actor).await? {
        return Ok(key);
    }
    writing.add_key(&key).await?;
    writing.note(world.now(), "add-rsa-key", None, &id.to_string()).await?;
    writing.commit().await?;
    Ok(key)
}

/// Signs the planned bytes of an award as a token.
pub(crate) fn sign_as_token(world: &World, key: &StoredKey, award: &[u8]) -> Result<TokenParts, ActError> {
    let sealed = SealedKey::from_bytes(key.sealed.clone());
    let secret = sealed.open_rsa(&world.master, &key.actor.to_string(), &key.id.to_string())?;
    let kid = format!("{}#{}", world.addresses.did(key.actor), key.multikey);
    Ok(sign_token(award, &kid, |bytes| secret.sign(bytes).map_err(|error| SignError(error.to_string())))?)
}

/// The public half of a key, as its row says it.
pub(crate) fn public_half(key: &StoredKey) -> Result<PublicKey, ActError> {
    let public = match &key.jwk {
        None => PublicKey::from_multikey(&key.multikey),
        Some(jwk) => PublicKey::from_jwk(&serde_json::from_str(jwk)?),
    };
    public.map_err(|e| ActError::Broken(Box::new(e)))
}

/// The DID document of an actor: every key it ever had, those for documents before those for tokens, the newest first,
/// revoked ones marked so. `None` for an actor without keys: a guest that never signed has
/// no document.
pub async fn did_document_of(world: &World, actor: ActorId) -> Result<Option<Value>, ActError> {
    let keys = world.store.reading().await?.keys_of(actor).await?;
    if keys.is_empty() {
        return Ok(None);
    }
    let mut listed: Vec<(PublicKey, Option<jiff::Timestamp>)> = Vec::with_capacity(keys.len());
    let (documents, tokens): (Vec<&StoredKey>, Vec<&StoredKey>) = keys.iter().rev().partition(|key| key.jwk.is_none());
    for stored in documents.into_iter().chain(tokens) {
        let state: KeyState = stored.state.parse().map_err(|e| ActError::Broken(Box::new(e) as _))?;
        listed.push((public_half(stored)?, (!state.proves()).then(|| stored.changed_at.timestamp())));
    }
    let listed: Vec<ListedKey<'_, PublicKey>> =
        listed.iter().map(|(key, revoked)| ListedKey { key, revoked: *revoked }).collect();
    Ok(Some(did_document(&world.addresses.did(actor), &listed)))
}
