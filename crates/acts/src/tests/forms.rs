//! One award in every form: hosted Open Badges 2.0, token, on hold and off again.

use anavez_recognition::{Audience, Language, RecognitionId, State, Who};
use openbadges::jws::Compact;
use openbadges::verify::{IssuerProven, Status, Verdict};
use serde_json::{Value, json};

use super::{Place, place, recipients, tried_it, words};
use crate::award_token::{ask_token, take_token};
use crate::hosted::{Hosted, hosted_assertion, hosted_badge, hosted_issuer};
use crate::offer::{Offer, Recipient, offer};
use crate::receivers::To;
use crate::recognise::Offered;
use crate::show::{Baked, show, take_away, take_away_baked};
use crate::suspend::{reinstate, suspend};
use crate::*;

/// An award of a model that allows a hold or not, to an address; offered, not accepted yet.
async fn offered(place: &Place, giver: &Who, act: &str, suspendable: bool, rows: Vec<Recipient>) -> Offered {
    let mut model = tried_it();
    model.act_id = format!("model of {act}");
    model.said.suspendable = suspendable;
    let version = make_model::make_model(&place.world, giver, model).await.unwrap();
    let act = Offer { act_id: act.into(), model: version.model, recipients: rows, language: Language::french(), audience: None };
    offer(&place.world, giver, act).await.unwrap().offers.remove(0)
}

async fn accepted(place: &Place, giver: &Who, act: &str, suspendable: bool) -> RecognitionId {
    let offered = offered(place, giver, act, suspendable, recipients(&["lucien@example.org"])).await;
    answer::accept(&place.world, &place.by_link(&offered).await, offered.id, Some(Audience::Public)).await.unwrap();
    offered.id
}

async fn assertion(place: &Place, id: RecognitionId) -> Value {
    match hosted_assertion(&place.world, id).await.unwrap() {
        Hosted::Answers(document) => document,
        Hosted::Gone(document) => panic!("gone: {document}"),
    }
}

#[tokio::test]
async fn an_award_is_hosted_as_open_badges_2_and_its_chain_leads_to_the_issuer() {
    let place = place().await;
    let world = &place.world;
    let (nolwenn, giver) = place.somebody("Nolwenn").await;
    let id = accepted(&place, &giver, "one", false).await;
    let signed: Value = serde_json::from_slice(&take_away(world, &Who::stranger(), id).await.unwrap()).unwrap();

    let assertion = assertion(&place, id).await;
    let identity = &signed["credentialSubject"]["identifier"][0];
    assert_eq!(
        assertion["recipient"],
        json!({"type": "email", "hashed": true, "identity": identity["identityHash"], "salt": identity["salt"]})
    );
    assert_eq!(assertion["id"], format!("https://anavez.example/awards/{id}.ob2.json"));
    assert_eq!(assertion["issuedOn"], signed["validFrom"]);
    let badge = assertion["badge"].as_str().unwrap();
    let (model, _) = badge.strip_prefix("https://anavez.example/models/").unwrap().split_once('/').unwrap();
    let class = hosted_badge(world, model.parse().unwrap(), 1, None).await.unwrap();
    assert_eq!((class["id"].as_str(), &class["@language"], &class["name"]), (Some(badge), &json!("fr"), &json!("J’ai essayé")));
    let english = hosted_badge(world, model.parse().unwrap(), 1, Some("en")).await.unwrap();
    assert_eq!(english["id"], class["related"][0]["id"]);
    assert_eq!(english["name"], "I tried it");
    assert!(matches!(hosted_badge(world, model.parse().unwrap(), 1, Some("br")).await, Err(ActError::NotFound)));
    assert!(matches!(hosted_badge(world, model.parse().unwrap(), 2, None).await, Err(ActError::NotFound)));

    let issuer = hosted_issuer(world, nolwenn.id).await.unwrap();
    assert_eq!(class["issuer"], issuer["id"]);
    assert_eq!((&issuer["name"], &issuer["email"]), (&json!("Nolwenn"), &json!("postmaster@anavez.example")));

    // It is read here as others would read it: our own addresses are answered without a socket.
    let report = place.verify(assertion.to_string().into_bytes(), Some("Lucien@example.org")).await;
    assert_eq!((report.verdict, report.issuer_proven), (Verdict::Verified, IssuerProven::Proven), "{report:?}");
    for as_svg in [false, true] {
        let baked = take_away_baked(world, &Who::stranger(), id, as_svg, Baked::Hosted).await.unwrap();
        assert_eq!(place.verify(baked, None).await.verdict, Verdict::Verified, "svg {as_svg}");
    }
    place.assert_whole().await;
}

