//! To make a badge model, and its next version.

use std::sync::Arc;

use anavez_acts::make_model::{MakeModel, make_model, publish_version};
use anavez_acts::{ActError, keep_picture, who};
use anavez_recognition::badge_model::RawVersion;
use anavez_recognition::{Actor, Language as Tongue, ModelVersion, Texts, limits};
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::get;

use super::models::own_model;
use super::upload::{Sent, weight};
use super::{Answer, PageError, html, see_other, speak};
use crate::language::Language;
use crate::paths;
use crate::server::{App, Gate, Visitor};
use crate::view::form::Form;
use crate::view::model::{HOLD, Kind, ModelForm, PICTURE, VERBS};
use crate::view::recognise::{PERSONALLY, Spokesperson};

/// The fields of the form that are typed.
const FIELDS: [&str; 12] = [
    "name",
    "description",
    "criteria",
    "lang",
    "other_name",
    "other_description",
    "other_criteria",
    "verb",
    "kind",
    "hold",
    "author",
    "giver_name",
];

pub(super) fn router() -> Router<Arc<App>> {
    Router::new().route(paths::MODEL_NEW, get(new).post(make)).route("/models/{id}/edit", get(edit).post(publish))
}

async fn new(State(app): State<Arc<App>>, visitor: Visitor) -> Answer {
    visitor.account()?;
    let form = Form::new(app.world.new_act_id())
        .with("lang", visitor.language.tag())
        .with("verb", "recognise")
        .with("author", PERSONALLY);
    show_form(&app, &visitor, form, None).await
}

