//! An award signed once more as a token (VC-JWT, RS256), for whoever reads nothing else.
//!
//! A token is signed once and kept (decision 12), and nothing is written on a read (decision 20). So it is not made when its
//! address is first opened, but at the yes to the award: from then on every public form answers, and no stranger's request
//! ever uses a giver's key. What was accepted before tokens were made here, or whose key was revoked since, has none until one
//! of its two sides asks for it: its address says so. Kept is only what surrounds the planned bytes, so that a token costs
//! 700 bytes and not the award a second time.

use anavez_recognition::policy::{Act, may};
use anavez_recognition::{Form, RecognitionId, State, Who};
use anavez_store::AwardToken;
use openbadges::write::TokenParts;

use crate::{ActError, World, signing};

/// One of the two sides asks for the token of an award: it is signed, unless it was before.
pub async fn ask_token(world: &World, who: &Who, id: RecognitionId) -> Result<(), ActError> {
    let given = world.store.reading().await?.recognition(id).await?.ok_or(ActError::NotFound)?;
    may(who, Act::AskToken, &given.recognition, given.sides)?;
    if given.recognition.state == State::Revoked {
        return Err(ActError::Gone);
    }
    make_token(world, id).await
}

/// The token of an award, for whoever may take the award away; `None`: it was not asked for yet.
pub async fn take_token(world: &World, who: &Who, id: RecognitionId) -> Result<Option<String>, ActError> {
    let mut reading = world.store.reading().await?;
    let given = reading.recognition(id).await?.ok_or(ActError::NotFound)?;
    may(who, Act::TakeAway, &given.recognition, given.sides)?;
    if given.recognition.form != Form::Award {
        return Err(ActError::NotFound);
    }
    if given.recognition.state == State::Revoked {
        return Err(ActError::Gone);
    }
    let Some(token) = reading.award_token(id).await? else { return Ok(None) };
    let document = reading.document(id).await?.ok_or(ActError::Gone)?;
    text(&token, &document.unsigned).map(Some)
}

/// Signs the token of an accepted award. Done again, it changes nothing.
pub(crate) async fn make_token(world: &World, id: RecognitionId) -> Result<(), ActError> {
    let mut reading = world.store.reading().await?;
    let given = reading.recognition(id).await?.ok_or(ActError::NotFound)?;
    if reading.award_token(id).await?.is_some() {
        return Ok(());
    }
    let document = reading.document(id).await?.ok_or(ActError::Gone)?;
    drop(reading);
    let key = signing::rsa_key_for(world, given.recognition.giver).await?;
    let TokenParts { header, claims, signature } = signing::sign_as_token(world, &key, &document.unsigned)?;
    let token = AwardToken { recognition: id, key: key.id, header, claims, signature, created_at: world.now() };
    let mut writing = world.store.writing().await?;
    // Meanwhile the award may have ended, or the key been revoked.
    let now = writing.recognition(id).await?.ok_or(ActError::NotFound)?;
    let key = writing.key(key.id).await?.filter(|key| key.state == anavez_keys::KeyState::Valid.as_str());
    if !now.recognition.state.was_accepted() || key.is_none() {
        return Err(ActError::Conflict("this award or its giver's key changed meanwhile: try again"));
    }
    if writing.add_award_token(&token).await? {
        writing.note(world.now(), "sign-token", None, &id.to_string()).await?;
    }
    Ok(writing.commit().await?)
}

/// The token, byte for byte as it was signed.
pub(crate) fn text(token: &AwardToken, planned: &[u8]) -> Result<String, ActError> {
    let AwardToken { header, claims, signature, .. } = token.clone();
    Ok(TokenParts { header, claims, signature }.token(planned)?)
}
