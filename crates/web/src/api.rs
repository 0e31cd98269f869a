//! The HTTP API under `/api/v1`, and the public forms of things: documents, pictures, lists.

use std::sync::Arc;

use axum::Router;

use crate::server::App;

pub(crate) fn router() -> Router<Arc<App>> {
    Router::new()
}
