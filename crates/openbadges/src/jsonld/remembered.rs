//! What has been worked out about contexts so far.
//!
//! A document is converted against one unchanging [`Remembered`]. When it needs a context that is not there yet, the
//! conversion stops, the context is worked out in a copy, and the conversion starts again: costly the first time a
//! shape of document is seen, and free of locks and reference counts ever after.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::RandomState;
use serde_json::Value;

use super::active::ActiveContext;
use super::define;
use super::error::Fault;
use crate::contexts::Edition;

/// An active context, by its place in [`Remembered`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct ContextId(u32);

/// A local context (the value of an `@context` entry), by its place in [`Remembered`]. Equal texts share one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct LocalId(u32);

/// The context before any `@context` is read.
pub(super) const INITIAL: ContextId = ContextId(0);

/// A step from one active context to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Transition {
    pub(super) from: ContextId,
    pub(super) local: LocalId,
    pub(super) scope: Scope,
    /// Which edition of the contexts that have several: a local context may name one of them.
    pub(super) edition: Edition,
}

/// Where a local context stands, which decides how it is processed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Scope {
    /// In the document.
    Document,
    /// In the definition of a property: may override protected terms.
    Property,
    /// In the definition of a type: ends at the nodes below.
    Type,
}

/// Contexts and the steps between them.
#[derive(Debug, Clone)]
pub(super) struct Remembered {
    active: Vec<Arc<ActiveContext>>,
    steps: HashMap<Transition, ContextId, RandomState>,
    locals: Vec<Arc<Value>>,
    local_ids: HashMap<Box<str>, LocalId, RandomState>,
    urls: HashMap<Box<str>, [LocalId; Edition::ALL.len()], RandomState>,
}

impl Remembered {
    pub(super) fn new() -> Self {
        Self {
            active: vec![Arc::default()],
            steps: HashMap::default(),
            locals: Vec::new(),
            local_ids: HashMap::default(),
            urls: HashMap::default(),
        }
    }

    /// Adds a context under a URL, one value for each edition of it.
    pub(super) fn add_url(&mut self, url: &str, contexts: [&Value; Edition::ALL.len()]) {
        let ids = contexts.map(|context| self.intern(context));
        self.urls.insert(url.into(), ids);
    }

    pub(super) fn url(&self, url: &str, edition: Edition) -> Option<LocalId> {
        self.urls.get(url).map(|ids| ids[edition as usize])
    }

    pub(super) fn intern(&mut self, local: &Value) -> LocalId {
        let text = local.to_string();
        if let Some(id) = self.local_ids.get(text.as_str()) {
            return *id;
        }
        let id = LocalId(self.locals.len() as u32);
        self.locals.push(Arc::new(local.clone()));
        self.local_ids.insert(text.into(), id);
        id
    }

    /// The id of a local context that has been seen before.
    pub(super) fn interned(&self, local: &Value) -> Option<LocalId> {
        self.local_ids.get(local.to_string().as_str()).copied()
    }

    pub(super) fn local(&self, id: LocalId) -> Arc<Value> {
        Arc::clone(&self.locals[id.0 as usize])
    }

    pub(super) fn active(&self, id: ContextId) -> &ActiveContext {
        &self.active[id.0 as usize]
    }

    pub(super) fn step(&self, transition: Transition) -> Option<ContextId> {
        self.steps.get(&transition).copied()
    }

    /// How many active contexts are held.
    pub(super) fn len(&self) -> usize {
        self.active.len()
    }

    /// Works a step out and remembers it.
    pub(super) fn learn(&mut self, transition: Transition) -> Result<ContextId, Fault> {
        let context = define::process(self, transition)?;
        let id = ContextId(self.active.len() as u32);
        self.active.push(Arc::new(context));
        self.steps.insert(transition, id);
        Ok(id)
    }
}
