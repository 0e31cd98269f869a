//! To keep a picture or photo that somebody brings: cleaned first, away from the threads that serve requests.

use anavez_pictures::draw::UnknownKind;
use anavez_pictures::{Kind, ModelPicture, Purpose, clean};
use anavez_recognition::evidence::file_name;
use anavez_recognition::{ActorId, EvidenceId, FieldProblem, Language, ModelVersion, NewEvidence, Problem, Who, policy};
use anavez_store::Blob;

use crate::{ActError, World};

/// Keeps the picture of a badge model; answers its SHA-256 (hex).
pub async fn keep_badge_picture(world: &World, bytes: Vec<u8>) -> Result<String, ActError> {
    Ok(keep(world, "image", bytes, Purpose::Badge).await?.0)
}

/// Keeps a photo as evidence.
pub async fn keep_photo(world: &World, bytes: Vec<u8>, name: &str) -> Result<NewEvidence, ActError> {
    let (digest, media_type) = keep(world, "evidence", bytes, Purpose::Photo).await?;
    Ok(NewEvidence::File { digest, media_type, name: file_name(name) })
}

/// A photo that was kept, as a form carries it from one step to the next: it opens for this account only.
pub fn ticket(world: &World, account: ActorId, kept: &NewEvidence) -> String {
    match kept {
        NewEvidence::File { digest, name, .. } => format!("{digest}.{}.{name}", seal(world, account, digest)),
        NewEvidence::Text(_) | NewEvidence::Url(_) => String::new(),
    }
}

/// The name of the file behind a ticket, as it was brought.
pub fn ticket_name(ticket: &str) -> Option<String> {
    ticket.splitn(3, '.').nth(2).map(file_name)
}

/// The photo behind a ticket that was made for this account.
pub async fn by_ticket(world: &World, account: ActorId, ticket: &str) -> Result<Option<NewEvidence>, ActError> {
    let mut parts = ticket.splitn(3, '.');
    let (Some(digest), Some(sealed), Some(name)) = (parts.next(), parts.next(), parts.next()) else { return Ok(None) };
    if sealed != seal(world, account, digest) {
        return Ok(None);
    }
    let blob = world.store.reading().await?.blob(digest).await?;
    Ok(blob.map(|blob| NewEvidence::File { digest: digest.to_owned(), media_type: blob.media_type, name: file_name(name) }))
}

/// The id of the model in the address of one of its versions.
fn model_of(version: &str) -> Option<&str> {
    version.split_once("/models/")?.1.split('/').next().filter(|id| !id.is_empty())
}

/// The picture of a badge that was kept, as a form with something to mend carries it: it opens for this account only.
pub fn picture_ticket(world: &World, account: ActorId, digest: &str) -> String {
    format!("{digest}.{}", seal(world, account, digest))
}

/// The digest behind a ticket that was made for this account.
pub fn by_picture_ticket(world: &World, account: ActorId, ticket: &str) -> Option<String> {
    let (digest, sealed) = ticket.split_once('.')?;
    (sealed == seal(world, account, digest)).then(|| digest.to_owned())
}

fn seal(world: &World, account: ActorId, digest: &str) -> String {
    world.links.token(&format!("photo {account} {digest}"))
}

/// The file of a piece of evidence, for whoever may read what it stands beside.
pub async fn evidence_file(world: &World, who: &Who, id: EvidenceId) -> Result<Blob, ActError> {
    let mut reading = world.store.reading().await?;
    let (evidence, of) = reading.evidence(id).await?.ok_or(ActError::NotFound)?;
    let given = reading.recognition(of).await?.ok_or(ActError::NotFound)?;
    policy::may(who, policy::Act::Read, &given.recognition, given.sides)?;
    let digest = evidence.digest.ok_or(ActError::NotFound)?;
    reading.blob(&digest).await?.ok_or(ActError::Gone)
}

/// The picture of a model version as SVG: the one that was brought, if it is one, or drawn.
pub async fn picture_svg(world: &World, version: &ModelVersion) -> Result<String, ActError> {
    if let Some(blob) = brought(world, version).await?
        && blob.media_type == "image/svg+xml"
    {
        return String::from_utf8(blob.bytes).map_err(|e| ActError::Broken(Box::new(e)));
    }
    Ok(anavez_pictures::badge_svg(&drawn(version)?))
}

