//! The public page of an award and of words: who, whom, why, on what proof, does it hold; and what its two sides may do.

use std::sync::Arc;

use anavez_acts::show::{self, Whole};
use anavez_acts::{ActError, answer, award_token, reply, suspend, verify};
use anavez_recognition::policy::Act;
use anavez_recognition::{Audience, Evidence, Form as Thing, RecognitionId, State as Standing, Who};
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use openbadges::verify::{Input, Options};

use super::{Answer, PageError, claim, html, judge, see_other, speak};
use crate::api::forms;
use crate::markup;
use crate::paths;
use crate::server::{App, CsrfForm, Gate, Visitor};
use crate::texts::TextId;
use crate::view::Page;
use crate::view::award::{AwardPage, Happening, May, OtherForm, Parts, Piece, PieceForm, ShowTo, What, WordsPage};
use crate::view::checks::{CheckKind, Outcome};
use crate::view::fact::Judgement;
use crate::view::form::Form;
use crate::view::voice::{Size, Words};

pub(super) fn router() -> Router<Arc<App>> {
    Router::new()
        .route("/awards/{id}", get(award_page))
        .route("/recognitions/{id}", get(words_page))
        .route("/recognitions/{id}/audience", post(choose_audience))
        .route("/awards/{id}/audience", post(choose_audience))
        .route("/awards/{id}/revoke", post(revoke))
        .route("/awards/{id}/suspend", post(put_on_hold))
        .route("/awards/{id}/reinstate", post(take_off_hold))
        .route("/awards/{id}/jwt", post(ask_for_token))
        .route("/awards/{id}/reply", post(answer_in_words))
        .route("/recognitions/{id}/revoke", post(revoke))
        .route("/recognitions/{id}/reply", post(answer_in_words))
}

