//! W3C's toRdf and expand tests (JSON-LD API 1.1), in lenient mode, as they prescribe.
//!
//! `skipped.tsv` lists by id what is not run and why; the reasons are a closed list.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::*;
use crate::rdfc::tests::parsed_canonical;
use crate::vectors;

/// Why a test may be skipped: the only reasons there are.
const REASONS: [&str; 4] = ["1.0 processing mode", "generalized RDF", "rdfDirection", "remote documents"];

const BASE: &str = "https://w3c.github.io/json-ld-api/tests/";

/// The part of a suite's tests that must pass, in percent.
const PASS_PERCENT_MIN: usize = 98;

struct Suite {
    name: &'static str,
    folder: PathBuf,
    engine: Engine,
}

struct Case<'t> {
    test: &'t Value,
    base: String,
}

impl Suite {
    fn new(name: &'static str, vectors: &Path) -> Self {
        let folder = vectors.join("w3c-json-ld-api");
        let mut engine = Engine::new();
        for part in ["", "c031/"] {
            for entry in std::fs::read_dir(folder.join(name).join(part)).expect("folder") {
                let path = entry.expect("entry").path();
                let file = path.file_name().and_then(|n| n.to_str()).expect("name").to_owned();
                if file.ends_with(".jsonld") && !file.ends_with("-in.jsonld") && !file.ends_with("-out.jsonld") {
                    engine = engine.with_context(&format!("{BASE}{name}/{part}{file}"), &vectors::json(&path));
                }
            }
        }
        Self { name, folder, engine }
    }

    /// Runs everything that the table does not skip.
    fn run(&self, title: &str, outcome: impl Fn(&Self, &Case<'_>) -> Result<(), String>) {
        let manifest = vectors::json(&self.folder.join(format!("{}-manifest.jsonld", self.name)));
        let tests = manifest["sequence"].as_array().expect("tests");
        let mut skips = skipped(self.name);
        let (mut passed, mut failed, mut reasons) = (0, Vec::new(), BTreeMap::new());
        for test in tests {
            let id = test["@id"].as_str().expect("id");
            if let Some(reason) = skips.remove(id) {
                assert!(is_reason(test, &reason), "{id} is no test of {reason}");
                *reasons.entry(reason).or_insert(0) += 1;
                continue;
            }
            let base = test["option"]["base"].as_str().map_or_else(|| format!("{BASE}{}", text(test, "input")), str::to_owned);
            match outcome(self, &Case { test, base }) {
                Ok(()) => passed += 1,
                Err(why) => failed.push(format!("{id} {}: {why}", test["name"])),
            }
        }
        for failure in &failed {
            println!("{failure}");
        }
        let run = passed + failed.len();
        let reasons: Vec<String> = reasons.iter().map(|(reason, count)| format!("{reason}: {count}")).collect();
        println!("{title}: {passed} of {run}, {} skipped ({})", tests.len() - run, reasons.join(", "));
        assert!(skips.is_empty(), "the table skips what is not in the suite: {skips:?}");
        assert!(passed * 100 >= run * PASS_PERCENT_MIN, "{passed} of {run}");
    }

    fn file(&self, case: &Case<'_>, key: &str) -> Vec<u8> {
        vectors::bytes(&self.folder.join(text(case.test, key)))
    }

    fn with_options<T>(&self, case: &Case<'_>, run: impl FnOnce(&Value, &Options<'_>) -> T) -> Result<T, String> {
        let expand_context = case.test["option"]["expandContext"].as_str().map(|file| vectors::json(&self.folder.join(file)));
        let options = Options {
            mode: Mode::Lenient,
            base: Some(&case.base),
            expand_context: expand_context.as_ref(),
            edition: None,
            directed: case.test["option"]["rdfDirection"] == "i18n-datatype",
        };
        let document = crate::json::read(&self.file(case, "input")).map_err(|error| error.to_string())?;
        Ok(run(&document, &options))
    }
}

fn text<'t>(test: &'t Value, key: &str) -> &'t str {
    test[key].as_str().unwrap_or_else(|| panic!("{key} in {test}"))
}

fn skipped(suite: &str) -> BTreeMap<String, String> {
    let table = include_str!("skipped.tsv").lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let rows = table.filter(|row| row[0] == suite).map(|row| (row[1].to_owned(), row[2].to_owned()));
    rows.inspect(|(id, reason)| assert!(REASONS.contains(&reason.as_str()), "{id}: {reason}")).collect()
}

/// Whether a test really is about what it is skipped for.
fn is_reason(test: &Value, reason: &str) -> bool {
    let option = |key: &str| &test["option"][key];
    match reason {
        "1.0 processing mode" => option("specVersion") == "json-ld-1.0" || option("processingMode") == "json-ld-1.0",
        "generalized RDF" => option("produceGeneralizedRdf") == true,
        "rdfDirection" => option("rdfDirection") == "compound-literal",
        "remote documents" => !test["redirectTo"].is_null() || !option("contentType").is_null(),
        _ => false,
    }
}

