//! A template is exactly the general path: on values of all kinds, and where it could be carelessly wrong.

use std::collections::HashSet;

use ed25519_dalek::{Signer, SigningKey};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Bulk, Scratch, Skeleton, Template, TemplateError};
use crate::jsonld::Engine;
use crate::multibase::Ed25519Public;
use crate::proof::{self, ProofOptions, SignError};

const OPTIONS: ProofOptions<'_> = ProofOptions {
    verification_method: "did:web:badges.example.org:i:brest#key",
    created: "2018-07-05T19:23:24Z",
    purpose: "assertionMethod",
};

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

fn public() -> Ed25519Public {
    Ed25519Public::from_bytes(key().verifying_key().as_bytes()).expect("point")
}

fn sign(message: &[u8]) -> Result<[u8; 64], SignError> {
    Ok(key().sign(message).to_bytes())
}

fn badge() -> Value {
    crate::json::read(include_bytes!("../../benches/ob_full.json")).expect("JSON")
}

/// The badge of the bench with eight values: two in IRIs, one an IRI, five in literals.
fn badge_of(values: &[String]) -> Value {
    let mut badge = badge();
    badge["id"] = json!(format!("https://badges.example.org/c/{}", values[0]));
    badge["credentialSubject"]["identifier"][0]["identityHash"] = json!(format!("sha256${}", values[1]));
    badge["credentialSubject"]["identifier"][0]["salt"] = json!(values[2]);
    badge["credentialStatus"]["id"] = json!(format!("https://badges.example.org/status/3#{}", values[3]));
    badge["credentialStatus"]["statusListIndex"] = json!(values[3]);
    badge["credentialSubject"]["role"] = json!(values[4]);
    badge["evidence"][0]["id"] = json!(values[5]);
    badge["credentialSubject"]["achievement"]["alignment"][1]["targetName"] = json!(values[6]);
    badge["credentialSubject"]["achievement"]["tag"] = json!([values[6], values[7], "communs"]);
    badge
}

/// Two alignments that differ in one value only: their first-degree hashes, and so all labels, hang on it.
fn twins_of(values: &[String]) -> Value {
    let mut badge = badge_of(values);
    let alignments = &mut badge["credentialSubject"]["achievement"]["alignment"];
    alignments[1] = alignments[0].clone();
    alignments[0]["targetName"] = json!(values[6]);
    alignments[1]["targetName"] = json!(values[7]);
    badge
}

fn compiled(write: impl Fn(&[String]) -> Value, holes: usize) -> Result<Template<'static>, TemplateError> {
    let skeleton = Skeleton::of(holes, |texts| Ok::<_, TemplateError>(write(texts)))?;
    Template::compile(Engine::standard(), skeleton, &OPTIONS)
}

fn general(write: impl Fn(&[String]) -> Value, values: &[String]) -> Vec<u8> {
    proof::create_bytes(Engine::standard(), &write(values), &OPTIONS, sign).expect("signed")
}

fn by_template(template: &Template<'_>, values: &[String], scratch: &mut Scratch) -> Vec<u8> {
    let message = template.message(values, scratch).expect("message");
    let mut out = Vec::new();
    template.write_signed(values, &sign(&message).expect("signed"), &mut out).expect("written");
    out
}

fn any_text() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        "",
        "\"",
        "\\",
        "\n",
        "\u{7f}",
        "communs",
        "coopération",
        "_:c14n1",
        "\u{1}\r\t\u{8}\u{c}",
        "🏅",
        "S1.2.3",
        "<x>",
        "animer une réunion",
        "travailler en équipe",
        "null",
    ]);
    prop_oneof![3 => "\\PC{0,12}", 3 => odd.prop_map(str::to_owned), 1 => any::<String>()]
}

fn any_end() -> impl Strategy<Value = String> {
    prop_oneof!["[0-9a-f]{1,16}", "[a-zA-Z0-9/?&=%:@._-]{0,8}", "[a-z]{0,2}#[a-z]{0,2}", Just("//é日".to_owned())]
}

fn any_iri() -> impl Strategy<Value = String> {
    // Some of them name what the document names already.
    let known = ["https://badges.example.org/a/42", "did:web:badges.example.org:i:brest"];
    let scheme = prop::sample::select(vec!["https://", "http://", "did:", "urn:uuid:"]);
    prop_oneof![
        3 => (scheme, any_end()).prop_map(|(scheme, end)| format!("{scheme}{end}")),
        1 => prop::sample::select(known.to_vec()).prop_map(str::to_owned),
    ]
}

