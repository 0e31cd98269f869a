//! What only the complete algorithm converts, in safe mode: said, or refused; and its limits.

use serde_json::json;

use super::*;

const TERMS: &str = "urn:test:complete";

fn engine() -> Engine {
    let context = json!({
        "id": "@id", "type": "@type", "ex": "urn:ex:",
        "name": "ex:name",
        "knows": {"@id": "ex:knows", "@type": "@id"},
        "order": {"@id": "ex:order", "@container": "@list"},
        "knownBy": {"@reverse": "ex:knows", "@type": "@id"},
        "indexed": {"@id": "ex:indexed", "@container": "@index"},
        "byName": {"@id": "ex:byName", "@container": "@index", "@index": "name"},
        "byId": {"@id": "ex:byId", "@container": "@id"},
        "byType": {"@id": "ex:byType", "@container": "@type"},
        "parts": {"@id": "ex:parts", "@container": ["@graph", "@id"]},
        "more": "@nest",
        "A": "ex:A",
    });
    Engine::new().with_context(TERMS, &context)
}

fn convert_with(engine: &Engine, node: Value) -> Result<String, JsonLdError> {
    let mut document = json!({"@context": TERMS, "id": "urn:s"});
    document.as_object_mut().expect("object").extend(node.as_object().expect("object").clone());
    canonical(engine, &document)
}

fn convert(node: Value) -> Result<String, JsonLdError> {
    convert_with(&engine(), node)
}

fn refusal(node: Value) -> Fault {
    convert(node.clone()).expect_err(&node.to_string()).fault
}

fn too_much(engine: &Engine, node: Value) -> Option<&'static str> {
    match convert_with(engine, node).map_err(|error| error.fault) {
        Err(Fault::TooMuchWork { what, .. }) => Some(what),
        Err(fault) => panic!("{fault}"),
        Ok(_) => None,
    }
}

#[test]
fn maps_reverse_links_nests_and_graphs_are_said() {
    let line = |text: &str| Ok(format!("{text} .\n"));
    assert_eq!(convert(json!({"knownBy": "urn:a"})), line("<urn:a> <urn:ex:knows> <urn:s>"));
    assert_eq!(convert(json!({"@reverse": {"knows": {"id": "urn:a"}}})), line("<urn:a> <urn:ex:knows> <urn:s>"));
    assert_eq!(convert(json!({"more": {"name": "n"}})), line("<urn:s> <urn:ex:name> \"n\""));
    assert_eq!(
        convert(json!({"byId": {"urn:a": {"name": "n"}}})),
        Ok("<urn:a> <urn:ex:name> \"n\" .\n<urn:s> <urn:ex:byId> <urn:a> .\n".into())
    );
    assert_eq!(
        convert(json!({"byName": {"n": {"id": "urn:a"}}})),
        Ok("<urn:a> <urn:ex:name> \"n\" .\n<urn:s> <urn:ex:byName> <urn:a> .\n".into())
    );
    assert_eq!(
        convert(json!({"byType": {"A": {"id": "urn:a"}}})),
        Ok("<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:ex:A> .\n<urn:s> <urn:ex:byType> <urn:a> .\n".into())
    );
    assert_eq!(
        convert(json!({"parts": {"urn:g": {"id": "urn:a", "name": "n"}}})),
        Ok("<urn:a> <urn:ex:name> \"n\" <urn:g> .\n<urn:s> <urn:ex:parts> <urn:g> .\n".into())
    );
    assert_eq!(convert(json!({"@graph": {"id": "urn:a", "name": "n"}})), Ok("<urn:a> <urn:ex:name> \"n\" <urn:s> .\n".into()));
    assert_eq!(
        convert(json!({"name": "s", "@included": [{"id": "urn:a", "name": "n"}]})),
        Ok("<urn:a> <urn:ex:name> \"n\" .\n<urn:s> <urn:ex:name> \"s\" .\n".into())
    );
    let own = canonical(&engine(), &json!({"@context": [TERMS, {"own": "ex:own"}], "id": "urn:s", "own": "o"}));
    assert_eq!(own, line("<urn:s> <urn:ex:own> \"o\""));
}

