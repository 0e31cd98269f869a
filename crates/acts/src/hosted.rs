//! Every award as Open Badges 2.0: its hosted assertion, the badge class and the issuer's profile behind it.
//!
//! A hosted assertion is true because its address answers it, so it exists only for what anybody may open by its address
//! (decision 15), and answers everybody the same. It is made anew from the signed award each time: nothing is kept.

use anavez_recognition::policy::{Act, may};
use anavez_recognition::{ActorId, Form, Language, ModelId, ModelVersion, RecognitionId, State, Texts, Who};
use anavez_store::{Given, Reading};
use openbadges::write::{self, HostedAt};
use serde_json::Value;

use crate::{ActError, World};

/// What the address of a hosted assertion answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Hosted {
    /// The assertion, or that it is on hold.
    Answers(Value),
    /// It was revoked for good: 410, with a document that says so.
    Gone(Value),
}

/// Open Badges 2.0 knows no hold: such an award is "revoked" for its readers, and the reason begins with the truth.
const ON_HOLD: &str = "On hold for a time, not revoked.";

/// The hosted assertion of an award.
pub async fn hosted_assertion(world: &World, id: RecognitionId) -> Result<Hosted, ActError> {
    let mut reading = world.store.reading().await?;
    let given = open(&mut reading, id).await?;
    let r = &given.recognition;
    let address = world.addresses.hosted_award(id);
    if r.state == State::Revoked {
        return Ok(Hosted::Gone(write::revoked_assertion(&address, r.reason.as_deref())?));
    }
    if r.state == State::Suspended {
        // 410 is for ever: an award on hold answers 200, and that it must not be relied on now.
        let reason = r.reason.as_deref().map_or_else(|| ON_HOLD.to_owned(), |reason| format!("{ON_HOLD} {reason}"));
        return Ok(Hosted::Answers(write::revoked_assertion(&address, Some(&reason))?));
    }
    Ok(Hosted::Answers(assertion(world, &mut reading, &given).await?))
}

/// The assertion as it is baked into pictures. Whether it holds now, its address says to whoever reads the picture.
pub(crate) async fn assertion_to_bake(world: &World, id: RecognitionId) -> Result<Vec<u8>, ActError> {
    let mut reading = world.store.reading().await?;
    let given = open(&mut reading, id).await?;
    if given.recognition.state == State::Revoked {
        return Err(ActError::Gone);
    }
    Ok(serde_json::to_vec(&assertion(world, &mut reading, &given).await?)?)
}

/// The badge class of a version, in one of its languages; in its first one when none is said.
pub async fn hosted_badge(world: &World, model: ModelId, number: i64, language: Option<&str>) -> Result<Value, ActError> {
    let versions = world.store.reading().await?.versions_of(model).await?;
    let version = versions.into_iter().find(|version| version.number == number).ok_or(ActError::NotFound)?;
    let languages: Vec<&Language> = version.said.name.languages().collect();
    let language = match language {
        None => languages.first(),
        Some(said) => languages.iter().find(|known| known.as_str() == said),
    };
    let language = *language.ok_or(ActError::NotFound)?;
    let text = |texts: &Texts| texts.for_reader(language).map(|(_, text)| text.to_owned()).unwrap_or_default();
    let address = |language: &Language| world.addresses.hosted_badge(&version, language);
    let others = languages.iter().filter(|other| **other != language);
    let related: Vec<(String, String)> = others.map(|other| (address(other), other.to_string())).collect();
    let kind = format!("kind:{}", version.said.kind.slug());
    let tags: Vec<&str> = std::iter::once(kind.as_str()).chain(version.said.tags.iter().map(String::as_str)).collect();
    Ok(write::badge_class(&write::BadgeClass {
        id: &address(language),
        name: &text(&version.said.name),
        description: &text(&version.said.description),
        criteria: &text(&version.said.criteria),
        page: &world.addresses.version(&version),
        image: &world.addresses.picture(&version),
        issuer: &world.addresses.hosted_issuer(version.owner),
        language: language.as_str(),
        related: &related,
        tags: &tags,
    })?)
}

