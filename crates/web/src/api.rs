//! The HTTP API under `/api/v1`, its OpenAPI document, and the public forms of things. No cookie is read here.

mod body;
mod caller;
mod completed;
pub(crate) mod forms;
mod me;
mod models;
mod offers;
mod problem;
mod recognitions;
mod shapes;
mod verify;
mod well_known;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::response::{IntoResponse, Response};
use utoipa::OpenApi;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouterExt as _};
use utoipa_axum::routes;
use utoipa_swagger_ui::SwaggerUi;

use crate::server::App;
use problem::Security;

/// What the document says of itself.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Anavez",
        description = "Open recognition: recognise somebody in words, make and give badges, accept, read and verify. \
            Errors are RFC 9457 problems. Texts are {\"fr\": …, \"en\": …}, or a plain string in the language of the request. \
            A POST that creates is done once for one Idempotency-Key."
    ),
    modifiers(&Security),
    tags((name = "recognitions"), (name = "models"), (name = "offers"), (name = "me"), (name = "verify"))
)]
struct Document;

/// The largest body of a call: a picture in base64, and room for the words around it.
const BODY_BYTES: usize = anavez_recognition::limits::UPLOAD_BYTES / 3 * 4 + 256 * 1024;

fn documented() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(recognitions::give))
        .routes(routes!(recognitions::show))
        .routes(routes!(recognitions::show_award))
        .routes(routes!(recognitions::withdraw))
        .routes(routes!(recognitions::revoke))
        .routes(routes!(recognitions::revoke_award))
        .routes(routes!(recognitions::suspend_award))
        .routes(routes!(recognitions::reinstate_award))
        .routes(routes!(recognitions::ask_token))
        .routes(routes!(models::list, models::make))
        .routes(routes!(models::show))
        .routes(routes!(models::publish))
        .routes(routes!(offers::give).layer(DefaultBodyLimit::max(anavez_recognition::limits::LIST_BYTES)))
        .routes(routes!(offers::show))
        .routes(routes!(offers::accept))
        .routes(routes!(offers::decline))
        .routes(routes!(offers::reply))
        .routes(routes!(offers::recognise_back))
        .routes(routes!(me::me))
        .routes(routes!(me::my_ledger))
        .routes(routes!(me::ledger_of))
        .routes(routes!(me::open))
        .routes(routes!(verify::verify))
        .layer(DefaultBodyLimit::max(BODY_BYTES))
}

/// The OpenAPI document: kept as a snapshot by a test.
pub fn document() -> utoipa::openapi::OpenApi {
    let (_, mut document) =
        OpenApiRouter::<Arc<App>>::with_openapi(Document::openapi()).nest("/api/v1", documented()).split_for_parts();
    completed::complete(&mut document);
    document
}

pub(crate) fn router() -> Router<Arc<App>> {
    let (router, mut document) = OpenApiRouter::with_openapi(Document::openapi()).nest("/api/v1", documented()).split_for_parts();
    completed::complete(&mut document);
    router
        .merge(Router::<Arc<App>>::from(SwaggerUi::new("/api/docs").url("/api/v1/openapi.json", document)))
        .route("/api/{*rest}", axum::routing::any(|| async { nothing_here() }))
        .method_not_allowed_fallback(|| async { not_that_way() })
        .merge(forms::router())
        .merge(well_known::router())
}

fn nothing_here() -> Response {
    problem::Problem::from(anavez_acts::ActError::NotFound).into_response()
}

fn not_that_way() -> Response {
    problem::Problem::new(axum::http::StatusCode::METHOD_NOT_ALLOWED, "this address does not take that method").into_response()
}
