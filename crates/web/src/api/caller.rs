//! Who calls: the account behind a bearer token.

use std::net::IpAddr;
use std::sync::Arc;

use anavez_acts::{ActError, who};
use anavez_recognition::{Actor, Language as Tongue, Who};
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};

use super::problem::Problem;
use crate::language::Language;
use crate::server::{App, Gate};

/// The account behind a bearer token.
#[derive(Debug, Clone)]
pub(super) struct Caller {
    pub account: Actor,
    scopes: String,
}

impl Caller {
    /// What policy judges.
    pub async fn who(&self, app: &App) -> Result<Who, Problem> {
        Ok(who::who(&app.world, Some(self.account.id), None).await?)
    }

    /// Refuses a token that may only read.
    pub fn may_write(&self) -> Result<(), Problem> {
        let writes = self.scopes.split(' ').any(|scope| scope == "write");
        if writes { Ok(()) } else { Err(Problem::new(StatusCode::FORBIDDEN, "this token has no scope \"write\"")) }
    }
}

/// What policy judges of somebody who may have a token, and may hold a claim link.
pub(super) async fn who_of(app: &App, caller: Option<&Caller>, link: Option<&str>) -> Result<Who, Problem> {
    Ok(who::who(&app.world, caller.map(|caller| caller.account.id), link).await?)
}

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Problem> {
        let missing = || {
            Problem::new(StatusCode::UNAUTHORIZED, "send a token: Authorization: Bearer … (My account, or anavez token create)")
        };
        <Self as OptionalFromRequestParts<Arc<App>>>::from_request_parts(parts, app).await?.ok_or_else(missing)
    }
}

impl OptionalFromRequestParts<Arc<App>> for Caller {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Option<Self>, Problem> {
        let Some(value) = parts.headers.get(header::AUTHORIZATION) else { return Ok(None) };
        let token = value
            .to_str()
            .ok()
            .and_then(|value| value.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        let known = match token {
            Some((_, token)) if token.len() <= 200 => who::account_of_token(&app.world, token.trim()).await?,
            _ => None,
        };
        match known {
            Some((account, scopes)) => Ok(Some(Self { account, scopes })),
            None => {
                app.gates.admit(Gate::Unknown, &address(parts).to_string())?;
                Err(Problem::new(StatusCode::UNAUTHORIZED, "this token lets nobody in: make another"))
            }
        }
    }
}

/// The network address behind a request, for the gates.
pub(super) struct From(pub String);

impl<S: Sync> FromRequestParts<S> for From {
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(address(parts).to_string()))
    }
}

/// The network address behind a request.
fn address(parts: &Parts) -> IpAddr {
    parts.extensions.get::<IpAddr>().copied().unwrap_or(IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED))
}

/// The language of a request: what plain strings are written in. The first that `Accept-Language` names, also one that no
/// page speaks.
pub(super) fn language(headers: &HeaderMap) -> Tongue {
    let accept = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let first = accept.split([',', ';']).next().unwrap_or_default().trim();
    first.parse().unwrap_or_else(|_| Language::choose(None, Some(accept)).tag().parse().unwrap_or_else(|_| Tongue::french()))
}

/// The act id of a request: its Idempotency-Key with what it says, or one of its own. A retry after a crash finds what was
/// done; another request under a key that was forgotten is another act.
pub(super) fn act_id(app: &App, headers: &HeaderMap, request: &str) -> Result<String, Problem> {
    match idempotency_key(headers)? {
        Some(key) => Ok(format!("key {key} {}", anavez_acts::remember::print(request))),
        None => Ok(app.world.new_act_id()),
    }
}

/// The Idempotency-Key, if there is one.
pub(super) fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let key = value.to_str().ok().filter(|key| !key.is_empty() && key.len() <= 200);
    key.map(|key| Some(key.to_owned())).ok_or_else(|| Problem::field("Idempotency-Key", "must be 1 to 200 plain characters"))
}

/// An actor by handle or id, or 404.
pub(super) async fn actor(app: &App, name: &str) -> Result<Actor, Problem> {
    anavez_acts::show::actor(&app.world, name).await.map_err(|_| Problem::from(ActError::NotFound))
}
