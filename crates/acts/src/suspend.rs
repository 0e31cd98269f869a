//! To put a badge on hold, while something is cleared up, and to take it off hold again.
//!
//! What is on hold says so wherever it is read: a bit on the list beside the giver's list of what was revoked, the page, both
//! ledgers, the hosted assertion. Only a badge whose document names that list can be put on hold, which its model decides
//! when it is given; any other can be revoked.

use anavez_recognition::policy::{Act, may};
use anavez_recognition::{Context, RecognitionId, State, Who};

use crate::{ActError, World, issue};

const CANNOT: ActError = ActError::Conflict(
    "this badge was given without a place for being put on hold: it can be revoked; a new version of its model can allow it",
);

/// Puts a badge on hold, with a reason for everybody or none. Done again, it changes nothing.
pub async fn suspend(world: &World, who: &Who, id: RecognitionId, reason: &str) -> Result<(), ActError> {
    let reason = Context::parse_optional(reason).map_err(|problem| ActError::field("reason", problem.problem))?;
    let mut writing = world.store.writing().await?;
    let given = writing.recognition(id).await?.ok_or(ActError::NotFound)?;
    may(who, Act::Suspend, &given.recognition, given.sides)?;
    if given.recognition.state == State::Suspended {
        return Ok(());
    }
    given.recognition.state.suspend()?;
    let place = writing.place_of(id).await?.ok_or(ActError::NotFound)?;
    if !place.suspendable {
        return Err(CANNOT);
    }
    let marked = writing.mark_suspended(id, reason.as_ref().map(Context::as_str), world.now()).await?;
    if !marked || !writing.set_suspension(id, true, world.now()).await? {
        return Err(ActError::Conflict("this badge changed meanwhile"));
    }
    writing.note(world.now(), "suspend", who.account, &id.to_string()).await?;
    writing.commit().await?;
    issue::refresh_status_lists(world).await
}

/// Takes a badge off hold: it holds as before, for whoever saw it before. Done again, it changes nothing.
pub async fn reinstate(world: &World, who: &Who, id: RecognitionId) -> Result<(), ActError> {
    let mut writing = world.store.writing().await?;
    let given = writing.recognition(id).await?.ok_or(ActError::NotFound)?;
    may(who, Act::Reinstate, &given.recognition, given.sides)?;
    if given.recognition.state == State::Accepted {
        return Ok(());
    }
    given.recognition.state.reinstate()?;
    if !writing.mark_reinstated(id).await? || !writing.set_suspension(id, false, world.now()).await? {
        return Err(ActError::Conflict("this badge changed meanwhile"));
    }
    writing.note(world.now(), "reinstate", who.account, &id.to_string()).await?;
    writing.commit().await?;
    issue::refresh_status_lists(world).await
}
