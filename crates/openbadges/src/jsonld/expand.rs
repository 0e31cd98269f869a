//! The complete Expansion Algorithm (JSON-LD API §5.1), beside the quick walk.
//!
//! Two ways from a document to statements exist on purpose. The quick walk ([`super::walk`]) is what every ordinary
//! badge takes: no tree is built between the document and the statements, and one generic walk over everything that
//! JSON-LD allows would make it slower and harder to believe in. This one is written paragraph by paragraph after the
//! standard: it makes the expanded form, converts what the quick walk does not know, runs the W3C suites, and is the
//! oracle of the quick walk in a property test. Both read the same contexts, worked out by the same code.

mod context;
mod finish;
mod keyword;
mod map;
mod property;
mod terms;

use std::sync::Arc;

use serde_json::{Map, Value};

use super::active::ActiveContext;
use super::engine::Limits;
use super::error::{Fault, JsonLdError};
use super::remembered::{ContextId, INITIAL, Mode, Remembered, Scope};
use super::term::Keyword;
use crate::contexts::Edition;
use crate::json::DEPTH_MAX;

pub(super) type Expanded<T> = Result<T, Box<JsonLdError>>;
pub(super) type Object = Map<String, Value>;

/// An active context and its id, held while more contexts are learnt.
#[derive(Debug, Clone)]
pub(super) struct Held {
    id: ContextId,
    context: Arc<ActiveContext>,
}

/// One expansion of one document.
pub(super) struct Expansion<'e> {
    remembered: &'e mut Remembered,
    edition: Edition,
    limits: &'e Limits,
    /// Contexts worked out for this document.
    pub(super) learnt: usize,
    /// Whether the document holds contexts itself, which nobody else needs.
    pub(super) own_contexts: bool,
    depth: usize,
    values: usize,
    bytes: usize,
}

/// Where an object is being expanded.
struct Place<'p> {
    active: Held,
    /// Before the contexts of the object's types.
    type_scoped: Held,
    property: Option<&'p str>,
    /// Whether the object is a JSON literal.
    is_json: bool,
}

impl<'e> Expansion<'e> {
    pub(super) fn new(remembered: &'e mut Remembered, edition: Edition, limits: &'e Limits, learnt: usize) -> Self {
        Self { remembered, edition, limits, learnt, own_contexts: false, depth: 0, values: 0, bytes: 0 }
    }

    fn is_safe(&self) -> bool {
        self.remembered.mode == Mode::Safe
    }

    /// What the standard drops: refused in safe mode.
    fn dropped<T>(&self, what: &'static str, instead: T) -> Expanded<T> {
        if self.is_safe() { Err(Fault::Unsigned(what).into()) } else { Ok(instead) }
    }

    /// The expanded document: an array of node objects (§5.1 and §9.1.2 of the API, `expand`).
    pub(super) fn document(&mut self, document: &Value, expand_context: Option<&Value>) -> Expanded<Value> {
        let mut active = self.held(INITIAL);
        if let Some(context) = expand_context {
            active = self.local(&active, context.get("@context").unwrap_or(context))?;
        }
        let expanded = self.element(&active, None, document, false)?;
        Ok(match expanded {
            Value::Null => Value::Array(Vec::new()),
            Value::Object(mut object) if object.len() == 1 => match object.remove("@graph") {
                Some(graph) => array_of(graph),
                None => Value::Array(vec![Value::Object(object)]),
            },
            other => array_of(other),
        })
    }

    /// Counts text that is written anew.
    fn spend(&mut self, bytes: usize) -> Expanded<()> {
        let max = self.limits.text_bytes_max;
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes > max { Err(Fault::TooMuchWork { what: "bytes of text", max }.into()) } else { Ok(()) }
    }

    /// One element of a document; null when nothing is left of it.
    fn element(&mut self, active: &Held, property: Option<&str>, element: &Value, from_map: bool) -> Expanded<Value> {
        let max = self.limits.attempted_statements_max;
        self.values += 1;
        if self.values > max {
            return Err(Fault::TooMuchWork { what: "values", max }.into());
        }
        match element {
            Value::Null => Ok(Value::Null),
            Value::Array(items) => self.deeper(|e| e.items(active, property, items, from_map)),
            Value::Object(object) => self.deeper(|e| e.object(active, property, object, from_map)),
            scalar => self.scalar(active, property, scalar),
        }
    }

    fn deeper(&mut self, expand: impl FnOnce(&mut Self) -> Expanded<Value>) -> Expanded<Value> {
        if self.depth == DEPTH_MAX {
            return Err(Fault::TooMuchWork { what: "levels", max: DEPTH_MAX }.into());
        }
        self.depth += 1;
        let expanded = expand(self)?;
        self.depth -= 1;
        Ok(expanded)
    }

    /// Step 4.
    fn scalar(&mut self, active: &Held, property: Option<&str>, scalar: &Value) -> Expanded<Value> {
        let Some(property) = property.filter(|property| *property != "@graph") else {
            return self.dropped("a value that belongs to no property", Value::Null);
        };
        let scoped = active.context.term(property).and_then(|term| term.scoped);
        match scoped {
            Some(local) => {
                let inside = self.step(active, local, Scope::Property)?;
                self.value(&inside, property, scalar)
            }
            None => self.value(active, property, scalar),
        }
    }