prop_compose! {
    fn any_row()(ends in prop::array::uniform2(any_end()), iri in any_iri(), texts in prop::array::uniform5(any_text())) -> Vec<String> {
        let [id, place] = ends;
        // The place stands behind a `#` already.
        let place = place.replace('#', "");
        let [hash, salt, role, left, right] = texts;
        vec![id, hash, salt, place, role, iri, left, right]
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_row_is_byte_for_byte_what_the_general_path_makes_of_it(rows in prop::collection::vec(any_row(), 1..4)) {
        let (badge, twins) = (compiled(badge_of, 8).expect("badge"), compiled(twins_of, 8).expect("twins"));
        let mut scratch = Scratch::default();
        for row in &rows {
            prop_assert_eq!(by_template(&badge, row, &mut scratch), general(badge_of, row));
            prop_assert_eq!(by_template(&twins, row, &mut scratch), general(twins_of, row));
        }
    }

    #[test]
    fn a_skeleton_is_stored_and_read_back(row in any_row()) {
        let skeleton = Skeleton::of(8, |texts| Ok::<_, TemplateError>(twins_of(texts))).expect("skeleton");
        let back = Skeleton::from_stored(&skeleton.to_stored()).expect("stored");
        prop_assert_eq!(&back, &skeleton);
        prop_assert_eq!(back.fill(&row).expect("filled"), serde_json::to_vec(&twins_of(&row)).expect("bytes"));
    }
}

fn row(values: [&str; 8]) -> Vec<String> {
    values.map(str::to_owned).to_vec()
}

/// What a fixed skeleton gets wrong: one value in one node, and other nodes get other labels.
#[test]
fn one_value_permutes_the_labels_of_all_blank_nodes() {
    let template = compiled(badge_of, 8).expect("template");
    let mut scratch = Scratch::default();
    let mut seen = HashSet::new();
    for n in 0..200 {
        let salt = format!("{n}");
        let row = row(["1", "2", &salt, "3", "4", "urn:uuid:5", "6", "7"]);
        assert_eq!(by_template(&template, &row, &mut scratch), general(badge_of, &row));
        seen.insert(scratch.labels.clone());
    }
    assert!(seen.len() > 3, "{} orders of labels", seen.len());
}

/// Values that make two lines one, in the dataset and inside of a first-degree hash.
#[test]
fn lines_that_values_make_equal_count_once() {
    let template = compiled(badge_of, 8).expect("template");
    let mut scratch = Scratch::default();
    for (left, right) in [("a", "a"), ("communs", "b"), ("communs", "communs")] {
        let row = row(["1", "2", "3", "4", "5", "urn:uuid:5", left, right]);
        assert_eq!(by_template(&template, &row, &mut scratch), general(badge_of, &row), "{left} {right}");
    }
    let two_tags = |values: &[String]| {
        let mut badge = badge();
        badge["evidence"][0].as_object_mut().expect("object").remove("id");
        badge["evidence"][0]["genre"] = json!([values[0], values[1]]);
        badge
    };
    let template = compiled(two_tags, 2).expect("template");
    for row in [["a", "a"], ["a", "b"]].map(|row| row.map(str::to_owned)) {
        assert_eq!(by_template(&template, &row, &mut scratch), general(two_tags, &row));
    }
}

/// Blank nodes that look the same take the general path, and are still the same.
#[test]
fn blank_nodes_that_look_alike_take_the_general_path() {
    let template = compiled(twins_of, 8).expect("template");
    let row = row(["1", "2", "3", "4", "5", "urn:uuid:5", "same", "same"]);
    let mut scratch = Scratch::default();
    assert_eq!(template.statements.hash(&row, &mut scratch), None);
    assert_eq!(by_template(&template, &row, &mut scratch), general(twins_of, &row));
}

#[test]
fn no_blank_node_and_one_are_templates_too() {
    let words = |values: &[String]| {
        json!({
            "@context": badge()["@context"], "id": format!("https://a.example/{}", values[0]),
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "issuer": {"id": "did:web:a.example", "type": ["Profile"], "name": values[1]},
            "credentialSubject": {"id": "https://b.example/", "type": ["EndorsementSubject"], "endorsementComment": values[1]},
        })
    };
    let one = |values: &[String]| {
        let mut document = words(values);
        document["evidence"] = json!([{"type": ["Evidence"], "narrative": values[1]}]);
        document
    };
    for write in [&words as &dyn Fn(&[String]) -> Value, &one] {
        let template = compiled(write, 2).expect("template");
        let row = ["7".to_owned(), "Grâce à \"toi\"".to_owned()];
        assert_eq!(by_template(&template, &row, &mut Scratch::default()), general(write, &row));
    }
}

fn refused(change: impl Fn(&mut Value, &str)) -> TemplateError {
    let write = |values: &[String]| {
        let mut badge = badge();
        change(&mut badge, &values[0]);
        badge
    };
    compiled(write, 1).expect_err("refused")
}

#[test]
fn a_hole_where_a_value_would_change_the_meaning_is_refused() {
    let place = |error: TemplateError| match error {
        TemplateError::Hole { hole: 0, place } => place,
        other => panic!("{other}"),
    };
    let context = |badge: &mut Value, hole: &str| badge["@context"] = json!([badge["@context"][0], {"x": hole}]);
    assert_eq!(place(refused(context)), "in a context");
    assert_eq!(place(refused(|badge, hole| badge["evidence"][0][hole] = json!("x"))), "in a key");
    assert_eq!(place(refused(|badge, hole| badge["evidence"][0]["type"] = json!(["Evidence", hole]))), "in a type");
    let compact = |badge: &mut Value, hole: &str| badge["evidence"][0]["id"] = json!(format!("xsd:{hole}"));
    assert!(matches!(refused(compact), TemplateError::Hole { .. } | TemplateError::Document(_)));
    let scheme = |badge: &mut Value, hole: &str| badge["evidence"][0]["id"] = json!(format!("x{hole}"));
    assert!(matches!(refused(scheme), TemplateError::Hole { .. } | TemplateError::Document(_)));
    let typed = |badge: &mut Value, hole: &str| badge["name"] = json!({"@value": "x", "@type": hole});
    assert_eq!(place(refused(typed)), "in a datatype");
    let json = |badge: &mut Value, hole: &str| badge["name"] = json!({"@value": hole, "@type": "@json"});
    assert!(matches!(refused(json), TemplateError::Hole { .. } | TemplateError::Document(_)));
}

#[test]
fn what_does_more_with_a_value_than_write_it_down_is_no_skeleton() {
    let upper = Skeleton::of(1, |texts| Ok::<_, TemplateError>(json!({"id": texts[0].to_uppercase()})));
    assert_eq!(upper.expect_err("refused"), TemplateError::NotOnlyValues);
    let length = Skeleton::of(1, |texts| {
        Ok::<_, TemplateError>(json!({"id": texts[0], "n": texts[0].bytes().map(u64::from).sum::<u64>()}))
    });
    assert_eq!(length.expect_err("refused"), TemplateError::NotOnlyValues);
}

/// A text of the model that looks like a marker is a text of the model.
#[test]
fn a_marker_in_somebodys_text_is_their_text() {
    let zero = super::holes::Markers::new(&[0; 32]).texts(1).remove(0);
    let write = |values: &[String]| {
        let mut badge = badge_of(values);
        badge["description"] = json!(format!("{zero} and {zero}"));
        badge
    };
    let template = compiled(write, 8);
    let row = row(["1", "2", "3", "4", "5", "urn:uuid:5", "6", "7"]);
    // Refused or right, never wrong.
    if let Ok(template) = template {
        assert_eq!(by_template(&template, &row, &mut Scratch::default()), general(write, &row));
    }
}

#[test]
fn values_that_are_no_part_of_an_iri_are_refused_where_one_stands() {
    let template = compiled(badge_of, 8).expect("template");
    let mut scratch = Scratch::default();
    let mut with = |hole: usize, value: &str| {
        let mut row = row(["1", "2", "3", "4", "5", "urn:uuid:5", "6", "7"]);
        row[hole] = value.to_owned();
        template.message(&row, &mut scratch).map(|_| ())
    };
    for value in ["a b", "<", "\"", "\\", "\u{7f}", "{", "\n"] {
        assert_eq!(with(0, value), Err(TemplateError::NotAnIri { hole: 0 }), "{value:?}");
        assert_eq!(with(2, value), Ok(()), "{value:?}");
    }
    // The status entry has a fragment already, and an IRI has one.
    assert_eq!(with(3, "a#b"), Err(TemplateError::NotAnIri { hole: 3 }));
    assert_eq!((with(0, "a#b"), with(0, "a#b#c")), (Ok(()), Err(TemplateError::NotAnIri { hole: 0 })));
    for value in ["x", "", "_:b", "ob:x", "javascript:alert(1)", "mailto:a@b.example", "/x"] {
        assert_eq!(with(5, value), Err(TemplateError::NotAnIri { hole: 5 }), "{value:?}");
    }
    assert_eq!(template.message(&["1"], &mut scratch), Err(TemplateError::Count { values: 1, holes: 8 }));
}

/// The batch stops when what is written is not what is signed.
#[test]
fn a_row_that_does_not_verify_stops_the_run() {
    let template = compiled(badge_of, 8).expect("template");
    let row = row(["1", "2", "3", "4", "5", "urn:uuid:5", "6", "7"]);
    let wrong = |_: &[u8]| Ok([1; 64]);
    let mut out = Vec::new();
    let stopped = Bulk::new(public()).sign(&template, &row, wrong, &mut out);
    assert!(matches!(stopped, Err(TemplateError::Disagrees(_))), "{stopped:?}");
    let mut bulk = Bulk::new(public());
    for n in 0..super::RECHECKED_EVERY {
        bulk.sign(&template, &row, |message| if n == 0 { sign(message) } else { Ok([0; 64]) }, &mut out).expect("not looked at");
    }
    let stopped = bulk.sign(&template, &row, wrong, &mut out);
    assert!(matches!(stopped, Err(TemplateError::Disagrees(_))), "{stopped:?}");
}

#[test]
fn what_is_stored_wrong_is_not_read() {
    for stored in ["", "{}", "[]", "[\"a\"]", "[\"a\",1,1]", "[null,1]", "[-1,1]", "[257]"] {
        assert!(matches!(Skeleton::from_stored(stored), Err(TemplateError::Stored(_))), "{stored}");
    }
    let skeleton = Skeleton::from_stored("[\"a\",0,1]").expect("stored");
    assert_eq!(skeleton.fill(&["b"]), Ok(b"ab".to_vec()));
    assert_eq!(skeleton.fill(&["b", "c"]), Err(TemplateError::Count { values: 2, holes: 1 }));
}
