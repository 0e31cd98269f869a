//! Coming in with an address: a link and six digits, no password; going out, here or everywhere.

use std::sync::Arc;

use anavez_acts::ActError;
use anavez_acts::sign_in::{
    AskToComeIn, CameIn, ask_to_come_in, come_in_by_code, come_in_by_link, leave, leave_everywhere, open_link,
};
use anavez_recognition::limits;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};

use super::{Answer, html, see_other, speak};
use crate::paths;
use crate::server::{App, CsrfForm, Gate, Visitor, Walker};
use crate::texts::TextId;
use crate::view::Notice;
use crate::view::form::{Form, Refusal};
use crate::view::sign_in::{SignIn, SignInDoor, SignInSent};

/// How long somebody waits who asked for too many letters, in minutes: the hour in which they are counted.
pub(super) const WAIT_MINUTES: u64 = 60;

pub(super) fn router() -> Router<Arc<App>> {
    Router::new()
        .route(paths::SIGN_IN, get(ask).post(send))
        .route(paths::SIGN_IN_DIGITS, get(ask_again).post(by_digits))
        .route("/sign-in/{token}", get(door).post(by_link))
        .route(paths::SIGN_OUT, post(out))
        .route(paths::SIGN_OUT_EVERYWHERE, post(out_everywhere))
}

#[derive(serde::Deserialize, Default)]
struct Begin {
    #[serde(default)]
    next: String,
    #[serde(default)]
    link: String,
}

async fn ask(State(app): State<Arc<App>>, visitor: Visitor, Query(begin): Query<Begin>) -> Answer {
    if visitor.account.is_some() && begin.link.is_empty() {
        return Ok(see_other(if paths::is_here(&begin.next) { &begin.next } else { paths::LEDGER }));
    }
    let form = Form::new(app.world.new_act_id()).with("next", begin.next).with("link", begin.link);
    html(&SignIn { page: visitor.page(&app), form })
}

/// The digits' page read anew, by its address: they are typed after a letter was asked for.
async fn ask_again() -> Response {
    see_other(paths::SIGN_IN)
}

/// Sends the letter. The answer is the same whether the address is known here or not.
async fn send(State(app): State<Arc<App>>, visitor: Visitor, fields: CsrfForm) -> Answer {
    app.gates.admit(Gate::SignIn, &visitor.address.to_string())?;
    let form = carried(Form::new(fields.get("act_id")), &fields);
    let act = AskToComeIn {
        act_id: fields.get("act_id").to_owned(),
        address: fields.get("mail").to_owned(),
        language: Some(visitor.tongue()),
        next: fields.filled("next").map(str::to_owned),
        link: fields.filled("link").map(str::to_owned),
        for_account: None,
    };
    match ask_to_come_in(&app.world, act).await {
        Ok(address) => sent(&app, &visitor, carried(fresh(&app), &fields), address.shown()),
        Err(ActError::Invalid(problems)) => {
            html(&SignIn { form: speak::refuse(form, &problems, visitor.language, |_| "mail".into()), page: visitor.page(&app) })
        }
        Err(ActError::TooMuch { .. }) => html(&SignIn {
            form: form.refused("mail", &Refusal::Wait { minutes: WAIT_MINUTES }, visitor.language),
            page: visitor.page(&app),
        }),
        Err(other) => Err(other.into()),
    }
}

fn fresh(app: &App) -> Form {
    Form::new(app.world.new_act_id())
}

fn carried(form: Form, fields: &CsrfForm) -> Form {
    ["mail", "next", "link"].iter().fold(form, |form, field| form.with(*field, fields.get(field)))
}

/// The letter is on its way; its digits may be typed here. `form` is a new act: its button sends another letter.
fn sent(app: &App, visitor: &Visitor, form: Form, mail: &str) -> Answer {
    let minutes = u64::try_from(limits::SIGN_IN_SECONDS / 60).unwrap_or(0);
    let adds = visitor.account.is_some() && form.value("link").is_empty();
    let again = if adds { paths::ACCOUNT_ADDRESSES } else { paths::SIGN_IN };
    html(&SignInSent { page: visitor.page(app), form: form.with("mail", mail), mail: mail.to_owned(), minutes, again })
}

async fn by_digits(State(app): State<Arc<App>>, visitor: Visitor, fields: CsrfForm) -> Answer {
    app.gates.admit(Gate::SignIn, &visitor.address.to_string())?;
    let mail = fields.get("mail");
    match come_in_by_code(&app.world, mail, fields.get("digits")).await {
        Ok(came) => enter(&app, &visitor, came).await,
        Err(ActError::Invalid(problems)) => {
            let form = carried(fresh(&app), &fields);
            let form = if problems.iter().any(|problem| problem.field == "code") {
                form.refused("digits", &Refusal::WrongDigits, visitor.language)
            } else {
                form.refusing("digits", visitor.page(&app).t(TextId("address-taken")))
            };
            sent(&app, &visitor, form, mail)
        }
        Err(other) => Err(other.into()),
    }
}

/// Mail programs open links by themselves: opening one shows a button, and only the button uses it.
async fn door(State(app): State<Arc<App>>, visitor: Visitor, Path(token): Path<String>) -> Answer {
    let Some(link) = open_link(&app.world, &token).await? else {
        app.gates.admit(Gate::Unknown, &visitor.address.to_string())?;
        return used(&app, &visitor, TextId("sign-in-link-used"));
    };
    let page = visitor.page(&app);
    let adds_to = link.adds_to.map(|account| speak::who(&page, &account));
    html(&SignInDoor { form: fresh(&app), token, mail: link.address, adds_to, page })
}

async fn by_link(State(app): State<Arc<App>>, visitor: Visitor, Path(token): Path<String>, _form: CsrfForm) -> Answer {
    app.gates.admit(Gate::SignIn, &visitor.address.to_string())?;
    match come_in_by_link(&app.world, &token).await {
        Ok(came) => enter(&app, &visitor, came).await,
        Err(ActError::Gone) => used(&app, &visitor, TextId("sign-in-link-used")),
        Err(ActError::Invalid(_)) => used(&app, &visitor, TextId("address-taken")),
        Err(other) => Err(other.into()),
    }
}

/// The link opens nothing any more: why, and the form for another one. Who is in already is in.
fn used(app: &App, visitor: &Visitor, why: TextId) -> Answer {
    if visitor.account.is_some() {
        return Ok(see_other(paths::LEDGER));
    }
    let mut page = visitor.page(app);
    page.notice = Some(Notice { text: page.t(why), warning: true });
    let mut response = html(&SignIn { page, form: fresh(app) })?;
    *response.status_mut() = StatusCode::GONE;
    Ok(response)
}

/// The session begins, and the one before it in this browser ends; somebody new says their name first.
async fn enter(app: &App, visitor: &Visitor, came: CameIn) -> Answer {
    if let Some(before) = &visitor.session {
        leave(&app.world, before).await?;
    }
    let next = came.next.filter(|path| paths::is_here(path));
    let path = match (came.is_new, next) {
        (true, None) => format!("{}?welcome=yes", paths::ACCOUNT),
        (_, Some(next)) => next,
        (false, None) => paths::LEDGER.to_owned(),
    };
    let mut response = see_other(&path);
    Walker::enter(app, &mut response, &came.session);
    Ok(response)
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
