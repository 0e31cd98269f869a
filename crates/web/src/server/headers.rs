//! Headers that close what a browser could be talked into.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use super::App;

/// Pages: our own sheets, pictures and font, forms to ourselves, nothing else, no script at all.
const PAGES: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'; manifest-src 'self'";
/// Files that people brought, or that a browser might take for a page: nothing at all.
const FILES: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";
/// The API's own reader, which brings its own script.
const DOCS: &str =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

/// Closes every response.
pub(super) async fn close(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let docs = request.uri().path().starts_with("/api/docs");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let is_page = headers.get(header::CONTENT_TYPE).is_some_and(|value| value.as_bytes().starts_with(b"text/html"));
    let policy = if docs {
        DOCS
    } else if is_page {
        PAGES
    } else {
        FILES
    };
    unless_there(headers, header::CONTENT_SECURITY_POLICY, policy);
    unless_there(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    unless_there(headers, header::REFERRER_POLICY, "same-origin");
    unless_there(headers, header::X_FRAME_OPTIONS, "DENY");
    unless_there(
        headers,
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    );
    unless_there(headers, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    if app.world.addresses.base().starts_with("https://") {
        unless_there(headers, header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    if is_page {
        unless_there(headers, header::CACHE_CONTROL, "no-store");
    }
    response
}

fn unless_there(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.entry(name).or_insert(HeaderValue::from_static(value));
}
