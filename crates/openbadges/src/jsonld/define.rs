//! Term definitions (JSON-LD API §4.2).

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;

use super::active::ActiveContext;
use super::error::Fault;
use super::iri;
use super::process::{Definitions, Done, Processing, compact, invalid, language_suffix};
use super::term::{Coercion, Container, Datatype, Direction, Keyword, Language, Meaning, Term};

/// Entries that a definition may have.
const ENTRIES: [&str; 11] =
    ["@id", "@reverse", "@container", "@context", "@direction", "@index", "@language", "@nest", "@prefix", "@protected", "@type"];

/// The definitions of one context object, defined in the order in which they need each other.
pub(super) struct Defining<'p, 'r, 'd> {
    context: &'p mut Processing<'r>,
    active: &'p mut ActiveContext,
    definitions: &'d Definitions,
    base: Option<&'d Arc<str>>,
    protected: bool,
    overrides: bool,
    /// False while being defined, true when done.
    state: HashMap<&'d str, bool>,
    /// How many definitions wait for one that they refer to.
    depth: usize,
}

/// Most definitions that may wait for each other: the stack of a thread is finite.
const WAITING_MAX: usize = 64;

impl<'p, 'r, 'd> Defining<'p, 'r, 'd> {
    pub(super) fn new(
        context: &'p mut Processing<'r>,
        active: &'p mut ActiveContext,
        definitions: &'d Definitions,
        base: Option<&'d Arc<str>>,
        protected: bool,
        overrides: bool,
    ) -> Self {
        Self { context, active, definitions, base, protected, overrides, state: HashMap::new(), depth: 0 }
    }

    /// Create Term Definition.
    pub(super) fn term(&mut self, key: &str) -> Done<()> {
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
        if self.may_define(key, value)?
            && let Some(mut term) = self.defined(key, value)?
        {
            term.complete = is_for_complete(&term);
            self.put(key, term)?;
        }
        self.state.insert(key, true);
        Ok(())
    }

    /// Steps 2, 4 and 5: what cannot be a term. False for what is ignored.
    fn may_define(&self, key: &str, value: &Value) -> Done<bool> {
        if key.is_empty() {
            return Err(invalid("an empty term"));
        }
        if key == "@type" {
            let set_or_protected = |(entry, value): (&String, &Value)| match entry.as_str() {
                "@container" => *value == "@set" || *value == serde_json::json!(["@set"]),
                "@protected" => value.is_boolean(),
                _ => false,
            };
            let right = value.as_object().is_some_and(|entries| !entries.is_empty() && entries.iter().all(set_or_protected));
            return if right { Ok(true) } else { Err(invalid("@type is redefined")) };
        }
        if Keyword::of(key).is_some() {
            return Err(invalid(format!("the keyword {key} is redefined")));
        }
        if Keyword::has_form(key) {
            return self.ignored(key);
        }
        Ok(true)
    }

    /// What looks like a keyword is kept for later versions: ignored by the standard, refused in safe mode.
    fn ignored(&self, text: &str) -> Done<bool> {
        if self.context.is_safe() { Err(invalid(format!("{text:?} is no keyword"))) } else { Ok(false) }
    }

    fn defined(&mut self, key: &str, value: &Value) -> Done<Option<Term>> {
        let plain = Term { name: key.into(), protected: self.protected, ..Term::plain("") };
        match value {
            Value::Null => Ok(Some(Term { meaning: Meaning::SwitchedOff, ..plain })),
            Value::String(iri) => {
                let Some(meaning) = self.meaning(key, Some(iri), true)? else { return Ok(None) };
                let prefix = is_prefix(key, &meaning);
                Ok(Some(Term { meaning, prefix, ..plain }))
            }
            Value::Object(definition) => self.expanded(key, definition, plain),
            _ => Err(invalid(format!("the definition of {key:?} is neither text nor object"))),
        }
    }

    /// Steps 26 to 28, where protection holds.
    fn put(&mut self, key: &str, term: Term) -> Done<()> {
        if let Some(old) = self.active.term(key).filter(|old| old.protected && !self.overrides) {
            if !old.same_but_protection(&term) {
                return Err(Fault::ProtectedTerm(key.to_owned()));
            }
            return Ok(());
        }
        self.active.remove(key);
        self.active.define(key, term);
        Ok(())
    }

