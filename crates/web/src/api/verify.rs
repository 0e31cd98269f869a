//! `/verify`: any badge, no account.

use std::net::IpAddr;
use std::sync::Arc;

use anavez_acts::verify::verify_here;
use anavez_recognition::limits;
use axum::Json;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Query, Request, State};
use axum::http::{StatusCode, header};
use openbadges::verify::{Input, Options};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::problem::Problem;
use crate::server::{App, Gate};

/// What is to be verified: one of `url`, `credential`; and how.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct VerifyIn {
    /// The address of a badge.
    url: Option<String>,
    /// A credential, or a badge as text.
    #[schema(value_type = Option<Object>)]
    credential: Option<Value>,
    /// Whose it should be: an address to compare.
    recipient: Option<String>,
    /// The moment for which the answer holds (RFC 3339); now otherwise.
    at: Option<String>,
    /// An issuer that cannot be proven makes it `unverifiable`.
    #[serde(default)]
    require_issuer: bool,
    /// Ask no other server.
    #[serde(default)]
    offline: bool,
}

/// Verifies a badge: `multipart/form-data` with `file`, or JSON with `url` or `credential`. Three facts are kept apart: the
/// signature is right; the signer is the stated issuer; whether it still holds.
#[utoipa::path(post, path = "/verify", tag = "verify",
    request_body(content((VerifyIn = "application/json"), (String = "multipart/form-data"))),
    responses((status = 200, description = "The report", body = Object), (status = 413, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn verify(
    State(app): State<Arc<App>>,
    Query(asked): Query<VerifyQuery>,
    request: Request,
) -> Result<Json<Value>, Problem> {
    let address = request.extensions().get::<IpAddr>().map(ToString::to_string).unwrap_or_default();
    app.gates.admit(Gate::Reading, &address)?;
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let (input, mut how) = if kind.starts_with("multipart/form-data") { file(request).await? } else { json(request).await? };
    how.recipient = how.recipient.or(asked.recipient);
    how.at = how.at.or(asked.at);
    let at = match &how.at {
        Some(at) => at.parse().map_err(|_| Problem::field("at", "must be RFC 3339, as 2026-11-24T09:00:00Z"))?,
        None => app.world.now().timestamp(),
    };
    let options = Options {
        recipient: how.recipient,
        require_issuer: how.require_issuer || asked.require_issuer.unwrap_or(false),
        offline: how.offline || asked.offline.unwrap_or(false),
        ..Options::at(at)
    };
    let report = verify_here(&app.world, input, options).await?;
    Ok(Json(serde_json::to_value(&report).map_err(|e| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, e.to_string()))?))
}

#[derive(Debug, Default, Deserialize)]
pub(super) struct VerifyQuery {
    recipient: Option<String>,
    at: Option<String>,
    require_issuer: Option<bool>,
    offline: Option<bool>,
}

/// Room for the form around a file.
const AROUND_BYTES: usize = 64 * 1024;

fn too_large() -> Problem {
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, format!("a badge has {} bytes at most", limits::BADGE_FILE_BYTES))
}

async fn bytes_of(request: Request) -> Result<Vec<u8>, Problem> {
    let most = limits::BADGE_FILE_BYTES + AROUND_BYTES;
    Ok(axum::body::to_bytes(request.into_body(), most).await.map_err(|_| too_large())?.to_vec())
}

async fn json(request: Request) -> Result<(Input, VerifyIn), Problem> {
    let text = bytes_of(request).await?;
    // Strict reading first: what is said twice is not understood in one of two ways.
    let whole =
        openbadges::json::read(&text).map_err(|e| Problem::new(StatusCode::BAD_REQUEST, format!("the body is not JSON: {e}")))?;
    let mut how: VerifyIn =
        serde_json::from_value(whole).map_err(|e| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, e.to_string()))?;
    match (how.url.take(), how.credential.take()) {
        (Some(url), None) => Ok((Input::Url(url), how)),
        (None, Some(Value::String(text))) => Ok((Input::Bytes(text.into_bytes()), how)),
        (None, Some(credential)) => Ok((Input::Value(credential), how)),
        _ => Err(Problem::field("body", "is one of {\"url\": …}, {\"credential\": …}, or multipart/form-data with file")),
    }
}

async fn file(request: Request) -> Result<(Input, VerifyIn), Problem> {
    let broken = |_| Problem::new(StatusCode::BAD_REQUEST, "the form could not be read");
    let (head, body) = request.into_parts();
    let bytes = bytes_of(Request::from_parts(head.clone(), body)).await?;
    let mut request = Request::from_parts(head, axum::body::Body::from(bytes));
    // The bytes are here, within their own limit.
    DefaultBodyLimit::disable().apply(&mut request);
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(|_| Problem::new(StatusCode::BAD_REQUEST, "the form could not be read"))?;
    let (mut file, mut how) = (None, VerifyIn::default());
    while let Some(part) = form.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_owned();
        let bytes = part.bytes().await.map_err(broken)?;
        let text = || String::from_utf8_lossy(&bytes).into_owned();
        match name.as_str() {
            "file" if bytes.len() > limits::BADGE_FILE_BYTES => return Err(too_large()),
            "file" => file = Some(bytes.to_vec()),
            "recipient" => how.recipient = Some(text()),
            "at" => how.at = Some(text()),
            "require_issuer" => how.require_issuer = text() == "true",
            "offline" => how.offline = text() == "true",
            _ => {}
        }
    }
    file.map(|bytes| (Input::Bytes(bytes), how)).ok_or_else(|| Problem::field("file", "is needed: choose one"))
}
