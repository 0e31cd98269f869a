//! `/recognitions` and `/awards`: to recognise in words, to look at what was given, to take it back.

use std::sync::Arc;

use anavez_acts::receivers::To;
use anavez_acts::{answer, award_token, recognise, remember, show, suspend};
use anavez_recognition::{EmailAddress, Form, Problem as Wrong, RecognitionId};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;

use super::body::Body;
use super::caller::{Caller, act_id, idempotency_key, language, who_of};
use super::problem::Problem;
use super::shapes::{EvidenceIn, GivenOut, OfferedOut, evidence, visibility};
use crate::server::{App, Gate};

/// To whom: one of `email`, `actor` (handle or id), `link`.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
pub struct ToIn {
    /// An e-mail address: a letter goes there.
    pub email: Option<String>,
    /// Somebody here: a handle or an id.
    pub actor: Option<String>,
    /// Whoever gets the link.
    pub link: Option<bool>,
    /// A web address: endorsing anything is not accepted by this version.
    pub url: Option<String>,
    /// A digest: endorsing anything is not accepted by this version.
    pub digest: Option<String>,
}

impl ToIn {
    /// To whom, as acts know it.
    pub fn parse(self) -> Result<To, Problem> {
        match self {
            ToIn { email: Some(email), actor: None, link: None | Some(false), url: None, digest: None } => {
                EmailAddress::parse("to.email", &email)
                    .map(To::Address)
                    .map_err(|p| Problem::field("to.email", p.problem.to_string()))
            }
            ToIn { email: None, actor: Some(actor), link: None | Some(false), url: None, digest: None } => {
                Ok(To::Somebody(actor))
            }
            ToIn { email: None, actor: None, link: Some(true), url: None, digest: None } => Ok(To::Link),
            ToIn { url: Some(_), .. } | ToIn { digest: Some(_), .. } => Err(Problem::field(
                "to",
                "is a thing: this version takes words for people and groups only (email, actor or link)",
            )),
            _ => Err(Problem::field("to", "is one of {\"email\": …}, {\"actor\": …}, {\"link\": true}")),
        }
    }
}

/// Words for somebody.
#[derive(Debug, Clone, Deserialize, ToSchema)]
pub struct RecogniseIn {
    /// To whom.
    to: ToIn,
    /// What was seen, in one's own words.
    words: String,
    /// How they know each other.
    relation: Option<String>,
    /// Where, when.
    context: Option<String>,
    /// What lets others see for themselves.
    #[serde(default)]
    evidence: Vec<EvidenceIn>,
    /// The recognition that this one answers.
    in_reply_to: Option<String>,
    /// Who may see it, for the giver: `public` (default), `unlisted`, `private`.
    visibility: Option<String>,
    /// The language of the words; that of the request otherwise.
    language: Option<String>,
    /// The organisation in whose name it is given: a handle or an id.
    on_behalf_of: Option<String>,
    /// The name to sign with, for somebody who has not said one yet.
    giver_name: Option<String>,
}

/// Recognises somebody in words: signs and offers.
#[utoipa::path(post, path = "/recognitions", tag = "recognitions", request_body = RecogniseIn, security(("token" = [])),
    responses((status = 201, body = OfferedOut), (status = 422, body = Problem), (status = 401, body = Problem), (status = 429, body = Problem)))]
