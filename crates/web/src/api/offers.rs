//! Offers: giving a badge to a list; answering by the link, without an account.

use std::sync::Arc;

use anavez_acts::offer::{Offer, OfferAnswer, Recipient};
use anavez_acts::receivers::To;
use anavez_acts::show::{self, Shown, Whole};
use anavez_acts::{ActError, answer, offer, recognise, reply};
use anavez_recognition::{EmailAddress, FieldProblem, Form, ModelId, Problem as Wrong, State as Standing, Who};
use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::{Body, whole};
use super::caller::{Caller, From, act_id, idempotency_key, language, who_of};
use super::problem::Problem;
use super::recognitions::{before, created};
use super::shapes::{EvidenceIn, GivenOut, OfferedOut, evidence, visibility};
use crate::server::{App, Gate};

/// To whom a badge is given.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct OffersIn {
    /// Row by row.
    recipients: Vec<RecipientIn>,
    /// Who may see it, for the giver: `public` (default), `unlisted`, `private`.
    visibility: Option<String>,
}

/// One row: `email`, `actor` or `link`.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct RecipientIn {
    /// An e-mail address.
    email: Option<String>,
    /// Somebody here: a handle or an id.
    actor: Option<String>,
    /// Whoever gets the link.
    link: Option<bool>,
    /// What this person did, in the giver's words.
    narrative: Option<String>,
    /// What lets others see for themselves.
    #[serde(default)]
    evidence: Vec<EvidenceIn>,
}

/// What became of each row.
#[derive(Debug, Serialize, ToSchema)]
pub struct OffersOut {
    /// What was signed and offered, in order.
    offers: Vec<OfferedOut>,
    /// Rows that were not.
    rejected: Vec<RejectedOut>,
}

/// A row that was not offered.
#[derive(Debug, Serialize, ToSchema)]
pub struct RejectedOut {
    /// The row, from 1.
    row: usize,
    /// Why.
    reason: String,
}

impl OffersOut {
    fn of(answer: &OfferAnswer) -> Self {
        let rejected = answer.rejected.iter().map(|row| RejectedOut { row: row.row, reason: row.problem.to_string() }).collect();
        Self { offers: answer.offers.iter().map(OfferedOut::from).collect(), rejected }
    }
}

