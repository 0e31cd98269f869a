//! « Mon compte »: name, lines about oneself, language of letters, addresses, keys for programs.

use std::sync::Arc;

use anavez_acts::profile::{self, ChangeProfile};
use anavez_acts::sign_in::{self, AskToComeIn, ask_to_come_in};
use anavez_acts::{ActError, who};
use anavez_recognition::limits;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::routing::{get, post};

use super::sign_in::WAIT_MINUTES;
use super::{Answer, html, see_other, speak};
use crate::paths;
use crate::server::{App, CsrfForm, Gate, Visitor};
use crate::texts::TextId;
use crate::view::Notice;
use crate::view::account::{Account, Address, Token};
use crate::view::form::{Form, Refusal};
use crate::view::sign_in::SignInSent;

pub(super) fn router() -> Router<Arc<App>> {
    Router::new()
        .route(paths::ACCOUNT, get(mine).post(change))
        .route(paths::ACCOUNT_ADDRESSES, post(add_address))
        .route(paths::ADDRESS_REMOVE, post(remove_address))
        .route(paths::ACCOUNT_TOKENS, post(make_token))
        .route("/account/tokens/{id}/revoke", post(revoke_token))
}

#[derive(serde::Deserialize, Default)]
struct Asked {
    #[serde(default)]
    welcome: String,
    #[serde(default)]
    done: String,
}

/// The three forms of the page.
#[derive(Default)]
struct Forms {
    profile: Option<Form>,
    address: Option<Form>,
    token: Option<Form>,
    new_token: Option<String>,
    notice: Option<TextId>,
}

async fn mine(State(app): State<Arc<App>>, visitor: Visitor, Query(asked): Query<Asked>) -> Answer {
    let notice = match (asked.welcome.as_str(), asked.done.as_str()) {
        ("yes", _) => Some(TextId("notice-welcome")),
        (_, "saved") => Some(TextId("notice-saved")),
        (_, "address") => Some(TextId("notice-address")),
        (_, "removed") => Some(TextId("notice-removed")),
        (_, "ended") => Some(TextId("notice-ended")),
        _ => None,
    };
    show(&app, &visitor, Forms { notice, ..Forms::default() }).await
}

async fn show(app: &App, visitor: &Visitor, forms: Forms) -> Answer {
    let account = visitor.account()?;
    let mut page = visitor.page(app);
    // A form's answer stands at the page's own address: what leads back here comes by GET.
    page.path = paths::ACCOUNT.to_owned();
    page.notice = forms.notice.map(|id| Notice { text: page.t(id), warning: false });
    let fresh = || Form::new(app.world.new_act_id());
    let profile = forms.profile.unwrap_or_else(|| {
        fresh()
            .with("name", account.name.as_ref().map_or("", |name| name.as_str()))
            .with("handle", account.name.as_ref().and(account.handle.as_ref()).map_or("", |handle| handle.as_str()))
            .with("about", account.about.clone().unwrap_or_default())
            .with("language", account.language.as_str())
    });
    let own = profile::addresses_of(&app.world, account.id).await?;
    let confirmed = own.iter().filter(|address| address.verified_at.is_some()).count();
    let waiting = profile::addresses_being_proved(&app.world, account.id).await?;
    let waiting = waiting.into_iter().map(|mail| Address { mail, confirmed: false, removable: false });
    let own = own.into_iter().map(|address| Address {
        removable: address.verified_at.is_none() || confirmed > 1,
        confirmed: address.verified_at.is_some(),
        mail: address.shown,
    });
    let addresses = own.chain(waiting).collect();
    let tokens = profile::tokens_of(&app.world, account.id).await?;
    let mandates = who::mandates(&app.world, account.id).await?;
    html(&Account {
        form: profile,
        address_form: forms.address.unwrap_or_else(fresh),
        token_form: forms.token.unwrap_or_else(fresh),
        own_page: paths::actor(&account.id.to_string()),
        addresses,
        tokens: tokens
            .into_iter()
            .map(|token| Token { id: token.id, name: token.name, made_on: speak::day(token.created_at) })
            .collect(),
        new_token: forms.new_token,
        speaks_for: mandates.iter().map(|actor| speak::who(&page, actor)).collect(),
        page,
    })
}

