//! The awards of a long list as template and values: what they have in common is kept once, and signed as if each stood alone.
//!
//! A template is compared with the general path when it is made here, before anything is planned with it. An award that it
//! does not take (a file as evidence, an address that no template may fill in) is kept whole, as a single one is.

use anavez_recognition::{Form, Moment, TemplateId, VersionId};
use anavez_store::{Filled, StoredKey, StoredTemplate};
use openbadges::proof::ProofOptions;
use openbadges::template::{Skeleton, Template, TemplateError};
use openbadges::write::Identity;
use serde_json::Value;

use crate::giving::{Giver, Prepared};
use crate::{ActError, World, documents, signing};

/// From so many awards of one shape on, a template is worth its row.
const WORTH_IT: usize = 16;

/// Values of every award: its id, its receiver, its place on the status list.
const ALWAYS: usize = 3;

/// What two awards must have in common to be of one template: everything but values.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Shape {
    version: VersionId,
    language: String,
    to_address: bool,
    narrative: bool,
    /// Of each piece of evidence: is it a page, or a text?
    pages: Vec<bool>,
    lists: Vec<String>,
}

impl Shape {
    fn of(prepared: &Prepared<'_>) -> Option<Self> {
        let version = prepared.version?;
        if prepared.evidence.iter().any(|piece| piece.digest.is_some()) {
            return None;
        }
        Some(Self {
            version: version.id,
            language: prepared.recognition.language.as_str().to_owned(),
            to_address: prepared.receiver.address.is_some(),
            narrative: prepared.recognition.words.is_some(),
            pages: prepared.evidence.iter().map(|piece| piece.url.is_some()).collect(),
            lists: prepared.status.iter().map(|entry| entry.list.clone()).collect(),
        })
    }

    fn holes(&self) -> usize {
        ALWAYS + 2 * usize::from(self.to_address) + usize::from(self.narrative) + self.pages.len()
    }
}

/// The templates of one list.
pub(crate) struct Templates {
    made: Vec<Made>,
}

struct Made {
    shape: Shape,
    template: Template<'static>,
    stored: StoredTemplate,
    used: bool,
}