pub(super) async fn give(
    State(app): State<Arc<App>>,
    caller: Caller,
    headers: HeaderMap,
    body: Body<RecogniseIn>,
) -> Result<Response, Problem> {
    caller.may_write()?;
    app.gates.admit(Gate::Giving, &caller.account.id.to_string())?;
    let key = idempotency_key(&headers)?;
    if let Some(before) = before(&app, &caller, key.as_deref(), &body.text).await? {
        return Ok(before);
    }
    let act_id = act_id(&app, &headers, &body.text)?;
    let text = body.text;
    let words = body.value;
    let language = match words.language {
        Some(tag) => tag.parse().map_err(|wrong: Wrong| Problem::field("language", wrong.to_string()))?,
        None => language(&headers),
    };
    let in_name_of = match &words.on_behalf_of {
        Some(name) => Some(super::caller::actor(&app, name).await?.id),
        None => None,
    };
    let in_reply_to = words
        .in_reply_to
        .map(|id| id.parse::<RecognitionId>().map_err(|e| Problem::field("in_reply_to", e.to_string())))
        .transpose()?;
    let act = recognise::Recognise {
        act_id,
        to: words.to.parse()?,
        words: words.words,
        relation: words.relation.unwrap_or_default(),
        context: words.context.unwrap_or_default(),
        evidence: evidence(&app, words.evidence).await?,
        in_reply_to,
        audience: visibility(words.visibility)?,
        language,
        in_name_of,
        giver_name: words.giver_name,
    };
    let offered = recognise::recognise(&app.world, &caller.who(&app).await?, act).await?;
    created(&app, &caller, key.as_deref(), &text, &OfferedOut::from(&offered)).await
}

/// The answer that was given to the same request before.
pub(super) async fn before(app: &App, caller: &Caller, key: Option<&str>, text: &str) -> Result<Option<Response>, Problem> {
    let Some(key) = key else { return Ok(None) };
    let answer = remember::remembered(&app.world, caller.account.id, key, text).await?;
    Ok(answer.map(|answer| (StatusCode::CREATED, [(header::CONTENT_TYPE, "application/json")], answer).into_response()))
}

/// 201 with this answer, remembered for a retry.
pub(super) async fn created(
    app: &App,
    caller: &Caller,
    key: Option<&str>,
    text: &str,
    answer: &impl serde::Serialize,
) -> Result<Response, Problem> {
    let answer = serde_json::to_string(answer).map_err(|e| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, e.to_string()))?;
    if let Some(key) = key {
        remember::remember(&app.world, caller.account.id, key, text, &answer).await?;
    }
    Ok((StatusCode::CREATED, [(header::CONTENT_TYPE, "application/json")], answer).into_response())
}

async fn one(app: &App, caller: Option<&Caller>, id: &str, form: Option<Form>) -> Result<Json<GivenOut>, Problem> {
    let id: RecognitionId = id.parse().map_err(|_| anavez_acts::ActError::NotFound)?;
    let who = who_of(app, caller, None).await?;
    let whole = show::show(&app.world, &who, id).await?;
    if form.is_some_and(|form| form != whole.shown.given.recognition.form) {
        return Err(anavez_acts::ActError::NotFound.into());
    }
    Ok(Json(GivenOut::of(app, &whole)))
}

/// Words that were given, for whoever may see them.
#[utoipa::path(get, path = "/recognitions/{id}", tag = "recognitions", params(("id" = String, Path,)),
    responses((status = 200, body = GivenOut), (status = 404, body = Problem)))]
pub(super) async fn show(
    State(app): State<Arc<App>>,
    caller: Option<Caller>,
    Path(id): Path<String>,
) -> Result<Json<GivenOut>, Problem> {
    one(&app, caller.as_ref(), &id, Some(Form::Words)).await
}

/// A badge that was given, for whoever may see it.
#[utoipa::path(get, path = "/awards/{id}", tag = "recognitions", params(("id" = String, Path,)),
    responses((status = 200, body = GivenOut), (status = 404, body = Problem)))]
pub(super) async fn show_award(
    State(app): State<Arc<App>>,
    caller: Option<Caller>,
    Path(id): Path<String>,
) -> Result<Json<GivenOut>, Problem> {
    one(&app, caller.as_ref(), &id, Some(Form::Award)).await
}

/// Takes an unanswered offer back.
#[utoipa::path(post, path = "/recognitions/{id}/withdraw", tag = "recognitions", params(("id" = String, Path,)), security(("token" = [])),
    responses((status = 200, body = GivenOut), (status = 409, body = Problem)))]
pub(super) async fn withdraw(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<GivenOut>, Problem> {
    caller.may_write()?;
    let known: RecognitionId = id.parse().map_err(|_| anavez_acts::ActError::NotFound)?;
    answer::withdraw(&app.world, &caller.who(&app).await?, known).await?;
    one(&app, Some(&caller), &id, None).await
}

/// Why it holds no longer, or not now.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub struct RevokeIn {
    /// A reason for everybody to see; none keeps it to oneself.
    reason: Option<String>,
}

