//! The quick walk and the complete algorithm say the same of every document, in safe mode.

use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::{Map, json};

use super::*;

const TERMS: &str = "urn:test:agreement";

static ENGINE: LazyLock<Engine> = LazyLock::new(engine);

/// Terms of every kind that the quick walk converts itself, and of the kinds that it leaves to the other.
fn engine() -> Engine {
    let context = json!({
        "@vocab": null, "id": "@id", "type": "@type", "a": "@type", "none": "@none", "ex": "urn:ex:", "value": "@value",
        "name": "ex:name",
        "title": {"@id": "ex:title", "@language": "FR"},
        "knows": {"@id": "ex:knows", "@type": "@id"},
        "kind": {"@id": "ex:kind", "@type": "@vocab"},
        "date": {"@id": "ex:date", "@type": "ex:date"},
        "score": {"@id": "ex:score", "@type": "http://www.w3.org/2001/XMLSchema#double"},
        "order": {"@id": "ex:order", "@container": "@list"},
        "ids": {"@id": "ex:ids", "@container": "@list", "@type": "@id"},
        "tags": {"@id": "ex:tags", "@container": "@set"},
        "label": {"@id": "ex:label", "@container": "@language"},
        "raw": {"@id": "ex:raw", "@type": "@json"},
        "part": {"@id": "ex:part", "@container": "@graph", "@type": "@id"},
        "off": null,
        "reversed": {"@reverse": "ex:knows"},
        "indexed": {"@id": "ex:indexed", "@container": "@index"},
        "byId": {"@id": "ex:byId", "@container": "@id"},
        "byType": {"@id": "ex:byType", "@container": "@type"},
        "inside": {"@id": "ex:inside", "@type": "@vocab", "@context": {"word": "ex:word", "name": "ex:innerName"}},
        "spoken": {"@id": "ex:spoken", "@context": {"@language": "de"}},
        "lasting": {"@id": "ex:lasting", "@context": {"nick": "ex:lastingNick"}},
        "Person": {"@id": "ex:Person", "@context": {"nick": "ex:nick", "name": {"@id": "ex:fullName", "@type": "ex:n"}}},
        "Player": {"@id": "ex:Player", "@context": {"nick": "ex:playerNick", "rank": "ex:rank", "id": "@id"}},
        "Lasting": {"@id": "ex:Lasting", "@context": {"@propagate": true, "nick": {"@id": "ex:nick", "@container": "@list"}}},
        "Speaker": {"@id": "ex:Speaker", "@context": {"@language": "br", "@vocab": "urn:words:"}},
    });
    Engine::new().with_context(TERMS, &context)
}

const KEYS: [&str; 22] = [
    "name", "title", "knows", "kind", "date", "order", "ids", "tags", "raw", "inside", "spoken", "lasting", "nick", "ex:other",
    "urn:p", "part", "reversed", "label", "byId", "byType", "score", "word",
];

/// Keys under which most is refused.
const HARD_KEYS: [&str; 11] =
    ["unknown", "off", "indexed", "@index", "@graph", "@nest", "@reverse", "@included", "id", "type", "rank"];

const TEXTS: [&str; 10] = ["Person", "Player", "Lasting", "Speaker", "urn:a", "urn:b", "_:b", "ex:c", "word", "1.5E0"];

const HARD_TEXTS: [&str; 4] = ["relative", "fr", "none", "urn:a b"];

/// Twenty of the first kind to one of the second.
fn mostly(easy: &'static [&'static str], hard: &'static [&'static str]) -> impl Strategy<Value = &'static str> + Clone {
    prop_oneof![20 => prop::sample::select(easy), 1 => prop::sample::select(hard)]
}

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        20 => mostly(&TEXTS, &HARD_TEXTS).prop_map(Value::from),
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::from),
        1 => (-3..100_i64).prop_map(Value::from),
        1 => prop::sample::select(vec![1.5, 1e20, 4.0]).prop_map(Value::from),
    ]
}

fn object(value: impl Strategy<Value = Value> + Clone + 'static) -> impl Strategy<Value = Value> {
    let types = || prop::sample::select(vec![json!("Person"), json!(["Player", "Person"]), json!("Speaker"), json!(["Lasting"])]);
    let entry = prop_oneof![
        12 => (mostly(&KEYS, &HARD_KEYS), value.clone()),
        2 => (prop::sample::select(vec!["id", "@id"]), prop::sample::select(vec![json!("urn:a"), json!("_:b"), json!("ex:i")])),
        2 => (prop::sample::select(vec!["type", "a", "@type"]), types()),
    ];
    let node = prop::collection::vec(entry, 0..5);
    let text = || mostly(&["urn:d", "fr", "ex:e", "none"], &TEXTS);
    prop_oneof![
        16 => node.prop_map(|entries| entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>().into()),
        1 => value.clone().prop_map(|value| json!({"@list": value})),
        1 => value.clone().prop_map(|value| json!({"@set": value})),
        1 => scalar().prop_map(|value| json!({"@value": value})),
        1 => scalar().prop_map(|value| json!({"value": value, "@language": "fr"})),
        1 => (scalar(), text()).prop_map(|(value, datatype)| json!({"@value": value, "type": datatype})),
        1 => (scalar(), text()).prop_map(|(value, tag)| json!({"@value": value, "@language": tag, "@direction": "rtl"})),
        1 => prop::collection::vec((text(), value), 0..3)
            .prop_map(|entries| entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>().into()),
    ]
}

fn document() -> impl Strategy<Value = Value> {
    let value = scalar().prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            1 => prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            3 => object(inner),
        ]
    });
    object(value).prop_map(|mut document| {
        document["@context"] = TERMS.into();
        document
    })
}

/// What is wrong with a pair of answers, if anything is.
fn disagreement(engine: &Engine, document: &Value) -> Option<String> {
    let quick = canonical(engine, document);
    let complete = engine.dataset_under(document, &Options::default()).map(|dataset| {
        let canonical = rdfc::canonicalise::<Sha256>(&dataset, rdfc::WORK_MAX).expect("canonical");
        String::from_utf8(canonical.as_bytes().to_vec()).expect("UTF-8")
    });
    match (&quick, &complete) {
        (Ok(quick), Ok(complete)) if quick == complete => None,
        (Err(_), Err(_)) => None,
        // A document that says nothing is for the caller to refuse.
        (Ok(quick), Err(JsonLdError { fault: Fault::Unsigned(_), .. })) if quick.is_empty() => None,
        // The quick walk refuses more: a document that is one value or list, and null as all of a set.
        (Err(JsonLdError { fault: Fault::InvalidValue(what), .. }), Ok(_)) if what.contains("stand in objects of their own") => {
            None
        }
        (Err(JsonLdError { fault: Fault::Unsigned("null among several values"), .. }), Ok(_)) => None,
        _ => Some(format!("{document:#}\nquick: {quick:?}\ncomplete: {complete:?}")),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, max_shrink_iters: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn the_quick_walk_and_the_complete_algorithm_agree(document in document()) {
        let found = disagreement(&ENGINE, &document);
        prop_assert!(found.is_none(), "{}", found.unwrap_or_default());
    }
}
