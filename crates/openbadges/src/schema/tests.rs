mod oracle;

use serde_json::{Value, json};

use super::classes::Holds;
use super::*;
use crate::samples::{folder, sample_json};

fn badge() -> Value {
    json!({
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
        "id": "https://a.example/1", "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": { "id": "did:web:a.example", "type": ["Profile"], "name": "A",
            "parentOrg": { "id": "did:web:b.example", "type": ["Profile"] },
            "otherIdentifier": [{ "type": "IdentifierEntry", "identifier": "1", "identifierType": "sourcedId" }],
            "address": { "type": ["Address"], "geo": { "type": "GeoCoordinates", "latitude": 1, "longitude": 2.5 } } },
        "name": "N", "validFrom": "2026-01-02T03:04:05Z", "validUntil": "2027-01-02T03:04:05.25+01:00",
        "credentialSubject": {
            "id": "did:web:c.example", "type": ["AchievementSubject"],
            "identifier": [{ "type": "IdentityObject", "hashed": true, "identityHash": "sha256$00", "identityType": "emailAddress", "salt": "s" }],
            "source": { "id": "did:web:d.example", "type": ["Profile"] },
            "result": [{ "type": ["Result"], "status": "Completed", "alignment": [{ "type": ["Alignment"], "targetName": "T", "targetUrl": "https://t.example" }] }],
            "achievement": {
                "id": "https://a.example/m/1", "type": ["Achievement"], "name": "N", "description": "D",
                "criteria": { "narrative": "C" }, "achievementType": "ext:Aspiration", "inLanguage": "fr",
                "image": { "id": "https://a.example/i.png", "type": "Image" },
                "tag": ["kind:dream"], "related": [{ "id": "https://a.example/m/1?en", "type": ["Related"], "inLanguage": "pt-BR" }],
                "alignment": [{ "type": ["Alignment"], "targetName": "T", "targetUrl": "https://t.example", "targetType": "CTDL" }],
                "resultDescription": [{ "id": "urn:uuid:1", "type": ["ResultDescription"], "name": "R", "resultType": "Percent",
                    "rubricCriterionLevel": [{ "id": "urn:uuid:2", "type": ["RubricCriterionLevel"], "name": "L" }] }],
            },
        },
        "evidence": [{ "id": "https://e.example", "type": ["Evidence"], "name": "E", "narrative": "told" }],
        "relatedResource": [{ "id": "https://r.example", "digestMultibase": "uEiA" }],
        "credentialStatus": { "id": "https://a.example/s#1", "type": "BitstringStatusListEntry" },
    })
}

fn paths(document: &Value) -> Vec<String> {
    check(document).faults.into_iter().map(|finding| finding.path).collect()
}

fn changed(pointer: &str, value: Value) -> Value {
    let mut document = badge();
    *document.pointer_mut(pointer).unwrap_or_else(|| panic!("no {pointer}")) = value;
    document
}

#[test]
fn a_full_badge_has_no_fault() {
    assert_eq!(check(&badge()), Findings::default());
}

#[test]
fn a_wrong_type_is_found_wherever_an_object_stands() {
    let objects = [
        "/issuer",
        "/issuer/parentOrg",
        "/issuer/otherIdentifier/0",
        "/issuer/address",
        "/issuer/address/geo",
        "/credentialSubject",
        "/credentialSubject/identifier/0",
        "/credentialSubject/source",
        "/credentialSubject/result/0",
        "/credentialSubject/result/0/alignment/0",
        "/credentialSubject/achievement",
        "/credentialSubject/achievement/image",
        "/credentialSubject/achievement/related/0",
        "/credentialSubject/achievement/alignment/0",
        "/credentialSubject/achievement/resultDescription/0",
        "/credentialSubject/achievement/resultDescription/0/rubricCriterionLevel/0",
        "/evidence/0",
    ];
    for object in objects {
        for wrong in [json!("Other"), json!(["Other"]), json!([]), json!(null)] {
            let found = paths(&changed(&format!("{object}/type"), wrong.clone()));
            assert!(
                found.iter().any(|path| path.ends_with("type") || object.contains("evidence")),
                "{object} {wrong}: {found:?}"
            );
        }
    }
}

