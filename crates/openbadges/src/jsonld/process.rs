//! Context processing (JSON-LD API §4.1).
//!
//! Runs once per context and place, then is remembered: written to be read beside the standard, not to be fast.

use std::collections::HashSet;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::active::{ActiveContext, Base};
use super::define::Defining;
use super::error::Fault;
use super::iri;
use super::remembered::{Local, Mode, Remembered, Scope, Transition};
use super::term::{Direction, Keyword, Meaning};
use crate::contexts::Edition;

/// Most terms an active context may hold. `credentials/v2` and an Open Badges context have 70.
const TERMS_MAX: usize = 2_000;

/// How deep contexts may name contexts.
const REMOTE_DEPTH_MAX: usize = 8;

pub(super) type Done<T> = Result<T, Fault>;
pub(super) type Definitions = Map<String, Value>;

/// Entries of a context that are no terms.
const SETTINGS: [&str; 8] = ["@base", "@direction", "@import", "@language", "@propagate", "@protected", "@version", "@vocab"];

/// The active context that results from a local one.
pub(super) fn process(remembered: &mut Remembered, transition: Transition) -> Done<ActiveContext> {
    let local = remembered.local(transition.local);
    let mut active = remembered.active(transition.from).clone();
    remembered.spend(active.len())?;
    if !propagates(remembered.mode, &local, transition.scope)? && active.previous.is_none() {
        active.previous = Some(transition.from);
    }
    let overrides = transition.scope == Scope::Property;
    let remote = if local.whole { local.base.iter().cloned().collect() } else { Vec::new() };
    let mut processing = Processing { remembered, edition: transition.edition, remote, depth: 0, validates: true };
    processing.merge(&mut active, &local.value, local.base.as_ref(), overrides)?;
    Ok(active)
}

/// §4.1 step 2. The standard looks at `@propagate` of an object that stands alone; other processors look at the first of
/// an array as well, and into remote contexts. Where that makes a difference, safe mode refuses.
fn propagates(mode: Mode, local: &Local, scope: Scope) -> Done<bool> {
    let ordinarily = scope != Scope::Type;
    let (stated, alone) = match &local.value {
        Value::Array(parts) => (parts.first().and_then(|first| first.get("@propagate")), false),
        other => (other.get("@propagate"), scope != Scope::Part && !local.whole),
    };
    match stated {
        None => Ok(ordinarily),
        Some(Value::Bool(propagates)) if alone => Ok(*propagates),
        Some(Value::Bool(propagates)) if mode == Mode::Safe && *propagates != ordinarily => {
            Err(Fault::Unsupported("@propagate in an array of contexts or in a remote context".into()))
        }
        Some(Value::Bool(_)) => Ok(ordinarily),
        Some(_) => Err(invalid("@propagate is not true or false")),
    }
}

pub(super) fn invalid(what: impl Into<String>) -> Fault {
    Fault::InvalidContext(what.into())
}

pub(super) struct Processing<'r> {
    pub(super) remembered: &'r mut Remembered,
    pub(super) edition: Edition,
    /// The addresses of the remote contexts that are being read, outermost first.
    remote: Vec<Arc<str>>,
    /// How many contexts are open, one inside the other.
    depth: usize,
    /// False while a scoped context is only checked.
    validates: bool,
}

