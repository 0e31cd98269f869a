//! From the expanded form to statements (JSON-LD API §7 and §8).
//!
//! The standard makes a map of all nodes first. A dataset is a set, so statements are written as the nodes are met; what
//! is left of the map is that a node without an `@id` is blank, and that a label stands for one node everywhere.

use std::collections::HashMap;

use serde_json::Value;

use super::engine::Limits;
use super::error::{Fault, JsonLdError};
use super::expand::{Expanded, Object, items_of};
use super::iri;
use super::literal;
use super::process::is_language;
use super::remembered::Mode;
use super::term::Datatype;
use crate::rdfc::{Blank, Dataset, Node};

const RDF_TYPE: &str = " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ";
const RDF_FIRST: &str = " <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> ";
const RDF_REST: &str = " <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> ";
const RDF_NIL: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil";
const RDF_JSON: &str = "^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON>";

/// Writes the statements of an expanded document.
pub(super) struct Statements<'s> {
    out: &'s mut Dataset,
    mode: Mode,
    /// Whether the direction of a text is said, in its datatype.
    directed: bool,
    limits: &'s Limits,
    graph: Option<Node>,
    labelled: HashMap<String, Blank>,
}

/// Where a value hangs. Either half is missing when it is no RDF.
#[derive(Clone, Copy)]
struct Link<'p> {
    subject: Option<Node>,
    predicate: Option<&'p str>,
    /// From the value to the node.
    reverse: bool,
}

impl<'s> Statements<'s> {
    /// In safe mode the direction of a text is always said.
    pub(super) fn new(out: &'s mut Dataset, mode: Mode, limits: &'s Limits) -> Self {
        Self { out, mode, directed: mode == Mode::Safe, limits, graph: None, labelled: HashMap::new() }
    }

    /// With the direction of texts in their datatypes, or, in lenient mode, without.
    pub(super) fn directed(self, directed: bool) -> Self {
        Self { directed: self.directed || directed, ..self }
    }

    /// Everything that an expanded document says.
    pub(super) fn document(&mut self, expanded: &Value) -> Expanded<()> {
        self.nodes(expanded)
    }

    fn is_safe(&self) -> bool {
        self.mode == Mode::Safe
    }

    /// What RDF cannot say: refused in safe mode.
    fn dropped<T>(&self, fault: impl FnOnce() -> Fault, instead: T) -> Expanded<T> {
        if self.is_safe() { Err(fault().into()) } else { Ok(instead) }
    }

    fn within_limits(&self) -> Expanded<()> {
        let over = |what, max| Err(Fault::TooMuchWork { what, max }.into());
        if self.out.len() > self.limits.statements_max {
            return over("statements", self.limits.statements_max);
        }
        if self.out.text_len() > self.limits.text_bytes_max {
            return over("bytes of text", self.limits.text_bytes_max);
        }
        Ok(())
    }

    fn nodes(&mut self, nodes: &Value) -> Expanded<()> {
        for (index, node) in items_of(nodes).iter().enumerate() {
            if let Value::Object(node) = node {
                self.node(node).map_err(|e| e.at(index))?;
            }
        }
        Ok(())
    }

    /// A node and everything below; its name unless that is no RDF.
    fn node(&mut self, node: &Object) -> Expanded<Option<Node>> {
        let subject = match node.get("@id") {
            None => Some(Node::Blank(self.out.blank())),
            Some(id) => self.resource(id.as_str().unwrap_or_default())?,
        };
        for (key, value) in node {
            self.entry(subject, key, value).map_err(|e| e.under(key))?;
        }
        Ok(subject)
    }

    fn entry(&mut self, subject: Option<Node>, key: &str, value: &Value) -> Expanded<()> {
        match key {
            "@id" => Ok(()),
            "@index" => self.dropped(|| Fault::Unsigned("@index"), ()),
            "@type" => self.types(subject, value),
            "@included" => self.nodes(value),
            "@graph" => self.named_graph(subject, value),
            "@reverse" => {
                let reversed = value.as_object().into_iter().flatten();
                for (property, items) in reversed {
                    self.property(subject, property, items, true).map_err(|e| e.under(property))?;
                }
                Ok(())
            }
            _ if key.starts_with('@') => self.dropped(|| Fault::InvalidValue("a keyword that is no key"), ()),
            _ => self.property(subject, key, value, false),
        }
    }

    /// §7.1 step 6.6 with §8.1: the types of a node.
    fn types(&mut self, subject: Option<Node>, types: &Value) -> Expanded<()> {
        for name in items_of(types).iter().filter_map(Value::as_str) {
            let class = self.resource(name)?;
            self.link(Link { subject, predicate: Some(RDF_TYPE), reverse: false }, class)?;
        }
        Ok(())
    }

    /// The statements of a graph, named by its node.
    fn named_graph(&mut self, name: Option<Node>, nodes: &Value) -> Expanded<()> {
        let Some(name) = name else { return Ok(()) };
        let outside = self.graph.replace(name);
        let before = self.out.len();
        self.nodes(nodes)?;
        self.graph = outside;
        if self.out.len() == before {
            return self.dropped(|| Fault::Unsigned("a graph without statements"), ());
        }
        Ok(())
    }

    fn property(&mut self, subject: Option<Node>, property: &str, values: &Value, reverse: bool) -> Expanded<()> {
        let rendered = match iri::check(property) {
            Ok(()) => Some(format!(" <{property}> ")),
            Err(fault) => self.dropped(|| fault, None)?,
        };
        let link = Link { subject, predicate: rendered.as_deref(), reverse };
        for (index, value) in items_of(values).iter().enumerate() {
            self.value(link, value).map_err(|e: Box<JsonLdError>| e.at(index))?;
        }
        Ok(())
    }

