//! To open an organisation or a community in a minute, and to change what it says of itself.

use std::sync::Arc;

use anavez_acts::open_organisation::{OpenOrganisation, open_organisation};
use anavez_acts::profile::{ChangeProfile, change_profile};
use anavez_acts::{ActError, show};
use anavez_recognition::{Actor, Refused, Sort};
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::get;

use super::{Answer, PageError, html, see_other, speak};
use crate::paths;
use crate::server::{App, CsrfForm, Gate, Visitor};
use crate::view::form::Form;
use crate::view::organisation::{OrganisationEdit, OrganisationNew};

pub(super) fn router() -> Router<Arc<App>> {
    Router::new().route(paths::ORGANISATION_NEW, get(new).post(open)).route("/actors/{id}/edit", get(edit).post(change))
}

async fn new(State(app): State<Arc<App>>, visitor: Visitor) -> Answer {
    visitor.account()?;
    let form = Form::new(app.world.new_act_id()).with("sort", "community");
    html(&OrganisationNew { page: visitor.page(&app), form })
}

fn typed(fields: &CsrfForm, names: &[&str]) -> Form {
    names.iter().fold(Form::new(fields.get("act_id")), |form, field| form.with(*field, fields.get(field)))
}

async fn open(State(app): State<Arc<App>>, visitor: Visitor, fields: CsrfForm) -> Answer {
    let account = visitor.account()?;
    app.gates.admit(Gate::Giving, &account.id.to_string())?;
    let who = visitor.who(&app, None).await?;
    let act = OpenOrganisation {
        name: fields.get("name").to_owned(),
        about: fields.get("about").to_owned(),
        sort: fields.get("sort").to_owned(),
        language: visitor.tongue(),
    };
    match open_organisation(&app.world, &who, act).await {
        Ok(actor) => Ok(see_other(&format!("{}?done=opened", paths::actor(&actor.id.to_string())))),
        Err(ActError::Invalid(problems)) => {
            let form = speak::refuse(typed(&fields, &["name", "about", "sort"]), &problems, visitor.language, str::to_owned);
            html(&OrganisationNew { page: visitor.page(&app), form })
        }
        Err(other) => Err(other.into()),
    }
}

/// An organisation that the visitor speaks for. A person's page is changed in their account.
async fn own(app: &App, visitor: &Visitor, id: &str) -> Result<Actor, PageError> {
    visitor.account()?;
    let actor = show::actor(&app.world, id).await?;
    let speaks = visitor.who(app, None).await?.is_or_speaks_for(actor.id);
    match (speaks, actor.sort) {
        (false, _) => Err(ActError::Refused(Refused::GiverOnly).into()),
        (true, Sort::Person) => Err(ActError::NotFound.into()),
        (true, _) => Ok(actor),
    }
}

async fn edit(State(app): State<Arc<App>>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    let actor = own(&app, &visitor, &id).await?;
    let form = Form::new(app.world.new_act_id())
        .with("name", actor.label().unwrap_or_default())
        .with("handle", actor.handle.as_ref().map_or("", |handle| handle.as_str()))
        .with("about", actor.about.clone().unwrap_or_default());
    html(&OrganisationEdit { page: visitor.page(&app), form, id: actor.id.to_string() })
}

async fn change(State(app): State<Arc<App>>, visitor: Visitor, Path(id): Path<String>, fields: CsrfForm) -> Answer {
    let actor = own(&app, &visitor, &id).await?;
    let who = visitor.who(&app, None).await?;
    let act = ChangeProfile {
        actor: actor.id,
        name: fields.get("name").to_owned(),
        handle: fields.get("handle").to_owned(),
        about: fields.get("about").to_owned(),
        language: actor.language.clone(),
    };
    let id = actor.id.to_string();
    match change_profile(&app.world, &who, act).await {
        Ok(_) => Ok(see_other(&format!("{}?done=saved", paths::actor(&id)))),
        Err(ActError::Invalid(problems)) => {
            let form = speak::refuse(typed(&fields, &["name", "handle", "about"]), &problems, visitor.language, str::to_owned);
            html(&OrganisationEdit { page: visitor.page(&app), form, id })
        }
        Err(other) => Err(other.into()),
    }
}
