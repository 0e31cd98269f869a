//! To answer, thank, nuance: words in the conversation of a recognition, seen by its two sides.

use anavez_recognition::ids::MessageId;
use anavez_recognition::policy::{Act, may};
use anavez_recognition::texts::Message;
use anavez_recognition::{ActorId, Problem, RecognitionId, State, Who, limits};
use anavez_store::{Given, StoredMessage, Writing};

use crate::letters::{self, Draft, Kind};
use crate::{ActError, World, issue};

/// Adds a reply. The same act tried again adds nothing.
pub async fn reply(world: &World, who: &Who, id: RecognitionId, text: &str, act_id: &str) -> Result<(), ActError> {
    let text = Message::parse(text)?;
    let mut writing = world.store.writing().await?;
    let given = writing.recognition(id).await?.ok_or(ActError::NotFound)?;
    may(who, Act::Reply, &given.recognition, given.sides)?;
    if !matches!(given.recognition.state, State::Offered | State::Accepted) {
        return Err(ActError::Gone);
    }
    if writing.count_messages(id).await? >= i64::try_from(limits::MESSAGES).unwrap_or(i64::MAX) {
        return Err(ActError::field("message", Problem::TooMany { max: limits::MESSAGES }));
    }
    let author = author(who, &given);
    let message = StoredMessage {
        id: MessageId::new(world.now(), world.random()),
        author,
        text: text.as_str().to_owned(),
        created_at: world.now(),
    };
    if writing.add_message(id, &message, act_id).await? {
        writing.note(world.now(), "reply", Some(author), &id.to_string()).await?;
        tell_other_side(world, &mut writing, &given, &message).await?;
    }
    writing.commit().await?;
    world.letters.notify_one();
    Ok(())
}

/// Who writes: the side that the account is on, or the receiver whose link it is.
fn author(who: &Who, given: &Given) -> ActorId {
    match who.account {
        Some(_) if who.is_or_speaks_for(given.sides.giver) => given.recognition.giver,
        Some(account) if who.is_or_speaks_for(given.sides.receiver) => account,
        _ => given.recognition.receiver,
    }
}

async fn tell_other_side(world: &World, writing: &mut Writing, given: &Given, message: &StoredMessage) -> Result<(), ActError> {
    let r = &given.recognition;
    let from_giver = message.author == r.giver;
    let (other, url) =
        if from_giver { (given.sides.receiver, issue::claim_url(world, r.id)) } else { (r.by, world.addresses.recognition(r)) };
    let Some(other) = writing.actor(other).await? else { return Ok(()) };
    let addresses = writing.addresses_of(other.account()).await?;
    let Some(to) = addresses.first() else { return Ok(()) };
    let author = writing.actor(message.author).await?;
    let draft = Draft {
        kind: Kind::Reply,
        to: to.shown.clone(),
        language: other.language.clone(),
        url,
        name: author.and_then(|actor| actor.label().map(str::to_owned)),
        badge: None,
        words: Some(message.text.clone()),
        code: None,
    };
    letters::add(world, writing, "reply", &message.id.to_string(), &draft).await
}
