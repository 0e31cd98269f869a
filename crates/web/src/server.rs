//! The router: every route of pages and API, and the layers around them.
//!
//! From outside in: a panic is an answer, an id for each request, a bounded number at a time (the rest gets 503 at once),
//! a time limit, a body limit, headers that close what a browser could be talked into.

mod app;
mod cookies;
mod gates;
mod headers;
mod health;
mod visitor;

use std::sync::Arc;
use std::time::Duration;

use anavez_acts::{ActError, World};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

pub use app::App;
pub use gates::{Gate, Wait};
pub(crate) use visitor::session_account;
pub use visitor::{CsrfForm, CsrfRefused, Visitor, Walker};

use crate::{api, pages};

/// Requests served at the same time; one more is told to come back (reliability.md 12).
const IN_FLIGHT: usize = 512;
/// The longest that a request may take. Reading a badge may fetch, for 10 s each, some addresses one after the other.
const TIME_MAX: Duration = Duration::from_secs(60);
/// The largest body of a request that does not say otherwise: a page's form, a call of the API.
const BODY_BYTES: usize = 1024 * 1024;

/// Everything that is served.
pub fn router(world: Arc<World>) -> Router {
    within_bounds(Arc::new(App::new(world)), Router::new())
}

/// Everything that is served, and the endpoints of the W3C test suites.
///
/// # Errors
/// When no key could be made for them.
pub fn router_with_vc_api(world: Arc<World>) -> Result<Router, ActError> {
    let vc_api = crate::vc_api::router(&world)?;
    Ok(within_bounds(Arc::new(App::new(world)), vc_api))
}

fn within_bounds(app: Arc<App>, more: Router<Arc<App>>) -> Router {
    let pages = pages::router().layer(axum::middleware::from_fn_with_state(Arc::clone(&app), visitor::meet));
    Router::new().merge(pages).merge(api::router()).merge(health::router()).merge(more).with_state(Arc::clone(&app)).layer(
        ServiceBuilder::new()
            .layer(TraceLayer::new_for_http())
            .layer(axum::middleware::from_fn_with_state(Arc::clone(&app), headers::close))
            .layer(axum::middleware::from_fn_with_state(Arc::clone(&app), gates::one_of_so_many))
            .layer(CatchPanicLayer::new())
            .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, TIME_MAX))
            .layer(CompressionLayer::new())
            .layer(DefaultBodyLimit::max(BODY_BYTES)),
    )
}
