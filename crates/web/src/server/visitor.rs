//! Who visits a page: the account behind the session, the reader's choices, the token that ties forms to this browser.

use std::net::IpAddr;
use std::sync::Arc;

use anavez_acts::{ActError, who};
use anavez_recognition::{Actor, ActorId, Who, limits};
use axum::extract::{FromRequest, FromRequestParts, Request, State};
use axum::http::HeaderMap;
use axum::http::header::{self, HeaderValue};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use super::App;
use super::cookies::{self, Names};
use crate::language::Language;
use crate::pages::PageError;
use crate::view::{Notice, Page, Reader, Theme};

/// Whoever asks for a page.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The signed-in account.
    pub account: Option<Actor>,
    /// The session's token.
    pub session: Option<String>,
    /// The language of the page.
    pub language: Language,
    /// Light or dark.
    pub theme: Theme,
    /// The token that every form of this browser sends back.
    pub csrf: String,
    /// Path and query of the page.
    pub path: String,
    /// The network address.
    pub address: IpAddr,
    /// They asked not to be shown whom they have not given back to.
    pub hides_turn: bool,
}

impl Visitor {
    /// The page around what is shown.
    pub fn page(&self, app: &App) -> Page {
        Page {
            language: self.language,
            theme: self.theme,
            reader: self.account.as_ref().map(|actor| Reader { name: actor.label().unwrap_or_default().to_owned() }),
            csrf: self.csrf.clone(),
            path: self.path.clone(),
            notice: None::<Notice>,
            site: Arc::clone(&app.site),
        }
    }

    /// What policy judges: this account, and the claim link it came by.
    pub async fn who(&self, app: &App, link: Option<&str>) -> Result<Who, ActError> {
        who::who(&app.world, self.account.as_ref().map(|actor| actor.id), link).await
    }

    /// The language as the domain knows it.
    pub fn tongue(&self) -> anavez_recognition::Language {
        self.language.tag().parse().unwrap_or_else(|_| anavez_recognition::Language::french())
    }

    /// The account, or the way to sign in and come back.
    pub fn account(&self) -> Result<&Actor, PageError> {
        self.account.as_ref().ok_or(PageError::Act(ActError::SignInFirst))
    }
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Response;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        parts.extensions.get::<Visitor>().cloned().ok_or_else(|| axum::http::StatusCode::INTERNAL_SERVER_ERROR.into_response())
    }
}

/// Sets and ends cookies on a response.
pub struct Walker;

impl Walker {
    /// The session begins.
    pub fn enter(app: &App, response: &mut Response, session: &str) {
        let names = Names::new(app.world.addresses.base());
        cookies::set(response.headers_mut(), names.make(names.session(), session, Some(limits::SESSION_SECONDS)));
    }

    /// The session ends.
    pub fn leave(app: &App, response: &mut Response) {
        let names = Names::new(app.world.addresses.base());
        cookies::set(response.headers_mut(), names.make(names.session(), "", Some(0)));
    }

    /// A choice of the reader's: language or theme.
    pub fn choose(response: &mut Response, name: &'static str, value: &str) {
        cookies::set(response.headers_mut(), cookies::choice(name, value));
    }
}

/// The middleware of the pages: meets the visitor, and puts an error of theirs on a page of its own.
pub(super) async fn meet(State(app): State<Arc<App>>, mut request: Request, next: Next) -> Response {
    let names = Names::new(app.world.addresses.base());
    let headers = request.headers();
    let session = cookies::value(headers, names.session()).filter(|token| !token.is_empty());
    let account = match &session {
        Some(token) => match who::account_of_session(&app.world, token).await {
            Ok(account) => account,
            Err(error) => return PageError::Act(error).into_response(),
        },
        None => None,
    };
    let known = cookies::value(headers, names.visitor()).filter(|value| value.len() == 43);
    let visitor_token = known.clone().unwrap_or_else(|| URL_SAFE_NO_PAD.encode(app.world.random::<32>()));
    let secret = session.as_deref().filter(|_| account.is_some()).unwrap_or(&visitor_token);
    let accept = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let visitor = Visitor {
        csrf: csrf_of(secret),
        session: session.filter(|_| account.is_some()),
        account,
        hides_turn: cookies::value(headers, "turn").is_some_and(|value| value == "hide"),
        language: Language::choose(cookies::value(headers, "language").as_deref(), accept),
        theme: Theme::from_value(&cookies::value(headers, "theme").unwrap_or_default()),
        path: request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned(),
        address: request.extensions().get::<IpAddr>().copied().unwrap_or(IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED)),
    };
    request.extensions_mut().insert(visitor.clone());
    let mut response = next.run(request).await;
    if let Some(error) = response.extensions().get::<Arc<PageError>>().cloned() {
        response = error.show(&app, &visitor);
    }
    if known.is_none() {
        cookies::set(response.headers_mut(), names.make(names.visitor(), &visitor_token, None));
    }
    response.headers_mut().append(header::VARY, HeaderValue::from_static("Cookie, Accept-Language"));
    response
}