#[tokio::test]
async fn a_hosted_form_exists_only_for_what_anybody_may_open() {
    let place = place().await;
    let world = &place.world;
    let (_, giver) = place.somebody("Nolwenn").await;
    let offered = offered(&place, &giver, "one", false, recipients(&["lucien@example.org"])).await;
    let absent = async |why: &str| {
        assert!(matches!(hosted_assertion(world, offered.id).await, Err(ActError::NotFound)), "{why}");
        for as_svg in [false, true] {
            let baked = take_away_baked(world, &giver, offered.id, as_svg, Baked::Hosted).await;
            assert!(matches!(baked, Err(ActError::NotFound)), "{why}");
        }
    };
    absent("before a yes").await;
    let lucien = place.by_link(&offered).await;
    answer::accept(world, &lucien, offered.id, Some(Audience::Private)).await.unwrap();
    absent("private").await;
    answer::choose_audience(world, &lucien, offered.id, Audience::Unlisted).await.unwrap();
    assert_eq!(assertion(&place, offered.id).await["type"], "Assertion");

    answer::revoke(world, &giver, offered.id, "Une erreur de liste.").await.unwrap();
    let Hosted::Gone(document) = hosted_assertion(world, offered.id).await.unwrap() else { panic!("still there") };
    assert_eq!((&document["revoked"], &document["revocationReason"]), (&json!(true), &json!("Une erreur de liste.")));
    let baked = take_away_baked(world, &giver, offered.id, false, Baked::Hosted).await;
    assert!(matches!(baked, Err(ActError::Gone)));

    let said = recognise::recognise(world, &giver, words("words", To::Link, "Merci.")).await.unwrap();
    answer::accept(world, &place.by_link(&said).await, said.id, Some(Audience::Public)).await.unwrap();
    assert!(matches!(hosted_assertion(world, said.id).await, Err(ActError::NotFound)), "words have no such form");
}

#[tokio::test]
async fn somebody_without_an_address_is_named_by_their_page() {
    let place = place().await;
    let (_, giver) = place.somebody("Nolwenn").await;
    let row = Recipient { to: Ok(To::Link), narrative: String::new(), evidence: vec![] };
    let offered = offered(&place, &giver, "one", false, vec![row]).await;
    answer::accept(&place.world, &place.by_link(&offered).await, offered.id, Some(Audience::Public)).await.unwrap();
    let given = place.world.store.reading().await.unwrap().recognition(offered.id).await.unwrap().unwrap();
    let page = format!("https://anavez.example/actors/{}", given.recognition.receiver);
    assert_eq!(assertion(&place, offered.id).await["recipient"], json!({"type": "url", "hashed": false, "identity": page}));
}

#[tokio::test]
async fn an_accepted_award_has_a_token_that_others_can_verify() {
    let place = place().await;
    let world = &place.world;
    let (nolwenn, giver) = place.somebody("Nolwenn").await;
    let offered = offered(&place, &giver, "one", false, recipients(&["lucien@example.org"])).await;
    let lucien = place.by_link(&offered).await;
    for who in [&giver, &lucien, &Who::stranger()] {
        assert!(take_token(world, who, offered.id).await.is_err() && ask_token(world, who, offered.id).await.is_err());
    }
    assert!(
        world.store.reading().await.unwrap().valid_rsa_key_of(nolwenn.id).await.unwrap().is_none(),
        "none before it is needed"
    );
    answer::accept(world, &lucien, offered.id, Some(Audience::Public)).await.unwrap();

    let token = take_token(world, &Who::stranger(), offered.id).await.unwrap().unwrap();
    let did = did_document_of(world, nolwenn.id).await.unwrap().unwrap();
    let compact = Compact::parse(&token).unwrap();
    let kid = compact.header()["kid"].as_str().unwrap();
    let methods = did["verificationMethod"].as_array().unwrap();
    let method = methods.iter().find(|method| method["id"] == kid).unwrap();
    assert_eq!((&method["type"], &methods[0]["type"]), (&json!("JsonWebKey"), &json!("Multikey")));
    assert!(method["publicKeyJwk"].get("d").is_none());
    let report = place.verify(token.clone().into_bytes(), Some("lucien@example.org")).await;
    assert_eq!(
        (report.verdict, report.issuer_proven, report.status),
        (Verdict::Verified, IssuerProven::Proven, Status::Active),
        "{report:?}"
    );

    // Asked for again, it is the same, by the same key.
    ask_token(world, &giver, offered.id).await.unwrap();
    assert_eq!(take_token(world, &lucien, offered.id).await.unwrap(), Some(token.clone()));
    place.assert_whole().await;

    // One letter of the kept claims, and `check` names it.
    let mut writing = world.store.writing().await.unwrap();
    let mut kept = writing.award_token(offered.id).await.unwrap().unwrap();
    kept.claims = kept.claims.replace("nbf", "nbg");
    writing.erase_award_token(offered.id).await.unwrap();
    writing.add_award_token(&kept).await.unwrap();
    writing.commit().await.unwrap();
    let breaches = check::check(world).await.unwrap();
    assert!(breaches.iter().any(|breach| breach.invariant.starts_with("a token is the planned bytes")), "{breaches:?}");
}

