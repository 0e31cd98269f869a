//! Extensions whose schema is published: what they must hold (Open Badges 2.0 "Extensions", "Extension Validation").
//!
//! Other extensions are allowed and not judged.

use serde_json::Value;

use crate::read::{items, local_name};
use crate::schema::values::is_iri;
use crate::schema::{Findings, join};

/// Deeper than any criteria with an extension with an address.
const DEPTH_MAX: usize = 8;

struct Extension {
    /// What stands behind `extensions:` in its type.
    name: &'static str,
    /// What must be there: the short name, the full one where it has one, and what it holds.
    must: &'static [(&'static str, &'static str, Holds)],
}

#[derive(Clone, Copy)]
enum Holds {
    Text,
    Iri,
    Object,
}

#[rustfmt::skip]
const EXTENSIONS: [Extension; 8] = [
    Extension { name: "ExampleExtension", must: &[("exampleProperty", "http://schema.org/text", Holds::Text)] },
    Extension { name: "ApplyLink", must: &[("url", "https://w3id.org/openbadges/extensions#applyLink", Holds::Iri)] },
    Extension { name: "originalCreator", must: &[("url", "", Holds::Iri)] },
    Extension { name: "LicenseExtension", must: &[("id", "", Holds::Text), ("name", "http://schema.org/name", Holds::Text)] },
    Extension { name: "ExtraDescriptionExtension", must: &[("name", "", Holds::Text), ("narrative", "", Holds::Text)] },
    Extension { name: "GeoCoordinates", must: &[("description", "http://schema.org/description", Holds::Text), ("geo", "http://schema.org/geo", Holds::Object)] },
    Extension { name: "IssuerAccreditation", must: &[("name", "", Holds::Text), ("contactInstructions", "", Holds::Text), ("url", "", Holds::Iri), ("address", "", Holds::Object)] },
    Extension { name: "Endorsement", must: &[("description", "", Holds::Text)] },
];

/// Checks every extension of a document. What is a document of its own has its own check.
pub(super) fn check(document: &Value, findings: &mut Findings) {
    walk(document, "", 0, findings);
}

fn walk(object: &Value, path: &str, depth: usize, findings: &mut Findings) {
    let Value::Object(fields) = object else { return };
    if depth > DEPTH_MAX {
        return;
    }
    let documents = ["@context", "badge", "issuer", "endorsement", "publicKey", "related"];
    for (name, value) in fields.iter().filter(|(name, _)| !documents.contains(&name.as_str())) {
        for item in items(value) {
            let at = join(path, name);
            if let Some(extension) = extension(item) {
                required(item, extension, &at, findings);
            }
            walk(item, &at, depth + 1, findings);
        }
    }
}

fn extension(object: &Value) -> Option<&'static Extension> {
    let words = || items(&object["type"]).iter().filter_map(Value::as_str);
    let says_so = words().any(|word| local_name(word).eq_ignore_ascii_case("Extension"));
    let mut names = words().filter_map(|word| extension_name(word).or(says_so.then_some(word)));
    names.find_map(|name| EXTENSIONS.iter().find(|extension| extension.name.eq_ignore_ascii_case(name)))
}

/// The name behind the namespace of extensions, in the ways it is written.
fn extension_name(word: &str) -> Option<&str> {
    let spaces = ["extensions:", "https://w3id.org/openbadges/extensions#", "extensions/#", "extensions#"];
    spaces.into_iter().find_map(|space| local_name(word).strip_prefix(space))
}

fn required(object: &Value, extension: &Extension, at: &str, findings: &mut Findings) {
    for (short, full, holds) in extension.must {
        let value = if object[*short].is_null() && !full.is_empty() { &object[*full] } else { &object[*short] };
        let right = match holds {
            Holds::Text => value.is_string(),
            Holds::Iri => value.as_str().is_some_and(is_iri),
            Holds::Object => value.is_object(),
        };
        if !right {
            let what = if value.is_null() { "it is missing" } else { "it is not what the extension demands" };
            findings.fault(&join(at, short), what);
        }
    }
}
