//! Structural faults under good signatures, and good badges changed in every place.
//!
//! A token signs whatever it holds, so nothing but the structure can speak here (standards.md, trap 5).

use super::tokens::{TokenKey, payload, web};
use super::*;
use crate::samples::sample_json;

/// A badge with an object of every class.
fn full() -> Value {
    payload(ISSUER).tap(|b| {
        b["issuer"]["otherIdentifier"] = json!([{ "type": "IdentifierEntry", "identifier": "1", "identifierType": "systemId" }]);
        b["issuer"]["address"] = json!({ "type": ["Address"], "addressCountry": "FR",
            "geo": { "type": "GeoCoordinates", "latitude": 48.4, "longitude": -4.5 } });
        b["issuer"]["parentOrg"] = json!({ "id": "did:web:p.example", "type": ["Profile"], "name": "P" });
        let subject = &mut b["credentialSubject"];
        subject["source"] = json!({ "id": "did:web:s.example", "type": ["Profile"], "name": "S" });
        subject["result"] = json!([{ "type": ["Result"], "value": "1", "resultDescription": "urn:uuid:1",
            "alignment": [{ "type": ["Alignment"], "targetName": "T", "targetUrl": "https://t.example" }] }]);
        subject["achievement"]["creator"] = json!({ "id": ISSUER, "type": ["Profile"] });
        subject["achievement"]["otherIdentifier"] =
            json!([{ "type": "IdentifierEntry", "identifier": "1", "identifierType": "identifier" }]);
        subject["achievement"]["resultDescription"] = json!([{ "id": "urn:uuid:1", "type": ["ResultDescription"], "name": "R",
            "resultType": "RubricCriterionLevel", "rubricCriterionLevel": [{ "id": "urn:uuid:2",
                "type": ["RubricCriterionLevel"], "name": "L" }] }]);
    })
}

struct Judge {
    key: TokenKey,
    web: Web,
    header: Value,
}

impl Judge {
    fn new() -> Self {
        let key = TokenKey::ed25519(9);
        let header = key.header("kid", crate::did::verification_method(ISSUER, &key.public));
        Self { web: web(std::slice::from_ref(&key.public)), header, key }
    }

    fn of(&self, payload: &Value) -> Report {
        self.web.drive(Input::Bytes(self.key.token(&self.header, payload).into_bytes()), options()).0
    }
}

/// Every object of a class in a document, by its place.
fn objects(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().enumerate().for_each(|(place, item)| objects(item, &format!("{at}/{place}"), found)),
        Value::Object(map) => {
            if !at.is_empty() && map.contains_key("type") && !at.starts_with("/credentialStatus") {
                found.push(at.to_owned());
            }
            map.iter().for_each(|(key, value)| objects(value, &format!("{at}/{key}"), found));
        }
        _ => {}
    }
}

#[test]
fn a_wrong_type_under_a_good_signature_is_found_in_every_object() {
    let judge = Judge::new();
    assert_eq!(judge.of(&full()).verdict, Verdict::Verified, "{:#?}", judge.of(&full()));
    let mut places = Vec::new();
    objects(&full(), "", &mut places);
    assert!(places.len() >= 18, "{places:?}");
    for place in places {
        for wrong in [json!("Other"), json!(["Other"]), json!([]), json!(7), json!(null)] {
            let report = judge.of(&full().tap(|b| b.pointer_mut(&place).unwrap()["type"] = wrong.clone()));
            let found = (report.verdict, report.signature, outcome(&report, CheckKind::Schema));
            assert_eq!(found, (Verdict::Invalid, Signature::Valid, Some(Outcome::Fail)), "{place} {wrong}");
        }
    }
}

