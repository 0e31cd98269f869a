//! `/healthz`: the program runs. `/readyz`: its database answers. `/metrics`: for Prometheus.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use metrics::{Key, Label, Level, Metadata, Recorder as _};

use super::App;

pub(super) fn router() -> Router<Arc<App>> {
    Router::new().route("/healthz", get(|| async { "ok" })).route("/readyz", get(readyz)).route("/metrics", get(show_metrics))
}

async fn readyz(State(app): State<Arc<App>>) -> Response {
    let answers = match app.world.store.reading().await {
        Ok(mut reading) => reading.is_alive().await.is_ok(),
        Err(_) => false,
    };
    if answers {
        "ready".into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer").into_response()
    }
}

async fn show_metrics(State(app): State<Arc<App>>) -> Response {
    let waiting = match app.world.store.reading().await {
        Ok(mut reading) => reading.letters_waiting().await.unwrap_or(-1),
        Err(_) => -1,
    };
    let mut text = app.metrics.render();
    text.push_str(&format!("# TYPE anavez_letters_waiting gauge\nanavez_letters_waiting {waiting}\n"));
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response()
}

/// Counts a request: how many, of which kind of answer, how long. No address, no path: nothing about a person.
pub(super) fn count(app: &App, method: &Method, status: StatusCode, took: Duration) {
    static METADATA: Metadata<'static> = Metadata::new(module_path!(), Level::INFO, None);
    let labels =
        vec![Label::new("method", method.as_str().to_owned()), Label::new("status", format!("{}xx", status.as_u16() / 100))];
    app.recorder.register_counter(&Key::from_parts("anavez_requests_total", labels.clone()), &METADATA).increment(1);
    app.recorder.register_histogram(&Key::from_parts("anavez_request_seconds", labels), &METADATA).record(took.as_secs_f64());
}
