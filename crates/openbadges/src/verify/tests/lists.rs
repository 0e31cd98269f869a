use super::*;

fn facts(report: &Report) -> (Verdict, Status, Option<Outcome>) {
    (report.verdict, report.status, outcome(report, CheckKind::Status))
}

const NOT_BELIEVED: (Verdict, Status, Option<Outcome>) = (Verdict::Unverifiable, Status::Unknown, Some(Outcome::Fail));

#[test]
fn a_bit_says_whether_it_holds() {
    let signer = Signer::new(1);
    let badge = signed(&signer, |_| {});
    assert_eq!(facts(&Web::of(&signer, &[6, 8]).verify(&badge)), (Verdict::Verified, Status::Active, Some(Outcome::Pass)));
    assert_eq!(facts(&Web::of(&signer, &[7]).verify(&badge)), (Verdict::Revoked, Status::Revoked, Some(Outcome::Fail)));
}

#[test]
fn a_suspended_badge_is_suspended_and_revocation_outweighs_it() {
    let signer = Signer::new(1);
    let address = "https://a.example/status/4";
    let suspension = StatusEntry { purpose: Purpose::Suspension, index: 7, list: address.to_owned() };
    let badge = signed(&signer, |b| b["credentialStatus"] = json!([suspension.document(), entry(7).document()]));
    let suspended = list(ISSUER, Purpose::Suspension, &[7]).tap(|l| {
        l["id"] = json!(address);
        l["credentialSubject"]["id"] = json!(format!("{address}#list"));
    });
    let suspended = signer.sign(&suspended, ISSUER);
    let web = |set: &[u64]| Web::of(&signer, set).with(address, &suspended);
    assert_eq!(web(&[]).verify(&badge).verdict, Verdict::Suspended);
    assert_eq!(web(&[7]).verify(&badge).verdict, Verdict::Revoked);
}

#[test]
fn a_list_that_cannot_be_seen_is_a_warning() {
    let signer = Signer::new(1);
    let badge = signed(&signer, |_| {});
    let web = Web::of(&signer, &[]).answering(LIST, Err(FetchFailure::Status(503)));
    assert_eq!(facts(&web.verify(&badge)), (Verdict::Warnings, Status::Unknown, Some(Outcome::Unknown)));
    // A right list, with more white space behind it than may be read.
    let list = signer.sign(&list(ISSUER, Purpose::Revocation, &[7]), ISSUER).to_string();
    let padded = |bytes: usize| format!("{list}{}", " ".repeat(bytes - list.len())).into_bytes();
    let big = Web::of(&signer, &[]).answering(LIST, Ok(padded(JSON_BYTES_MAX + 1)));
    assert_eq!(facts(&big.verify(&badge)), (Verdict::Warnings, Status::Unknown, Some(Outcome::Unknown)));
    let largest = Web::of(&signer, &[]).answering(LIST, Ok(padded(JSON_BYTES_MAX)));
    assert_eq!(largest.verify(&badge).verdict, Verdict::Revoked);
}

#[test]
fn a_list_is_verified_before_it_is_believed() {
    let (signer, other) = (Signer::new(1), Signer::new(2));
    let badge = signed(&signer, |_| {});
    let clear = list(ISSUER, Purpose::Revocation, &[]);
    let good = signer.sign(&clear, ISSUER);
    let other_issuer = "did:web:b.example";
    let lists = [
        ("not signed", clear.clone()),
        ("changed afterwards", good.clone().tap(|l| l["validFrom"] = json!("2026-03-05T09:00:00Z"))),
        ("signed by somebody else", other.sign(&clear, ISSUER)),
        ("somebody else's", other.sign(&list(other_issuer, Purpose::Revocation, &[]), other_issuer)),
        ("for another purpose", signer.sign(&list(ISSUER, Purpose::Suspension, &[]), ISSUER)),
        ("another list", signer.sign(&clear.clone().tap(|l| l["id"] = json!("https://a.example/status/9")), ISSUER)),
        ("not yet", signer.sign(&clear.clone().tap(|l| l["validFrom"] = json!("2026-07-01T00:00:00Z")), ISSUER)),
        ("no longer", signer.sign(&clear.clone().tap(|l| l["validUntil"] = json!("2026-05-01T00:00:00Z")), ISSUER)),
        ("no list", signer.sign(&badge_without_proof(), ISSUER)),
    ];
    let document = did_document(other_issuer, &[ListedKey { key: &other.key(), revoked: None }]);
    let web = Web::of(&signer, &[]).with("https://b.example/.well-known/did.json", &document);
    for (name, list) in lists {
        let report = web.clone().with(LIST, &list).verify(&badge);
        assert_eq!(facts(&report), NOT_BELIEVED, "{name}: {report:#?}");
    }
    assert_eq!(web.with(LIST, &good).verify(&badge).verdict, Verdict::Verified);
}

