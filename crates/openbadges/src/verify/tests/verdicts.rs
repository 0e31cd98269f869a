use super::*;

/// A change before signing, a change after signing, what the web holds, and the verdict this earns.
type Row = (&'static str, fn(&mut Value), fn(&mut Value), Verdict);

#[test]
fn each_verdict_is_earned() {
    let none: fn(&mut Value) = |_| {};
    let table: &[Row] = &[
        ("as it should be", none, none, Verdict::Verified),
        ("changed afterwards", none, |b| b["name"] = json!("Better"), Verdict::Invalid),
        (
            "a nested text changed",
            none,
            |b| b["credentialSubject"]["achievement"]["criteria"]["narrative"] = json!("none"),
            Verdict::Invalid,
        ),
        ("an unsigned term added", none, |b| b["credentialSubject"]["grade"] = json!("A+"), Verdict::Invalid),
        ("another issuer written in", none, |b| b["issuer"]["id"] = json!("did:web:b.example"), Verdict::Invalid),
        ("its proof taken away", none, |b| remove(b, "proof"), Verdict::Unverifiable),
        ("another cryptosuite", none, |b| b["proof"]["cryptosuite"] = json!("ecdsa-sd-2023"), Verdict::Unsupported),
        ("an older proof", none, |b| b["proof"]["type"] = json!("Ed25519Signature2018"), Verdict::Unsupported),
        ("called another proof", none, |b| b["proof"]["type"] = json!("Ed25519Signature2020"), Verdict::Invalid),
        ("called another suite", none, |b| b["proof"]["cryptosuite"] = json!("eddsa-jcs-2022"), Verdict::Invalid),
        ("an unknown proof", none, |b| b["proof"]["type"] = json!("SomeProofType"), Verdict::Unsupported),
        ("a proof for logging in", none, |b| b["proof"]["proofPurpose"] = json!("authentication"), Verdict::Invalid),
        ("a proof without key", none, |b| remove(&mut b["proof"], "verificationMethod"), Verdict::Invalid),
        (
            "a context nobody knows",
            none,
            |b| b["@context"][1] = json!("https://purl.imsglobal.org/spec/ob/v3p0/context-3.9.9.json"),
            Verdict::Unsupported,
        ),
        ("revoked", |b| b["credentialStatus"] = entry(8).document(), none, Verdict::Revoked),
        ("expired", |b| b["validUntil"] = json!("2026-05-31T23:59:59Z"), none, Verdict::Expired),
        ("not yet valid", |b| b["validFrom"] = json!("2026-06-01T00:00:01Z"), none, Verdict::NotYetValid),
        ("without status", |b| remove(b, "credentialStatus"), none, Verdict::Verified),
        ("a status of unknown kind", revocation_list, none, Verdict::Warnings),
        ("an odd date", |b| b["awardedDate"] = json!("2026-03-04"), none, Verdict::Warnings),
        ("faulty", |b| b["validFrom"] = json!("2026-03-04"), none, Verdict::Invalid),
    ];
    let signer = Signer::new(1);
    let web = Web::of(&signer, &[8]);
    for (name, before, after, verdict) in table {
        let report = web.verify(&signed(&signer, before).tap(after));
        assert_eq!(report.verdict, *verdict, "{name}: {report:#?}");
        assert_eq!(report.said.achievement["id"], "https://a.example/models/7/versions/1", "{name}: kept readable");
    }
}

#[test]
fn a_verified_badge_reports_exactly_what_the_contract_says() {
    let signer = Signer::new(1);
    let report = json!(Web::of(&signer, &[]).verify(&signed(&signer, |_| {})));
    let contract = [
        "verdict",
        "standard",
        "proof",
        "signature",
        "issuer_proven",
        "status",
        "checks",
        "issuer",
        "recipient",
        "achievement",
        "evidence",
        "endorsements",
        "issued_at",
        "expires_at",
    ];
    for field in contract {
        assert!(report.get(field).is_some(), "{field}");
    }
    assert_eq!(report["verdict"], "verified");
    assert_eq!(report["standard"], "OB 3.0");
    assert_eq!(report["proof"], "eddsa-rdfc-2022");
    assert_eq!(
        (&report["signature"], &report["issuer_proven"], &report["status"]),
        (&json!("valid"), &json!("proven"), &json!("active"))
    );
    assert_eq!(report["issued_at"], "2026-03-04T09:00:00Z");
    assert_eq!(report["expires_at"], Value::Null);
    assert_eq!(report["issuer"], json!({ "id": ISSUER, "name": "Ana Kerbrat", "url": "https://a.example/actors/0190" }));
    assert_eq!(report["recipient"]["identifiers"], json!([{ "type": "emailAddress", "hashed": true }]));
    assert_eq!(report["evidence"][0]["id"], "https://wiki.example/atelier");
    let checks: Vec<&str> = report["checks"].as_array().unwrap().iter().map(|check| check["check"].as_str().unwrap()).collect();
    assert_eq!(checks, ["schema", "proof", "context", "issuer", "status", "dates", "image"]);
    assert!(report["checks"].as_array().unwrap().iter().all(|check| check["detail"].is_string()));
}

#[test]
fn a_verdict_is_an_exit_code() {
    let codes = [
        (Verdict::Verified, 0),
        (Verdict::Warnings, 0),
        (Verdict::Invalid, 1),
        (Verdict::Revoked, 1),
        (Verdict::Suspended, 1),
        (Verdict::Expired, 1),
        (Verdict::NotYetValid, 1),
        (Verdict::Unverifiable, 2),
        (Verdict::Unsupported, 2),
        (Verdict::NotABadge, 2),
    ];
    let words: Vec<String> = codes.iter().map(|(verdict, _)| json!(verdict).as_str().unwrap().to_owned()).collect();
    assert_eq!(
        words,
        [
            "verified",
            "warnings",
            "invalid",
            "revoked",
            "suspended",
            "expired",
            "not_yet_valid",
            "unverifiable",
            "unsupported",
            "not_a_badge"
        ]
    );
    for (verdict, code) in codes {
        assert_eq!(verdict.exit_code(), code);
    }
}

#[test]
fn dates_hold_to_the_second() {
    let signer = Signer::new(1);
    let web = Web::of(&signer, &[]);
    let badge = signed(&signer, |b| b["validUntil"] = json!("2026-06-01T02:00:00+02:00"));
    for (at, verdict) in [
        ("2026-03-04T08:59:59Z", Verdict::NotYetValid),
        ("2026-03-04T09:00:00Z", Verdict::Verified),
        ("2026-06-01T00:00:00Z", Verdict::Verified),
        ("2026-06-01T00:00:01Z", Verdict::Expired),
    ] {
        let (report, _) = web.drive(Input::Value(badge.clone()), Options::at(at.parse().unwrap()));
        // The list is as old as the badge, so before that day its status is not known either.
        assert_eq!(report.verdict, verdict, "{at}");
    }
}

#[test]
fn a_receiver_is_compared_as_given_and_in_lower_case() {
    let signer = Signer::new(1);
    let web = Web::of(&signer, &[]);
    let open =
        json!({ "type": "IdentityObject", "hashed": false, "identityHash": "Li@B.Example", "identityType": "emailAddress" });
    let upper = json!({ "type": "IdentityObject", "hashed": true, "identityType": "emailAddress",
        "identityHash": write::hash_identity("Zo@B.example", "").to_uppercase().replace("SHA256$", "sha256$") });
    let accent = json!({ "type": "IdentityObject", "hashed": true, "identityType": "emailAddress", "salt": "s",
        "identityHash": write::hash_identity("élo@b.example", "s") });
    let md5 = json!({ "type": "IdentityObject", "hashed": true, "identityType": "emailAddress", "identityHash": "md5$00" });
    let badge = |with: Option<Value>| {
        signed(&signer, |b| {
            if let Some(with) = with {
                b["credentialSubject"]["identifier"].as_array_mut().unwrap().push(with)
            }
        })
    };
    let table = [
        (badge(None), "bo@b.example", Verdict::Verified, Outcome::Pass),
        (badge(None), " Bo@B.Example ", Verdict::Verified, Outcome::Pass),
        (badge(None), "mailto:bo@b.example", Verdict::Verified, Outcome::Pass),
        (badge(None), "did:web:a.example:actors:0192", Verdict::Verified, Outcome::Pass),
        (badge(None), "li@b.example", Verdict::Invalid, Outcome::Fail),
        (badge(None), "did:web:a.example:actors:0193", Verdict::Invalid, Outcome::Fail),
        (badge(Some(open.clone())), "li@b.example", Verdict::Verified, Outcome::Pass),
        (badge(Some(open)), "bo@b.example", Verdict::Verified, Outcome::Pass),
        (badge(Some(upper.clone())), "Zo@B.example", Verdict::Verified, Outcome::Pass),
        (badge(Some(upper)), "zo@b.example", Verdict::Invalid, Outcome::Fail),
        (badge(Some(accent)), "E\u{301}lo@B.example", Verdict::Verified, Outcome::Pass),
        (badge(Some(md5)), "li@b.example", Verdict::Warnings, Outcome::Unknown),
    ];
    for (badge, wanted, verdict, found) in table {
        let options = Options { recipient: Some(wanted.to_owned()), ..options() };
        let (report, _) = web.drive(Input::Value(badge), options);
        assert_eq!((report.verdict, outcome(&report, CheckKind::Recipient)), (verdict, Some(found)), "{wanted}");
    }
}

#[test]
fn words_are_verified_alone() {
    let signer = Signer::new(1);
    let words = write::words(&write::Words {
        id: "https://a.example/recognitions/1",
        issuer: write::Issuer { id: ISSUER, name: "Ana", url: None, description: None, image: None },
        name: "Reconnaissance",
        description: Some("Voisins."),
        target: "https://b.example/actors/2",
        comment: "Merci.",
        language: "fr",
        valid_from: "2026-03-04T09:00:00Z".parse().unwrap(),
        evidence: &[],
        resources: &[],
        status: Some(&entry(9)),
    })
    .unwrap();
    let words = signer.sign(&words, ISSUER);
    let report = Web::of(&signer, &[8]).verify(&words);
    assert_eq!((report.verdict, report.standard), (Verdict::Verified, Some(crate::read::Standard::Ob30)));
    let said = json!(report);
    assert_eq!(
        said["words"],
        json!({ "about": "https://b.example/actors/2", "comment": "Merci.", "language": "fr", "description": "Voisins." })
    );
    assert_eq!(Web::of(&signer, &[9]).verify(&words).verdict, Verdict::Revoked);
}

#[test]
fn one_right_proof_of_several_is_enough() {
    let (signer, other) = (Signer::new(1), Signer::new(2));
    let web = Web::of(&signer, &[]);
    let right = signed(&signer, |_| {});
    let strange = other.sign(&badge(), ISSUER)["proof"].clone();
    let wrong = right["proof"].clone().tap(|p| p["created"] = json!("2026-03-05T09:00:00Z"));
    let unknown = json!({ "type": "SomeProofType" });
    let with = |proofs: Vec<Value>| web.verify(&right.clone().tap(|b| b["proof"] = Value::Array(proofs)));
    let proof = right["proof"].clone();
    assert_eq!(with(vec![unknown.clone(), wrong.clone(), strange.clone(), proof.clone()]).verdict, Verdict::Verified);
    assert_eq!(with(vec![wrong.clone(), unknown.clone()]).verdict, Verdict::Invalid);
    assert_eq!(with(vec![unknown]).verdict, Verdict::Unsupported);
    assert_eq!(with(vec![strange]).verdict, Verdict::Invalid);
    assert_eq!(with(vec![]).verdict, Verdict::Unverifiable);
    // Only the first eight are looked at.
    let mut many = vec![wrong; 8];
    many.push(proof);
    assert_eq!(with(many).verdict, Verdict::Invalid);
}

#[test]
fn a_proof_that_expired_is_worth_nothing() {
    let signer = Signer::new(1);
    let badge = signed(&signer, |_| {}).tap(|b| b["proof"]["expires"] = json!("2026-05-01T00:00:00Z"));
    let report = Web::of(&signer, &[]).verify(&badge);
    assert_eq!((report.verdict, report.signature), (Verdict::Invalid, Signature::Invalid));
    assert!(report.checks.iter().any(|check| check.detail.contains("proof itself expired")));
}

fn revocation_list(badge: &mut Value) {
    badge["@context"].as_array_mut().unwrap().push(json!(crate::contexts::OPEN_BADGES_EXTENSIONS));
    badge["credentialStatus"] = json!({ "id": "https://a.example/revocations", "type": "1EdTechRevocationList" });
}

#[test]
fn a_right_signature_for_another_purpose_asserts_nothing() {
    let signer = Signer::new(1);
    let verification_method = crate::did::verification_method(ISSUER, &signer.key());
    let web = Web::of(&signer, &[]);
    for (purpose, verdict) in [("authentication", Verdict::Invalid), ("assertionMethod", Verdict::Verified)] {
        let options =
            crate::proof::ProofOptions { verification_method: &verification_method, created: "2026-03-04T09:00:00Z", purpose };
        assert_eq!(web.verify(&signer.sign_with(&badge(), &options)).verdict, verdict, "{purpose}");
    }
}
