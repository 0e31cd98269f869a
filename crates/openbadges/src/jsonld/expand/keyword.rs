//! The keywords of an object (JSON-LD API §5.1 step 13.4).

use serde_json::Value;

use super::terms::Relative;
use super::{Expanded, Expansion, Object, Place, add, array_of, items_of};
use crate::jsonld::error::{Fault, JsonLdError};
use crate::jsonld::process::is_language;
use crate::jsonld::term::{Direction, Keyword};

fn wrong<T>(what: &'static str) -> Expanded<T> {
    Err(Fault::InvalidValue(what).into())
}

impl Expansion<'_> {
    pub(super) fn keyword(&mut self, place: &Place<'_>, keyword: Keyword, value: &Value, result: &mut Object) -> Expanded<()> {
        if place.property == Some("@reverse") {
            return wrong("a keyword is no reverse property");
        }
        if result.contains_key(keyword.text()) && !matches!(keyword, Keyword::Included | Keyword::Type) {
            return wrong("a keyword is there twice");
        }
        let expanded = match keyword {
            Keyword::Id => self.id(place, value)?,
            Keyword::Type => return self.types(place, value, result),
            Keyword::Graph => array_of(self.element(&place.active, Some("@graph"), value, false)?),
            Keyword::Included => return self.included(place, value, result),
            Keyword::Value => {
                result.insert("@value".into(), self.stated_value(place, value)?);
                return Ok(());
            }
            Keyword::Language => self.language(value)?,
            Keyword::Direction => match value {
                Value::String(text) if Direction::of(text).is_some() => value.clone(),
                _ => return wrong("@direction is neither ltr nor rtl"),
            },
            Keyword::Index if value.is_string() => value.clone(),
            Keyword::Index => return wrong("@index is text"),
            Keyword::List => match place.property.filter(|property| *property != "@graph") {
                None => return self.dropped("a list that belongs to no property", ()),
                Some(property) => self.list(place, property, value)?,
            },
            Keyword::Set => self.element(&place.active, place.property, value, false)?,
            Keyword::Reverse => return self.reverse(place, value, result),
            _ if self.is_safe() => return wrong("a keyword that is no key"),
            _ => return Ok(()),
        };
        // An `@id` that stands for nothing is kept, so that the node is not taken for a blank one.
        if !expanded.is_null() || keyword == Keyword::Id {
            result.insert(keyword.text().into(), expanded);
        }
        Ok(())
    }

    fn id(&mut self, place: &Place<'_>, value: &Value) -> Expanded<Value> {
        match value {
            Value::String(id) => self.reference(&place.active, id, Relative::Base),
            _ => wrong("an id is text"),
        }
    }

    /// Step 13.4.4.
    fn types(&mut self, place: &Place<'_>, value: &Value, result: &mut Object) -> Expanded<()> {
        let mut types = Vec::new();
        for (index, name) in items_of(value).iter().enumerate() {
            let Value::String(name) = name else { return wrong("a type is text") };
            types.push(self.type_name(&place.type_scoped, name).map_err(
                |e: Box<JsonLdError>| {
                    if value.is_array() { e.at(index) } else { e }
                },
            )?);
        }
        types.retain(|name| !name.is_null());
        match (result.contains_key("@type"), value) {
            (true, _) => add(result, "@type", Value::Array(types)),
            (false, Value::Array(_)) => {
                result.insert("@type".into(), Value::Array(types));
            }
            (false, _) => {
                if let Some(only) = types.pop() {
                    result.insert("@type".into(), only);
                }
            }
        }
        Ok(())
    }

    /// Step 13.4.6.
    fn included(&mut self, place: &Place<'_>, value: &Value, result: &mut Object) -> Expanded<()> {
        let nodes = array_of(self.element(&place.active, None, value, false)?);
        let is_node = |item: &Value| {
            item.as_object().is_some_and(|node| !["@value", "@list", "@set"].iter().any(|key| node.contains_key(*key)))
        };
        if !items_of(&nodes).iter().all(is_node) {
            return wrong("@included holds nodes");
        }
        add(result, "@included", nodes);
        Ok(())
    }

    /// Step 13.4.7.
    fn stated_value(&mut self, place: &Place<'_>, value: &Value) -> Expanded<Value> {
        match value {
            _ if place.is_json => {}
            Value::Array(_) | Value::Object(_) => return wrong("@value is neither array nor object"),
            Value::String(text) => self.spend(text.len())?,
            _ => {}
        }
        Ok(value.clone())
    }

    fn language(&mut self, value: &Value) -> Expanded<Value> {
        match value {
            Value::String(tag) if self.is_safe() && !is_language(tag) => wrong("a language is not a language tag (BCP 47)"),
            Value::String(tag) => Ok(tag.to_ascii_lowercase().into()),
            _ => wrong("@language is text"),
        }
    }

    /// Step 13.4.11. Of arrays inside, the standard makes one list and other processors several.
    fn list(&mut self, place: &Place<'_>, property: &str, value: &Value) -> Expanded<Value> {
        let in_list = place.active.context.term(property).is_some_and(|term| term.container.list);
        if self.is_safe() && !in_list {
            return self.list_of_ones(place, property, value);
        }
        match self.element(&place.active, Some(property), value, false)? {
            Value::Null => self.dropped("null in a list", Value::Array(Vec::new())),
            expanded => Ok(array_of(expanded)),
        }
    }

    fn list_of_ones(&mut self, place: &Place<'_>, property: &str, value: &Value) -> Expanded<Value> {
        let mut list = Vec::new();
        for (index, item) in items_of(value).iter().enumerate() {
            let expanded = self.element(&place.active, Some(property), item, false).map_err(|e| e.at(index))?;
            let fault = match expanded {
                Value::Null => Fault::Unsigned("null in a list"),
                Value::Array(_) => Fault::Unsupported("an array inside @list".into()),
                one => {
                    list.push(one);
                    continue;
                }
            };
            return Err(Box::<JsonLdError>::from(fault).at(index));
        }
        Ok(Value::Array(list))
    }

    /// Step 13.4.13.
    fn reverse(&mut self, place: &Place<'_>, value: &Value, result: &mut Object) -> Expanded<()> {
        if !value.is_object() {
            return wrong("@reverse holds an object");
        }
        let Value::Object(mut reversed) = self.element(&place.active, Some("@reverse"), value, false)? else {
            return Ok(());
        };
        // Reversed twice is forward again.
        if let Some(Value::Object(forward)) = reversed.remove("@reverse") {
            for (property, items) in forward {
                add(result, &property, items);
            }
        }
        for (property, items) in reversed {
            for item in items_of(&items) {
                self.reverse_one(&property, item.clone(), result)?;
            }
        }
        Ok(())
    }

    /// One node that links here.
    pub(super) fn reverse_one(&mut self, property: &str, item: Value, result: &mut Object) -> Expanded<()> {
        if ["@value", "@list"].iter().any(|key| item.get(*key).is_some()) {
            return wrong("only nodes can be linked from");
        }
        let reverse = result.entry("@reverse").or_insert_with(|| Value::Object(Object::new()));
        if let Value::Object(reverse) = reverse {
            add(reverse, property, item);
        }
        Ok(())
    }
}
