//! Documents for a comparison of two JSON-LD processors: what we sign, changed at chance places, and documents of terms
//! of every kind. The same seed gives the same documents.

use serde_json::{Map, Value, json};

/// The address of [`words`].
pub const WORDS: &str = "https://anavez.example/words.json";

/// Chance that begins from a seed (SplitMix64).
pub struct Chance(pub u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    fn one<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.below(of.len())]
    }
}

/// A context of terms of every kind.
pub fn words() -> Value {
    json!({"@context": {
        "id": "@id", "type": "@type", "none": "@none", "nested": "@nest", "ex": "https://anavez.example/ns#",
        "name": "ex:name",
        "title": {"@id": "ex:title", "@language": "FR"},
        "aside": {"@id": "ex:aside", "@direction": "rtl", "@language": "ar"},
        "knows": {"@id": "ex:knows", "@type": "@id"},
        "kind": {"@id": "ex:kind", "@type": "@vocab"},
        "date": {"@id": "ex:date", "@type": "http://www.w3.org/2001/XMLSchema#date"},
        "score": {"@id": "ex:score", "@type": "http://www.w3.org/2001/XMLSchema#double"},
        "whole": {"@id": "ex:whole", "@type": "http://www.w3.org/2001/XMLSchema#integer"},
        "order": {"@id": "ex:order", "@container": "@list"},
        "ids": {"@id": "ex:ids", "@container": "@list", "@type": "@id"},
        "tags": {"@id": "ex:tags", "@container": "@set"},
        "label": {"@id": "ex:label", "@container": "@language"},
        "raw": {"@id": "ex:raw", "@type": "@json"},
        "part": {"@id": "ex:part", "@container": "@graph", "@type": "@id"},
        "parts": {"@id": "ex:parts", "@container": ["@graph", "@id"]},
        "off": null,
        "knownBy": {"@reverse": "ex:knows", "@type": "@id"},
        "indexed": {"@id": "ex:indexed", "@container": "@index"},
        "byName": {"@id": "ex:byName", "@container": "@index", "@index": "name"},
        "byId": {"@id": "ex:byId", "@container": "@id"},
        "byType": {"@id": "ex:byType", "@container": "@type"},
        "inside": {"@id": "ex:inside", "@type": "@vocab", "@context": {"word": "ex:word", "name": "ex:innerName"}},
        "spoken": {"@id": "ex:spoken", "@context": {"@language": "de"}},
        "lasting": {"@id": "ex:lasting", "@context": {"nick": "ex:lastingNick"}},
        "Person": {"@id": "ex:Person", "@context": {"nick": "ex:nick", "name": {"@id": "ex:fullName", "@type": "ex:n"}}},
        "Player": {"@id": "ex:Player", "@context": {"nick": "ex:playerNick", "rank": "ex:rank"}},
        "Lasting": {"@id": "ex:Lasting", "@context": {"@propagate": true, "nick": {"@id": "ex:nick", "@container": "@list"}}},
        "Speaker": {"@id": "ex:Speaker", "@context": {"@language": "br", "@vocab": "https://anavez.example/words#"}},
    }})
}

const KEYS: [&str; 34] = [
    "name",
    "title",
    "aside",
    "knows",
    "kind",
    "date",
    "score",
    "whole",
    "order",
    "ids",
    "tags",
    "label",
    "raw",
    "part",
    "parts",
    "knownBy",
    "byName",
    "byId",
    "byType",
    "inside",
    "spoken",
    "lasting",
    "nick",
    "ex:other",
    "urn:p",
    "name",
    "knows",
    "tags",
    "@included",
    "@reverse",
    "nested",
    "indexed",
    "off",
    "unknown",
];

const TEXTS: [&str; 15] = [
    "Person",
    "Player",
    "Lasting",
    "Speaker",
    "urn:a",
    "urn:b",
    "_:b",
    "ex:c",
    "word",
    "1.5E0",
    "2026-07-04",
    "fr",
    "none",
    "relative",
    "urn:a b",
];

/// `count` documents: in turns a changed sample and one of [`words`].
pub fn documents(samples: &[Value], chance: &mut Chance, count: usize) -> Vec<Value> {
    let document = |n: usize| {
        if n.is_multiple_of(2) {
            return of_words(chance);
        }
        let mut document = chance.one(samples).clone();
        for _ in 0..=chance.below(2) {
            change(&mut document, chance);
        }
        document
    };
    (0..count).map(document).collect()
}

fn of_words(chance: &mut Chance) -> Value {
    let mut node = node(chance, 3);
    node["@context"] = match chance.below(12) {
        0 => json!([WORDS, {"own": "urn:own", "name": {"@id": "urn:ownName", "@container": "@set"}}]),
        1 => json!([WORDS, {"@vocab": "https://anavez.example/v#"}]),
        2 => json!([WORDS, {"@base": "https://anavez.example/base/"}]),
        3 => json!([WORDS, {"@language": "EN", "@direction": "ltr"}]),
        4 => json!([WORDS, {"@protected": true, "safe": "urn:safe"}, {"safe": "urn:safe"}]),
        _ => WORDS.into(),
    };
    node
}

