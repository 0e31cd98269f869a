//! Context processing (JSON-LD API §4.1) and term definitions (§4.2).
//!
//! Runs once per context and place, then is remembered: written to be read beside the standard, not to be fast.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::active::ActiveContext;
use super::error::Fault;
use super::remembered::{LocalId, Remembered, Scope, Transition};
use super::term::{Coercion, Container, Datatype, Keyword, Language, Meaning, Term};
use crate::contexts::Edition;

/// Most terms an active context may hold. `credentials/v2` and an Open Badges context have 70.
const TERMS_MAX: usize = 2_000;

/// How deep contexts may name contexts.
const REMOTE_DEPTH_MAX: usize = 8;

type Done<T> = Result<T, Fault>;
type Definitions = Map<String, Value>;

/// The active context that results from a local one.
pub(super) fn process(remembered: &mut Remembered, transition: Transition) -> Done<ActiveContext> {
    let local = remembered.local(transition.local);
    let mut active = remembered.active(transition.from).clone();
    let propagates = match local.get("@propagate") {
        None => transition.scope != Scope::Type,
        Some(Value::Bool(propagates)) => *propagates,
        Some(_) => return Err(invalid("@propagate is not true or false")),
    };
    if !propagates && active.previous.is_none() {
        active.previous = Some(transition.from);
    }
    let overrides = transition.scope == Scope::Property;
    Processing { remembered, active, overrides, edition: transition.edition }.local(&local, 0)
}

fn invalid(what: impl Into<String>) -> Fault {
    Fault::InvalidContext(what.into())
}

struct Processing<'r> {
    remembered: &'r mut Remembered,
    active: ActiveContext,
    overrides: bool,
    edition: Edition,
}

impl Processing<'_> {
    fn local(mut self, local: &Value, depth: usize) -> Done<ActiveContext> {
        self.merge(local, depth)?;
        Ok(self.active)
    }

    fn merge(&mut self, local: &Value, depth: usize) -> Done<()> {
        match local {
            Value::Array(parts) => parts.iter().try_for_each(|part| self.merge(part, depth)),
            Value::Null => self.reset(),
            Value::String(url) => {
                if depth == REMOTE_DEPTH_MAX {
                    return Err(Fault::TooMuchWork { what: "contexts inside contexts", max: REMOTE_DEPTH_MAX });
                }
                let id: LocalId = self.remembered.url(url, self.edition).ok_or_else(|| Fault::UnknownContext(url.clone()))?;
                let remote = self.remembered.local(id);
                self.merge(&remote, depth + 1)
            }
            Value::Object(definitions) => self.definitions(definitions),
            _ => Err(invalid("neither a URL nor an object nor null")),
        }
    }

    /// §4.1 step 5.1: `null` takes everything back, unless something is protected.
    fn reset(&mut self) -> Done<()> {
        if !self.overrides && self.active.has_protected() {
            return Err(invalid("null would drop protected terms"));
        }
        let previous = self.active.previous;
        self.active = ActiveContext::default();
        self.active.previous = previous;
        Ok(())
    }

    fn definitions(&mut self, definitions: &Definitions) -> Done<()> {
        for (key, value) in definitions.iter().filter(|(key, _)| key.starts_with('@')) {
            self.setting(key, value)?;
        }
        let protected = matches!(definitions.get("@protected"), Some(Value::Bool(true)));
        let mut defining = Defining { context: self, definitions, protected, state: HashMap::new() };
        for key in definitions.keys().filter(|key| !key.starts_with('@') || *key == "@type") {
            defining.term(key)?;
        }
        if self.active.len() > TERMS_MAX {
            return Err(Fault::TooMuchWork { what: "terms in a context", max: TERMS_MAX });
        }
        Ok(())
    }

    /// §4.1 steps 5.5 to 5.12.
    fn setting(&mut self, key: &str, value: &Value) -> Done<()> {
        match (key, value) {
            ("@version", Value::Number(n)) if n.as_f64() == Some(1.1) => {}
            ("@protected" | "@propagate", Value::Bool(_)) | ("@base" | "@direction", Value::Null) => {}
            ("@type", Value::Object(_)) => {}
            ("@vocab", Value::Null) => self.active.vocab = None,
            ("@vocab", Value::String(vocab)) => {
                let vocab = self.expand_vocab(vocab)?;
                self.active.vocab = Some(vocab.into());
            }
            ("@language", Value::Null) => self.active.language = None,
            ("@language", Value::String(tag)) => self.active.language = Some(language_suffix(tag)?),
            ("@base" | "@direction" | "@import", _) => {
                return Err(Fault::Unsupported(format!("{key} in a context")));
            }
            _ => return Err(invalid(format!("{key} has a wrong value or is no keyword"))),
        }
        Ok(())
    }

    fn expand_vocab(&self, vocab: &str) -> Done<String> {
        if vocab.is_empty() {
            return Err(Fault::Unsupported("an empty @vocab".into()));
        }
        if let Some(term) = self.active.term(vocab) {
            return iri_of(term, vocab);
        }
        if let Some(expanded) = self.compact(vocab)? {
            return Ok(expanded);
        }
        if vocab.contains(':') { Ok(vocab.to_owned()) } else { Err(Fault::Unsupported("a relative @vocab".into())) }
    }

    /// `prefix:rest` with a prefix of the active context.
    fn compact(&self, text: &str) -> Done<Option<String>> {
        let Some((prefix, rest)) = text.split_once(':').filter(|(_, rest)| !rest.starts_with("//")) else {
            return Ok(None);
        };
        match self.active.term(prefix) {
            Some(term) if term.prefix => Ok(Some(iri_of(term, prefix)? + rest)),
            _ => Ok(None),
        }
    }
}

