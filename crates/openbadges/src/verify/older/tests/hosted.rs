//! Hosted badges: only what stands at the address counts.

use super::*;

#[test]
fn a_badge_that_stands_at_its_issuers_is_verified() {
    let (report, asked) = web().drive(Input::Value(assertion()), options());
    assert_eq!(report.verdict, Verdict::Verified, "{report:#?}");
    assert_eq!((report.signature, report.issuer_proven, report.status), (Signature::None, IssuerProven::Proven, Status::Active));
    assert_eq!(asked, [ASSERTION, CLASS, ISSUER]);
    assert_eq!(report.name.as_deref(), Some("Name of the badge"));
    assert_eq!(report.said.issuer["email"], "contact@a.example");
    assert_eq!(report.said.achievement["alignments"], json!([{ "name": "T", "url": "https://b.example/t", "code": "c" }]));
    assert_eq!(report.said.achievement["criteria"], "Do it");
}

#[test]
fn a_badge_given_by_its_address_is_not_asked_for_twice() {
    let (report, asked) = web().drive(Input::Url(ASSERTION.to_owned()), options());
    assert_eq!((report.verdict, asked.len()), (Verdict::Verified, 3));
    let (report, asked) = web().drive(Input::Bytes(ASSERTION.as_bytes().to_vec()), options());
    assert_eq!((report.verdict, asked.len()), (Verdict::Verified, 3));
}

#[test]
fn what_is_handed_in_is_not_believed() {
    let forged = assertion().tap(|a| a["recipient"] = json!({ "type": "email", "hashed": false, "identity": "me@b.example" }));
    let (report, _) = web().drive(Input::Value(forged.clone()), options());
    assert_eq!(report.verdict, Verdict::Warnings);
    assert!(report.checks.iter().any(|check| check.detail.contains("differs from what its host shows: recipient")));
    assert!(!json!(report).to_string().contains("me@b.example"));
    assert_eq!(web().drive(Input::Value(forged), recipient_is("me@b.example")).0.verdict, Verdict::Invalid);
    // A badge of somebody's own, under the name of an issuer that does not know it.
    let mine = assertion().tap(|a| a["id"] = json!("https://evil.example/1"));
    let report = verify(&web().with("https://evil.example/1", &mine), &mine);
    assert_eq!((report.verdict, report.issuer_proven), (Verdict::Invalid, IssuerProven::Contradicted));
}

#[test]
fn a_class_and_an_issuer_written_inside_are_asked_for_all_the_same() {
    let evil = "https://evil.example/1";
    let mine = assertion().tap(|a| {
        a["id"] = json!(evil);
        a["badge"] = class();
        a["badge"]["issuer"] = profile().tap(|p| p["verification"] = json!({ "allowedOrigins": "evil.example" }));
    });
    let report = verify(&web().with(evil, &mine), &mine);
    assert_eq!((report.verdict, report.issuer_proven), (Verdict::Invalid, IssuerProven::Contradicted));
    let honest = assertion().tap(|a| a["badge"] = class().tap(|c| c["issuer"] = profile()));
    let (report, asked) = web().with(ASSERTION, &honest).drive(Input::Value(honest.clone()), options());
    assert_eq!((report.verdict, asked), (Verdict::Verified, vec![ASSERTION.to_owned(), CLASS.to_owned(), ISSUER.to_owned()]));
    // The class is gone, but its own host wrote it into the badge.
    let alone = Web::default().with(ASSERTION, &honest).with(ISSUER, &profile());
    assert_eq!(verify(&alone, &honest).verdict, Verdict::Warnings);
    let nameless = assertion().tap(|a| {
        a["badge"] = class().tap(|c| {
            c["issuer"] = json!({ "type": "Profile", "id": "urn:uuid:1",
        "name": "I", "url": "https://a.example", "email": "e@a.example" })
        })
    });
    let report = verify(&Web::default().with(ASSERTION, &nameless).with(CLASS, &nameless["badge"]), &nameless);
    assert_eq!((report.verdict, report.issuer_proven), (Verdict::Warnings, IssuerProven::Unknown), "{report:#?}");
    let strict = Options { require_issuer: true, ..options() };
    let web = Web::default().with(ASSERTION, &nameless).with(CLASS, &nameless["badge"]);
    assert_eq!(web.drive(Input::Value(nameless), strict).0.verdict, Verdict::Unverifiable);
}

