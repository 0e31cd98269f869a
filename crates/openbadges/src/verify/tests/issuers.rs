use super::*;

fn facts(report: &Report) -> (Verdict, Signature, IssuerProven) {
    (report.verdict, report.signature, report.issuer_proven)
}

/// A badge of an issuer of any kind, without status, signed in the name of any method.
fn of(signer: &Signer, issuer: &str, method: &str) -> Value {
    let badge = badge().tap(|b| {
        b["issuer"]["id"] = json!(issuer);
        remove(b, "credentialStatus");
    });
    signer.sign_as(&badge, method)
}

fn own(signer: &Signer, issuer: &str) -> Value {
    of(signer, issuer, &crate::did::verification_method(issuer, &signer.key()))
}

const UNKNOWN: (Verdict, Signature, IssuerProven) = (Verdict::Warnings, Signature::Valid, IssuerProven::Unknown);
const PROVEN: (Verdict, Signature, IssuerProven) = (Verdict::Verified, Signature::Valid, IssuerProven::Proven);
const CONTRADICTED: (Verdict, Signature, IssuerProven) = (Verdict::Invalid, Signature::Valid, IssuerProven::Contradicted);

#[test]
fn a_did_key_proves_itself() {
    let (signer, other) = (Signer::new(1), Signer::new(2));
    let did = crate::did::did_key(&signer.key());
    let (report, asked) = Web::default().drive(Input::Value(own(&signer, &did)), options());
    assert_eq!(facts(&report), PROVEN);
    assert!(asked.is_empty());
    assert_eq!(facts(&Web::default().verify(&of(&signer, &did, &did))), PROVEN);
    let forged = of(&other, &did, &crate::did::did_key(&other.key()));
    assert_eq!(facts(&Web::default().verify(&forged)), CONTRADICTED);
}

#[test]
fn an_issuer_that_cannot_be_asked_is_unknown_and_never_green() {
    let signer = Signer::new(1);
    let key = crate::did::did_key(&signer.key());
    for issuer in ["urn:uuid:6f2e33e5-7a29-4155-840a-59483ba10164", "did:example:1"] {
        let report = Web::default().verify(&of(&signer, issuer, &key));
        assert_eq!(facts(&report), UNKNOWN, "{issuer}");
        assert!(report.summary.contains("cannot be proven"), "{}", report.summary);
    }
    let (offline, asked) =
        Web::of(&signer, &[]).drive(Input::Value(own(&signer, ISSUER)), Options { offline: true, ..options() });
    assert_eq!(facts(&offline), UNKNOWN);
    assert!(asked.is_empty(), "{asked:?}");
    assert_eq!(facts(&Web::default().verify(&own(&signer, ISSUER))), UNKNOWN);
    let missing = Web::default().answering(DOCUMENT, Err(FetchFailure::Status(404)));
    assert_eq!(facts(&missing.verify(&own(&signer, ISSUER))), UNKNOWN);
    let not_json = Web::default().answering(DOCUMENT, Ok(b"<html>".to_vec()));
    assert_eq!(facts(&not_json.verify(&own(&signer, ISSUER))), UNKNOWN);
    let about_another = did_document("did:web:b.example", &[ListedKey { key: &signer.key(), revoked: None }]);
    assert_eq!(facts(&Web::default().with(DOCUMENT, &about_another).verify(&own(&signer, ISSUER))), UNKNOWN);
}

#[test]
fn require_issuer_turns_unknown_into_unverifiable_and_nothing_else() {
    let signer = Signer::new(1);
    let required = || Options { require_issuer: true, ..options() };
    let (report, _) = Web::default().drive(Input::Value(own(&signer, ISSUER)), required());
    assert_eq!((report.verdict, report.verdict.exit_code()), (Verdict::Unverifiable, 2));
    let (report, _) = Web::of(&signer, &[]).drive(Input::Value(own(&signer, ISSUER)), required());
    assert_eq!(report.verdict, Verdict::Verified);
    let (report, _) = Web::of(&Signer::new(2), &[]).drive(Input::Value(own(&signer, ISSUER)), required());
    assert_eq!(report.verdict, Verdict::Invalid);
}