    /// Step 5.
    fn items(&mut self, active: &Held, property: Option<&str>, items: &[Value], from_map: bool) -> Expanded<Value> {
        let in_list = property.and_then(|p| active.context.term(p)).is_some_and(|term| term.container.list);
        let mut expanded = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            match self.element(active, property, item, from_map).map_err(|e| e.at(index))? {
                Value::Null if item.is_null() => {
                    self.dropped("null among several values", ()).map_err(|e| e.at(index))?;
                }
                Value::Null => {}
                Value::Array(inner) if in_list => expanded.push(list_of(Value::Array(inner))),
                Value::Array(inner) => expanded.extend(inner),
                one => expanded.push(one),
            }
        }
        Ok(Value::Array(expanded))
    }

    /// Steps 6 to 20.
    fn object(&mut self, active: &Held, property: Option<&str>, object: &Object, from_map: bool) -> Expanded<Value> {
        let scoped = property.and_then(|p| active.context.term(p)).and_then(|term| term.scoped);
        let mut active = self.reverted(active, object, from_map);
        if let Some(local) = scoped {
            active = self.step(&active, local, Scope::Property)?;
        }
        if let Some(context) = object.get("@context") {
            active = self.local(&active, context).map_err(|e| e.under("@context"))?;
        }
        let type_scoped = active.clone();
        let (active, is_json) = self.typed(active, object)?;
        let place = Place { active, type_scoped, property, is_json };
        let mut result = Object::new();
        self.entries(&place, object, &mut result)?;
        self.finished(&place, result)
    }

    /// Step 7: what holds again when a context came from a type.
    fn reverted(&self, active: &Held, object: &Object, from_map: bool) -> Held {
        let keyword = |key: &String| active.context.keyword(key);
        let is_value = object.keys().any(|key| keyword(key) == Some(Keyword::Value));
        let only_id = object.len() == 1 && object.keys().all(|key| keyword(key) == Some(Keyword::Id));
        match active.context.previous {
            Some(previous) if !from_map && !is_value && !only_id => self.held(previous),
            _ => active.clone(),
        }
    }

    /// Steps 11 and 12: the contexts of the types, and whether the type is `@json`.
    fn typed(&mut self, active: Held, object: &Object) -> Expanded<(Held, bool)> {
        let before = active;
        let mut active = before.clone();
        let mut keys: Vec<&String> = object.keys().filter(|key| before.context.keyword(key) == Some(Keyword::Type)).collect();
        keys.sort_unstable();
        for key in &keys {
            let mut names: Vec<&str> = items_of(&object[key.as_str()]).iter().filter_map(Value::as_str).collect();
            names.sort_unstable();
            for name in names {
                if let Some(local) = before.context.term(name).and_then(|term| term.scoped) {
                    active = self.step(&active, local, Scope::Type).map_err(|e| e.under(key))?;
                }
            }
        }
        let last = keys.first().and_then(|key| items_of(&object[key.as_str()]).last()).and_then(Value::as_str);
        let is_json = last.is_some_and(|name| self.keyword_of(&active, name) == Some(Keyword::Json));
        Ok((active, is_json))
    }

    /// Steps 13 and 14: the entries of an object, and of what is nested in it.
    fn entries(&mut self, place: &Place<'_>, object: &Object, result: &mut Object) -> Expanded<()> {
        let mut nests = Vec::new();
        for (key, value) in object.iter().filter(|(key, _)| *key != "@context") {
            self.entry(place, key, value, result, &mut nests).map_err(|e| e.under(key))?;
        }
        for key in nests {
            for nested in items_of(&object[key]) {
                let nest = |e: Box<JsonLdError>| e.under(key);
                let Value::Object(nested) = nested else {
                    return Err(nest(Fault::InvalidValue("@nest holds objects").into()));
                };
                if nested.keys().any(|key| place.active.context.keyword(key) == Some(Keyword::Value)) {
                    return Err(nest(Fault::InvalidValue("@nest holds no @value").into()));
                }
                self.nested(place, key, nested, result).map_err(nest)?;
            }
        }
        Ok(())
    }

    /// Step 14.2, with the property-scoped context of the nesting term.
    fn nested(&mut self, place: &Place<'_>, key: &str, nested: &Object, result: &mut Object) -> Expanded<()> {
        if self.depth == DEPTH_MAX {
            return Err(Fault::TooMuchWork { what: "levels", max: DEPTH_MAX }.into());
        }
        self.depth += 1;
        match place.active.context.term(key).and_then(|term| term.scoped) {
            None => self.entries(place, nested, result)?,
            Some(local) => {
                let active = self.step(&place.active, local, Scope::Property)?;
                let inside = Place { active, type_scoped: place.type_scoped.clone(), ..*place };
                self.entries(&inside, nested, result)?;
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn entry<'k>(
        &mut self,
        place: &Place<'_>,
        key: &'k str,
        value: &Value,
        result: &mut Object,
        nests: &mut Vec<&'k str>,
    ) -> Expanded<()> {
        match self.key(&place.active, key)? {
            terms::Key::Keyword(Keyword::Nest) => nests.push(key),
            terms::Key::Keyword(keyword) => self.keyword(place, keyword, value, result)?,
            terms::Key::Property(iri) => self.property(place, key, iri, value, result)?,
            terms::Key::Dropped => {}
        }
        Ok(())
    }
}

/// A value as an array of values.
pub(super) fn items_of(value: &Value) -> &[Value] {
    match value {
        Value::Array(items) => items,
        one => std::slice::from_ref(one),
    }
}

fn array_of(value: Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items),
        one => Value::Array(vec![one]),
    }
}

fn list_of(items: Value) -> Value {
    Value::Object(Object::from_iter([("@list".to_owned(), items)]))
}

/// Adds a value, or each of an array of them, to the array under a key.
fn add(object: &mut Object, key: &str, value: Value) {
    let slot = object.entry(key).or_insert_with(|| Value::Array(Vec::new()));
    if !slot.is_array() {
        *slot = array_of(slot.take());
    }
    if let Value::Array(items) = slot {
        match value {
            Value::Array(more) => items.extend(more),
            one => items.push(one),
        }
    }
}