#[test]
fn an_issuer_may_let_its_badges_stand_elsewhere() {
    let elsewhere = "https://b.example/badges/1";
    let badge = assertion().tap(|a| a["id"] = json!(elsewhere));
    let with =
        |verification: Value| web().with(elsewhere, &badge).with(ISSUER, &profile().tap(|p| p["verification"] = verification));
    for (verification, verdict) in [
        (json!({ "allowedOrigins": ["a.example", "b.example"] }), Verdict::Verified),
        (json!({ "startsWith": "https://b.example/badges/" }), Verdict::Verified),
        (json!({ "startsWith": ["https://b.example/other/"] }), Verdict::Invalid),
        (json!({ "allowedOrigins": "c.example" }), Verdict::Invalid),
        (json!({ "type": "VerificationObject" }), Verdict::Invalid),
    ] {
        assert_eq!(verify(&with(verification.clone()), &badge).verdict, verdict, "{verification}");
    }
    let class_elsewhere = class().tap(|c| c["id"] = json!("https://b.example/class"));
    let badge = assertion().tap(|a| a["badge"] = json!("https://b.example/class"));
    let web = web().with(ASSERTION, &badge).with("https://b.example/class", &class_elsewhere);
    assert_eq!(verify(&web, &badge).verdict, Verdict::Invalid);
}

#[test]
fn a_badge_that_was_taken_back_is_revoked() {
    let revoked = json!({ "@context": V2, "type": "Assertion", "id": ASSERTION, "revoked": true, "revocationReason": "R" });
    let table = [
        (Err(FetchFailure::Status(410)), Verdict::Revoked),
        (Ok(revoked.to_string().into_bytes()), Verdict::Revoked),
        (Ok(b"{\"revoked\": true}".to_vec()), Verdict::Revoked),
        (Ok(assertion().tap(|a| a["revoked"] = json!(true)).to_string().into_bytes()), Verdict::Revoked),
        (Ok(assertion().tap(|a| a["revoked"] = json!(false)).to_string().into_bytes()), Verdict::Verified),
        (Err(FetchFailure::Status(404)), Verdict::Unverifiable),
    ];
    for (answer, verdict) in table {
        let web = web().answering(ASSERTION, answer.clone());
        assert_eq!(verify(&web, &assertion()).verdict, verdict, "{answer:?}");
        assert_eq!(web.drive(Input::Url(ASSERTION.to_owned()), options()).0.verdict, verdict, "{answer:?}");
    }
    let report = verify(&web().with(ASSERTION, &revoked), &assertion());
    assert!(report.checks.iter().any(|check| check.detail.ends_with(": R")));
    // A revoked badge of no issuer's is the word of its own host.
    assert_eq!(report.said.achievement["name"], "Name of the badge");
}

#[test]
fn what_cannot_be_seen_is_not_verifiable_now() {
    let unseen = || Err(FetchFailure::Unreachable("behind a wall".to_owned()));
    for address in [ASSERTION, CLASS, ISSUER] {
        let report = verify(&web().answering(address, unseen()), &assertion());
        assert_eq!((report.verdict, report.signature), (Verdict::Unverifiable, Signature::Unknown), "{address}");
        assert!(
            report.summary.contains("not be verified now") || report.summary.contains("cannot be verified now"),
            "{}",
            report.summary
        );
        let page = web().answering(address, Ok(b"<html>".to_vec()));
        let report = verify(&page, &assertion());
        assert_eq!((report.verdict, report.unseen.len()), (Verdict::Unverifiable, 1), "{address}");
        assert_eq!((report.unseen[0].url.as_str(), report.unseen[0].why), (address, crate::verify::Why::NotReadable));
    }
    let report = offline(Engine::standard(), Input::Value(assertion()), options());
    assert_eq!((report.verdict, report.signature), (Verdict::Unverifiable, Signature::Unknown));
    let signed = assertion().tap(|a| a["verification"] = json!({ "type": "SignedBadge", "creator": "https://a.example/key" }));
    let report = verify(&web().with(ASSERTION, &signed), &signed);
    assert_eq!((report.verdict, report.signature), (Verdict::Unverifiable, Signature::None));
}

