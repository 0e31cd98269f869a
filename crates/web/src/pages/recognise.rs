//! To recognise somebody: write, read it over, sign; then the code and the link to hand over.

use std::sync::Arc;

use anavez_acts::receivers::To;
use anavez_acts::show::{self, Whole};
use anavez_acts::{ActError, answer, keep_picture, recognise, who};
use anavez_recognition::policy::Act;
use anavez_recognition::{Actor, Context, FieldProblem, NewEvidence, Problem, RecognitionId, Relation, Words};
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::routing::{get, post};

use super::upload::Sent;
use super::{Answer, PageError, html, see_other, speak};
use crate::paths;
use crate::server::{App, CsrfForm, Gate, Visitor};
use crate::view::form::Form;
use crate::view::recognise::{
    self as view, CARRIED, Handover, PERSONALLY, Recognise, RecogniseDone, RecogniseReview, Spokesperson,
};
use crate::view::voice::{Size, Target, Thread, Voice};

pub(super) fn router() -> Router<Arc<App>> {
    Router::new()
        .route(paths::RECOGNISE, get(write).post(go_on))
        .route("/recognitions/{id}/given", get(given))
        .route("/recognitions/{id}/withdraw", post(withdraw))
}

#[derive(serde::Deserialize, Default)]
struct Begin {
    #[serde(default)]
    to: String,
    #[serde(default)]
    in_reply_to: String,
}

/// The empty form; from somebody's page or in answer to something, already addressed.
async fn write(State(app): State<Arc<App>>, visitor: Visitor, Query(begin): Query<Begin>) -> Answer {
    visitor.account()?;
    let form = Form::new(app.world.new_act_id())
        .with("to", begin.to)
        .with("in_reply_to", begin.in_reply_to)
        .with("speaking", PERSONALLY);
    show_form(&app, &visitor, form).await
}

async fn show_form(app: &App, visitor: &Visitor, mut form: Form) -> Answer {
    let account = visitor.account()?;
    let page = visitor.page(app);
    let answered = answered(app, visitor, form.value("in_reply_to")).await?;
    if let Some(answered) = &answered
        && form.value("to").is_empty()
    {
        form = form.with("to", answered.shown.giver.handle.as_ref().map(|handle| format!("@{handle}")).unwrap_or_default());
    }
    html(&Recognise {
        in_reply_to: answered.map(|whole| speak::voice(&page, &whole.shown, Size::Small)),
        voices: spokespersons(app, account).await?,
        ask_name: account.name.is_none(),
        words_letters_max: speak::WORDS_LETTERS_MAX,
        form,
        page,
    })
}

/// One of the three steps: read it over, change something, sign. Or an opening to begin with.
async fn go_on(State(app): State<Arc<App>>, visitor: Visitor, mut sent: Sent) -> Answer {
    let account = visitor.account()?.clone();
    let photo = sent.take("evidence", visitor.language);
    let fields = sent.form;
    let mut form = CARRIED.iter().fold(Form::new(fields.get("act_id")), |form, field| form.with(*field, fields.get(field)));
    match photo {
        Ok(None) => {}
        Ok(Some(photo)) => match keep_picture::keep_photo(&app.world, photo.bytes, &photo.name).await {
            Ok(kept) => form = form.with("evidence_file", keep_picture::ticket(&app.world, account.id, &kept)),
            Err(ActError::Invalid(problems)) => form = speak::refuse(form, &problems, visitor.language, str::to_owned),
            Err(other) => return Err(other.into()),
        },
        Err(refusal) => form = form.refused("evidence", &refusal, visitor.language),
    }
    let opening = view::opening(&visitor.page(&app), fields.get("opening"));
    if let Some(opening) = opening {
        let words = format!("{} {opening}", form.value("words")).trim().to_owned();
        return show_form(&app, &visitor, form.with("words", words)).await;
    }
    match fields.get("step") {
        "sign" => sign(&app, &visitor, &account, form).await,
        "edit" => show_form(&app, &visitor, form).await,
        _ => review(&app, &visitor, &account, form).await,
    }
}