    fn expanded(&mut self, key: &str, definition: &Definitions, mut term: Term) -> Done<Option<Term>> {
        if let Some(entry) = definition.keys().find(|entry| !ENTRIES.contains(&entry.as_str())) {
            return Err(invalid(format!("{entry:?} in the definition of {key:?}")));
        }
        if let Some(protected) = definition.get("@protected") {
            term.protected = protected.as_bool().ok_or_else(|| invalid("@protected is not true or false"))?;
        }
        if let Some(datatype) = definition.get("@type") {
            let datatype = datatype.as_str().ok_or_else(|| invalid(format!("@type of {key:?} is not text")))?;
            term.coercion = self.coercion(datatype)?;
        }
        if let Some(reverse) = definition.get("@reverse") {
            return self.reverse(key, definition, reverse, term);
        }
        let meaning = match definition.get("@id") {
            Some(Value::Null) => Some(Meaning::SwitchedOff),
            Some(Value::String(iri)) => self.meaning(key, Some(iri), false)?,
            None => self.meaning(key, None, false)?,
            Some(_) => return Err(invalid(format!("@id of {key:?} is not text"))),
        };
        let Some(meaning) = meaning else { return Ok(None) };
        term.meaning = meaning;
        for (entry, value) in definition {
            self.entry(key, definition, &mut term, entry, value)?;
        }
        Ok(Some(term))
    }

    /// Step 13.
    fn reverse(&mut self, key: &str, definition: &Definitions, reverse: &Value, mut term: Term) -> Done<Option<Term>> {
        if definition.contains_key("@id") || definition.contains_key("@nest") {
            return Err(invalid("@reverse goes with neither @id nor @nest"));
        }
        let iri = reverse.as_str().ok_or_else(|| invalid("@reverse is not text"))?;
        if Keyword::of(iri).is_none() && Keyword::has_form(iri) {
            self.ignored(iri)?;
            return Ok(None);
        }
        term.meaning = self.expand(iri)?;
        if !is_iri_or_blank(&term.meaning) {
            return Err(invalid(format!("@reverse of {key:?} is no IRI")));
        }
        match definition.get("@container") {
            None | Some(Value::Null) => {}
            Some(value) if *value == "@set" || *value == "@index" => term.container = container(value)?,
            Some(_) => return Err(invalid("@reverse goes with the containers @set and @index")),
        }
        if let Some(index) = definition.get("@index") {
            self.entry(key, definition, &mut term, "@index", index)?;
        }
        term.reverse = true;
        Ok(Some(term))
    }

