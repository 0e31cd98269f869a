//! The receiver's side of an offer, from the link or the QR code: read, accept, keep, decline, answer, recognise back.
//! No account needed; nothing here changes by opening a page.

use std::sync::Arc;

use anavez_acts::receivers::To;
use anavez_acts::show::{self, Whole};
use anavez_acts::{ActError, answer, recognise, reply};
use anavez_recognition::policy::Act;
use anavez_recognition::{Audience, State as Standing, Who};
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::routing::{get, post};

use super::{Answer, PageError, html, see_other, speak};
use crate::markup;
use crate::paths;
use crate::server::{App, CsrfForm, Gate, Visitor};
use crate::texts::TextId;
use crate::view::claim::{Claim, ClaimAfter, ClaimAudience, Decline, Declined, Download, OfferedBadge};
use crate::view::form::Form;
use crate::view::voice::{Size, Target};
use crate::view::{Notice, Page};

pub(super) fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/offers/{token}", get(open).post(answer_it))
        .route("/offers/{token}/audience", get(ask_audience).post(choose_audience))
        .route("/offers/{token}/decline", get(ask_decline).post(decline))
        .route("/offers/{token}/reply", post(answer_in_words))
        .route("/offers/{token}/back", post(recognise_back))
}

#[derive(serde::Deserialize, Default)]
struct Done {
    #[serde(default)]
    done: String,
}

/// What a link opens, and who opens it.
struct Opened {
    whole: Whole,
    who: Who,
    page: Page,
}

async fn opened(app: &App, visitor: &Visitor, token: &str) -> Result<Opened, PageError> {
    let who = visitor.who(app, Some(token)).await?;
    match show::show_by_link(&app.world, &who, token).await {
        Ok(whole) => Ok(Opened { whole, who, page: visitor.page(app) }),
        Err(ActError::NotFound) => {
            app.gates.admit(Gate::Unknown, &visitor.address.to_string())?;
            Err(ActError::NotFound.into())
        }
        Err(other) => Err(other.into()),
    }
}

async fn open(State(app): State<Arc<App>>, visitor: Visitor, Path(token): Path<String>, Query(done): Query<Done>) -> Answer {
    let mut opened = opened(&app, &visitor, &token).await?;
    if opened.who.is_or_speaks_for(opened.whole.shown.given.sides.giver) {
        return Ok(see_other(&format!("/recognitions/{}/given", opened.whole.shown.given.recognition.id)));
    }
    opened.page.notice = match done.done.as_str() {
        "reply" => Some(Notice { text: opened.page.t(TextId("notice-replied")), warning: false }),
        "back" => Some(Notice { text: opened.page.t(TextId("notice-back")), warning: false }),
        _ => None,
    };
    let fresh = || Form::new(app.world.new_act_id());
    show_it(&app, opened, &token, fresh(), fresh()).await
}

/// The offer, or what became of it; with what was typed in the two forms of words.
async fn show_it(app: &App, opened: Opened, token: &str, reply: Form, back: Form) -> Answer {
    let Opened { whole, page, .. } = opened;
    let r = &whole.shown.given.recognition;
    let badge = badge(&page, &whole);
    let rhythm = speak::rhythm(&whole.shown);
    let given_on = speak::day(r.planned_at);
    let mut voice = speak::voice(&page, &whole.shown, if badge.is_some() { Size::Normal } else { Size::Big });
    address_you(&page, &mut voice.thread.target, page.reader.is_some());
    let ask_name = whole.shown.receiver.as_ref().is_none_or(|receiver| receiver.name.is_none());
    if r.state == Standing::Offered {
        let form = Form::new(app.world.new_act_id());
        return html(&Claim {
            token: token.to_owned(),
            form,
            reply,
            back,
            ask_name,
            voice,
            badge,
            on_behalf_of: None,
            rhythm,
            given_on,
            page,
        });
    }
    let audience = r.audience();
    let url = whole.shown.url.strip_prefix(app.world.addresses.base()).unwrap_or(&whole.shown.url).to_owned();
    let next = paths::offer(token);
    html(&ClaimAfter {
        downloads: downloads(&url, badge.is_some(), audience),
        show: audience.opens_by_address().then(|| url.clone()),
        account: Form::new(app.world.new_act_id()).with("next", next).with("link", token),
        back: (!whole.is_answered_in_kind && whole.acts.contains(&Act::RecogniseBack)).then_some(back),
        audience: speak::audience(audience),
        token: token.to_owned(),
        ask_name,
        voice,
        badge,
        rhythm,
        given_on,
        page,
    })
}

