use super::*;
use crate::bake::bake;
use crate::read::ProofKind;

const SVG: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>";

#[test]
fn what_is_no_badge_is_called_by_its_name() {
    for (bytes, what) in [(&b"\xff\xd8\xff\xe0"[..], "a JPEG photo"), (b"", "empty"), (SVG, "an SVG without badge data")] {
        let (report, asked) = Web::default().drive(Input::Bytes(bytes.to_vec()), options());
        assert_eq!(report.verdict, Verdict::NotABadge);
        assert!(report.summary.contains(what) && asked.is_empty(), "{}", report.summary);
    }
    assert_eq!(Web::default().verify(&json!({ "a": 1 })).verdict, Verdict::NotABadge);
}

#[test]
fn a_baked_badge_is_verified_like_any_other() {
    let signer = Signer::new(1);
    let web = Web::of(&signer, &[]);
    let baked = bake(SVG, &signed(&signer, |_| {}).to_string()).unwrap();
    let (report, _) = web.drive(Input::Bytes(baked), options());
    assert_eq!(report.verdict, Verdict::Verified);
    assert!(report.checks.iter().any(|check| check.detail.contains("inside an SVG")));
}

#[test]
fn a_badge_at_an_address_is_fetched_and_verified() {
    let signer = Signer::new(1);
    let address = "https://a.example/awards/0191.json";
    let web = Web::of(&signer, &[]).with(address, &signed(&signer, |_| {}));
    let (report, asked) = web.drive(Input::Url(address.to_owned()), options());
    assert_eq!(report.verdict, Verdict::Verified);
    assert_eq!(asked, [address, DOCUMENT, LIST]);
    let (report, _) = web.drive(Input::Bytes(format!("{address}\n").into_bytes()), options());
    assert_eq!(report.verdict, Verdict::Verified);
}

#[test]
fn an_address_that_gives_no_badge_is_told_apart() {
    let address = "https://a.example/1";
    let of = |answer| Web::default().answering(address, answer).drive(Input::Url(address.to_owned()), options()).0;
    assert_eq!(of(Err(FetchFailure::Status(410))).verdict, Verdict::Revoked);
    assert_eq!(of(Err(FetchFailure::Status(404))).verdict, Verdict::Unverifiable);
    assert_eq!(of(Err(FetchFailure::Refused("loopback".to_owned()))).verdict, Verdict::Unverifiable);
    assert_eq!(of(Ok(b"<!doctype html>".to_vec())).verdict, Verdict::NotABadge);
    assert_eq!(offline(Engine::standard(), Input::Url(address.to_owned()), options()).verdict, Verdict::Unverifiable);
    let (report, asked) = Web::default().drive(Input::Url("http://127.0.0.1/1".to_owned()), options());
    assert_eq!((report.verdict, asked.len()), (Verdict::Unverifiable, 0));
}

#[test]
fn an_answer_from_an_address_that_is_not_allowed_is_refused() {
    let signer = Signer::new(1);
    let (address, badge) = ("https://a.example/1", signed(&signer, |_| {}).to_string().into_bytes());
    for (end, verdict) in
        [("https://a.example/2", Verdict::Warnings), ("http://a.example/1", Verdict::Unverifiable), ("", Verdict::Unverifiable)]
    {
        let mut verification = Verification::new(Engine::standard(), Input::Url(address.to_owned()), options());
        assert!(matches!(verification.step(), Step::Fetch { .. }));
        verification.supply(address, Ok(Fetched { bytes: badge.clone(), content_type: None, url: end.to_owned() }));
        while let Step::Fetch { url, .. } = verification.step() {
            verification.supply(&url, Err(FetchFailure::Status(404)));
        }
        let Step::Done(report) = verification.step() else { panic!("more asked") };
        assert_eq!(report.verdict, verdict, "{end}");
    }
}