    fn value(&mut self, link: Link<'_>, value: &Value) -> Expanded<()> {
        let Value::Object(object) = value else { return Ok(()) };
        if let Some(stated) = object.get("@value") {
            return self.literal(link, stated, object);
        }
        if let Some(items) = object.get("@list") {
            if object.contains_key("@index") {
                self.dropped(|| Fault::Unsigned("@index"), ())?;
            }
            return self.list(link, items);
        }
        let node = self.node(object)?;
        self.link(link, node)
    }

    fn link(&mut self, link: Link<'_>, other: Option<Node>) -> Expanded<()> {
        let (Some(node), Some(predicate), Some(other)) = (link.subject, link.predicate, other) else { return Ok(()) };
        let (subject, object) = if link.reverse { (other, node) } else { (node, other) };
        self.out.link(subject, predicate, object, self.graph);
        self.within_limits()
    }

    /// A node by what names it: an IRI or a blank node's label.
    fn resource(&mut self, id: &str) -> Expanded<Option<Node>> {
        if let Some(label) = id.strip_prefix("_:") {
            if let Some(blank) = self.labelled.get(label) {
                return Ok(Some(Node::Blank(*blank)));
            }
            let blank = self.out.blank();
            self.labelled.insert(label.to_owned(), blank);
            return Ok(Some(Node::Blank(blank)));
        }
        match iri::check(id) {
            Ok(()) => {
                let name = self.out.name(id);
                self.within_limits()?;
                Ok(Some(name))
            }
            Err(fault) => self.dropped(|| fault, None),
        }
    }

    /// §8.3.
    fn list(&mut self, link: Link<'_>, items: &Value) -> Expanded<()> {
        let mut link = link;
        for (index, item) in items_of(items).iter().enumerate() {
            let cell = Some(Node::Blank(self.out.blank()));
            self.link(link, cell)?;
            let first = Link { subject: cell, predicate: Some(RDF_FIRST), reverse: false };
            self.value(first, item).map_err(|e| e.at(index))?;
            link = Link { subject: cell, predicate: Some(RDF_REST), reverse: false };
        }
        let nil = self.resource(RDF_NIL)?;
        self.link(link, nil)
    }

    /// §8.2.
    fn literal(&mut self, link: Link<'_>, value: &Value, object: &Object) -> Expanded<()> {
        if object.contains_key("@index") {
            self.dropped(|| Fault::Unsigned("@index"), ())?;
        }
        let said = |(key, entry): (&String, &Value)| match key.as_str() {
            "@value" | "@index" => true,
            key => ["@type", "@language", "@direction"].contains(&key) && entry.is_string(),
        };
        if !object.iter().all(said) {
            self.dropped(|| Fault::InvalidValue("an object with @value has other entries"), ())?;
        }
        let text = |key: &str| object.get(key).and_then(Value::as_str);
        let datatype = match text("@type") {
            Some("@json") => return self.json(link, value),
            None => None,
            Some(iri) => match iri::check(iri) {
                Ok(()) => Some(Datatype::of(iri)),
                Err(fault) => return self.dropped(|| fault, ()),
            },
        };
        if text("@language").is_some_and(|tag| !is_language(tag)) {
            return self.dropped(|| Fault::InvalidValue("a language is not a language tag (BCP 47)"), ());
        }
        let suffix = match (text("@language"), text("@direction").filter(|_| self.directed)) {
            (_, Some(_)) if !value.is_string() => return Err(Fault::InvalidValue("only text has a direction").into()),
            (language, Some(direction)) => Some(format!("^^<{}>", literal::directed(language, direction))),
            (Some(tag), None) => Some(format!("@{tag}")),
            (None, None) => datatype.as_ref().map(|datatype| datatype.suffix.to_string()),
        };
        let (lexical, native) = self.lexical(value, datatype.as_ref())?;
        self.write(link, &lexical, suffix.as_deref().unwrap_or(native))
    }

    /// The lexical form of a value and its datatype when nothing else says one.
    fn lexical(&self, value: &Value, datatype: Option<&Datatype>) -> Expanded<(String, &'static str)> {
        let is_double = datatype.is_some_and(|datatype| datatype.is_double);
        Ok(match value {
            Value::Bool(truth) => (truth.to_string(), literal::BOOLEAN),
            Value::Number(number) if self.is_safe() => {
                let (lexical, native) = literal::number(number, is_double)?;
                (lexical.into_owned(), native)
            }
            Value::Number(number) => literal::any_number(number, is_double),
            Value::String(text) => {
                if let Some(datatype) = datatype.filter(|_| self.is_safe()) {
                    literal::check_text(text, datatype)?;
                }
                (text.clone(), "")
            }
            _ => return Err(Fault::InvalidValue("@value is neither array nor object").into()),
        })
    }

    /// A JSON literal: its canonical text (RFC 8785).
    fn json(&mut self, link: Link<'_>, value: &Value) -> Expanded<()> {
        let text =
            serde_json_canonicalizer::to_string(value).map_err(|_| Fault::InvalidValue("JSON that has no canonical form"))?;
        self.write(link, &text, RDF_JSON)
    }

    fn write(&mut self, link: Link<'_>, lexical: &str, suffix: &str) -> Expanded<()> {
        if let (Some(subject), Some(predicate)) = (link.subject, link.predicate) {
            self.out.literal(subject, predicate, lexical, suffix, self.graph);
        }
        self.within_limits()
    }
}
