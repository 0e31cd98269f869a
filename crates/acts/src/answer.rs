//! What a receiver, and a giver who changes their mind, may do with what was offered.

use anavez_recognition::policy::{Act, may};
use anavez_recognition::{Audience, Context, Form, RecognitionId, State, Who};
use anavez_store::{Given, Writing};

use crate::letters::{self, Draft, Kind};
use crate::{ActError, World, award_token, issue};

/// The receiver says yes, and who may see it: without a word on that, whoever the giver meant it for.
/// Somebody who is signed in and came by a link without an address becomes its receiver. Tried again, it changes nothing.
pub async fn accept(world: &World, who: &Who, id: RecognitionId, audience: Option<Audience>) -> Result<Given, ActError> {
    let mut writing = world.store.writing().await?;
    let given = writing.recognition(id).await?.ok_or(ActError::NotFound)?;
    may(who, Act::Accept, &given.recognition, given.sides)?;
    if given.recognition.state == State::Accepted {
        return Ok(given);
    }
    given.recognition.state.accept()?;
    take_for_account(world, &mut writing, who, &given).await?;
    let audience = audience.unwrap_or(given.recognition.audience_given);
    if !writing.answer(id, State::Accepted, Some(audience), world.now()).await? {
        return Err(ActError::Conflict("this offer was answered meanwhile"));
    }
    writing.note(world.now(), "accept", who.account.or(Some(given.recognition.receiver)), &id.to_string()).await?;
    tell_giver(world, &mut writing, &given, Kind::Accepted).await?;
    let given = writing.recognition(id).await?.ok_or(ActError::NotFound)?;
    writing.commit().await?;
    world.letters.notify_one();
    if given.recognition.form == Form::Award
        && let Err(error) = award_token::make_token(world, id).await
    {
        // The yes stands; the token can be asked for.
        tracing::warn!(%id, %error, "the token of an award was not made");
    }
    Ok(given)
}

/// The receiver chooses anew who may see what they accepted.
pub async fn choose_audience(world: &World, who: &Who, id: RecognitionId, audience: Audience) -> Result<(), ActError> {
    let mut writing = world.store.writing().await?;
    let given = writing.recognition(id).await?.ok_or(ActError::NotFound)?;
    may(who, Act::ChooseAudience, &given.recognition, given.sides)?;
    if !writing.choose_audience(id, audience).await? {
        return Err(ActError::NotFound);
    }
    writing.note(world.now(), "choose-audience", who.account, &id.to_string()).await?;
    Ok(writing.commit().await?)
}

/// The receiver says no, without a reason: the bytes and words are deleted, the status bit is set, the giver knows, nobody else.
pub async fn decline(world: &World, who: &Who, id: RecognitionId) -> Result<(), ActError> {
    end(world, who, id, Act::Decline, State::decline, "decline").await
}

/// The giver takes an unanswered offer back: as if it had been declined.
pub async fn withdraw(world: &World, who: &Who, id: RecognitionId) -> Result<(), ActError> {
    end(world, who, id, Act::Withdraw, State::withdraw, "withdraw").await
}

/// The giver says that what was accepted holds no longer, and why if they want everybody to know: bit set, both ledgers
/// say so, the address answers 410.
pub async fn revoke(world: &World, who: &Who, id: RecognitionId, reason: &str) -> Result<(), ActError> {
    let reason = Context::parse_optional(reason).map_err(|problem| ActError::field("reason", problem.problem))?;
    let mut writing = world.store.writing().await?;
    let given = writing.recognition(id).await?.ok_or(ActError::NotFound)?;
    may(who, Act::Revoke, &given.recognition, given.sides)?;
    if given.recognition.state == State::Revoked {
        return Ok(());
    }
    given.recognition.state.revoke()?;
    if !writing.mark_revoked(id, reason.as_ref().map(Context::as_str), world.now()).await? {
        return Err(ActError::Conflict("this recognition changed meanwhile"));
    }
    writing.set_status(id, world.now()).await?;
    writing.note(world.now(), "revoke", who.account, &id.to_string()).await?;
    writing.commit().await?;
    issue::refresh_status_lists(world).await
}

