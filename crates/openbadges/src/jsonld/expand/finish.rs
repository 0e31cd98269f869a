//! What an expanded object comes to (JSON-LD API §5.1 steps 15 to 19).

use serde_json::Value;

use super::{Expanded, Expansion, Object, Place, array_of};
use crate::jsonld::error::Fault;
use crate::jsonld::iri;

impl Expansion<'_> {
    pub(super) fn finished(&self, place: &Place<'_>, mut result: Object) -> Expanded<Value> {
        let belongs = place.property.is_some_and(|property| property != "@graph");
        if result.contains_key("@value") {
            let value = self.value_object(result)?;
            return if belongs || value.is_null() {
                Ok(value)
            } else {
                self.dropped("a value that belongs to no property", Value::Null)
            };
        }
        if let Some(types) = result.get_mut("@type") {
            *types = array_of(types.take());
        }
        if result.contains_key("@set") || result.contains_key("@list") {
            if result.keys().any(|key| !["@set", "@list", "@index"].contains(&key.as_str())) {
                return Err(Fault::InvalidValue("@list and @set stand alone").into());
            }
            if result.contains_key("@set") && result.contains_key("@list") {
                return Err(Fault::InvalidValue("@list and @set stand alone").into());
            }
            if let Some(set) = result.remove("@set") {
                if result.contains_key("@index") {
                    self.dropped("@index of a set", ())?;
                }
                return Ok(set);
            }
            return if belongs {
                Ok(Value::Object(result))
            } else {
                self.dropped("a list that belongs to no property", Value::Null)
            };
        }
        let only = |key: &str| result.len() == 1 && result.contains_key(key);
        if only("@language") {
            return self.dropped("@language without @value", Value::Null);
        }
        if !belongs && (result.is_empty() || only("@id")) {
            return self.dropped("a node without statements", Value::Null);
        }
        Ok(Value::Object(result))
    }

    /// Step 15.
    fn value_object(&self, result: Object) -> Expanded<Value> {
        const ENTRIES: [&str; 5] = ["@direction", "@index", "@language", "@type", "@value"];
        if result.keys().any(|key| !ENTRIES.contains(&key.as_str())) {
            return Err(Fault::InvalidValue("an object with @value has other entries").into());
        }
        let datatype = result.get("@type");
        let language = result.contains_key("@language");
        if datatype.is_some() && (language || result.contains_key("@direction")) {
            return Err(Fault::InvalidValue("a value has a type or a language, not both").into());
        }
        let is_json = datatype.is_some_and(|datatype| datatype == "@json");
        match &result["@value"] {
            _ if is_json => {}
            Value::Null => return self.dropped("a null @value", Value::Null),
            Value::String(_) => {}
            _ if language => return Err(Fault::InvalidValue("only text has a language").into()),
            _ => {}
        }
        let named = |iri: &str| iri::check(iri).is_ok();
        if !is_json && datatype.is_some_and(|datatype| !datatype.as_str().is_some_and(named)) {
            return Err(Fault::InvalidValue("the type of a value is an IRI").into());
        }
        Ok(Value::Object(result))
    }
}
