//! JSON bodies: what is wrong with one is a problem that says where.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use serde::de::DeserializeOwned;

use super::problem::Problem;
use crate::server::App;

/// A JSON body, and its exact text (for idempotency). An empty body, or `null`, is `{}`.
pub(super) struct Body<T> {
    pub value: T,
    pub text: String,
}

impl<T: DeserializeOwned> FromRequest<Arc<App>> for Body<T> {
    type Rejection = Problem;
    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Problem> {
        let kind =
            request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let bytes = whole(request, app).await?;
        if bytes.is_empty() || bytes.trim_ascii() == b"null" {
            return parse("{}".into());
        }
        if !kind.is_empty() && !kind.split(';').next().unwrap_or_default().trim().ends_with("json") {
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "send JSON: Content-Type: application/json"));
        }
        let text =
            String::from_utf8(bytes.to_vec()).map_err(|_| Problem::new(StatusCode::BAD_REQUEST, "the body is not UTF-8"))?;
        parse(text)
    }
}

/// The whole body, within its limit.
pub(super) async fn whole(request: Request, app: &Arc<App>) -> Result<Bytes, Problem> {
    Bytes::from_request(request, app).await.map_err(|rejection| {
        let status = axum::response::IntoResponse::into_response(rejection).status();
        let detail = if status == StatusCode::PAYLOAD_TOO_LARGE { "the body is too large" } else { "the body could not be read" };
        Problem::new(status, detail)
    })
}

fn parse<T: DeserializeOwned>(text: String) -> Result<Body<T>, Problem> {
    let value = serde_json::from_str(&text).map_err(|error| Problem::of_json(&error))?;
    Ok(Body { value, text })
}
