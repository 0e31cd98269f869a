//! `/me` and `/people`: the account behind the token, ledgers, organisations.

use std::sync::Arc;

use anavez_acts::ledger;
use anavez_acts::ledger::LedgerView;
use anavez_acts::open_organisation::{OpenOrganisation, open_organisation};
use anavez_recognition::ActorId;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::Body;
use super::caller::{Caller, actor, language, who_of};
use super::problem::Problem;
use super::shapes::Person;
use crate::server::App;

/// Who the token speaks for.
#[derive(Debug, Serialize, ToSchema)]
pub struct MeOut {
    /// The account.
    #[serde(flatten)]
    person: Person,
    /// Its DID.
    did: String,
    /// Its page.
    url: String,
}

/// A ledger, in voices: whoever gave a hundred times is one voice.
#[derive(Debug, Serialize, ToSchema)]
pub struct LedgerOut {
    /// Who recognises them.
    received: Vec<Person>,
    /// Whom they recognise.
    given: Vec<Person>,
    /// Both ways.
    mutual: Vec<Person>,
    /// Simply given.
    gifts: Vec<Person>,
    /// Whom they have not given back to: an invitation that its owner alone sees.
    #[serde(skip_serializing_if = "Option::is_none")]
    to_give_back: Option<Vec<Person>>,
}

impl LedgerOut {
    fn of(view: &LedgerView) -> Self {
        let list = |ids: &mut dyn Iterator<Item = ActorId>| ids.filter_map(|id| view.people.get(&id).map(Person::from)).collect();
        let sets = &view.ledger;
        Self {
            received: list(&mut sets.received.iter().copied()),
            given: list(&mut sets.given.iter().copied()),
            mutual: list(&mut sets.mutual().into_iter()),
            gifts: list(&mut sets.gifts().into_iter()),
            to_give_back: view.is_own.then(|| list(&mut sets.to_give_back().into_iter())),
        }
    }
}

/// The account behind the token.
#[utoipa::path(get, path = "/me", tag = "me", security(("token" = [])), responses((status = 200, body = MeOut), (status = 401, body = Problem)))]
pub(super) async fn me(State(app): State<Arc<App>>, caller: Caller) -> Json<MeOut> {
    let id = caller.account.id;
    Json(MeOut { person: Person::from(&caller.account), did: app.world.addresses.did(id), url: app.world.addresses.actor(id) })
}

/// What I received and what I gave.
#[utoipa::path(get, path = "/me/ledger", tag = "me", security(("token" = [])), responses((status = 200, body = LedgerOut), (status = 401, body = Problem)))]
pub(super) async fn my_ledger(State(app): State<Arc<App>>, caller: Caller) -> Result<Json<LedgerOut>, Problem> {
    let view = ledger::ledger(&app.world, &caller.who(&app).await?, caller.account.id).await?;
    Ok(Json(LedgerOut::of(&view)))
}

/// What somebody received and gave, as far as both sides made it public.
#[utoipa::path(get, path = "/people/{handle}/ledger", tag = "me", params(("handle" = String, Path,)),
    responses((status = 200, body = LedgerOut), (status = 404, body = Problem)))]
pub(super) async fn ledger_of(
    State(app): State<Arc<App>>,
    caller: Option<Caller>,
    Path(handle): Path<String>,
) -> Result<Json<LedgerOut>, Problem> {
    let owner = actor(&app, &handle).await?;
    let who = who_of(&app, caller.as_ref(), None).await?;
    Ok(Json(LedgerOut::of(&ledger::ledger(&app.world, &who, owner.id).await?)))
}

/// An organisation or a community to open.
#[derive(Debug, Deserialize, ToSchema)]
pub struct OrganisationIn {
    /// Its name.
    name: String,
    /// What it does, for whom.
    #[serde(default)]
    about: String,
    /// `community`, `organisation` or `institution`.
    sort: String,
}

/// Opens an organisation or a community; the account may speak for it from now on.
#[utoipa::path(post, path = "/organisations", tag = "me", request_body = OrganisationIn, security(("token" = [])),
    responses((status = 201, body = Person), (status = 422, body = Problem)))]
pub(super) async fn open(
    State(app): State<Arc<App>>,
    caller: Caller,
    headers: HeaderMap,
    body: Body<OrganisationIn>,
) -> Result<Response, Problem> {
    caller.may_write()?;
    let OrganisationIn { name, about, sort } = body.value;
    let act = OpenOrganisation { name, about, sort, language: language(&headers) };
    let opened = open_organisation(&app.world, &caller.who(&app).await?, act).await?;
    Ok((StatusCode::CREATED, Json(Person::from(&opened))).into_response())
}
