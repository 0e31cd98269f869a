//! What is found in the wild: each trait of its own is accepted, and what is odd about it is said.

use super::*;

/// Hosts a changed badge with a changed class and a changed issuer, and verifies it.
fn with(badge: impl FnOnce(&mut Value), class_: impl FnOnce(&mut Value), issuer: impl FnOnce(&mut Value)) -> Report {
    let badge = assertion().tap(badge);
    let web = web().with(ASSERTION, &badge).with(CLASS, &class().tap(class_)).with(ISSUER, &profile().tap(issuer));
    verify(&web, &badge)
}

fn nothing(_: &mut Value) {}

fn is_odd(report: &Report, detail: &str) {
    assert_eq!(report.verdict, Verdict::Warnings, "{detail}: {report:#?}");
    assert!(
        report.checks.iter().any(|check| check.outcome == Outcome::Warn && check.detail.contains(detail)),
        "{detail}: {report:#?}"
    );
}

fn rename(object: &mut Value, from: &str, to: &str) {
    let value = object.as_object_mut().unwrap().shift_remove(from).unwrap();
    object[to] = value;
}

#[test]
fn dates_in_seconds() {
    let report = with(|a| a["issuedOn"] = json!(1_767_323_045), nothing, nothing);
    is_odd(&report, "issuedOn: it is a number of seconds");
    assert_eq!(report.said.issued_at.as_deref(), Some("2026-01-02T03:04:05Z"));
    is_odd(&with(|a| a["issuedOn"] = json!("1767323045"), nothing, nothing), "issuedOn: it is a number of seconds");
    is_odd(&with(|a| a["issuedOn"] = json!("2026-01-02"), nothing, nothing), "issuedOn: it has no time of day");
    is_odd(&with(|a| a["issuedOn"] = json!("2026-01-02T03:04:05"), nothing, nothing), "issuedOn: it has no time zone");
    is_odd(&with(|a| a["expires"] = json!(1_799_999_999), nothing, nothing), "expires: it is a number of seconds");
    assert_eq!(with(|a| a["expires"] = json!(1_770_000_000), nothing, nothing).verdict, Verdict::Expired);
}

#[test]
fn at_type_and_at_id() {
    let report = with(
        |a| {
            rename(a, "type", "@type");
            rename(a, "id", "@id");
        },
        |c| rename(c, "type", "@type"),
        |p| rename(p, "id", "@id"),
    );
    is_odd(&report, "@type: it is written @type instead of type");
    assert_eq!(report.id.as_deref(), Some(ASSERTION));
    is_odd(&report, "badge.@type");
    is_odd(&report, "badge.issuer.@id");
}

#[test]
fn contexts_at_addresses_that_are_dead() {
    for context in [
        json!("https://openbadgespec.org/v2/context.json"),
        json!("http://openbadges.org/v2/context.json"),
        json!(["https://purl.imsglobal.org/spec/ob/v2p0/context"]),
        json!("http://w3id.org/openbadges/v2"),
        json!("https://w3id.org/openbadges/v2.0/2.0"),
    ] {
        let report = with(|a| a["@context"] = context.clone(), nothing, nothing);
        is_odd(&report, "is not where the context of Open Badges is published");
        assert_eq!(report.standard, Some(Standard::Ob20), "{context}");
    }
    let report = with(|a| a["@context"] = json!("https://openbadgespec.org/v1/"), nothing, nothing);
    assert_eq!(report.standard, Some(Standard::Ob11));
    let report = with(|a| a["@context"] = json!("https://w3id.org/openbadges/invalid"), nothing, nothing);
    assert_eq!(report.verdict, Verdict::Invalid);
}

#[test]
fn an_unsalted_hash_and_a_null_salt() {
    let hash = crate::write::hash_identity("bo@b.example", "");
    for is_null in [true, false] {
        let badge = assertion().tap(|a| {
            a["recipient"] = json!({ "type": "email", "hashed": true, "identity": hash });
            if is_null {
                a["recipient"]["salt"] = Value::Null;
            }
        });
        let web = web().with(ASSERTION, &badge);
        let (report, _) = web.drive(Input::Value(badge.clone()), recipient_is("Bo@B.example"));
        assert_eq!((report.verdict.exit_code(), outcome(&report, CheckKind::Recipient)), (0, Some(Outcome::Pass)));
        let expected = if is_null { Verdict::Warnings } else { Verdict::Verified };
        assert_eq!(report.verdict, expected);
        assert_eq!(web.drive(Input::Value(badge), recipient_is("al@b.example")).0.verdict, Verdict::Invalid);
    }
}

