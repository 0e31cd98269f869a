//! W3C's toRdf tests: what we convert is right, what we do not is refused with a reason. Nothing is silently different.

use std::collections::BTreeMap;

use super::*;
use crate::rdfc::tests::parsed_canonical;
use crate::vectors;

enum Outcome {
    Right,
    Refused(String),
    Wrong(String),
}

fn outcome(engine: &Engine, document: &[u8], expected: Option<&str>) -> Outcome {
    let document = match crate::json::read(document) {
        Ok(document) => document,
        Err(error) => return Outcome::Refused(error.to_string()),
    };
    match (canonical(engine, &document), expected) {
        (Ok(got), Some(expected)) if got == parsed_canonical(expected) => Outcome::Right,
        (Ok(got), _) => Outcome::Wrong(format!("got\n{got}\nexpected\n{expected:?}")),
        (Err(error), _) => Outcome::Refused(error.to_string()),
    }
}

/// Faulty definitions of terms that the document does not use: we look at a definition when it is used.
const FAULTS_NOT_USED: [&str; 8] = ["#tc032", "#tc033", "#tec01", "#ten05", "#ten06", "#ter14", "#ter17", "#ter21"];

#[test]
fn w3c_to_rdf_is_right_or_refused() {
    let Some(vectors) = vectors::folder("w3c_to_rdf_is_right_or_refused") else { return };
    let base = vectors.join("w3c-json-ld-api");
    let manifest = vectors::json(&base.join("toRdf-manifest.jsonld"));
    let mut engine = Engine::new();
    for entry in std::fs::read_dir(base.join("toRdf")).expect("folder") {
        let path = entry.expect("entry").path();
        let name = path.file_name().and_then(|n| n.to_str()).expect("name").to_owned();
        if name.contains("-context") && name.ends_with(".jsonld") {
            let context = vectors::json(&path);
            engine = engine.with_context(&format!("https://w3c.github.io/json-ld-api/tests/toRdf/{name}"), &context);
        }
    }
    let (mut right, mut refused, mut negative, mut wrong) = (0, BTreeMap::new(), 0, Vec::new());
    for test in manifest["sequence"].as_array().expect("tests") {
        let text = |key: &str| test[key].as_str();
        let id = text("@id").unwrap_or_default();
        let options = &test["option"];
        let old = ["specVersion", "processingMode"].iter().any(|key| options[key] == "json-ld-1.0");
        // Directions are written as datatypes, as the cryptosuites do; never as compound literals.
        let compound = options["rdfDirection"] == "compound-literal";
        if old || compound || options["produceGeneralizedRdf"] == true {
            continue;
        }
        let input = vectors::bytes(&base.join(text("input").expect("input")));
        let expected = text("expect").map(|file| String::from_utf8(vectors::bytes(&base.join(file))).expect("UTF-8"));
        match outcome(&engine, &input, expected.as_deref()) {
            Outcome::Right => right += 1,
            Outcome::Refused(_) if expected.is_none() => negative += 1,
            Outcome::Refused(reason) => {
                refused.insert(id.to_owned(), reason);
            }
            Outcome::Wrong(_) if FAULTS_NOT_USED.contains(&id) => {}
            Outcome::Wrong(what) => wrong.push(format!("{id} {}: {what}", test["name"])),
        }
    }
    for (id, reason) in &refused {
        println!("{id}\t{reason}");
    }
    assert!(right >= 137 && negative >= 90, "right {right}, negative {negative}");
    println!("right {right}, negative {negative}, refused {}", refused.len());
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
