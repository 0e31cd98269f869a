use serde_json::json;

use super::*;
use crate::read::normal;
use crate::samples::sample_json;

fn found(document: &Value, kind: Kind, standard: Standard) -> Findings {
    check_older(&normal(document), kind, standard)
}

/// A document of a class in which everything that must be there is there.
fn whole(kind: Kind, standard: Standard) -> Value {
    let context = match standard {
        Standard::Ob20 => json!("https://w3id.org/openbadges/v2"),
        Standard::Ob11 => json!("https://w3id.org/openbadges/v1"),
        _ => Value::Null,
    };
    let address = "https://a.example/1";
    let mut document = match (kind, standard) {
        (Kind::Assertion, Standard::Ob05) => json!({ "recipient": "bo@b.example", "badge": {} }),
        (Kind::Assertion, _) => json!({ "id": address, "uid": "1", "badge": address, "issuedOn": "2026-01-02T03:04:05Z",
            "recipient": { "type": "email", "hashed": false, "identity": "bo@b.example" },
            "verification": { "type": "hosted", "url": address } }),
        (Kind::BadgeClass, _) => {
            json!({ "id": address, "name": "N", "description": "D", "image": address, "criteria": address, "issuer": address })
        }
        (Kind::Profile, Standard::Ob05) => json!({ "origin": "https://a.example", "name": "N" }),
        (Kind::Profile, _) => json!({ "id": address, "name": "N", "url": address, "email": "e@a.example" }),
        (Kind::Endorsement, _) => json!({ "id": address, "issuer": address, "issuedOn": "2026-01-02T03:04:05Z",
            "claim": { "id": address, "endorsementComment": "C" }, "verification": { "type": "hosted" } }),
        (Kind::RevocationList, _) => json!({ "id": address, "issuer": address, "revokedAssertions": ["urn:uuid:1"] }),
        (Kind::Key, _) => json!({ "id": address, "owner": address, "publicKeyPem": "PEM" }),
    };
    if !context.is_null() {
        document["@context"] = context;
        document["type"] = json!(classes::of(kind, standard).names[0]);
    }
    document
}

const KINDS: [Kind; 6] = [Kind::Assertion, Kind::BadgeClass, Kind::Profile, Kind::Endorsement, Kind::RevocationList, Kind::Key];

fn every_class() -> impl Iterator<Item = (Kind, Standard)> {
    let first = [Standard::Ob05, Standard::Ob10, Standard::Ob11];
    let early = first.into_iter().flat_map(|standard| KINDS[..3].iter().map(move |kind| (*kind, standard)));
    early.chain(KINDS.into_iter().map(|kind| (kind, Standard::Ob20)))
}

#[test]
fn what_is_whole_has_neither_fault_nor_oddity() {
    for (kind, standard) in every_class() {
        assert_eq!(found(&whole(kind, standard), kind, standard), Findings::default(), "{kind:?} {standard}");
    }
}

/// Every field of every class: what must be there is missed, and nothing may hold what is of no kind at all.
#[test]
fn every_field_that_is_missing_or_of_another_kind_is_found() {
    for (kind, standard) in every_class() {
        for field in classes::of(kind, standard).fields {
            let mut without = whole(kind, standard);
            without.as_object_mut().unwrap().shift_remove(field.name);
            let missing = found(&without, kind, standard);
            let named = |findings: &[super::super::Finding]| findings.iter().any(|finding| finding.path == field.name);
            assert_eq!(named(&missing.faults), field.need == Need::Must, "{kind:?} {standard} without {}", field.name);
            if field.need == Need::Expected {
                assert!(named(&missing.warnings), "{kind:?} {standard} without {}", field.name);
            }
            let mut strange = whole(kind, standard);
            // Only dates may be numbers, only versions and salts are texts or numbers; nothing is a list of lists.
            strange[field.name] = json!([[[]]]);
            assert!(!found(&strange, kind, standard).faults.is_empty(), "{kind:?} {standard} with a strange {}", field.name);
        }
    }
}

/// The schemas that 1EdTech published for 0.5 and 1.1 ask for nothing that is not asked here.
#[test]
fn what_the_published_schemas_require_is_required() {
    let table = [
        ("v0/schema/assertion.json", "/allOf/0", Kind::Assertion, Standard::Ob05),
        ("v0/schema/assertion.json", "/definitions/BadgeObject", Kind::BadgeClass, Standard::Ob05),
        ("v0/schema/assertion.json", "/definitions/Issuer", Kind::Profile, Standard::Ob05),
        ("v1/schema/assertion.json", "", Kind::Assertion, Standard::Ob11),
        ("v1/schema/badgeclass.json", "", Kind::BadgeClass, Standard::Ob11),
        ("v1/schema/issuer.json", "", Kind::Profile, Standard::Ob11),
    ];
    for (file, place, kind, standard) in table {
        let Some(schema) = sample_json(&format!("1edtech-ob2-spec/{file}")) else { return };
        for field in schema.pointer(place).unwrap()["required"].as_array().unwrap() {
            let field = field.as_str().unwrap();
            let mut without = whole(kind, standard);
            let name = if field == "verify" { "verification" } else { field };
            without.as_object_mut().unwrap().shift_remove(name);
            assert_ne!(found(&without, kind, standard), Findings::default(), "{kind:?} {standard} without {field}");
        }
    }
}