#[test]
fn what_would_not_be_signed_is_refused_here_as_well() {
    assert_eq!(refusal(json!({"indexed": {"shown": "b"}})), Fault::Unsigned("@index"));
    assert_eq!(refusal(json!({"byId": {"urn:a": []}})), Fault::Unsigned("an index without values"));
    assert_eq!(
        refusal(json!({"byId": {"urn:a": {"id": "urn:b", "name": "n"}}})),
        Fault::Unsigned("the key of an @id map beside an @id")
    );
    assert_eq!(refusal(json!({"byId": {"relative": {"name": "n"}}})), Fault::RelativeIri("relative".into()));
    assert_eq!(refusal(json!({"byType": {"Unknown": {"name": "n"}}})), Fault::UndefinedTerm("Unknown".into()));
    assert_eq!(refusal(json!({"@graph": []})), Fault::Unsigned("a graph without statements"));
    assert_eq!(refusal(json!({"@graph": [{"id": "urn:a"}]})), Fault::Unsigned("a node without statements"));
    assert_eq!(refusal(json!({"@graph": ["a"]})), Fault::Unsigned("a value that belongs to no property"));
    assert_eq!(refusal(json!({"@graph": [{"@list": ["a"]}]})), Fault::Unsigned("a list that belongs to no property"));
    assert_eq!(refusal(json!({"knownBy": {"id": "urn:a", "colour": "red"}})), Fault::UndefinedTerm("colour".into()));
    assert_eq!(refusal(json!({"knownBy": "relative"})), Fault::RelativeIri("relative".into()));
    assert_eq!(refusal(json!({"more": {"colour": "red"}})), Fault::UndefinedTerm("colour".into()));
    assert_eq!(refusal(json!({"more": {"": "red"}})), Fault::UndefinedTerm(String::new()));
    for node in [
        json!({"@reverse": {"knows": "text"}}),
        json!({"@reverse": {"id": "urn:a"}}),
        json!({"more": "text"}),
        json!({"@included": ["text"]}),
        json!({"byId": {"urn:a": true}}),
        json!({"byName": {"n": "text"}}),
    ] {
        assert!(convert(node.clone()).is_err(), "{node}");
    }
}

#[test]
fn a_path_leads_to_the_fault() {
    let path = |node: Value| convert(node).expect_err("refused").path;
    assert_eq!(path(json!({"knownBy": [{"id": "urn:a"}, {"id": "urn:b", "colour": 1}]})), "knownBy[1].colour");
    assert_eq!(path(json!({"byId": {"urn:a": {"colour": 1}}})), "byId.urn:a[0].colour");
    assert_eq!(path(json!({"more": {"knows": {"colour": 1}}})), "more.knows.colour");
}

/// A scoped context that would fail when it is used is refused where it is defined.
#[test]
fn faults_of_terms_that_are_not_used_are_refused() {
    let document = |scoped: Value| {
        let context = json!([TERMS, {"unused": {"@id": "ex:unused", "@context": scoped}}]);
        json!({"@context": context, "id": "urn:s", "name": "n"})
    };
    assert!(canonical(&engine(), &document(json!({"x": "ex:x"}))).is_ok());
    for scoped in [json!({"x": 1}), json!({"@unknown": "x"}), json!("urn:unknown"), json!({"y": {"@id": "ex:y", "@context": 1}})]
    {
        assert!(canonical(&engine(), &document(scoped.clone())).is_err(), "{scoped}");
    }
}

#[test]
fn statements_values_and_text_are_bounded() {
    let limited = |limits: Limits| engine().with_limits(limits);
    let links = |count: usize| json!({"knownBy": (0..count).map(|n| format!("urn:{n}")).collect::<Vec<_>>()});
    let three = limited(Limits { statements_max: 3, ..Limits::default() });
    assert_eq!((too_much(&three, links(3)), too_much(&three, links(4))), (None, Some("statements")));
    // The object, the array and its items.
    let five = limited(Limits { attempted_statements_max: 5, ..Limits::default() });
    assert_eq!((too_much(&five, links(3)), too_much(&five, links(4))), (None, Some("values")));
    let list = |count: usize| json!({"knownBy": {"id": "urn:a", "order": vec![1; count]}});
    // One link here, one to the list, and two for each cell.
    let six = limited(Limits { statements_max: 6, ..Limits::default() });
    assert_eq!((too_much(&six, list(2)), too_much(&six, list(3))), (None, Some("statements")));
}

