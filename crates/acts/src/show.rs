//! To look at what was given: one recognition with all that stands around it, and its signed forms.

use std::collections::{HashMap, HashSet};

use anavez_recognition::policy::{Act, may};
use anavez_recognition::{Actor, ActorId, Evidence, ModelId, ModelVersion, RecognitionId, Refused, State, Who};
pub use anavez_store::Entry;
use anavez_store::{Given, Reading, StoredMessage};

use crate::{ActError, World, hosted, issue, keep_picture};

/// A recognition and who stands on its sides.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The recognition; read through aliases.
    pub given: Given,
    /// The account (or guest) behind the giver.
    pub giver: Actor,
    /// The account (or guest) behind the receiver. Nobody while an offer to an e-mail address waits for a yes, except to
    /// its receiver: whether somebody here has that address, and who, is theirs to say.
    pub receiver: Option<Actor>,
    /// The version of the badge model, for an award.
    pub version: Option<ModelVersion>,
    /// Its public address.
    pub url: String,
    /// What its signature looks like: the seed of the sheet's rhythm. Its id while there is none to be seen.
    pub seed: Vec<u8>,
}

impl Shown {
    /// The name of the receiver, if they are to be seen and have one.
    pub fn receiver_label(&self) -> Option<&str> {
        self.receiver.as_ref().and_then(Actor::label)
    }

    /// The address that a letter went to, as its giver may see it: one they typed. The address of an account that was
    /// named otherwise is its own, and is shown to nobody.
    pub fn typed_address(&self) -> Option<&str> {
        self.given.letter_to.as_deref().filter(|_| self.given.to_address)
    }
}

/// A recognition with everything around it.
#[derive(Debug, Clone)]
pub struct Whole {
    /// The recognition and its sides.
    pub shown: Shown,
    /// Its evidence.
    pub evidence: Vec<Evidence>,
    /// Its conversation, for its two sides only.
    pub messages: Vec<(StoredMessage, Actor)>,
    /// What was given in answer, as far as whoever asks may see it.
    pub replies: Vec<Shown>,
    /// What happened to it.
    pub history: Vec<Entry>,
    /// What whoever asks may do with it now.
    pub acts: Vec<Act>,
    /// The claim link, for its giver while it waits for an answer.
    pub claim_url: Option<String>,
    /// It can be put on hold; for its giver to know.
    pub is_suspendable: bool,
    /// It was signed as a token too.
    pub has_token: bool,
    /// Its receiver has recognised its giver back already.
    pub is_answered_in_kind: bool,
}

/// Looks at a recognition.
pub async fn show(world: &World, who: &Who, id: RecognitionId) -> Result<Whole, ActError> {
    let mut reading = world.store.reading().await?;
    let given = reading.recognition(id).await?.ok_or(ActError::NotFound)?;
    whole(world, &mut reading, who, given).await
}

/// Looks at the recognition behind a claim link.
pub async fn show_by_link(world: &World, who: &Who, token: &str) -> Result<Whole, ActError> {
    let mut reading = world.store.reading().await?;
    let given = crate::who::by_link(&mut reading, token).await?.ok_or(ActError::NotFound)?;
    match given.recognition.state {
        State::Planned => Err(ActError::NotFound),
        State::Declined | State::Withdrawn | State::Lapsed => Err(ActError::Gone),
        _ => whole(world, &mut reading, who, given).await,
    }
}

/// What a claim link offered, when it has ended without a yes: who and when, no words.
pub async fn ended_by_link(world: &World, token: &str) -> Result<Option<Shown>, ActError> {
    let mut reading = world.store.reading().await?;
    match crate::who::by_link(&mut reading, token).await? {
        Some(given) if given.recognition.state.is_ended() && given.recognition.state != State::Revoked => {
            Ok(shown(world, &mut reading, &Who::stranger(), vec![given]).await?.pop())
        }
        _ => Ok(None),
    }
}

/// The signed document, byte for byte. To nobody before acceptance (decision 11); a revoked one is gone.
pub async fn take_away(world: &World, who: &Who, id: RecognitionId) -> Result<Vec<u8>, ActError> {
    let mut reading = world.store.reading().await?;
    let given = reading.recognition(id).await?.ok_or(ActError::NotFound)?;
    may(who, Act::TakeAway, &given.recognition, given.sides)?;
    if given.recognition.state == State::Revoked {
        return Err(ActError::Gone);
    }
    let document = reading.document(id).await?.ok_or(ActError::Gone)?;
    document.signed.ok_or(ActError::NotFound)
}