impl Processing<'_> {
    pub(super) fn is_safe(&self) -> bool {
        self.remembered.mode == Mode::Safe
    }

    /// §4.1 step 5, for a whole local context.
    fn merge(&mut self, active: &mut ActiveContext, local: &Value, base: Option<&Arc<str>>, overrides: bool) -> Done<()> {
        match local {
            Value::Array(parts) => parts.iter().try_for_each(|part| self.merge_one(active, part, base, overrides)),
            one => self.merge_one(active, one, base, overrides),
        }
    }

    fn merge_one(&mut self, active: &mut ActiveContext, one: &Value, base: Option<&Arc<str>>, overrides: bool) -> Done<()> {
        match one {
            Value::Null => reset(active, overrides),
            Value::String(url) => self.merge_remote(active, url, base, overrides),
            // A whole context document written in place: W3C's own samples of chained proofs have one. By the letter a
            // keyword is redefined there; every processor unwraps it, and nothing else stands beside.
            Value::Object(document) if self.is_safe() && document.len() == 1 && document.contains_key("@context") => {
                self.merge(active, &document["@context"], base, overrides)
            }
            Value::Object(definitions) => self.definitions(active, definitions, base, overrides),
            _ => Err(invalid("neither a URL nor an object nor null")),
        }
    }

    /// §4.1 step 5.2.
    fn merge_remote(&mut self, active: &mut ActiveContext, url: &str, base: Option<&Arc<str>>, overrides: bool) -> Done<()> {
        let url = self.address(url, base);
        if !self.validates && self.remote.contains(&url) {
            return Ok(());
        }
        if self.remote.len() > REMOTE_DEPTH_MAX {
            return Err(Fault::TooMuchWork { what: "contexts inside contexts", max: REMOTE_DEPTH_MAX });
        }
        let remote = self.loaded(&url)?;
        self.remote.push(url);
        let result = self.merge(active, &remote.value, remote.base.as_ref(), overrides);
        self.remote.pop();
        result
    }

    /// A context's address, beside the address of what names it.
    fn address(&self, url: &str, base: Option<&Arc<str>>) -> Arc<str> {
        match base.map(|base| &**base).or(self.remembered.base.as_deref()) {
            Some(base) => iri::resolve(base, url).into(),
            None => url.into(),
        }
    }

    fn loaded(&self, url: &str) -> Done<Arc<Local>> {
        let id = self.remembered.url(url, self.edition).ok_or_else(|| Fault::UnknownContext(url.to_owned()))?;
        Ok(self.remembered.local(id))
    }

    /// §4.1 steps 5.4 to 5.13.
    fn definitions(
        &mut self,
        active: &mut ActiveContext,
        definitions: &Definitions,
        base: Option<&Arc<str>>,
        overrides: bool,
    ) -> Done<()> {
        if self.depth == crate::json::DEPTH_MAX {
            return Err(Fault::TooMuchWork { what: "levels of contexts", max: crate::json::DEPTH_MAX });
        }
        let imported;
        let definitions = match definitions.get("@import") {
            None => definitions,
            Some(url) => {
                imported = self.imported(definitions, url, base)?;
                &imported
            }
        };
        if definitions.len() > TERMS_MAX + SETTINGS.len() {
            return Err(Fault::TooMuchWork { what: "terms in a context", max: TERMS_MAX });
        }
        self.remembered.spend(1 + definitions.len())?;
        for key in SETTINGS {
            if let Some(value) = definitions.get(key) {
                self.setting(active, key, value)?;
            }
        }
        let protected = definitions.get("@protected") == Some(&Value::Bool(true));
        let mut defining = Defining::new(self, active, definitions, base, protected, overrides);
        for key in definitions.keys().filter(|key| !SETTINGS.contains(&key.as_str())) {
            defining.term(key)?;
        }
        if active.len() > TERMS_MAX {
            return Err(Fault::TooMuchWork { what: "terms in a context", max: TERMS_MAX });
        }
        self.depth += 1;
        let result = self.validate_scoped(active, definitions);
        self.depth -= 1;
        result
    }

    /// §4.2 step 21.3: a scoped context that would fail when it is used makes its definition fail. Each different one
    /// is tried once.
    fn validate_scoped(&mut self, active: &ActiveContext, definitions: &Definitions) -> Done<()> {
        let mut seen = HashSet::new();
        for key in definitions.keys() {
            let Some(scoped) = active.term(key).and_then(|term| term.scoped) else { continue };
            if !seen.insert(scoped) {
                continue;
            }
            self.remembered.spend(active.len())?;
            let (local, mut tried) = (self.remembered.local(scoped), active.clone());
            let validated = std::mem::replace(&mut self.validates, false);
            let result = self.merge(&mut tried, &local.value, local.base.as_ref(), true);
            self.validates = validated;
            result?;
        }
        Ok(())
    }

    /// §4.1 step 5.6: the imported context, with the entries of this one instead of its own.
    fn imported(&self, definitions: &Definitions, url: &Value, base: Option<&Arc<str>>) -> Done<Definitions> {
        let Value::String(url) = url else { return Err(invalid("@import is not text")) };
        let remote = self.loaded(&self.address(url, base))?;
        let Value::Object(imported) = &remote.value else { return Err(invalid("@import names no single context")) };
        if imported.contains_key("@import") {
            return Err(invalid("@import inside an imported context"));
        }
        let mut merged = imported.clone();
        merged.extend(definitions.iter().filter(|(key, _)| *key != "@import").map(|(key, value)| (key.clone(), value.clone())));
        Ok(merged)
    }

    /// §4.1 steps 5.5 to 5.12.
    fn setting(&self, active: &mut ActiveContext, key: &str, value: &Value) -> Done<()> {
        match (key, value) {
            ("@version", Value::Number(n)) if n.as_f64() == Some(1.1) => {}
            ("@protected" | "@propagate", Value::Bool(_)) => {}
            ("@base", _) if !self.remote.is_empty() => {}
            ("@base", Value::Null) => active.base = Base::Nothing,
            ("@base", Value::String(base)) => active.base = self.new_base(active, base)?,
            ("@direction", Value::Null) => active.direction = None,
            ("@direction", Value::String(direction)) => {
                let direction = Direction::of(direction).ok_or_else(|| invalid("@direction is neither ltr nor rtl"))?;
                active.direction = Some(direction);
            }
            ("@vocab", Value::Null) => active.vocab = None,
            ("@vocab", Value::String(vocab)) => {
                let vocab = self.expand_vocab(active, vocab)?;
                active.vocab = Some(vocab.into());
            }
            ("@language", Value::Null) => active.language = None,
            ("@language", Value::String(tag)) => active.language = Some(language_suffix(tag, self.remembered.mode)?),
            _ => return Err(invalid(format!("{key} has a wrong value"))),
        }
        Ok(())
    }

    fn new_base(&self, active: &ActiveContext, base: &str) -> Done<Base> {
        if iri::has_scheme(base) {
            return Ok(Base::Iri(base.into()));
        }
        match base_of(self.remembered, active) {
            Some(current) => Ok(Base::Iri(iri::resolve(current, base).into())),
            None => Err(invalid("a relative @base, and nothing that it is relative to")),
        }
    }

    /// §4.1 step 5.8: relative to the vocabulary and to the base.
    fn expand_vocab(&self, active: &ActiveContext, vocab: &str) -> Done<String> {
        let expanded = match active.term(vocab).map(|term| &term.meaning) {
            Some(Meaning::Iri { iri, .. }) => iri.to_string(),
            Some(Meaning::Keyword(_) | Meaning::SwitchedOff) => {
                return Err(invalid(format!("{vocab:?} is used as an IRI and is none")));
            }
            None if Keyword::has_form(vocab) => return Err(invalid("@vocab is a keyword")),
            None => match (compact(active, vocab), &active.vocab) {
                (Some(expanded), _) => expanded,
                (None, _) if vocab.starts_with("_:") || iri::has_scheme(vocab) => vocab.to_owned(),
                (None, Some(before)) => format!("{before}{vocab}"),
                (None, None) => {
                    base_of(self.remembered, active).map_or_else(|| vocab.to_owned(), |base| iri::resolve(base, vocab))
                }
            },
        };
        if self.is_safe() && !iri::has_scheme(&expanded) {
            return Err(Fault::RelativeIri(expanded));
        }
        Ok(expanded)
    }
}