fn node(chance: &mut Chance, depth: usize) -> Value {
    let mut node = Map::new();
    if chance.below(3) > 0 {
        node.insert("id".into(), (*chance.one(&["urn:a", "urn:b", "_:b", "ex:i", "https://anavez.example/1"])).into());
    }
    if chance.below(3) == 0 {
        let types = [json!("Person"), json!(["Player", "Person"]), json!("Speaker"), json!(["Lasting"]), json!([])];
        node.insert("type".into(), chance.one(&types).clone());
    }
    for _ in 0..=chance.below(3) {
        let key = if chance.below(12) == 0 { *chance.one(&KEYS) } else { *chance.one(&KEYS[..28]) };
        node.insert(key.into(), under(key, chance, depth));
    }
    Value::Object(node)
}

/// A value that mostly fits its key.
fn under(key: &str, chance: &mut Chance, depth: usize) -> Value {
    let inner = depth.saturating_sub(1);
    match key {
        "byName" | "byId" | "byType" | "indexed" | "parts" if depth > 0 && chance.below(8) > 0 => {
            let keys = if key == "byType" { ["Person", "none", "ex:T"] } else { ["urn:k", "none", "ex:k"] };
            let count = 1 + chance.below(2);
            (0..count).map(|_| ((*chance.one(&keys)).to_owned(), node(chance, inner))).collect::<Map<_, _>>().into()
        }
        "label" if chance.below(8) > 0 => json!({"fr": "oui", *chance.one(&["en-GB", "none", "x y"]): ["yes", text(chance)]}),
        "@included" | "part" | "knownBy" | "nested" | "lasting" if depth > 0 && chance.below(6) > 0 => node(chance, inner),
        "@reverse" if depth > 0 => json!({"knows": node(chance, inner)}),
        "score" | "whole" => chance.one(&[json!(4), json!(1.5), json!(-7), json!("1.5E0"), json!("8"), json!(1e20)]).clone(),
        _ => value(chance, depth),
    }
}

fn text(chance: &mut Chance) -> Value {
    let end = if chance.below(8) == 0 { TEXTS.len() } else { TEXTS.len() - 4 };
    (*chance.one(&TEXTS[..end])).into()
}

fn value(chance: &mut Chance, depth: usize) -> Value {
    match chance.below(if depth == 0 { 8 } else { 16 }) {
        0 => chance.one(&[json!(true), json!(7), json!(2.5), json!(9_007_199_254_740_991_u64), json!(null)]).clone(),
        1 => json!({"@value": text(chance), "@language": "fr-CA"}),
        2 => json!({"@value": text(chance), "type": "ex:d"}),
        3 => chance.one(&hard()).clone(),
        4..8 => text(chance),
        8 => json!({"@list": [value(chance, depth - 1), text(chance)]}),
        9 => json!({"@set": [value(chance, depth - 1), text(chance)]}),
        10..12 => json!([value(chance, depth - 1), value(chance, depth - 1)]),
        _ => node(chance, depth - 1),
    }
}