async fn review(app: &App, visitor: &Visitor, account: &Actor, form: Form) -> Answer {
    let page = visitor.page(app);
    let (problems, receiver) = problems(app, &form, account).await?;
    let form = speak::refuse(form, &problems, visitor.language, rename);
    if !form.errors().is_empty() {
        return show_form(app, visitor, form).await;
    }
    let to = match To::parse("to", form.value("to")) {
        Ok(To::Address(address)) => view::To::Mail(address.shown().to_owned()),
        Ok(To::Somebody(_)) => view::To::Actor(receiver.as_ref().and_then(Actor::label).unwrap_or_default().to_owned()),
        Ok(To::Link) | Err(_) => view::To::Link,
    };
    let organisation = spoken_for(app, account, &form).await?;
    let giver = organisation.clone().unwrap_or_else(|| account.clone());
    let mut giver = speak::who(&page, &giver);
    if account.name.is_none() {
        form.value("giver_name").clone_into(&mut giver.name);
    }
    let said = |field| Some(form.value(field).trim().to_owned()).filter(|text| !text.is_empty());
    let evidence = said("evidence_url").into_iter().chain(keep_picture::ticket_name(form.value("evidence_file"))).collect();
    html(&RecogniseReview {
        voice: Voice {
            words: crate::view::voice::Words::said(form.value("words").trim(), visitor.language.tag()),
            thread: Thread {
                language: page.language,
                giver,
                target: receiver.as_ref().map(|actor| Target::Actor(speak::who(&page, actor))),
                mutual: false,
            },
            relation: said("relation"),
            context: said("context"),
            given_on: None,
            href: None,
            size: Size::Big,
        },
        named: named(&form, receiver.as_ref()),
        on_behalf_of: organisation.and_then(|actor| actor.label().map(str::to_owned)),
        to,
        evidence,
        form,
        page,
    })
}

async fn sign(app: &App, visitor: &Visitor, account: &Actor, form: Form) -> Answer {
    app.gates.admit(Gate::Giving, &account.id.to_string())?;
    let organisation = spoken_for(app, account, &form).await?;
    let parsed = To::parse("to", form.value("to"));
    let evidence = evidence(app, account, &form).await;
    let (to, evidence) = match (parsed, evidence) {
        (Ok(to), Ok(evidence)) => (to, evidence),
        (Err(problem), _) | (_, Err(problem)) => {
            return show_form(app, visitor, speak::refuse(form, &[problem], visitor.language, rename)).await;
        }
    };
    let act = recognise::Recognise {
        act_id: form.act_id.clone(),
        to,
        words: form.value("words").to_owned(),
        relation: form.value("relation").to_owned(),
        context: form.value("context").to_owned(),
        evidence,
        in_reply_to: form.value("in_reply_to").parse().ok(),
        audience: None,
        language: visitor.tongue(),
        in_name_of: organisation.map(|actor| actor.id),
        giver_name: Some(form.value("giver_name").to_owned()),
    };
    let who = visitor.who(app, None).await?;
    match recognise::recognise(&app.world, &who, act).await {
        Ok(offered) => Ok(see_other(&format!("/recognitions/{}/given", offered.id))),
        Err(ActError::Invalid(problems)) => {
            show_form(app, visitor, speak::refuse(form, &problems, visitor.language, rename)).await
        }
        Err(other) => Err(other.into()),
    }
}

/// After signing: who is told, the code and the link, and the way to take it back.
async fn given(State(app): State<Arc<App>>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    visitor.account()?;
    let id: RecognitionId = id.parse().map_err(|_| ActError::NotFound)?;
    let who = visitor.who(&app, None).await?;
    let whole = show::show(&app.world, &who, id).await?;
    let Some(claim_url) = whole.claim_url.clone().filter(|_| whole.acts.contains(&Act::Withdraw)) else {
        return Ok(see_other(&paths::recognition(&id.to_string())));
    };
    let page = visitor.page(&app);
    let named = || whole.shown.typed_address().or_else(|| whole.shown.receiver_label()).map(str::to_owned);
    let told = whole.shown.given.letter_to.is_some().then(|| named().unwrap_or_else(|| page.t("somebody").to_string()));
    let link = speak::qr(&page, &claim_url).map(|qr| Handover { href: claim_url, qr });
    html(&RecogniseDone {
        form: Form::new(app.world.new_act_id()),
        voice: speak::voice(&page, &whole.shown, Size::Normal),
        rhythm: speak::rhythm(&whole.shown),
        withdraw: paths::recognition_withdraw(&id.to_string()),
        told,
        link,
        page,
    })
}

async fn withdraw(State(app): State<Arc<App>>, visitor: Visitor, Path(id): Path<String>, _form: CsrfForm) -> Answer {
    visitor.account()?;
    let id: RecognitionId = id.parse().map_err(|_| ActError::NotFound)?;
    let who = visitor.who(&app, None).await?;
    answer::withdraw(&app.world, &who, id).await?;
    Ok(see_other(&format!("{}?done=withdrawn", paths::LEDGER)))
}

