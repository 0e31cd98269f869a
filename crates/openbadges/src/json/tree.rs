//! One way to look at both JSON shapes: the owned [`Value`] and the borrowed [`Json`].

use std::borrow::Cow;

use serde_json::{Map, Number, Value};

use super::Json;

/// What a node of a JSON tree is.
#[derive(Debug)]
pub enum View<'a, T: Tree> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(&'a Number),
    /// A string.
    Text(&'a str),
    /// An array.
    Array(&'a [T]),
    /// An object.
    Object(&'a T::Object),
}

/// A JSON tree that the JSON-LD engine can walk.
pub trait Tree: Sized {
    /// The entries of an object.
    type Object: Entries<Self>;
    /// Looks at this node.
    fn view(&self) -> View<'_, Self>;
    /// An owned copy, for the few places that keep a part of a document (inline contexts, `@json` literals).
    fn to_value(&self) -> Value;
}

/// The entries of a JSON object, in the order of the document.
pub trait Entries<T> {
    /// How many there are.
    fn count(&self) -> usize;
    /// All of them.
    fn entries<'e>(&'e self) -> impl Iterator<Item = (&'e str, &'e T)>
    where
        T: 'e;
    /// The value of one key.
    fn entry(&self, key: &str) -> Option<&T>;
}

impl Tree for Value {
    type Object = Map<String, Self>;

    fn view(&self) -> View<'_, Self> {
        match self {
            Self::Null => View::Null,
            Self::Bool(b) => View::Bool(*b),
            Self::Number(n) => View::Number(n),
            Self::String(s) => View::Text(s),
            Self::Array(a) => View::Array(a),
            Self::Object(o) => View::Object(o),
        }
    }

    fn to_value(&self) -> Value {
        self.clone()
    }
}

impl Entries<Value> for Map<String, Value> {
    fn count(&self) -> usize {
        self.len()
    }

    fn entries<'e>(&'e self) -> impl Iterator<Item = (&'e str, &'e Value)>
    where
        Value: 'e,
    {
        self.iter().map(|(k, v)| (k.as_str(), v))
    }

    fn entry(&self, key: &str) -> Option<&Value> {
        self.get(key)
    }
}

impl<'a> Tree for Json<'a> {
    type Object = Vec<(Cow<'a, str>, Self)>;

    fn view(&self) -> View<'_, Self> {
        match self {
            Self::Null => View::Null,
            Self::Bool(b) => View::Bool(*b),
            Self::Number(n) => View::Number(n),
            Self::Text(s) => View::Text(s),
            Self::Array(a) => View::Array(a),
            Self::Object(o) => View::Object(o),
        }
    }

    fn to_value(&self) -> Value {
        Value::from(self.clone())
    }
}

impl<'a> Entries<Json<'a>> for Vec<(Cow<'a, str>, Json<'a>)> {
    fn count(&self) -> usize {
        self.len()
    }

    fn entries<'e>(&'e self) -> impl Iterator<Item = (&'e str, &'e Json<'a>)>
    where
        Json<'a>: 'e,
    {
        self.iter().map(|(k, v)| (&**k, v))
    }

    fn entry(&self, key: &str) -> Option<&Json<'a>> {
        self.iter().find(|(k, _)| k == key).map(|(_, v)| v)
    }
}
