//! The home page.

use std::sync::Arc;

use anavez_acts::show;
use axum::Router;
use axum::extract::State;
use axum::routing::get;

use super::{Answer, html, speak};
use crate::paths;
use crate::server::{App, Visitor};
use crate::view::home::{Home, ModelCard};
use crate::view::voice::Size;

/// Voices of the week on the home page.
const VOICES: usize = 6;
/// Badges on it.
const BADGES: usize = 6;

pub(super) fn router() -> Router<Arc<App>> {
    Router::new().route(paths::HOME, get(home))
}

async fn home(State(app): State<Arc<App>>, visitor: Visitor) -> Answer {
    let page = visitor.page(&app);
    let public = show::public_recognitions(&app.world, 40).await?;
    let voices = public
        .iter()
        .filter(|shown| shown.version.is_none() && shown.given.recognition.words.is_some())
        .take(VOICES)
        .map(|shown| {
            let mut voice = speak::voice(&page, shown, Size::Normal);
            voice.href = Some(paths::recognition(&shown.given.recognition.id.to_string()));
            voice
        })
        .collect();
    let mut models: Vec<ModelCard> = Vec::new();
    for shown in &public {
        let Some(version) = &shown.version else { continue };
        let href = paths::model(&version.model.to_string());
        if models.len() < BADGES && !models.iter().any(|card| card.href == href) {
            models.push(ModelCard {
                name: speak::name_of(version, page.language).1,
                href,
                picture: speak::picture_of(version),
                more: None,
            });
        }
    }
    html(&Home { page, voices, models, doors: Vec::new() })
}
