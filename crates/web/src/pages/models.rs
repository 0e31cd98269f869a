//! Badge models: mine, one model's page, making one, its next version.

use std::sync::Arc;

use anavez_acts::make_model::{MakeModel, make_model, publish_version};
use anavez_acts::{ActError, keep_picture, show, who};
use anavez_recognition::badge_model::RawVersion;
use anavez_recognition::{Actor, Language as Tongue, ModelId, ModelVersion, limits};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use axum::routing::get;

use super::upload::{self, Sent};
use super::{Answer, PageError, html, see_other, speak};
use crate::api::forms;
use crate::language::Language;
use crate::markup::Html;
use crate::paths;
use crate::server::{App, Gate, Visitor};
use crate::view::form::Form;
use crate::view::home::ModelCard;
use crate::view::model::{ModelForm, ModelPage, ModelRow, Models, Offers, VERBS};
use crate::view::recognise::{PERSONALLY, Spokesperson};

/// The fields of the form that are typed.
const FIELDS: [&str; 10] = [
    "name",
    "description",
    "criteria",
    "lang",
    "other_name",
    "other_description",
    "other_criteria",
    "verb",
    "author",
    "giver_name",
];

pub(super) fn router() -> Router<Arc<App>> {
    Router::new()
        .route(paths::MODELS, get(mine))
        .route(paths::MODEL_NEW, get(new).post(make))
        .route("/models/{id}", get(model))
        .route("/models/{id}/versions/{number}", get(version))
        .route("/models/{id}/edit", get(edit).post(publish))
}

/// A model among others.
pub(super) fn card(version: &ModelVersion, language: Language) -> ModelCard {
    ModelCard {
        name: speak::name_of(version, language).1,
        href: paths::model(&version.model.to_string()),
        picture: speak::picture_of(version),
        more: None,
    }
}

async fn mine(State(app): State<Arc<App>>, visitor: Visitor) -> Answer {
    visitor.account()?;
    let who = visitor.who(&app, None).await?;
    let mut rows = Vec::new();
    for version in show::models_of(&app.world, &who, None).await? {
        let awards = show::awards_of(&app.world, &who, version.model).await?;
        let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        let offers = (!awards.is_empty()).then(|| Offers {
            offered: count(awards.len()),
            accepted: count(awards.iter().filter(|award| award.given.recognition.answered_at.is_some() && !gone(award)).count()),
            href: format!("{}/offers", paths::model(&version.model.to_string())),
        });
        rows.push(ModelRow {
            id: version.model.to_string(),
            card: card(&version, visitor.language),
            kind: speak::kind(version.said.kind),
            draft: false,
            offers,
        });
    }
    html(&Models { page: visitor.page(&app), rows })
}

fn gone(award: &show::Shown) -> bool {
    use anavez_recognition::State as Standing;
    matches!(award.given.recognition.state, Standing::Declined | Standing::Withdrawn | Standing::Lapsed)
}

async fn model(State(app): State<Arc<App>>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    show_model(&app, &visitor, &id, None).await
}

async fn version(
    State(app): State<Arc<App>>,
    visitor: Visitor,
    Path((id, number)): Path<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    if number.ends_with(".json") || matches!(forms::wanted(&headers), forms::Form::Json(_)) {
        return Ok(forms::achievement(State(app), Path((id, number))).await.into_response());
    }
    let number: i64 = number.parse().map_err(|_| ActError::NotFound)?;
    show_model(&app, &visitor, &id, Some(number)).await
}

async fn show_model(app: &App, visitor: &Visitor, id: &str, number: Option<i64>) -> Answer {
    let id: ModelId = id.parse().map_err(|_| ActError::NotFound)?;
    let (version, owner) = show::model(&app.world, id, number).await?;
    let page = visitor.page(app);
    let who = visitor.who(app, None).await?;
    let may = who.is_or_speaks_for(version.owner);
    let (lang, name) = speak::name_of(&version, page.language);
    let public = show::public_recognitions(&app.world, 200).await?;
    let holders = public
        .iter()
        .filter(|shown| shown.version.as_ref().is_some_and(|v| v.model == id))
        .map(|shown| speak::who(&page, &shown.receiver))
        .collect();
    html(&ModelPage {
        id: id.to_string(),
        description: Some(speak::text_of(&version.said.description, page.language).1).filter(|text| !text.is_empty()),
        criteria: Html::from_markdown(&speak::text_of(&version.said.criteria, page.language).1),
        lang: (lang != page.language.tag()).then_some(lang),
        kind: speak::kind(version.said.kind),
        picture: speak::picture_of(&version),
        picture_alt: String::new(),
        author: speak::who(&page, &owner),
        version: u64::try_from(version.number).ok(),
        published_on: Some(speak::day(version.created_at)),
        may_give: may,
        may_edit: may && number.is_none(),
        holders,
        supports: Vec::new(),
        name,
        page,
    })
}

