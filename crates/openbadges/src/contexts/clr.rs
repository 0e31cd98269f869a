//! The term tables of the Comprehensive Learner Record 2.0, versions 2.0 and 2.0.1.
//!
//! Source: CLR Standard 2.0, Appendix "Data Model" and the contexts it publishes. A test compares what these tables
//! generate with the published files. Like those, they use the prefix `xsd:` and define none.

use serde_json::{Map, Value, json};

const CLR: &str = "https://purl.imsglobal.org/spec/vc/clr/vocab.html#";

/// The published versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Version {
    V2_0,
    V2_0_1,
}

/// A property: its name, the last part of its IRI, its datatype, whether it has several values, and since when.
type Row = (&'static str, &'static str, Option<&'static str>, bool, Version);

const CREDENTIAL: &[Row] = &[("partial", "partial", Some("xsd:boolean"), false, Version::V2_0_1)];

const SUBJECT: &[Row] = &[
    ("achievement", "achievement", Some("obi:Achievement"), true, Version::V2_0),
    ("association", "association", Some("https://purl.imsglobal.org/spec/vc/clr/vocab.html#Association"), true, Version::V2_0),
    ("verifiableCredential", "verifiableCredential", Some("cred:verifiableCredential"), true, Version::V2_0),
    ("identifier", "identifier-1", Some("obi:Identifier"), true, Version::V2_0_1),
];

const ASSOCIATION: &[Row] = &[
    ("associationType", "AssociationType", None, false, Version::V2_0),
    ("sourceId", "sourceId", Some("xsd:anyURI"), false, Version::V2_0),
    ("targetId", "targetId", Some("xsd:anyURI"), false, Version::V2_0),
];

/// The value of `@context` in a version of the CLR context.
pub(super) fn context(version: Version) -> Value {
    let vocabulary = match version {
        Version::V2_0 => "https://purl.imsglobal.org/spec/ob/v3p0/vocab.html#",
        Version::V2_0_1 => "https://purl.imsglobal.org/spec/vc/ob/vocab.html#",
    };
    let aliases = json!({"id": "@id", "type": "@type"});
    let mut subject = aliases.clone();
    subject["cred"] = "https://www.w3.org/2018/credentials#".into();
    subject["obi"] = vocabulary.into();
    json!({
        "id": "@id",
        "type": "@type",
        "ClrCredential": {"@id": format!("{CLR}ClrCredential"), "@context": scoped(aliases, CREDENTIAL, version)},
        "ClrSubject": {"@id": format!("{CLR}ClrSubject"), "@context": scoped(subject, SUBJECT, version)},
        "Association": {"@id": format!("{CLR}Association"), "@context": scoped(json!({}), ASSOCIATION, version)},
    })
}

fn scoped(mut context: Value, rows: &[Row], version: Version) -> Value {
    for (term, iri, datatype, several, since) in rows {
        if *since > version {
            continue;
        }
        let mut definition = Map::new();
        definition.insert("@id".into(), format!("{CLR}{iri}").into());
        if let Some(datatype) = datatype {
            definition.insert("@type".into(), (*datatype).into());
        }
        if *several {
            definition.insert("@container".into(), "@set".into());
        }
        context[*term] = Value::Object(definition);
    }
    context
}