#[test]
fn every_required_field_is_missed() {
    let required = [
        "/@context",
        "/id",
        "/type",
        "/issuer",
        "/validFrom",
        "/credentialSubject",
        "/issuer/id",
        "/credentialSubject/achievement",
        "/credentialSubject/achievement/id",
        "/credentialSubject/achievement/name",
        "/credentialSubject/achievement/description",
        "/credentialSubject/achievement/criteria",
        "/credentialSubject/identifier/0/hashed",
        "/credentialSubject/identifier/0/identityHash",
        "/credentialSubject/identifier/0/identityType",
        "/credentialSubject/achievement/image/id",
        "/credentialSubject/achievement/alignment/0/targetName",
        "/credentialSubject/achievement/alignment/0/targetUrl",
        "/credentialSubject/achievement/resultDescription/0/resultType",
        "/credentialSubject/achievement/related/0/id",
        "/issuer/address/geo/latitude",
        "/relatedResource/0/digestMultibase",
        "/credentialStatus/type",
    ];
    for pointer in required {
        let (parent, field) = pointer.rsplit_once('/').unwrap();
        let mut document = badge();
        document.pointer_mut(parent).and_then(Value::as_object_mut).unwrap().shift_remove(field);
        assert!(!paths(&document).is_empty(), "{pointer}");
        assert!(!paths(&changed(pointer, Value::Null)).is_empty(), "{pointer} null");
    }
}

#[test]
fn a_value_of_the_wrong_kind_is_found() {
    let table = [
        ("/id", json!("1")),
        ("/id", json!(["https://a.example/1"])),
        ("/issuer/id", json!("a.example")),
        ("/validFrom", json!("2026-01-02")),
        ("/validFrom", json!("2026-01-02T03:04:05")),
        ("/validFrom", json!("2026-01-02 03:04:05Z")),
        ("/validFrom", json!("2026-13-02T03:04:05Z")),
        ("/validFrom", json!(1_700_000_000)),
        ("/validUntil", json!("2025-01-02T03:04:05Z")),
        ("/credentialSubject/identifier/0/hashed", json!("true")),
        ("/credentialSubject/identifier/0/identityType", json!("email")),
        ("/credentialSubject/result/0/status", json!("ext:Other")),
        ("/credentialSubject/achievement/achievementType", json!("Dream")),
        ("/credentialSubject/achievement/inLanguage", json!("French")),
        ("/credentialSubject/achievement/name", json!(7)),
        ("/credentialSubject/achievement/criteria", json!("none")),
        ("/credentialSubject/achievement/image", json!("https://a.example/i.png")),
        ("/credentialSubject/achievement/alignment/0/targetUrl", json!("t")),
        ("/issuer/address/geo/latitude", json!("1")),
        ("/credentialSubject", json!([])),
        ("/credentialSubject", json!({})),
        ("/@context/0", json!("https://www.w3.org/2019/credentials/v2")),
        ("/@context/1", json!("https://other.example/context.json")),
        ("/type", json!(["OpenBadgeCredential"])),
        ("/name", json!(["a", 7])),
    ];
    for (pointer, value) in table {
        assert!(!paths(&changed(pointer, value.clone())).is_empty(), "{pointer}: {value}");
    }
}

#[test]
fn a_badge_for_nobody_is_a_fault() {
    let mut document = badge();
    let subject = document["credentialSubject"].as_object_mut().unwrap();
    subject.shift_remove("id");
    assert!(check(&document).faults.is_empty());
    document["credentialSubject"].as_object_mut().unwrap().shift_remove("identifier");
    assert_eq!(paths(&document), ["credentialSubject"]);
}