#[test]
fn an_entry_beyond_the_list_is_not_believed() {
    let signer = Signer::new(1);
    let badge = signed(&signer, |b| b["credentialStatus"] = entry(131_072).document());
    assert_eq!(facts(&Web::of(&signer, &[]).verify(&badge)), NOT_BELIEVED);
}

#[test]
fn more_statuses_than_anybody_needs_are_not_looked_up() {
    let signer = Signer::new(1);
    let entries: Vec<Value> = (0..5).map(|index| entry(index).document()).collect();
    let badge = signed(&signer, |b| b["credentialStatus"] = json!(entries));
    let (report, asked) = Web::of(&signer, &[]).drive(Input::Value(badge), options());
    assert_eq!(facts(&report), (Verdict::Warnings, Status::Unknown, Some(Outcome::Unknown)));
    assert_eq!(asked, [DOCUMENT]);
}

fn badge_without_proof() -> Value {
    badge().tap(|b| b["id"] = json!(LIST))
}

const IDENTIFIERS: &str = "https://a.example/revocations";

fn listed(badge: &mut Value) {
    badge["@context"].as_array_mut().unwrap().push(json!(crate::contexts::OPEN_BADGES_EXTENSIONS));
    badge["credentialStatus"] = json!({ "id": IDENTIFIERS, "type": "1EdTechRevocationList" });
}

#[test]
fn a_list_of_identifiers_says_what_is_revoked() {
    let signer = Signer::new(1);
    let badge = signed(&signer, listed);
    let id = &badge["id"];
    let list = |revoked: Value| json!({ "id": IDENTIFIERS, "issuer": ISSUER, "revokedCredentials": revoked });
    let of = |list: Value| facts(&Web::of(&signer, &[]).with(IDENTIFIERS, &list).verify(&badge));
    let (active, revoked) =
        ((Verdict::Verified, Status::Active, Some(Outcome::Pass)), (Verdict::Revoked, Status::Revoked, Some(Outcome::Fail)));
    let table = [
        (list(json!([])), active),
        (list(json!([{ "id": "https://a.example/other" }])), active),
        (list(json!([{ "id": id, "revoked": false }])), active),
        (list(json!([{ "id": "https://a.example/other" }, { "id": id }])), revoked),
        (list(json!([{ "id": id, "revoked": true, "revocationReason": "a mistake" }])), revoked),
        (list(json!({ "id": id })), revoked),
        (list(json!([id])), revoked),
        (json!({ "revokedCredential": [{ "id": id }] }), revoked),
        (json!({ "issuer": { "id": ISSUER }, "revokedCredential": [] }), active),
        // Another list, another issuer's, none at all, or one that says neither yes nor no.
        (list(json!([])).tap(|l| l["id"] = json!("https://a.example/other")), NOT_BELIEVED),
        (list(json!([])).tap(|l| l["issuer"] = json!("did:web:b.example")), NOT_BELIEVED),
        (json!({ "a": 1 }), NOT_BELIEVED),
        (list(Value::Null), NOT_BELIEVED),
        (list(json!([{ "id": id, "revoked": "no" }])), NOT_BELIEVED),
        (list(vec![json!({ "id": "urn:x" }); crate::status::REVOKED_MAX.min(20_000)].into()), active),
    ];
    for (list, expected) in table {
        assert_eq!(of(list.clone()), expected, "{}", list.to_string().chars().take(300).collect::<String>());
    }
    let report =
        Web::of(&signer, &[]).with(IDENTIFIERS, &list(json!([{ "id": id, "revocationReason": "a mistake" }]))).verify(&badge);
    assert!(report.checks.iter().any(|check| check.detail.ends_with("a mistake")));
    let unseen = Web::of(&signer, &[]).answering(IDENTIFIERS, Err(FetchFailure::Status(410)));
    assert_eq!(facts(&unseen.verify(&badge)), (Verdict::Warnings, Status::Unknown, Some(Outcome::Unknown)));
}

