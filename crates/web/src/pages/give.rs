//! To give a badge: to addresses and people here, one a line, or to whoever gets the link; then the offers of a model.

use std::fmt;
use std::sync::Arc;

use anavez_acts::offer::{Offer, OfferAnswer, Recipient, Rejected, offer};
use anavez_acts::receivers::To;
use anavez_acts::recognise::Offered;
use anavez_acts::{ActError, answer, show};
use anavez_recognition::{ModelVersion, RecognitionId, State as Standing, limits};
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::routing::{get, post};

use super::models::{card, own_model};
use super::{Answer, html, see_other, speak};
use crate::language::Language;
use crate::paths;
use crate::server::{App, CsrfForm, Gate, Visitor};
use crate::texts::{Text, TextId};
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
    if fields.get("step") == "again" {
        return form_page(&app, &visitor, &version, form);
    }
    let lines = lines(fields.get("recipients"));
    let recipients = lines
        .iter()
        .map(|line| Recipient {
            to: To::parse("recipients", line.to),
            narrative: narrative(fields.get("words"), line.words),
            evidence: Vec::new(),
        })
        .collect();
    let act = Offer { act_id: form.act_id.clone(), model: version.model, recipients, language: visitor.tongue(), audience: None };
    let who = visitor.who(&app, None).await?;
    match offer(&app.world, &who, act).await {
        // Nothing left: the form again, with what was typed, each line with what to do.
        Ok(answer) if answer.offers.is_empty() => {
            let form = answer.rejected.iter().fold(form, |form, row| {
                let alone = lines.len() == 1;
                let field = if row.problem.field == "narrative" && alone { "words" } else { "recipients" };
                form.refusing(field, reason(row, &lines, visitor.language, alone))
            });
            form_page(&app, &visitor, &version, form)
        }
        Ok(answer) => done(&app, &visitor, &version, &answer, (&lines, form.value("words"))),
        Err(ActError::Invalid(problems)) => {
            let form = speak::refuse(form, &problems, visitor.language, |_| "recipients".into());
            form_page(&app, &visitor, &version, form)
        }
        Err(other) => Err(other.into()),
    }
}

/// One line of the form: somebody, and a few words for them alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Line<'a> {
    /// Its number in the field, from 1.
    number: usize,
    to: &'a str,
    words: &'a str,
}

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.to)?;
        if self.words.is_empty() { Ok(()) } else { write!(f, "; {}", self.words) }
    }
}

/// Somebody on each line; after a semicolon (or a tab, as a table is pasted) words for them alone. Nothing: a link.
fn lines(typed: &str) -> Vec<Line<'_>> {
    let numbered = typed.lines().enumerate().filter(|(_, text)| !text.trim().is_empty());
    let lines: Vec<Line<'_>> = numbered
        .map(|(at, text)| {
            let (to, words) = text.split_once([';', '\t']).unwrap_or((text, ""));
            Line { number: at + 1, to: to.trim(), words: words.trim() }
        })
        .collect();
    if lines.is_empty() { vec![Line { number: 1, to: "", words: "" }] } else { lines }
}

/// The words for everyone, then those for one person.
fn narrative(everyone: &str, one: &str) -> String {
    match (everyone.trim(), one) {
        ("", one) => one.to_owned(),
        (everyone, "") => everyone.to_owned(),
        (everyone, one) => format!("{everyone}\n\n{one}"),
    }
}

