//! Our statements beside those of `jsonld`, in the safe mode of both.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use openbadges::contexts::Edition;
use openbadges::jsonld::{Engine, Fault};
use serde_json::{Value, json};

use crate::corpus::{WORDS, words};

/// What only we refuse, and why.
pub const STRICTER: [(&str, &str); 24] = [
    ("@index says nothing in RDF, so it would not be signed", "the peer drops it"),
    ("@index of a set says nothing in RDF, so it would not be signed", "the peer drops it"),
    ("an index without values says nothing in RDF, so it would not be signed", "the peer drops it"),
    ("the key of an @id map beside an @id says nothing in RDF, so it would not be signed", "the peer drops it"),
    ("null among several values says nothing in RDF, so it would not be signed", "the peer drops it"),
    ("null in a list says nothing in RDF, so it would not be signed", "the peer drops it"),
    ("a graph without statements says nothing in RDF, so it would not be signed", "the peer drops it"),
    ("a node without statements says nothing in RDF, so it would not be signed", "the peer drops it"),
    ("a keyword that is no key", "the peer drops it"),
    ("@value, @list and @set stand in objects of their own, below a property", "the peer reads a document that is one set"),
    ("says nothing", "there would be nothing to sign"),
    ("a default @direction", "the peer forgets it where another context begins"),
    ("a map of several types that have contexts", "the peer keeps the context of one type for the next"),
    ("an @id map in the context of a type", "the peer does not end the context there"),
    ("an alias of @none as the value of a property", "the peer takes it for text"),
    ("an array inside @list", "the peer makes a list of lists, the standard one list"),
    ("inexact number", "not every reader holds it, or the peer takes it for whole"),
    ("text as xsd:double", "the peer writes the number anew, the standard leaves the text"),
    ("@list and @set stand alone", "the standard says so"),
    ("@language is text", "the standard says so"),
    ("@type, @language and @direction of a value are text", "the standard says so"),
    ("the type of a value is an IRI", "the standard says so"),
    ("malformed IRI", "no IRI by RFC 3987; the peer looks for white space only"),
    ("relative IRI", "the peer looks for a colon only"),
];

/// What came of a comparison.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Documents that both convert, to the same statements.
    pub same: usize,
    /// Documents that both refuse.
    pub refused: usize,
    /// Documents that only we refuse, by the kind of our reason.
    pub stricter: BTreeMap<String, usize>,
    /// Documents that we convert and the peer does not, or to other statements.
    pub wrong: Vec<String>,
}

/// Has the documents converted here and by the peer in `folder`.
pub fn compare(folder: &Path, documents: &[Value]) -> Outcome {
    let engine = Engine::new().with_context(WORDS, &words());
    let mut outcome = Outcome::default();
    for (document, theirs) in documents.iter().zip(theirs(folder, documents)) {
        let ours = ours(&engine, document);
        match (ours, theirs["nquads"].as_str()) {
            (Ok(ours), Some(theirs)) if ours == theirs => outcome.same += 1,
            (Err(_), None) => outcome.refused += 1,
            (Err(reason), Some(_)) => *outcome.stricter.entry(reason).or_default() += 1,
            (Ok(ours), None) => outcome.wrong.push(format!("{document}\nthe peer refuses: {}\nours:\n{ours}", theirs["refused"])),
            (Ok(ours), Some(theirs)) => {
                let only = |these: &str, those: &str| {
                    these.lines().filter(|line| !those.lines().any(|other| other == *line)).collect::<Vec<_>>().join("\n")
                };
                let (here, there) = (only(&ours, theirs), only(theirs, &ours));
                outcome.wrong.push(format!("{document}\nonly ours:\n{here}\nonly theirs:\n{there}"));
            }
        }
    }
    outcome
}

/// Canonical N-Quads, or the kind of the reason why there are none.
fn ours(engine: &Engine, document: &Value) -> Result<String, String> {
    let dataset = engine.dataset(document, Edition::First).map_err(|error| kind(&error.fault))?;
    if dataset.is_empty() {
        return Err("says nothing".to_owned());
    }
    let canonical = dataset.canonical().map_err(|_| "too much work".to_owned())?;
    Ok(String::from_utf8(canonical.as_bytes().to_vec()).unwrap())
}

/// A reason without the words of the document.
fn kind(fault: &Fault) -> String {
    match fault {
        Fault::UndefinedTerm(_) => "undefined term".to_owned(),
        Fault::TermSwitchedOff(_) => "term switched off".to_owned(),
        Fault::RelativeIri(_) => "relative IRI".to_owned(),
        Fault::InvalidIri(_) => "malformed IRI".to_owned(),
        Fault::UnknownContext(_) => "unknown context".to_owned(),
        Fault::InvalidContext(_) => "invalid context".to_owned(),
        Fault::ProtectedTerm(_) => "protected term".to_owned(),
        Fault::Unsupported(what) if what.contains("xsd:double") => "text as xsd:double".to_owned(),
        Fault::Unsupported(what) if what.starts_with("the number") => "inexact number".to_owned(),
        Fault::Unsupported(what) => what.clone(),
        other => other.to_string(),
    }
}

fn theirs(folder: &Path, documents: &[Value]) -> Vec<Value> {
    let table = tempfile::tempdir().unwrap();
    let file = table.path().join("documents.json");
    std::fs::write(&file, json!({"contexts": {WORDS: words()}, "documents": documents}).to_string()).unwrap();
    let output = Command::new("node").arg(folder.join("convert.mjs")).arg(&file).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).unwrap();
    let answers: Vec<Value> = printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), documents.len());
    answers
}