/// The signed document for looking at it here: also of what was revoked, for whoever may read that.
pub async fn document_of(world: &World, who: &Who, id: RecognitionId) -> Result<Vec<u8>, ActError> {
    let mut reading = world.store.reading().await?;
    let given = reading.recognition(id).await?.ok_or(ActError::NotFound)?;
    may(who, Act::TakeAway, &given.recognition, given.sides)?;
    let document = reading.document(id).await?.ok_or(ActError::Gone)?;
    document.signed.ok_or(ActError::NotFound)
}

/// The claim link of an offer, for its two sides: whoever asks has been let in by policy already.
pub fn claim_url(world: &World, id: RecognitionId) -> String {
    issue::claim_url(world, id)
}

/// What is baked into the picture of an award.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Baked {
    /// The signed document: Open Badges 3.0.
    Signed,
    /// The hosted assertion: Open Badges 2.0, of what anybody may open by its address.
    Hosted,
}

/// An award as a baked PNG or SVG: its picture with the badge inside.
pub async fn take_away_baked(
    world: &World,
    who: &Who,
    id: RecognitionId,
    as_svg: bool,
    what: Baked,
) -> Result<Vec<u8>, ActError> {
    let document = match what {
        Baked::Signed => take_away(world, who, id).await?,
        Baked::Hosted => hosted::assertion_to_bake(world, id).await?,
    };
    let mut reading = world.store.reading().await?;
    let given = reading.recognition(id).await?.ok_or(ActError::NotFound)?;
    let version = given.recognition.version.ok_or(ActError::NotFound)?;
    let version = reading.version(version).await?.ok_or(ActError::NotFound)?;
    drop(reading);
    let picture = if as_svg { svg_to_bake(world, &version).await? } else { png_to_bake(world, &version).await? };
    let text = String::from_utf8(document).map_err(|e| ActError::Broken(Box::new(e)))?;
    openbadges::bake::bake(&picture, &text).map_err(|e| ActError::Broken(Box::new(e)))
}

async fn svg_to_bake(world: &World, version: &ModelVersion) -> Result<Vec<u8>, ActError> {
    match keep_picture::brought(world, version).await? {
        Some(blob) if blob.media_type == "image/svg+xml" => Ok(blob.bytes),
        _ => Ok(anavez_pictures::badge_svg_with_name(&keep_picture::drawn(version)?).into_bytes()),
    }
}

async fn png_to_bake(world: &World, version: &ModelVersion) -> Result<Vec<u8>, ActError> {
    if version.said.picture.is_some() {
        return keep_picture::picture_png(world, version, 600).await;
    }
    let model = keep_picture::drawn(version)?;
    world.aside(move || anavez_pictures::badge_png_with_name(&model, 600)).await?.map_err(|e| ActError::Broken(Box::new(e)))
}

/// The last recognitions that both sides made public.
pub async fn public_recognitions(world: &World, most: usize) -> Result<Vec<Shown>, ActError> {
    let mut reading = world.store.reading().await?;
    let given = reading.public_recognitions(most).await?;
    shown(world, &mut reading, &Who::stranger(), given).await
}

/// An actor by id, handle or `@handle`; a guest that was joined is its account.
pub async fn actor(world: &World, name: &str) -> Result<Actor, ActError> {
    let mut reading = world.store.reading().await?;
    let found = crate::receivers::somebody(&mut reading, "actor", name).await.map_err(|_| ActError::NotFound)?;
    if found.guest { Err(ActError::NotFound) } else { Ok(found) }
}

/// What an actor received and gave that `who` may see listed: public ones, and their own.
pub async fn actor_recognitions(world: &World, who: &Who, id: ActorId) -> Result<(Vec<Shown>, Vec<Shown>), ActError> {
    let mut reading = world.store.reading().await?;
    let own = who.is_or_speaks_for(id);
    let most = anavez_recognition::limits::PAGE;
    let listed = |given: &Given| {
        given.recognition.state.is_live() && (own || anavez_recognition::policy::is_listed_for_others(&given.recognition))
    };
    let received = reading.received_by(id, None, most).await?.into_iter().filter(listed).collect();
    let given = reading.given_by(id, None, most).await?.into_iter().filter(listed).collect();
    Ok((shown(world, &mut reading, who, received).await?, shown(world, &mut reading, who, given).await?))
}

