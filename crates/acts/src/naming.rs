//! Names and handles: an account that says its name for the first time gets a handle made from it.

use anavez_recognition::{Actor, Handle, Name};
use anavez_store::{Reading, Writing};

use crate::{ActError, World};

/// Handles that are pages of ours, or that would look official.
const RESERVED: [&str; 12] =
    ["admin", "api", "anavez", "help", "aide", "root", "support", "contact", "security", "official", "moderation", "system"];
/// What the handle of an account without a name begins with.
const UNNAMED: &str = "invite-";

/// A free handle for a name: the name itself, else with a number behind it; without letters, a neutral one.
pub(crate) async fn free_handle(world: &World, reading: &mut Reading, name: Option<&Name>) -> Result<Handle, ActError> {
    let base = name.and_then(|name| Handle::from_name(name.as_str())).filter(|handle| !RESERVED.contains(&handle.as_str()));
    if let Some(base) = base {
        for number in 1..=50 {
            let handle = if number == 1 { base.clone() } else { base.numbered(number) };
            if reading.actor_by_handle(&handle).await?.is_none() {
                return Ok(handle);
            }
        }
    }
    let chance: String = world.random::<6>().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Handle::parse(&format!("{UNNAMED}{chance}"))?)
}

/// Gives an actor its first name; an account gets a handle made from it in place of its neutral one.
pub(crate) async fn name_first(world: &World, writing: &mut Writing, actor: &mut Actor, name: Name) -> Result<(), ActError> {
    let neutral = actor.handle.as_ref().is_some_and(|handle| handle.as_str().starts_with(UNNAMED));
    if !actor.guest && neutral {
        actor.handle = Some(free_handle(world, writing, Some(&name)).await?);
    }
    actor.name = Some(name);
    Ok(writing.change_actor(actor).await?)
}

/// May somebody choose this handle?
pub(crate) fn is_reserved(handle: &Handle) -> bool {
    RESERVED.contains(&handle.as_str()) || handle.as_str().starts_with(UNNAMED)
}
