//! To give a badge: to addresses and people here, one a line, or to whoever gets the link; then the offers of a model.

use std::sync::Arc;

use anavez_acts::offer::{Offer, OfferAnswer, Recipient, offer};
use anavez_acts::receivers::To;
use anavez_acts::recognise::Offered;
use anavez_acts::{ActError, answer, show};
use anavez_recognition::{ModelVersion, RecognitionId, State as Standing, limits};
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::{get, post};

use super::models::{card, own_model};
use super::{Answer, html, see_other, speak};
use crate::paths;
use crate::server::{App, CsrfForm, Gate, Visitor};
use crate::view::Page;
use crate::view::form::Form;
use crate::view::give::{Give, GiveDone, GivenOffer, OfferRow, OffersPage, RejectedRow};
use crate::view::ledger::EntryState;

/// Offers whose code is drawn on the page; more than that are for a list, not for showing around.
const CODES: usize = 12;

pub(super) fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/models/{id}/give", get(write).post(give))
        .route("/models/{id}/offers", get(offers))
        .route("/awards/{id}/withdraw", post(withdraw))
}

async fn write(State(app): State<Arc<App>>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    let version = own_model(&app, &visitor, &id).await?;
    form_page(&app, &visitor, &version, Form::new(app.world.new_act_id()))
}

fn form_page(app: &App, visitor: &Visitor, version: &ModelVersion, form: Form) -> Answer {
    html(&Give {
        id: version.model.to_string(),
        model: card(version, visitor.language),
        voices: Vec::new(),
        words_letters_max: speak::WORDS_LETTERS_MAX,
        recipients_max: u64::try_from(limits::RECIPIENTS).unwrap_or(u64::MAX),
        form,
        page: visitor.page(app),
    })
}

async fn give(State(app): State<Arc<App>>, visitor: Visitor, Path(id): Path<String>, fields: CsrfForm) -> Answer {
    let version = own_model(&app, &visitor, &id).await?;
    let account = visitor.account()?;
    app.gates.admit(Gate::Giving, &account.id.to_string())?;
    let form = Form::new(fields.get("act_id")).with("recipients", fields.get("recipients")).with("words", fields.get("words"));
    let typed: Vec<&str> = fields.get("recipients").split(['\n', ';']).map(str::trim).filter(|line| !line.is_empty()).collect();
    let lines = if typed.is_empty() { vec![""] } else { typed };
    let recipients = lines
        .iter()
        .map(|line| Recipient {
            to: To::parse("recipients", line),
            narrative: fields.get("words").to_owned(),
            evidence: Vec::new(),
        })
        .collect();
    let act = Offer { act_id: form.act_id.clone(), model: version.model, recipients, language: visitor.tongue(), audience: None };
    let who = visitor.who(&app, None).await?;
    match offer(&app.world, &who, act).await {
        // One line, and it was not taken: the form again, with what was typed.
        Ok(OfferAnswer { offers, rejected }) if offers.is_empty() && rejected.len() == 1 => {
            let problems: Vec<_> = rejected.into_iter().map(|row| row.problem).collect();
            let form = speak::refuse(form, &problems, visitor.language, |field| {
                if field == "narrative" { "words".into() } else { "recipients".into() }
            });
            form_page(&app, &visitor, &version, form)
        }
        Ok(answer) => done(visitor.page(&app), &version, &answer, &lines),
        Err(ActError::Invalid(problems)) => {
            let form = speak::refuse(form, &problems, visitor.language, |_| "recipients".into());
            form_page(&app, &visitor, &version, form)
        }
        Err(other) => Err(other.into()),
    }
}

fn done(page: Page, version: &ModelVersion, answer: &OfferAnswer, lines: &[&str]) -> Answer {
    let few = answer.offers.len() <= CODES;
    let given = |offered: &Offered| GivenOffer {
        to: offered.letter_to.clone(),
        href: offered.claim_url.clone(),
        qr: if few { speak::qr(&page, &offered.claim_url) } else { None },
    };
    let rejected = answer
        .rejected
        .iter()
        .map(|row| RejectedRow {
            row: u64::try_from(row.row).unwrap_or(u64::MAX),
            typed: lines.get(row.row - 1).map(|line| (*line).to_owned()).unwrap_or_default(),
            reason: speak::message(&row.problem.problem, page.language).to_string(),
        })
        .collect();
    html(&GiveDone {
        id: version.model.to_string(),
        model: card(version, page.language),
        offers: answer.offers.iter().map(given).collect(),
        rejected,
        page,
    })
}

/// Every offer of a model, for those who may give it.
async fn offers(State(app): State<Arc<App>>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    let version = own_model(&app, &visitor, &id).await?;
    let who = visitor.who(&app, None).await?;
    let page = visitor.page(&app);
    let awards = show::awards_of(&app.world, &who, version.model).await?;
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    let rows: Vec<OfferRow> = awards
        .iter()
        .map(|award| {
            let r = &award.given.recognition;
            let name = award.receiver.label().map(str::to_owned);
            OfferRow {
                id: r.id.to_string(),
                to: name.or_else(|| award.given.letter_to.clone()),
                given_on: speak::day(r.planned_at),
                state: state(r.state),
                href: r.state.is_live().then(|| paths::award(&r.id.to_string())),
            }
        })
        .collect();
    html(&OffersPage {
        id: version.model.to_string(),
        model: card(&version, page.language),
        offered: count(rows.len()),
        accepted: count(
            awards.iter().filter(|award| matches!(award.given.recognition.state, Standing::Accepted | Standing::Revoked)).count(),
        ),
        form: Form::new(app.world.new_act_id()),
        next: None,
        rows,
        page,
    })
}

fn state(state: Standing) -> EntryState {
    match state {
        Standing::Planned | Standing::Offered => EntryState::Waiting,
        Standing::Accepted => EntryState::Accepted,
        Standing::Declined => EntryState::Declined,
        Standing::Withdrawn => EntryState::Withdrawn,
        Standing::Lapsed => EntryState::Lapsed,
        Standing::Revoked => EntryState::Revoked,
    }
}

/// Takes an unanswered offer of a badge back, and returns to the offers of its model.
async fn withdraw(State(app): State<Arc<App>>, visitor: Visitor, Path(id): Path<String>, _form: CsrfForm) -> Answer {
    visitor.account()?;
    let id: RecognitionId = id.parse().map_err(|_| ActError::NotFound)?;
    let who = visitor.who(&app, None).await?;
    let whole = show::show(&app.world, &who, id).await?;
    answer::withdraw(&app.world, &who, id).await?;
    let model = whole.shown.version.map(|version| paths::model(&version.model.to_string()));
    Ok(see_other(&model.map_or_else(|| paths::LEDGER.to_owned(), |model| format!("{model}/offers"))))
}
