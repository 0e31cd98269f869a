//! Ways to an actor by its short name: `/@handle`, and WebFinger (RFC 7033).

use std::sync::Arc;

use anavez_acts::{ActError, show};
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use serde_json::json;

use super::problem::Problem;
use crate::server::App;

pub(super) fn router() -> Router<Arc<App>> {
    Router::new().route("/.well-known/webfinger", get(webfinger)).route("/@{handle}", get(by_handle))
}

async fn by_handle(State(app): State<Arc<App>>, Path(handle): Path<String>) -> Result<Response, Problem> {
    let actor = show::actor(&app.world, &format!("@{handle}")).await?;
    Ok(Redirect::temporary(&crate::paths::actor(&actor.id.to_string())).into_response())
}

#[derive(serde::Deserialize)]
struct Asked {
    resource: String,
}

async fn webfinger(State(app): State<Arc<App>>, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let account = asked.resource.strip_prefix("acct:").and_then(|account| account.split_once('@'));
    let (handle, host) = account.ok_or_else(|| Problem::field("resource", "is acct:handle@host"))?;
    if !host.eq_ignore_ascii_case(app.world.addresses.host()) {
        return Err(ActError::NotFound.into());
    }
    let actor = show::actor(&app.world, &format!("@{handle}")).await?;
    let page = app.world.addresses.actor(actor.id);
    let document = json!({
        "subject": asked.resource,
        "aliases": [page, app.world.addresses.did(actor.id)],
        "links": [{"rel": "http://webfinger.net/rel/profile-page", "type": "text/html", "href": page}],
    });
    let headers = [(header::CONTENT_TYPE, "application/jrd+json"), (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")];
    Ok((headers, document.to_string()).into_response())
}