#[test]
fn odd_but_harmless_things_are_warnings() {
    let mut document = badge();
    document["awardedDate"] = json!("2026-01-02");
    document["credentialSubject"]["activityStartDate"] = json!("2026-01-02");
    document["evidence"] = json!([]);
    document["credentialSubject"]["achievement"]["creator"] = json!([]);
    document["credentialSubject"]["narrative"] = Value::Null;
    let findings = check(&document);
    assert_eq!(findings.faults, []);
    assert_eq!(findings.warnings.len(), 5);
}

#[test]
fn a_badge_in_the_older_form_is_a_warning_with_its_own_dates() {
    let mut document = badge();
    document["@context"][0] = json!("https://www.w3.org/2018/credentials/v1");
    assert_eq!(paths(&document), ["issuanceDate"]);
    document["issuanceDate"] = json!("2026-01-02T03:04:05Z");
    let findings = check(&document);
    assert_eq!((findings.faults.len(), findings.warnings.len()), (0, 1));
}

#[test]
fn words_need_a_target_and_a_name() {
    let words = json!({
        "@context": badge()["@context"], "id": "urn:uuid:1", "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "N", "issuer": "did:web:a.example", "validFrom": "2026-01-02T03:04:05Z",
        "credentialSubject": { "id": "https://b.example", "type": ["EndorsementSubject"], "endorsementComment": "well done" },
    });
    assert_eq!(check(&words), Findings::default());
    for field in ["name", "id", "validFrom"] {
        let mut without = words.clone();
        without.as_object_mut().unwrap().shift_remove(field);
        assert_eq!(paths(&without), [field]);
    }
    let mut without = words.clone();
    without["credentialSubject"].as_object_mut().unwrap().shift_remove("id");
    assert_eq!(paths(&without), ["credentialSubject.id"]);
}

#[test]
fn findings_have_a_limit() {
    let mut document = badge();
    document["evidence"] = Value::Array(vec![json!({ "type": "Other" }); 100]);
    assert_eq!(check(&document).faults.len(), FINDINGS_MAX);
}

#[test]
fn the_examples_of_the_specification_have_no_fault() {
    let names = [
        "002-docformat-Sample-OpenBadgeCredential-file-contents.json",
        "009-achievementAlignmentCase-Achievement-alignment-CASE.json",
        "011-basicOpenBadgeCredential-Sample-OpenBadgeCredential.json",
        "012-endorsement-Sample-EndorsementCredential.json",
        "013-fullOpenBadge-Complete-OpenBadgeCredential.json",
        "014-skillAssertionCase-Skill-Assertion-CASE.json",
        "015-skillAssertionCtdl-Skill-Assertion-Credential-Registry.json",
    ];
    for name in names {
        let Some(document) = sample_json(&format!("1edtech-ob3-spec/extracted/{name}")) else { return };
        assert_eq!(check(&document).faults, [], "{name}");
    }
}

#[test]
fn the_faulty_samples_of_the_public_validator_are_faulty_whatever_their_signature() {
    let faulty = [
        "context",
        "issuer",
        "credential-subject-type",
        "credential-subject-identifier-type",
        "credential-subject-result-type",
        "credential-subject-achievement-result-description-type",
        "credential-subject-profile-type",
        "evidence-type",
        "issuer-type",
        "issuer-parentorg-type",
        "issuer-otheridentifier-type",
    ];
    for name in faulty {
        let Some(document) = sample_json(&format!("1edtech-public-validator/ob30/simple-err-{name}.json")) else { return };
        assert!(!check(&document).faults.is_empty(), "{name}");
    }
    for name in
        ["simple", "complete", "simple-did-key-method", "simple-did-web-method", "simple-context-version", "endorsement-valid"]
    {
        let Some(document) = sample_json(&format!("1edtech-public-validator/ob30/{name}.json")) else { return };
        assert_eq!(check(&document).faults, [], "{name}");
    }
}