impl Templates {
    /// A template for each shape that is there often enough.
    pub(crate) fn of(
        world: &World,
        giver: &Giver,
        key: &StoredKey,
        now: Moment,
        planned: &[Prepared<'_>],
    ) -> Result<Self, ActError> {
        let mut shapes: Vec<(Shape, &Prepared<'_>, usize)> = Vec::new();
        for prepared in planned {
            let Some(shape) = Shape::of(prepared) else { continue };
            match shapes.iter_mut().find(|(known, ..)| *known == shape) {
                Some((_, _, count)) => *count += 1,
                None => shapes.push((shape, prepared, 1)),
            }
        }
        let mut made = Vec::new();
        for (shape, sample, _) in shapes.into_iter().filter(|(_, _, count)| *count >= WORTH_IT) {
            if let Some(one) = Made::of(world, giver, key, now, shape, sample)? {
                made.push(one);
            }
        }
        Ok(Self { made })
    }

    /// Template and values of an award, if there is a template that takes it.
    pub(crate) fn filled(&mut self, world: &World, prepared: &Prepared<'_>) -> Result<Option<Filled>, ActError> {
        let Some(shape) = Shape::of(prepared) else { return Ok(None) };
        let Some(made) = self.made.iter_mut().find(|made| made.shape == shape) else { return Ok(None) };
        let values = values(world, prepared);
        match made.template.check_values(&values) {
            Ok(()) => {
                made.used = true;
                Ok(Some(Filled { template: made.stored.id, values }))
            }
            Err(TemplateError::NotAnIri { .. }) => Ok(None),
            Err(error) => Err(broken(error)),
        }
    }

    /// The templates that awards were filled into.
    pub(crate) fn used(&self) -> impl Iterator<Item = &StoredTemplate> {
        self.made.iter().filter(|made| made.used).map(|made| &made.stored)
    }
}

impl Made {
    /// Nothing when awards of this shape are no template: then each is kept whole.
    fn of(
        world: &World,
        giver: &Giver,
        key: &StoredKey,
        now: Moment,
        shape: Shape,
        sample: &Prepared<'_>,
    ) -> Result<Option<Self>, ActError> {
        let skeleton = Skeleton::of(shape.holes(), |texts| document(world, giver, sample, texts));
        let skeleton = match skeleton {
            Ok(skeleton) => skeleton,
            Err(ActError::Broken(_)) => return Ok(None),
            Err(other) => return Err(other),
        };
        let Ok(template) = compiled(world, key, now, skeleton) else { return Ok(None) };
        let stored = StoredTemplate {
            id: TemplateId::new(now, world.random()),
            skeleton: template.skeleton().to_stored(),
            proof: template.proof_text().to_owned(),
            created_at: now,
        };
        Ok(Some(Self { shape, template, stored, used: false }))
    }
}

/// A template for one key of an actor and one moment of signing.
pub(crate) fn compiled(
    world: &World,
    key: &StoredKey,
    created_at: Moment,
    skeleton: Skeleton,
) -> Result<Template<'static>, TemplateError> {
    let (method, created) = (signing::method_of(world, key), created_at.rfc3339());
    let options = ProofOptions { verification_method: &method, created: &created, purpose: "assertionMethod" };
    Template::compile(world.engine, skeleton, &options)
}

/// The values of an award, in the order of the texts of [`document`].
fn values(world: &World, prepared: &Prepared<'_>) -> Vec<String> {
    let r = &prepared.recognition;
    let index = prepared.status.first().map_or(0, |entry| entry.index);
    let mut values = vec![r.id.to_string(), r.receiver.to_string(), index.to_string()];
    if let Some(address) = &prepared.receiver.address {
        let identity = Identity::of_address(address.normal(), &documents::salt(world));
        values.extend([identity.hash().to_owned(), identity.salt().to_owned()]);
    }
    values.extend(r.words.iter().map(|words| words.as_str().to_owned()));
    values.extend(prepared.evidence.iter().filter_map(|piece| piece.url.clone().or_else(|| piece.text.clone())));
    values
}

/// The award of these texts, by the same hand as a single one.
fn document(world: &World, giver: &Giver, sample: &Prepared<'_>, texts: &[String]) -> Result<Value, ActError> {
    let r = &sample.recognition;
    let mut rest = texts.iter();
    let mut next = || rest.next().map(String::as_str).ok_or(ActError::NotFound);
    let (id, receiver, index) = (next()?, next()?, next()?);
    let identity = match sample.receiver.address {
        Some(_) => Some(Identity::hashed(next()?, next()?)),
        None => None,
    };
    let narrative = if r.words.is_some() { Some(next()?) } else { None };
    let mut evidence = sample.evidence.clone();
    for piece in &mut evidence {
        let shown = if piece.url.is_some() { &mut piece.url } else { &mut piece.text };
        *shown = Some(next()?.to_owned());
    }
    let said = documents::AwardSaid {
        id: &world.addresses.given(Form::Award, r.id).replace(&r.id.to_string(), id),
        receiver: &world.addresses.did(r.receiver).replace(&r.receiver.to_string(), receiver),
        identity: identity.as_ref(),
        narrative,
        evidence: &evidence,
        status: &sample.status,
        language: &r.language,
        valid_from: r.planned_at,
    };
    let version = sample.version.ok_or(ActError::NotFound)?;
    let mut award = documents::award_of(world, &giver.actor, version, &said)?;
    // An index is a number until it is written down.
    let entry = |entry: &mut Value| {
        let list = entry["statusListCredential"].as_str().unwrap_or_default().to_owned();
        entry["id"] = format!("{list}#{index}").into();
        entry["statusListIndex"] = index.into();
    };
    match &mut award["credentialStatus"] {
        Value::Array(entries) => entries.iter_mut().for_each(entry),
        one => entry(one),
    }
    Ok(award)
}

pub(crate) fn broken(error: TemplateError) -> ActError {
    ActError::Broken(Box::new(error))
}

impl From<TemplateError> for ActError {
    fn from(error: TemplateError) -> Self {
        broken(error)
    }
}
