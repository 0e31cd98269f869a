//! Coming in with an address: a link and six digits, no password; going out, here or everywhere.

use std::sync::Arc;

use anavez_acts::sign_in::{
    AskToComeIn, CameIn, ask_to_come_in, come_in_by_code, come_in_by_link, leave, leave_everywhere, sign_in_link_is_open,
};
use anavez_acts::{ActError, sign_in};
use anavez_recognition::limits;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::{get, post};

use super::{Answer, html, see_other, speak};
use crate::paths;
use crate::server::{App, CsrfForm, Gate, Visitor, Walker};
use crate::view::form::{Form, Refusal};
use crate::view::sign_in::{SignIn, SignInDoor, SignInSent};

pub(super) fn router() -> Router<Arc<App>> {
    Router::new()
        .route(paths::SIGN_IN, get(ask).post(send))
        .route(paths::SIGN_IN_DIGITS, post(by_digits))
        .route("/sign-in/{token}", get(door).post(by_link))
        .route(paths::SIGN_OUT, post(out))
        .route(paths::SIGN_OUT_EVERYWHERE, post(out_everywhere))
}

#[derive(serde::Deserialize, Default)]
struct Next {
    #[serde(default)]
    next: String,
}

async fn ask(State(app): State<Arc<App>>, visitor: Visitor, Query(next): Query<Next>) -> Answer {
    if visitor.account.is_some() {
        return Ok(see_other(if paths::is_here(&next.next) { &next.next } else { paths::LEDGER }));
    }
    html(&SignIn { page: visitor.page(&app), form: Form::new(app.world.new_act_id()).with("next", next.next) })
}

/// Sends the letter. The answer is the same whether the address is known here or not.
async fn send(State(app): State<Arc<App>>, visitor: Visitor, fields: CsrfForm) -> Answer {
    app.gates.admit(Gate::SignIn, &visitor.address.to_string())?;
    let form =
        ["mail", "next", "link"].iter().fold(Form::new(fields.get("act_id")), |form, field| form.with(*field, fields.get(field)));
    let act = AskToComeIn {
        address: fields.get("mail").to_owned(),
        language: Some(visitor.tongue()),
        next: fields.filled("next").map(str::to_owned),
        link: fields.filled("link").map(str::to_owned),
        for_account: None,
    };
    match ask_to_come_in(&app.world, act).await {
        Ok(address) => sent(&app, &visitor, form.with("mail", address.shown()), address.shown()),
        Err(ActError::Invalid(problems)) => {
            html(&SignIn { form: speak::refuse(form, &problems, visitor.language, |_| "mail".into()), page: visitor.page(&app) })
        }
        Err(ActError::TooMuch { .. }) => html(&SignIn {
            form: form.refused("mail", &Refusal::Wait { minutes: 60 }, visitor.language),
            page: visitor.page(&app),
        }),
        Err(other) => Err(other.into()),
    }
}

fn sent(app: &App, visitor: &Visitor, form: Form, mail: &str) -> Answer {
    let minutes = u64::try_from(limits::SIGN_IN_SECONDS / 60).unwrap_or(0);
    html(&SignInSent { page: visitor.page(app), form, mail: mail.to_owned(), minutes })
}

async fn by_digits(State(app): State<Arc<App>>, visitor: Visitor, fields: CsrfForm) -> Answer {
    app.gates.admit(Gate::SignIn, &visitor.address.to_string())?;
    let mail = fields.get("mail");
    match come_in_by_code(&app.world, mail, fields.get("digits")).await {
        Ok(came) => Ok(enter(&app, came)),
        Err(ActError::Invalid(_)) => {
            let form = Form::new(fields.get("act_id")).with("mail", mail).with("next", fields.get("next"));
            sent(&app, &visitor, form.refused("digits", &Refusal::WrongDigits, visitor.language), mail)
        }
        Err(other) => Err(other.into()),
    }
}

/// Mail programs open links by themselves: opening one shows a button, and only the button uses it.
async fn door(State(app): State<Arc<App>>, visitor: Visitor, Path(token): Path<String>) -> Answer {
    if !sign_in_link_is_open(&app.world, &token).await? {
        app.gates.admit(Gate::Unknown, &visitor.address.to_string())?;
        return Err(ActError::Gone.into());
    }
    html(&SignInDoor { page: visitor.page(&app), form: Form::new(app.world.new_act_id()), token })
}

async fn by_link(State(app): State<Arc<App>>, visitor: Visitor, Path(token): Path<String>, _form: CsrfForm) -> Answer {
    app.gates.admit(Gate::SignIn, &visitor.address.to_string())?;
    Ok(enter(&app, come_in_by_link(&app.world, &token).await?))
}

/// The session begins; somebody new says their name first.
fn enter(app: &App, came: CameIn) -> Response {
    let next = came.next.filter(|path| paths::is_here(path));
    let path = match (came.is_new, next) {
        (true, None) => format!("{}?welcome=yes", paths::ACCOUNT),
        (_, Some(next)) => next,
        (false, None) => paths::LEDGER.to_owned(),
    };
    let mut response = see_other(&path);
    Walker::enter(app, &mut response, &came.session);
    response
}

async fn out(State(app): State<Arc<App>>, visitor: Visitor, _form: CsrfForm) -> Answer {
    if let Some(session) = &visitor.session {
        leave(&app.world, session).await?;
    }
    let mut response = see_other(paths::HOME);
    Walker::leave(&app, &mut response);
    Ok(response)
}

async fn out_everywhere(State(app): State<Arc<App>>, visitor: Visitor, _form: CsrfForm) -> Answer {
    let account = visitor.account()?;
    leave_everywhere(&app.world, account.id).await?;
    let mut response = see_other(paths::HOME);
    Walker::leave(&app, &mut response);
    Ok(response)
}

/// Gives up an address of one's own; used by the account page.
pub(super) async fn remove(app: &App, visitor: &Visitor, address: &str) -> Result<(), ActError> {
    let account = visitor.account.as_ref().ok_or(ActError::SignInFirst)?;
    sign_in::remove_address(&app.world, account.id, address).await
}
