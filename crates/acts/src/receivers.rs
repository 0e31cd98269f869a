//! To whom: an address, somebody here, or whoever gets a link. Everybody named is an actor from the first moment (decision 4).

use std::collections::{HashMap, HashSet};

use anavez_recognition::{Actor, ActorId, EmailAddress, FieldProblem, Handle, Language, Problem, Sort};
use anavez_store::{NewActor, Reading, Writing};

use crate::{ActError, World};

/// To whom something is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum To {
    /// An e-mail address: a letter goes there.
    Address(EmailAddress),
    /// Somebody who has an account here: a handle, an id, or exactly their name.
    Somebody(String),
    /// Whoever gets the link, or scans the QR code.
    Link,
}

impl To {
    /// What one field of a form says: an address if it looks like one, else somebody here; empty: a link.
    pub fn parse(field: &str, raw: &str) -> Result<Self, FieldProblem> {
        let raw = raw.trim();
        let like_an_address = raw.chars().skip(1).any(|c| c == '@');
        match raw {
            "" => Ok(To::Link),
            raw if like_an_address => EmailAddress::parse(field, raw).map(To::Address),
            raw if raw.chars().count() > anavez_recognition::limits::NAME => {
                Err(FieldProblem::new(field, Problem::NobodyHere { value: raw.chars().take(60).collect() }))
            }
            raw => Ok(To::Somebody(raw.to_owned())),
        }
    }
}

/// A receiver who was found or made.
#[derive(Debug, Clone)]
pub(crate) struct Receiver {
    pub actor: Actor,
    /// Where a letter goes.
    pub letter_to: Option<String>,
    /// The address that it was given to: hashed into an award.
    pub address: Option<EmailAddress>,
}

/// Finds the receiver, or makes a guest.
pub(crate) async fn receiver(
    world: &World,
    writing: &mut Writing,
    field: &str,
    to: &To,
    language: &Language,
) -> Result<Receiver, ActError> {
    match to {
        To::Address(address) => {
            let mut named = name_addresses(world, writing, &[address], language).await?;
            Ok(at_address(named.remove(address.normal()).ok_or(ActError::NotFound)?, address))
        }
        To::Somebody(name) => {
            let actor = somebody(writing, field, name).await?;
            let letter_to = letter_address(writing, &actor).await?;
            Ok(Receiver { actor, letter_to, address: None })
        }
        To::Link => {
            let actor = add_guest(world, writing, language).await?;
            Ok(Receiver { actor, letter_to: None, address: None })
        }
    }
}

/// Makes a guest for each address that nobody has yet: everybody on a list, at once.
pub(crate) async fn name_addresses(
    world: &World,
    writing: &mut Writing,
    addresses: &[&EmailAddress],
    language: &Language,
) -> Result<HashMap<String, Actor>, ActError> {
    let normal: Vec<&str> = addresses.iter().map(|address| address.normal()).collect();
    let mut known = writing.actors_by_addresses(&normal).await?;
    let mut new: Vec<(NewActor, &EmailAddress)> = Vec::new();
    let mut named = HashSet::new();
    for &address in addresses {
        if !known.contains_key(address.normal()) && named.insert(address.normal()) {
            new.push((guest(world, language), address));
        }
    }
    let (guests, addresses): (Vec<NewActor>, Vec<&EmailAddress>) = new.into_iter().unzip();
    writing.add_actors(&guests).await?;
    let ids: Vec<ActorId> = guests.iter().map(|guest| guest.id).collect();
    let named: Vec<(ActorId, &EmailAddress)> = ids.iter().copied().zip(addresses.iter().copied()).collect();
    writing.add_addresses(&named, world.now()).await?;
    let mut made = writing.actors(ids).await?;
    for (guest, address) in guests.iter().zip(addresses) {
        known.insert(address.normal().to_owned(), made.remove(&guest.id).ok_or(ActError::NotFound)?);
    }
    Ok(known)
}

/// The receiver at an address.
pub(crate) fn at_address(actor: Actor, address: &EmailAddress) -> Receiver {
    Receiver { actor, letter_to: Some(address.shown().to_owned()), address: Some(address.clone()) }
}

/// An account here by handle, id, or exact name.
pub(crate) async fn somebody(reading: &mut Reading, field: &str, name: &str) -> Result<Actor, ActError> {
    let nobody = || ActError::field(field, Problem::NobodyHere { value: name.chars().take(60).collect() });
    if let Ok(id) = name.parse::<ActorId>() {
        let actor = reading.actor(id).await?.ok_or_else(nobody)?;
        return match actor.joined_to {
            Some(account) => reading.actor(account).await?.ok_or_else(nobody),
            None => Ok(actor),
        };
    }
    if let Ok(handle) = Handle::parse(name)
        && let Some(actor) = reading.actor_by_handle(&handle).await?
    {
        return Ok(actor);
    }
    let mut named = reading.actors_by_name(name).await?;
    match named.len() {
        1 => Ok(named.remove(0)),
        0 => Err(nobody()),
        _ => {
            let reason = "is the name of several people here: write their short name, which begins with @".to_owned();
            Err(ActError::field(field, Problem::Other { reason }))
        }
    }
}

/// Where letters to an account go: its own first proved address, or that of who speaks for it.
async fn letter_address(reading: &mut Reading, actor: &Actor) -> Result<Option<String>, ActError> {
    let mut candidates = vec![actor.id];
    if actor.sort != Sort::Person {
        candidates.extend(reading.speakers_of(actor.id).await?);
    }
    for candidate in candidates {
        let addresses = reading.addresses_of(candidate).await?;
        if let Some(address) = addresses.into_iter().find(|address| address.verified_at.is_some()) {
            return Ok(Some(address.shown));
        }
    }
    Ok(None)
}

async fn add_guest(world: &World, writing: &mut Writing, language: &Language) -> Result<Actor, ActError> {
    let new = guest(world, language);
    writing.add_actor(&new).await?;
    writing.actor(new.id).await?.ok_or(ActError::NotFound)
}

fn guest(world: &World, language: &Language) -> NewActor {
    NewActor {
        id: ActorId::new(world.now(), world.random()),
        sort: Sort::Person,
        guest: true,
        handle: None,
        name: None,
        about: None,
        language: language.clone(),
        opened_by: None,
        created_at: world.now(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_field_says_to_whom() {
        assert_eq!(To::parse("to", "  "), Ok(To::Link));
        assert_eq!(To::parse("to", "@nolwenn"), Ok(To::Somebody("@nolwenn".into())));
        assert_eq!(To::parse("to", "Nolwenn Kerbrat"), Ok(To::Somebody("Nolwenn Kerbrat".into())));
        assert!(matches!(To::parse("to", "fatou@example.org"), Ok(To::Address(_))));
        assert!(To::parse("to", "fatou@example").is_err());
        assert!(To::parse("to", &"x".repeat(81)).is_err());
    }
}
