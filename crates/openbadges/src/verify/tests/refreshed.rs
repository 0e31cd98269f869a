//! Newer versions.

use super::tokens::{TokenKey, payload, web as web_of};
use super::*;

const REFRESH: &str = "https://a.example/awards/1/refresh";

fn refreshable(badge: &mut Value) {
    badge["@context"].as_array_mut().unwrap().push(json!(crate::contexts::OPEN_BADGES_EXTENSIONS));
    badge["refreshService"] = json!({ "id": REFRESH, "type": "1EdTechCredentialRefresh" });
}

fn newer(badge: &mut Value) {
    refreshable(badge);
    badge["validFrom"] = json!("2026-04-01T00:00:00Z");
    badge["credentialSubject"]["achievement"]["name"] = json!("Newer");
}

fn name(report: &Report) -> &str {
    report.said.achievement["name"].as_str().unwrap_or_default()
}

#[test]
fn a_newer_version_is_asked_for_once_and_wins() {
    let signer = Signer::new(1);
    let old = signed(&signer, refreshable);
    let web = Web::of(&signer, &[8]).with(REFRESH, &signed(&signer, newer));
    let (report, asked) = web.drive(Input::Value(old.clone()), options());
    assert_eq!((report.verdict, name(&report)), (Verdict::Verified, "Newer"), "{report:#?}");
    assert_eq!(asked.iter().filter(|url| *url == REFRESH).count(), 1);
    assert_eq!(report.said.issued_at.as_deref(), Some("2026-04-01T00:00:00Z"));
    // The newer one is judged: it may be revoked, or expired.
    let revoked = web.clone().with(
        REFRESH,
        &signed(&signer, |b| {
            newer(b);
            b["credentialStatus"] = entry(8).document()
        }),
    );
    assert_eq!(revoked.verify(&old).verdict, Verdict::Revoked);
    // Offline, what is at hand is judged.
    let report = offline(Engine::standard(), Input::Value(old), options());
    assert_eq!((name(&report) != "Newer", report.signature), (true, Signature::Valid));
}

#[test]
fn a_newer_version_may_be_a_token() {
    let signer = Signer::new(1);
    let key = TokenKey::ed25519(9);
    let token = key.token(
        &key.header("kid", crate::did::verification_method(ISSUER, &key.public)),
        &payload(ISSUER).tap(|p| {
            newer(p);
            p["nbf"] = json!(1_775_001_600)
        }),
    );
    let web = web_of(std::slice::from_ref(&key.public)).answering(REFRESH, Ok(token.into_bytes()));
    let report = web.verify(&signed(&signer, refreshable));
    assert_eq!((report.verdict, name(&report)), (Verdict::Verified, "Newer"), "{report:#?}");
    assert_eq!(report.proof, crate::read::ProofKind::VcJwt);
}

#[test]
fn what_is_no_newer_version_of_it_is_left_aside_with_a_warning() {
    let (signer, stranger) = (Signer::new(1), Signer::new(2));
    let old = signed(&signer, refreshable);
    let web = Web::of(&signer, &[]);
    let table: [(&str, Value); 6] = [
        ("forged", signed(&signer, newer).tap(|b| b["name"] = json!("Forged"))),
        ("a stranger's", stranger.sign(&badge().tap(newer), ISSUER)),
        (
            "another badge",
            signed(&signer, |b| {
                newer(b);
                b["id"] = json!("https://a.example/awards/2")
            }),
        ),
        (
            "another issuer's",
            signed(&signer, |b| {
                newer(b);
                b["issuer"]["id"] = json!("did:web:b.example")
            }),
        ),
        (
            "faulty",
            signed(&signer, |b| {
                newer(b);
                b["evidence"] = json!([{ "type": ["Achievement"] }])
            }),
        ),
        ("no badge", json!({ "a": 1 })),
    ];
    for (what, offered) in table {
        let report = web.clone().with(REFRESH, &offered).verify(&old);
        assert_eq!((report.verdict, report.signature), (Verdict::Warnings, Signature::Valid), "{what}: {report:#?}");
        assert_ne!(name(&report), "Newer", "{what}");
    }
    // Nothing there, or a plain http address: the same.
    assert_eq!(web.verify(&old).verdict, Verdict::Warnings);
    let plain = signed(&signer, |b| {
        refreshable(b);
        b["refreshService"]["id"] = json!("http://a.example/r")
    });
    assert_eq!(web.verify(&plain).verdict, Verdict::Warnings);
    // What is as old, or older, changes nothing and is no fault.
    for date in ["2026-03-04T09:00:00Z", "2026-03-03T09:00:00Z"] {
        let offered = signed(&signer, |b| {
            newer(b);
            b["validFrom"] = json!(date)
        });
        let report = web.clone().with(REFRESH, &offered).verify(&old);
        assert_eq!((report.verdict, name(&report) == "Newer"), (Verdict::Verified, false), "{date}");
    }
}

/// A forger's badge would send us where the forger likes: it is asked for nothing.
#[test]
fn only_what_is_right_itself_is_refreshed() {
    let signer = Signer::new(1);
    let forged = signed(&signer, refreshable).tap(|b| b["name"] = json!("Forged"));
    let (report, asked) = Web::of(&signer, &[]).with(REFRESH, &signed(&signer, newer)).drive(Input::Value(forged), options());
    assert_eq!(report.verdict, Verdict::Invalid);
    assert!(!asked.iter().any(|url| url == REFRESH), "{asked:?}");
}

/// A newer version that offers a newer one yet: that one is not asked for.
#[test]
fn a_newer_version_is_not_refreshed_again() {
    let signer = Signer::new(1);
    let second = "https://a.example/awards/1/refresh/2";
    let first = signed(&signer, |b| {
        newer(b);
        b["refreshService"]["id"] = json!(second)
    });
    let web = Web::of(&signer, &[]).with(REFRESH, &first);
    let (report, asked) = web.drive(Input::Value(signed(&signer, refreshable)), options());
    assert_eq!((report.verdict, name(&report)), (Verdict::Verified, "Newer"));
    assert!(!asked.iter().any(|url| url == second));
}

#[test]
fn equal_is_by_issuer_and_identifier_decoded_and_trimmed() {
    let of = |issuer: Value, id: &str| json!({ "issuer": issuer, "id": id });
    let same = |one: &Value, other: &Value| super::super::refresh::is_same(one, other);
    let one = of(json!("https://a.example/i/1"), "https://a.example/1%20a");
    assert!(same(&one, &of(json!({ "id": " https://a.example/i/1" }), "https://a.example/1 a ")));
    assert!(!same(&one, &of(json!("https://a.example/i/2"), "https://a.example/1 a")));
    assert!(!same(&one, &of(json!("https://a.example/i/1"), "https://a.example/1 b")));
    assert!(!same(&json!({}), &json!({})));
}
