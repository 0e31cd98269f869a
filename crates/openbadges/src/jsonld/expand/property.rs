//! The properties of an object (JSON-LD API §5.1 steps 13.5 to 13.14).

use serde_json::Value;

use super::{Expanded, Expansion, Object, Place, add, array_of, items_of, list_of};
use crate::jsonld::error::Fault;
use crate::jsonld::process::is_language;
use crate::jsonld::term::{Coercion, Container, Keyword, Term};

impl Expansion<'_> {
    pub(super) fn property(
        &mut self,
        place: &Place<'_>,
        key: &str,
        iri: String,
        value: &Value,
        result: &mut Object,
    ) -> Expanded<()> {
        let term = place.active.context.term(key).cloned();
        let container = term.as_ref().map_or(Container::default(), |term| term.container);
        let expanded = match (&term, value) {
            (Some(term), _) if term.coercion == Coercion::Json => json_of(value),
            (Some(term), Value::Object(map)) if container.language => self.language_map(place, term, map)?,
            (Some(term), Value::Object(map)) if container.is_map() => self.index_map(place, key, term, map)?,
            _ => self.element(&place.active, Some(key), value, false)?,
        };
        if expanded.is_null() {
            return Ok(());
        }
        let expanded = held_together(container, expanded);
        match term.filter(|term| term.reverse) {
            None => {
                if !result.contains_key(&iri) {
                    result.insert(iri.clone(), Value::Array(Vec::new()));
                }
                add(result, &iri, expanded);
            }
            Some(_) => {
                for item in items_of(&expanded) {
                    self.reverse_one(&iri, item.clone(), result)?;
                }
            }
        }
        Ok(())
    }

    /// Step 13.7.
    fn language_map(&mut self, place: &Place<'_>, term: &Term, map: &Object) -> Expanded<Value> {
        let direction = self.direction(&place.active, term.direction)?;
        let mut values = Vec::new();
        for (tag, texts) in map {
            let no_language = self.keyword_of(&place.active, tag) == Some(Keyword::None);
            if self.is_safe() && !no_language && !is_language(tag) {
                return Err(Fault::InvalidValue("a language is not a language tag (BCP 47)").into());
            }
            for text in items_of(texts) {
                let Value::String(text) = text else {
                    if text.is_null() && !self.is_safe() {
                        continue;
                    }
                    return Err(Fault::InvalidValue("a language map holds text").into());
                };
                self.spend(text.len() + tag.len())?;
                let mut value = Object::new();
                value.insert("@value".into(), text.as_str().into());
                if !no_language {
                    value.insert("@language".into(), tag.to_ascii_lowercase().into());
                }
                if let Some(direction) = direction {
                    value.insert("@direction".into(), direction.text().into());
                }
                values.push(Value::Object(value));
            }
        }
        Ok(Value::Array(values))
    }
}

/// Step 13.6.
fn json_of(value: &Value) -> Value {
    let mut literal = Object::new();
    literal.insert("@type".into(), "@json".into());
    literal.insert("@value".into(), value.clone());
    Value::Object(literal)
}

/// Steps 13.11 and 13.12.
fn held_together(container: Container, expanded: Value) -> Value {
    if container.list && expanded.get("@list").is_none() {
        return list_of(array_of(expanded));
    }
    if !container.graph || container.id || container.index {
        return expanded;
    }
    let graph = |one: Value| Value::Object(Object::from_iter([("@graph".to_owned(), array_of(one))]));
    match expanded {
        Value::Array(items) => Value::Array(items.into_iter().map(graph).collect()),
        one => Value::Array(vec![graph(one)]),
    }
}
