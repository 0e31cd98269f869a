//! Badge models: mine, and the page of one.

use std::sync::Arc;

use anavez_acts::{ActError, show};
use anavez_recognition::{ModelId, ModelVersion, limits};
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use axum::routing::get;

use super::{Answer, PageError, html, speak};
use crate::api::forms;
use crate::language::Language;
use crate::markup::Html;
use crate::paths;
use crate::server::{App, Visitor};
use crate::view::home::ModelCard;
use crate::view::model::{ModelPage, ModelRow, Models, Offers};

pub(super) fn router() -> Router<Arc<App>> {
    Router::new()
        .route(paths::MODELS, get(mine))
        .route("/models/{id}", get(model))
        .route("/models/{id}/versions/{number}", get(version))
}

/// A model among others.
pub(super) fn card(version: &ModelVersion, language: Language) -> ModelCard {
    ModelCard {
        name: speak::name_of(version, language).1,
        href: paths::model(&version.model.to_string()),
        picture: speak::picture_of(version),
        more: None,
    }
}

#[derive(serde::Deserialize, Default)]
struct After {
    after: Option<String>,
}

async fn mine(State(app): State<Arc<App>>, visitor: Visitor, Query(after): Query<After>) -> Answer {
    visitor.account()?;
    let who = visitor.who(&app, None).await?;
    let after = after.after.and_then(|id| id.parse().ok());
    let versions = show::models_of(&app.world, &who, after).await?;
    let answers = show::answers_to(&app.world, &who, &versions).await?;
    let rows = versions.iter().map(|version| ModelRow {
        id: version.model.to_string(),
        card: card(version, visitor.language),
        kind: speak::kind(version.said.kind),
        offers: answers.get(&version.model).map(|answered| Offers {
            offered: answered.offered,
            accepted: answered.accepted,
            href: paths::model_offers(&version.model.to_string()),
        }),
    });
    let last = versions.last().filter(|_| versions.len() == limits::PAGE);
    let next = last.map(|version| format!("{}?after={}", paths::MODELS, version.model));
    html(&Models { rows: rows.collect(), next, page: visitor.page(&app) })
}

async fn model(State(app): State<Arc<App>>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    show_model(&app, &visitor, &id, None).await
}

/// One of the languages of a version.
#[derive(serde::Deserialize, Default)]
struct InLanguage {
    lang: Option<String>,
}

async fn version(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path((id, number)): Path<(String, String)>,
    Query(asked): Query<InLanguage>,
    headers: HeaderMap,
) -> Answer {
    if let Some(number) = number.strip_suffix(".ob2.json") {
        return Ok(forms::badge_class(&app, &id, number, asked.lang.as_deref()).await.into_response());
    }
    if number.ends_with(".json") || matches!(forms::wanted(&headers), forms::Form::Json(_)) {
        return Ok(forms::achievement(State(app), Path((id, number))).await.into_response());
    }
    let number: i64 = number.parse().map_err(|_| ActError::NotFound)?;
    show_model(&app, &visitor, &id, Some(number)).await
}

async fn show_model(app: &App, visitor: &Visitor, id: &str, number: Option<i64>) -> Answer {
    let id: ModelId = id.parse().map_err(|_| ActError::NotFound)?;
    let (version, owner) = show::model(&app.world, id, number).await?;
    let page = visitor.page(app);
    let may = visitor.who(app, None).await?.is_or_speaks_for(version.owner);
    let (lang, name) = speak::name_of(&version, page.language);
    let newest = match number {
        Some(_) => show::model(&app.world, id, None).await?.0.number,
        None => version.number,
    };
    let holders = show::holders_of(&app.world, id).await?;
    html(&ModelPage {
        id: id.to_string(),
        description: Some(speak::text_of(&version.said.description, page.language).1).filter(|text| !text.is_empty()),
        criteria: Html::from_markdown(&speak::text_of(&version.said.criteria, page.language).1),
        lang: (lang != page.language.tag()).then_some(lang),
        kind: speak::kind(version.said.kind),
        picture: speak::picture_of(&version),
        author: speak::who(&page, &owner),
        version: u64::try_from(version.number).unwrap_or(0),
        newer: version.number < newest,
        published_on: speak::day(version.created_at),
        may_give: may,
        may_edit: may,
        holders: holders.iter().map(|holder| speak::who(&page, holder)).collect(),
        name,
        page,
    })
}

/// The newest version of a model of one's own; what is somebody else's says so.
pub(super) async fn own_model(app: &App, visitor: &Visitor, id: &str) -> Result<ModelVersion, PageError> {
    visitor.account()?;
    let id: ModelId = id.parse().map_err(|_| ActError::NotFound)?;
    let (version, _) = show::model(&app.world, id, None).await?;
    let who = visitor.who(app, None).await?;
    if who.is_or_speaks_for(version.owner) {
        Ok(version)
    } else {
        Err(ActError::Refused(anavez_recognition::Refused::GiverOnly).into())
    }
}