/// One long word for the vocabulary and many short keys must not fill the memory.
#[test]
fn text_written_anew_is_bounded() {
    let engine = engine().with_limits(Limits { text_bytes_max: 100_000, ..Limits::default() });
    let document = |keys: usize| {
        let mut document: serde_json::Map<String, Value> = (0..keys).map(|n| (format!("k{n}"), json!("v"))).collect();
        document.insert("@context".into(), json!({"@vocab": format!("urn:{}:", "v".repeat(10_000))}));
        Value::Object(document)
    };
    assert!(canonical(&engine, &document(9)).is_ok());
    let fault = canonical(&engine, &document(10)).map_err(|error| error.fault);
    assert_eq!(fault, Err(Fault::TooMuchWork { what: "bytes of text", max: 100_000 }));
}

#[test]
fn contexts_of_a_document_are_bounded() {
    let nodes = |count: usize| {
        let node = |n: usize| json!({"@context": {"own": format!("urn:own{n}")}, "own": "x"});
        json!({"knownBy": (0..count).map(node).collect::<Vec<_>>()})
    };
    // One for the document itself.
    let four = engine().with_limits(Limits { contexts_max: 4, ..Limits::default() });
    assert_eq!((too_much(&four, nodes(3)), too_much(&four, nodes(4))), (None, Some("contexts in a document")));
    let terms = |count: usize| {
        let terms: serde_json::Map<String, Value> = (0..count).map(|n| (format!("t{n}"), json!("urn:t"))).collect();
        json!({"@context": terms, "@id": "urn:s", "urn:p": "v"})
    };
    let refused = |document: &Value| canonical(&engine(), document).map_err(|error| error.fault);
    assert!(refused(&terms(2_000)).is_ok());
    assert_eq!(refused(&terms(2_001)), Err(Fault::TooMuchWork { what: "terms in a context", max: 2_000 }));
}

/// Each scoped context is tried in a copy of all terms: work that grows with the square of the terms has its own limit.
#[test]
fn work_on_contexts_is_bounded() {
    let document = |terms: usize| {
        let scoped = |n: usize| json!({"@id": "urn:t", "@context": {"inner": format!("urn:{n}")}});
        let terms: serde_json::Map<String, Value> = (0..terms).map(|n| (format!("t{n}"), scoped(n))).collect();
        json!({"@context": terms, "@id": "urn:s", "urn:p": "v"})
    };
    let refused = |document: &Value| canonical(&engine(), document).map_err(|error| error.fault);
    assert!(refused(&document(900)).is_ok());
    assert_eq!(refused(&document(1_100)), Err(Fault::TooMuchWork { what: "terms worked out", max: 1_000_000 }));
}

#[test]
fn definitions_that_wait_for_each_other_are_bounded() {
    let chain = |length: usize| {
        let mut terms: serde_json::Map<String, Value> =
            (0..length).map(|n| (format!("t{n}"), json!(format!("t{}:x", n + 1)))).collect();
        terms.insert(format!("t{length}"), json!("urn:end:"));
        json!({"@context": terms, "@id": "urn:s", "urn:p": "v"})
    };
    let refused = |document: &Value| canonical(&engine(), document).map_err(|error| error.fault);
    assert!(refused(&chain(64)).is_ok());
    assert_eq!(refused(&chain(65)), Err(Fault::TooMuchWork { what: "definitions that wait for each other", max: 64 }));
}

#[test]
fn contexts_that_name_contexts_are_bounded() {
    let chain = |length: usize| {
        let url = |n: usize| format!("urn:test:chain{n}");
        let links = (0..length).fold(engine(), |engine, n| engine.with_context(&url(n), &json!([url(n + 1)])));
        let engine = links.with_context(&url(length), &json!({"end": "urn:end"}));
        canonical(&engine, &json!({"@context": url(0), "@id": "urn:s", "end": "v"})).map_err(|error| error.fault)
    };
    assert!(chain(8).is_ok());
    assert_eq!(chain(9), Err(Fault::TooMuchWork { what: "contexts inside contexts", max: 8 }));
}

#[test]
fn levels_are_bounded() {
    let nest = |wrap: &dyn Fn(Value) -> Value, levels: usize| (0..levels).fold(json!({"name": "n"}), |inner, _| wrap(inner));
    let wraps: [&dyn Fn(Value) -> Value; 4] = [
        &|inner| json!({"more": inner}),
        &|inner| json!({"knownBy": inner}),
        &|inner| json!({"@included": inner, "name": "n"}),
        &|inner| json!({"@graph": inner}),
    ];
    for wrap in wraps {
        assert_eq!((too_much(&engine(), nest(wrap, 63)), too_much(&engine(), nest(wrap, 64))), (None, Some("levels")));
    }
}
