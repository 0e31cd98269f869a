//! Safe mode: every way to say something that would not be signed has its refusal.

use serde_json::json;

use super::*;
use crate::contexts::{CREDENTIALS_V2, OPEN_BADGES_3_0_3};

const TERMS: &str = "urn:test:terms";

/// An engine with one more context, of terms in every shape that matters here.
fn engine() -> Engine {
    let context = json!({
        "id": "@id", "type": "@type", "ex": "urn:ex:",
        "name": "ex:name",
        "knows": {"@id": "ex:knows", "@type": "@id"},
        "order": {"@id": "ex:order", "@container": "@list"},
        "label": {"@id": "ex:label", "@container": "@language"},
        "raw": {"@id": "ex:raw", "@type": "@json"},
        "part": {"@id": "ex:part", "@container": "@graph"},
        "score": {"@id": "ex:score", "@type": "http://www.w3.org/2001/XMLSchema#double"},
        "off": null,
        "reverse": {"@reverse": "ex:knows"},
        "indexed": {"@id": "ex:indexed", "@container": "@index"},
        "Person": {"@id": "ex:Person", "@context": {"nick": "ex:nick"}},
        "Player": {"@id": "ex:Player", "@context": {"nick": "ex:playerNick", "rank": "ex:rank"}},
    });
    Engine::new().with_context(TERMS, &context)
}

fn convert(node: Value) -> Result<String, JsonLdError> {
    let mut document = json!({"@context": TERMS, "id": "urn:s"});
    document.as_object_mut().expect("object").extend(node.as_object().expect("object").clone());
    canonical(&engine(), &document)
}

fn refusal(node: Value) -> (String, Fault) {
    let error = convert(node.clone()).expect_err(&node.to_string());
    (error.path, error.fault)
}

fn unsupported(name: &str) -> Fault {
    Fault::Unsupported(name.to_owned())
}

#[test]
fn an_undefined_term_is_named_with_its_path() {
    assert_eq!(
        refusal(json!({"knows": [{"id": "urn:a"}, {"name": "n", "colour": "red"}]})),
        ("knows[1].colour".to_owned(), Fault::UndefinedTerm("colour".into()))
    );
    assert_eq!(refusal(json!({"type": ["Person", "Robot"]})), ("type[1]".to_owned(), Fault::UndefinedTerm("Robot".into())));
    assert_eq!(refusal(json!({"off": "x"})), ("off".to_owned(), Fault::TermSwitchedOff("off".into())));
    // An empty key is one like any other, at the top and below.
    assert_eq!(refusal(json!({"": "x"})), (String::new(), Fault::UndefinedTerm(String::new())));
    assert_eq!(refusal(json!({"knows": {"": "x"}})), ("knows".to_owned(), Fault::UndefinedTerm(String::new())));
    // Empty values of an undefined term as well: they would be shown.
    assert_eq!(refusal(json!({"colour": null})).1, Fault::UndefinedTerm("colour".into()));
    assert_eq!(refusal(json!({"colour": []})).1, Fault::UndefinedTerm("colour".into()));
}

#[test]
fn the_direction_of_a_text_is_signed_with_it() {
    let name = |value: Value| convert(json!({ "name": value }));
    let literal = |datatype: &str| format!("<urn:s> <urn:ex:name> \"شكرا\"^^<https://www.w3.org/ns/i18n#{datatype}> .\n");
    assert_eq!(name(json!({"@value": "شكرا", "@language": "ar-EG", "@direction": "rtl"})).unwrap(), literal("ar-eg_rtl"));
    assert_eq!(name(json!({"@value": "شكرا", "@direction": "ltr"})).unwrap(), literal("_ltr"));
    for wrong in [
        json!({"@value": "a", "@direction": "up"}),
        json!({"@value": "a", "@direction": 1}),
        json!({"@value": "a", "@language": "ar", "@direction": null}),
        json!({"@value": 1, "@direction": "rtl"}),
        json!({"@value": "a", "@type": "urn:ex:t", "@direction": "rtl"}),
        json!({"@value": "a", "@language": "not a tag", "@direction": "rtl"}),
    ] {
        assert!(matches!(refusal(json!({ "name": wrong })).1, Fault::InvalidValue(_)), "{wrong}");
    }
}