/// §4.1 step 5.1: `null` takes everything back, unless something is protected.
fn reset(active: &mut ActiveContext, overrides: bool) -> Done<()> {
    if !overrides && active.has_protected() {
        return Err(invalid("null would drop protected terms"));
    }
    let previous = active.previous;
    *active = ActiveContext::default();
    active.previous = previous;
    Ok(())
}

/// What relative IRIs are relative to.
pub(super) fn base_of<'c>(remembered: &'c Remembered, active: &'c ActiveContext) -> Option<&'c str> {
    match &active.base {
        Base::Document => remembered.base.as_deref(),
        Base::Nothing => None,
        Base::Iri(base) => Some(base),
    }
}

/// `prefix:rest` with a prefix of the active context.
pub(super) fn compact(active: &ActiveContext, text: &str) -> Option<String> {
    let (prefix, rest) = text.split_once(':').filter(|(prefix, rest)| *prefix != "_" && !rest.starts_with("//"))?;
    match active.term(prefix).filter(|term| term.prefix).map(|term| &term.meaning) {
        Some(Meaning::Iri { iri, .. }) => Some(format!("{iri}{rest}")),
        _ => None,
    }
}

/// `@tag`, as the end of a literal. In lower case, as the other processors write it.
pub(super) fn language_suffix(tag: &str, mode: Mode) -> Done<Box<str>> {
    if mode == Mode::Safe && !is_language(tag) {
        return Err(Fault::InvalidValue("a language is not a language tag (BCP 47)"));
    }
    Ok(format!("@{}", tag.to_ascii_lowercase()).into())
}

/// Whether a text has the form of a language tag.
pub(super) fn is_language(tag: &str) -> bool {
    let part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    let first = tag.split('-').next().unwrap_or_default();
    tag.split('-').all(part) && first.bytes().all(|b| b.is_ascii_alphabetic())
}
