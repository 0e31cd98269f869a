//! Open Badges 3.0 as they are found in the wild: accepted, and what is odd about them is said.

use super::*;

fn verify(change: impl FnOnce(&mut Value)) -> Report {
    let signer = Signer::new(1);
    Web::of(&signer, &[]).verify(&signed(&signer, change))
}

#[test]
fn empty_lists_everywhere() {
    let report = verify(|b| {
        b["evidence"] = json!([]);
        b["endorsement"] = json!([]);
        b["refreshService"] = json!([]);
        b["termsOfUse"] = json!([]);
        b["credentialSubject"]["result"] = json!([]);
        b["credentialSubject"]["achievement"]["alignment"] = json!([]);
        b["credentialSubject"]["achievement"]["tag"] = json!([]);
        b["credentialSubject"]["achievement"]["related"] = json!([]);
    });
    assert_eq!((report.verdict, report.signature), (Verdict::Warnings, Signature::Valid), "{report:#?}");
    assert!(report.checks.iter().any(|check| check.detail.contains("empty list")));
}

/// The key is a `did:key`, the issuer a number that nobody can ask.
#[test]
fn an_issuer_that_is_a_number_and_a_key_of_its_own() {
    let signer = Signer::new(1);
    let unsigned = badge().tap(|b| {
        b["issuer"]["id"] = json!("urn:uuid:5b1c8a3e-9d0b-4f38-9c0e-0a4a53a2a001");
        remove(b, "credentialStatus");
    });
    let badge = signer.sign(&unsigned, &crate::did::did_key(&signer.key()));
    let report = Web::default().verify(&badge);
    assert_eq!(
        (report.verdict, report.signature, report.issuer_proven),
        (Verdict::Warnings, Signature::Valid, IssuerProven::Unknown)
    );
    let strict = Options { require_issuer: true, ..options() };
    assert_eq!(Web::default().drive(Input::Value(badge), strict).0.verdict, Verdict::Unverifiable);
}

#[test]
fn a_receiver_named_openly() {
    let named = |b: &mut Value| {
        b["credentialSubject"]["identifier"] = json!([{ "type": "IdentityObject", "hashed": false, "identityType": "emailAddress",
            "identityHash": "Bo@b.example" }]);
    };
    let signer = Signer::new(1);
    let badge = signed(&signer, named);
    let asked = |wanted: &str| {
        let options = Options { recipient: Some(wanted.to_owned()), ..options() };
        Web::of(&signer, &[]).drive(Input::Value(badge.clone()), options).0.verdict
    };
    assert_eq!((asked("bo@b.example"), asked("al@b.example")), (Verdict::Verified, Verdict::Invalid));
}

#[test]
fn moments_to_the_millisecond() {
    let report = verify(|b| b["validFrom"] = json!("2026-01-02T03:04:05.678Z"));
    assert_eq!((report.verdict, report.said.issued_at.as_deref()), (Verdict::Verified, Some("2026-01-02T03:04:05.678Z")));
}

#[test]
fn a_name_that_only_the_achievement_has() {
    let report = verify(|b| remove(b, "name"));
    assert_eq!((report.verdict, report.name.is_some()), (Verdict::Verified, false));
    assert!(report.said.achievement["name"].is_string());
}

/// UTF-8 that was read as Latin-1 once: signed as it is, so shown as it is.
#[test]
fn letters_that_were_broken_before_signing() {
    let report = verify(|b| b["credentialSubject"]["achievement"]["name"] = json!("RÃ©parer ensemble \u{0}\u{fffd}"));
    assert_eq!(report.verdict, Verdict::Verified);
    assert_eq!(report.said.achievement["name"], "RÃ©parer ensemble \u{0}\u{fffd}");
}

#[test]
fn old_kinds_of_proofs_are_named() {
    for kind in ["Ed25519Signature2018", "JsonWebSignature2020", "EcdsaSecp256k1Signature2019", "RsaSignature2018"] {
        let signer = Signer::new(1);
        let old = signed(&signer, |_| {}).tap(|b| b["proof"]["type"] = json!(kind));
        let report = Web::of(&signer, &[]).verify(&old);
        assert_eq!((report.verdict, report.proof.to_string()), (Verdict::Unsupported, format!("other:{kind}")));
    }
}
