//! The keys of an actor: seen, replaced, taken out of use. What the operator does on the command line.
//!
//! A status list is signed by the key that is valid when it changes; after another key became valid, the lists of the actor
//! are signed anew, so that no list hangs on a key that proves nothing any more.

use anavez_keys::{KeyState, KeyStateError};
use anavez_recognition::{Actor, ActorId};
use anavez_store::{StoredKey, Writing};

use crate::{ActError, World, issue, receivers, signing};

/// The actor of a handle, an id or exactly a name.
pub async fn actor_called(world: &World, name: &str) -> Result<Actor, ActError> {
    receivers::somebody(&mut world.store.reading().await?, "actor", name).await
}

/// Every key that an actor ever had, the oldest first.
pub async fn keys_of(world: &World, actor: ActorId) -> Result<Vec<StoredKey>, ActError> {
    Ok(world.store.reading().await?.keys_of(actor).await?)
}

/// Replaces the key that an actor signs with. The old one is retained: it signs no more, and what it signed stays good. The key
/// for tokens is retained as well, and another made when one is asked for next.
pub async fn rotate(world: &World, actor: ActorId) -> Result<StoredKey, ActError> {
    let mut writing = world.store.writing().await?;
    let old = writing.valid_key_of(actor).await?.ok_or(NO_KEY)?;
    step(world, &mut writing, &old, KeyState::retain).await?;
    if let Some(rsa) = writing.valid_rsa_key_of(actor).await? {
        step(world, &mut writing, &rsa, KeyState::retain).await?;
        writing.note(world.now(), "rotate-key", None, &rsa.id.to_string()).await?;
    }
    let new = signing::add_key(world, &mut writing, actor).await?;
    done(world, writing, "rotate-key", &old).await?;
    Ok(new)
}

/// Takes a key out of use for ever, because it is or may be in other hands: nothing that it signed proves anything from now
/// on. `multikey` names it; without it, those that the actor signs with: they lie in the same place, and whoever reached one
/// reached the other. Answers the key that the actor signs with now.
pub async fn revoke(world: &World, actor: ActorId, multikey: Option<&str>) -> Result<StoredKey, ActError> {
    // What is planned under this key is offered first: a plan is never left without a signature.
    issue::issue_what_was_planned(world).await?;
    let mut writing = world.store.writing().await?;
    let keys = writing.keys_of(actor).await?;
    let lost: Vec<&StoredKey> = match multikey {
        Some(multikey) => vec![keys.iter().find(|key| key.multikey == multikey).ok_or(OTHER_KEY)?],
        None => keys.iter().filter(|key| key.state == KeyState::Valid.as_str()).collect(),
    };
    let Some((last, others)) = lost.split_last() else { return Err(NO_KEY) };
    for key in &lost {
        step(world, &mut writing, key, KeyState::revoke).await?;
        writing.drop_tokens_of_key(key.id).await?;
    }
    for key in others {
        writing.note(world.now(), "revoke-key", None, &key.id.to_string()).await?;
    }
    let signs_now = signing::key_for(world, &mut writing, actor).await?;
    done(world, writing, "revoke-key", last).await?;
    Ok(signs_now)
}

const NO_KEY: ActError = ActError::Conflict("this actor has no key yet: one is made at its first act of giving");
const OTHER_KEY: ActError = ActError::Conflict("this actor has no such key");

async fn step(
    world: &World,
    writing: &mut Writing,
    key: &StoredKey,
    way: impl FnOnce(KeyState) -> Result<KeyState, KeyStateError>,
) -> Result<(), ActError> {
    let from: KeyState = key.state.parse().map_err(|error| ActError::Broken(Box::new(error) as _))?;
    let to = way(from).map_err(|_| ActError::Conflict("this key is revoked already"))?;
    Ok(writing.change_key(key.id, from.as_str(), to.as_str(), world.now()).await?)
}

async fn done(world: &World, mut writing: Writing, act: &str, key: &StoredKey) -> Result<(), ActError> {
    writing.age_status_lists(key.actor).await?;
    writing.note(world.now(), act, None, &key.id.to_string()).await?;
    writing.commit().await?;
    issue::refresh_status_lists(world).await
}
