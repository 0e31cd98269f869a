//! To open an organisation or a community, in a minute, and to speak for it.

use anavez_recognition::{Actor, ActorId, Language, Name, Problem, Sort, Who, limits};
use anavez_store::NewActor;

use crate::profile::about;
use crate::{ActError, World, naming};

/// What somebody says of what they open.
#[derive(Debug, Clone)]
pub struct OpenOrganisation {
    /// Its name.
    pub name: String,
    /// What it does, for whom.
    pub about: String,
    /// `community`, `organisation` or `institution`.
    pub sort: String,
    /// The language of the page.
    pub language: Language,
}

/// Opens it; the person who does may speak for it from now on.
pub async fn open_organisation(world: &World, who: &Who, act: OpenOrganisation) -> Result<Actor, ActError> {
    let person = who.account.ok_or(ActError::SignInFirst)?;
    let name = Name::parse(&act.name)?;
    let about = about(&act.about)?;
    let sort: Sort = act.sort.parse().map_err(|problem| ActError::field("sort", problem))?;
    if sort == Sort::Person {
        return Err(ActError::field("sort", Problem::Unknown { value: act.sort }));
    }
    let mut writing = world.store.writing().await?;
    if writing.opened_by(person).await? >= i64::try_from(limits::ORGANISATIONS).unwrap_or(i64::MAX) {
        return Err(ActError::field("name", Problem::TooMany { max: limits::ORGANISATIONS }));
    }
    let twin = writing
        .mandates_of(person, world.now())
        .await?
        .into_iter()
        .find(|actor| actor.name.as_ref() == Some(&name) && actor.sort == sort);
    if let Some(twin) = twin {
        // The form was sent twice: it is open already.
        return Ok(twin);
    }
    let now = world.now();
    let handle = naming::free_handle(world, &mut writing, Some(&name)).await?;
    let id = ActorId::new(now, world.random());
    let new = NewActor {
        id,
        sort,
        guest: false,
        handle: Some(handle),
        name: Some(name),
        about,
        language: act.language,
        opened_by: Some(person),
        created_at: now,
    };
    writing.add_actor(&new).await?;
    writing.add_mandate(person, id, now).await?;
    writing.note(now, "open-organisation", Some(person), &id.to_string()).await?;
    let actor = writing.actor(id).await?.ok_or(ActError::NotFound)?;
    writing.commit().await?;
    Ok(actor)
}
