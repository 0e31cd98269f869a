//! An award: `OpenBadgeCredential` (Open Badges 3.0 §B.1.2 `AchievementCredential`).

use jiff::Timestamp;
use serde_json::Value;

use super::fields::Fields;
use super::{Evidence, Identity, Image, Issuer, WriteError, date, evidence, image, issuer, language};
use crate::schema::is_achievement_type;
use crate::status::StatusEntry;

/// What an award says.
#[derive(Debug, Clone)]
pub struct Award<'a> {
    /// Its address for ever.
    pub id: &'a str,
    /// Who gives it.
    pub issuer: Issuer<'a>,
    /// What it is called; mostly the achievement's name.
    pub name: &'a str,
    /// The day of giving.
    pub valid_from: Timestamp,
    /// Until when it holds, if not for ever.
    pub valid_until: Option<Timestamp>,
    /// The receiver's actor id. Never a name, never an address.
    pub receiver: Option<&'a str>,
    /// The receiver's address, hashed, when it was given to an address.
    pub identity: Option<&'a Identity>,
    /// What this receiver did, Markdown.
    pub narrative: Option<&'a str>,
    /// What is recognised.
    pub achievement: Achievement<'a>,
    /// What shows it.
    pub evidence: &'a [Evidence<'a>],
    /// The picture of this award, when it is not the achievement's.
    pub image: Option<Image<'a>>,
    /// Its bits in status lists: one for revocation, and one for suspension if it can be put on hold. Open Badges 3.0 allows
    /// one status, Verifiable Credentials 2.0 several: with two of them the strictest validators refuse it.
    pub status: &'a [StatusEntry],
}

/// What is recognised: one version of a model, in one language.
#[derive(Debug, Clone, Copy)]
pub struct Achievement<'a> {
    /// The address of the model's version.
    pub id: &'a str,
    /// Its name.
    pub name: &'a str,
    /// What it recognises.
    pub description: &'a str,
    /// What must be shown or done, Markdown.
    pub criteria: &'a str,
    /// A word of `achievementType`, or `ext:…`.
    pub achievement_type: &'a str,
    /// The slug of its kind, written as the tag `kind:{slug}`.
    pub kind: Option<&'a str>,
    /// Further tags.
    pub tags: &'a [&'a str],
    /// The language of this document.
    pub language: &'a str,
    /// The same version in other languages.
    pub related: &'a [Related<'a>],
    /// Its picture.
    pub image: Option<Image<'a>>,
    /// Who made the model.
    pub creator: Option<Issuer<'a>>,
    /// Skills of frameworks it corresponds to.
    pub alignments: &'a [Alignment<'a>],
}

/// The same achievement in another language.
#[derive(Debug, Clone, Copy)]
pub struct Related<'a> {
    /// Its address.
    pub id: &'a str,
    /// Its language.
    pub language: &'a str,
}

/// A skill or competency of a framework.
#[derive(Debug, Clone, Copy)]
pub struct Alignment<'a> {
    /// Its name there.
    pub name: &'a str,
    /// Its address there.
    pub url: &'a str,
    /// What it means there.
    pub description: Option<&'a str>,
    /// The framework's name.
    pub framework: Option<&'a str>,
    /// Its code there.
    pub code: Option<&'a str>,
}

/// Writes an award.
///
/// # Errors
/// When a required text is empty, something is longer than the limits, an identifier is not absolute, or a value is
/// outside its vocabulary.
pub fn award(award: &Award<'_>) -> Result<Value, WriteError> {
    let mut fields = Fields::credential(award.id, "OpenBadgeCredential")?;
    fields.put("issuer", issuer(&award.issuer)?);
    fields.text("name", award.name)?;
    if let Some(picture) = &award.image {
        fields.put("image", image(picture)?);
    }
    fields.put("validFrom", date(award.valid_from).into());
    if let Some(until) = award.valid_until {
        fields.put("validUntil", date(until).into());
    }
    fields.put("credentialSubject", subject(award)?);
    fields.list("evidence", award.evidence, evidence)?;
    match award.status {
        [] => {}
        [only] => fields.put("credentialStatus", only.document()),
        several => fields.put("credentialStatus", several.iter().map(StatusEntry::document).collect()),
    }
    Ok(fields.finish())
}

fn subject(award: &Award<'_>) -> Result<Value, WriteError> {
    let mut fields = Fields::new();
    if let Some(receiver) = award.receiver {
        fields.iri("id", receiver)?;
    }
    fields.types(&["AchievementSubject"]);
    let identities: Vec<&Identity> = award.identity.into_iter().collect();
    fields.list("identifier", &identities, |identity| identity.document())?;
    fields.optional("narrative", award.narrative)?;
    fields.put("achievement", achievement(&award.achievement)?);
    Ok(fields.finish())
}

fn achievement(achievement: &Achievement<'_>) -> Result<Value, WriteError> {
    let mut fields = Fields::new();
    fields.iri("id", achievement.id)?;
    fields.types(&["Achievement"]);
    fields.text("name", achievement.name)?;
    fields.text("description", achievement.description)?;
    let mut criteria = Fields::new();
    criteria.text("narrative", achievement.criteria)?;
    fields.put("criteria", criteria.finish());
    if !is_achievement_type(achievement.achievement_type) {
        let value = achievement.achievement_type.to_owned();
        return Err(WriteError::Value { field: "achievementType", value });
    }
    fields.text("achievementType", achievement.achievement_type)?;
    if let Some(picture) = &achievement.image {
        fields.put("image", image(picture)?);
    }
    if let Some(creator) = &achievement.creator {
        fields.put("creator", issuer(creator)?);
    }
    fields.put("inLanguage", language("inLanguage", achievement.language)?);
    fields.list("related", achievement.related, related)?;
    fields.list("alignment", achievement.alignments, alignment)?;
    let kind = achievement.kind.map(|slug| format!("kind:{slug}"));
    let tags: Vec<&str> = kind.as_deref().into_iter().chain(achievement.tags.iter().copied()).collect();
    fields.list("tag", &tags, |tag| if tag.is_empty() { Err(WriteError::Empty { field: "tag" }) } else { Ok((*tag).into()) })?;
    Ok(fields.finish())
}

fn related(related: &Related<'_>) -> Result<Value, WriteError> {
    let mut fields = Fields::new();
    fields.iri("id", related.id)?;
    fields.types(&["Related"]);
    fields.put("inLanguage", language("related.inLanguage", related.language)?);
    Ok(fields.finish())
}

fn alignment(alignment: &Alignment<'_>) -> Result<Value, WriteError> {
    let mut fields = Fields::new();
    fields.types(&["Alignment"]);
    fields.text("targetName", alignment.name)?;
    fields.iri("targetUrl", alignment.url)?;
    fields.optional("targetDescription", alignment.description)?;
    fields.optional("targetFramework", alignment.framework)?;
    fields.optional("targetCode", alignment.code)?;
    Ok(fields.finish())
}