/// What a look at the structure alone cannot see: contexts that define or redefine terms, and unmapped types.
const NEEDS_CONTEXTS: &[&str] = &[
    "credential-context-combo3-fail",
    "credential-context-combo4-fail",
    "credential-redef-type-fail",
    "credential-redef-type2-fail",
    "credential-type-unmapped-fail",
    "credential-type-mapped-nonurl-fail",
    "credential-status-type-nonurl-fail",
    "credential-missing-base-context-fail-or-inject",
    "credential-no-context-fail-or-inject",
];

#[test]
fn the_inputs_of_the_w3c_suite_are_told_apart() {
    let Some(folder) = folder("w3c-vcdm2-inputs/input") else { return };
    let mut wrong = Vec::new();
    for directory in [folder.clone(), folder.join("names-and-descriptions")] {
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let credential = name.starts_with("credential-") || name.starts_with("issuer-");
            if !credential || NEEDS_CONTEXTS.contains(&name.as_str()) || path.is_dir() {
                continue;
            }
            let document: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
            let issuer = "did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi";
            let document = as_the_runner_completes(document, &name, issuer);
            let faults = check(&document).faults;
            if faults.is_empty() != name.ends_with("-ok") {
                wrong.push((name, faults));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The suite's own runner names the issuer of the implementation under test, and writes dates around today.
pub(crate) fn as_the_runner_completes(mut document: Value, name: &str, issuer: &str) -> Value {
    let issuer = json!(issuer);
    match document.get("issuer") {
        None if !name.contains("no-issuer") => document["issuer"] = issuer,
        Some(Value::Object(profile)) if !profile.contains_key("id") => document["issuer"]["id"] = issuer,
        _ => {}
    }
    let (earlier, later) = (json!("2026-01-02T03:04:05Z"), json!("2026-01-02T03:04:06Z"));
    if name.starts_with("credential-validUntil-validFrom") {
        let ends_later = name.ends_with("-ok");
        document["validFrom"] = if ends_later { earlier.clone() } else { later.clone() };
        document["validUntil"] = if ends_later { later } else { earlier };
    }
    document
}

#[test]
fn the_tables_say_what_the_published_schema_says() {
    let Some(schema) = sample_json("openbadgeslib/ob_schemas/ob_v3p0_achievementcredential_schema.json") else { return };
    for class in super::classes::ALL {
        let name = class.name.unwrap();
        let published = &schema["$defs"][name];
        let fields = published["properties"].as_object().unwrap_or_else(|| panic!("{name} is not published"));
        let ours = |field: &str| class.fields.iter().find(|ours| ours.name == field);
        for (field, holds) in fields.iter().filter(|(field, _)| *field != "type") {
            let ours = ours(field).unwrap_or_else(|| panic!("{name}.{field} is missing"));
            let required = published["required"].as_array().is_some_and(|list| list.contains(&json!(field)));
            assert_eq!(ours.required, required, "{name}.{field}");
            let many = holds.to_string().contains("\"items\"");
            assert_eq!(ours.many, many, "{name}.{field}");
            if let Some(words) = words_of(holds) {
                let (Holds::Word(known) | Holds::ClosedWord(known)) = ours.holds else { panic!("{name}.{field} is a word") };
                assert_eq!(json!(known), words, "{name}.{field}");
                assert_eq!(matches!(ours.holds, Holds::Word(_)), holds.to_string().contains("ext:"), "{name}.{field}");
            }
        }
        // Ours may know more: `inLanguage` of newer editions, never less.
        assert!(class.fields.len() >= fields.len() - 1, "{name}");
    }
}

/// The enumeration of a property, straight or as one of its alternatives.
fn words_of(property: &Value) -> Option<Value> {
    let alternatives = property["oneOf"].as_array().into_iter().flatten();
    std::iter::once(property).chain(alternatives).find_map(|one| one.get("enum").cloned())
}