#[test]
fn another_way_of_verifying_is_named() {
    let chained = assertion().tap(|a| a["verification"] = json!({ "type": ["MerkleProofVerification2017", "Extension"] }));
    let report = verify(&web().with(ASSERTION, &chained), &chained);
    assert_eq!((report.verdict, report.signature), (Verdict::Unsupported, Signature::Unsupported));
    assert_eq!(report.proof.to_string(), "other:MerkleProofVerification2017");
}

#[test]
fn dates_are_those_of_the_host() {
    for (field, date, verdict) in [
        ("expires", json!("2026-05-31T00:00:00Z"), Verdict::Expired),
        ("expires", json!("2026-06-02T00:00:00Z"), Verdict::Verified),
        ("expires", json!("2026-06-01"), Verdict::Warnings),
        ("expires", json!("2026-05-31"), Verdict::Expired),
        ("expires", json!("2025-05-31T00:00:00Z"), Verdict::Invalid),
        ("issuedOn", json!("2026-06-02T00:00:00Z"), Verdict::NotYetValid),
        ("issuedOn", json!("soon"), Verdict::Invalid),
    ] {
        let badge = assertion().tap(|a| a[field] = date.clone());
        assert_eq!(
            verify(&web().with(ASSERTION, &badge), &assertion()).verdict.exit_code(),
            verdict.exit_code(),
            "{field} {date}"
        );
        assert_eq!(verify(&web().with(ASSERTION, &badge), &badge).verdict, verdict, "{field} {date}");
    }
}

/// What a document needs is asked of each of the three, wherever the fault is.
#[test]
fn every_missing_part_is_found() {
    let whole = [(ASSERTION, assertion()), (CLASS, class()), (ISSUER, profile())];
    let needed = [
        &["type", "id", "recipient", "badge", "issuedOn"][..],
        &["type", "id", "name", "description", "criteria", "issuer"][..],
        &["type", "id", "name", "url", "email"][..],
    ];
    for ((address, document), fields) in whole.into_iter().zip(needed) {
        for field in fields {
            let broken = document.clone().tap(|d| drop(d.as_object_mut().unwrap().shift_remove(*field)));
            let report = web().with(address, &broken).drive(Input::Url(ASSERTION.to_owned()), options()).0;
            assert_ne!(report.verdict.exit_code(), 0, "{address} without {field}: {report:#?}");
            let strange = document.clone().tap(|d| d[*field] = json!(true));
            let report = web().with(address, &strange).drive(Input::Url(ASSERTION.to_owned()), options()).0;
            assert_ne!(report.verdict.exit_code(), 0, "{address} with true as {field}: {report:#?}");
        }
    }
}

#[test]
fn an_address_that_leads_to_another_host_asks_that_host() {
    let moved = "https://old.example/1";
    // The document at the old address is that of the new one.
    let web = web().with(moved, &assertion());
    let (report, asked) = web.drive(Input::Url(moved.to_owned()), options());
    assert_eq!((report.verdict, report.issuer_proven), (Verdict::Warnings, IssuerProven::Proven));
    assert_eq!(asked, [moved, ASSERTION, CLASS, ISSUER]);
    // Somebody's copy of a badge that its host no longer has.
    let gone = web.answering(ASSERTION, Err(FetchFailure::Status(410)));
    assert_eq!(gone.drive(Input::Url(moved.to_owned()), options()).0.verdict, Verdict::Revoked);
    // Two hosts that point at each other are nobody's word.
    let there = assertion().tap(|a| a["id"] = json!("https://c.example/1"));
    let web = Web::default().with(moved, &assertion()).with(ASSERTION, &there);
    assert_eq!(web.drive(Input::Url(moved.to_owned()), options()).0.verdict, Verdict::Unverifiable);
    // The file names one host, and that host another: the file is not followed further.
    let (report, asked) = Web::default().with(ASSERTION, &there).drive(Input::Value(assertion()), options());
    assert_eq!((report.verdict, asked.len()), (Verdict::Unverifiable, 1));
    let lost = class().tap(|c| c["id"] = json!("https://c.example/class"));
    let web = self::web().with("https://b.example/class", &class()).with(CLASS, &lost);
    let badge = assertion().tap(|a| a["badge"] = json!("https://b.example/class"));
    assert_eq!(verify(&web.with(ASSERTION, &badge), &badge).verdict, Verdict::Unverifiable);
    // A class that calls itself by another host's address is what that host says it is.
    let posing = class().tap(|c| c["name"] = json!("Forged"));
    let badge = assertion().tap(|a| a["badge"] = json!("https://evil.example/class"));
    let web = self::web().with(ASSERTION, &badge).with("https://evil.example/class", &posing);
    let report = verify(&web, &badge);
    assert_eq!((report.verdict, report.name.as_deref()), (Verdict::Warnings, Some("Name of the badge")));
}

