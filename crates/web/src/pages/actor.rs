//! The page of somebody: who they are, what they show, what they give.

use std::sync::Arc;

use anavez_acts::show;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::IntoResponse;
use axum::routing::get;

use super::models::card;
use super::{Answer, html, see_other, speak};
use crate::api::forms;
use crate::paths;
use crate::server::{App, Visitor};
use crate::texts::TextId;
use crate::view::Notice;
use crate::view::actor_page::ActorPage;
use crate::view::home::ModelCard;
use crate::view::voice::Size;

pub(super) fn router() -> Router<Arc<App>> {
    Router::new().route("/actors/{id}", get(page))
}

#[derive(serde::Deserialize, Default)]
struct Done {
    #[serde(default)]
    done: String,
}

async fn page(State(app): State<Arc<App>>, visitor: Visitor, Path(id): Path<String>, Query(done): Query<Done>) -> Answer {
    if let Some(id) = id.strip_suffix(".ob2.json") {
        return Ok(forms::issuer_profile(&app, id).await.into_response());
    }
    let actor = show::actor(&app.world, &id).await?;
    let own_id = actor.id.to_string();
    if own_id != id {
        // A guest who became this account, or a short name: one page, one address.
        return Ok(see_other(&paths::actor(&own_id)));
    }
    let who = visitor.who(&app, None).await?;
    let mine = who.is_or_speaks_for(actor.id);
    let mut page = visitor.page(&app);
    page.notice = match done.done.as_str() {
        "opened" if mine => Some(Notice { text: page.t(TextId("notice-opened")), warning: false }),
        "saved" if mine => Some(Notice { text: page.t(TextId("notice-saved")), warning: false }),
        _ => None,
    };
    let (received, given) = show::actor_recognitions(&app.world, &who, actor.id).await?;
    let voice = |shown: &show::Shown| {
        let mut voice = speak::voice(&page, shown, Size::Small);
        voice.href = Some(paths::recognition(&shown.given.recognition.id.to_string()));
        voice
    };
    let badge = |shown: &show::Shown| {
        let version = shown.version.as_ref()?;
        Some(ModelCard {
            href: paths::award(&shown.given.recognition.id.to_string()),
            more: Some(speak::who(&page, &shown.giver).name),
            ..card(version, page.language)
        })
    };
    let models = show::models_of_actor(&app.world, actor.id).await?;
    let to = actor.handle.as_ref().map_or_else(|| own_id.clone(), |handle| format!("%40{handle}"));
    let is_self = visitor.account.as_ref().is_some_and(|account| account.id == actor.id);
    html(&ActorPage {
        who: speak::who(&page, &actor),
        about: actor.about.clone(),
        badges: received.iter().filter_map(badge).collect(),
        models: models.iter().map(|version| card(version, page.language)).collect(),
        received: received.iter().filter(|shown| shown.version.is_none()).map(voice).collect(),
        given: given.iter().filter(|shown| shown.version.is_none()).map(voice).collect(),
        recognise: (!is_self).then(|| format!("{}?to={to}", paths::RECOGNISE)),
        edit: mine.then(|| if is_self { paths::ACCOUNT.to_owned() } else { paths::actor_edit(&own_id) }),
        did: app.world.addresses.did(actor.id),
        page,
    })
}