/// Gives a badge to a list: JSON, or `text/csv` with a header `email[,name][,narrative][,evidence]`. Good rows are offered,
/// the others come back with their reason.
#[utoipa::path(post, path = "/models/{id}/offers", tag = "offers", params(("id" = String, Path,)),
    request_body(content((OffersIn = "application/json"), (String = "text/csv"))), security(("token" = [])),
    responses((status = 201, body = OffersOut), (status = 403, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn give(
    State(app): State<Arc<App>>,
    caller: Caller,
    headers: HeaderMap,
    Path(id): Path<String>,
    request: Request,
) -> Result<Response, Problem> {
    caller.may_write()?;
    app.gates.admit(Gate::Giving, &caller.account.id.to_string())?;
    let id: ModelId = id.parse().map_err(|_| ActError::NotFound)?;
    let is_csv = headers.get(header::CONTENT_TYPE).is_some_and(|value| value.as_bytes().starts_with(b"text/csv"));
    let bytes = whole(request, &app).await?;
    let text = String::from_utf8(bytes.to_vec()).map_err(|_| Problem::field("body", "is not UTF-8"))?;
    let key = idempotency_key(&headers)?;
    let request_text = format!("{id} {text}");
    if let Some(before) = before(&app, &caller, key.as_deref(), &request_text).await? {
        return Ok(before);
    }
    let sent =
        if is_csv { csv(&text)? } else { serde_json::from_str(&text).map_err(|e| Problem::field("body", e.to_string()))? };
    let audience = visibility(sent.visibility)?;
    let mut recipients = Vec::with_capacity(sent.recipients.len());
    for row in sent.recipients {
        recipients.push(recipient(&app, row).await?);
    }
    let act =
        Offer { act_id: act_id(&app, &headers, &request_text)?, model: id, recipients, language: language(&headers), audience };
    let answer = offer::offer(&app.world, &caller.who(&app).await?, act).await?;
    created(&app, &caller, key.as_deref(), &request_text, &OffersOut::of(&answer)).await
}

async fn recipient(app: &App, row: RecipientIn) -> Result<Recipient, Problem> {
    let to = match (row.email, row.actor, row.link) {
        (Some(email), None, _) => EmailAddress::parse("email", &email).map(To::Address),
        (None, Some(actor), _) => Ok(To::Somebody(actor)),
        (None, None, Some(true)) => Ok(To::Link),
        _ => Err(FieldProblem::new("email", Wrong::Missing)),
    };
    let narrative = row.narrative.unwrap_or_default();
    match evidence(app, row.evidence).await {
        Ok(evidence) => Ok(Recipient { to, narrative, evidence }),
        // A row whose evidence cannot be used is refused alone, with its reason.
        Err(problem) => {
            let reason = problem.mends("evidence").ok_or(problem)?;
            let to = to.and(Err(FieldProblem::new("evidence", Wrong::Other { reason })));
            Ok(Recipient { to, narrative, evidence: Vec::new() })
        }
    }
}

/// A list as CSV (RFC 4180): a header that names its columns, then a row a person.
fn csv(text: &str) -> Result<OffersIn, Problem> {
    let mut rows = records(text).into_iter();
    let header: Vec<String> = rows.next().unwrap_or_default().iter().map(|name| name.trim().to_lowercase()).collect();
    let column = |name: &str| header.iter().position(|known| known == name);
    let Some(email) = column("email") else {
        return Err(Problem::field("body", "needs a header line with a column email: email,narrative,evidence"));
    };
    let (narrative, proof) = (column("narrative"), column("evidence"));
    let recipients = rows
        .filter(|row| row.iter().any(|cell| !cell.trim().is_empty()))
        .map(|row| {
            let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).filter(|cell| !cell.trim().is_empty()).cloned();
            RecipientIn {
                email: Some(row.get(email).cloned().unwrap_or_default()),
                narrative: cell(narrative),
                evidence: cell(proof).map(EvidenceIn::from_cell).into_iter().collect(),
                ..RecipientIn::default()
            }
        })
        .collect();
    Ok(OffersIn { recipients, visibility: None })
}

/// Records of a CSV text: quotes, doubled quotes, line ends inside quotes.
fn records(text: &str) -> Vec<Vec<String>> {
    let (mut records, mut record, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.strip_prefix('\u{FEFF}').unwrap_or(text).chars().peekable();
    while let Some(c) = letters.next() {
        match c {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                record.push(std::mem::take(&mut cell));
                records.push(std::mem::take(&mut record));
            }
            c => cell.push(c),
        }
    }
    if !cell.is_empty() || !record.is_empty() {
        record.push(cell);
        records.push(record);
    }
    records
}

/// What a link opens, and who opens it.
async fn opened(app: &App, caller: Option<&Caller>, token: &str, from: &str) -> Result<(Who, Whole), Problem> {
    let who = who_of(app, caller, Some(token)).await?;
    match show::show_by_link(&app.world, &who, token).await {
        Ok(whole) => Ok((who, whole)),
        Err(ActError::NotFound) => {
            app.gates.admit(Gate::Unknown, from)?;
            Err(ActError::NotFound.into())
        }
        Err(other) => Err(other.into()),
    }
}

/// What a claim link offers; no account needed.
#[utoipa::path(get, path = "/offers/{token}", tag = "offers", params(("token" = String, Path,)),
    responses((status = 200, body = GivenOut), (status = 404, body = Problem), (status = 410, body = Problem)))]
pub(super) async fn show(
    State(app): State<Arc<App>>,
    caller: Option<Caller>,
    from: From,
    Path(token): Path<String>,
) -> Result<Json<GivenOut>, Problem> {
    let (_, whole) = opened(&app, caller.as_ref(), &token, &from.0).await?;
    Ok(Json(GivenOut::of(&app, &whole)))
}

/// How an offer is accepted.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct AcceptIn {
    /// Who may see it: `public`, `unlisted`, `private`. Without a word, whoever the giver meant it for.
    visibility: Option<String>,
}

/// What was answered: an award, or a recognition in words.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnswerOut {
    /// The badge.
    #[serde(skip_serializing_if = "Option::is_none")]
    award: Option<ThingOut>,
    /// The words.
    #[serde(skip_serializing_if = "Option::is_none")]
    recognition: Option<ThingOut>,
}

/// An id and an address.
#[derive(Debug, Serialize, ToSchema)]
pub struct ThingOut {
    /// Its id.
    id: String,
    /// Its public address.
    url: String,
}

fn answered(shown: &Shown) -> Json<AnswerOut> {
    let r = &shown.given.recognition;
    let thing = ThingOut { id: r.id.to_string(), url: shown.url.clone() };
    Json(match r.form {
        Form::Award => AnswerOut { award: Some(thing), recognition: None },
        Form::Words => AnswerOut { award: None, recognition: Some(thing) },
    })
}

/// Accepts an offer; no account needed.
#[utoipa::path(post, path = "/offers/{token}/accept", tag = "offers", params(("token" = String, Path,)), request_body = AcceptIn,
    responses((status = 200, body = AnswerOut), (status = 404, body = Problem), (status = 409, body = Problem), (status = 410, body = Problem)))]