/// The profile of somebody who gives badges: their name and page, and the contact of this place (decision 17).
pub async fn hosted_issuer(world: &World, actor: ActorId) -> Result<Value, ActError> {
    let actor = world.store.reading().await?.actor(actor).await?.filter(|actor| !actor.guest).ok_or(ActError::NotFound)?;
    Ok(write::issuer_profile(&write::Profile {
        id: &world.addresses.hosted_issuer(actor.id),
        name: actor.label().unwrap_or_default(),
        url: &world.addresses.actor(actor.id),
        email: &contact(world),
        description: actor.about.as_deref(),
    })?)
}

/// The hosted document at a path of ours, for reading our own badges without asking ourselves over the network.
pub(crate) async fn at_path(world: &World, path: &str) -> Result<Hosted, ActError> {
    let (path, query) = path.split_once('?').map_or((path, None), |(path, query)| (path, Some(query)));
    let path = path.strip_suffix(".ob2.json").ok_or(ActError::NotFound)?;
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    match parts.as_slice() {
        ["awards", id] => hosted_assertion(world, id.parse().map_err(|_| ActError::NotFound)?).await,
        ["actors", id] => hosted_issuer(world, id.parse().map_err(|_| ActError::NotFound)?).await.map(Hosted::Answers),
        ["models", model, "versions", number] => {
            let model = model.parse().map_err(|_| ActError::NotFound)?;
            let number = number.parse().map_err(|_| ActError::NotFound)?;
            let language = query.and_then(|query| query.strip_prefix("lang="));
            hosted_badge(world, model, number, language).await.map(Hosted::Answers)
        }
        _ => Err(ActError::NotFound),
    }
}

/// The award, if anybody may open it by its address.
async fn open(reading: &mut Reading, id: RecognitionId) -> Result<Given, ActError> {
    let given = reading.recognition(id).await?.ok_or(ActError::NotFound)?;
    let allowed = may(&Who::stranger(), Act::TakeAway, &given.recognition, given.sides);
    if given.recognition.form != Form::Award || allowed.is_err() {
        return Err(ActError::NotFound);
    }
    Ok(given)
}

async fn assertion(world: &World, reading: &mut Reading, given: &Given) -> Result<Value, ActError> {
    let r = &given.recognition;
    let document = reading.document(r.id).await?.ok_or(ActError::Gone)?;
    let award: Value = serde_json::from_slice(&document.unsigned)?;
    let version = reading.version(r.version.ok_or(ActError::NotFound)?).await?.ok_or(ActError::NotFound)?;
    let language = language_of(&award, &version)?;
    Ok(write::hosted_assertion(
        &award,
        &HostedAt {
            id: &world.addresses.hosted_award(r.id),
            badge: &world.addresses.hosted_badge(&version, &language),
            receiver: &world.addresses.actor(r.receiver),
            image: Some(&format!("{}.png?form=ob2", world.addresses.given(Form::Award, r.id))),
        },
    )?)
}

/// The language that the award was signed in, which is one of its version's.
fn language_of(award: &Value, version: &ModelVersion) -> Result<Language, ActError> {
    let signed = award["credentialSubject"]["achievement"]["inLanguage"].as_str();
    let languages: Vec<&Language> = version.said.name.languages().collect();
    let found = languages.iter().find(|language| Some(language.as_str()) == signed);
    found.or(languages.first()).map(|language| (*language).clone()).ok_or(ActError::NotFound)
}

/// Where to write: the contact of this place; without one, the address that every host with mail must read (RFC 5321
/// §4.5.1), since Open Badges 2.0 does not let an issuer be without.
fn contact(world: &World) -> String {
    let said = world.settings.contact.trim().trim_start_matches("mailto:");
    if said.contains('@') && !said.contains(char::is_whitespace) {
        return said.to_owned();
    }
    let host = world.addresses.host();
    let host = host.rsplit_once(':').filter(|(_, port)| !port.ends_with(']')).map_or(host, |(name, _)| name);
    format!("postmaster@{host}")
}