#[test]
fn id_and_uid_together_and_evidence_as_an_address() {
    let report = with(
        |a| {
            a["uid"] = json!("abc");
            a["evidence"] = json!("https://a.example/evidence");
        },
        nothing,
        nothing,
    );
    assert_eq!(report.verdict, Verdict::Verified, "{report:#?}");
    assert_eq!(report.said.evidence, [json!({ "id": "https://a.example/evidence" })]);
}

/// Badgr: the receiver's e-mail stands in the address. It is neither asked with nor shown.
#[test]
fn an_address_with_the_receivers_own_inside() {
    let id = "https://a.example/public/assertions/abc?identity__email=bo%40b.example";
    let asked_for = "https://a.example/public/assertions/abc?v=2_0";
    let badge = assertion().tap(|a| a["id"] = json!(id));
    let web = web().with(asked_for, &badge).with("https://a.example/public/assertions/abc", &badge);
    for input in [
        Input::Url(format!("{asked_for}&identity__email=bo%40b.example")),
        Input::Bytes(format!("{asked_for}&identity__email=bo%40b.example").into_bytes()),
        Input::Value(badge.clone()),
    ] {
        let (report, asked) = web.drive(input, options());
        assert_eq!(report.issuer_proven, IssuerProven::Proven, "{report:#?}");
        assert!(!asked.iter().any(|url| url.contains("email")), "{asked:?}");
        let shown = json!(report).to_string();
        assert!(!shown.contains("email=") && !shown.contains("b.example\"") && !shown.contains("bo%40"), "{shown}");
        assert_eq!(report.id.as_deref(), Some("https://a.example/public/assertions/abc"));
    }
    let shown = crate::read::inspect(badge.to_string().as_bytes()).to_string();
    assert!(!shown.contains("bo%40"), "{shown}");
    // Nor when nothing answers.
    let (report, _) = Web::default().drive(Input::Url(id.to_owned()), options());
    assert!(!json!(report).to_string().contains("bo%40"));
}

#[test]
fn a_redirect_to_a_document_of_another_address() {
    let badge = assertion().tap(|a| a["id"] = json!("https://new.example/1"));
    let web = Web::default()
        .with("https://old.example/1", &badge)
        .with(CLASS, &class().tap(|c| c["issuer"] = json!("https://new.example/issuer")))
        .with(
            "https://new.example/issuer",
            &profile().tap(|p| {
                p["id"] = json!("https://new.example/issuer");
                p["verification"] = json!({ "allowedOrigins": ["new.example", "a.example"] });
            }),
        );
    let moved = [("https://old.example/1", "https://new.example/1")];
    let report = sent_on(&web, &moved, Input::Url("https://old.example/1".to_owned()));
    assert_eq!((report.verdict, report.issuer_proven), (Verdict::Verified, IssuerProven::Proven), "{report:#?}");
}

#[test]
fn a_page_s_address_that_gives_json() {
    let address = "https://a.example/assertions/1.html";
    let badge = assertion().tap(|a| a["id"] = json!(address));
    let (report, _) = web().with(address, &badge).drive(Input::Url(address.to_owned()), options());
    assert_eq!(report.verdict, Verdict::Verified);
}

#[test]
fn an_image_object_and_a_version_that_is_a_number() {
    let image = json!({ "type": "ImageObject", "id": "https://a.example/image.png", "caption": "C" });
    let report = with(
        |a| a["image"] = json!({ "type": "ImageObject", "id": "https://a.example/baked.png" }),
        |c| {
            c["image"] = image.clone();
            c["version"] = json!(2);
        },
        |p| p["image"] = image.clone(),
    );
    assert_eq!(report.verdict, Verdict::Verified, "{report:#?}");
    assert_eq!(report.said.achievement["image"], "https://a.example/image.png");
    assert_eq!(report.said.achievement["version"], "2");
}

#[test]
fn a_missing_verification() {
    let report = with(|a| drop(a.as_object_mut().unwrap().shift_remove("verification")), nothing, nothing);
    is_odd(&report, "verification: it is missing");
    assert_eq!(report.issuer_proven, IssuerProven::Proven);
    // 1.0 without it, but with an address for a name.
    let old = json!({ "uid": "1", "id": ASSERTION, "recipient": { "type": "email", "hashed": false, "identity": "bo@b.example" },
        "badge": CLASS, "issuedOn": "2026-01-02" });
    is_odd(&verify(&web().with(ASSERTION, &old), &old), "verification: it is missing");
}

#[test]
fn a_method_of_another_case() {
    for kind in ["Hosted", "HOSTED", "hostedbadge", "obi:HostedBadge"] {
        assert_eq!(with(|a| a["verification"]["type"] = json!(kind), nothing, nothing).verdict, Verdict::Verified, "{kind}");
    }
    is_odd(&with(|a| a["type"] = json!("assertion"), nothing, nothing), "type: its letters are of another case");
}