#[test]
fn a_context_document_in_place_of_a_context_is_what_it_holds() {
    let said =
        |context: Value| canonical(&Engine::new(), &json!({"@context": [{"id": "@id"}, context], "id": "urn:s", "name": "a"}));
    let own = json!({"name": "urn:ex:name"});
    assert_eq!(said(json!({ "@context": own })).unwrap(), said(own.clone()).unwrap());
    assert!(said(json!({ "@context": own, "other": "urn:ex:other" })).is_err());
}

#[test]
fn relative_and_malformed_iris_are_refused() {
    for relative in ["", "a", "a/b", "#a", "/a:b", "1a:b", "é:b", "?x:y"] {
        assert_eq!(refusal(json!({"knows": relative})).1, Fault::RelativeIri(relative.into()), "{relative}");
        assert_eq!(refusal(json!({"knows": {"id": relative}})).1, Fault::RelativeIri(relative.into()), "{relative}");
    }
    for malformed in
        ["urn:a b", "urn:<", "urn:a>b", "urn:\"", "urn:{}", "urn:a|b", "urn:^", "urn:`", "urn:\\", "urn:\n", "ex:\u{7f}"]
    {
        assert!(matches!(refusal(json!({"knows": malformed})).1, Fault::InvalidIri(_)), "{malformed}");
    }
}

#[test]
fn what_rdf_cannot_say_is_refused() {
    assert_eq!(refusal(json!({"@index": "x"})).1, Fault::Unsigned("@index"));
    assert_eq!(refusal(json!({"name": ["a", null]})), ("name[1]".to_owned(), Fault::Unsigned("null among several values")));
    assert_eq!(refusal(json!({"name": {"@value": null}})).1, Fault::Unsigned("a null @value"));
    assert_eq!(refusal(json!({"name": {"@value": "a", "@index": "i"}})).1, Fault::Unsigned("@index"));
    for empty in [json!("urn:a"), json!({"id": "urn:a"}), json!({})] {
        assert_eq!(refusal(json!({"part": empty})).1, Fault::Unsigned("a graph without statements"));
    }
}

#[test]
fn what_two_processors_read_in_two_ways_is_refused_by_name() {
    for (node, name) in [
        (json!({"_:p": "x"}), "a blank node as a property"),
        (json!({"@annotation": {}}), "the keyword @annotation"),
        (json!({"name": {"@list": [["a"], "b"]}}), "an array inside @list"),
        (json!({"score": "5.30"}), "\"5.30\" as xsd:double, which is not its canonical form,"),
        (
            json!({"score": {"@value": "5.30", "@type": "http://www.w3.org/2001/XMLSchema#double"}}),
            "\"5.30\" as xsd:double, which is not its canonical form,",
        ),
    ] {
        assert_eq!(refusal(node).1, unsupported(name));
    }
    assert!(convert(json!({"score": "5.3E0"})).is_ok());
}

#[test]
fn numbers_that_readers_hold_differently_are_refused() {
    for number in ["9007199254740992", "-9007199254740992", "18446744073709551615", "-0", "-0.0"] {
        let number: Value = crate::json::read(number.as_bytes()).expect("number");
        assert!(matches!(refusal(json!({"name": number})).1, Fault::Unsupported(_)), "{number}");
    }
    let typed = |lexical: &str, datatype: &str| {
        Ok(format!("<urn:s> <urn:ex:name> \"{lexical}\"^^<http://www.w3.org/2001/XMLSchema#{datatype}> .\n"))
    };
    assert_eq!(convert(json!({"name": 9_007_199_254_740_991_u64})), typed("9007199254740991", "integer"));
    assert_eq!(convert(json!({"name": 3.0})), typed("3", "integer"));
    assert_eq!(convert(json!({"name": 4.5})), typed("4.5E0", "double"));
    assert_eq!(convert(json!({"name": 1.5e-7})), typed("1.5E-7", "double"));
    assert_eq!(convert(json!({"name": 1e21})), typed("1.0E21", "double"));
    // The commonest processor signs these as the integers 0 and 100000000000000000000.
    for number in [1e-7, 5e-324, -1e-9, 1e20, 9_007_199_254_740_992.0] {
        assert!(matches!(refusal(json!({"name": number})).1, Fault::Unsupported(_)), "{number}");
    }
    assert!(convert(json!({"score": 1e-7})).is_ok_and(|text| text.contains("\"1.0E-7\"^^")));
    assert!(convert(json!({"score": 7})).is_ok_and(|text| text.contains("\"7.0E0\"^^")));
}