#[test]
fn a_key_the_issuer_does_not_list_is_a_contradiction() {
    let (signer, other) = (Signer::new(1), Signer::new(2));
    let web = Web::of(&signer, &[]);
    assert_eq!(facts(&web.verify(&own(&other, ISSUER))), CONTRADICTED);
    // Listed, but not for signing statements.
    let listed = did_document(ISSUER, &[ListedKey { key: &other.key(), revoked: None }]).tap(|d| remove(d, "assertionMethod"));
    assert_eq!(facts(&Web::default().with(DOCUMENT, &listed).verify(&own(&other, ISSUER))), CONTRADICTED);
    // Somebody else's key, whether the issuer can be asked or not.
    let stranger = of(&other, ISSUER, &crate::did::verification_method("did:web:b.example", &other.key()));
    assert_eq!(facts(&web.verify(&stranger)), CONTRADICTED);
    assert_eq!(facts(&Web::default().verify(&stranger)), CONTRADICTED);
    assert_eq!(offline(Engine::standard(), Input::Value(stranger), options()).verdict, Verdict::Invalid);
}

#[test]
fn a_neighbour_on_the_same_host_is_a_stranger() {
    let (signer, neighbour) = (Signer::new(1), Signer::new(2));
    let method = crate::did::verification_method("did:web:a.example:actors:2", &neighbour.key());
    assert_eq!(facts(&Web::of(&signer, &[]).verify(&of(&neighbour, ISSUER, &method))), CONTRADICTED);
}

#[test]
fn an_issuer_may_list_a_key_of_another_controller() {
    let signer = Signer::new(1);
    let method = crate::did::did_key(&signer.key());
    let document = json!({ "id": ISSUER, "assertionMethod": [
        { "id": method, "type": "Multikey", "controller": method, "publicKeyMultibase": signer.key().multikey() }] });
    assert_eq!(facts(&Web::default().with(DOCUMENT, &document).verify(&of(&signer, ISSUER, &method))), PROVEN);
}

#[test]
fn a_key_without_fragment_of_its_own_needs_the_document() {
    let signer = Signer::new(1);
    let method = format!("{ISSUER}#key-1");
    let document = json!({ "id": ISSUER, "verificationMethod": [
        { "id": "#key-1", "type": "Multikey", "controller": ISSUER, "publicKeyMultibase": signer.key().multikey() }],
        "assertionMethod": ["#key-1"] });
    let badge = of(&signer, ISSUER, &method);
    assert_eq!(facts(&Web::default().with(DOCUMENT, &document).verify(&badge)), PROVEN);
    let report = Web::default().verify(&badge);
    assert_eq!((report.verdict, report.signature), (Verdict::Unverifiable, Signature::Unknown));
    let without = json!({ "id": ISSUER });
    assert_eq!(Web::default().with(DOCUMENT, &without).verify(&badge).verdict, Verdict::Unverifiable);
}

#[test]
fn an_issuer_that_is_an_address_is_asked_for_its_keys() {
    let (signer, other) = (Signer::new(1), Signer::new(2));
    let issuer = "https://c.example/issuers/1";
    let badge = own(&signer, issuer);
    let profile = |key: &Signer| {
        json!({ "id": issuer, "type": "Profile", "assertionMethod": [{ "id": format!("{issuer}#k"), "type": "Multikey",
            "controller": issuer, "publicKeyMultibase": key.key().multikey() }] })
    };
    assert_eq!(facts(&Web::default().with(issuer, &profile(&signer)).verify(&badge)), PROVEN);
    assert_eq!(facts(&Web::default().with(issuer, &profile(&other)).verify(&badge)), CONTRADICTED);
    let silent = json!({ "id": issuer, "type": "Profile", "name": "C" });
    assert_eq!(facts(&Web::default().with(issuer, &silent).verify(&badge)), UNKNOWN);
    assert_eq!(facts(&Web::default().verify(&badge)), UNKNOWN);
    // Signed by a stranger: contradicted, unless the profile lists that key.
    let stranger = of(&signer, issuer, &crate::did::did_key(&signer.key()));
    assert_eq!(facts(&Web::default().verify(&stranger)), CONTRADICTED);
    assert_eq!(facts(&Web::default().with(issuer, &silent).verify(&stranger)), CONTRADICTED);
    assert_eq!(facts(&Web::default().with(issuer, &profile(&signer)).verify(&stranger)), PROVEN);
    // Signed by the host itself: perhaps.
    let host = of(&signer, issuer, &crate::did::verification_method("did:web:c.example", &signer.key()));
    assert_eq!(facts(&Web::default().verify(&host)), UNKNOWN);
}