async fn answer_it(State(app): State<Arc<App>>, visitor: Visitor, Path(token): Path<String>, form: CsrfForm) -> Answer {
    let opened = opened(&app, &visitor, &token).await?;
    let id = opened.whole.shown.given.recognition.id;
    match form.get("answer") {
        "keep" => {
            answer::accept(&app.world, &opened.who, id, Some(Audience::Private)).await?;
            Ok(see_other(&paths::offer(&token)))
        }
        "decline" => Ok(see_other(&paths::offer_decline(&token))),
        "not-me" => {
            answer::decline(&app.world, &opened.who, id).await?;
            html(&Declined { page: opened.page, not_me: true })
        }
        _ => Ok(see_other(&paths::offer_audience(&token))),
    }
}

/// Who may see it: asked each time, nothing chosen the first time, the last choice proposed afterwards (decision 15).
async fn ask_audience(State(app): State<Arc<App>>, visitor: Visitor, Path(token): Path<String>) -> Answer {
    let opened = opened(&app, &visitor, &token).await?;
    if opened.whole.shown.given.recognition.state != Standing::Offered {
        return Ok(see_other(&paths::offer(&token)));
    }
    let mut form = Form::new(app.world.new_act_id());
    if let Some(last) = show::last_audience(&app.world, &opened.who).await? {
        form = form.with("audience", last.as_str());
    }
    audience_page(opened, &token, form)
}

fn audience_page(opened: Opened, token: &str, form: Form) -> Answer {
    let Opened { whole, page, .. } = opened;
    let given = whole.shown.given.recognition.audience_given;
    let mut voice = speak::voice(&page, &whole.shown, Size::Normal);
    address_you(&page, &mut voice.thread.target, page.reader.is_some());
    html(&ClaimAudience {
        token: token.to_owned(),
        form,
        audiences: speak::audiences_up_to(given),
        voice,
        rhythm: speak::rhythm(&whole.shown),
        page,
    })
}

async fn choose_audience(State(app): State<Arc<App>>, visitor: Visitor, Path(token): Path<String>, form: CsrfForm) -> Answer {
    let opened = opened(&app, &visitor, &token).await?;
    let Ok(audience) = form.get("audience").parse::<Audience>() else {
        let refused = Form::new(form.get("act_id")).refused("audience", &crate::view::form::Refusal::NotChosen, visitor.language);
        return audience_page(opened, &token, refused);
    };
    let id = opened.whole.shown.given.recognition.id;
    if opened.whole.shown.given.recognition.state == Standing::Offered {
        answer::accept(&app.world, &opened.who, id, Some(audience)).await?;
    } else {
        answer::choose_audience(&app.world, &opened.who, id, audience).await?;
    }
    Ok(see_other(&paths::offer(&token)))
}

async fn ask_decline(State(app): State<Arc<App>>, visitor: Visitor, Path(token): Path<String>) -> Answer {
    let opened = opened(&app, &visitor, &token).await?;
    let giver = speak::who(&opened.page, &opened.whole.shown.giver).name;
    html(&Decline { form: Form::new(app.world.new_act_id()), giver, token, page: opened.page })
}

async fn decline(State(app): State<Arc<App>>, visitor: Visitor, Path(token): Path<String>, _form: CsrfForm) -> Answer {
    match opened(&app, &visitor, &token).await {
        Ok(opened) => {
            answer::decline(&app.world, &opened.who, opened.whole.shown.given.recognition.id).await?;
            html(&Declined { page: opened.page, not_me: false })
        }
        // Declined a moment ago: the same answer again.
        Err(PageError::Act(ActError::Gone)) => html(&Declined { page: visitor.page(&app), not_me: false }),
        Err(other) => Err(other),
    }
}