#[test]
fn a_page_at_an_address_is_called_a_page() {
    let mut verification = Verification::new(Engine::standard(), Input::Url("https://a.example/1".to_owned()), options());
    let Step::Fetch { url, what, accept, .. } = verification.step() else { panic!("nothing asked") };
    assert!(what == What::Badge && accept.contains("image/png") && accept.contains("application/vc"));
    let page = Fetched { bytes: b"<html>".to_vec(), content_type: Some("text/html".to_owned()), url: url.clone() };
    verification.supply(&url, Ok(page));
    let Step::Done(report) = verification.step() else { panic!("more asked") };
    assert_eq!(report.summary, "This is not a badge: an HTML page. It was sent as text/html.");
}

#[test]
fn a_plain_credential_is_verified_as_what_it_is() {
    let signer = Signer::new(1);
    let list = signer.sign(&list(ISSUER, Purpose::Revocation, &[]), ISSUER);
    let report = Web::of(&signer, &[]).verify(&list);
    assert_eq!((report.verdict, report.standard), (Verdict::Verified, Some(crate::read::Standard::Vc20)));
}

#[test]
fn addresses_that_lead_to_one_another_end() {
    let web = Web::default()
        .answering("https://a.example/1", Ok(b"https://a.example/2".to_vec()))
        .answering("https://a.example/2", Ok(b"https://a.example/1".to_vec()));
    let (report, asked) = web.drive(Input::Url("https://a.example/1".to_owned()), options());
    assert_eq!((report.verdict, asked.len()), (Verdict::Unverifiable, 2));
}

#[test]
fn an_older_badge_that_cannot_be_seen_is_named_and_not_guessed() {
    let hosted = json!({ "@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": "https://a.example/1",
        "badge": { "name": "N" }, "recipient": {}, "verification": { "type": "hosted" } });
    let report = Web::default().verify(&hosted);
    assert_eq!((report.verdict, report.signature, report.proof), (Verdict::Unverifiable, Signature::Unknown, ProofKind::Hosted));
    assert_eq!(report.said.achievement["name"], "N");
}

#[test]
fn an_embedded_endorsement_is_verified_by_itself() {
    let signer = Signer::new(1);
    let did = crate::did::did_key(&signer.key());
    let words = |target: &str| {
        let words = json!({ "@context": badge()["@context"], "id": "urn:uuid:1", "type": ["VerifiableCredential", "EndorsementCredential"],
            "name": "N", "issuer": { "id": did, "type": ["Profile"] }, "validFrom": "2026-01-02T03:04:05Z",
            "credentialSubject": { "id": target, "type": ["EndorsementSubject"], "endorsementComment": "well done" } });
        signer.sign(&words, &did)
    };
    let about = "https://a.example/models/7/versions/1";
    let with = |words: Value| {
        let badge = signed(&signer, |b| b["credentialSubject"]["achievement"]["endorsement"] = json!([words]));
        Web::of(&signer, &[]).verify(&badge)
    };
    let report = with(words(about));
    assert_eq!(
        (report.verdict, outcome(&report, CheckKind::Endorsement)),
        (Verdict::Verified, Some(Outcome::Pass)),
        "{report:#?}"
    );
    let told = &report.said.endorsements[0];
    assert_eq!(
        (&told["verdict"], &told["comment"], &told["issuer"]["id"]),
        (&json!("verified"), &json!("well done"), &json!(did))
    );
    let report = with(words("https://elsewhere.example"));
    assert_eq!((report.verdict, outcome(&report, CheckKind::Endorsement)), (Verdict::Warnings, Some(Outcome::Warn)));
    let report = with(words(about).tap(|w| w["credentialSubject"]["endorsementComment"] = json!("best of all")));
    assert_eq!((report.verdict, report.said.endorsements[0]["verdict"].clone()), (Verdict::Warnings, json!("invalid")));
}

