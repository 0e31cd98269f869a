//! What an actor says of itself: name, handle, a few lines, language; and tokens for the API.

use anavez_keys::{fingerprint, random_token};
use anavez_recognition::{Actor, ActorId, FieldProblem, Handle, Language, Name, Problem, Refused, Sort, Who, limits};
use anavez_store::NewActor;
pub use anavez_store::{Address, StoredToken};

use crate::problem::Problems;
use crate::{ActError, World, naming};

/// What somebody writes about themselves.
#[derive(Debug, Clone)]
pub struct ChangeProfile {
    /// The actor: themselves, or an organisation that they speak for.
    pub actor: ActorId,
    /// The name that it shows.
    pub name: String,
    /// Its short name; empty: it stays as it is, or is made from the name.
    pub handle: String,
    /// A few lines; may be empty.
    pub about: String,
    /// The language of its letters.
    pub language: Language,
}

/// Changes what an actor says of itself. Documents that were signed keep the name that they were signed with.
pub async fn change_profile(world: &World, who: &Who, act: ChangeProfile) -> Result<Actor, ActError> {
    if who.account.is_none() {
        return Err(ActError::SignInFirst);
    }
    if !who.is_or_speaks_for(act.actor) {
        return Err(Refused::GiverOnly.into());
    }
    let mut problems = Problems::default();
    let name = problems.note(Name::parse(&act.name));
    let about = problems.note(about(&act.about)).flatten();
    let handle = if act.handle.trim().is_empty() { None } else { problems.note(Handle::parse(&act.handle)) };
    problems.done()?;
    let mut writing = world.store.writing().await?;
    let mut actor = writing.actor(act.actor).await?.ok_or(ActError::NotFound)?;
    if let Some(handle) = handle.filter(|handle| actor.handle.as_ref() != Some(handle)) {
        if naming::is_reserved(&handle) || writing.actor_by_handle(&handle).await?.is_some() {
            return Err(ActError::field("handle", Problem::Taken));
        }
        actor.handle = Some(handle);
    }
    actor.about = about;
    actor.language = act.language;
    match name {
        Some(name) if actor.name.is_none() => naming::name_first(world, &mut writing, &mut actor, name).await?,
        name => {
            actor.name = name.or(actor.name);
            writing.change_actor(&actor).await?;
        }
    }
    writing.note(world.now(), "change-profile", who.account, &actor.id.to_string()).await?;
    writing.commit().await?;
    Ok(actor)
}

/// What an API token may do.
pub const SCOPES: &str = "read write";

/// Tokens of one account.
const TOKENS: usize = 50;

/// Makes an API token for an account. It is shown once; only its fingerprint is kept.
pub async fn make_token(world: &World, account: ActorId, name: &str) -> Result<String, ActError> {
    let token = world.chance(random_token);
    keep_token(world, account, name, token).await
}

/// As [`make_token`], for a form that may be sent twice: the same act shows the same token, and makes one.
pub async fn make_token_once(world: &World, account: ActorId, name: &str, act_id: &str) -> Result<String, ActError> {
    if act_id.is_empty() {
        return make_token(world, account, name).await;
    }
    let token = world.links.token(&format!("api token {account} {act_id}"));
    if world.store.reading().await?.token(&fingerprint(&token)).await?.is_some() {
        return Ok(token);
    }
    keep_token(world, account, name, token).await
}

async fn keep_token(world: &World, account: ActorId, name: &str, token: String) -> Result<String, ActError> {
    let name = Name::parse(name).map_err(|problem| ActError::field("token_name", problem.problem))?;
    let mut writing = world.store.writing().await?;
    if writing.tokens_of(account).await?.len() >= TOKENS {
        return Err(ActError::field("token_name", Problem::TooMany { max: TOKENS }));
    }
    let stored = StoredToken { id: world.new_act_id(), name: name.as_str().to_owned(), created_at: world.now() };
    writing.add_token(&fingerprint(&token), &stored, account, SCOPES).await?;
    if writing.token(&fingerprint(&token)).await?.is_none() {
        // The form of a token that was ended meanwhile: it stays ended.
        return Err(ActError::Gone);
    }
    writing.note(world.now(), "make-token", Some(account), &account.to_string()).await?;
    writing.commit().await?;
    Ok(token)
}

/// The API tokens of an account, without their secrets.
pub async fn tokens_of(world: &World, account: ActorId) -> Result<Vec<StoredToken>, ActError> {
    Ok(world.store.reading().await?.tokens_of(account).await?)
}

/// Ends an API token.
pub async fn revoke_token(world: &World, account: ActorId, id: &str) -> Result<(), ActError> {
    let mut writing = world.store.writing().await?;
    if !writing.revoke_token(id, account, world.now()).await? {
        return Err(ActError::NotFound);
    }
    writing.note(world.now(), "revoke-token", Some(account), &account.to_string()).await?;
    Ok(writing.commit().await?)
}

/// The addresses of an account, the oldest first.
pub async fn addresses_of(world: &World, account: ActorId) -> Result<Vec<Address>, ActError> {
    Ok(world.store.reading().await?.addresses_of(account).await?)
}

/// Addresses that an account asked to add, whose letters wait to be used.
pub async fn addresses_being_proved(world: &World, account: ActorId) -> Result<Vec<String>, ActError> {
    Ok(world.store.reading().await?.addresses_being_proved(account, world.now()).await?)
}

/// The account of a handle; made if there is none, with the handle as its first name (`anavez token create`).
pub async fn account_named(world: &World, handle: &str) -> Result<Actor, ActError> {
    let handle = Handle::parse(handle)?;
    let mut writing = world.store.writing().await?;
    if let Some(actor) = writing.actor_by_handle(&handle).await? {
        return Ok(actor);
    }
    let id = ActorId::new(world.now(), world.random());
    let new = NewActor {
        id,
        sort: Sort::Person,
        guest: false,
        name: Some(Name::parse(handle.as_str())?),
        handle: Some(handle),
        about: None,
        language: Language::french(),
        opened_by: None,
        created_at: world.now(),
    };
    writing.add_actor(&new).await?;
    writing.note(world.now(), "make-account", None, &id.to_string()).await?;
    let actor = writing.actor(id).await?.ok_or(ActError::NotFound)?;
    writing.commit().await?;
    Ok(actor)
}

pub(crate) fn about(raw: &str) -> Result<Option<String>, FieldProblem> {
    let text =
        anavez_recognition::problem::text(raw, limits::ABOUT, true).map_err(|problem| FieldProblem::new("about", problem))?;
    Ok(if text.is_empty() { None } else { Some(text) })
}
