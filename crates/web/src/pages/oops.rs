//! When a page's act is not done: the error travels to the middleware that knows the visitor, and becomes a page.

use std::sync::Arc;

use anavez_acts::ActError;
use anavez_recognition::{Refused, limits};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

use crate::paths;
use crate::server::{App, CsrfRefused, Visitor, Wait};
use crate::view::error::{ErrorPage, Problem};
use crate::view::form::Form;

/// Why a page has something else to say.
#[derive(Debug)]
pub enum PageError {
    /// The act was not done.
    Act(ActError),
    /// The form waited too long, or came from elsewhere.
    TooOld(CsrfRefused),
    /// Too much at a time.
    Wait(Wait),
    /// What was sent is not a form of ours.
    BadForm,
    /// What was sent is too large.
    TooLarge,
}

impl From<ActError> for PageError {
    fn from(error: ActError) -> Self {
        PageError::Act(error)
    }
}

impl From<Wait> for PageError {
    fn from(wait: Wait) -> Self {
        PageError::Wait(wait)
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

impl PageError {
    fn status(&self) -> StatusCode {
        match self {
            PageError::Act(error) => status_of(error),
            PageError::TooOld(_) => StatusCode::FORBIDDEN,
            PageError::Wait(_) => StatusCode::TOO_MANY_REQUESTS,
            PageError::BadForm => StatusCode::BAD_REQUEST,
            PageError::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        }
    }

    /// The page that says what to do.
    pub(crate) fn show(&self, app: &App, visitor: &Visitor) -> Response {
        if matches!(self, PageError::Act(ActError::SignInFirst | ActError::Refused(Refused::SignInFirst))) {
            return super::see_other(&sign_in_and_come_back(&visitor.path));
        }
        let problem = self.problem(visitor);
        if let (PageError::Act(error @ ActError::Broken(_)), Problem::Broken { reference }) = (self, &problem) {
            tracing::error!(reference, "{error:?}");
        }
        let view = ErrorPage { page: visitor.page(app), problem };
        let text = askama::Template::render(&view).unwrap_or_else(|_| "Something failed here.".into());
        let mut response = (self.status(), Html(text)).into_response();
        if let PageError::Wait(wait) = self
            && let Ok(seconds) = wait.seconds.to_string().parse()
        {
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        response
    }

    fn problem(&self, visitor: &Visitor) -> Problem {
        match self {
            PageError::Act(error) => problem_of(error),
            PageError::TooOld(refused) => too_old(refused, visitor),
            PageError::Wait(wait) => Problem::Wait { minutes: wait.seconds.div_ceil(60) },
            PageError::BadForm => Problem::NotFound,
            PageError::TooLarge => {
                let max = super::upload::weight(limits::UPLOAD_BYTES, visitor.language);
                Problem::TooLarge { size: format!("> {max}"), max }
            }
        }
    }
}

/// The way to sign in, and back to a page of ours.
pub(crate) fn sign_in_and_come_back(path: &str) -> String {
    let encoded: String = path
        .bytes()
        .map(|b| if b.is_ascii_alphanumeric() || b"-_./~".contains(&b) { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect();
    format!("{}?next={encoded}", paths::SIGN_IN)
}

/// The status of an act's answer: the one place for pages and API alike.
pub(crate) fn status_of(error: &ActError) -> StatusCode {
    match error {
        ActError::Refused(Refused::NotThere) | ActError::NotFound => StatusCode::NOT_FOUND,
        ActError::Refused(Refused::SignInFirst) | ActError::SignInFirst => StatusCode::UNAUTHORIZED,
        ActError::Refused(_) => StatusCode::FORBIDDEN,
        ActError::Gone => StatusCode::GONE,
        ActError::NotNow(_) | ActError::Conflict(_) => StatusCode::CONFLICT,
        ActError::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        ActError::TooMuch { .. } => StatusCode::TOO_MANY_REQUESTS,
        ActError::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn problem_of(error: &ActError) -> Problem {
    match error {
        ActError::Refused(Refused::NotThere) | ActError::NotFound | ActError::SignInFirst => Problem::NotFound,
        ActError::Refused(refused) => Problem::Forbidden { who: refused.to_string() },
        ActError::Gone | ActError::NotNow(_) | ActError::Conflict(_) => Problem::Gone,
        ActError::TooMuch { max, .. } => Problem::TooMany { max: u64::try_from(*max).unwrap_or(0) },
        ActError::Invalid(_) => Problem::NotFound,
        ActError::Broken(_) => Problem::Broken { reference: reference() },
    }
}

/// A number to tell the people who run the site: the moment, so that the log is quickly found.
fn reference() -> String {
    static COUNT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(1);
    format!("{}-{}", std::process::id(), COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
}

/// The form again, with what was typed, tied to this browser: one button sends it.
fn too_old(refused: &CsrfRefused, visitor: &Visitor) -> Problem {
    const KEPT: [&str; 22] = [
        "words",
        "to",
        "relation",
        "context",
        "evidence_url",
        "evidence_file",
        "speaking",
        "in_reply_to",
        "receiver",
        "name",
        "description",
        "criteria",
        "kind",
        "mail",
        "next",
        "about",
        "step",
        "giver_name",
        "recipients",
        "reply",
        "answer",
        "audience",
    ];
    let mut form = Form::default();
    for (field, value) in &refused.fields {
        match field.as_str() {
            "act_id" => form.act_id.clone_from(value),
            "csrf" => {}
            field => form = form.with(field, value.clone()),
        }
    }
    Problem::TooOld { action: visitor.path.clone(), form, fields: KEPT.to_vec() }
}