#[test]
fn no_more_is_asked_for_than_the_limit() {
    let signer = Signer::new(1);
    let words = |place: usize| {
        let did = format!("did:web:e{place}.example");
        let words = json!({ "@context": badge()["@context"], "id": format!("urn:uuid:{place}"), "name": "N",
            "type": ["VerifiableCredential", "EndorsementCredential"], "issuer": did, "validFrom": "2026-01-02T03:04:05Z",
            "credentialStatus": { "id": format!("https://e{place}.example/s#1"), "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
                "statusListIndex": "1", "statusListCredential": format!("https://e{place}.example/s") },
            "credentialSubject": { "id": "https://a.example/models/7/versions/1", "type": ["EndorsementSubject"] } });
        signer.sign(&words, &did)
    };
    let all: Vec<Value> = (0..20).map(words).collect();
    let badge = signed(&signer, |b| b["credentialSubject"]["achievement"]["endorsement"] = json!(all));
    let (report, asked) = Web::of(&signer, &[]).drive(Input::Value(badge), options());
    assert_eq!(asked.len(), FETCHES_MAX);
    assert_eq!(asked[..2], [DOCUMENT, LIST]);
    assert_eq!(report.verdict, Verdict::Verified);
    assert_eq!(report.checks.iter().filter(|check| check.check == CheckKind::Endorsement).count(), 20);
}

#[test]
fn a_chain_of_addresses_ends_at_the_limit() {
    let mut fetches = fetches::Fetches::new(false, false);
    for round in 1..=DEPTH_MAX + 1 {
        fetches.begin_round();
        let url = format!("https://a.example/{round}");
        let asked = matches!(fetches.look_up(&url, What::Profile), fetches::Lookup::Asked);
        assert_eq!(asked, round <= DEPTH_MAX, "{round}");
        while fetches.next().is_some() {
            fetches.supply(&url, Err(FetchFailure::Status(404)));
        }
    }
}

#[test]
fn an_address_is_asked_for_once_and_only_its_answer_counts() {
    let signer = Signer::new(1);
    let badge = Input::Value(signed(&signer, |_| {}));
    let mut verification = Verification::new(Engine::standard(), badge, options());
    let first = verification.step();
    assert_eq!(first, verification.step());
    let fetched = |bytes: &[u8]| Ok(Fetched { bytes: bytes.to_vec(), content_type: None, url: DOCUMENT.to_owned() });
    verification.supply("https://b.example/", fetched(b"{}"));
    assert_eq!(first, verification.step());
    let Step::Fetch { url, what, max_bytes, .. } = first else { panic!("nothing asked") };
    assert_eq!((url.as_str(), what, max_bytes), (DOCUMENT, What::DidDocument, JSON_BYTES_MAX));
    verification.supply(&url, fetched(&vec![b' '; max_bytes + 1]));
    assert!(matches!(verification.step(), Step::Fetch { what: What::StatusList, .. }));
    verification.supply(LIST, Err(FetchFailure::TooLarge));
    let Step::Done(report) = verification.step() else { panic!("more asked") };
    assert!(report.checks.iter().any(|check| check.detail.contains("too large")));
    assert_eq!(verification.step(), Step::Done(report));
}

/// Every place of a document where a text stands.
pub(super) fn texts(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::String(_) => found.push(path.to_owned()),
        Value::Array(items) => items.iter().enumerate().for_each(|(place, item)| texts(item, &format!("{path}/{place}"), found)),
        Value::Object(fields) => {
            fields.iter().for_each(|(name, field)| texts(field, &format!("{path}/{}", name.replace('/', "~1")), found));
        }
        _ => {}
    }
}

