//! Pages that say how things are: the words of the field, accessibility, privacy; and the demo's letters.

use std::sync::Arc;

use anavez_acts::deliver_letters;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use jiff::tz::TimeZone;

use super::{Answer, html};
use crate::paths;
use crate::server::{App, Visitor};
use crate::view::glossary::Glossary;
use crate::view::outbox::{Mail, Outbox};
use crate::view::statement::{Accessibility, Privacy, Standing};

/// Days within which somebody answers who is kept out by a page.
const ANSWER_DAYS: u64 = 15;

pub(super) fn router() -> Router<Arc<App>> {
    Router::new()
        .route(paths::GLOSSARY, get(glossary))
        .route(paths::ACCESSIBILITY, get(accessibility))
        .route(paths::PRIVACY, get(privacy))
        .route(paths::OUTBOX, get(outbox))
}

async fn glossary(State(app): State<Arc<App>>, visitor: Visitor) -> Answer {
    html(&Glossary { page: visitor.page(&app) })
}

async fn accessibility(State(app): State<Arc<App>>, visitor: Visitor) -> Answer {
    html(&Accessibility {
        page: visitor.page(&app),
        standing: Standing::NotAudited,
        problems: Vec::new(),
        answer_days: ANSWER_DAYS,
    })
}

async fn privacy(State(app): State<Arc<App>>, visitor: Visitor) -> Answer {
    html(&Privacy { page: visitor.page(&app) })
}

/// The letters of a demonstration: they leave for nowhere, and are read here.
async fn outbox(State(app): State<Arc<App>>, visitor: Visitor) -> Answer {
    let letters = deliver_letters::outbox(&app.world).await?;
    let mails = letters
        .into_iter()
        .map(|(letter, at)| Mail {
            to: letter.to,
            subject: letter.subject,
            at: TimeZone::system().to_datetime(at.timestamp()),
            body: letter.text,
        })
        .collect();
    html(&Outbox { page: visitor.page(&app), mails })
}