/// The account behind a session cookie, for things that pages embed and that may be private.
pub(crate) async fn session_account(app: &App, headers: &HeaderMap) -> Result<Option<ActorId>, ActError> {
    let names = Names::new(app.world.addresses.base());
    match cookies::value(headers, names.session()) {
        Some(token) if !token.is_empty() => Ok(who::account_of_session(&app.world, &token).await?.map(|actor| actor.id)),
        _ => Ok(None),
    }
}

/// The token that a form sends back: only who has the cookie can know it.
fn csrf_of(secret: &str) -> String {
    URL_SAFE_NO_PAD.encode(&Sha256::digest(format!("anavez csrf {secret}").as_bytes())[..18])
}

/// A form of ours, as a multimap in the order of its fields: refused unless it came from a page of ours in this browser.
#[derive(Debug, Clone, Default)]
pub struct CsrfForm(pub Vec<(String, String)>);

/// The form waited too long, or came from elsewhere.
#[derive(Debug, Clone)]
pub struct CsrfRefused {
    /// What was typed: it can be sent again.
    pub fields: Vec<(String, String)>,
}

impl CsrfForm {
    /// The first value of a field; empty when it is not there.
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str())
    }

    /// The value of a field that was filled in.
    pub fn filled(&self, name: &str) -> Option<&str> {
        Some(self.get(name)).filter(|value| !value.trim().is_empty())
    }

    /// Every value of a field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// Refuses fields without the right token.
    pub fn checked(fields: Vec<(String, String)>, visitor: &Visitor) -> Result<Self, PageError> {
        let form = Self(fields);
        let sent = form.get("csrf").as_bytes().to_vec();
        let right = visitor.csrf.as_bytes();
        let differs = sent.len() != right.len() || sent.iter().zip(right).fold(0, |all, (a, b)| all | (a ^ b)) != 0;
        if differs { Err(PageError::TooOld(CsrfRefused { fields: form.0 })) } else { Ok(form) }
    }
}

impl<S: Send + Sync> FromRequest<S> for CsrfForm {
    type Rejection = PageError;
    async fn from_request(request: Request, state: &S) -> Result<Self, PageError> {
        let visitor = request.extensions().get::<Visitor>().cloned().ok_or(PageError::Act(ActError::SignInFirst))?;
        let axum::Form(fields) =
            axum::Form::<Vec<(String, String)>>::from_request(request, state).await.map_err(|_| PageError::BadForm)?;
        Self::checked(fields, &visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visitor() -> Visitor {
        Visitor {
            account: None,
            session: None,
            language: Language::French,
            theme: Theme::System,
            csrf: csrf_of("secret"),
            path: "/".into(),
            address: IpAddr::V4(std::net::Ipv4Addr::LOCALHOST),
            hides_turn: false,
        }
    }

    #[test]
    fn a_form_without_the_right_token_is_refused_and_keeps_what_was_typed() {
        let fields = |csrf: &str| vec![("csrf".to_owned(), csrf.to_owned()), ("words".to_owned(), "Merci".to_owned())];
        assert!(CsrfForm::checked(fields(&csrf_of("secret")), &visitor()).is_ok());
        for wrong in ["", "x", &csrf_of("other")] {
            let Err(PageError::TooOld(refused)) = CsrfForm::checked(fields(wrong), &visitor()) else {
                panic!("{wrong} was let through")
            };
            assert_eq!(refused.fields[1].1, "Merci");
        }
    }
}
