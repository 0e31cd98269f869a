//! To make a badge model, and its next version. Versions never change; awards pin theirs.

use anavez_recognition::badge_model::RawVersion;
use anavez_recognition::{ActorId, ModelId, ModelVersion, NewVersion, Refused, VersionId, Who};

use crate::{ActError, World, giving};

/// What somebody writes to make a model.
#[derive(Debug, Clone, Default)]
pub struct MakeModel {
    /// Names this act: tried again with the same id, nothing is made twice.
    pub act_id: String,
    /// Its texts, kind and tags.
    pub said: RawVersion,
    /// SHA-256 (hex) of a picture that was kept with [`crate::keep_picture`]; none: one is drawn.
    pub picture: Option<String>,
    /// The organisation that owns it; otherwise the person.
    pub in_name_of: Option<ActorId>,
    /// The name to sign with, for who has not said one yet.
    pub giver_name: Option<String>,
}

/// Makes a badge model with its first version.
pub async fn make_model(world: &World, who: &Who, act: MakeModel) -> Result<ModelVersion, ActError> {
    let said = NewVersion::parse(act.said, act.picture).map_err(ActError::Invalid)?;
    let mut writing = world.store.writing().await?;
    if who.account.is_none() {
        return Err(ActError::SignInFirst);
    }
    let giver = giving::giver(world, &mut writing, who, act.in_name_of, act.giver_name.as_deref()).await?;
    if let Some(before) = writing.model_by_act(giver.by, &act.act_id).await? {
        return Ok(before);
    }
    let now = world.now();
    let first = ModelVersion {
        id: VersionId::new(now, world.random()),
        model: ModelId::new(now, world.random()),
        owner: giver.actor.id,
        number: 1,
        said,
        created_at: now,
    };
    writing.add_model(&first, giver.by, &act.act_id).await?;
    writing.note(now, "make-model", Some(giver.by), &first.model.to_string()).await?;
    writing.commit().await?;
    Ok(first)
}

/// Publishes the next version of a model; badges given before keep theirs. Saying the same again makes no new version.
pub async fn publish_version(
    world: &World,
    who: &Who,
    model: ModelId,
    said: RawVersion,
    picture: Option<String>,
) -> Result<ModelVersion, ActError> {
    let mut writing = world.store.writing().await?;
    let newest = owned(&mut writing, who, model).await?;
    let said = NewVersion::parse(said, picture.or_else(|| newest.said.picture.clone())).map_err(ActError::Invalid)?;
    if said == newest.said {
        return Ok(newest);
    }
    let next = ModelVersion {
        id: VersionId::new(world.now(), world.random()),
        number: newest.number + 1,
        said,
        created_at: world.now(),
        ..newest
    };
    writing.add_version(&next).await?;
    writing.note(world.now(), "publish-version", who.account, &model.to_string()).await?;
    writing.commit().await?;
    Ok(next)
}

/// The newest version of a model that whoever asks may give and change: its owner, or who speaks for it.
pub(crate) async fn owned(reading: &mut anavez_store::Reading, who: &Who, model: ModelId) -> Result<ModelVersion, ActError> {
    let version = reading.model(model).await?.ok_or(ActError::NotFound)?;
    match who.account {
        None => Err(ActError::SignInFirst),
        Some(_) if who.is_or_speaks_for(version.owner) => Ok(version),
        Some(_) => Err(Refused::GiverOnly.into()),
    }
}
