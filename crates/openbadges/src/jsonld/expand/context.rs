//! The contexts that a document names and holds.

use serde_json::Value;

use super::{Expanded, Expansion, Held};
use crate::jsonld::error::Fault;
use crate::jsonld::iri;
use crate::jsonld::remembered::{ContextId, LocalId, Scope, Transition};

impl Expansion<'_> {
    pub(super) fn held(&self, id: ContextId) -> Held {
        Held { id, context: self.remembered.held(id) }
    }

    /// The context after a scoped one, worked out now if nobody has yet.
    pub(super) fn step(&mut self, active: &Held, local: LocalId, scope: Scope) -> Expanded<Held> {
        let transition = Transition { from: active.id, local, scope, edition: self.edition };
        if let Some(id) = self.remembered.step(transition) {
            return Ok(self.held(id));
        }
        let max = self.limits.contexts_max;
        self.learnt += 1;
        if self.learnt > max {
            return Err(Fault::TooMuchWork { what: "contexts in a document", max }.into());
        }
        let id = self.remembered.learn(transition)?;
        Ok(self.held(id))
    }

    /// The context after the value of an `@context` entry.
    pub(super) fn local(&mut self, active: &Held, context: &Value) -> Expanded<Held> {
        match context {
            Value::Array(parts) => {
                let mut active = active.clone();
                for part in parts {
                    active = self.one(&active, part, Scope::Part)?;
                }
                Ok(active)
            }
            one => self.one(active, one, Scope::Document),
        }
    }

    fn one(&mut self, active: &Held, context: &Value, scope: Scope) -> Expanded<Held> {
        let local = match context {
            Value::String(url) => {
                let resolved = self.remembered.base.as_deref().map(|base| iri::resolve(base, url));
                let url = resolved.as_deref().unwrap_or(url);
                self.remembered.url(url, self.edition).ok_or_else(|| Fault::UnknownContext(url.to_owned()))?
            }
            Value::Array(_) => return Err(Fault::InvalidContext("an array in an array".into()).into()),
            own => {
                self.own_contexts = true;
                self.remembered.intern(own, None, false)
            }
        };
        // A context with an address of its own is the same alone and among others.
        let scope = if context.is_string() { Scope::Document } else { scope };
        self.step(active, local, scope)
    }
}
