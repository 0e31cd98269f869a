//! Keys that are replaced or lost, seen through what they signed.

use anavez_keys::KeyState;
use openbadges::verify::{IssuerProven, Status, Verdict};
use serde_json::Value;

use super::{Place, place, words};
use crate::keys_of::{actor_called, keys_of, revoke, rotate};
use crate::receivers::To;
use crate::recognise::recognise;
use crate::show::take_away;
use crate::*;
use anavez_recognition::{ActorId, Audience, RecognitionId, Who};

async fn given(place: &Place, who: &Who, act: &str) -> RecognitionId {
    let offered = recognise(&place.world, who, words(act, To::Link, "Tu as tenu l’échelle.")).await.unwrap();
    answer::accept(&place.world, &place.by_link(&offered).await, offered.id, Some(Audience::Public)).await.unwrap();
    offered.id
}

async fn reads(place: &Place, id: RecognitionId) -> (Verdict, IssuerProven, Status) {
    let document = take_away(&place.world, &Who::stranger(), id).await.unwrap();
    let report = place.verify(document, None).await;
    (report.verdict, report.issuer_proven, report.status)
}

async fn signer_of_list(place: &Place, id: RecognitionId) -> String {
    let mut reading = place.world.store.reading().await.unwrap();
    let list = reading.place_of(id).await.unwrap().unwrap().list;
    let document: Value = serde_json::from_slice(&issue::status_list_document(&place.world, list).await.unwrap()).unwrap();
    document["proof"]["verificationMethod"].as_str().unwrap().split('#').nth(1).unwrap().to_owned()
}

async fn states(place: &Place, actor: ActorId) -> Vec<KeyState> {
    let keys = keys_of(&place.world, actor).await.unwrap();
    keys.iter().map(|key| key.state.parse().unwrap()).collect()
}

#[tokio::test]
async fn after_a_rotation_old_and_new_words_verify_and_the_new_key_signs_the_list() {
    let place = place().await;
    let (anna, who) = place.somebody("Anna").await;
    let before = given(&place, &who, "before").await;
    let old = keys_of(&place.world, anna.id).await.unwrap()[0].multikey.clone();
    assert_eq!(signer_of_list(&place, before).await, old);

    let new = rotate(&place.world, anna.id).await.unwrap();
    assert_ne!(new.multikey, old);
    let after = given(&place, &who, "after").await;
    for id in [before, after] {
        assert_eq!(reads(&place, id).await, (Verdict::Verified, IssuerProven::Proven, Status::Active));
    }
    assert_eq!(signer_of_list(&place, before).await, new.multikey);
    assert_eq!(states(&place, anna.id).await, [KeyState::Retained, KeyState::Valid]);
    place.assert_whole().await;
}

#[tokio::test]
async fn what_a_revoked_key_signed_proves_nothing_and_what_comes_after_does() {
    let place = place().await;
    let (anna, who) = place.somebody("Anna").await;
    let before = given(&place, &who, "before").await;
    let new = revoke(&place.world, anna.id, None).await.unwrap();
    let after = given(&place, &who, "after").await;
    assert_eq!(reads(&place, before).await.1, IssuerProven::Contradicted);
    // Both stand on one list: were it still signed by the lost key, nobody could rely on the words that came after.
    assert_eq!(signer_of_list(&place, before).await, new.multikey);
    assert_eq!(reads(&place, after).await, (Verdict::Verified, IssuerProven::Proven, Status::Active));
    assert_eq!(states(&place, anna.id).await, [KeyState::Revoked, KeyState::Valid]);
    place.assert_whole().await;
}

#[tokio::test]
async fn a_retained_key_is_revoked_by_its_name_and_only_once() {
    let place = place().await;
    let (anna, who) = place.somebody("Anna").await;
    given(&place, &who, "before").await;
    let old = keys_of(&place.world, anna.id).await.unwrap()[0].multikey.clone();
    let new = rotate(&place.world, anna.id).await.unwrap();
    assert_eq!(revoke(&place.world, anna.id, Some(&old)).await.unwrap().multikey, new.multikey);
    assert_eq!(states(&place, anna.id).await, [KeyState::Revoked, KeyState::Valid]);
    for refused in [revoke(&place.world, anna.id, Some(&old)).await, revoke(&place.world, anna.id, Some("z6Mk")).await] {
        assert!(matches!(refused, Err(ActError::Conflict(_))), "{refused:?}");
    }
}

#[tokio::test]
async fn who_never_gave_has_no_key_to_replace() {
    let place = place().await;
    let (anna, _) = place.somebody("Anna").await;
    let anna = actor_called(&place.world, anna.handle.as_ref().unwrap().as_str()).await.unwrap();
    assert!(matches!(rotate(&place.world, anna.id).await, Err(ActError::Conflict(_))));
    assert!(matches!(revoke(&place.world, anna.id, None).await, Err(ActError::Conflict(_))));
    assert!(actor_called(&place.world, "nobody").await.is_err());
}