/// Was the picture of a version brought as SVG?
pub async fn is_svg(world: &World, version: &ModelVersion) -> Result<bool, ActError> {
    Ok(brought(world, version).await?.is_some_and(|blob| blob.media_type == "image/svg+xml"))
}

/// The picture of a model version as PNG, `side` pixels wide and high when it is drawn here.
pub async fn picture_png(world: &World, version: &ModelVersion, side: u32) -> Result<Vec<u8>, ActError> {
    let side = side.clamp(24, 1024);
    match brought(world, version).await? {
        Some(blob) if blob.media_type == "image/svg+xml" => {
            let svg = String::from_utf8(blob.bytes).map_err(|e| ActError::Broken(Box::new(e)))?;
            world.aside(move || anavez_pictures::svg_to_png(&svg, side)).await?.map_err(|e| ActError::Broken(Box::new(e)))
        }
        Some(blob) => Ok(blob.bytes),
        None => {
            let model = drawn(version)?;
            world.aside(move || anavez_pictures::badge_png(&model, side)).await?.map_err(|e| ActError::Broken(Box::new(e)))
        }
    }
}

/// What the badge grammar draws from. Models of one owner share field and colours: a family without a designer.
pub(crate) fn drawn(version: &ModelVersion) -> Result<ModelPicture, ActError> {
    let name = version.said.name.for_reader(&Language::french()).map(|(_, name)| name.to_owned()).unwrap_or_default();
    let kind: Kind = version.said.kind.slug().parse().map_err(|e: UnknownKind| ActError::Broken(Box::new(e)))?;
    let tags = version.said.tags.clone();
    Ok(ModelPicture { id: version.model.to_string(), name, kind, series: Some(version.owner.to_string()), tags })
}

pub(crate) async fn brought(world: &World, version: &ModelVersion) -> Result<Option<Blob>, ActError> {
    match &version.said.picture {
        Some(digest) => Ok(world.store.reading().await?.blob(digest).await?),
        None => Ok(None),
    }
}

/// The picture of a badge that was brought to be read, with its media type: its own, made clean as if it were kept, else
/// the one that its house, if it is one like this, draws for its model. Nothing is kept.
pub async fn picture_of_badge(
    world: &World,
    bytes: Vec<u8>,
    name: &str,
    achievement: &serde_json::Value,
    giver: &serde_json::Value,
) -> Result<Option<(&'static str, Vec<u8>)>, ActError> {
    let tags = &achievement["tags"];
    let tags: Vec<String> = tags.as_array().into_iter().flatten().filter_map(|tag| tag.as_str().map(str::to_owned)).collect();
    let kind = tags.iter().find_map(|tag| tag.strip_prefix("kind:")?.parse().ok()).unwrap_or(Kind::Peer);
    let tags = tags.into_iter().filter(|tag| !tag.starts_with("kind:")).collect();
    let id = achievement["id"].as_str().and_then(model_of).unwrap_or(name).to_owned();
    let series = giver.as_str().map(|id| id.rsplit([':', '/']).next().unwrap_or(id).to_owned());
    let model = ModelPicture { id, name: name.to_owned(), kind, series, tags };
    world
        .aside(move || match clean(&bytes, Purpose::Badge) {
            Ok(picture) => Some((picture.media_type.as_str(), picture.bytes)),
            Err(_) => Some(("image/svg+xml", anavez_pictures::badge_svg(&model).into_bytes())),
        })
        .await
}

async fn keep(world: &World, field: &'static str, bytes: Vec<u8>, purpose: Purpose) -> Result<(String, String), ActError> {
    let picture = world
        .aside(move || clean(&bytes, purpose))
        .await?
        .map_err(|error| ActError::Invalid(vec![FieldProblem::new(field, Problem::File { reason: error.to_string() })]))?;
    let media_type = picture.media_type.as_str().to_owned();
    let size = picture.bytes.len();
    let digest = world.store.keep_file(picture.bytes).await?;
    let mut writing = world.store.writing().await?;
    writing.add_blob(&digest, &media_type, size, world.now()).await?;
    writing.commit().await?;
    Ok((digest, media_type))
}
