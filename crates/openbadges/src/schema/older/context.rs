//! The `@context` of a document: one of Open Badges, under whatever address it once had.

use serde_json::Value;

use crate::read::{Kind, Standard, is_former_context, items};
use crate::schema::Findings;

/// The addresses that the specifications give.
const PUBLISHED: [&str; 3] = [
    "https://w3id.org/openbadges/v2",
    "https://w3id.org/openbadges/v1",
    "https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld",
];

/// Parts of an address that name a version.
const VERSIONS: [&str; 8] = ["v2", "2.0", "2.1", "v2p0", "v2p1", "v1", "1.0", "1.1"];

/// What the terms mean when they are written out instead of named.
const VOCABULARY: [&str; 2] = ["https://w3id.org/openbadges#", "http://w3id.org/openbadges#"];

pub(super) fn check(document: &Value, kind: Kind, standard: Standard, findings: &mut Findings) {
    let contexts = items(&document["@context"]);
    if contexts.is_empty() {
        // Lists of 1.0 and keys have none.
        if matches!(standard, Standard::Ob11 | Standard::Ob20) && !matches!(kind, Kind::RevocationList | Kind::Key) {
            findings.warn("@context", "it is missing");
        }
        return;
    }
    if contexts.iter().any(|context| context.as_str().is_some_and(|url| PUBLISHED.contains(&url)) || is_written_out(context)) {
        return;
    }
    match contexts.iter().filter_map(Value::as_str).find(|url| is_former_context(url, &VERSIONS)) {
        Some(url) => findings.warn("@context", format!("{url} is not where the context of Open Badges is published")),
        None => findings.fault("@context", "no context of Open Badges is among them"),
    }
}

fn is_written_out(context: &Value) -> bool {
    context.as_object().is_some_and(|terms| {
        terms.values().any(|term| {
            let meaning = term.as_str().or_else(|| term["@id"].as_str()).unwrap_or_default();
            VOCABULARY.iter().any(|vocabulary| meaning.starts_with(vocabulary))
        })
    })
}