async fn answer_in_words(State(app): State<Arc<App>>, visitor: Visitor, Path(token): Path<String>, form: CsrfForm) -> Answer {
    app.gates.admit(Gate::Giving, &token)?;
    let opened = opened(&app, &visitor, &token).await?;
    let id = opened.whole.shown.given.recognition.id;
    match reply::reply(&app.world, &opened.who, id, form.get("reply"), form.get("act_id")).await {
        Ok(()) => Ok(see_other(&format!("{}?done=reply", paths::offer(&token)))),
        Err(ActError::Invalid(problems)) => {
            let typed = Form::new(form.get("act_id")).with("reply", form.get("reply"));
            let typed = speak::refuse(typed, &problems, visitor.language, |_| "reply".into());
            show_it(&app, opened, &token, typed, Form::new(app.world.new_act_id())).await
        }
        Err(other) => Err(other.into()),
    }
}

/// In one gesture, in one's own words.
async fn recognise_back(State(app): State<Arc<App>>, visitor: Visitor, Path(token): Path<String>, form: CsrfForm) -> Answer {
    app.gates.admit(Gate::Giving, &token)?;
    let opened = opened(&app, &visitor, &token).await?;
    let act = recognise::Recognise {
        act_id: form.get("act_id").to_owned(),
        to: To::Link,
        words: form.get("words").to_owned(),
        relation: String::new(),
        context: String::new(),
        evidence: Vec::new(),
        in_reply_to: Some(opened.whole.shown.given.recognition.id),
        audience: None,
        language: visitor.tongue(),
        in_name_of: None,
        giver_name: Some(form.get("giver_name").to_owned()),
    };
    match recognise::recognise(&app.world, &opened.who, act).await {
        Ok(_) => Ok(see_other(&format!("{}?done=back", paths::offer(&token)))),
        Err(ActError::Invalid(problems)) => {
            let typed = Form::new(form.get("act_id")).with("words", form.get("words")).with("giver_name", form.get("giver_name"));
            let typed = speak::refuse(typed, &problems, visitor.language, str::to_owned);
            show_it(&app, opened, &token, Form::new(app.world.new_act_id()), typed).await
        }
        Err(other) => Err(other.into()),
    }
}

/// To whom: “you”, for whoever holds the link.
fn address_you(page: &Page, target: &mut Option<Target>, signed_in: bool) {
    let you = page.t(TextId("you")).to_string();
    match target {
        Some(Target::Actor(who)) if who.name == page.t(TextId("somebody")).to_string() => who.name = you,
        Some(Target::Actor(who)) => who.aside = Some(you),
        other if !signed_in => {
            *other = Some(Target::Actor(crate::view::actor::Who { name: you, ..crate::view::actor::Who::default() }))
        }
        _ => {}
    }
}

pub(super) fn badge(page: &Page, whole: &Whole) -> Option<OfferedBadge> {
    let version = whole.shown.version.as_ref()?;
    Some(OfferedBadge {
        name: speak::name_of(version, page.language).1,
        picture: speak::picture_of(version),
        description: Some(speak::text_of(&version.said.description, page.language).1),
        criteria: markup::Html::from_markdown(&speak::text_of(&version.said.criteria, page.language).1),
    })
}

/// Files to take away; what is kept to oneself is taken away from one's own page.
pub(super) fn downloads(url: &str, is_badge: bool, audience: Audience) -> Vec<Download> {
    if !audience.opens_by_address() {
        return Vec::new();
    }
    let file = |form: &'static str, extension: &str| Download { form, href: format!("{url}.{extension}") };
    if is_badge { vec![file("PNG", "png"), file("SVG", "svg"), file("JSON", "json")] } else { vec![file("JSON", "json")] }
}