/// Values of every shape that some processor might drop or read in its own way.
fn hard() -> Vec<Value> {
    let double = "http://www.w3.org/2001/XMLSchema#double";
    vec![
        json!(null),
        json!([]),
        json!({}),
        json!(""),
        json!([null]),
        json!([[]]),
        json!([["a"], ["b"]]),
        json!(0),
        json!(-1),
        json!(1e21),
        json!(9_007_199_254_740_993_u64),
        json!(0.1),
        json!(1e-7),
        json!(-0.0),
        json!({"@value": null}),
        json!({"@value": "a", "@index": "i"}),
        json!({"@value": "a", "@language": "not a tag"}),
        json!({"@value": "a", "@language": null}),
        json!({"@value": 1, "@language": "fr"}),
        json!({"@value": "a", "@direction": "rtl"}),
        json!({"@value": "a", "@direction": null}),
        json!({"@value": "a", "@type": "relative"}),
        json!({"@value": "a", "@type": null}),
        json!({"@value": "5.30", "@type": double}),
        json!({"@value": "a", "@type": "_:d"}),
        json!({"@value": {"b": [1.0, 1e30, "é"], "a": null}, "@type": "@json"}),
        json!({"@value": [1], "@type": ["@json"]}),
        json!({"@list": []}),
        json!({"@list": [null]}),
        json!({"@list": null}),
        json!({"@list": [["a"], "b"]}),
        json!({"@list": [{"@list": ["a"]}]}),
        json!({"@set": []}),
        json!({"@set": null}),
        json!({"@set": ["a"], "@index": "i"}),
        json!({"@list": ["a"], "id": "urn:a"}),
        json!({"@id": "urn:a"}),
        json!({"@id": "relative"}),
        json!({"@id": null}),
        json!({"@id": "@unknown"}),
        json!({"@id": ""}),
        json!({"@type": "Unknown"}),
        json!({"@type": "@json"}),
        json!({"@type": "_:t"}),
        json!({"@type": "@unknown"}),
        json!({"@graph": []}),
        json!({"@graph": [{"@id": "urn:g"}]}),
        json!({"@graph": {"@id": "urn:g", "urn:p": "v"}}),
        json!({"@id": "urn:g", "@graph": {"@id": "urn:h", "urn:p": "v"}}),
        json!({"@included": {"@id": "urn:i", "urn:p": "v"}}),
        json!({"@included": "text"}),
        json!({"@reverse": {"urn:q": {"@id": "urn:r"}}}),
        json!({"@reverse": {"urn:q": "text"}}),
        json!({"@reverse": {"relative": {"@id": "urn:r"}}}),
        json!({"@nest": {"urn:n": "v"}}),
        json!({"@nest": "text"}),
        json!({"@language": "fr"}),
        json!({"@index": "i", "urn:p": "v"}),
        json!({"_:p": "v"}),
        json!({"urn:a b": "v"}),
        json!({"@unknown": "v"}),
        json!({"un known": "v"}),
        json!({"@context": {"own": "urn:own"}, "own": "v"}),
        json!({"@context": {"own": {"@id": "urn:own", "@type": "@json"}}, "own": [1, {}]}),
        json!({"@context": {"own": "relative"}, "own": "v"}),
        json!({"@context": {"own": {"@id": "urn:own", "@unknown": 1}}, "own": "v"}),
        json!({"@context": {"@vocab": "urn:v:"}, "anything": {"else": "v"}}),
        json!({"@context": {"@vocab": ""}, "anything": "v"}),
        json!({"@context": {"@base": "urn:b:"}, "@id": "relative", "urn:p": {"@id": "#x"}}),
        json!({"@context": {"@propagate": false, "own": "urn:own"}, "own": {"own": "v"}}),
        json!({"@context": {"a b": "urn:own"}, "a b": "v"}),
        json!({"@context": {"@version": 1.1, "own": {"@id": "urn:own", "@container": ["@set", "@index"]}}, "own": {"i": "v"}}),
        json!({"@context": {"own": {"@id": "urn:own", "@context": {"@unknown": 1}}}, "own": "v"}),
        json!({"@context": {"unused": {"@id": "urn:u", "@context": {"x": 1}}}, "urn:p": "v"}),
        json!({"@context": null, "urn:p": "v"}),
        json!({"@context": [], "urn:p": "v"}),
        json!({"@context": "https://anavez.example/unknown.json", "urn:p": "v"}),
        json!({"@context": {"@type": {"@container": "@set"}}, "@type": "urn:t"}),
        json!({"@context": {"t": "@type"}, "t": "urn:t", "@type": ["urn:u"]}),
        json!({"@context": {"own": {"@reverse": "urn:rev"}}, "own": {"@id": "urn:x"}}),
        json!({"@context": {"own": {"@id": "@type"}}, "own": "urn:t"}),
    ]
}

/// Changes one place of a document.
fn change(document: &mut Value, chance: &mut Chance) {
    let places = places(document, String::new());
    let place = chance.one(&places).clone();
    let Some(Value::Object(object)) = document.pointer_mut(&place) else { return };
    let keys: Vec<String> = object.keys().filter(|key| *key != "@context").cloned().collect();
    let key = keys.get(chance.below(keys.len().max(1))).cloned().unwrap_or_else(|| "name".into());
    match chance.below(10) {
        0 => {
            object.insert(
                (*chance.one(&["undefined", "comment", "@unknown", "un:known", "urn:p", "_:p", "@index", ""])).into(),
                "added".into(),
            );
        }
        1 => {
            object.insert("id".into(), (*chance.one(&["relative", "", "#x", "urn:a b", "_:b", "urn:ok", "@id", "é"])).into());
        }
        2 => {
            let types = object.entry("type").or_insert_with(|| json!([]));
            let more = chance
                .one(&[json!("Unknown"), json!("urn:t"), json!("Profile"), json!("_:t"), json!(1), json!(null), json!("")])
                .clone();
            *types = match types.take() {
                Value::Array(mut types) => {
                    types.push(more);
                    types.into()
                }
                one => json!([one, more]),
            };
        }
        3 => {
            let old = object[&key].take();
            object.insert(key, json!([old, chance.one(&hard())]));
        }
        4 => {
            let old = object[&key].take();
            object.insert(key, json!({ *chance.one(&["@list", "@set", "@value", "@graph", "@id"]): old }));
        }
        5 => {
            object.remove(&key);
        }
        6 => {
            let node = chance.one(&hard()).clone();
            object.insert((*chance.one(&["@included", "@graph", "@reverse", "@nest", "evidence", "urn:more"])).into(), node);
        }
        _ => {
            object.insert(key, chance.one(&hard()).clone());
        }
    }
}

/// JSON pointers to every object outside contexts.
fn places(value: &Value, at: String) -> Vec<String> {
    let mut found = Vec::new();
    match value {
        Value::Object(object) => {
            found.push(at.clone());
            for (key, value) in object.iter().filter(|(key, _)| *key != "@context" && !key.contains(['/', '~'])) {
                found.extend(places(value, format!("{at}/{key}")));
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                found.extend(places(item, format!("{at}/{index}")));
            }
        }
        _ => {}
    }
    found
}
