//! Comprehensive Learner Records: badges inside a credential.

use super::tokens::TokenKey;
use super::*;
use crate::read::Standard;

const CLR: &str = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json";

fn record(members: Vec<Value>) -> Value {
    let badge = badge();
    json!({
        "@context": [badge["@context"][0], CLR, badge["@context"][1]],
        "id": "https://a.example/records/1", "type": ["VerifiableCredential", "ClrCredential"], "name": "Record",
        "issuer": badge["issuer"], "validFrom": "2026-03-04T09:00:00Z",
        "credentialSubject": { "id": badge["credentialSubject"]["id"], "type": ["ClrSubject"], "verifiableCredential": members },
    })
}

#[test]
fn a_record_is_verified_with_every_badge_in_it() {
    let (signer, key) = (Signer::new(1), TokenKey::ed25519(1));
    let badges = || vec![signed(&signer, |_| {}), signed(&signer, |b| b["credentialStatus"] = entry(8).document())];
    let web = Web::of(&signer, &[8]);
    let report = web.verify(&signer.sign(&record(badges()[..1].to_vec()), ISSUER));
    assert_eq!((report.verdict, report.standard), (Verdict::Verified, Some(Standard::Clr20)), "{report:#?}");
    let told = &report.credentials[0];
    assert_eq!(
        (&told["verdict"], &told["achievement"]["id"]),
        (&json!("verified"), &json!("https://a.example/models/7/versions/1"))
    );
    assert_eq!(json!(report)["credentials"].as_array().unwrap().len(), 1);
    let report = web.verify(&signer.sign(&record(badges()), ISSUER));
    assert_eq!((report.verdict, report.signature), (Verdict::Warnings, Signature::Valid));
    let verdicts: Vec<&Value> = report.credentials.iter().map(|told| &told["verdict"]).collect();
    assert_eq!(verdicts, ["verified", "revoked"]);
    // As a token that holds tokens.
    let kid = crate::did::verification_method(ISSUER, &signer.key());
    let header = json!({ "alg": "EdDSA", "typ": "vc+jwt", "kid": kid });
    let inner = key.token(&header, &badge());
    let enveloped = json!({ "@context": crate::contexts::CREDENTIALS_V2, "id": format!("data:application/vc+jwt,{inner}"),
        "type": "EnvelopedVerifiableCredential" });
    let token = key.token(&header, &record(vec![json!(inner), enveloped]));
    let (report, _) = web.drive(Input::Bytes(token.into_bytes()), options());
    assert_eq!(report.verdict, Verdict::Verified, "{report:#?}");
    assert!(report.credentials.iter().all(|told| told["verdict"] == "verified" && told["proof"] == "vc-jwt"));
}

#[test]
fn a_badge_changed_inside_a_record_is_found_twice() {
    let signer = Signer::new(1);
    let whole = signer.sign(&record(vec![signed(&signer, |_| {})]), ISSUER);
    let changed = whole.tap(|r| r["credentialSubject"]["verifiableCredential"][0]["name"] = json!("Better"));
    let report = Web::of(&signer, &[]).verify(&changed);
    assert_eq!((report.verdict, report.signature), (Verdict::Invalid, Signature::Invalid));
    assert_eq!(report.credentials[0]["verdict"], "invalid");
    // Put in before the record was signed: the record is right, the badge is not.
    let forged = signed(&signer, |_| {}).tap(|b| b["name"] = json!("Better"));
    let report = Web::of(&signer, &[]).verify(&signer.sign(&record(vec![forged]), ISSUER));
    assert_eq!((report.verdict, report.signature), (Verdict::Warnings, Signature::Valid));
}

#[test]
fn a_badge_of_somebody_else_in_a_record_is_odd() {
    let signer = Signer::new(1);
    let other = signed(&signer, |b| b["credentialSubject"]["id"] = json!("did:web:c.example"));
    let report = Web::of(&signer, &[]).verify(&signer.sign(&record(vec![other]), ISSUER));
    assert_eq!((report.verdict, outcome(&report, CheckKind::Endorsement)), (Verdict::Warnings, Some(Outcome::Warn)));
}

#[test]
fn no_more_badges_are_verified_than_the_limit_and_no_deeper() {
    let signer = Signer::new(1);
    let members = vec![signed(&signer, |_| {}); 40];
    let report = Web::of(&signer, &[]).verify(&signer.sign(&record(members), ISSUER));
    assert_eq!(report.credentials.len(), 32);
    assert!(report.checks.iter().any(|check| check.detail.contains("too many")));
    // Whose badge lies too deep is not asked for.
    let stranger = "did:web:deep.example";
    let deep = signer.sign(
        &badge().tap(|b| {
            b["issuer"]["id"] = json!(stranger);
            remove(b, "credentialStatus")
        }),
        stranger,
    );
    let mut nested = deep;
    for depth in 2..=6 {
        nested = signer.sign(&record(vec![nested]), ISSUER);
        let (report, asked) = Web::of(&signer, &[]).drive(Input::Value(nested.clone()), options());
        assert_eq!(report.signature, Signature::Valid, "{report:#?}");
        assert_eq!(asked.iter().any(|url| url.contains("deep.example")), depth <= DEPTH_MAX, "{depth}");
    }
}

#[test]
fn a_record_must_be_one() {
    let signer = Signer::new(1);
    let web = Web::of(&signer, &[]);
    type Fault = (&'static str, fn(&mut Value));
    let faults: [Fault; 6] = [
        ("no badges", |r| remove(&mut r["credentialSubject"], "verifiableCredential")),
        ("a number", |r| r["credentialSubject"]["verifiableCredential"] = json!([{ "type": ["VerifiableCredential"] }, 7])),
        ("no date", |r| remove(r, "validFrom")),
        ("no identifier", |r| remove(r, "id")),
        ("another subject", |r| r["credentialSubject"]["type"] = json!(["AchievementSubject"])),
        ("an association of no kind", |r| {
            r["credentialSubject"]["association"] = json!([{ "type": "Association", "associationType": "isCousinOf",
                "sourceId": "urn:uuid:1", "targetId": "urn:uuid:2" }])
        }),
    ];
    let key = TokenKey::ed25519(1);
    let kid = crate::did::verification_method(ISSUER, &signer.key());
    for (what, fault) in faults {
        let faulty = record(vec![signed(&signer, |_| {})]).tap(fault);
        let token = key.token(&json!({ "alg": "EdDSA", "typ": "vc+jwt", "kid": kid }), &faulty);
        let (report, _) = web.drive(Input::Bytes(token.into_bytes()), options());
        assert_eq!((report.verdict, report.signature), (Verdict::Invalid, Signature::Valid), "{what}: {report:#?}");
    }
}