#[tokio::test]
async fn a_lost_key_takes_its_tokens_along_and_a_new_one_is_made_when_asked_for() {
    let place = place().await;
    let world = &place.world;
    let (nolwenn, giver) = place.somebody("Nolwenn").await;
    let id = accepted(&place, &giver, "one", false).await;
    let first = take_token(world, &giver, id).await.unwrap().unwrap();
    keys_of::rotate(world, nolwenn.id).await.unwrap();
    assert_eq!(take_token(world, &giver, id).await.unwrap().as_ref(), Some(&first), "what a retained key signed stays");
    assert_eq!(place.verify(first.clone().into_bytes(), None).await.verdict, Verdict::Verified);
    let other = accepted(&place, &giver, "two", false).await;
    let second = take_token(world, &giver, other).await.unwrap().unwrap();
    let kid = |token: &str| Compact::parse(token).unwrap().header()["kid"].clone();
    assert_ne!(kid(&first), kid(&second), "after a rotation another key signs");

    let rsa = kid(&first).as_str().unwrap().split('#').nth(1).unwrap().to_owned();
    keys_of::revoke(world, nolwenn.id, Some(&rsa)).await.unwrap();
    assert_eq!(take_token(world, &giver, id).await.unwrap(), None, "what a revoked key signed is served no more");
    assert_ne!(place.verify(first.into_bytes(), None).await.verdict, Verdict::Verified);
    assert!(ask_token(world, &Who::stranger(), id).await.is_err());
    ask_token(world, &giver, id).await.unwrap();
    assert_eq!(kid(&take_token(world, &giver, id).await.unwrap().unwrap()), kid(&second));

    keys_of::revoke(world, nolwenn.id, None).await.unwrap();
    assert_eq!(take_token(world, &giver, other).await.unwrap(), None, "both keys lie in the same place");
    place.assert_whole().await;
}

#[tokio::test]
async fn a_badge_on_hold_says_so_everywhere_and_holds_again_afterwards() {
    let place = place().await;
    let world = &place.world;
    let (nolwenn, giver) = place.somebody("Nolwenn").await;
    let id = accepted(&place, &giver, "one", true).await;
    let document = take_away(world, &Who::stranger(), id).await.unwrap();
    let token = take_token(world, &Who::stranger(), id).await.unwrap().unwrap();
    let read = async |bytes: &[u8]| {
        let report = place.verify(bytes.to_vec(), None).await;
        (report.verdict, report.status)
    };
    assert_eq!(read(&document).await, (Verdict::Verified, Status::Active));

    for who in [Who::stranger(), place.somebody("Malo").await.1] {
        assert!(suspend(world, &who, id, "").await.is_err() && reinstate(world, &who, id).await.is_err());
    }
    assert!(reinstate(world, &giver, id).await.is_ok(), "it is not on hold: nothing to do");
    suspend(world, &giver, id, "Un doublon à éclaircir.").await.unwrap();
    suspend(world, &giver, id, "Une deuxième fois.").await.unwrap();
    for form in [document.as_slice(), token.as_bytes()] {
        assert_eq!(read(form).await, (Verdict::Suspended, Status::Suspended));
    }
    let hosted = assertion(&place, id).await;
    assert_eq!(hosted["revoked"], true);
    assert!(hosted["revocationReason"].as_str().unwrap().ends_with("Un doublon à éclaircir."), "{hosted}");
    assert_eq!(take_away(world, &Who::stranger(), id).await.unwrap(), document, "the document is the receiver's and stays");
    let whole = show(world, &Who::stranger(), id).await.unwrap();
    assert_eq!(whole.shown.given.recognition.state, State::Suspended);
    assert_eq!(whole.shown.given.recognition.reason.as_deref(), Some("Un doublon à éclaircir."));
    assert!(show::public_recognitions(world, 9).await.unwrap().is_empty(), "it is not shown as something that holds");
    let ledger = ledger::my_recognitions(world, &giver).await.unwrap();
    assert_eq!(ledger.voices[0].given[0].given.recognition.state, State::Suspended);
    assert!(ledger.ledger.ledger.given.is_empty(), "and makes no voice meanwhile");
    place.assert_whole().await;

    reinstate(world, &giver, id).await.unwrap();
    reinstate(world, &giver, id).await.unwrap();
    for form in [document.as_slice(), token.as_bytes()] {
        assert_eq!(read(form).await, (Verdict::Verified, Status::Active));
    }
    assert_eq!(assertion(&place, id).await["verification"], json!({"type": "hosted"}));
    let history = show(world, &giver, id).await.unwrap().history;
    let acts: Vec<&str> = history
        .iter()
        .map(|entry| entry.act.as_str())
        .filter(|act| act.ends_with("suspend") || act.ends_with("reinstate"))
        .collect();
    assert_eq!(acts, ["suspend", "reinstate"], "once each, however often it was tried");

    // From hold to the end: the bit of suspension may stay, revocation outweighs it.
    suspend(world, &giver, id, "").await.unwrap();
    answer::revoke(world, &giver, id, "").await.unwrap();
    assert_eq!(read(&document).await, (Verdict::Revoked, Status::Revoked));
    assert!(reinstate(world, &giver, id).await.is_err() && suspend(world, &giver, id, "").await.is_err());
    assert_eq!(nolwenn.id, show(world, &giver, id).await.unwrap().shown.giver.id);
    place.assert_whole().await;
}