/// Everything that is wrong, and the receiver if it is somebody here.
async fn problems(app: &App, form: &Form, account: &Actor) -> Result<(Vec<FieldProblem>, Option<Actor>), PageError> {
    let mut problems: Vec<FieldProblem> = Vec::new();
    problems.extend(Words::parse(form.value("words")).err());
    problems.extend(Relation::parse_optional(form.value("relation")).err());
    problems.extend(Context::parse_optional(form.value("context")).err());
    if account.name.is_none() {
        problems.extend(
            anavez_recognition::Name::parse(form.value("giver_name")).err().map(|p| FieldProblem::new("giver_name", p.problem)),
        );
    }
    if !form.value("evidence_url").trim().is_empty() {
        problems.extend(NewEvidence::url(form.value("evidence_url")).err().map(|p| FieldProblem::new("evidence_url", p.problem)));
    }
    let mut receiver = None;
    match To::parse("to", form.value("to")) {
        Err(problem) => problems.push(problem),
        Ok(To::Somebody(name)) => match show::actor(&app.world, &name).await {
            Ok(actor) if actor.id == account.id => problems.push(FieldProblem::new("to", Problem::Yourself)),
            Ok(actor) => receiver = Some(actor),
            Err(ActError::NotFound) => problems.push(FieldProblem::new("to", Problem::NobodyHere { value: name })),
            Err(other) => return Err(other.into()),
        },
        Ok(_) => {}
    }
    Ok((problems, receiver))
}

/// Names of the acts' fields in this form.
fn rename(field: &str) -> String {
    match field {
        "to.email" | "to.actor" | "actor" => "to".into(),
        other => other.to_owned(),
    }
}

/// The name of the receiver, if it seems to stand in the words: it would be signed with them (decision 10).
fn named(form: &Form, receiver: Option<&Actor>) -> Option<String> {
    let words = form.value("words").to_lowercase();
    let spoken: Vec<&str> = words.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
    let stands = |name: &&str| name.chars().count() >= 3 && spoken.contains(&name.to_lowercase().as_str());
    let from_address = form.value("to").split('@').next().unwrap_or_default().split(['.', '_', '-', '+']);
    let from_name = receiver.and_then(Actor::label).unwrap_or_default().split_whitespace();
    from_name.chain(from_address).find(stands).map(|name| {
        let mut letters = name.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    })
}

async fn evidence(app: &App, account: &Actor, form: &Form) -> Result<Vec<NewEvidence>, FieldProblem> {
    let mut evidence = Vec::new();
    if !form.value("evidence_url").trim().is_empty() {
        evidence.push(NewEvidence::url(form.value("evidence_url")).map_err(|p| FieldProblem::new("evidence_url", p.problem))?);
    }
    if !form.value("evidence_file").is_empty() {
        let kept = keep_picture::by_ticket(&app.world, account.id, form.value("evidence_file")).await;
        let gone = || FieldProblem::new("evidence", Problem::Missing);
        evidence.push(kept.ok().flatten().ok_or_else(gone)?);
    }
    Ok(evidence)
}

async fn spokespersons(app: &App, account: &Actor) -> Result<Vec<Spokesperson>, PageError> {
    let mandates = who::mandates(&app.world, account.id).await?;
    Ok(mandates
        .iter()
        .map(|actor| Spokesperson { id: actor.id.to_string(), name: actor.label().unwrap_or_default().to_owned() })
        .collect())
}

async fn spoken_for(app: &App, account: &Actor, form: &Form) -> Result<Option<Actor>, PageError> {
    let speaking = form.value("speaking");
    if speaking.is_empty() || speaking == PERSONALLY {
        return Ok(None);
    }
    let mandates = who::mandates(&app.world, account.id).await?;
    let found = mandates.into_iter().find(|actor| actor.id.to_string() == speaking);
    found.map(Some).ok_or(PageError::Act(ActError::Refused(anavez_recognition::Refused::GiverOnly)))
}

async fn answered(app: &App, visitor: &Visitor, id: &str) -> Result<Option<Whole>, PageError> {
    let Ok(id) = id.parse::<RecognitionId>() else { return Ok(None) };
    let who = visitor.who(app, None).await?;
    Ok(Some(show::show(&app.world, &who, id).await?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_the_words_is_noticed_before_it_is_signed() {
        let form = |words: &str, to: &str| Form::new("x").with("words", words).with("to", to);
        assert_eq!(named(&form("Merci Fatou, vraiment.", "fatou.diallo@example.org"), None).as_deref(), Some("Fatou"));
        assert_eq!(named(&form("Tu m’as montré trois fois.", "fatou@example.org"), None), None);
        assert_eq!(named(&form("On a ri", "an@example.org"), None), None, "two letters are no name");
    }
}