/// A list that is signed is believed only when its signature is right.
#[test]
fn a_signed_list_of_identifiers_is_verified() {
    let (signer, other) = (Signer::new(1), Signer::new(2));
    let badge = signed(&signer, listed);
    let list = json!({ "@context": [crate::contexts::CREDENTIALS_V2, { "@vocab": "https://terms.example/" }], "id": IDENTIFIERS,
        "type": ["VerifiableCredential"], "issuer": ISSUER, "validFrom": "2026-03-04T09:00:00Z",
        "credentialSubject": { "revokedCredentials": [{ "id": badge["id"] }] } });
    let of = |list: &Value| facts(&Web::of(&signer, &[]).with(IDENTIFIERS, list).verify(&badge));
    let good = signer.sign(&list, ISSUER);
    assert_eq!(of(&good), (Verdict::Revoked, Status::Revoked, Some(Outcome::Fail)));
    assert_eq!(of(&good.clone().tap(|l| l["credentialSubject"]["revokedCredentials"] = json!([]))), NOT_BELIEVED);
    assert_eq!(of(&other.sign(&list, ISSUER)), NOT_BELIEVED);
    let late = list.tap(|l| l["validUntil"] = json!("2026-05-01T00:00:00Z"));
    assert_eq!(of(&signer.sign(&late, ISSUER)), NOT_BELIEVED);
}

#[test]
fn a_list_may_be_a_token() {
    let signer = Signer::new(1);
    let key = super::tokens::TokenKey::ed25519(1);
    let header = json!({ "alg": "EdDSA", "typ": "vc+jwt", "kid": crate::did::verification_method(ISSUER, &signer.key()) });
    let badge = signed(&signer, |_| {});
    let of = |token: String| facts(&Web::of(&signer, &[]).answering(LIST, Ok(token.into_bytes())).verify(&badge));
    let list = |set: &[u64]| list(ISSUER, Purpose::Revocation, set);
    assert_eq!(of(key.token(&header, &list(&[6]))), (Verdict::Verified, Status::Active, Some(Outcome::Pass)));
    assert_eq!(of(key.token(&header, &list(&[7]))), (Verdict::Revoked, Status::Revoked, Some(Outcome::Fail)));
    let stranger = super::tokens::TokenKey::ed25519(2);
    assert_eq!(of(stranger.token(&header, &list(&[6]))), NOT_BELIEVED);
    let expired = list(&[6]).tap(|l| l["exp"] = json!(1_780_000_000));
    assert_eq!(of(key.token(&header, &expired)), NOT_BELIEVED);
    let contradicted = list(&[6]).tap(|l| l["iss"] = json!("did:web:b.example"));
    assert_eq!(of(key.token(&header, &contradicted)), NOT_BELIEVED);
}

/// A bit for messages does not decide whether a badge holds: it is named.
#[test]
fn a_status_for_something_else_is_named() {
    let signer = Signer::new(1);
    for purpose in ["message", "refresh"] {
        let aside = json!({ "id": "https://a.example/status/9#1", "type": "BitstringStatusListEntry", "statusPurpose": purpose,
            "statusListIndex": "1", "statusListCredential": "https://a.example/status/9" });
        let badge = signed(&signer, |b| b["credentialStatus"] = aside.clone());
        let (report, asked) = Web::of(&signer, &[]).drive(Input::Value(badge), options());
        assert_eq!((report.verdict, report.status), (Verdict::Verified, Status::Active), "{report:#?}");
        assert!(report.checks.iter().any(|check| check.detail.contains(purpose)));
        assert!(!asked.iter().any(|url| url.ends_with("status/9")));
        // Beside a bit that is set, that bit decides.
        let both = signed(&signer, |b| b["credentialStatus"] = json!([aside, entry(7).document()]));
        assert_eq!(Web::of(&signer, &[7]).verify(&both).verdict, Verdict::Revoked);
    }
}