#[test]
fn a_badge_inside_a_picture_is_asked_for_where_it_says() {
    let svg = crate::bake::bake(b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", &assertion().to_string()).unwrap();
    let (report, asked) = web().drive(Input::Bytes(svg.clone()), options());
    assert_eq!((report.verdict, asked.len()), (Verdict::Verified, 3));
    // Also when the picture lies at an address: a picture is a copy.
    let picture = "https://a.example/picture.svg";
    let (report, asked) = web().answering(picture, Ok(svg)).drive(Input::Url(picture.to_owned()), options());
    assert_eq!((report.verdict, asked.len()), (Verdict::Verified, 4), "{report:#?}");
}

#[test]
fn a_name_as_long_as_a_document_does_not_fill_the_report() {
    let long = format!("https://a.example/{}", "é".repeat(100_000));
    let web = web().with(ISSUER, &profile().tap(|p| p["id"] = json!(long)));
    let report = verify(&web, &assertion());
    assert_eq!(report.verdict, Verdict::Warnings);
    assert!(report.checks.iter().all(|check| check.detail.len() < 3000));
}

/// Many hosts have an address that sends on to anywhere (`/go?to=…`). What stands anywhere is not their word.
#[test]
fn an_address_that_sends_on_to_anywhere_lends_nobody_its_host() {
    let go = |to: &str| format!("https://a.example/go?to={to}");
    let [badge_at, class_at, issuer_at] = ["badge", "class", "issuer"].map(go);
    let badge = assertion().tap(|a| {
        a["id"] = json!(badge_at);
        a["badge"] = json!(class_at);
    });
    let class = class().tap(|c| {
        c["id"] = json!(class_at);
        c["issuer"] = json!(issuer_at);
    });
    let profile = profile().tap(|p| p["id"] = json!(issuer_at));
    let forged = Web::default().with(&badge_at, &badge).with(&class_at, &class).with(&issuer_at, &profile);
    let evil = "https://evil.example/";
    let all = [(badge_at.as_str(), evil), (class_at.as_str(), evil), (issuer_at.as_str(), evil)];
    for input in [Input::Value(badge.clone()), Input::Url(badge_at.clone())] {
        let report = sent_on(&forged, &all, input);
        assert_eq!((report.verdict, report.issuer_proven), (Verdict::Warnings, IssuerProven::Unknown), "{report:#?}");
    }
    // One of the three is enough.
    for one in all {
        assert_ne!(sent_on(&forged, &[one], Input::Value(badge.clone())).issuer_proven, IssuerProven::Proven, "{one:?}");
    }
    // Without a name of its own it is the word of the host that answered.
    let nameless = json!({ "recipient": "bo@b.example", "badge": { "name": "N", "description": "D", "image": "/i", "criteria": "/c",
        "issuer": { "origin": "https://a.example", "name": "I" } } });
    let web = Web::default().with(&badge_at, &nameless);
    let report = sent_on(&web, &[(&badge_at, evil)], Input::Url(badge_at.clone()));
    assert_eq!(report.issuer_proven, IssuerProven::Contradicted);
    // A house that writes www before its name is the same house.
    let report = sent_on(&super::web(), &[(ASSERTION, "https://www.a.example/assertions/1")], Input::Value(assertion()));
    assert_eq!(report.verdict, Verdict::Verified);
}
