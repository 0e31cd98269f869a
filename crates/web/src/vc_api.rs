//! `/vc-api`: the endpoints that the W3C test suites call; there only when the server was started with `--vc-api`.
//!
//! Source: Verifiable Credential API (W3C CCG). 201 signed, 200 right, 400 not, with a problem in words.

use std::sync::Arc;

use anavez_acts::vc_api::{Refusal, VcApi};
use anavez_acts::{ActError, World};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use openbadges::json;
use openbadges::proof::Occasion;
use serde_json::{Value, json};

struct Bench {
    world: Arc<World>,
    vc_api: VcApi,
}

/// The three endpoints, with a key made for this run.
pub(crate) fn router<S: Clone + Send + Sync + 'static>(world: &Arc<World>) -> Result<Router<S>, ActError> {
    let bench = Bench { world: Arc::clone(world), vc_api: VcApi::new(world)? };
    Ok(Router::new()
        .route("/vc-api/credentials/issue", post(issue))
        .route("/vc-api/credentials/verify", post(verify_credential))
        .route("/vc-api/presentations/verify", post(verify_presentation))
        .with_state(Arc::new(bench)))
}

async fn issue(State(bench): State<Arc<Bench>>, body: Bytes) -> Response {
    let signed = read(&body).and_then(|body| bench.vc_api.issue(&bench.world, &body["credential"], &body["options"]));
    match signed {
        Ok(signed) => (StatusCode::CREATED, Json(signed)).into_response(),
        Err(refusal) => refused(&refusal),
    }
}

async fn verify_credential(State(bench): State<Arc<Bench>>, body: Bytes) -> Response {
    answer(read(&body).and_then(|body| bench.vc_api.verify_credential(&bench.world, &body["verifiableCredential"])))
}

async fn verify_presentation(State(bench): State<Arc<Bench>>, body: Bytes) -> Response {
    answer(read(&body).and_then(|body| {
        let said = |field: &str| body["options"][field].as_str().map(str::to_owned);
        let occasion = Occasion { challenge: said("challenge"), domain: said("domain") };
        bench.vc_api.verify_presentation(&bench.world, &body["verifiablePresentation"], &occasion)
    }))
}

fn read(body: &[u8]) -> Result<Value, Refusal> {
    json::read(body).map_err(|error| Refusal { kind: "PARSING_ERROR", detail: error.to_string() })
}

fn answer(judged: Result<(), Refusal>) -> Response {
    match judged {
        Ok(()) => Json(json!({ "verified": true, "errors": [] })).into_response(),
        Err(refusal) => refused(&refusal),
    }
}

fn refused(refusal: &Refusal) -> Response {
    let problem = json!({
        "type": format!("https://www.w3.org/TR/vc-data-model#{}", refusal.kind),
        "title": refusal.kind,
        "status": 400,
        "detail": refusal.detail,
        "verified": false,
        "errors": [refusal.detail],
    });
    (StatusCode::BAD_REQUEST, Json(problem)).into_response()
}