#[test]
fn documents_fetched_before_speak_for_issuers_that_no_longer_answer() {
    let (signer, newer) = (Signer::new(1), Signer::new(2));
    let known = |seed: &Signer, fetched: &str| KnownDocument {
        document: DidDocument::parse(&did_document(ISSUER, &[ListedKey { key: &seed.key(), revoked: None }])).unwrap(),
        fetched: fetched.parse().unwrap(),
    };
    let with = |known_keys: Vec<KnownDocument>| Options { known_keys, ..options() };
    let before = known(&signer, "2026-04-01T00:00:00Z");
    let badge = Input::Value(own(&signer, ISSUER));
    let (report, _) = Web::default().drive(badge.clone(), with(vec![before.clone()]));
    assert_eq!(facts(&report), PROVEN);
    assert!(report.checks.iter().any(|check| check.detail.contains("fetched on 2026-04-01")), "{report:#?}");
    assert_eq!(facts(&offline(Engine::standard(), badge.clone(), with(vec![before.clone()]))), PROVEN);
    // An older document cannot speak of newer keys; the newest one counts; a fresh one wins.
    let (report, _) = Web::default().drive(Input::Value(own(&newer, ISSUER)), with(vec![before.clone()]));
    assert_eq!(facts(&report), UNKNOWN);
    let (report, _) = Web::default().drive(badge.clone(), with(vec![before.clone(), known(&newer, "2026-05-01T00:00:00Z")]));
    assert_eq!(facts(&report), UNKNOWN);
    let (report, _) = Web::of(&newer, &[]).drive(badge, with(vec![before]));
    assert_eq!(facts(&report), CONTRADICTED);
}

#[test]
fn a_revoked_key_is_not_believed_whenever_it_says_it_signed() {
    let signer = Signer::new(1);
    let badge = own(&signer, ISSUER);
    let document = |field: &str, date: &str| {
        did_document(ISSUER, &[ListedKey { key: &signer.key(), revoked: None }])
            .tap(|d| d["verificationMethod"][0][field] = json!(date))
    };
    let web = |document: &Value| Web::default().with(DOCUMENT, document);
    assert_eq!(facts(&web(&document("revoked", "2026-05-01T00:00:00Z")).verify(&badge)), CONTRADICTED);
    assert_eq!(facts(&web(&document("revoked", "2026-07-01T00:00:00Z")).verify(&badge)), PROVEN);
    assert_eq!(facts(&web(&document("expires", "2026-05-01T00:00:00Z")).verify(&badge)), PROVEN);
    assert_eq!(facts(&web(&document("expires", "2026-02-01T00:00:00Z")).verify(&badge)), CONTRADICTED);
    let revoked = Some("2026-05-01T00:00:00Z".parse().unwrap());
    let ours = did_document(ISSUER, &[ListedKey { key: &signer.key(), revoked }]);
    assert_eq!(facts(&web(&ours).verify(&badge)), CONTRADICTED);
}

#[test]
fn loopback_is_asked_only_when_trying_things_out() {
    let signer = Signer::new(1);
    let issuer = "did:web:127.0.0.1%3A8080:actors:1";
    let url = "http://127.0.0.1:8080/actors/1/did.json";
    let badge = Input::Value(own(&signer, issuer));
    let web = Web::default().with(url, &did_document(issuer, &[ListedKey { key: &signer.key(), revoked: None }]));
    let (report, asked) = web.drive(badge.clone(), options());
    assert_eq!((facts(&report), asked.len()), (UNKNOWN, 0));
    let (report, asked) = web.drive(badge, Options { allow_loopback: true, ..options() });
    assert_eq!((facts(&report), asked), (PROVEN, vec![url.to_owned()]));
}

#[test]
fn another_host_that_answers_after_a_redirect_does_not_speak_for_an_issuer() {
    let signer = Signer::new(1);
    let document = did_document(ISSUER, &[ListedKey { key: &signer.key(), revoked: None }]).to_string().into_bytes();
    let badge = own(&signer, ISSUER);
    for (answered, facts_then) in [
        ("https://a.example/moved/did.json", PROVEN),
        ("https://evil.example/did.json", UNKNOWN),
        ("https://a.example:8443/did.json", UNKNOWN),
    ] {
        let mut verification = Verification::new(Engine::standard(), Input::Value(badge.clone()), options());
        let report = loop {
            match verification.step() {
                Step::Done(report) => break report,
                Step::Fetch { url, .. } => {
                    let fetched = Fetched { bytes: document.clone(), content_type: None, url: answered.to_owned() };
                    verification.supply(&url, Ok(fetched));
                }
            }
        };
        assert_eq!(facts(&report), facts_then, "{answered}");
    }
}
