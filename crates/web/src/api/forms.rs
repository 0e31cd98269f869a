//! The public forms of things: one address, many forms. `/awards/{id}` is a page for a browser, a credential for a program,
//! a baked picture for a wallet; by `Accept`, or by extension. The page's handler asks [`public_form`] first.
//! `.ob2.json` is the same award for readers of Open Badges 2.0, and `?form=ob2` bakes that into its picture.
//!
//! Nothing signed leaves before acceptance; what is private is not there; what is revoked answers 410.

use std::sync::Arc;

use anavez_acts::hosted::{self, Hosted};
use anavez_acts::show::{self, Baked};
use anavez_acts::{ActError, award_token, did_document_of, issue, keep_picture};
use anavez_recognition::{ActorId, EvidenceId, Form as Thing, ModelId, RecognitionId, Who};
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use openbadges::write::OPEN_BADGES_2;
use serde_json::json;

use super::caller::{Caller, who_of};
use super::problem::Problem;
use crate::server::App;

/// The media type of a credential.
pub(crate) const CREDENTIAL: &str = "application/vc+ld+json";
/// The media type of a token.
const TOKEN: &str = "application/jwt";
const NO_TOKEN: &str = "this badge was not signed as a token yet: whoever gave or holds it asks for that with \
    POST /api/v1/awards/{id}/jwt, or on its page";
/// The media type of documents of Open Badges 2.0.
const HOSTED: &str = "application/ld+json";

/// A form of a recognition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// The page.
    Html,
    /// The signed document, under this media type.
    Json(&'static str),
    /// The hosted assertion of Open Badges 2.0.
    Hosted,
    /// The token, under this media type.
    Token(&'static str),
    /// A baked PNG.
    Png(Baked),
    /// A baked SVG.
    Svg(Baked),
}

pub(super) fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/actors/{id}/did.json", get(did))
        .route("/status/{list}", get(status_list))
        .route("/evidence/{id}", get(evidence))
        .route("/models/{id}/versions/{number}/picture.svg", get(picture_svg))
        .route("/models/{id}/versions/{number}/picture.png", get(picture_png))
}

/// The form that is wanted, by `Accept` (RFC 9110 §12.5.1): the first of the best liked that we have; a page otherwise.
pub(crate) fn wanted(headers: &HeaderMap) -> Form {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut liked: Vec<(u16, Form)> = accept.split(',').take(40).filter_map(liking).collect();
    liked.sort_by_key(|(quality, _)| std::cmp::Reverse(*quality));
    liked.first().map_or(Form::Html, |(_, form)| *form)
}

fn liking(range: &str) -> Option<(u16, Form)> {
    let mut parts = range.split(';').map(str::trim);
    let form = match parts.next()?.to_ascii_lowercase().as_str() {
        "text/html" | "application/xhtml+xml" => Form::Html,
        "application/vc+ld+json" => Form::Json("application/vc+ld+json"),
        "application/vc" => Form::Json("application/vc"),
        "application/ld+json" if range.contains(OPEN_BADGES_2) => Form::Hosted,
        "application/ld+json" => Form::Json("application/ld+json"),
        "application/json" => Form::Json("application/json"),
        "application/jwt" => Form::Token("application/jwt"),
        "application/vc+jwt" => Form::Token("application/vc+jwt"),
        "image/png" => Form::Png(Baked::Signed),
        "image/svg+xml" => Form::Svg(Baked::Signed),
        _ => return None,
    };
    let quality = parts.find_map(|part| part.strip_prefix("q=")).and_then(|q| q.parse::<f32>().ok()).unwrap_or(1.0);
    // Quality values have three digits at the most.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0 … 1000 before")]
    let thousandths = (quality.clamp(0.0, 1.0) * 1000.0).round() as u16;
    (thousandths > 0).then_some((thousandths, form))
}

/// What policy judges of a program that brings a bearer token to a page's address; `None` when it brings none.
pub(crate) async fn who_by_token(app: &Arc<App>, headers: &HeaderMap) -> Option<Who> {
    if !headers.contains_key(header::AUTHORIZATION) {
        return None;
    }
    let mut request = axum::http::Request::new(());
    request.headers_mut().clone_from(headers);
    let (mut parts, ()) = request.into_parts();
    let caller = <Caller as axum::extract::FromRequestParts<Arc<App>>>::from_request_parts(&mut parts, app).await.ok()?;
    who_of(app, Some(&caller), None).await.ok()
}

