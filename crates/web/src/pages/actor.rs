//! The page of somebody, and opening an organisation or a community in a minute.

use std::sync::Arc;

use anavez_acts::open_organisation::{OpenOrganisation, open_organisation};
use anavez_acts::{ActError, show};
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::get;

use super::{Answer, html, see_other, speak};
use crate::paths;
use crate::server::{App, CsrfForm, Visitor};
use crate::view::actor_page::ActorPage;
use crate::view::form::Form;
use crate::view::home::ModelCard;
use crate::view::organisation::OrganisationNew;
use crate::view::voice::Size;

pub(super) fn router() -> Router<Arc<App>> {
    Router::new().route("/actors/{id}", get(page)).route(paths::ORGANISATION_NEW, get(new).post(open))
}

async fn page(State(app): State<Arc<App>>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    let actor = show::actor(&app.world, &id).await?;
    let canonical = paths::actor(&actor.id.to_string());
    if !canonical.ends_with(&id) {
        return Ok(see_other(&canonical));
    }
    let who = visitor.who(&app, None).await?;
    let page = visitor.page(&app);
    let (received, given) = show::actor_recognitions(&app.world, &who, actor.id).await?;
    let voice = |shown: &show::Shown| {
        let mut voice = speak::voice(&page, shown, Size::Small);
        voice.href = Some(paths::recognition(&shown.given.recognition.id.to_string()));
        voice
    };
    let badges = received
        .iter()
        .filter_map(|shown| {
            let version = shown.version.as_ref()?;
            Some(ModelCard {
                name: speak::name_of(version, page.language).1,
                href: paths::award(&shown.given.recognition.id.to_string()),
                picture: speak::picture_of(version),
                more: Some(speak::who(&page, &shown.giver).name),
            })
        })
        .collect();
    let mine = who.is_or_speaks_for(actor.id);
    let to = actor.handle.as_ref().map_or_else(|| actor.id.to_string(), |handle| format!("%40{handle}"));
    html(&ActorPage {
        who: speak::who(&page, &actor),
        about: actor.about.clone(),
        website: None,
        badges,
        received: received.iter().filter(|shown| shown.version.is_none()).map(voice).collect(),
        given: given.iter().filter(|shown| shown.version.is_none()).map(voice).collect(),
        recognise: format!("{}?to={to}", paths::RECOGNISE),
        mine,
        did: app.world.addresses.did(actor.id),
        page,
    })
}

async fn new(State(app): State<Arc<App>>, visitor: Visitor) -> Answer {
    visitor.account()?;
    let form = Form::new(app.world.new_act_id()).with("sort", "community");
    html(&OrganisationNew { page: visitor.page(&app), form })
}

async fn open(State(app): State<Arc<App>>, visitor: Visitor, fields: CsrfForm) -> Answer {
    visitor.account()?;
    let who = visitor.who(&app, None).await?;
    let act = OpenOrganisation {
        name: fields.get("name").to_owned(),
        about: fields.get("about").to_owned(),
        sort: fields.get("sort").to_owned(),
        language: visitor.tongue(),
    };
    match open_organisation(&app.world, &who, act).await {
        Ok(actor) => Ok(see_other(&paths::actor(&actor.id.to_string()))),
        Err(ActError::Invalid(problems)) => {
            let form = ["name", "about", "sort"]
                .iter()
                .fold(Form::new(fields.get("act_id")), |form, field| form.with(*field, fields.get(field)));
            let form = speak::refuse(form, &problems, visitor.language, str::to_owned);
            html(&OrganisationNew { page: visitor.page(&app), form })
        }
        Err(other) => Err(other.into()),
    }
}
