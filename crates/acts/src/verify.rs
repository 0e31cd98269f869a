//! To read and verify any badge. The verification itself opens no socket: it asks for addresses, and this act answers
//! from the store for what is ours, through `outbound` and its guard for everything else.

use anavez_outbound::{Accept, Client, Errand, FetchRefusal};
use anavez_recognition::ActorId;
use anavez_recognition::ids::ListId;
use openbadges::did::DidDocument;
use openbadges::jsonld::Engine;
use openbadges::read::{Content, read};
use openbadges::verify::{FetchFailure, Fetched, Input, KnownDocument, Options, Report, Step, Verification, What};
use serde_json::Value;

use crate::hosted::{self, Hosted};
use crate::{ActError, World, issue, signing};

/// Verifies a badge. Without a client nothing is fetched; without a world nothing is ours.
pub async fn verify(
    client: Option<&Client>,
    home: Option<&World>,
    input: Input,
    mut options: Options,
) -> Result<Report, ActError> {
    if let Some(world) = home {
        options.known_keys.extend(known_keys(world, &input).await?);
    }
    options.offline |= client.is_none() && home.is_none();
    let mut errand = client.map(Client::errand);
    let mut verification = Verification::new(Engine::standard(), input, options);
    loop {
        match verification.step() {
            Step::Done(report) => return Ok(*report),
            Step::Fetch { url, what, max_bytes, .. } => {
                let answer = answer(errand.as_mut(), home, &url, what, max_bytes).await?;
                verification.supply(&url, answer);
            }
        }
    }
}

/// As [`verify`], for the pages and the API of a world.
pub async fn verify_here(world: &World, input: Input, mut options: Options) -> Result<Report, ActError> {
    options.allow_loopback |= world.settings.allow_loopback || world.addresses.is_loopback();
    verify(Some(&world.outbound), Some(world), input, options).await
}

async fn answer(
    errand: Option<&mut Errand<'_>>,
    home: Option<&World>,
    url: &str,
    what: What,
    bytes_max: usize,
) -> Result<Result<Fetched, FetchFailure>, ActError> {
    if let Some(world) = home
        && let Some(answer) = ours(world, url).await?
    {
        return Ok(answer.map(|bytes| Fetched { bytes, content_type: Some("application/json".into()), url: url.to_owned() }));
    }
    let Some(errand) = errand else {
        return Ok(Err(FetchFailure::Unreachable("nothing is fetched here".into())));
    };
    let fetched = errand.fetch(url, accept(what, url), bytes_max, 1).await;
    if let (Some(world), Ok(fetched), What::DidDocument) = (home, &fetched, what) {
        keep_known(world, &fetched.bytes).await?;
    }
    Ok(fetched.map_err(failure).map(|fetched| Fetched {
        bytes: fetched.bytes,
        content_type: Some(fetched.media_type).filter(|media_type| !media_type.is_empty()),
        url: fetched.final_url,
    }))
}

fn accept(what: What, url: &str) -> Accept {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    match what {
        What::DidDocument => Accept::Did,
        What::Badge if path.ends_with(".png") || path.ends_with(".svg") => Accept::Image,
        What::Badge | What::Profile | What::StatusList => Accept::Document,
    }
}

fn failure(refusal: FetchRefusal) -> FetchFailure {
    match refusal {
        FetchRefusal::Refused { why } => FetchFailure::Refused(why.to_string()),
        FetchRefusal::Gone => FetchFailure::Status(410),
        FetchRefusal::Status(status) => FetchFailure::Status(status),
        FetchRefusal::TooLarge { .. } => FetchFailure::TooLarge,
        other => FetchFailure::Unreachable(other.to_string()),
    }
}

/// What stands at one of our own addresses, as it is served: DID documents, status lists, hosted badges.
async fn ours(world: &World, url: &str) -> Result<Option<Result<Vec<u8>, FetchFailure>>, ActError> {
    let Some(path) = url.strip_prefix(world.addresses.base()) else { return Ok(None) };
    if let Some(actor) = path.strip_prefix("/actors/").and_then(|rest| rest.strip_suffix("/did.json")) {
        let Ok(actor) = actor.parse::<ActorId>() else { return Ok(None) };
        return Ok(signing::did_document_of(world, actor).await?.map(|document| Ok(document.to_string().into_bytes())));
    }
    let answer = if let Some(list) = path.strip_prefix("/status/") {
        let Ok(list) = list.parse::<ListId>() else { return Ok(None) };
        issue::status_list_document(world, list).await.map(Ok)
    } else {
        hosted::at_path(world, path).await.map(|answer| match answer {
            Hosted::Answers(document) => Ok(document.to_string().into_bytes()),
            Hosted::Gone(_) => Err(FetchFailure::Status(410)),
        })
    };
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(ActError::NotFound | ActError::Gone) => Ok(None),
        Err(other) => Err(other),
    }
}

/// The issuer's DID document as it was last fetched from its origin (decision 5).
async fn known_keys(world: &World, input: &Input) -> Result<Vec<KnownDocument>, ActError> {
    let credential = match input {
        Input::Bytes(bytes) => match read(bytes).content {
            Content::Credential(value) => value,
            _ => return Ok(Vec::new()),
        },
        Input::Value(value) => value.clone(),
        Input::Url(_) => return Ok(Vec::new()),
    };
    let issuer = &credential["issuer"];
    let Some(did) = issuer["id"].as_str().or(issuer.as_str()).filter(|did| did.starts_with("did:web:")) else {
        return Ok(Vec::new());
    };
    let Some(known) = world.store.reading().await?.known_document(did).await? else { return Ok(Vec::new()) };
    let parsed = serde_json::from_slice::<Value>(&known.document).ok().and_then(|value| DidDocument::parse(&value).ok());
    Ok(parsed.map(|document| KnownDocument { document, fetched: known.fetched_at.timestamp() }).into_iter().collect())
}

async fn keep_known(world: &World, bytes: &[u8]) -> Result<(), ActError> {
    let Ok(document) = serde_json::from_slice::<Value>(bytes) else { return Ok(()) };
    let Some(did) = document["id"].as_str().filter(|did| did.starts_with("did:web:")) else { return Ok(()) };
    let mut writing = world.store.writing().await?;
    writing.keep_known_document(did, bytes, world.now()).await?;
    Ok(writing.commit().await?)
}
