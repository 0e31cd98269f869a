//! What a reader chose for this browser, and the assets that pages are made of.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use super::{Answer, see_other};
use crate::assets;
use crate::language::Language;
use crate::paths;
use crate::server::{App, CsrfForm, Walker};
use crate::view::Theme;

pub(super) fn router() -> Router<Arc<App>> {
    Router::new().route(paths::PREFERENCES, post(choose)).route("/assets/{name}", get(asset))
}

async fn choose(State(_): State<Arc<App>>, form: CsrfForm) -> Answer {
    let back = form.get("back");
    let mut response =
        see_other(if back.starts_with('/') && !back.starts_with("//") && !back.contains('\\') { back } else { paths::HOME });
    if let Some(language) = Language::from_tag(form.get("language")) {
        Walker::choose(&mut response, "language", language.tag());
    }
    if form.filled("theme").is_some() {
        Walker::choose(&mut response, "theme", Theme::from_value(form.get("theme")).value());
    }
    Ok(response)
}

/// An asset under the name that holds its hash: it never changes, so that browsers keep it for ever.
async fn asset(Path(name): Path<String>) -> Response {
    match assets::find_asset(&name) {
        Some(asset) => (
            [(header::CONTENT_TYPE, asset.media_type), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")],
            asset.bytes.clone(),
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
