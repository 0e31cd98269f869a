//! Our own short form for a term table, and the JSON-LD context it stands for.
//!
//! A row says what a term is called, what its IRI is and what its values are, once for all versions; [`Version`]
//! decides how that is written down.

use serde_json::{Map, Value, json};

/// The published versions of the Open Badges 3.0 context.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Version {
    V3_0_0,
    V3_0_1,
    V3_0_2,
    V3_0_3,
    V3_0_3Jwt,
}

/// Beginnings of IRIs.
const OB: &str = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#";
const SCHEMA: &str = "https://schema.org/";
/// Not the namespace of XML Schema, which is `http:`: the specification's own, kept as published.
const XSD: &str = "https://www.w3.org/2001/XMLSchema#";

/// What the values of a property are.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Values {
    /// Text: typed `xsd:string` up to 3.0.1, a plain literal since.
    Text,
    /// Several texts.
    Texts,
    /// Several texts: a set up to 3.0.1, in order since.
    TextsInOrder,
    /// A literal of an XML Schema datatype.
    Typed(&'static str),
    /// A literal of the datatype `xsd:…`, with no prefix to expand it: a slip of the specification, kept as published.
    Unexpanded(&'static str),
    /// One object, or text that was never typed.
    Plain,
    /// One object, embedded or by its IRI.
    Reference,
    /// As [`Values::Reference`], but coerced in 3.0.0 to this "datatype".
    ReferenceSince301(&'static str),
    /// As [`Values::Reference`]; in 3.0.0 an embedded object.
    EmbeddedThenReference,
    /// Several objects; in 3.0.0 coerced to this "datatype".
    Several(&'static str),
    /// Several compact JWS.
    SeveralPlain,
}

/// IRIs by the version they came with, oldest first.
type Changes = &'static [(Version, &'static str)];

/// A row of a term table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    term: &'static str,
    iri: &'static str,
    /// Other IRIs it had later, and since when.
    since: Changes,
    values: Values,
    in_version: fn(Version) -> bool,
}

impl Row {
    pub(crate) const fn new(term: &'static str, iri: &'static str, values: Values) -> Self {
        Self { term, iri, since: &[], values, in_version: |_| true }
    }

    /// With another IRI from some version on.
    pub(crate) const fn since(self, since: Changes) -> Self {
        Self { since, ..self }
    }

    /// Only in the versions that `in_version` accepts.
    pub(crate) const fn only(self, in_version: fn(Version) -> bool) -> Self {
        Self { in_version, ..self }
    }

    fn written(&self, version: Version) -> Value {
        let mut definition = Map::new();
        definition.insert("@id".into(), iri(self.iri, self.since, version).into());
        let (coercion, container) = written_values(self.values, version);
        if let Some(coercion) = coercion {
            definition.insert("@type".into(), coercion.into());
        }
        if let Some(container) = container {
            definition.insert("@container".into(), container.into());
        }
        Value::Object(definition)
    }
}

/// A type and the table of its properties; a type without properties of its own has no scoped context.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Type {
    pub(crate) term: &'static str,
    pub(crate) iri: &'static str,
    pub(crate) since: Changes,
    pub(crate) properties: &'static [Row],
}

/// The value of `@context` for these tables.
pub(crate) fn context(version: Version, types: &[Type], properties: &[Row]) -> Value {
    let mut terms = Map::new();
    opening(&mut terms, version, true);
    if version <= Version::V3_0_1 {
        terms.insert("xsd".into(), XSD.into());
    }
    for t in types {
        let mut definition = json!({ "@id": iri(t.iri, t.since, version) });
        if !t.properties.is_empty() {
            let mut scoped = Map::new();
            opening(&mut scoped, version, false);
            rows(&mut scoped, version, t.properties);
            definition["@context"] = Value::Object(scoped);
        }
        terms.insert(t.term.into(), definition);
    }
    rows(&mut terms, version, properties);
    Value::Object(terms)
}

/// What a context object begins with: scoped ones have had it since 3.0.2 only.
fn opening(terms: &mut Map<String, Value>, version: Version, top: bool) {
    if version >= Version::V3_0_2 {
        terms.insert("@protected".into(), true.into());
    }
    if top || version >= Version::V3_0_2 {
        terms.insert("id".into(), "@id".into());
        terms.insert("type".into(), "@type".into());
    }
}

fn rows(terms: &mut Map<String, Value>, version: Version, rows: &[Row]) {
    for row in rows.iter().filter(|row| (row.in_version)(version)) {
        terms.insert(row.term.into(), row.written(version));
    }
}

/// `ob:` and `schema:` are written out; anything else stays as it is.
fn iri(first: &str, since: Changes, version: Version) -> String {
    let short = since.iter().rev().find(|(from, _)| *from <= version).map_or(first, |(_, iri)| iri);
    match short.split_once(':') {
        Some(("ob", name)) => format!("{OB}{name}"),
        Some(("schema", name)) => format!("{SCHEMA}{name}"),
        _ => short.to_owned(),
    }
}

/// `@type` and `@container` of a property.
fn written_values(values: Values, version: Version) -> (Option<String>, Option<&'static str>) {
    let text = (version <= Version::V3_0_1).then(|| "xsd:string".to_owned());
    let reference = || Some("@id".to_owned());
    let first = |then: &str| {
        (version == Version::V3_0_0).then(|| if then.contains("xsd:") { then.to_owned() } else { format!("{OB}{then}") })
    };
    match values {
        Values::Text => (text, None),
        Values::Texts => (text, Some("@set")),
        Values::TextsInOrder => (text, Some(if version <= Version::V3_0_1 { "@set" } else { "@list" })),
        Values::Typed(name) if version <= Version::V3_0_1 => (Some(format!("xsd:{name}")), None),
        Values::Typed(name) => (Some(format!("{XSD}{name}")), None),
        Values::Unexpanded(name) => (Some(format!("xsd:{name}")), None),
        Values::Plain => (None, None),
        Values::Reference => (reference(), None),
        Values::ReferenceSince301(before) => (first(before).or_else(reference), None),
        Values::EmbeddedThenReference => (if version == Version::V3_0_0 { None } else { reference() }, None),
        Values::Several(before) => (first(before), Some("@set")),
        Values::SeveralPlain => (None, Some("@set")),
    }
}