/// `@tag`, as the end of a literal. In lower case, as the other processors write it.
pub(super) fn language_suffix(tag: &str) -> Done<Box<str>> {
    let part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    if !tag.split('-').all(part) || !tag.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Err(Fault::InvalidValue("a language is not a language tag (BCP 47)"));
    }
    Ok(format!("@{}", tag.to_ascii_lowercase()).into())
}

fn iri_of(term: &Term, key: &str) -> Done<String> {
    match &term.meaning {
        Meaning::Iri { iri, .. } => Ok(iri.to_string()),
        Meaning::Keyword(_) | Meaning::SwitchedOff => Err(invalid(format!("{key:?} is used as an IRI and is none"))),
    }
}

/// The definitions of one context object, defined in the order in which they need each other.
struct Defining<'p, 'r, 'd> {
    context: &'p mut Processing<'r>,
    definitions: &'d Definitions,
    protected: bool,
    /// False while being defined, true when done.
    state: HashMap<&'d str, bool>,
}

impl<'d> Defining<'_, '_, 'd> {
    /// Create Term Definition (§4.2).
    fn term(&mut self, key: &str) -> Done<()> {
        let Some((key, value)) = self.definitions.get_key_value(key) else {
            return Ok(());
        };
        match self.state.insert(key, false) {
            None => {}
            Some(true) => {
                self.state.insert(key, true);
                return Ok(());
            }
            Some(false) => return Err(invalid(format!("{key:?} is defined by itself"))),
        }
        if key.is_empty() {
            return Err(invalid("an empty term"));
        }
        let term = match value {
            Value::Null => Term { meaning: Meaning::SwitchedOff, protected: self.protected, ..Term::plain("") },
            Value::String(iri) => self.simple(key, iri)?,
            Value::Object(definition) => self.expanded(key, definition)?,
            _ => {
                return Err(invalid(format!("the definition of {key:?} is neither text nor object")));
            }
        };
        self.put(key, term)?;
        self.state.insert(key, true);
        Ok(())
    }

    /// §4.2 steps 26 to 28, where protection holds.
    fn put(&mut self, key: &str, term: Term) -> Done<()> {
        let active = &mut self.context.active;
        if let Some(old) = active.term(key).filter(|old| old.protected && !self.context.overrides) {
            if !old.same_but_protection(&term) {
                return Err(Fault::ProtectedTerm(key.to_owned()));
            }
            return Ok(());
        }
        active.remove(key);
        active.define(key, term);
        Ok(())
    }

    fn simple(&mut self, key: &str, iri: &str) -> Done<Term> {
        let meaning = self.meaning(key, Some(iri))?;
        let ends_as_prefix = |iri: &str| iri.ends_with([':', '/', '?', '#', '[', ']', '@']);
        let prefix = matches!(&meaning, Meaning::Iri { iri, .. } if !key.contains([':', '/']) && ends_as_prefix(iri));
        Ok(Term { meaning, prefix, protected: self.protected, ..Term::plain("") })
    }

    fn expanded(&mut self, key: &str, definition: &Definitions) -> Done<Term> {
        if key == "@type" {
            return Err(Fault::Unsupported("redefining @type".into()));
        }
        let mut term = Term { protected: self.protected, ..Term::plain("") };
        if let Some(reverse) = definition.get("@reverse") {
            let iri = reverse.as_str().ok_or_else(|| invalid("@reverse is not text"))?;
            term.unsupported = Some("@reverse in a context".into());
            term.meaning = self.meaning(key, Some(iri))?;
        } else {
            term.meaning = match definition.get("@id") {
                Some(Value::Null) => Meaning::SwitchedOff,
                Some(Value::String(iri)) => self.meaning(key, Some(iri))?,
                None => self.meaning(key, None)?,
                Some(_) => return Err(invalid(format!("@id of {key:?} is not text"))),
            };
        }
        for (entry, value) in definition {
            self.entry(&mut term, entry, value)?;
        }
        if term.prefix && !matches!(term.meaning, Meaning::Iri { .. }) {
            return Err(invalid(format!("{key:?} is no IRI and cannot be a prefix")));
        }
        Ok(term)
    }