pub(super) async fn accept(
    State(app): State<Arc<App>>,
    caller: Option<Caller>,
    from: From,
    Path(token): Path<String>,
    body: Body<AcceptIn>,
) -> Result<Json<AnswerOut>, Problem> {
    let (who, whole) = opened(&app, caller.as_ref(), &token, &from.0).await?;
    let audience = visibility(body.value.visibility)?;
    answer::accept(&app.world, &who, whole.shown.given.recognition.id, audience).await?;
    Ok(answered(&whole.shown))
}

/// Declines an offer, without a reason; no account needed.
#[utoipa::path(post, path = "/offers/{token}/decline", tag = "offers", params(("token" = String, Path,)),
    responses((status = 200, body = AnswerOut), (status = 404, body = Problem), (status = 409, body = Problem), (status = 410, body = Problem)))]
pub(super) async fn decline(
    State(app): State<Arc<App>>,
    caller: Option<Caller>,
    from: From,
    Path(token): Path<String>,
) -> Result<Json<AnswerOut>, Problem> {
    // Declined a moment ago: the same answer again.
    if let Some(shown) =
        show::ended_by_link(&app.world, &token).await?.filter(|s| s.given.recognition.state == Standing::Declined)
    {
        return Ok(answered(&shown));
    }
    let (who, whole) = opened(&app, caller.as_ref(), &token, &from.0).await?;
    answer::decline(&app.world, &who, whole.shown.given.recognition.id).await?;
    Ok(answered(&whole.shown))
}

/// A reply.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ReplyIn {
    /// What it says.
    text: String,
}

/// Adds a reply to the conversation of an offer or of what was accepted.
#[utoipa::path(post, path = "/offers/{token}/reply", tag = "offers", params(("token" = String, Path,)), request_body = ReplyIn,
    responses((status = 200, body = AnswerOut), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn reply(
    State(app): State<Arc<App>>,
    caller: Option<Caller>,
    from: From,
    headers: HeaderMap,
    Path(token): Path<String>,
    body: Body<ReplyIn>,
) -> Result<Json<AnswerOut>, Problem> {
    app.gates.admit(Gate::Giving, &token)?;
    let (who, whole) = opened(&app, caller.as_ref(), &token, &from.0).await?;
    reply::reply(&app.world, &who, whole.shown.given.recognition.id, &body.value.text, &act_id(&app, &headers, &body.text)?)
        .await?;
    Ok(answered(&whole.shown))
}

/// Words in return.
#[derive(Debug, Deserialize, ToSchema)]
pub struct BackIn {
    /// What was seen, in one's own words.
    words: String,
    /// The name to sign with, for somebody who has not said one yet.
    giver_name: Option<String>,
}

/// Recognises the giver back, without an account.
#[utoipa::path(post, path = "/offers/{token}/recognise-back", tag = "offers", params(("token" = String, Path,)), request_body = BackIn,
    responses((status = 200, body = OfferedOut), (status = 404, body = Problem), (status = 422, body = Problem)))]
pub(super) async fn recognise_back(
    State(app): State<Arc<App>>,
    caller: Option<Caller>,
    from: From,
    headers: HeaderMap,
    Path(token): Path<String>,
    body: Body<BackIn>,
) -> Result<Json<OfferedOut>, Problem> {
    app.gates.admit(Gate::Giving, &token)?;
    let (who, whole) = opened(&app, caller.as_ref(), &token, &from.0).await?;
    let act = recognise::Recognise {
        act_id: act_id(&app, &headers, &body.text)?,
        to: To::Link,
        words: body.value.words,
        relation: String::new(),
        context: String::new(),
        evidence: Vec::new(),
        in_reply_to: Some(whole.shown.given.recognition.id),
        audience: None,
        language: language(&headers),
        in_name_of: None,
        giver_name: body.value.giver_name,
    };
    let offered = recognise::recognise(&app.world, &who, act).await?;
    Ok(Json(OfferedOut::from(&offered)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_as_spreadsheets_write_it() {
        let text =
            "\u{FEFF}name,email,narrative\r\nLéa,lea@example.org,\"Merci, \"\"vraiment\"\"\r\nmerci\"\r\n\r\n,jo@example.org,\n";
        let list = csv(text).unwrap().recipients;
        assert_eq!(list.len(), 2);
        assert_eq!(list[0].email.as_deref(), Some("lea@example.org"));
        assert_eq!(list[0].narrative.as_deref(), Some("Merci, \"vraiment\"\r\nmerci"));
        assert_eq!((list[1].email.as_deref(), list[1].narrative.as_deref()), (Some("jo@example.org"), None));
        assert!(csv("nom\nx").is_err());
    }
}