async fn new(State(app): State<Arc<App>>, visitor: Visitor) -> Answer {
    visitor.account()?;
    let form = Form::new(app.world.new_act_id())
        .with("lang", visitor.language.tag())
        .with("verb", "recognise")
        .with("author", PERSONALLY);
    show_form(&app, &visitor, form, None).await
}

async fn show_form(app: &App, visitor: &Visitor, form: Form, follows: Option<&ModelVersion>) -> Answer {
    let account = visitor.account()?;
    let action = follows.map_or_else(|| paths::MODEL_NEW.to_owned(), |version| paths::model_edit(&version.model.to_string()));
    html(&ModelForm {
        form,
        action,
        follows: follows.and_then(|version| u64::try_from(version.number).ok()),
        picture: follows.map(speak::picture_of),
        voices: if follows.is_some() { Vec::new() } else { spokespersons(app, account).await? },
        ask_name: account.name.is_none(),
        image_max: upload::weight(limits::UPLOAD_BYTES, visitor.language),
        page: visitor.page(app),
    })
}

async fn spokespersons(app: &App, account: &Actor) -> Result<Vec<Spokesperson>, PageError> {
    let mandates = who::mandates(&app.world, account.id).await?;
    Ok(mandates
        .iter()
        .map(|actor| Spokesperson { id: actor.id.to_string(), name: actor.label().unwrap_or_default().to_owned() })
        .collect())
}

/// What was typed, and the picture if one was brought: kept at once, refused in words beside its field.
async fn typed(app: &App, visitor: &Visitor, mut sent: Sent) -> Result<(Form, Option<String>), PageError> {
    let picture = sent.take("image", visitor.language);
    let fields = sent.form;
    let form = FIELDS.iter().fold(Form::new(fields.get("act_id")), |form, field| form.with(*field, fields.get(field)));
    match picture {
        Ok(None) => Ok((form, None)),
        Err(refusal) => Ok((form.refused("image", &refusal, visitor.language), None)),
        Ok(Some(picture)) => match keep_picture::keep_badge_picture(&app.world, picture.bytes).await {
            Ok(digest) => Ok((form, Some(digest))),
            Err(ActError::Invalid(problems)) => Ok((speak::refuse(form, &problems, visitor.language, str::to_owned), None)),
            Err(other) => Err(other.into()),
        },
    }
}

/// The texts of a form: its own language first, the interface's other language if something is said in it.
fn raw(form: &Form) -> RawVersion {
    let language = Language::from_tag(form.value("lang")).unwrap_or(Language::French);
    let other = if language == Language::French { Language::English } else { Language::French };
    let tongue = |language: Language| language.tag().parse().unwrap_or_else(|_| Tongue::french());
    let texts = |field: &str| {
        let mut texts = vec![(tongue(language), form.value(field).to_owned())];
        let second = form.value(&format!("other_{field}"));
        if !second.trim().is_empty() {
            texts.push((tongue(other), second.to_owned()));
        }
        texts
    };
    let kind = VERBS.iter().find(|(verb, _)| *verb == form.value("verb")).map_or("", |(_, kind)| speak::slug(*kind));
    RawVersion {
        name: texts("name"),
        description: texts("description"),
        criteria: texts("criteria"),
        kind: kind.to_owned(),
        tags: Vec::new(),
    }
}

/// Under which name a field of the act stands in the form.
fn rename(language: &str) -> impl Fn(&str) -> String {
    move |field| match field.split_once('.') {
        Some((name, tag)) if tag != language => format!("other_{name}"),
        Some((name, _)) => name.to_owned(),
        None if field == "kind" => "verb".to_owned(),
        None => field.to_owned(),
    }
}

