//! Errors of the API: RFC 9457 problems. Mapped from acts here, once.

use anavez_acts::ActError;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};

use crate::pages::status_of;
use crate::server::Wait;

/// A problem (RFC 9457 §3.1).
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// What kind of problem: `about:blank`, the status says it.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The status in words.
    title: String,
    /// The status.
    status: u16,
    /// What happened and what to do.
    detail: String,
    /// Fields to mend.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldError>,
    #[serde(skip)]
    wait_seconds: Option<u64>,
}

/// A field to mend.
#[derive(Debug, Serialize, ToSchema)]
pub struct FieldError {
    /// Its name, as in the request.
    field: String,
    /// What to do.
    detail: String,
}

impl Problem {
    /// A problem with this status.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        let title = status.canonical_reason().unwrap_or("Error").to_owned();
        Self {
            kind: "about:blank",
            title,
            status: status.as_u16(),
            detail: detail.into(),
            errors: Vec::new(),
            wait_seconds: None,
        }
    }

    /// One field to mend.
    pub fn field(field: &str, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        let mut problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, format!("{field} {detail}"));
        problem.errors.push(FieldError { field: field.to_owned(), detail });
        problem
    }
}

impl Problem {
    /// What to do with this field, if this is its problem.
    pub fn mends(&self, field: &str) -> Option<String> {
        self.errors.iter().find(|error| error.field.starts_with(field)).map(|error| error.detail.clone())
    }

    /// A body that is not as expected; a field that is missing is named.
    pub fn of_json(error: &serde_json::Error) -> Self {
        let status = if error.is_data() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::BAD_REQUEST };
        let said = error.to_string();
        let mut problem = Self::new(status, format!("the body is not as expected: {said}"));
        if let Some(field) = said.strip_prefix("missing field `").and_then(|rest| rest.split('`').next()) {
            problem.errors.push(FieldError { field: field.to_owned(), detail: "is needed".to_owned() });
        }
        problem
    }
}

impl From<ActError> for Problem {
    fn from(error: ActError) -> Self {
        let status = status_of(&error);
        if let ActError::Broken(source) = &error {
            tracing::error!("{source:?}");
            return Self::new(status, "something failed here; nothing was lost, try again");
        }
        let mut problem = Self::new(status, error.to_string());
        if let ActError::Invalid(problems) = &error {
            problem.errors =
                problems.iter().map(|p| FieldError { field: p.field.clone(), detail: p.problem.to_string() }).collect();
        }
        if let ActError::TooMuch { span, .. } = &error {
            problem.wait_seconds = Some(if *span == "hour" { 3_600 } else { 86_400 });
        }
        problem
    }
}

impl From<Wait> for Problem {
    fn from(wait: Wait) -> Self {
        let mut problem =
            Self::new(StatusCode::TOO_MANY_REQUESTS, format!("too much at a time: come back in {} seconds", wait.seconds));
        problem.wait_seconds = Some(wait.seconds);
        problem
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let wait = self.wait_seconds;
        let text = serde_json::to_string(&self).unwrap_or_default();
        let mut response = (status, [(header::CONTENT_TYPE, "application/problem+json")], text).into_response();
        if let Some(wait) = wait.and_then(|wait| HeaderValue::from_str(&wait.to_string()).ok()) {
            response.headers_mut().insert(header::RETRY_AFTER, wait);
        }
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// Bearer tokens, in the document.
pub(super) struct Security;

impl utoipa::Modify for Security {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        document.components.get_or_insert_with(Default::default).add_security_scheme("token", scheme);
    }
}