async fn change(State(app): State<Arc<App>>, visitor: Visitor, fields: CsrfForm) -> Answer {
    let account = visitor.account()?;
    let who = visitor.who(&app, None).await?;
    let act = ChangeProfile {
        actor: account.id,
        name: fields.get("name").to_owned(),
        handle: fields.get("handle").to_owned(),
        about: fields.get("about").to_owned(),
        language: fields.get("language").parse().unwrap_or_else(|_| account.language.clone()),
    };
    match profile::change_profile(&app.world, &who, act).await {
        Ok(_) => Ok(see_other(&format!("{}?done=saved", paths::ACCOUNT))),
        Err(ActError::Invalid(problems)) => {
            let typed = ["name", "handle", "about", "language"];
            let form = typed.iter().fold(Form::new(fields.get("act_id")), |form, field| form.with(*field, fields.get(field)));
            let form = speak::refuse(form, &problems, visitor.language, str::to_owned);
            show(&app, &visitor, Forms { profile: Some(form), ..Forms::default() }).await
        }
        Err(other) => Err(other.into()),
    }
}

/// A letter proves the address: until then it is nobody's. The same form asks for the letter again.
async fn add_address(State(app): State<Arc<App>>, visitor: Visitor, fields: CsrfForm) -> Answer {
    let account = visitor.account()?;
    app.gates.admit(Gate::SignIn, &account.id.to_string())?;
    let next = format!("{}?done=address", paths::ACCOUNT);
    let act = AskToComeIn {
        act_id: fields.get("act_id").to_owned(),
        address: fields.get("mail").to_owned(),
        language: Some(visitor.tongue()),
        next: Some(next.clone()),
        link: None,
        for_account: Some(account.id),
    };
    let form = Form::new(fields.get("act_id")).with("mail", fields.get("mail"));
    match ask_to_come_in(&app.world, act).await {
        Ok(address) => {
            let mut page = visitor.page(&app);
            page.path = paths::ACCOUNT.to_owned();
            let minutes = u64::try_from(limits::SIGN_IN_SECONDS / 60).unwrap_or(0);
            let mail = address.shown().to_owned();
            let form = Form::new(app.world.new_act_id()).with("mail", mail.clone()).with("next", next);
            html(&SignInSent { page, form, mail, minutes, again: paths::ACCOUNT_ADDRESSES })
        }
        Err(ActError::Invalid(problems)) => {
            let form = speak::refuse(form, &problems, visitor.language, |_| "mail".into());
            show(&app, &visitor, Forms { address: Some(form), ..Forms::default() }).await
        }
        Err(ActError::TooMuch { .. }) => {
            let form = form.refused("mail", &Refusal::Wait { minutes: WAIT_MINUTES }, visitor.language);
            show(&app, &visitor, Forms { address: Some(form), ..Forms::default() }).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn remove_address(State(app): State<Arc<App>>, visitor: Visitor, fields: CsrfForm) -> Answer {
    let account = visitor.account()?;
    match sign_in::remove_address(&app.world, account.id, fields.get("mail")).await {
        Ok(()) => Ok(see_other(&format!("{}?done=removed", paths::ACCOUNT))),
        // The last one stays; or it was removed a moment ago. The page shows what is.
        Err(ActError::Conflict(_) | ActError::NotFound | ActError::Invalid(_)) => Ok(see_other(paths::ACCOUNT)),
        Err(other) => Err(other.into()),
    }
}

/// The key is shown on the answer of the form and never again.
async fn make_token(State(app): State<Arc<App>>, visitor: Visitor, fields: CsrfForm) -> Answer {
    let account = visitor.account()?;
    app.gates.admit(Gate::Giving, &account.id.to_string())?;
    match profile::make_token_once(&app.world, account.id, fields.get("token_name"), fields.get("act_id")).await {
        Ok(token) => show(&app, &visitor, Forms { new_token: Some(token), ..Forms::default() }).await,
        Err(ActError::Invalid(problems)) => {
            let form = Form::new(fields.get("act_id")).with("token_name", fields.get("token_name"));
            let form = speak::refuse(form, &problems, visitor.language, str::to_owned);
            show(&app, &visitor, Forms { token: Some(form), ..Forms::default() }).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn revoke_token(State(app): State<Arc<App>>, visitor: Visitor, Path(id): Path<String>, _form: CsrfForm) -> Answer {
    let account = visitor.account()?;
    match profile::revoke_token(&app.world, account.id, &id).await {
        Ok(()) | Err(ActError::NotFound) => Ok(see_other(&format!("{}?done=ended", paths::ACCOUNT))),
        Err(other) => Err(other.into()),
    }
}
