//! Answers remembered for a retry with the same Idempotency-Key: the same request is answered as before, another
//! request under the same key is refused.

use anavez_keys::fingerprint;
use anavez_recognition::{ActorId, Problem};

use crate::{ActError, World};

/// The longest key.
const KEY: usize = 200;

/// The answer that was given before to the same request, if any.
pub async fn remembered(world: &World, account: ActorId, key: &str, request: &str) -> Result<Option<String>, ActError> {
    if key.is_empty() || key.len() > KEY {
        return Err(ActError::field("Idempotency-Key", Problem::TooLong { over: key.len().saturating_sub(KEY), max: KEY }));
    }
    match world.store.reading().await?.remembered(account, key).await? {
        Some(before) if before.request_print == fingerprint(request) => Ok(Some(before.answer)),
        Some(_) => Err(ActError::Conflict("this Idempotency-Key was used for another request: take a new one")),
        None => Ok(None),
    }
}

/// Remembers an answer.
pub async fn remember(world: &World, account: ActorId, key: &str, request: &str, answer: &str) -> Result<(), ActError> {
    let mut writing = world.store.writing().await?;
    writing.remember(account, key, &fingerprint(request), answer, world.now()).await?;
    Ok(writing.commit().await?)
}

/// A request's fingerprint, as text.
pub fn print(request: &str) -> String {
    fingerprint(request).iter().map(|byte| format!("{byte:02x}")).collect()
}