    /// One entry of an expanded term definition (§4.2 steps 11 to 25).
    fn entry(&mut self, term: &mut Term, entry: &str, value: &Value) -> Done<()> {
        match (entry, value) {
            ("@id" | "@reverse", _) => {}
            ("@protected", Value::Bool(protected)) => term.protected = *protected,
            ("@prefix", Value::Bool(prefix)) => term.prefix = *prefix,
            ("@type", Value::String(datatype)) => term.coercion = self.coercion(datatype)?,
            ("@container", _) => container(term, value)?,
            ("@language", Value::Null) => term.language = Language::Fixed(None),
            ("@language", Value::String(tag)) => term.language = Language::Fixed(Some(language_suffix(tag)?)),
            ("@context", local) => term.scoped = Some(self.context.remembered.intern(local)),
            ("@direction" | "@index" | "@nest", _) => {
                term.unsupported = Some(format!("{entry} in a context").into());
            }
            _ => {
                return Err(invalid(format!("{entry} in a definition has a wrong value or is no keyword")));
            }
        }
        Ok(())
    }

    fn coercion(&mut self, datatype: &str) -> Done<Coercion> {
        Ok(match datatype {
            "@id" => Coercion::Id,
            "@vocab" => Coercion::Vocab,
            "@json" => Coercion::Json,
            "@none" => Coercion::None,
            _ => match self.expand(datatype)? {
                Meaning::Iri { iri, .. } if iri.contains(':') => Coercion::Datatype(Datatype::of(&iri)),
                _ => return Err(invalid(format!("{datatype:?} is no datatype"))),
            },
        })
    }

    /// What a term stands for, from its `@id` or from its own name (§4.2 steps 14 to 18).
    fn meaning(&mut self, key: &str, id: Option<&str>) -> Done<Meaning> {
        if let Some(id) = id.filter(|id| *id != key) {
            return match self.expand(id)? {
                Meaning::Keyword(Keyword::Context) => Err(invalid("an alias of @context")),
                meaning if self.reads_otherwise(key, &meaning)? => {
                    Err(invalid(format!("{key:?} is an IRI already, and defined as another")))
                }
                meaning => Ok(meaning),
            };
        }
        if key.contains(':') {
            return self.expand_compact(key);
        }
        match &self.context.active.vocab {
            Some(vocab) => Ok(Meaning::iri(&format!("{vocab}{key}"))),
            None => Err(invalid(format!("{key:?} has no IRI"))),
        }
    }

    /// Whether a term that looks like an IRI would mean something else without its definition (§4.2 step 14.2.5).
    fn reads_otherwise(&mut self, key: &str, meaning: &Meaning) -> Done<bool> {
        let inner_colon = key.find(':').is_some_and(|at| 0 < at && at < key.len() - 1);
        if key.contains('/') && !inner_colon {
            return Ok(true);
        }
        Ok(inner_colon && self.expand_compact(key)? != *meaning)
    }

    /// IRI Expansion while a context is read (§5.2).
    fn expand(&mut self, text: &str) -> Done<Meaning> {
        if text.starts_with('@') {
            return match Keyword::of(text) {
                Some(keyword) => Ok(Meaning::Keyword(keyword)),
                None => Err(invalid(format!("{text:?} is no keyword"))),
            };
        }
        self.need(text)?;
        if let Some(term) = self.context.active.term(text) {
            return Ok(term.meaning.clone());
        }
        if text.contains(':') {
            return self.expand_compact(text);
        }
        match &self.context.active.vocab {
            Some(vocab) => Ok(Meaning::iri(&format!("{vocab}{text}"))),
            None => Err(invalid(format!("{text:?} is not an absolute IRI"))),
        }
    }

    fn expand_compact(&mut self, text: &str) -> Done<Meaning> {
        if let Some((prefix, _)) = text.split_once(':').filter(|(_, rest)| !rest.starts_with("//")) {
            self.need(prefix)?;
        }
        let iri = self.context.compact(text)?.unwrap_or_else(|| text.to_owned());
        super::iri::check(&iri)?;
        Ok(Meaning::iri(&iri))
    }

    /// Defines what another definition refers to, if this context does.
    fn need(&mut self, key: &str) -> Done<()> {
        match self.state.get(key) {
            Some(true) => Ok(()),
            _ if self.definitions.contains_key(key) => self.term(key),
            _ => Ok(()),
        }
    }
}

/// `@container` (§4.2 step 19): `@set` changes nothing in RDF.
fn container(term: &mut Term, value: &Value) -> Done<()> {
    let parts = match value {
        Value::Array(parts) => parts.as_slice(),
        one => std::slice::from_ref(one),
    };
    let mut container = Container::default();
    for part in parts {
        match part.as_str() {
            Some("@set") => {}
            Some("@list") => container.list = true,
            Some("@graph") => container.graph = true,
            Some("@language") => container.language = true,
            Some(other @ ("@id" | "@index" | "@type")) => {
                term.unsupported = Some(format!("container {other}").into());
            }
            _ => return Err(invalid("@container has a wrong value")),
        }
    }
    if container.list && parts.len() > 1 {
        return Err(invalid("@list goes with no other container"));
    }
    term.container = container;
    Ok(())
}