async fn make(State(app): State<Arc<App>>, visitor: Visitor, sent: Sent) -> Answer {
    let account = visitor.account()?.clone();
    app.gates.admit(Gate::Giving, &account.id.to_string())?;
    let (form, picture) = typed(&app, &visitor, sent).await?;
    if !form.errors().is_empty() {
        return show_form(&app, &visitor, form, None).await;
    }
    let mandates = who::mandates(&app.world, account.id).await?;
    let in_name_of = mandates.iter().find(|actor| actor.id.to_string() == form.value("author")).map(|actor| actor.id);
    let act = MakeModel {
        act_id: form.act_id.clone(),
        said: raw(&form),
        picture,
        in_name_of,
        giver_name: Some(form.value("giver_name").to_owned()),
    };
    let who = visitor.who(&app, None).await?;
    match make_model(&app.world, &who, act).await {
        Ok(version) => Ok(see_other(&paths::model(&version.model.to_string()))),
        Err(ActError::Invalid(problems)) => {
            let form = speak::refuse(form.clone(), &problems, visitor.language, rename(form.value("lang")));
            show_form(&app, &visitor, form, None).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn newest(app: &App, visitor: &Visitor, id: &str) -> Result<ModelVersion, PageError> {
    visitor.account()?;
    let id: ModelId = id.parse().map_err(|_| ActError::NotFound)?;
    let (version, _) = show::model(&app.world, id, None).await?;
    let who = visitor.who(app, None).await?;
    if who.is_or_speaks_for(version.owner) {
        Ok(version)
    } else {
        Err(ActError::Refused(anavez_recognition::Refused::GiverOnly).into())
    }
}

async fn edit(State(app): State<Arc<App>>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    let version = newest(&app, &visitor, &id).await?;
    let mut languages = version.said.name.languages();
    let first = languages.next().cloned().unwrap_or_else(Tongue::french);
    let second = languages.next().cloned();
    let mut form = Form::new(app.world.new_act_id()).with("lang", first.as_str());
    let texts = [("name", &version.said.name), ("description", &version.said.description), ("criteria", &version.said.criteria)];
    for (field, texts) in texts {
        form = form.with(field, texts.exact(&first).unwrap_or_default());
        if let Some(second) = &second {
            form = form.with(format!("other_{field}"), texts.exact(second).unwrap_or_default());
        }
    }
    let verb =
        VERBS.iter().find(|(_, kind)| speak::slug(*kind) == version.said.kind.slug()).map_or("recognise", |(verb, _)| verb);
    show_form(&app, &visitor, form.with("verb", verb), Some(&version)).await
}

async fn publish(State(app): State<Arc<App>>, visitor: Visitor, Path(id): Path<String>, sent: Sent) -> Answer {
    let version = newest(&app, &visitor, &id).await?;
    let (form, picture) = typed(&app, &visitor, sent).await?;
    if !form.errors().is_empty() {
        return show_form(&app, &visitor, form, Some(&version)).await;
    }
    let who = visitor.who(&app, None).await?;
    let said = RawVersion { tags: version.said.tags.clone(), ..raw(&form) };
    match publish_version(&app.world, &who, version.model, said, picture).await {
        Ok(next) => Ok(see_other(&paths::model(&next.model.to_string()))),
        Err(ActError::Invalid(problems)) => {
            let form = speak::refuse(form.clone(), &problems, visitor.language, rename(form.value("lang")));
            show_form(&app, &visitor, form, Some(&version)).await
        }
        Err(other) => Err(other.into()),
    }
}

/// Only who owns a model may use its forms; a form from elsewhere changes nothing.
pub(super) async fn own_model(app: &App, visitor: &Visitor, id: &str) -> Result<ModelVersion, PageError> {
    newest(app, visitor, id).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_stand_beside_their_fields() {
        let name = rename("fr");
        assert_eq!(name("name.fr"), "name");
        assert_eq!(name("name.en"), "other_name");
        assert_eq!(name("kind"), "verb");
        assert_eq!(name("criteria"), "criteria");
    }

    #[test]
    fn a_form_says_its_texts_in_one_or_two_languages() {
        let form = Form::new("x").with("lang", "en").with("name", "I tried it").with("other_name", " ").with("verb", "dream");
        let said = raw(&form);
        assert_eq!(said.name.len(), 1);
        assert_eq!((said.name[0].0.as_str(), said.kind.as_str()), ("en", "dream"));
    }
}
