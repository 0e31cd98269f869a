//! Planned → signed → offered: the second half of giving, also what a start does with what a crash left.

use std::collections::{BTreeSet, HashSet};

use anavez_recognition::RecognitionId;
use anavez_recognition::ids::ListId;
use anavez_store::{Given, Reading, SignedDocument};
use openbadges::status::{Purpose, StatusList as Bits};
use openbadges::write::{List, status_list};

use crate::letters::{self, Kind};
use crate::signers::Signers;
use crate::{ActError, World, giving, signing};

/// Rows of one transaction.
const BATCH: usize = 1_000;

/// What signing found for one recognition.
struct Signed {
    given: Given,
    document: SignedDocument,
}

/// Signs what was planned, and offers it: signature, letters and journal in one transaction. What was offered before is left as it is.
pub(crate) async fn issue(world: &World, ids: &[RecognitionId]) -> Result<(), ActError> {
    for batch in ids.chunks(BATCH) {
        let mut signed = sign_all(world, batch).await?;
        let lists = unsigned_lists(world, &signed).await?;
        let mut writing = world.store.writing().await?;
        for (list, version, document) in &lists {
            writing.sign_status_list(*list, *version, document).await?;
        }
        // Another signer may have been first.
        let ids: Vec<RecognitionId> = signed.iter().map(|signed| signed.given.recognition.id).collect();
        let moved = writing.mark_offered(&ids).await?;
        let moved: HashSet<RecognitionId> = moved.into_iter().collect();
        signed.retain(|signed| moved.contains(&signed.given.recognition.id));
        let (given, documents): (Vec<Given>, Vec<SignedDocument>) =
            signed.into_iter().map(|signed| (signed.given, signed.document)).unzip();
        if writing.sign_documents(&documents).await? != documents.len() {
            return Err(ActError::Conflict("this recognition was signed meanwhile"));
        }
        letters::offers(world, &mut writing, &given).await?;
        let noted = given.iter().map(|given| (Some(given.recognition.by), given.recognition.id.to_string()));
        writing.note_each(world.now(), "offer", &noted.collect::<Vec<_>>()).await?;
        writing.commit().await?;
        world.letters.notify_one();
    }
    Ok(())
}

/// Offers whatever was planned and not offered: after a crash, or beside one.
pub async fn issue_what_was_planned(world: &World) -> Result<usize, ActError> {
    let mut done = 0;
    loop {
        let planned = world.store.reading().await?.planned(BATCH).await?;
        if planned.is_empty() {
            return Ok(done);
        }
        let ids: Vec<RecognitionId> = planned.iter().map(|given| given.recognition.id).collect();
        issue(world, &ids).await?;
        done += ids.len();
    }
}

async fn sign_all(world: &World, ids: &[RecognitionId]) -> Result<Vec<Signed>, ActError> {
    let mut reading = world.store.reading().await?;
    let mut all = reading.recognitions(ids).await?;
    let mut documents = reading.documents(ids).await?;
    let mut signers = Signers::default();
    let mut signed = Vec::with_capacity(ids.len());
    for id in ids {
        let given = all.remove(id).ok_or(ActError::NotFound)?;
        let document = documents.remove(id).ok_or(ActError::Gone)?;
        if document.signed.is_some() {
            continue;
        }
        signed.push(Signed { document: signers.sign(world, &mut reading, &document).await?, given });
    }
    Ok(signed)
}

/// The lists that these recognitions stand on and that were never signed: a list is there before its first document is.
async fn unsigned_lists(world: &World, signed: &[Signed]) -> Result<Vec<(ListId, i64, Vec<u8>)>, ActError> {
    let mut reading = world.store.reading().await?;
    let mut lists: Vec<(ListId, i64, Vec<u8>)> = Vec::new();
    let ids: Vec<RecognitionId> = signed.iter().map(|signed| signed.given.recognition.id).collect();
    let places = reading.places_of(&ids).await?;
    if places.len() != signed.len() {
        return Err(ActError::NotFound);
    }
    // Few lists for many places.
    let named: BTreeSet<(ListId, bool)> = places.values().map(|place| (place.list, place.suspendable)).collect();
    for (list, suspendable) in named {
        let beside = if suspendable { reading.list_beside(list).await? } else { None };
        for list in std::iter::once(list).chain(beside) {
            if lists.iter().any(|(known, ..)| *known == list) {
                continue;
            }
            let list = reading.status_list(list).await?.ok_or(ActError::NotFound)?;
            if list.signed.is_none() {
                let (version, document) = sign_list(world, &mut reading, list.id).await?;
                lists.push((list.id, version, document));
            }
        }
    }
    Ok(lists)
}

/// Signs a status list as it stands now; the version that was signed comes with it.
async fn sign_list(world: &World, reading: &mut Reading, id: ListId) -> Result<(i64, Vec<u8>), ActError> {
    let list = reading.status_list(id).await?.ok_or(ActError::NotFound)?;
    let mut bits = Bits::new();
    for position in reading.status_bits(id).await? {
        bits.set(u64::from(position), true)?;
    }
    let key = reading.valid_key_of(list.issuer).await?.ok_or(ActError::NotFound)?;
    let address = world.addresses.status_list(id);
    let issuer = world.addresses.did(list.issuer);
    let valid_from = world.now().timestamp();
    let document = status_list(&List {
        id: &address,
        issuer: &issuer,
        purpose: if list.beside.is_some() { Purpose::Suspension } else { Purpose::Revocation },
        bits: &bits,
        valid_from,
        valid_until: None,
    })?;
    Ok((list.version, signing::sign(world, &key, &document)?))
}

/// Signs anew every list whose bits changed. Done right after an act that sets a bit, and at every start.
pub async fn refresh_status_lists(world: &World) -> Result<(), ActError> {
    let mut reading = world.store.reading().await?;
    for list in reading.stale_status_lists(BATCH).await? {
        let (version, document) = sign_list(world, &mut reading, list.id).await?;
        let mut writing = world.store.writing().await?;
        writing.sign_status_list(list.id, version, &document).await?;
        writing.commit().await?;
    }
    Ok(())
}

/// The signed status list that is served at its address.
pub async fn status_list_document(world: &World, id: ListId) -> Result<Vec<u8>, ActError> {
    let list = world.store.reading().await?.status_list(id).await?.ok_or(ActError::NotFound)?;
    list.signed.ok_or(ActError::NotFound)
}

pub(crate) fn kind_of(given: &Given) -> Kind {
    if given.recognition.version.is_some() { Kind::OfferedBadge } else { Kind::OfferedWords }
}

pub(crate) fn claim_url(world: &World, id: RecognitionId) -> String {
    world.addresses.claim(&giving::claim_token(world, id))
}
