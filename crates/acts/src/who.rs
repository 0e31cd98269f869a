//! Who asks: from a session, an API token or a claim link to the [`Who`] that policy judges.

use anavez_keys::fingerprint;
use anavez_recognition::policy::Who;
use anavez_recognition::{Actor, ActorId};
use anavez_store::{Given, Reading};

use crate::{ActError, World};

/// Builds the [`Who`] of an account (if signed in) that holds a claim link (if it came by one).
pub async fn who(world: &World, account: Option<ActorId>, link: Option<&str>) -> Result<Who, ActError> {
    let mut reading = world.store.reading().await?;
    let speaks_for = match account {
        Some(account) => reading.mandates_of(account, world.now()).await?.iter().map(|actor| actor.id).collect(),
        None => Vec::new(),
    };
    let link_of = match link {
        Some(token) => by_link(&mut reading, token).await?.map(|given| given.recognition.id),
        None => None,
    };
    Ok(Who { account, speaks_for, link_of })
}

/// The account behind a session's token.
pub async fn account_of_session(world: &World, token: &str) -> Result<Option<Actor>, ActError> {
    let mut reading = world.store.reading().await?;
    match reading.session(&fingerprint(token), world.now()).await? {
        Some(id) => Ok(reading.actor(id).await?),
        None => Ok(None),
    }
}

/// The account behind an API token, and its scopes.
pub async fn account_of_token(world: &World, token: &str) -> Result<Option<(Actor, String)>, ActError> {
    let mut reading = world.store.reading().await?;
    let Some((id, scopes)) = reading.token(&fingerprint(token)).await? else { return Ok(None) };
    Ok(reading.actor(id).await?.map(|actor| (actor, scopes)))
}

/// Organisations and communities that an account may speak for.
pub async fn mandates(world: &World, account: ActorId) -> Result<Vec<Actor>, ActError> {
    Ok(world.store.reading().await?.mandates_of(account, world.now()).await?)
}

pub(crate) async fn by_link(reading: &mut Reading, token: &str) -> Result<Option<Given>, ActError> {
    if token.len() > 64 {
        return Ok(None);
    }
    Ok(reading.recognition_by_link(&fingerprint(token)).await?)
}
