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