#[test]
fn a_required_field_is_missed_under_a_good_signature() {
    let judge = Judge::new();
    let required = [
        "/@context",
        "/id",
        "/type",
        "/issuer",
        "/validFrom",
        "/credentialSubject",
        "/issuer/id",
        "/issuer/type",
        "/issuer/parentOrg/id",
        "/issuer/otherIdentifier/0/identifier",
        "/issuer/otherIdentifier/0/identifierType",
        "/issuer/address/geo/latitude",
        "/issuer/address/geo/longitude",
        "/credentialSubject/achievement",
        "/credentialSubject/source/id",
        "/credentialSubject/identifier/0/hashed",
        "/credentialSubject/identifier/0/identityHash",
        "/credentialSubject/identifier/0/identityType",
        "/credentialSubject/result/0/alignment/0/targetName",
        "/credentialSubject/result/0/alignment/0/targetUrl",
        "/credentialSubject/achievement/id",
        "/credentialSubject/achievement/name",
        "/credentialSubject/achievement/description",
        "/credentialSubject/achievement/criteria",
        "/credentialSubject/achievement/resultDescription/0/id",
        "/credentialSubject/achievement/resultDescription/0/name",
        "/credentialSubject/achievement/resultDescription/0/resultType",
        "/credentialSubject/achievement/resultDescription/0/rubricCriterionLevel/0/id",
        "/credentialSubject/achievement/resultDescription/0/rubricCriterionLevel/0/name",
        "/credentialStatus/type",
    ];
    for place in required {
        let (parent, field) = place.rsplit_once('/').unwrap();
        // Without the claims that would say it instead.
        let without = full().tap(|b| {
            ["iss", "jti", "sub", "nbf"].iter().for_each(|claim| remove(b, claim));
            remove(b.pointer_mut(parent).unwrap(), field);
        });
        let report = judge.of(&without);
        let is_badge = !matches!(place, "/type");
        assert!(!is_badge || report.verdict == Verdict::Invalid, "{place}: {report:#?}");
        assert_ne!(report.verdict.exit_code(), 0, "{place}");
    }
}

/// The longest badge of the specification, signed, then changed in one place after another.
#[test]
fn the_full_badge_of_the_specification_is_signed_in_every_place() {
    let name = "1edtech-ob3-spec/extracted/013-fullOpenBadge-Complete-OpenBadgeCredential.json";
    let Some(mut document) = sample_json(name) else { return };
    let signer = Signer::new(1);
    let did = crate::did::did_key(&signer.key());
    document["issuer"]["id"] = json!(did);
    for field in ["proof", "credentialStatus", "refreshService"] {
        remove(&mut document, field);
    }
    let signed = signer.sign(&document, &did);
    let verdict = |document: &Value| offline(Engine::standard(), Input::Value(document.clone()), options());
    let report = verdict(&signed);
    assert_eq!((report.signature, report.issuer_proven), (Signature::Valid, IssuerProven::Proven), "{report:#?}");
    let mut places = Vec::new();
    leaves(&signed, "", &mut places);
    assert!(places.len() > 250, "{}", places.len());
    for (place, value) in places {
        let changed = signed.clone().tap(|b| *b.pointer_mut(&place).unwrap() = other(&value));
        let report = verdict(&changed);
        assert_ne!(report.signature, Signature::Valid, "{place} {value}");
        assert_ne!(report.verdict.exit_code(), 0, "{place} {value}: {report:#?}");
    }
}

fn leaves(value: &Value, at: &str, found: &mut Vec<(String, Value)>) {
    match value {
        Value::Array(items) => items.iter().enumerate().for_each(|(place, item)| leaves(item, &format!("{at}/{place}"), found)),
        Value::Object(map) => {
            map.iter().for_each(|(key, value)| leaves(value, &format!("{at}/{}", key.replace('/', "~1")), found))
        }
        leaf => found.push((at.to_owned(), leaf.clone())),
    }
}

fn other(leaf: &Value) -> Value {
    match leaf {
        Value::Bool(truth) => json!(!truth),
        Value::Number(number) => json!(number.as_f64().unwrap_or_default() + 1.0),
        Value::String(text) if text.contains("://") => json!(format!("{text}/x")),
        Value::String(text) => json!(format!("{text}x")),
        _ => json!("x"),
    }
}
