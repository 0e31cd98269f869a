//! Faults of structure under good signatures: a product that only checks signatures passes them.

use super::*;

/// Its name, and how it is made.
type Fault = (&'static str, fn(&mut Value));

#[test]
fn a_fault_with_a_good_signature_is_still_a_fault() {
    let faults: &[Fault] = &[
        ("evidence of a wrong type", |b| b["evidence"][0]["type"] = json!(["Achievement"])),
        ("evidence without type", |b| remove(&mut b["evidence"][0], "type")),
        ("an issuer of a wrong type", |b| b["issuer"]["type"] = json!(["Achievement"])),
        ("a source of a wrong type", |b| {
            b["credentialSubject"]["source"] = json!({ "id": "https://s.example", "type": ["Evidence"] })
        }),
        ("a result of a wrong type", |b| b["credentialSubject"]["result"] = json!([{ "type": ["Evidence"] }])),
        ("a result description of a wrong type", |b| {
            b["credentialSubject"]["achievement"]["resultDescription"] =
                json!([{ "id": "urn:uuid:1", "type": ["Evidence"], "name": "R" }]);
        }),
        ("no name of the achievement", |b| remove(&mut b["credentialSubject"]["achievement"], "name")),
        ("no criteria", |b| remove(&mut b["credentialSubject"]["achievement"], "criteria")),
        ("no achievement", |b| remove(&mut b["credentialSubject"], "achievement")),
        ("no date", |b| remove(b, "validFrom")),
        ("no identifier of its own", |b| remove(b, "id")),
        ("a date without time", |b| b["validUntil"] = json!("2027-01-01")),
        ("an end before its beginning", |b| b["validUntil"] = json!("2026-03-03T00:00:00Z")),
        ("nobody who receives", |b| {
            remove(&mut b["credentialSubject"], "id");
            remove(&mut b["credentialSubject"], "identifier");
        }),
        ("an invented achievement type", |b| b["credentialSubject"]["achievement"]["achievementType"] = json!("Dream")),
    ];
    let signer = Signer::new(1);
    let web = Web::of(&signer, &[]);
    for (name, fault) in faults {
        let faulty = badge().tap(fault);
        let report = web.verify(&signer.sign(&faulty, ISSUER));
        assert_eq!(report.signature, Signature::Valid, "{name}: {report:#?}");
        assert_eq!(outcome(&report, CheckKind::Schema), Some(Outcome::Fail), "{name}");
        assert_eq!(report.verdict, Verdict::Invalid, "{name}");
    }
}

/// Terms are defined by the type of their object, so these cannot even be signed; structure and signature both speak.
#[test]
fn a_type_that_undefines_its_fields_is_found_twice() {
    let signer = Signer::new(1);
    let web = Web::of(&signer, &[]);
    for pointer in ["/credentialSubject", "/credentialSubject/achievement", "/credentialSubject/identifier/0"] {
        let wrong = |b: &mut Value| b.pointer_mut(pointer).unwrap()["type"] = json!(["Evidence"]);
        let report = web.verify(&signed(&signer, |_| {}).tap(wrong));
        assert_eq!((report.verdict, report.signature), (Verdict::Invalid, Signature::Invalid), "{pointer}");
        assert_eq!(outcome(&report, CheckKind::Schema), Some(Outcome::Fail), "{pointer}");
        assert_eq!(outcome(&report, CheckKind::Context), Some(Outcome::Fail), "{pointer}");
    }
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let signer = Signer::new(1);
    let report = Web::of(&signer, &[]).verify(&signed(&signer, |b| b["evidence"][0]["type"] = json!(["Achievement"])));
    assert_eq!(report.checks[0].detail, "evidence[0].type: it must be Evidence, and is Achievement");
}

#[test]
fn a_term_that_is_not_signed_is_named() {
    let signer = Signer::new(1);
    let report = Web::of(&signer, &[]).verify(&signed(&signer, |_| {}).tap(|b| b["credentialSubject"]["grade"] = json!("A+")));
    let context = report.checks.iter().find(|check| check.check == CheckKind::Context).unwrap();
    assert_eq!(context.outcome, Outcome::Fail);
    assert!(context.detail.contains("grade") && context.detail.contains("credentialSubject"), "{}", context.detail);
}