#[tokio::test]
async fn an_award_without_a_place_for_it_is_not_put_on_hold_and_words_never_are() {
    let place = place().await;
    let world = &place.world;
    let (_, giver) = place.somebody("Nolwenn").await;
    let id = accepted(&place, &giver, "one", false).await;
    let document: Value = serde_json::from_slice(&take_away(world, &Who::stranger(), id).await.unwrap()).unwrap();
    assert!(document["credentialStatus"].is_object(), "Open Badges 3.0 wants one status");
    assert!(matches!(suspend(world, &giver, id, "").await, Err(ActError::Conflict(why)) if why.contains("revoked")));
    let whole = show(world, &giver, id).await.unwrap();
    assert!(!whole.is_suspendable && !whole.acts.contains(&anavez_recognition::policy::Act::Suspend));

    let said = recognise::recognise(world, &giver, words("words", To::Link, "Merci.")).await.unwrap();
    answer::accept(world, &place.by_link(&said).await, said.id, Some(Audience::Public)).await.unwrap();
    assert!(matches!(suspend(world, &giver, said.id, "").await, Err(ActError::Refused(_))));
    place.assert_whole().await;
}

#[tokio::test]
async fn two_series_of_lists_are_signed_by_the_giver_and_tell_nothing_but_bits() {
    let place = place().await;
    let world = &place.world;
    let (nolwenn, giver) = place.somebody("Nolwenn").await;
    let id = accepted(&place, &giver, "one", true).await;
    let document: Value = serde_json::from_slice(&take_away(world, &Who::stranger(), id).await.unwrap()).unwrap();
    let entries = document["credentialStatus"].as_array().unwrap();
    assert_eq!(entries.len(), 2);
    assert_eq!(entries[0]["statusListIndex"], entries[1]["statusListIndex"]);
    assert_ne!(entries[0]["statusListCredential"], entries[1]["statusListCredential"]);
    for (entry, purpose) in entries.iter().zip(["revocation", "suspension"]) {
        assert_eq!(entry["statusPurpose"], purpose);
        let list = entry["statusListCredential"].as_str().unwrap().rsplit('/').next().unwrap();
        let list = issue::status_list_document(world, list.parse().unwrap()).await.unwrap();
        let list: Value = serde_json::from_slice(&list).unwrap();
        assert_eq!(list["issuer"], format!("did:web:anavez.example:actors:{}", nolwenn.id));
        assert_eq!(list["credentialSubject"]["statusPurpose"], purpose);
    }
    // The second award of the same giver shares both lists, at another place.
    let other = accepted(&place, &giver, "two", true).await;
    let other: Value = serde_json::from_slice(&take_away(world, &Who::stranger(), other).await.unwrap()).unwrap();
    assert_eq!(other["credentialStatus"][1]["statusListCredential"], entries[1]["statusListCredential"]);
    assert_ne!(other["credentialStatus"][1]["statusListIndex"], entries[1]["statusListIndex"]);
    place.assert_whole().await;
}
