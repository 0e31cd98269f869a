//! Objects whose keys index values: by `@index`, `@id` or `@type` (JSON-LD API §5.1 step 13.8).

use std::sync::Arc;

use serde_json::Value;

use super::terms::{Iri, Relative};
use super::{Expanded, Expansion, Held, Object, Place, array_of, items_of};
use crate::jsonld::error::Fault;
use crate::jsonld::remembered::Scope;
use crate::jsonld::term::{Keyword, Term};

/// What the keys of a map are.
struct Index<'i> {
    term: &'i Arc<Term>,
    /// The property that the keys are values of, and its IRI.
    property: Option<(&'i str, String)>,
    /// The key as it is written.
    key: &'i str,
}

impl Expansion<'_> {
    pub(super) fn index_map(&mut self, place: &Place<'_>, key: &str, term: &Arc<Term>, map: &Object) -> Expanded<Value> {
        let scoped = |name: &String| place.active.context.term(name).is_some_and(|term| term.scoped.is_some());
        // Other processors keep the context of one type for the next key.
        if self.is_safe() && term.container.by_type && map.len() > 1 && map.keys().any(scoped) {
            return Err(Fault::Unsupported("a map of several types that have contexts".into()).into());
        }
        let mut values = Vec::new();
        for (index, value) in map {
            let items = self.indexed(place, key, term, index, value).map_err(|e| e.under(index))?;
            if items.is_empty() {
                self.dropped("an index without values", ()).map_err(|e| e.under(index))?;
            }
            values.extend(items);
        }
        Ok(Value::Array(values))
    }

    fn indexed(
        &mut self,
        place: &Place<'_>,
        key: &str,
        term: &Arc<Term>,
        index_key: &str,
        value: &Value,
    ) -> Expanded<Vec<Value>> {
        let active = &place.active;
        let context = self.map_context(active, term, index_key)?;
        let value = array_of(value.clone());
        let Value::Array(items) = self.element(&context, Some(key), &value, true)? else { return Ok(Vec::new()) };
        let property = match term.index.as_deref() {
            Some(name) if term.container.index => match self.iri(active, name, Relative::Vocabulary)? {
                Iri::Stands(iri) => Some((name, iri)),
                _ => return Err(Fault::InvalidContext("@index names no property".into()).into()),
            },
            _ => None,
        };
        let none = self.keyword_of(active, index_key) == Some(Keyword::None);
        if self.is_safe() && none && index_key != "@none" && property.is_some() {
            return Err(Fault::Unsupported("an alias of @none as the value of a property".into()).into());
        }
        let index = Index { term, property, key: index_key };
        let mut indexed = Vec::with_capacity(items.len());
        for item in items {
            let item = match item {
                Value::Object(object) => object,
                _ => continue,
            };
            let graph = term.container.graph && !is_graph(&item);
            let mut item = if graph { graph_of(item) } else { item };
            if !none {
                self.add_index(active, &index, &mut item)?;
            }
            indexed.push(Value::Object(item));
        }
        Ok(indexed)
    }

    /// Steps 13.8.3.1 to 13.8.3.3: the context of the values.
    fn map_context(&mut self, active: &Held, term: &Term, index: &str) -> Expanded<Held> {
        if !term.container.id && !term.container.by_type {
            return Ok(active.clone());
        }
        // Other processors go back for maps of types only.
        if self.is_safe() && term.container.id && active.context.previous.is_some() {
            return Err(Fault::Unsupported("an @id map in the context of a type".into()).into());
        }
        let context = match active.context.previous {
            Some(previous) => self.held(previous),
            None => active.clone(),
        };
        match context.context.term(index).and_then(|term| term.scoped) {
            Some(local) if term.container.by_type => self.step(&context, local, Scope::Type),
            _ => Ok(context),
        }
    }

    /// Steps 13.8.3.7.2 to 13.8.3.7.5.
    fn add_index(&mut self, active: &Held, index: &Index<'_>, item: &mut Object) -> Expanded<()> {
        let container = index.term.container;
        if (container.id || container.by_type || index.property.is_some())
            && ["@value", "@list"].iter().any(|key| item.contains_key(*key))
        {
            return Err(Fault::InvalidValue("a value can have no index but @index").into());
        }
        self.spend(index.key.len())?;
        if let Some((name, iri)) = &index.property {
            let key = Value::String(index.key.to_owned());
            let expanded = self.value(active, name, &key)?;
            prepend(item, iri, expanded);
        } else if container.index {
            item.entry("@index").or_insert_with(|| index.key.into());
        } else if container.id {
            let id = self.reference(active, index.key, Relative::Base)?;
            match item.get("@id") {
                None => {
                    item.insert("@id".into(), id);
                }
                Some(other) if *other != id => self.dropped("the key of an @id map beside an @id", ())?,
                Some(_) => {}
            }
        } else if container.by_type {
            let name = self.type_name(active, index.key)?;
            prepend(item, "@type", name);
        }
        Ok(())
    }
}

fn prepend(item: &mut Object, key: &str, value: Value) {
    let mut values = vec![value];
    values.extend(item.get(key).map(items_of).unwrap_or_default().iter().cloned());
    item.insert(key.into(), Value::Array(values));
}

/// A graph object: `@graph`, and at most `@id` and `@index`.
fn is_graph(item: &Object) -> bool {
    item.contains_key("@graph") && item.keys().all(|key| ["@graph", "@id", "@index", "@context"].contains(&key.as_str()))
}

fn graph_of(item: Object) -> Object {
    Object::from_iter([("@graph".to_owned(), Value::Array(vec![Value::Object(item)]))])
}
