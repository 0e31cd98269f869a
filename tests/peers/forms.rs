//! The other forms of an award before other people's software: tokens, a second status, hosted Open Badges 2.0.

use std::collections::BTreeMap;

use openbadges::write::{BadgeClass, HostedAt, Profile, badge_class, hosted_assertion, issuer_profile, revoked_assertion};
use serde_json::{Value, json};

use crate::older::{agree, skipped};
use crate::ours::{ADDRESS, Giver};
use crate::theirs::{Handed, with_each};

#[test]
fn a_token_is_verified_by_everybody_with_the_key_it_names() {
    with_each("a_token_is_verified_by_everybody_with_the_key_it_names", |peer| {
        let giver = Giver::on_an_instance();
        let document = giver.did_document();
        let answer = peer.reads_token(&giver.token(), &Handed { did_document: Some(&document), ..Handed::default() });
        assert!(answer.verified, "{peer}: {answer:?}");
    });
}

#[test]
fn a_token_of_another_key_or_with_one_changed_letter_is_refused_by_everybody() {
    with_each("a_token_of_another_key_or_with_one_changed_letter_is_refused_by_everybody", |peer| {
        let (giver, stranger) = (Giver::on_an_instance(), Giver::somebody_else_there());
        let (own, other) = (giver.did_document(), stranger.did_document());
        let token = giver.token();
        let answer = peer.reads_token(&token, &Handed { did_document: Some(&other), ..Handed::default() });
        assert!(!answer.verified, "{peer}: {answer:?}");
        let at = token.find('.').unwrap() + 60;
        let letter = if &token[at..=at] == "A" { "B" } else { "A" };
        let changed = format!("{}{letter}{}", &token[..at], &token[at + 1..]);
        let answer = peer.reads_token(&changed, &Handed { did_document: Some(&own), ..Handed::default() });
        assert!(!answer.verified, "{peer}: {answer:?}");
    });
}

#[test]
fn a_badge_on_hold_is_refused_by_everybody_and_one_that_can_wait_is_not() {
    with_each("a_badge_on_hold_is_refused_by_everybody_and_one_that_can_wait_is_not", |peer| {
        let giver = Giver::on_an_instance();
        let (document, list) = (giver.did_document(), giver.status_list(false));
        for held in [false, true] {
            let hold = giver.hold_list(held);
            let handed =
                Handed { did_document: Some(&document), status_list: Some(&list), hold_list: Some(&hold), ..Handed::default() };
            let answer = peer.reads(&giver.badge_that_can_wait(), &handed);
            let refused = !answer.verified || answer.revoked == Some(true);
            assert_eq!(refused, held, "{peer}: {answer:?}");
        }
    });
}

/// The readers of older.rs look in June 2026.
fn on_a_day_before(mut award: Value) -> Value {
    award["validFrom"] = "2026-01-02T03:04:05Z".into();
    award
}

/// The chain of a hosted award as the instance serves it.
fn hosted(giver: &Giver) -> (String, BTreeMap<String, Value>) {
    let award = on_a_day_before(giver.unsigned_badge(&[]));
    let home = "https://anavez.example";
    let (id, badge) = (format!("{home}/awards/1.ob2.json"), format!("{home}/models/5/versions/1.ob2.json"));
    let (issuer, english) = (format!("{home}/actors/1.ob2.json"), format!("{badge}?lang=en"));
    let at = HostedAt {
        id: &id,
        badge: &badge,
        receiver: &format!("{home}/actors/4"),
        image: Some(&format!("{home}/awards/1.png?form=ob2")),
    };
    let class = BadgeClass {
        id: &badge,
        name: "Je répare",
        description: "Répare avec les autres plutôt que de jeter.",
        criteria: "- avoir réparé un objet",
        page: &format!("{home}/models/5/versions/1"),
        image: &format!("{home}/models/5/versions/1/picture.png"),
        issuer: &issuer,
        language: "fr",
        related: &[(english, "en".to_owned())],
        tags: &["kind:peer"],
    };
    let profile = Profile {
        id: &issuer,
        name: "La Fabrique du Ponant",
        url: &format!("{home}/actors/1"),
        email: "bonjour@anavez.example",
        description: None,
    };
    let documents = BTreeMap::from([
        (id.clone(), hosted_assertion(&award, &at).unwrap()),
        (badge.clone(), badge_class(&class).unwrap()),
        (issuer.clone(), issuer_profile(&profile).unwrap()),
    ]);
    (id, documents)
}

#[test]
fn our_hosted_awards_hold_for_the_validator_of_open_badges_2() {
    if skipped("our_hosted_awards_hold_for_the_validator_of_open_badges_2") {
        return;
    }
    let (id, mut documents) = hosted(&Giver::on_an_instance());
    let (address, assertion) = (json!(id), documents[&id].clone());
    agree("by its address", &address, &documents, None, true);
    agree("baked", &assertion, &documents, None, true);
    agree("its receiver", &address, &documents, Some(ADDRESS), true);
    agree("somebody else", &address, &documents, Some("al@b.example"), false);
    documents.insert(id.clone(), json!(410));
    agree("gone", &address, &documents, None, false);
    documents.insert(id.clone(), revoked_assertion(&id, Some("On hold.")).unwrap());
    agree("on hold /revoked = true", &address, &documents, None, false);
    // Not given to an address: the receiver is the page of an actor.
    let mut award = on_a_day_before(Giver::on_an_instance().unsigned_badge(&[]));
    award["credentialSubject"].as_object_mut().unwrap().remove("identifier");
    let badge = documents.keys().find(|key| key.contains("/models/")).unwrap().clone();
    let at = HostedAt { id: &id, badge: &badge, receiver: "https://anavez.example/actors/4", image: None };
    documents.insert(id.clone(), hosted_assertion(&award, &at).unwrap());
    agree("to an actor", &address, &documents, None, true);
}