#[test]
fn lists_languages_json_and_graphs_are_said() {
    let cell = |n: u32, value: &str, next: &str| {
        format!(
            "_:c14n{n} <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> \"{value}\" .\n_:c14n{n} <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> {next} .\n"
        )
    };
    let nil = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil>";
    let list = convert(json!({"order": ["a", "b"]})).expect("list");
    let ways = [("_:c14n0", 0, 1), ("_:c14n1", 1, 0)];
    assert!(ways.iter().any(|(first, a, b)| {
        list.contains(&format!("<urn:s> <urn:ex:order> {first} .\n"))
            && list.contains(&cell(*a, "a", &format!("_:c14n{b}")))
            && list.contains(&cell(*b, "b", nil))
    }));
    assert_eq!(convert(json!({"order": []})), Ok(format!("<urn:s> <urn:ex:order> {nil} .\n")));
    assert_ne!(convert(json!({"order": ["a", "b"]})), convert(json!({"order": ["b", "a"]})));
    assert_eq!(
        convert(json!({"label": {"fr": "oui", "en-GB": "yes", "@none": "o"}})),
        Ok("<urn:s> <urn:ex:label> \"o\" .\n<urn:s> <urn:ex:label> \"oui\"@fr .\n<urn:s> <urn:ex:label> \"yes\"@en-gb .\n"
            .into())
    );
    assert_eq!(
        convert(json!({"raw": {"b": 1, "a": [null]}})),
        Ok("<urn:s> <urn:ex:raw> \"{\\\"a\\\":[null],\\\"b\\\":1}\"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON> .\n"
            .into())
    );
    assert_eq!(
        convert(json!({"part": {"id": "urn:a", "name": "n"}})),
        Ok("<urn:a> <urn:ex:name> \"n\" _:c14n0 .\n<urn:s> <urn:ex:part> _:c14n0 .\n".into())
    );
}

#[test]
fn contexts_of_several_types_hold_at_once_and_end_below() {
    // In the order of their names: Player after Person.
    let both = convert(json!({"type": ["Player", "Person"], "nick": "n", "rank": "1"})).expect("both");
    assert!(both.contains("<urn:ex:playerNick> \"n\"") && both.contains("<urn:ex:rank> \"1\""));
    let below = refusal(json!({"type": "Player", "knows": {"id": "urn:a", "rank": "1"}}));
    assert_eq!(below, ("knows.rank".to_owned(), Fault::UndefinedTerm("rank".into())));
}

#[test]
fn protected_terms_stay_what_they_are() {
    let document = |name: &str| json!({"@context": [CREDENTIALS_V2, {"name": name}], "id": "urn:s", "type": "VerifiableCredential", "name": "n"});
    let error = canonical(Engine::standard(), &document("urn:other")).expect_err("protected");
    assert_eq!((error.path.as_str(), error.fault), ("@context", Fault::ProtectedTerm("name".into())));
    assert!(canonical(Engine::standard(), &document("https://schema.org/name")).is_ok());
    let null = json!({"@context": [CREDENTIALS_V2, null], "id": "urn:s"});
    assert!(matches!(canonical(Engine::standard(), &null), Err(JsonLdError { fault: Fault::InvalidContext(_), .. })));
}

#[test]
fn an_unknown_context_is_named() {
    let document = json!({"@context": [CREDENTIALS_V2, "https://example.org/c"], "id": "urn:s"});
    let error = canonical(Engine::standard(), &document).expect_err("unknown");
    assert_eq!(error.fault, Fault::UnknownContext("https://example.org/c".into()));
}

#[test]
fn editions_differ_by_their_two_terms() {
    let document = json!({
        "@context": [CREDENTIALS_V2, OPEN_BADGES_3_0_3], "id": "urn:s", "type": "VerifiableCredential",
        "endorsementJwt": ["a.b.c"],
    });
    let engine = Engine::standard();
    assert_eq!(
        engine.dataset(&document, Edition::First).map(|d| d.len()).map_err(|e| e.fault),
        Err(Fault::UndefinedTerm("endorsementJwt".into()))
    );
    assert_eq!(engine.dataset(&document, Edition::Second).map(|d| d.len()), Ok(2));
}