/// The newest version of a model, and its owner.
pub async fn model(world: &World, id: ModelId, number: Option<i64>) -> Result<(ModelVersion, Actor), ActError> {
    let mut reading = world.store.reading().await?;
    let version = match number {
        None => reading.model(id).await?,
        Some(number) => reading.versions_of(id).await?.into_iter().find(|version| version.number == number),
    };
    let version = version.ok_or(ActError::NotFound)?;
    let owner = reading.actor(version.owner).await?.ok_or(ActError::NotFound)?;
    Ok((version, owner))
}

/// The models that an account, and whoever it speaks for, owns.
pub async fn models_of(world: &World, who: &Who, after: Option<ModelId>) -> Result<Vec<ModelVersion>, ActError> {
    let account = who.account.ok_or(ActError::SignInFirst)?;
    let owners: Vec<ActorId> = std::iter::once(account).chain(who.speaks_for.iter().copied()).collect();
    Ok(world.store.reading().await?.models_of(&owners, after, anavez_recognition::limits::PAGE).await?)
}

/// The models of one actor, for its page.
pub async fn models_of_actor(world: &World, id: ActorId) -> Result<Vec<ModelVersion>, ActError> {
    Ok(world.store.reading().await?.models_of(&[id], None, anavez_recognition::limits::PAGE).await?)
}

/// A page of what was offered of a model's badges, for its owner: of every state, the newest first, older than `before`.
pub async fn awards_of(world: &World, who: &Who, model: ModelId, before: Option<RecognitionId>) -> Result<Vec<Shown>, ActError> {
    let mut reading = world.store.reading().await?;
    crate::make_model::owned(&mut reading, who, model).await?;
    let given = reading.awards_of(model, before, anavez_recognition::limits::PAGE).await?;
    shown(world, &mut reading, who, given).await
}

/// How the offers of a model were answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Answered {
    /// Offers made.
    pub offered: u64,
    /// Of them, accepted; a badge that was revoked later had been.
    pub accepted: u64,
}

/// How the offers of some models were answered, for whoever owns them all.
pub async fn answers_to(
    world: &World,
    who: &Who,
    models: impl IntoIterator<Item = &ModelVersion>,
) -> Result<HashMap<ModelId, Answered>, ActError> {
    let own: Vec<ModelId> = models.into_iter().filter(|v| who.is_or_speaks_for(v.owner)).map(|v| v.model).collect();
    let counts = world.store.reading().await?.count_awards(own).await?;
    let number = |n: i64| u64::try_from(n).unwrap_or(0);
    let answered = |(offered, accepted): (i64, i64)| Answered { offered: number(offered), accepted: number(accepted) };
    Ok(counts.into_iter().map(|(model, counts)| (model, answered(counts))).collect())
}

/// Who holds a badge of this model and shows it to everybody: each once, the last to accept first.
pub async fn holders_of(world: &World, model: ModelId) -> Result<Vec<Actor>, ActError> {
    let mut reading = world.store.reading().await?;
    let given = reading.public_awards_of(model, anavez_recognition::limits::PAGE).await?;
    let people = reading.actors(given.iter().map(|given| given.sides.receiver)).await?;
    let mut seen = HashSet::new();
    let once = given.iter().map(|given| given.sides.receiver).filter(|id| seen.insert(*id));
    Ok(once.filter_map(|id| people.get(&id).cloned()).collect())
}

/// What was chosen last by this receiver: proposed when they accept again, nothing the first time (decision 15).
pub async fn last_audience(world: &World, who: &Who) -> Result<Option<anavez_recognition::Audience>, ActError> {
    match who.account {
        Some(account) => Ok(world.store.reading().await?.last_audience_of(account).await?),
        None => Ok(None),
    }
}