/// The form of a recognition that is not its page: by extension of the last segment, or by `Accept`. `None`: show the page.
pub(crate) async fn public_form(
    app: &App,
    who: &Who,
    thing: Thing,
    (segment, query): (&str, Option<&str>),
    headers: &HeaderMap,
) -> Option<Response> {
    let is_hosted = query.is_some_and(|query| query.split('&').any(|pair| pair == "form=ob2"));
    let baked = if is_hosted { Baked::Hosted } else { Baked::Signed };
    let (id, form) = match segment.split_once('.') {
        Some((id, "json")) => (id, Form::Json(CREDENTIAL)),
        Some((id, "ob2.json")) => (id, Form::Hosted),
        Some((id, "jwt")) => (id, Form::Token(TOKEN)),
        Some((id, "png")) => (id, Form::Png(baked)),
        Some((id, "svg")) => (id, Form::Svg(baked)),
        Some(_) => return Some(Problem::from(ActError::NotFound).into_response()),
        None => (segment, wanted(headers)),
    };
    if form == Form::Html {
        return None;
    }
    let answer = match id.parse::<RecognitionId>() {
        Ok(id) => taken(app, who, thing, id, form).await,
        Err(_) => Err(ActError::NotFound),
    };
    let address =
        format!("{}/{}/{id}", app.world.addresses.base(), if thing == Thing::Award { "awards" } else { "recognitions" });
    Some(answer.unwrap_or_else(|error| refusal(error, &address)))
}

async fn taken(app: &App, who: &Who, thing: Thing, id: RecognitionId, form: Form) -> Result<Response, ActError> {
    if form == Form::Hosted {
        return if thing == Thing::Award { hosted_assertion(app, id).await } else { Err(ActError::NotFound) };
    }
    if show::show(&app.world, who, id).await?.shown.given.recognition.form != thing {
        return Err(ActError::NotFound);
    }
    let (bytes, media_type, extension) = match form {
        Form::Json(media_type) => (show::take_away(&app.world, who, id).await?, media_type, "json"),
        Form::Token(media_type) => match award_token::take_token(&app.world, who, id).await? {
            Some(token) => (token.into_bytes(), media_type, "jwt"),
            None => return Ok(Problem::new(StatusCode::NOT_FOUND, NO_TOKEN).into_response()),
        },
        Form::Png(what) => (show::take_away_baked(&app.world, who, id, false, what).await?, "image/png", "png"),
        Form::Svg(what) => (show::take_away_baked(&app.world, who, id, true, what).await?, "image/svg+xml", "svg"),
        Form::Hosted | Form::Html => return Err(ActError::NotFound),
    };
    let mut response = public(bytes, media_type);
    let name = format!("inline; filename=\"recognition-{id}.{extension}\"");
    if let Ok(name) = HeaderValue::from_str(&name) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("Accept, Cookie"));
    Ok(response)
}

/// The hosted assertion, the same for everybody who asks.
async fn hosted_assertion(app: &App, id: RecognitionId) -> Result<Response, ActError> {
    Ok(match hosted::hosted_assertion(&app.world, id).await? {
        Hosted::Answers(document) => public(document.to_string().into_bytes(), HOSTED),
        Hosted::Gone(document) => {
            let mut response = public(document.to_string().into_bytes(), HOSTED);
            *response.status_mut() = StatusCode::GONE;
            response
        }
    })
}

/// The badge class of a version, as Open Badges 2.0 has it.
pub(crate) async fn badge_class(app: &App, id: &str, number: &str, language: Option<&str>) -> Result<Response, Problem> {
    let id: ModelId = id.parse().map_err(|_| ActError::NotFound)?;
    let number: i64 = number.parse().map_err(|_| ActError::NotFound)?;
    let document = hosted::hosted_badge(&app.world, id, number, language).await?;
    Ok(public(document.to_string().into_bytes(), HOSTED))
}

/// The profile of an issuer, as Open Badges 2.0 has it.
pub(crate) async fn issuer_profile(app: &App, id: &str) -> Result<Response, Problem> {
    let id: ActorId = id.parse().map_err(|_| ActError::NotFound)?;
    let document = hosted::hosted_issuer(&app.world, id).await?;
    Ok(public(document.to_string().into_bytes(), HOSTED))
}

/// Revoked: 410, and says so; a hosted badge's reader knows what that means.
fn refusal(error: ActError, address: &str) -> Response {
    match error {
        ActError::Gone => {
            let headers = [(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")];
            (StatusCode::GONE, headers, axum::Json(json!({"revoked": true, "id": address}))).into_response()
        }
        // Not accepted yet is nothing to be seen.
        ActError::Refused(_) => Problem::from(ActError::NotFound).into_response(),
        other => Problem::from(other).into_response(),
    }
}

/// Bytes that anybody's program may read, from anywhere.
fn public(bytes: Vec<u8>, media_type: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::CACHE_CONTROL, "private, max-age=0, must-revalidate"),
    ];
    (headers, bytes).into_response()
}

async fn did(State(app): State<Arc<App>>, Path(id): Path<String>) -> Result<Response, Problem> {
    let id: ActorId = id.parse().map_err(|_| ActError::NotFound)?;
    let document = did_document_of(&app.world, id).await?.ok_or(ActError::NotFound)?;
    Ok(public(document.to_string().into_bytes(), "application/did+ld+json"))
}