fn is_positive(case: &Case<'_>) -> bool {
    !case.test["@type"].as_array().expect("types").iter().any(|name| name == "jld:NegativeEvaluationTest")
}

#[test]
fn w3c_to_rdf() {
    let Some(vectors) = vectors::folder("w3c_to_rdf") else { return };
    Suite::new("toRdf", &vectors).run("toRdf", |suite, case| {
        let result = suite.with_options(case, |document, options| suite.engine.dataset_under(document, options));
        let result = result.and_then(|result| result.map_err(|error| error.to_string()));
        match (result, is_positive(case)) {
            (Err(_), false) => Ok(()),
            (Err(why), true) => Err(why),
            (Ok(dataset), expected) => {
                let got = rdfc::canonicalise::<Sha256>(&dataset, rdfc::WORK_MAX).map_err(|error| error.to_string())?;
                let got = String::from_utf8_lossy(got.as_bytes()).into_owned();
                if !expected {
                    return Err(format!("{} expected, got\n{got}", case.test["expectErrorCode"]));
                }
                let Some(file) = case.test["expect"].as_str() else { return Ok(()) };
                let expected = String::from_utf8(vectors::bytes(&suite.folder.join(file))).expect("UTF-8");
                let expected = parsed_canonical(&expected);
                if got == expected { Ok(()) } else { Err(format!("got\n{got}\nexpected\n{expected}")) }
            }
        }
    });
}

/// What signing and verifying convert, without a base and in safe mode: right or refused, by whichever way it goes.
#[test]
fn w3c_to_rdf_in_safe_mode_is_right_or_refused() {
    let Some(vectors) = vectors::folder("w3c_to_rdf_in_safe_mode_is_right_or_refused") else { return };
    let right = std::cell::Cell::new(0);
    Suite::new("toRdf", &vectors).run("toRdf in safe mode, right or refused", |suite, case| {
        let Ok(document) = crate::json::read(&suite.file(case, "input")) else { return Ok(()) };
        // The suite drops directions unless it is asked not to, and hands some contexts over beside the document.
        let option = |key: &str| !case.test["option"][key].is_null();
        let directed = document.to_string().contains("@direction") && !option("rdfDirection");
        let Ok(got) = canonical(&suite.engine, &document) else { return Ok(()) };
        // Signed documents hold whole context documents in place of contexts, and every processor unwraps them.
        let unwrapped = case.test["@id"] == "#ter56";
        if directed || unwrapped || option("expandContext") || got.is_empty() {
            return Ok(());
        }
        let expected = match case.test["expect"].as_str() {
            Some(file) => String::from_utf8(vectors::bytes(&suite.folder.join(file))).expect("UTF-8"),
            None if is_positive(case) => return Ok(()),
            None => return Err(format!("{} expected, got\n{got}", case.test["expectErrorCode"])),
        };
        right.set(right.get() + 1);
        let expected = parsed_canonical(&expected);
        if got == expected { Ok(()) } else { Err(format!("got\n{got}\nexpected\n{expected}")) }
    });
    assert!(right.get() > 150, "{} are right", right.get());
}

#[test]
fn w3c_expand() {
    let Some(vectors) = vectors::folder("w3c_expand") else { return };
    Suite::new("expand", &vectors).run("expand", |suite, case| {
        let result = suite.with_options(case, |document, options| suite.engine.expand(document, options));
        let result = result.and_then(|result| result.map_err(|error| error.to_string()));
        match (result, is_positive(case)) {
            (Err(_), false) => Ok(()),
            (Err(why), true) => Err(why),
            (Ok(got), false) => Err(format!("{} expected, got\n{got:#}", case.test["expectErrorCode"])),
            (Ok(got), true) => {
                let expected: Value = serde_json::from_slice(&suite.file(case, "expect")).expect("JSON");
                if same(&got, &expected, false) { Ok(()) } else { Err(format!("got\n{got:#}\nexpected\n{expected:#}")) }
            }
        }
    });
}

/// Whether two expanded documents are the same: the order of values counts in lists only.
fn same(a: &Value, b: &Value, in_list: bool) -> bool {
    match (a, b) {
        (Value::Array(a), Value::Array(b)) if in_list => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b, false)),
        (Value::Array(a), Value::Array(b)) => {
            let mut left: Vec<&Value> = b.iter().collect();
            a.len() == b.len()
                && a.iter().all(|a| {
                    let found = left.iter().position(|b| same(a, b, false));
                    found.map(|at| left.swap_remove(at)).is_some()
                })
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b, key == "@list")))
        }
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (a, b) => a == b,
    }
}