async fn make(State(app): State<Arc<App>>, visitor: Visitor, sent: Sent) -> Answer {
    let account = visitor.account()?.clone();
    app.gates.admit(Gate::Giving, &account.id.to_string())?;
    let (form, picture) = typed(&app, &visitor, &account, sent).await?;
    if !form.errors().is_empty() {
        return show_form(&app, &visitor, form, None).await;
    }
    let mandates = who::mandates(&app.world, account.id).await?;
    let in_name_of = mandates.iter().find(|actor| actor.id.to_string() == form.value("author")).map(|actor| actor.id);
    let act = MakeModel {
        act_id: form.act_id.clone(),
        said: raw(&form, None),
        picture,
        in_name_of,
        giver_name: Some(form.value("giver_name").to_owned()),
    };
    let who = visitor.who(&app, None).await?;
    match make_model(&app.world, &who, act).await {
        Ok(version) => Ok(see_other(&paths::model(&version.model.to_string()))),
        Err(ActError::Invalid(problems)) => {
            let named = rename(form.value("lang").to_owned());
            show_form(&app, &visitor, speak::refuse(form, &problems, visitor.language, named), None).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn edit(State(app): State<Arc<App>>, visitor: Visitor, Path(id): Path<String>) -> Answer {
    let version = own_model(&app, &visitor, &id).await?;
    let form = written(Form::new(app.world.new_act_id()), &version, visitor.language);
    show_form(&app, &visitor, form, Some(&version)).await
}

async fn publish(State(app): State<Arc<App>>, visitor: Visitor, Path(id): Path<String>, sent: Sent) -> Answer {
    let version = own_model(&app, &visitor, &id).await?;
    let account = visitor.account()?.clone();
    app.gates.admit(Gate::Giving, &account.id.to_string())?;
    let (form, picture) = typed(&app, &visitor, &account, sent).await?;
    if !form.errors().is_empty() {
        return show_form(&app, &visitor, form, Some(&version)).await;
    }
    let who = visitor.who(&app, None).await?;
    match publish_version(&app.world, &who, version.model, raw(&form, Some(&version)), picture).await {
        Ok(next) => Ok(see_other(&paths::model(&next.model.to_string()))),
        Err(ActError::Invalid(problems)) => {
            let named = rename(form.value("lang").to_owned());
            show_form(&app, &visitor, speak::refuse(form, &problems, visitor.language, named), Some(&version)).await
        }
        Err(other) => Err(other.into()),
    }
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
        image_max: weight(limits::UPLOAD_BYTES, visitor.language),
        page: visitor.page(app),
    })
}

async fn spokespersons(app: &App, account: &Actor) -> Result<Vec<Spokesperson>, PageError> {
    let mandates = who::mandates(&app.world, account.id).await?;
    let named = |actor: &Actor| Spokesperson { id: actor.id.to_string(), name: actor.label().unwrap_or_default().to_owned() };
    Ok(mandates.iter().map(named).collect())
}

/// What was typed, and the picture if one was brought: kept at once, and carried while something else is mended.
async fn typed(app: &App, visitor: &Visitor, account: &Actor, mut sent: Sent) -> Result<(Form, Option<String>), PageError> {
    let brought = sent.take("image", visitor.language);
    let fields = sent.form;
    let form = FIELDS.iter().fold(Form::new(fields.get("act_id")), |form, field| form.with(*field, fields.get(field)));
    let ticket = |digest: &str| keep_picture::picture_ticket(&app.world, account.id, digest);
    match brought {
        Err(refusal) => Ok((form.refused("image", &refusal, visitor.language), None)),
        Ok(None) => {
            let kept = keep_picture::by_picture_ticket(&app.world, account.id, fields.get(PICTURE));
            let form = kept.as_deref().map_or_else(|| form.clone(), |digest| form.clone().with(PICTURE, ticket(digest)));
            Ok((form, kept))
        }
        Ok(Some(picture)) => match keep_picture::keep_badge_picture(&app.world, picture.bytes).await {
            Ok(digest) => Ok((form.with(PICTURE, ticket(&digest)), Some(digest))),
            Err(ActError::Invalid(problems)) => Ok((speak::refuse(form, &problems, visitor.language, str::to_owned), None)),
            Err(other) => Err(other.into()),
        },
    }
}

fn tongue(language: Language) -> Tongue {
    language.tag().parse().unwrap_or_else(|_| Tongue::french())
}

/// The language of the form's first texts, and the interface's other one.
fn languages(form: &Form) -> [Language; 2] {
    match Language::from_tag(form.value("lang")) {
        Some(Language::English) => [Language::English, Language::French],
        Some(Language::French) | None => [Language::French, Language::English],
    }
}

/// A version as the form shows it: in the first of its languages that the interface speaks, then in the other.
fn written(form: Form, version: &ModelVersion, reader: Language) -> Form {
    let said = &version.said;
    let spoken = said.name.languages().find_map(|tongue| Language::from_tag(tongue.as_str()));
    let mut form = form.with("lang", spoken.unwrap_or(reader).tag());
    let [first, second] = languages(&form).map(tongue);
    for (field, texts) in [("name", &said.name), ("description", &said.description), ("criteria", &said.criteria)] {
        form = form.with(field, texts.exact(&first).unwrap_or_default());
        form = form.with(format!("other_{field}"), texts.exact(&second).unwrap_or_default());
    }
    form = form.with("hold", if said.suspendable { HOLD } else { "" });
    let kind = speak::kind(said.kind);
    match VERBS.iter().find(|(_, reached)| *reached == kind) {
        Some((verb, _)) => form.with("verb", *verb),
        None => form.with("verb", "recognise").with("kind", kind.word()),
    }
}

/// What the form says, on top of what the version before says in languages that the form does not show.
fn raw(form: &Form, before: Option<&ModelVersion>) -> RawVersion {
    let shown = languages(form).map(tongue);
    let texts = |field: &str, before: Option<&Texts>| {
        let mut texts: Vec<(Tongue, String)> = Vec::new();
        let typed = [form.value(field), form.value(&format!("other_{field}"))];
        for (language, text) in shown.iter().zip(typed) {
            if !text.trim().is_empty() {
                texts.push((language.clone(), text.to_owned()));
            }
        }
        for language in before.into_iter().flat_map(Texts::languages).filter(|language| !shown.contains(language)) {
            let text = before.and_then(|before| before.exact(language)).unwrap_or_default();
            texts.push((language.clone(), text.to_owned()));
        }
        texts
    };
    let by_verb = VERBS.iter().find(|(verb, _)| *verb == form.value("verb")).map_or("", |(_, kind)| kind.word());
    let precise = Kind::ALL.iter().map(|kind| kind.word()).find(|word| *word == form.value("kind"));
    let said = before.map(|before| &before.said);
    RawVersion {
        name: texts("name", said.map(|said| &said.name)),
        description: texts("description", said.map(|said| &said.description)),
        criteria: texts("criteria", said.map(|said| &said.criteria)),
        kind: precise.unwrap_or(by_verb).to_owned(),
        tags: said.map(|said| said.tags.clone()).unwrap_or_default(),
        suspendable: form.value("hold") == HOLD,
    }
}

/// Under which name a field of the act stands in the form.
fn rename(language: String) -> impl Fn(&str) -> String {
    move |field| match field.split_once('.') {
        Some((name, tag)) if tag != language => format!("other_{name}"),
        Some((name, _)) => name.to_owned(),
        None if field == "kind" => "verb".to_owned(),
        None => field.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use anavez_recognition::{ActorId, Kind as Known, ModelId, Moment, NewVersion, VersionId};

    use super::*;

    #[test]
    fn problems_stand_beside_their_fields() {
        let name = rename("fr".into());
        assert_eq!(name("name.fr"), "name");
        assert_eq!(name("name.en"), "other_name");
        assert_eq!(name("kind"), "verb");
        assert_eq!(name("criteria"), "criteria");
    }

    #[test]
    fn a_form_says_its_texts_in_one_or_two_languages() {
        let form = Form::new("x").with("lang", "en").with("name", "I tried it").with("other_name", " ").with("verb", "dream");
        let said = raw(&form, None);
        assert_eq!(said.name.len(), 1);
        assert_eq!((said.name[0].0.as_str(), said.kind.as_str()), ("en", "dream"));
        assert_eq!(raw(&form.with("kind", "diploma"), None).kind, "diploma", "a precise kind wins");
    }

    fn version(kind: Known, texts: &[(&str, &str)]) -> ModelVersion {
        let texts = || texts.iter().map(|(tag, text)| (tag.parse().unwrap(), (*text).to_owned())).collect::<Vec<_>>();
        let raw = RawVersion {
            name: texts(),
            description: texts(),
            criteria: texts(),
            kind: kind.slug().into(),
            tags: vec!["bois".into()],
            suspendable: kind == Known::Competency,
        };
        ModelVersion {
            id: VersionId::new(Moment::EPOCH, [1; 10]),
            model: ModelId::new(Moment::EPOCH, [2; 10]),
            owner: ActorId::new(Moment::EPOCH, [3; 10]),
            number: 1,
            said: NewVersion::parse(raw, None).unwrap(),
            created_at: Moment::EPOCH,
        }
    }

    /// Whatever the API said, the form of the pages that changes nothing loses nothing.
    #[test]
    fn publishing_what_the_form_shows_keeps_every_language_kind_and_tag() {
        for kind in Known::ALL {
            for texts in [&[("fr", "Un"), ("en", "One")][..], &[("br", "Unan"), ("en", "One")], &[("en", "One")], &[("fr", "Un")]]
            {
                let before = version(kind, texts);
                let form = written(Form::new("x"), &before, Language::French);
                let after = NewVersion::parse(raw(&form, Some(&before)), None).unwrap();
                assert_eq!(after.kind, kind);
                assert_eq!(after.tags, before.said.tags);
                assert_eq!(after.suspendable, before.said.suspendable);
                for (tag, text) in texts {
                    assert_eq!(after.name.exact(&tag.parse().unwrap()), Some(*text), "{kind} {tag}");
                }
                assert_eq!(after.name.languages().count(), texts.len());
            }
        }
    }

    #[test]
    fn a_text_that_was_emptied_is_gone() {
        let before = version(Known::Peer, &[("fr", "Un"), ("en", "One")]);
        let form = written(Form::new("x"), &before, Language::French).with("other_name", "");
        assert_eq!(raw(&form, Some(&before)).name.len(), 1);
    }
}