/// Says that accepted words hold no longer.
#[utoipa::path(post, path = "/recognitions/{id}/revoke", tag = "recognitions", params(("id" = String, Path,)), request_body = RevokeIn,
    security(("token" = [])), responses((status = 200, body = GivenOut), (status = 409, body = Problem)))]
pub(super) async fn revoke(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
    body: Body<RevokeIn>,
) -> Result<Json<GivenOut>, Problem> {
    caller.may_write()?;
    let known: RecognitionId = id.parse().map_err(|_| anavez_acts::ActError::NotFound)?;
    let reason = body.value.reason.unwrap_or_default();
    answer::revoke(&app.world, &caller.who(&app).await?, known, &reason).await?;
    one(&app, Some(&caller), &id, None).await
}

/// Puts a badge on hold, for a time: only one whose model allows it. Done again, it changes nothing.
#[utoipa::path(post, path = "/awards/{id}/suspend", tag = "recognitions", params(("id" = String, Path,)), request_body = RevokeIn,
    security(("token" = [])), responses((status = 200, body = GivenOut), (status = 403, body = Problem), (status = 404, body = Problem),
    (status = 409, body = Problem)))]
pub(super) async fn suspend_award(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
    body: Body<RevokeIn>,
) -> Result<Json<GivenOut>, Problem> {
    caller.may_write()?;
    let known: RecognitionId = id.parse().map_err(|_| anavez_acts::ActError::NotFound)?;
    let reason = body.value.reason.unwrap_or_default();
    suspend::suspend(&app.world, &caller.who(&app).await?, known, &reason).await?;
    one(&app, Some(&caller), &id, Some(Form::Award)).await
}

/// Takes a badge off hold: it holds as before. Done again, it changes nothing.
#[utoipa::path(post, path = "/awards/{id}/reinstate", tag = "recognitions", params(("id" = String, Path,)), security(("token" = [])),
    responses((status = 200, body = GivenOut), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(super) async fn reinstate_award(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<GivenOut>, Problem> {
    caller.may_write()?;
    let known: RecognitionId = id.parse().map_err(|_| anavez_acts::ActError::NotFound)?;
    suspend::reinstate(&app.world, &caller.who(&app).await?, known).await?;
    one(&app, Some(&caller), &id, Some(Form::Award)).await
}

/// Has a badge signed once more as a token (VC-JWT, RS256), which is then at `/awards/{id}.jwt`; for its two sides. Badges are
/// signed so when they are accepted: this is for older ones, and after a key was revoked. Done again, it changes nothing.
#[utoipa::path(post, path = "/awards/{id}/jwt", tag = "recognitions", params(("id" = String, Path,)), security(("token" = [])),
    responses((status = 200, body = GivenOut), (status = 403, body = Problem), (status = 404, body = Problem), (status = 410, body = Problem)))]
pub(super) async fn ask_token(
    State(app): State<Arc<App>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<GivenOut>, Problem> {
    caller.may_write()?;
    app.gates.admit(Gate::Giving, &caller.account.id.to_string())?;
    let known: RecognitionId = id.parse().map_err(|_| anavez_acts::ActError::NotFound)?;
    award_token::ask_token(&app.world, &caller.who(&app).await?, known).await?;
    one(&app, Some(&caller), &id, Some(Form::Award)).await
}

/// Says that an award holds no longer.
#[utoipa::path(post, path = "/awards/{id}/revoke", tag = "recognitions", params(("id" = String, Path,)), request_body = RevokeIn,
    security(("token" = [])), responses((status = 200, body = GivenOut), (status = 409, body = Problem)))]
pub(super) async fn revoke_award(
    state: State<Arc<App>>,
    caller: Caller,
    id: Path<String>,
    body: Body<RevokeIn>,
) -> Result<Json<GivenOut>, Problem> {
    revoke(state, caller, id, body).await
}
