//! From a recognition of the domain to the document that is signed (decisions 7–12).

use anavez_recognition::{Actor, EmailAddress, Evidence, Form, Language, ModelVersion, Moment, Recognition, RecognitionId};
use openbadges::status::StatusEntry;
use openbadges::write::{self, Achievement, Award, Identity, Image, Issuer, Resource};
use serde_json::Value;

use crate::{ActError, World};

/// What words and awards have in common.
pub(crate) struct Said<'a> {
    pub giver: &'a Actor,
    pub recognition: &'a Recognition,
    pub evidence: &'a [Evidence],
    /// Its places on status lists, the one for revocation first.
    pub status: &'a [StatusEntry],
}

/// The recognition that this one answers: its address and the digest of its exact signed bytes.
#[derive(Debug, Clone)]
pub(crate) struct Related {
    pub recognition: RecognitionId,
    pub address: String,
    pub digest: Option<String>,
}

/// The name of every `EndorsementCredential` of words, which the schema wants (decision 8).
fn name_of_words(language: &str) -> &'static str {
    if language.starts_with("fr") { "Reconnaissance" } else { "Recognition" }
}

/// Words: an `EndorsementCredential` about the receiver's actor.
pub(crate) fn words(world: &World, said: &Said<'_>, in_reply_to: Option<&Related>) -> Result<Value, ActError> {
    let r = said.recognition;
    let id = world.addresses.given(Form::Words, r.id);
    let target = world.addresses.did(r.receiver);
    let issuer_id = world.addresses.did(said.giver.id);
    let description = sentence(r);
    let evidence = Pieces::new(world, said.evidence);
    let resources: Vec<Resource<'_>> = in_reply_to
        .and_then(|related| related.digest.as_ref().map(|digest| Resource { id: &related.address, digest }))
        .into_iter()
        .collect();
    Ok(write::words(&write::Words {
        id: &id,
        issuer: issuer(said.giver, &issuer_id),
        name: name_of_words(r.language.as_str()),
        description: description.as_deref(),
        target: &target,
        comment: r.words.as_ref().map_or("", |words| words.as_str()),
        language: r.language.as_str(),
        valid_from: r.planned_at.timestamp(),
        evidence: &evidence.written(),
        resources: &resources,
        status: said.status.first(),
    })?)
}

/// An award: an `OpenBadgeCredential` to the receiver's actor, and to the salted hash of the address it was given to.
pub(crate) fn award(
    world: &World,
    said: &Said<'_>,
    version: &ModelVersion,
    address: Option<&EmailAddress>,
) -> Result<Value, ActError> {
    let r = said.recognition;
    let identity = address.map(|address| Identity::of_address(address.normal(), &salt(world)));
    let own = AwardSaid {
        id: &world.addresses.given(Form::Award, r.id),
        receiver: &world.addresses.did(r.receiver),
        identity: identity.as_ref(),
        narrative: r.words.as_ref().map(|words| words.as_str()),
        evidence: said.evidence,
        status: said.status,
        language: &r.language,
        valid_from: r.planned_at,
    };
    award_of(world, said.giver, version, &own)
}

/// What an award says of one receiver.
pub(crate) struct AwardSaid<'a> {
    pub id: &'a str,
    /// The receiver's DID.
    pub receiver: &'a str,
    pub identity: Option<&'a Identity>,
    pub narrative: Option<&'a str>,
    pub evidence: &'a [Evidence],
    pub status: &'a [StatusEntry],
    /// The receiver's language.
    pub language: &'a Language,
    pub valid_from: Moment,
}

/// The salt of one address in one award: 128 bits of chance, in hex.
pub(crate) fn salt(world: &World) -> String {
    world.random::<16>().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// An award, from what it says of its receiver and what its model says of all.
pub(crate) fn award_of(world: &World, giver: &Actor, version: &ModelVersion, own: &AwardSaid<'_>) -> Result<Value, ActError> {
    let issuer_id = world.addresses.did(giver.id);
    let version_id = world.addresses.version(version);
    let picture = world.addresses.picture(version);
    let (language, name) = version.said.name.for_reader(own.language).ok_or(ActError::NotFound)?;
    let text =
        |texts: &anavez_recognition::Texts| texts.for_reader(language).map(|(_, text)| text.to_owned()).unwrap_or_default();
    let (description, criteria) = (text(&version.said.description), text(&version.said.criteria));
    let others: Vec<(String, String)> = version
        .said
        .name
        .languages()
        .filter(|other| *other != language)
        .map(|other| (format!("{version_id}?lang={other}"), other.to_string()))
        .collect();
    let related: Vec<write::Related<'_>> = others.iter().map(|(id, language)| write::Related { id, language }).collect();
    let tags: Vec<&str> = version.said.tags.iter().map(String::as_str).collect();
    let evidence = Pieces::new(world, own.evidence);
    let image = Image { id: &picture, caption: Some(name) };
    Ok(write::award(&Award {
        id: own.id,
        issuer: issuer(giver, &issuer_id),
        name,
        valid_from: own.valid_from.timestamp(),
        valid_until: None,
        receiver: Some(own.receiver),
        identity: own.identity,
        narrative: own.narrative,
        achievement: Achievement {
            id: &version_id,
            name,
            description: &description,
            criteria: &criteria,
            achievement_type: version.said.kind.achievement_type(),
            kind: Some(version.said.kind.slug()),
            tags: &tags,
            language: language.as_str(),
            related: &related,
            image: Some(image),
            creator: None,
            alignments: &[],
        },
        evidence: &evidence.written(),
        image: Some(image),
        status: own.status,
    })?)
}

fn issuer<'a>(giver: &'a Actor, did: &'a str) -> Issuer<'a> {
    Issuer { id: did, name: giver.label().unwrap_or(""), url: None, description: giver.about.as_deref(), image: None }
}

/// One sentence for relation and context.
fn sentence(r: &Recognition) -> Option<String> {
    let parts: Vec<&str> = [r.relation.as_ref().map(|t| t.as_str()), r.context.as_ref().map(|t| t.as_str())]
        .into_iter()
        .flatten()
        .map(|t| t.trim_end_matches('.'))
        .collect();
    if parts.is_empty() { None } else { Some(format!("{}.", parts.join(". "))) }
}

/// Evidence with the texts that its written form borrows.
struct Pieces<'a>(Vec<(Option<String>, Option<String>, &'a Evidence)>);

impl<'a> Pieces<'a> {
    fn new(world: &World, evidence: &'a [Evidence]) -> Self {
        let piece = |e: &'a Evidence| match (&e.url, &e.digest) {
            (Some(url), _) => (Some(url.clone()), None, e),
            (None, Some(digest)) => (Some(world.addresses.evidence(e.id)), digest_multibase(digest), e),
            (None, None) => (None, None, e),
        };
        Self(evidence.iter().map(piece).collect())
    }

    fn written(&self) -> Vec<write::Evidence<'_>> {
        self.0
            .iter()
            .map(|(id, digest, e)| write::Evidence {
                id: id.as_deref(),
                name: e.name.as_deref(),
                narrative: e.text.as_deref(),
                digest: digest.as_deref(),
            })
            .collect()
    }
}

/// A SHA-256 in hex as `digestMultibase`.
fn digest_multibase(hex: &str) -> Option<String> {
    let mut multihash = vec![0x12, 0x20];
    for pair in hex.as_bytes().chunks(2) {
        multihash.push(u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?);
    }
    Some(openbadges::multibase::encode_base64url(&multihash))
}