async fn status_list(State(app): State<Arc<App>>, Path(list): Path<String>) -> Result<Response, Problem> {
    let list = list.parse().map_err(|_| ActError::NotFound)?;
    Ok(public(issue::status_list_document(&app.world, list).await?, CREDENTIAL))
}

/// A photo of a recognition, for whoever may read that: by token, or by what is public.
async fn evidence(
    State(app): State<Arc<App>>,
    caller: Option<Caller>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let id: EvidenceId = id.parse().map_err(|_| ActError::NotFound)?;
    let who = match crate::server::session_account(&app, &headers).await? {
        Some(account) => anavez_acts::who::who(&app.world, Some(account), None).await?,
        None => who_of(&app, caller.as_ref(), None).await?,
    };
    let blob = keep_picture::evidence_file(&app.world, &who, id).await?;
    let media_type = HeaderValue::from_str(&blob.media_type).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    Ok((
        [(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=3600"))],
        blob.bytes,
    )
        .into_response())
}

async fn picture_svg(State(app): State<Arc<App>>, Path((id, number)): Path<(String, String)>) -> Result<Response, Problem> {
    let version = version(&app, &id, &number).await?;
    if version.said.picture.is_some() && !keep_picture::is_svg(&app.world, &version).await? {
        // A picture that was brought as pixels is one: the same address answers it.
        return Ok(kept(keep_picture::picture_png(&app.world, &version, 600).await?, "image/png"));
    }
    Ok(kept(keep_picture::picture_svg(&app.world, &version).await?.into_bytes(), "image/svg+xml"))
}

#[derive(serde::Deserialize)]
struct Size {
    size: Option<u32>,
}

async fn picture_png(
    State(app): State<Arc<App>>,
    Path((id, number)): Path<(String, String)>,
    Query(size): Query<Size>,
) -> Result<Response, Problem> {
    let version = version(&app, &id, &number).await?;
    Ok(kept(keep_picture::picture_png(&app.world, &version, size.size.unwrap_or(600)).await?, "image/png"))
}

/// A version as an `Achievement` (Open Badges 3.0 §B.1.1), in its first language: what `achievement.id` of its awards leads to.
pub(crate) async fn achievement(
    State(app): State<Arc<App>>,
    Path((id, number)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let version = version(&app, &id, number.trim_end_matches(".json")).await?;
    let said = &version.said;
    let language = said.name.languages().next().cloned().ok_or(ActError::NotFound)?;
    let text =
        |texts: &anavez_recognition::Texts| texts.for_reader(&language).map(|(_, text)| text.to_owned()).unwrap_or_default();
    let document = json!({
        "@context": [openbadges::contexts::CREDENTIALS_V2, openbadges::contexts::OPEN_BADGES_3_0_3],
        "id": app.world.addresses.version(&version),
        "type": ["Achievement"],
        "name": text(&said.name),
        "description": text(&said.description),
        "criteria": {"narrative": text(&said.criteria)},
        "achievementType": said.kind.achievement_type(),
        "image": {"id": app.world.addresses.picture(&version), "type": "Image"},
        "inLanguage": language.as_str(),
        "creator": {"id": app.world.addresses.did(version.owner), "type": ["Profile"]},
    });
    Ok(public(document.to_string().into_bytes(), "application/ld+json"))
}

/// A version never changes, so that its picture is kept for ever.
fn kept(bytes: Vec<u8>, media_type: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, bytes).into_response()
}

async fn version(app: &App, id: &str, number: &str) -> Result<anavez_recognition::ModelVersion, Problem> {
    let id: ModelId = id.parse().map_err(|_| ActError::NotFound)?;
    let number: i64 = number.parse().map_err(|_| ActError::NotFound)?;
    Ok(show::model(&app.world, id, Some(number)).await?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_accepts_what_gets_what() {
        let asks = |accept: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, accept.parse().unwrap());
            wanted(&headers)
        };
        assert_eq!(wanted(&HeaderMap::new()), Form::Html);
        assert_eq!(asks("*/*"), Form::Html);
        assert_eq!(asks("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"), Form::Html);
        assert_eq!(asks("application/json"), Form::Json("application/json"));
        assert_eq!(asks("application/vc, application/ld+json;q=0.9"), Form::Json("application/vc"));
        assert_eq!(asks("text/html;q=0.1, application/ld+json"), Form::Json("application/ld+json"));
        assert_eq!(asks("application/jwt, */*;q=0.1"), Form::Token("application/jwt"));
        assert_eq!(asks("image/png"), Form::Png(Baked::Signed));
        assert_eq!(asks("image/svg+xml, image/png;q=0.5"), Form::Svg(Baked::Signed));
        assert_eq!(asks("application/json;q=0, text/html"), Form::Html);
        assert_eq!(asks("application/ld+json;profile=\"https://w3id.org/openbadges/v2\""), Form::Hosted);
    }
}