    /// One entry of an expanded term definition (steps 19 to 25).
    fn entry(&mut self, key: &str, definition: &Definitions, term: &mut Term, entry: &str, value: &Value) -> Done<()> {
        let wrong = || invalid(format!("{entry} in the definition of {key:?} has a wrong value"));
        let typed = definition.contains_key("@type");
        match (entry, value) {
            ("@container", _) => {
                term.container = container(value)?;
                if term.container.by_type {
                    match term.coercion {
                        _ if !typed => term.coercion = Coercion::Id,
                        Coercion::Id | Coercion::Vocab => {}
                        _ => return Err(invalid("a container of types holds references")),
                    }
                }
            }
            ("@index", Value::String(property)) => {
                let indexed = definition.get("@container").is_some_and(|c| container(c).is_ok_and(|c| c.index));
                if !indexed || !matches!(self.expand(property)?, Meaning::Iri { iri, .. } if iri::has_scheme(&iri)) {
                    return Err(wrong());
                }
                term.index = Some(property.as_str().into());
            }
            ("@context", local) => term.scoped = Some(self.context.remembered.intern(local, self.base, false)),
            ("@language" | "@direction", Value::Null | Value::String(_)) if typed => {}
            ("@language", Value::Null) => term.language = Language::Fixed(None),
            ("@language", Value::String(tag)) => {
                term.language = Language::Fixed(Some(language_suffix(tag, self.context.remembered.mode)?));
            }
            ("@direction", Value::Null) => term.direction = Some(None),
            ("@direction", Value::String(text)) => term.direction = Some(Some(Direction::of(text).ok_or_else(wrong)?)),
            ("@nest", Value::String(nest)) if nest == "@nest" || Keyword::of(nest).is_none() => {
                term.nest = Some(nest.as_str().into());
            }
            ("@prefix", Value::Bool(prefix)) if !key.contains([':', '/']) => {
                if *prefix && matches!(term.meaning, Meaning::Keyword(_)) {
                    return Err(wrong());
                }
                term.prefix = *prefix && matches!(term.meaning, Meaning::Iri { .. });
            }
            ("@id" | "@type" | "@protected", _) => {}
            _ => return Err(wrong()),
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
                Meaning::Iri { iri, .. } if iri::has_scheme(&iri) => Coercion::Datatype(Datatype::of(&iri)),
                _ => return Err(invalid(format!("{datatype:?} is no datatype"))),
            },
        })
    }

    /// What a term stands for, from its `@id` or from its own name (steps 14 to 18).
    fn meaning(&mut self, key: &str, id: Option<&str>, simple: bool) -> Done<Option<Meaning>> {
        if let Some(id) = id.filter(|id| *id != key) {
            if Keyword::of(id).is_none() && Keyword::has_form(id) {
                self.ignored(id)?;
                return Ok(None);
            }
            let meaning = self.expand(id)?;
            return match meaning {
                Meaning::Keyword(Keyword::Context) => Err(invalid("an alias of @context")),
                Meaning::SwitchedOff if !simple => Err(invalid(format!("@id of {key:?} is no IRI"))),
                Meaning::SwitchedOff => Err(invalid(format!("{key:?} is no IRI"))),
                Meaning::Iri { .. } if !is_iri_or_blank(&meaning) => Err(invalid(format!("{id:?} is not an absolute IRI"))),
                _ if self.reads_otherwise(key, &meaning)? => {
                    Err(invalid(format!("{key:?} is an IRI already, and defined as another")))
                }
                meaning => Ok(Some(meaning)),
            };
        }
        if key == "@type" {
            return Ok(Some(Meaning::Keyword(Keyword::Type)));
        }
        if key.find(':').is_some_and(|at| at > 0) {
            return self.compact_name(key).map(Some);
        }
        if key.contains('/') {
            let iri = super::process::base_of(self.context.remembered, self.active).map(|base| iri::resolve(base, key));
            let iri = iri.ok_or_else(|| invalid(format!("{key:?} is relative")))?;
            return Ok(Some(Meaning::iri(&iri)));
        }
        match &self.active.vocab {
            Some(vocab) => self.checked(&format!("{vocab}{key}")).map(Some),
            None => Err(invalid(format!("{key:?} has no IRI"))),
        }
    }

    /// Step 15: a prefix here needs no permission to be one.
    fn compact_name(&mut self, key: &str) -> Done<Meaning> {
        if let Some((prefix, rest)) = key.split_once(':') {
            self.need(prefix)?;
            if let Some(Meaning::Iri { iri, .. }) = self.active.term(prefix).map(|term| &term.meaning) {
                let iri = format!("{iri}{rest}");
                return self.checked(&iri);
            }
        }
        self.checked(key)
    }

    /// Whether a term that looks like an IRI would mean something else without its definition (step 14.2.4).
    fn reads_otherwise(&mut self, key: &str, meaning: &Meaning) -> Done<bool> {
        let inner_colon = key.char_indices().any(|(at, c)| c == ':' && 0 < at && at < key.len() - 1);
        if inner_colon {
            return Ok(self.expand_compact(key)? != *meaning);
        }
        if key.contains('/') {
            let base = super::process::base_of(self.context.remembered, self.active);
            let iri = base.map_or_else(|| key.to_owned(), |base| iri::resolve(base, key));
            return Ok(Meaning::iri(&iri) != *meaning);
        }
        Ok(false)
    }

    /// IRI Expansion while a context is read (§5.2), relative to the vocabulary.
    fn expand(&mut self, text: &str) -> Done<Meaning> {
        if let Some(keyword) = Keyword::of(text) {
            return Ok(Meaning::Keyword(keyword));
        }
        if Keyword::has_form(text) {
            return Err(invalid(format!("{text:?} is no keyword")));
        }
        self.need(text)?;
        if let Some(term) = self.active.term(text) {
            return Ok(term.meaning.clone());
        }
        if text.find(':').is_some_and(|at| at > 0) {
            return self.expand_compact(text);
        }
        match &self.active.vocab {
            Some(vocab) => self.checked(&format!("{vocab}{text}")),
            None => Err(invalid(format!("{text:?} is not an absolute IRI"))),
        }
    }

    fn expand_compact(&mut self, text: &str) -> Done<Meaning> {
        if let Some((prefix, _)) = text.split_once(':').filter(|(prefix, rest)| *prefix != "_" && !rest.starts_with("//")) {
            self.need(prefix)?;
        }
        let iri = compact(self.active, text).unwrap_or_else(|| text.to_owned());
        self.checked(&iri)
    }

    /// In safe mode an IRI is looked at when it is defined: it is written into statements as it is.
    fn checked(&self, iri: &str) -> Done<Meaning> {
        if self.context.is_safe() && !iri.starts_with("_:") {
            iri::check(iri)?;
        }
        Ok(Meaning::iri(iri))
    }

    /// Defines what another definition refers to, if this context does.
    fn need(&mut self, key: &str) -> Done<()> {
        match self.state.get(key) {
            Some(true) => Ok(()),
            _ if key != "@type" && self.definitions.contains_key(key) => {
                if self.depth == WAITING_MAX {
                    return Err(Fault::TooMuchWork { what: "definitions that wait for each other", max: WAITING_MAX });
                }
                self.depth += 1;
                self.term(key)?;
                self.depth -= 1;
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

fn is_iri_or_blank(meaning: &Meaning) -> bool {
    matches!(meaning, Meaning::Iri { iri, .. } if iri.starts_with("_:") || iri::has_scheme(iri))
}

/// Step 14.2.5: what a simple definition makes a prefix.
fn is_prefix(key: &str, meaning: &Meaning) -> bool {
    let ends = |iri: &str| iri.ends_with([':', '/', '?', '#', '[', ']', '@']) || iri.starts_with("_:");
    matches!(meaning, Meaning::Iri { iri, .. } if !key.contains([':', '/']) && ends(iri))
}

/// Whether the values of a term are beyond the quick walk.
fn is_for_complete(term: &Term) -> bool {
    let blank = matches!(&term.meaning, Meaning::Iri { iri, .. } if iri.starts_with("_:"));
    let container = term.container;
    let graph_beside = container.graph && (container.is_map() || container.list || container.language);
    blank || term.reverse || container.is_map() || graph_beside || matches!(term.direction, Some(Some(_)))
}

/// `@container` (step 19).
fn container(value: &Value) -> Done<Container> {
    let parts = match value {
        Value::Array(parts) => parts.as_slice(),
        one => std::slice::from_ref(one),
    };
    let mut container = Container::default();
    for part in parts {
        match part.as_str() {
            Some("@graph") => container.graph = true,
            Some("@id") => container.id = true,
            Some("@index") => container.index = true,
            Some("@language") => container.language = true,
            Some("@list") => container.list = true,
            Some("@set") => container.set = true,
            Some("@type") => container.by_type = true,
            _ => return Err(invalid("@container has a wrong value")),
        }
    }
    let Container { graph, id, index, language, list, set, by_type } = container;
    let kinds = [id, index, language, by_type].into_iter().filter(|kind| *kind).count();
    let right = match (list, graph) {
        (true, _) => parts.len() == 1,
        (false, true) => kinds == 0 || kinds == 1 && (id || index),
        (false, false) => kinds + usize::from(set) == parts.len() && kinds <= 1,
    };
    if right && !parts.is_empty() { Ok(container) } else { Err(invalid("@container holds what does not go together")) }
}