/// Offers that waited too long lapse. Answers how many did.
pub async fn lapse_overdue(world: &World) -> Result<usize, ActError> {
    let before = world.now().plus_seconds(-anavez_recognition::limits::OFFER_SECONDS);
    let overdue = world.store.reading().await?.offered_before(before, 1_000).await?;
    for given in &overdue {
        let mut writing = world.store.writing().await?;
        erase_offer(world, &mut writing, given, State::Lapsed, "lapse", None).await?;
        writing.commit().await?;
    }
    issue::refresh_status_lists(world).await?;
    Ok(overdue.len())
}

async fn end(
    world: &World,
    who: &Who,
    id: RecognitionId,
    act: Act,
    step: fn(State) -> Result<State, anavez_recognition::NotNow>,
    word: &'static str,
) -> Result<(), ActError> {
    let mut writing = world.store.writing().await?;
    let given = writing.recognition(id).await?.ok_or(ActError::NotFound)?;
    may(who, act, &given.recognition, given.sides)?;
    let ended = match step(given.recognition.state) {
        Ok(ended) => ended,
        // The same answer given again (a double click, a reload) is no error.
        Err(_) if step(State::Offered) == Ok(given.recognition.state) => return Ok(()),
        Err(not_now) => return Err(not_now.into()),
    };
    let by = who.account.or(if act == Act::Decline { Some(given.recognition.receiver) } else { None });
    erase_offer(world, &mut writing, &given, ended, word, by).await?;
    if act == Act::Decline {
        tell_giver(world, &mut writing, &given, Kind::Declined).await?;
    }
    writing.commit().await?;
    world.letters.notify_one();
    issue::refresh_status_lists(world).await
}

/// What an offer that ends without a yes leaves: a line for its giver, a set bit, nothing else (decision 11).
async fn erase_offer(
    world: &World,
    writing: &mut Writing,
    given: &Given,
    ended: State,
    word: &str,
    by: Option<anavez_recognition::ActorId>,
) -> Result<(), ActError> {
    let (id, now) = (given.recognition.id, world.now());
    if !writing.answer(id, ended, None, now).await? {
        return Err(ActError::Conflict("this offer was answered meanwhile"));
    }
    writing.erase_document(id).await?;
    writing.erase_evidence(id).await?;
    writing.erase_messages(id).await?;
    writing.forget_words(id).await?;
    writing.drop_letter("offer", &id.to_string(), now).await?;
    writing.set_status(id, now).await?;
    Ok(writing.note(now, word, by, &id.to_string()).await?)
}

/// A guest without an address whose link is opened by somebody signed in is that account from now on.
async fn take_for_account(world: &World, writing: &mut Writing, who: &Who, given: &Given) -> Result<(), ActError> {
    let Some(account) = who.account else { return Ok(()) };
    let guest = given.recognition.receiver;
    let holds_link = who.link_of == Some(given.recognition.id);
    let is_giver = who.is_or_speaks_for(given.sides.giver);
    if given.sides.receiver_is_guest
        && holds_link
        && !is_giver
        && writing.addresses_of(guest).await?.is_empty()
        && writing.join(guest, account).await?
    {
        writing.note(world.now(), "join", Some(account), &guest.to_string()).await?;
    }
    Ok(())
}

/// One letter to the person who gave, if they have an address.
async fn tell_giver(world: &World, writing: &mut Writing, given: &Given, kind: Kind) -> Result<(), ActError> {
    let Some(giver) = writing.actor(given.recognition.by).await? else { return Ok(()) };
    let addresses = writing.addresses_of(giver.account()).await?;
    let Some(to) = addresses.into_iter().find(|address| address.verified_at.is_some()) else { return Ok(()) };
    let receiver = writing.actor(given.sides.receiver).await?;
    let draft = Draft {
        kind,
        to: to.shown,
        language: giver.language.clone(),
        url: world.addresses.recognition(&given.recognition),
        name: receiver.and_then(|actor| actor.label().map(str::to_owned)),
        badge: None,
        words: None,
        code: None,
    };
    letters::add(world, writing, "answer", &given.recognition.id.to_string(), &draft).await
}