#[test]
fn dates_are_read_in_every_form_that_was_ever_allowed() {
    let moment = |text: &str| text.parse::<jiff::Timestamp>().unwrap();
    let table = [
        (json!("2026-01-02T03:04:05Z"), "2026-01-02T03:04:05Z", false),
        (json!("2026-01-02T03:04:05.678+02:00"), "2026-01-02T01:04:05.678Z", false),
        (json!("2026-01-02T03:04Z"), "2026-01-02T03:04:00Z", true),
        (json!("2026-01-02T03:04:05"), "2026-01-02T03:04:05Z", true),
        (json!("2026-01-02T03:04:05.678901"), "2026-01-02T03:04:05.678901Z", true),
        (json!("2026-01-02T03:04:05,678Z"), "2026-01-02T03:04:05.678Z", true),
        (json!("2026-01-02 03:04:05"), "2026-01-02T03:04:05Z", true),
        (json!("2026-01-02T03:04:05+0200"), "2026-01-02T01:04:05Z", true),
        (json!("2026-01-02T03:04:05-02"), "2026-01-02T05:04:05Z", true),
        (json!("2026-01-02"), "2026-01-02T00:00:00Z", true),
        (json!(1_767_323_045), "2026-01-02T03:04:05Z", true),
        (json!("1767323045"), "2026-01-02T03:04:05Z", true),
        (json!(0), "1970-01-01T00:00:00Z", true),
    ];
    for (value, at, odd) in table {
        let date = parse_loose_date(&value).unwrap_or_else(|| panic!("{value}"));
        assert_eq!((date.at, date.odd.is_some()), (moment(at), odd), "{value}");
    }
    let day = parse_loose_date(&json!("2026-01-02")).unwrap();
    assert_eq!((day.until > moment("2026-01-02T23:59:59Z"), day.until < moment("2026-01-03T00:00:00Z")), (true, true));
    for value in [
        json!(-1),
        json!(1.5),
        json!(1_767_323_045_000_i64),
        json!(""),
        json!("soon"),
        json!("2026-13-01"),
        json!("2026-02-30T00:00:00Z"),
        json!("2026-01-02T25:00:00Z"),
        json!("2026-01-02T03:04:05+é"),
        json!("2026-01-02T03:04:05+1"),
        json!("2026-01-02Té"),
        json!("éé-01-02T00"),
        json!("02/01/2026"),
        json!("2026"),
        json!(null),
        json!([]),
        json!(true),
    ] {
        assert_eq!(parse_loose_date(&value), None, "{value}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_as_a_date_is_read_or_not_and_no_panic(text in "\\PC{0,30}", digits in "[0-9T:Z+. -]{0,30}") {
        let _ = (parse_loose_date(&json!(text)), parse_loose_date(&json!(digits)));
    }
}

#[test]
fn extensions_with_a_published_schema_are_checked_and_others_are_left_alone() {
    let with = |extension: Value| {
        let mut badge = whole(Kind::BadgeClass, Standard::Ob20);
        badge["extensions:own"] = extension;
        found(&badge, Kind::BadgeClass, Standard::Ob20).faults.len()
    };
    let table = [
        (json!({ "type": ["Extension", "extensions:ApplyLink"], "url": "https://a.example" }), 0),
        (json!({ "type": ["Extension", "extensions:ApplyLink"], "url": 5 }), 1),
        (json!({ "@type": ["Extension", "extensions:ApplyLink"] }), 1),
        (
            json!([{ "type": "extensions:ExampleExtension", "exampleProperty": "E" }, { "type": "extensions:ExampleExtension" }]),
            1,
        ),
        (
            json!({ "type": ["Extension", "https://w3id.org/openbadges/extensions#ExampleExtension"], "http://schema.org/text": "E" }),
            0,
        ),
        (json!({ "type": ["Extension", "extensions:LicenseExtension"], "id": "CC-BY" }), 1),
        (json!({ "type": ["Extension", "extensions:GeoCoordinates"], "description": "D", "geo": {} }), 0),
        (json!({ "type": ["Extension", "endorsement"] }), 1),
        (json!({ "type": ["Extension", "extensions:SomebodysOwn"], "url": 5 }), 0),
        (json!({ "within": { "type": ["Extension", "extensions:originalCreator"] } }), 1),
        (json!("text"), 0),
    ];
    for (extension, faults) in table {
        assert_eq!(with(extension.clone()), faults, "{extension}");
    }
}

#[test]
fn a_hash_is_told_from_an_address() {
    let with = |identity: &str, hashed: bool| {
        let mut badge = whole(Kind::Assertion, Standard::Ob20);
        badge["recipient"] = json!({ "type": "email", "hashed": hashed, "identity": identity });
        let found = found(&badge, Kind::Assertion, Standard::Ob20);
        (found.faults.len(), found.warnings.len())
    };
    let sha256 = format!("sha256${}", "aB".repeat(32));
    assert_eq!(with(&sha256, true), (0, 0));
    assert_eq!(with(&format!("md5${}", "0".repeat(32)), true), (0, 0));
    assert_eq!(with("sha256$28d50415252ab6c689a54413da15b083034b66e5", true), (0, 1), "as the examples of 1.1 have it");
    assert_eq!(with("bo@b.example", true), (1, 0));
    assert_eq!(with(&sha256, false), (0, 1));
    assert_eq!(with("pa$$word@b.example", false), (0, 0));
}
