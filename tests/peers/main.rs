//! Other people's software reads what we sign, and we read what it signs.
//!
//! `cargo xtask test --only peers` installs the peers and says where they are: `ANAVEZ_PEERS_NODE` (the folder tests/peers
//! with its packages), `ANAVEZ_PEERS_PYTHON` (a Python with openbadgeslib) and `ANAVEZ_PEERS_OLDER` (a Python with openbadges
//! 1.1.2, where there is a Python that can hold it). Without them each test skips itself by name.
#![forbid(unsafe_code)]

#[cfg(test)]
mod convert;
#[cfg(test)]
mod corpus;
#[cfg(test)]
mod forms;
#[cfg(test)]
mod older;
#[cfg(test)]
mod ours;
#[cfg(test)]
mod theirs;

use ours::{ADDRESS, Giver, read};
use serde_json::Value;
use theirs::{Handed, with_each, with_node};

#[test]
fn a_badge_signed_as_did_key_is_verified_by_everybody() {
    with_each("a_badge_signed_as_did_key_is_verified_by_everybody", |peer| {
        let giver = Giver::with_did_key();
        let answer = peer.reads(&giver.badge(), &Handed { recipient: Some(ADDRESS), ..Handed::default() });
        assert!(answer.verified, "{peer}: {answer:?}");
        assert_eq!(answer.recipient, Some(true), "{peer} hashes the address otherwise");
    });
}

#[test]
fn a_badge_signed_on_an_instance_is_verified_with_its_did_document() {
    with_each("a_badge_signed_on_an_instance_is_verified_with_its_did_document", |peer| {
        let giver = Giver::on_an_instance();
        let (document, list) = (giver.did_document(), giver.status_list(false));
        let handed = Handed { did_document: Some(&document), status_list: Some(&list), ..Handed::default() };
        let answer = peer.reads(&giver.badge(), &handed);
        assert!(answer.verified && answer.revoked != Some(true), "{peer}: {answer:?}");
    });
}

#[test]
fn a_revoked_badge_is_seen_as_revoked() {
    with_each("a_revoked_badge_is_seen_as_revoked", |peer| {
        let giver = Giver::on_an_instance();
        let (document, list) = (giver.did_document(), giver.status_list(true));
        let handed = Handed { did_document: Some(&document), status_list: Some(&list), ..Handed::default() };
        let answer = peer.reads(&giver.badge(), &handed);
        // one says so in its answer, the other refuses the badge and says why
        let refused = answer.why.as_deref().is_some_and(|why| why.contains("revo"));
        assert!(answer.revoked == Some(true) || !answer.verified && refused, "{peer}: {answer:?}");
    });
}

#[test]
fn words_without_a_badge_are_verified() {
    with_node("words_without_a_badge_are_verified", |peer| {
        let giver = Giver::on_an_instance();
        let (document, list) = (giver.did_document(), giver.status_list(false));
        let handed = Handed { did_document: Some(&document), status_list: Some(&list), ..Handed::default() };
        let answer = peer.reads(&giver.words(), &handed);
        assert!(answer.verified, "{peer}: {answer:?}");
    });
}

#[test]
fn one_changed_letter_is_refused_by_everybody() {
    with_each("one_changed_letter_is_refused_by_everybody", |peer| {
        let mut badge = Giver::with_did_key().badge();
        badge["credentialSubject"]["achievement"]["name"] = "Je repare".into();
        let answer = peer.reads(&badge, &Handed::default());
        assert!(!answer.verified, "{peer}: {answer:?}");
    });
}

#[test]
fn another_persons_key_is_refused_by_everybody() {
    with_each("another_persons_key_is_refused_by_everybody", |peer| {
        let (giver, stranger) = (Giver::on_an_instance(), Giver::somebody_else_there());
        let document = stranger.did_document();
        let answer = peer.reads(&giver.badge(), &Handed { did_document: Some(&document), ..Handed::default() });
        assert!(!answer.verified, "{peer}: {answer:?}");
    });
}

#[test]
fn their_badges_are_verified_here_with_the_hashed_receiver() {
    with_each("their_badges_are_verified_here_with_the_hashed_receiver", |peer| {
        let badge = peer.issues("badge", ADDRESS);
        let report = read(&badge, Some(ADDRESS));
        assert_eq!(report["verdict"], "verified", "{peer}: {report:#}");
        assert_eq!(report["signature"], "valid");
        assert_eq!(report["issuer_proven"], "proven");
        assert_eq!(outcome(&report, "recipient"), "pass", "{peer}: {report:#}");
        let of_another = read(&badge, Some("somebody.else@example.org"));
        assert_eq!(outcome(&of_another, "recipient"), "fail", "{peer}: {of_another:#}");
    });
}

#[test]
fn their_words_are_verified_here() {
    with_node("their_words_are_verified_here", |peer| {
        let report = read(&peer.issues("words", ADDRESS), None);
        assert_eq!(report["verdict"], "verified", "{peer}: {report:#}");
    });
}

#[test]
fn their_badges_changed_on_the_way_are_invalid_here() {
    with_each("their_badges_changed_on_the_way_are_invalid_here", |peer| {
        let mut badge = peer.issues("badge", ADDRESS);
        badge["issuer"]["name"] = "Une autre maison".into();
        let report = read(&badge, None);
        assert_eq!(report["verdict"], "invalid", "{peer}: {report:#}");
        assert_eq!(report["signature"], "invalid");
    });
}

/// What we convert, `jsonld` converts in safe mode, to the same statements: nothing is dropped without a word. What only
/// we refuse has one of our reasons.
#[test]
fn documents_come_to_the_statements_of_jsonld_or_are_refused() {
    with_node("documents_come_to_the_statements_of_jsonld_or_are_refused", |peer| {
        let (alone, there) = (Giver::with_did_key(), Giver::on_an_instance());
        let samples = [alone.badge(), there.badge(), there.words(), there.status_list(false)];
        let documents = corpus::documents(&samples, &mut corpus::Chance(2_026), 4_000);
        let outcome = convert::compare(peer.folder(), &documents);
        println!("{} the same, {} refused by both, {:?} by us alone", outcome.same, outcome.refused, outcome.stricter);
        assert!(outcome.wrong.is_empty(), "{} documents:\n{}", outcome.wrong.len(), outcome.wrong.join("\n\n"));
        assert!(outcome.same > 800 && outcome.refused > 800, "the documents are too easy or too hard");
        for reason in outcome.stricter.keys() {
            assert!(
                convert::STRICTER.iter().any(|(known, _)| known == reason),
                "a reason of ours that nobody wrote down: {reason}"
            );
        }
    });
}

fn outcome(report: &Value, check: &str) -> String {
    let checks = report["checks"].as_array().into_iter().flatten();
    let found = checks.filter(|entry| entry["check"] == check).map(|entry| entry["outcome"].to_string());
    found.map(|outcome| outcome.trim_matches('"').to_owned()).collect::<Vec<_>>().join(",")
}
