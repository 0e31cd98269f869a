//! The pages: a handler parses what came, calls one act, and hands plain values to a view.

mod account;
mod actor;
mod award;
mod claim;
mod found;
mod give;
mod home;
mod judge;
mod ledger;
mod model_form;
mod models;
mod oops;
mod organisation;
mod preferences;
mod read;
mod recognise;
mod sign_in;
mod speak;
mod statements;
mod upload;

use std::sync::Arc;

use axum::Router;
use axum::response::{Html, IntoResponse, Response};

pub use oops::PageError;
pub(crate) use oops::status_of;

use crate::server::App;

/// What a handler of a page answers.
pub(crate) type Answer = Result<Response, PageError>;

pub(crate) fn router() -> Router<Arc<App>> {
    Router::new()
        .merge(home::router())
        .merge(preferences::router())
        .merge(recognise::router())
        .merge(claim::router())
        .merge(ledger::router())
        .merge(award::router())
        .merge(sign_in::router())
        .merge(account::router())
        .merge(read::router())
        .merge(models::router())
        .merge(model_form::router())
        .merge(give::router())
        .merge(actor::router())
        .merge(organisation::router())
        .merge(statements::router())
        .fallback(|| async { PageError::Act(anavez_acts::ActError::NotFound) })
}

/// A view as an answer.
pub(crate) fn html(view: &impl askama::Template) -> Answer {
    let text = view.render().map_err(|error| PageError::Act(anavez_acts::ActError::Broken(Box::new(error))))?;
    Ok(Html(text).into_response())
}

/// Somewhere else, by GET: after a form was done, so that a reload sends nothing twice.
pub(crate) fn see_other(path: &str) -> Response {
    axum::response::Redirect::to(path).into_response()
}