fn reason(row: &Rejected, lines: &[Line<'_>], language: Language, alone: bool) -> Text {
    let why = speak::message(&row.problem.problem, language);
    if alone {
        return why;
    }
    let number = lines.get(row.row - 1).map_or(row.row, |line| line.number);
    Text::new(language, TextId("give-row")).of("row", count(number)).of("reason", why.to_string())
}

fn count(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

fn done(
    app: &App,
    visitor: &Visitor,
    version: &ModelVersion,
    answer: &OfferAnswer,
    (lines, words): (&[Line<'_>], &str),
) -> Answer {
    let page = visitor.page(app);
    let few = answer.offers.len() <= CODES;
    let typed = |row: usize| lines.get(row).map(|line| line.to).filter(|to| !to.is_empty());
    let given = |offered: &Offered| GivenOffer {
        to: typed(offered.row).map(str::to_owned),
        by_letter: offered.by_letter,
        href: offered.claim_url.clone(),
        qr: if few { speak::qr(&page, &offered.claim_url) } else { None },
    };
    let again = answer.rejected.iter().filter_map(|row| lines.get(row.row - 1)).map(Line::to_string);
    let again = again.collect::<Vec<_>>().join("\n");
    let rejected = answer
        .rejected
        .iter()
        .map(|row| RejectedRow {
            row: lines.get(row.row - 1).map_or(0, |line| count(line.number)),
            typed: typed(row.row - 1).unwrap_or_default().to_owned(),
            reason: speak::message(&row.problem.problem, page.language).to_string(),
        })
        .collect();
    html(&GiveDone {
        id: version.model.to_string(),
        model: card(version, page.language),
        offers: answer.offers.iter().map(given).collect(),
        again: Form::new(app.world.new_act_id()).with("recipients", again).with("words", words),
        rejected,
        page,
    })
}

#[derive(serde::Deserialize, Default)]
struct Before {
    before: Option<String>,
}

/// Every offer of a model, for those who may give it.
async fn offers(State(app): State<Arc<App>>, visitor: Visitor, Path(id): Path<String>, Query(before): Query<Before>) -> Answer {
    let version = own_model(&app, &visitor, &id).await?;
    let who = visitor.who(&app, None).await?;
    let page = visitor.page(&app);
    let before: Option<RecognitionId> = before.before.and_then(|id| id.parse().ok());
    let awards = show::awards_of(&app.world, &who, version.model, before).await?;
    let answered = show::answers_to(&app.world, &who, [&version]).await?.remove(&version.model).unwrap_or_default();
    let row = |award: &show::Shown| {
        let r = &award.given.recognition;
        let to = award.receiver_label().or_else(|| award.typed_address()).map(str::to_owned);
        let by_letter = award.given.letter_to.is_some() || award.given.to_address || !award.given.sides.receiver_is_guest;
        OfferRow {
            id: r.id.to_string(),
            to: to.or_else(|| by_letter.then(|| page.t("somebody").to_string())),
            given_on: speak::day(r.planned_at),
            state: state(r.state),
            href: r.state.was_accepted().then(|| paths::award(&r.id.to_string())),
        }
    };
    let last = awards.last().filter(|_| awards.len() == limits::PAGE);
    let here = paths::model_offers(&version.model.to_string());
    html(&OffersPage {
        id: version.model.to_string(),
        model: card(&version, page.language),
        offered: answered.offered,
        accepted: answered.accepted,
        rows: awards.iter().map(row).collect(),
        form: Form::new(app.world.new_act_id()),
        next: last.map(|award| format!("{here}?before={}", award.given.recognition.id)),
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
        Standing::Suspended => EntryState::Suspended,
    }
}

/// Takes an unanswered offer of a badge back, and returns to the offers of its model.
async fn withdraw(State(app): State<Arc<App>>, visitor: Visitor, Path(id): Path<String>, _form: CsrfForm) -> Answer {
    visitor.account()?;
    let id: RecognitionId = id.parse().map_err(|_| ActError::NotFound)?;
    let who = visitor.who(&app, None).await?;
    let whole = show::show(&app.world, &who, id).await?;
    answer::withdraw(&app.world, &who, id).await?;
    let model = whole.shown.version.map(|version| paths::model_offers(&version.model.to_string()));
    Ok(see_other(&model.unwrap_or_else(|| paths::LEDGER.to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_holds_somebody_and_words_for_them_alone() {
        let typed = "ana@example.org\n\n  @ben ; Merci; vraiment \r\nfatou@example.org\tPour samedi.\n";
        let expected = [(1, "ana@example.org", ""), (3, "@ben", "Merci; vraiment"), (4, "fatou@example.org", "Pour samedi.")];
        assert_eq!(lines(typed), expected.map(|(number, to, words)| Line { number, to, words }));
        assert_eq!(lines(" \n "), [Line { number: 1, to: "", words: "" }], "nobody named: a link");
    }

    #[test]
    fn words_for_everyone_come_before_words_for_one() {
        assert_eq!(narrative(" Merci. ", ""), "Merci.");
        assert_eq!(narrative("", "Pour toi."), "Pour toi.");
        assert_eq!(narrative("Merci.", "Pour toi."), "Merci.\n\nPour toi.");
    }
}
