//! Presentations: made by the holder, for one occasion.

use super::*;
use crate::proof::{Occasion, ProofOptions, create_for};

fn occasion() -> Occasion {
    Occasion { challenge: Some("u123".to_owned()), domain: Some("verifier.example".to_owned()) }
}

fn holder() -> (Signer, String) {
    let signer = Signer::new(7);
    let did = crate::did::did_key(&signer.key());
    (signer, did)
}

fn badge(signer: &Signer, did: &str) -> Value {
    let credential = json!({
        "@context": [crate::contexts::CREDENTIALS_V2],
        "type": ["VerifiableCredential"],
        "issuer": did,
        "credentialSubject": { "id": "did:example:subject", "name": "Alix" },
    });
    signer.sign(&credential, did)
}

fn presented(credentials: Value) -> Value {
    let (_, did) = holder();
    json!({
        "@context": [crate::contexts::CREDENTIALS_V2],
        "type": ["VerifiablePresentation"],
        "holder": did,
        "verifiableCredential": credentials,
    })
}

fn signed_for(presentation: &Value, purpose: &str, occasion: &Occasion) -> Value {
    let (signer, did) = holder();
    let method = crate::did::verification_method(&did, &signer.key());
    let options = ProofOptions { verification_method: &method, created: "2026-03-04T09:00:00Z", purpose };
    create_for(Engine::standard(), presentation, &options, occasion, |bytes| Ok(signer.raw(bytes))).unwrap()
}

fn judged(presentation: &Value) -> PresentationReport {
    super::super::presentation(
        Engine::standard(),
        presentation,
        &occasion(),
        &Options::at("2026-03-05T00:00:00Z".parse().unwrap()),
    )
}

#[test]
fn a_presentation_for_this_occasion_is_right_and_its_credentials_speak_for_themselves() {
    let (issuer, did) = (Signer::new(8), crate::did::did_key(&Signer::new(8).key()));
    let signed = signed_for(&presented(json!([badge(&issuer, &did)])), "authentication", &occasion());
    let report = judged(&signed);
    assert!(report.is_right(), "{:?}", report.faults);
    assert_eq!(report.credentials.len(), 1);
    assert_eq!(report.credentials[0].signature, Signature::Valid);
}

#[test]
fn a_presentation_for_another_occasion_is_not_right() {
    let unsigned = presented(json!([]));
    let others = [
        ("assertionMethod", occasion()),
        ("authentication", Occasion { challenge: Some("u124".to_owned()), ..occasion() }),
        ("authentication", Occasion { domain: Some("other.example".to_owned()), ..occasion() }),
        ("authentication", Occasion { challenge: None, ..occasion() }),
        ("authentication", Occasion { domain: None, ..occasion() }),
    ];
    for (purpose, other) in others {
        let report = judged(&signed_for(&unsigned, purpose, &other));
        assert!(!report.is_right() && report.signature == Signature::Invalid, "{purpose} {other:?}");
    }
}

#[test]
fn a_presentation_that_was_changed_or_not_signed_is_not_right() {
    let (issuer, did) = (Signer::new(8), crate::did::did_key(&Signer::new(8).key()));
    let unsigned = presented(json!([badge(&issuer, &did)]));
    assert!(!judged(&unsigned).is_right());
    let mut changed = signed_for(&unsigned, "authentication", &occasion());
    changed["verifiableCredential"][0]["credentialSubject"]["name"] = json!("Sacha");
    let report = judged(&changed);
    assert!(!report.is_right());
    assert_eq!(report.credentials[0].verdict, Verdict::Invalid);
}

#[test]
fn a_presentation_that_is_built_wrongly_says_what_is_wrong() {
    let wrong = [
        ("/@context/0", json!("https://www.w3.org/2018/credentials/v1")),
        ("/type/0", json!("VerifiableCredential")),
        ("/holder", json!("me")),
        ("/holder", json!({ "name": "me" })),
        ("/verifiableCredential", json!(["https://a.example/1"])),
    ];
    for (pointer, value) in wrong {
        let mut presentation = presented(json!([]));
        *presentation.pointer_mut(pointer).unwrap() = value;
        assert!(judged(&presentation).faults.len() >= 2, "{pointer}: not signed, and {pointer}");
    }
    assert!(!judged(&json!("a presentation")).is_right());
    let many = presented(vec![json!({}); CREDENTIALS_MAX + 1].into());
    assert!(judged(&many).faults.iter().any(|fault| fault.contains("more than 64")));
}

#[test]
fn what_a_holder_says_of_itself_is_covered_by_the_presentation() {
    let (_, did) = holder();
    let own = |issuer: &str| {
        json!({
            "@context": [crate::contexts::CREDENTIALS_V2],
            "type": ["VerifiableCredential"],
            "issuer": issuer,
            "credentialSubject": { "id": issuer, "name": "Alix" },
        })
    };
    let report = judged(&signed_for(&presented(json!([own(&did)])), "authentication", &occasion()));
    assert!(report.is_right() && report.credentials.is_empty(), "{:?}", report.faults);
    // Somebody else's unsigned words are not.
    let report = judged(&signed_for(&presented(json!([own("did:example:other")])), "authentication", &occasion()));
    assert_eq!(report.credentials[0].signature, Signature::None);
}