async fn award_page(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path(segment): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Answer {
    page(&app, &visitor, Thing::Award, (&segment, query.as_deref()), &headers).await
}

async fn words_page(State(app): State<Arc<App>>, visitor: Visitor, Path(segment): Path<String>, headers: HeaderMap) -> Answer {
    page(&app, &visitor, Thing::Words, (&segment, None), &headers).await
}

/// The form that is wanted: a document or a picture by `api/forms.rs`, else the page.
async fn page(app: &Arc<App>, visitor: &Visitor, thing: Thing, asked: (&str, Option<&str>), headers: &HeaderMap) -> Answer {
    let who = match forms::who_by_token(app, headers).await {
        Some(who) => who,
        None => visitor.who(app, None).await?,
    };
    if let Some(form) = forms::public_form(app, &who, thing, asked, headers).await {
        return Ok(form);
    }
    let id: RecognitionId = asked.0.parse().map_err(|_| ActError::NotFound)?;
    let whole = show::show(&app.world, &who, id).await?;
    if whole.shown.given.recognition.form != thing {
        return Err(ActError::NotFound.into());
    }
    let r = &whole.shown.given.recognition;
    if r.state == Standing::Offered {
        return Ok(see_other(&waiting(app, &whole, &who)));
    }
    if r.state.is_ended() && r.state != Standing::Revoked {
        return Err(ActError::Gone.into());
    }
    let page = visitor.page(app);
    let judgement = judgement(app, &page, &who, &whole).await?;
    let revoked = r.state == Standing::Revoked;
    let answer =
        if whole.shown.version.is_some() { award(app, page, whole, judgement) } else { words(app, page, whole, judgement) }?;
    Ok(if revoked { gone(answer) } else { answer })
}

/// Where an unanswered offer is looked at: by its giver where it was given, by its receiver at the claim link.
fn waiting(app: &App, whole: &Whole, who: &Who) -> String {
    if who.is_or_speaks_for(whole.shown.given.sides.giver) {
        return format!("/recognitions/{}/given", whole.shown.given.recognition.id);
    }
    speak::claim_path(&app.world, &show::claim_url(&app.world, whole.shown.given.recognition.id))
}

fn gone(mut response: Response) -> Response {
    *response.status_mut() = axum::http::StatusCode::GONE;
    response.into_response()
}

/// The document is verified as anybody's would be, at this moment; ours without any socket.
async fn judgement(app: &App, page: &Page, who: &Who, whole: &Whole) -> Result<Judgement, PageError> {
    let bytes = show::document_of(&app.world, who, whole.shown.given.recognition.id).await?;
    let options = Options { allow_loopback: true, ..Options::at(app.world.now().timestamp()) };
    let report = verify::verify(None, Some(&app.world), Input::Bytes(bytes), options).await?;
    let seen = judge::seen(&app.world, who, &report).await?;
    let mut judgement = judge::judgement(page, &report, seen);
    // The picture is ours, and on the page.
    judgement.looked_at.retain(|check| check.kind != CheckKind::Image || check.outcome != Outcome::Unknown);
    judgement.reason.clone_from(&whole.shown.given.recognition.reason);
    let r = &whole.shown.given.recognition;
    judgement.about = r.revoked_at.or(r.suspended_at).map(speak::day);
    Ok(judgement)
}

fn award(app: &App, page: Page, whole: Whole, judgement: Judgement) -> Answer {
    let Some(version) = &whole.shown.version else { return Err(ActError::NotFound.into()) };
    let r = &whole.shown.given.recognition;
    let name = speak::name_of(version, page.language).1;
    html(&AwardPage {
        id: r.id.to_string(),
        kind: speak::kind(version.said.kind),
        picture: speak::picture_of(version),
        picture_alt: String::new(),
        thread: speak::thread(&page, &whole.shown),
        words: r.words.as_ref().map(|words| Words::said(words.as_str(), r.language.as_str())),
        on_behalf_of: None,
        given_on: speak::day(r.planned_at),
        accepted_on: r.answered_at.map(speak::day),
        expires_on: None,
        rhythm: speak::rhythm(&whole.shown),
        downloads: claim::downloads(&paths::award(&r.id.to_string()), true, r.audience()),
        forms: other_forms(&whole),
        ask_token: whole.acts.contains(&Act::AskToken).then(|| Form::new(app.world.new_act_id())),
        parts: Parts {
            giver: speak::who(&page, &whole.shown.giver),
            giver_about: whole.shown.giver.about.clone(),
            receiver: Some(speak::receiver(&page, &whole.shown)),
            receiver_about: whole.shown.receiver.as_ref().and_then(|receiver| receiver.about.clone()),
            criteria: markup::Html::from_markdown(&speak::text_of(&version.said.criteria, page.language).1),
            model: Some(paths::model(&version.model.to_string())),
            evidence: whole.evidence.iter().map(|piece| evidence(&page, piece)).collect(),
        },
        supports: whole.replies.iter().map(|shown| speak::voice(&page, shown, Size::Small)).collect(),
        history: history(&page, &whole),
        may: may(app, &whole),
        judgement,
        name,
        page,
    })
}

fn words(app: &App, page: Page, whole: Whole, judgement: Judgement) -> Answer {
    let r = &whole.shown.given.recognition;
    html(&WordsPage {
        id: r.id.to_string(),
        voice: speak::voice(&page, &whole.shown, Size::Big),
        on_behalf_of: None,
        rhythm: speak::rhythm(&whole.shown),
        downloads: claim::downloads(&paths::recognition(&r.id.to_string()), false, r.audience()),
        evidence: whole.evidence.iter().map(|piece| evidence(&page, piece)).collect(),
        answers: whole.replies.iter().map(|shown| speak::voice(&page, shown, Size::Small)).collect(),
        may: may(app, &whole),
        judgement,
        page,
    })
}

/// The same badge for other programs: what anybody may open by its address, while there is something to take away.
fn other_forms(whole: &Whole) -> Vec<OtherForm> {
    let r = &whole.shown.given.recognition;
    if r.state == Standing::Revoked || !r.audience().opens_by_address() {
        return Vec::new();
    }
    let award = paths::award(&r.id.to_string());
    let form = |name, means, rest: &str| OtherForm { name, means, href: format!("{award}{rest}") };
    let token = whole.has_token.then(|| form(TextId("form-token"), TextId("form-token-means"), ".jwt"));
    let in_picture = TextId("form-hosted-picture-means");
    let hosted = [
        form(TextId("form-hosted"), TextId("form-hosted-means"), ".ob2.json"),
        form(TextId("form-hosted-png"), in_picture, ".png?form=ob2"),
        form(TextId("form-hosted-svg"), in_picture, ".svg?form=ob2"),
    ];
    token.into_iter().chain(hosted).collect()
}

fn may(app: &App, whole: &Whole) -> May {
    let r = &whole.shown.given.recognition;
    let revokes = whole.acts.contains(&Act::Revoke);
    let model = whole.shown.version.as_ref().map(|version| paths::model_edit(&version.model.to_string()));
    let form = || Form::new(app.world.new_act_id());
    let chosen = r.audience_chosen.unwrap_or(Audience::Private);
    May {
        endorse: None,
        show: whole.acts.contains(&Act::ChooseAudience).then(|| ShowTo {
            form: form().with("audience", chosen.as_str()),
            audiences: speak::audiences_up_to(r.audience_given),
        }),
        suspend: whole.acts.contains(&Act::Suspend).then(form),
        reinstate: whole.acts.contains(&Act::Reinstate).then(form),
        revoke: revokes.then(form),
        is_words: r.form == Thing::Words,
        cannot_suspend: model.filter(|_| revokes && !whole.is_suspendable),
    }
}

fn evidence(page: &Page, piece: &Evidence) -> Piece {
    let (form, href, name) = match (&piece.url, &piece.digest) {
        (Some(url), _) => (PieceForm::Link, Some(url.clone()), url.clone()),
        (None, Some(_)) => (PieceForm::Photo, Some(format!("/evidence/{}", piece.id)), piece.name.clone().unwrap_or_default()),
        (None, None) => (PieceForm::Text, None, page.t(PieceForm::Text.text()).to_string()),
    };
    Piece { form, name, narrative: piece.text.clone(), href, author: None, added_on: None }
}

/// What happened, for everybody: given, accepted, put on hold, revoked. What its two sides said to each other stays between them.
fn history(page: &Page, whole: &Whole) -> Vec<Happening> {
    let giver = || speak::who(page, &whole.shown.giver).name;
    let receiver = || speak::receiver(page, &whole.shown).name;
    let happening = |entry: &anavez_acts::show::Entry| {
        let (what, who) = match entry.act.as_str() {
            "offer" => (What::Given, giver()),
            "accept" => (What::Accepted, receiver()),
            "revoke" => (What::Revoked, giver()),
            "suspend" => (What::Suspended, giver()),
            "reinstate" => (What::Reinstated, giver()),
            _ => return None,
        };
        Some(Happening { on: speak::day(entry.at), what, who })
    };
    whole.history.iter().filter_map(happening).collect()
}

fn back_to(whole: &Whole) -> String {
    let r = &whole.shown.given.recognition;
    if r.version.is_some() { paths::award(&r.id.to_string()) } else { paths::recognition(&r.id.to_string()) }
}

async fn party(app: &App, visitor: &Visitor, id: &str) -> Result<(Who, Whole), PageError> {
    visitor.account()?;
    let id: RecognitionId = id.parse().map_err(|_| ActError::NotFound)?;
    let who = visitor.who(app, None).await?;
    let whole = show::show(&app.world, &who, id).await?;
    Ok((who, whole))
}

async fn choose_audience(State(app): State<Arc<App>>, visitor: Visitor, Path(id): Path<String>, form: CsrfForm) -> Answer {
    let (who, whole) = party(&app, &visitor, &id).await?;
    let audience: Audience = form.get("audience").parse().map_err(|problem| ActError::field("audience", problem))?;
    answer::choose_audience(&app.world, &who, whole.shown.given.recognition.id, audience).await?;
    Ok(see_other(&back_to(&whole)))
}

async fn revoke(State(app): State<Arc<App>>, visitor: Visitor, Path(id): Path<String>, form: CsrfForm) -> Answer {
    let (who, whole) = party(&app, &visitor, &id).await?;
    answer::revoke(&app.world, &who, whole.shown.given.recognition.id, form.get("reason")).await?;
    Ok(see_other(&back_to(&whole)))
}

async fn put_on_hold(State(app): State<Arc<App>>, visitor: Visitor, Path(id): Path<String>, form: CsrfForm) -> Answer {
    let (who, whole) = party(&app, &visitor, &id).await?;
    let id = whole.shown.given.recognition.id;
    suspend::suspend(&app.world, &who, id, form.get("hold_reason")).await?;
    Ok(see_other(&back_to(&whole)))
}

async fn take_off_hold(State(app): State<Arc<App>>, visitor: Visitor, Path(id): Path<String>, _form: CsrfForm) -> Answer {
    let (who, whole) = party(&app, &visitor, &id).await?;
    suspend::reinstate(&app.world, &who, whole.shown.given.recognition.id).await?;
    Ok(see_other(&back_to(&whole)))
}

async fn ask_for_token(State(app): State<Arc<App>>, visitor: Visitor, Path(id): Path<String>, _form: CsrfForm) -> Answer {
    let (who, whole) = party(&app, &visitor, &id).await?;
    app.gates.admit(Gate::Giving, &id)?;
    award_token::ask_token(&app.world, &who, whole.shown.given.recognition.id).await?;
    Ok(see_other(&back_to(&whole)))
}

async fn answer_in_words(State(app): State<Arc<App>>, visitor: Visitor, Path(id): Path<String>, form: CsrfForm) -> Answer {
    let (who, whole) = party(&app, &visitor, &id).await?;
    app.gates.admit(Gate::Giving, &id)?;
    reply::reply(&app.world, &who, whole.shown.given.recognition.id, form.get("reply"), form.get("act_id")).await?;
    Ok(see_other(&back_to(&whole)))
}