#[test]
fn work_is_bounded() {
    let limited = |limits: Limits| engine().with_limits(limits);
    let few = limited(Limits { statements_max: 3, ..Limits::default() });
    let many = json!({"@context": TERMS, "id": "urn:s", "knows": [{"name": ["a", "b"]}, {"name": "c"}]});
    assert_eq!(canonical(&few, &many).map_err(|e| e.fault), Err(Fault::TooMuchWork { what: "statements", max: 3 }));
    let short = limited(Limits { text_bytes_max: 40, ..Limits::default() });
    assert_eq!(canonical(&short, &many).map_err(|e| e.fault), Err(Fault::TooMuchWork { what: "bytes of text", max: 40 }));
    let nodes: Vec<Value> = (0..300).map(|n| json!({"@context": {"t": format!("urn:t{n}")}, "t": "x"})).collect();
    let inline = json!({"@context": TERMS, "id": "urn:s", "knows": nodes});
    assert_eq!(
        canonical(&engine(), &inline).map_err(|e| e.fault),
        Err(Fault::TooMuchWork { what: "contexts in a document", max: 256 })
    );
    let attempts = limited(Limits { attempted_statements_max: 50, ..Limits::default() });
    assert!(matches!(canonical(&attempts, &inline), Err(JsonLdError { fault: Fault::TooMuchWork { max: 50, .. }, .. })));
}

#[test]
fn depth_is_bounded_for_documents_that_were_not_read_strictly() {
    let too_deep = Err(Fault::TooMuchWork { what: "levels", max: 64 });
    let nested = |levels: usize, wrap: &dyn Fn(Value) -> Value| (0..levels).fold(json!({"name": "n"}), |inner, _| wrap(inner));
    let wraps: [&dyn Fn(Value) -> Value; 2] = [&|inner| json!({"knows": inner}), &|inner| json!([inner])];
    for wrap in wraps {
        let document = |levels| json!({"@context": TERMS, "id": "urn:s", "knows": nested(levels, wrap)});
        let statements = |levels| engine().dataset(&document(levels), Edition::First).map(|_| ()).map_err(|e| e.fault);
        assert_eq!(statements(60), Ok(()));
        assert_eq!(statements(70), too_deep);
    }
}

#[test]
fn contexts_are_bounded() {
    let terms: serde_json::Map<String, Value> = (0..2_001).map(|n| (format!("t{n}"), json!("urn:t"))).collect();
    let large = json!({"@context": terms, "id": "urn:s"});
    let refused = |engine: &Engine, document: &Value| canonical(engine, document).map_err(|e| e.fault);
    assert_eq!(refused(&engine(), &large), Err(Fault::TooMuchWork { what: "terms in a context", max: 2_000 }));
    let endless = Engine::new().with_context("urn:test:endless", &json!(["urn:test:endless"]));
    let document = json!({"@context": "urn:test:endless", "id": "urn:s"});
    assert_eq!(refused(&endless, &document), Err(Fault::TooMuchWork { what: "contexts inside contexts", max: 8 }));
}

/// Threads that all meet a shape of document for the first time come to the same statements.
#[test]
fn many_threads_may_learn_at_once() {
    let engine = engine();
    let document = |n: u8| json!({"@context": TERMS, "id": "urn:s", "type": if n.is_multiple_of(2) { "Person" } else { "Player" }, "nick": "n"});
    let alone: Vec<String> = (0..2).map(|n| canonical(&engine, &document(n)).expect("converted")).collect();
    let fresh = self::engine();
    std::thread::scope(|scope| {
        for n in 0..8 {
            let (fresh, alone, document) = (&fresh, &alone, &document);
            scope.spawn(move || assert_eq!(canonical(fresh, &document(n)).as_ref(), Ok(&alone[usize::from(n % 2)])));
        }
    });
}

/// Contexts inside documents are never remembered for others, and what is remembered has an end.
#[test]
fn strangers_cannot_fill_the_memory() {
    let engine = engine();
    let remembered = || engine.remembered_len();
    canonical(&engine, &json!({"@context": TERMS, "id": "urn:s", "name": "n"})).expect("converted");
    let known = remembered();
    for n in 0..20 {
        let inline = json!({"@context": [TERMS, {"own": format!("urn:own{n}")}], "id": "urn:s", "own": "x"});
        canonical(&engine, &inline).expect("converted");
    }
    assert_eq!(remembered(), known);
    let urls: Vec<&str> = crate::contexts::urls().filter(|url| url.contains("security")).collect();
    for n in 0..3_000_usize {
        let contexts: Vec<&str> = (0..5).map(|digit| urls[n / urls.len().pow(digit) % urls.len()]).collect();
        let _refused_or_not = engine.dataset(&json!({"@context": contexts, "id": "urn:s"}), Edition::First);
        assert!(remembered() <= super::super::engine::REMEMBERED_MAX);
    }
}
