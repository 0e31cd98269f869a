//! IRI Expansion (JSON-LD API §5.2) and Value Expansion (§5.3).

use serde_json::Value;

use super::{Expanded, Expansion, Held, Object};
use crate::jsonld::error::Fault;
use crate::jsonld::iri;
use crate::jsonld::process::{base_of, compact};
use crate::jsonld::term::{Coercion, Direction, Keyword, Language, Meaning};

/// What a text stands for.
pub(super) enum Iri {
    Keyword(Keyword),
    /// Absolute, blank, or what is left of a relative one.
    Stands(String),
    /// A term that is switched off, or what looks like a keyword and is none.
    Nothing,
}

/// What a key stands for.
pub(super) enum Key {
    Keyword(Keyword),
    Property(String),
    Dropped,
}

/// What texts are relative to beside prefixes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Relative {
    /// The base: `@id`.
    Base,
    /// The vocabulary: keys.
    Vocabulary,
    /// The vocabulary, then the base: types.
    Both,
}

impl Expansion<'_> {
    /// The keyword that a text stands for, if it does.
    pub(super) fn keyword_of(&self, active: &Held, text: &str) -> Option<Keyword> {
        active.context.keyword(text)
    }

    /// §5.2.
    pub(super) fn iri(&mut self, active: &Held, text: &str, relative: Relative) -> Expanded<Iri> {
        let expanded = self.unbounded_iri(active, text, relative);
        if let Iri::Stands(iri) = &expanded {
            self.spend(iri.len())?;
        }
        Ok(expanded)
    }

    fn unbounded_iri(&self, active: &Held, text: &str, relative: Relative) -> Iri {
        let context = &*active.context;
        if let Some(keyword) = Keyword::of(text) {
            return Iri::Keyword(keyword);
        }
        if Keyword::has_form(text) {
            return Iri::Nothing;
        }
        let vocabulary = relative != Relative::Base;
        match context.term(text).map(|term| &term.meaning) {
            Some(Meaning::Keyword(keyword)) => return Iri::Keyword(*keyword),
            Some(Meaning::Iri { iri, .. }) if vocabulary => return Iri::Stands(iri.to_string()),
            Some(Meaning::SwitchedOff) if vocabulary => return Iri::Nothing,
            _ => {}
        }
        if text.find(':').is_some_and(|at| at > 0) {
            if let Some(iri) = compact(context, text) {
                return Iri::Stands(iri);
            }
            if text.starts_with("_:") || iri::has_scheme(text) {
                return Iri::Stands(text.to_owned());
            }
        }
        if let Some(vocab) = context.vocab.as_ref().filter(|_| vocabulary) {
            return Iri::Stands(format!("{vocab}{text}"));
        }
        if relative != Relative::Vocabulary
            && let Some(base) = base_of(self.remembered, context)
        {
            return Iri::Stands(iri::resolve(base, text));
        }
        Iri::Stands(text.to_owned())
    }

    /// What a key stands for (§5.1 steps 13.2 and 13.3).
    pub(super) fn key(&mut self, active: &Held, key: &str) -> Expanded<Key> {
        match self.iri(active, key, Relative::Vocabulary)? {
            Iri::Keyword(keyword) => Ok(Key::Keyword(keyword)),
            Iri::Stands(iri) if self.is_safe() => {
                if iri.starts_with("_:") {
                    return Err(Fault::Unsupported("a blank node as a property".into()).into());
                }
                self.stated(key, &iri)?;
                Ok(Key::Property(iri))
            }
            Iri::Stands(iri) => Ok(if iri.contains(':') { Key::Property(iri) } else { Key::Dropped }),
            Iri::Nothing if !self.is_safe() => Ok(Key::Dropped),
            Iri::Nothing if key.starts_with('@') => Err(Fault::Unsupported(format!("the keyword {key}")).into()),
            Iri::Nothing => Err(Fault::TermSwitchedOff(key.to_owned()).into()),
        }
    }

    /// A type as it stands in the result. Safe mode accepts only what is stated.
    pub(super) fn type_name(&mut self, active: &Held, name: &str) -> Expanded<Value> {
        match self.iri(active, name, Relative::Both)? {
            Iri::Keyword(keyword) => Ok(keyword.text().into()),
            Iri::Stands(iri) => {
                if self.is_safe() && !iri.starts_with("_:") {
                    self.stated(name, &iri)?;
                }
                Ok(iri.into())
            }
            Iri::Nothing if self.is_safe() => Err(Fault::TermSwitchedOff(name.to_owned()).into()),
            Iri::Nothing => Ok(Value::Null),
        }
    }

    /// The IRI of a word that a context must define.
    fn stated(&self, word: &str, iri: &str) -> Expanded<()> {
        if iri == word && !word.contains(':') {
            return Err(Fault::UndefinedTerm(word.to_owned()).into());
        }
        Ok(iri::check(iri)?)
    }

    /// A reference as it stands in the result.
    pub(super) fn reference(&mut self, active: &Held, text: &str, relative: Relative) -> Expanded<Value> {
        match self.iri(active, text, relative)? {
            Iri::Stands(iri) => {
                if self.is_safe() && !iri.starts_with("_:") {
                    if relative == Relative::Both { self.stated(text, &iri)? } else { iri::check(&iri)? }
                }
                Ok(iri.into())
            }
            Iri::Keyword(_) | Iri::Nothing if self.is_safe() => Err(Fault::TermSwitchedOff(text.to_owned()).into()),
            Iri::Keyword(keyword) => Ok(keyword.text().into()),
            Iri::Nothing => Ok(Value::Null),
        }
    }

    /// The direction of a plain string. Some processors forget the default one where another context begins.
    pub(super) fn direction(&self, active: &Held, of_term: Option<Option<Direction>>) -> Expanded<Option<Direction>> {
        match (of_term, active.context.direction) {
            (Some(direction), _) => Ok(direction),
            (None, Some(_)) if self.is_safe() => Err(Fault::Unsupported("a default @direction".into()).into()),
            (None, default) => Ok(default),
        }
    }

    /// §5.3.
    pub(super) fn value(&mut self, active: &Held, property: &str, value: &Value) -> Expanded<Value> {
        let term = active.context.term(property).cloned();
        let coercion = term.as_ref().map_or(&Coercion::None, |term| &term.coercion);
        let mut result = Object::new();
        match (coercion, value) {
            (Coercion::Id, Value::String(text)) => {
                result.insert("@id".into(), self.reference(active, text, Relative::Base)?);
                return Ok(Value::Object(result));
            }
            (Coercion::Vocab, Value::String(text)) => {
                result.insert("@id".into(), self.reference(active, text, Relative::Both)?);
                return Ok(Value::Object(result));
            }
            (Coercion::Datatype(datatype), _) => {
                result.insert("@type".into(), (&*datatype.iri).into());
            }
            (Coercion::Json, _) => {
                result.insert("@type".into(), "@json".into());
            }
            (_, Value::String(_)) => {
                let language = match term.as_ref().map(|term| &term.language) {
                    Some(Language::Fixed(language)) => language.as_deref(),
                    _ => active.context.language.as_deref(),
                };
                if let Some(language) = language {
                    result.insert("@language".into(), language.trim_start_matches('@').into());
                }
                let direction = self.direction(active, term.as_ref().and_then(|term| term.direction))?;
                if let Some(direction) = direction {
                    result.insert("@direction".into(), direction.text().into());
                }
            }
            _ => {}
        }
        if let Value::String(text) = value {
            self.spend(text.len())?;
        }
        result.insert("@value".into(), value.clone());
        Ok(Value::Object(result))
    }
}
