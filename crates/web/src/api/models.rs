//! `/models`: badge models and their versions.

use std::sync::Arc;

use anavez_acts::make_model::{MakeModel, make_model, publish_version};
use anavez_acts::{ActError, keep_picture, show};
use anavez_recognition::badge_model::RawVersion;
use anavez_recognition::{Language, ModelId, ModelVersion, limits};
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::body::Body;
use super::caller::{Caller, act_id, idempotency_key, language};
use super::problem::Problem;
use super::recognitions::{before, created};
use super::shapes::{TextsIn, data_url, texts};
use crate::server::{App, Gate};

/// A badge model, or its next version.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ModelIn {
    /// What it is called.
    name: TextsIn,
    /// For whom and what for.
    description: TextsIn,
    /// What one must have done, lived or shown; Markdown.
    criteria: TextsIn,
    /// One of the fourteen kinds: `peer`, `competency`, `dream`…
    kind: String,
    /// Words to find it by.
    #[serde(default)]
    tags: Vec<String>,
    /// Rules for its badges.
    #[serde(default)]
    rules: RulesIn,
    /// A picture: `data:image/png;base64,…`; one is drawn when there is none.
    image: Option<String>,
    /// The organisation that owns it: a handle or an id.
    on_behalf_of: Option<String>,
    /// The name to sign with, for somebody who has not said one yet.
    giver_name: Option<String>,
}

/// Rules of a model.
#[derive(Debug, Default, Deserialize, Serialize, ToSchema)]
pub struct RulesIn {
    /// Its badges can be put on hold (`POST /awards/{id}/suspend`): each then carries two statuses, which Verifiable
    /// Credentials 2.0 allows and the schema of Open Badges 3.0 does not. Off when it is not said.
    #[serde(default)]
    suspension: bool,
}

/// A badge model.
#[derive(Debug, Serialize, ToSchema)]
pub struct ModelOut {
    /// Its id.
    id: String,
    /// The version that this is, from 1.
    version: i64,
    /// Its page.
    url: String,
    /// Its picture.
    image: String,
    /// What it is called.
    #[schema(value_type = Object)]
    name: Value,
    /// For whom and what for.
    #[schema(value_type = Object)]
    description: Value,
    /// What one must have done, lived or shown.
    #[schema(value_type = Object)]
    criteria: Value,
    /// Its kind.
    kind: &'static str,
    /// Words to find it by.
    tags: Vec<String>,
    /// Rules for its badges.
    rules: RulesIn,
}

/// A page of models.
#[derive(Debug, Serialize, ToSchema)]
pub struct ModelsOut {
    /// The models, in the order they were made.
    items: Vec<ModelOut>,
    /// What to send as `after` for the next page.
    next: Option<String>,
}

impl ModelOut {
    fn of(app: &App, version: &ModelVersion) -> Self {
        Self {
            id: version.model.to_string(),
            version: version.number,
            url: app.world.addresses.model(version.model),
            image: app.world.addresses.picture(version),
            name: texts(&version.said.name),
            description: texts(&version.said.description),
            criteria: texts(&version.said.criteria),
            kind: version.said.kind.slug(),
            tags: version.said.tags.clone(),
            rules: RulesIn { suspension: version.said.suspendable },
        }
    }
}

async fn said(app: &App, language: &Language, model: &mut ModelIn) -> Result<(RawVersion, Option<String>), Problem> {
    let picture = match model.image.take() {
        None => None,
        Some(image) => {
            let bytes = data_url(&image).ok_or_else(|| Problem::field("image", "must be data:image/…;base64,…"))?;
            Some(keep_picture::keep_badge_picture(&app.world, bytes).await?)
        }
    };
    let raw = RawVersion {
        name: model.name.clone().each("name", language)?,
        description: model.description.clone().each("description", language)?,
        criteria: model.criteria.clone().each("criteria", language)?,
        kind: std::mem::take(&mut model.kind),
        tags: std::mem::take(&mut model.tags),
        suspendable: model.rules.suspension,
    };
    Ok((raw, picture))
}

/// Makes a badge model.
#[utoipa::path(post, path = "/models", tag = "models", request_body = ModelIn, security(("token" = [])),
    responses((status = 201, body = ModelOut), (status = 422, body = Problem)))]
pub(super) async fn make(
    State(app): State<Arc<App>>,
    caller: Caller,
    headers: HeaderMap,
    body: Body<ModelIn>,
) -> Result<Response, Problem> {
    caller.may_write()?;
    app.gates.admit(Gate::Giving, &caller.account.id.to_string())?;
    let key = idempotency_key(&headers)?;
    if let Some(before) = before(&app, &caller, key.as_deref(), &body.text).await? {
        return Ok(before);
    }
    let act_id = act_id(&app, &headers, &body.text)?;
    let (text, mut model) = (body.text, body.value);
    let (said, picture) = said(&app, &language(&headers), &mut model).await?;
    let in_name_of = match &model.on_behalf_of {
        Some(name) => Some(super::caller::actor(&app, name).await?.id),
        None => None,
    };
    let act = MakeModel { act_id, said, picture, in_name_of, giver_name: model.giver_name };
    let version = make_model(&app.world, &caller.who(&app).await?, act).await?;
    created(&app, &caller, key.as_deref(), &text, &ModelOut::of(&app, &version)).await
}

/// Publishes the next version of a model; badges given before keep theirs.
#[utoipa::path(post, path = "/models/{id}/versions", tag = "models", params(("id" = String, Path,)), request_body = ModelIn,
    security(("token" = [])), responses((status = 201, body = ModelOut), (status = 403, body = Problem)))]
pub(super) async fn publish(
    State(app): State<Arc<App>>,
    caller: Caller,
    headers: HeaderMap,
    Path(id): Path<String>,
    body: Body<ModelIn>,
) -> Result<Response, Problem> {
    caller.may_write()?;
    let id: ModelId = id.parse().map_err(|_| ActError::NotFound)?;
    let (text, mut model) = (body.text, body.value);
    let (said, picture) = said(&app, &language(&headers), &mut model).await?;
    let version = publish_version(&app.world, &caller.who(&app).await?, id, said, picture).await?;
    created(&app, &caller, None, &text, &ModelOut::of(&app, &version)).await
}

/// A badge model: public.
#[utoipa::path(get, path = "/models/{id}", tag = "models", params(("id" = String, Path,)),
    responses((status = 200, body = ModelOut), (status = 404, body = Problem)))]
pub(super) async fn show(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Json<ModelOut>, Problem> {
    let id: ModelId = id.parse().map_err(|_| ActError::NotFound)?;
    let (version, _) = show::model(&app.world, id, None).await?;
    Ok(Json(ModelOut::of(&app, &version)))
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct After {
    after: Option<String>,
}

/// My models, and those of whom I speak for.
#[utoipa::path(get, path = "/models", tag = "models", params(("after" = Option<String>, Query,)), security(("token" = [])),
    responses((status = 200, body = ModelsOut)))]
pub(super) async fn list(
    State(app): State<Arc<App>>,
    caller: Caller,
    Query(after): Query<After>,
) -> Result<Json<ModelsOut>, Problem> {
    let after = after.after.map(|id| id.parse::<ModelId>().map_err(|e| Problem::field("after", e.to_string()))).transpose()?;
    let versions = show::models_of(&app.world, &caller.who(&app).await?, after).await?;
    let next = (versions.len() == limits::PAGE).then(|| versions.last().map(|version| version.model.to_string())).flatten();
    Ok(Json(ModelsOut { items: versions.iter().map(|version| ModelOut::of(&app, version)).collect(), next }))
}