#[test]
fn no_text_of_a_signed_badge_can_be_changed_or_taken_away() {
    let signer = Signer::new(1);
    let web = Web::of(&signer, &[]);
    let whole = signed(&signer, |_| {});
    assert_eq!(web.verify(&whole).verdict, Verdict::Verified);
    let mut places = Vec::new();
    texts(&whole, "", &mut places);
    assert!(places.len() > 50);
    for place in places {
        let changed = whole.clone().tap(|b| {
            let text = b.pointer_mut(&place).unwrap();
            *text = json!(format!("{}x", text.as_str().unwrap()));
        });
        let report = web.verify(&changed);
        assert_ne!(report.verdict.exit_code(), 0, "changed {place}: {report:#?}");
        let (parent, name) = place.rsplit_once('/').unwrap();
        let without = whole.clone().tap(|b| match b.pointer_mut(parent).unwrap() {
            Value::Object(fields) => drop(fields.shift_remove(&name.replace("~1", "/"))),
            Value::Array(items) => drop(items.remove(name.parse().unwrap())),
            _ => unreachable!(),
        });
        let report = web.verify(&without);
        assert_ne!(report.verdict.exit_code(), 0, "without {place}: {report:#?}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(128))]

    #[test]
    fn a_badge_with_damaged_bytes_never_panics_and_never_verifies(place in 0usize..4000, byte: u8) {
        let signer = Signer::new(1);
        let mut bytes = signed(&signer, |b| remove(b, "credentialStatus")).to_string().into_bytes();
        let place = place % bytes.len();
        proptest::prop_assume!(bytes[place] != byte);
        bytes[place] = byte;
        let (report, _) = Web::of(&signer, &[]).drive(Input::Bytes(bytes), options());
        proptest::prop_assert_ne!(report.verdict, Verdict::Verified);
    }

    #[test]
    fn any_json_is_looked_into_without_a_panic(field in "[a-zA-Z]{0,12}", odd in odd_value()) {
        for name in ["@context", "type", "issuer", "credentialSubject", "proof", "credentialStatus", "validFrom", "evidence", "image", &field] {
            let document = badge().tap(|b| b[name] = odd.clone());
            let report = offline(Engine::standard(), Input::Value(document.clone()), options());
            proptest::prop_assert_ne!(report.verdict, Verdict::Verified);
            let _ = crate::read::inspect(document.to_string().as_bytes());
        }
    }
}

fn odd_value() -> impl proptest::strategy::Strategy<Value = Value> {
    use proptest::prelude::*;
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from)
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let key = prop_oneof![
            Just("id".to_owned()),
            Just("type".to_owned()),
            Just("endorsement".to_owned()),
            "[a-z@]{0,6}".prop_map(String::from)
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((key, inner), 0..4).prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

#[test]
fn what_could_not_be_seen_is_named_with_its_reason() {
    let signer = Signer::new(1);
    let badge = signed(&signer, |_| {});
    let unseen =
        |report: &Report| report.unseen.iter().map(|unseen| (unseen.url.clone(), unseen.what, unseen.why)).collect::<Vec<_>>();
    let whole = Web::of(&signer, &[]);
    let (report, _) = whole.drive(Input::Value(badge.clone()), options());
    assert_eq!(unseen(&report), vec![], "{report:?}");
    let answers = [
        (Err(FetchFailure::Status(404)), Why::Nothing),
        (Err(FetchFailure::Status(503)), Why::Error),
        (Err(FetchFailure::Unreachable("no such host".into())), Why::NoAnswer),
        (Err(FetchFailure::Refused("private".into())), Why::NotAllowed),
        (Err(FetchFailure::TooLarge), Why::TooLarge),
        (Ok(b"<html>".to_vec()), Why::NotReadable),
    ];
    for (answer, why) in answers {
        let (report, _) = whole.clone().answering(DOCUMENT, answer).drive(Input::Value(badge.clone()), options());
        assert_eq!(unseen(&report), vec![(DOCUMENT.to_owned(), What::DidDocument, why)]);
    }
    let report = offline(Engine::standard(), Input::Value(badge), options());
    let both = vec![(DOCUMENT.to_owned(), What::DidDocument, Why::Offline), (LIST.to_owned(), What::StatusList, Why::Offline)];
    assert_eq!(unseen(&report), both);
}