async fn whole(world: &World, reading: &mut Reading, who: &Who, given: Given) -> Result<Whole, ActError> {
    may(who, Act::Read, &given.recognition, given.sides)?;
    let id = given.recognition.id;
    let gives = who.is_or_speaks_for(given.sides.giver);
    let is_party =
        gives || who.is_or_speaks_for(given.sides.receiver) || (who.link_of == Some(id) && given.sides.receiver_is_guest);
    let is_suspendable = reading.place_of(id).await?.is_some_and(|place| place.suspendable);
    let has_token = reading.award_token(id).await?.is_some();
    let acts = Act::ALL
        .into_iter()
        .filter(|act| is_possible(*act, &given) && (*act != Act::Suspend || is_suspendable))
        .filter(|act| *act != Act::AskToken || !has_token)
        .filter(|act| may(who, *act, &given.recognition, given.sides).is_ok())
        .collect();
    let evidence = reading.evidence_of(id).await?;
    let messages = if is_party { messages(reading, id).await? } else { Vec::new() };
    let replies = reading.given_in_reply_to(id).await?;
    let is_answered_in_kind =
        replies.iter().any(|reply| reply.sides.giver == given.sides.receiver && !reply.recognition.state.is_ended());
    let replies = replies.into_iter().filter(|reply| may(who, Act::Read, &reply.recognition, reply.sides).is_ok()).collect();
    let replies = shown(world, reading, who, replies).await?;
    let history = reading.journal_of(&id.to_string()).await?;
    let claim_url = (gives && given.recognition.state == State::Offered).then(|| issue::claim_url(world, id));
    let shown = shown(world, reading, who, vec![given]).await?.pop().ok_or(ActError::NotFound)?;
    Ok(Whole { shown, evidence, messages, replies, history, acts, claim_url, is_suspendable, has_token, is_answered_in_kind })
}

/// Does the act fit the state? (Who may is policy's business.)
fn is_possible(act: Act, given: &Given) -> bool {
    let state = given.recognition.state;
    match act {
        Act::Read => true,
        Act::TakeAway | Act::AskToken => matches!(state, State::Accepted | State::Suspended),
        Act::Accept => state.accept().is_ok(),
        Act::Decline => state.decline().is_ok(),
        Act::Withdraw => state.withdraw().is_ok(),
        Act::Revoke => state.revoke().is_ok(),
        Act::Suspend => state.suspend().is_ok(),
        Act::Reinstate => state.reinstate().is_ok(),
        Act::ChooseAudience => matches!(state, State::Accepted | State::Suspended),
        Act::Reply | Act::RecogniseBack => matches!(state, State::Offered | State::Accepted),
    }
}

async fn messages(reading: &mut Reading, id: RecognitionId) -> Result<Vec<(StoredMessage, Actor)>, ActError> {
    let messages = reading.messages_of(id).await?;
    let authors = reading.actors(messages.iter().map(|message| message.author)).await?;
    Ok(messages.into_iter().filter_map(|message| authors.get(&message.author).cloned().map(|author| (message, author))).collect())
}

/// Adds the people and models around recognitions: two look-ups, however many there are.
pub(crate) async fn shown(world: &World, reading: &mut Reading, who: &Who, given: Vec<Given>) -> Result<Vec<Shown>, ActError> {
    let people: HashSet<ActorId> = given.iter().flat_map(|given| [given.sides.giver, given.sides.receiver]).collect();
    let actors = reading.actors(people).await?;
    let versions: HashSet<_> = given.iter().filter_map(|given| given.recognition.version).collect();
    let versions = if versions.is_empty() { HashMap::new() } else { reading.versions(versions).await? };
    let mut all = Vec::with_capacity(given.len());
    for given in given {
        let (Some(giver), Some(receiver)) = (actors.get(&given.sides.giver), actors.get(&given.sides.receiver)) else {
            return Err(Refused::NotThere.into());
        };
        let version = given.recognition.version.and_then(|id| versions.get(&id).cloned());
        let url = world.addresses.recognition(&given.recognition);
        let seed = given.recognition.id.to_string().into_bytes();
        let receiver = is_receiver_named(who, &given).then(|| receiver.clone());
        all.push(Shown { giver: giver.clone(), receiver, version, url, seed, given });
    }
    Ok(all)
}

/// May `who` see whose recognition it is? A claim link alone does not say: its giver holds it too.
fn is_receiver_named(who: &Who, given: &Given) -> bool {
    !given.to_address || given.recognition.state.was_accepted() || who.is_or_speaks_for(given.sides.receiver)
}