#[test]
fn an_issuer_behind_a_wall_is_not_verifiable_now_and_says_so() {
    let refused = Err(FetchFailure::Refused("it is an address of an inner network".to_owned()));
    let report = verify(&web().answering(ISSUER, refused), &assertion());
    assert_eq!(report.verdict, Verdict::Unverifiable);
    assert!(
        report.summary.starts_with("It cannot be verified now: its issuer's profile at https://a.example/issuer"),
        "{}",
        report.summary
    );
    // Everything readable is kept.
    assert_eq!((&report.said.achievement["name"], &report.said.issuer["id"]), (&json!("Name of the badge"), &json!(ISSUER)));
}

#[test]
fn badges_of_0_5_with_seconds_and_paths() {
    let badge = json!({ "recipient": crate::write::hash_identity("bo@b.example", "sel"), "salt": "sel", "issued_on": 1_307_000_000,
        "expires": "2027-01-01", "evidence": "/evidence/1",
        "badge": { "version": "0.5.0", "name": "N", "description": "D", "image": "/image.png", "criteria": "/criteria",
            "issuer": { "origin": "http://old.example", "name": "I", "org": "O", "contact": "contact@old.example" } } });
    let web = Web::default().with("https://old.example/1", &badge);
    let (report, _) = web.drive(Input::Url("http://old.example/1".to_owned()), recipient_is("bo@b.example"));
    assert_eq!((report.verdict, report.standard), (Verdict::Verified, Some(Standard::Ob05)), "{report:#?}");
    assert_eq!(report.said.issuer, json!({ "name": "I", "url": "http://old.example", "email": "contact@old.example" }));
    assert_eq!(report.said.issued_at.as_deref(), Some("2011-06-02T07:33:20Z"));
}

/// The oldest pictures hold nothing but an address.
#[test]
fn an_address_in_a_picture() {
    let mut picture = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, data) in [(b"IHDR", &[0; 13][..]), (b"tEXt", format!("openbadges\0{ASSERTION}").as_bytes()), (b"IEND", &[])] {
        picture.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        let start = picture.len();
        picture.extend(name);
        picture.extend(data);
        let checksum = crc32fast::hash(&picture[start..]);
        picture.extend(checksum.to_be_bytes());
    }
    let (report, asked) = web().drive(Input::Bytes(picture), options());
    assert_eq!((report.verdict, asked.len()), (Verdict::Verified, 3), "{report:#?}");
    let drawing = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:o=\"http://openbadges.org\"><o:assertion verify=\"{ASSERTION}\"/></svg>"
    );
    let (report, asked) = web().drive(Input::Bytes(drawing.into_bytes()), options());
    assert_eq!((report.verdict, asked.len()), (Verdict::Verified, 3));
}

#[test]
fn a_class_and_an_issuer_alone_were_awarded_to_nobody() {
    for (url, part) in [(CLASS, "Name of the badge"), (ISSUER, "Name of the issuer")] {
        let (report, _) = web().drive(Input::Url(url.to_owned()), options());
        assert_eq!(report.verdict, Verdict::Warnings, "{report:#?}");
        assert!(report.summary.contains("awarded to nobody") && json!(report).to_string().contains(part));
        assert_eq!(web().drive(Input::Url(url.to_owned()), recipient_is("bo@b.example")).0.verdict, Verdict::Invalid);
    }
    let key = json!({ "@context": V2, "type": "CryptographicKey", "publicKeyPem": "" });
    let (report, _) = Web::default().drive(Input::Value(key.clone()), options());
    assert_eq!(report.summary, "This is not a badge: a public key.");
    let (report, _) = Web::default().drive(Input::Bytes(key.to_string().into_bytes()), options());
    assert_eq!(report.summary, "This is not a badge: a public key.");
}

/// 2.1 adds an interface between programs; its badges are those of 2.0.
#[test]
fn badges_of_2_1() {
    let context = json!([V2, "https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld"]);
    let report = with(
        |a| a["@context"] = context.clone(),
        |c| c["@context"] = json!("https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld"),
        nothing,
    );
    assert_eq!((report.verdict, report.standard), (Verdict::Verified, Some(Standard::Ob20)), "{report:#?}");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(96))]

    #[test]
    fn any_change_gets_a_report(place in 0usize..2000, byte: u8, whose in 0usize..3) {
        let documents = [(ASSERTION, assertion()), (CLASS, class()), (ISSUER, profile())];
        let (address, document) = &documents[whose];
        let mut bytes = document.to_string().into_bytes();
        let place = place % bytes.len();
        bytes[place] = byte;
        let web = web().answering(address, Ok(bytes.clone()));
        let (report, _) = web.drive(Input::Url(ASSERTION.to_owned()), options());
        let _ = crate::read::inspect(&bytes);
        proptest::prop_assert!(!report.summary.is_empty());
    }
}
