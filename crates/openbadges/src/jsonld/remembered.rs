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
use super::error::Fault;
use super::process;
use crate::contexts::Edition;

/// An active context, by its place in [`Remembered`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct ContextId(u32);

/// A local context (the value of an `@context` entry), by its place in [`Remembered`]. Equal texts from one address
/// share one.
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

/// A local context and where it comes from.
#[derive(Debug)]
pub(super) struct Local {
    pub(super) value: Value,
    /// The address of the document that holds it, unless it is the document itself.
    pub(super) base: Option<Arc<str>>,
    /// Whether it is all of what that address gives, and not a scoped context inside.
    pub(super) whole: bool,
}

/// How contexts are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// What would be dropped, or read in two ways, is refused. What signing and verifying use.
    #[default]
    Safe,
    /// As the standard says: what has no meaning is dropped. For conversions that nobody signs.
    Lenient,
}

/// Where a local context stands, which decides how it is processed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Scope {
    /// In the document.
    Document,
    /// In the document, as one of an array.
    Part,
    /// In the definition of a property: may override protected terms.
    Property,
    /// In the definition of a type: ends at the nodes below.
    Type,
}

/// What working out contexts for one document may cost: terms copied or defined.
pub(super) const CONTEXT_WORK_MAX: usize = 1_000_000;

/// Contexts and the steps between them.
#[derive(Debug, Clone)]
pub(super) struct Remembered {
    active: Vec<Arc<ActiveContext>>,
    steps: HashMap<Transition, ContextId, RandomState>,
    locals: Vec<Arc<Local>>,
    local_ids: HashMap<Box<str>, LocalId, RandomState>,
    urls: HashMap<Box<str>, [LocalId; Edition::ALL.len()], RandomState>,
    pub(super) mode: Mode,
    /// The address of the document. Nothing that was worked out with one is shared.
    pub(super) base: Option<Box<str>>,
    work_max: usize,
    work_left: usize,
}

impl Remembered {
    pub(super) fn new() -> Self {
        Self {
            active: vec![Arc::default()],
            steps: HashMap::default(),
            locals: Vec::new(),
            local_ids: HashMap::default(),
            urls: HashMap::default(),
            mode: Mode::Safe,
            base: None,
            work_max: CONTEXT_WORK_MAX,
            work_left: CONTEXT_WORK_MAX,
        }
    }

    /// Adds a context under a URL, one value for each edition of it.
    pub(super) fn add_url(&mut self, url: &str, contexts: [&Value; Edition::ALL.len()]) {
        let base: Arc<str> = url.into();
        let ids = contexts.map(|context| self.intern(context, Some(&base), true));
        self.urls.insert(url.into(), ids);
    }

    pub(super) fn url(&self, url: &str, edition: Edition) -> Option<LocalId> {
        self.urls.get(url).map(|ids| ids[edition as usize])
    }

    pub(super) fn intern(&mut self, local: &Value, base: Option<&Arc<str>>, whole: bool) -> LocalId {
        let key = format!("{} {whole} {local}", base.map_or("", |base| base));
        if let Some(id) = self.local_ids.get(key.as_str()) {
            return *id;
        }
        let id = LocalId(self.locals.len() as u32);
        self.locals.push(Arc::new(Local { value: local.clone(), base: base.cloned(), whole }));
        self.local_ids.insert(key.into(), id);
        id
    }

    pub(super) fn local(&self, id: LocalId) -> Arc<Local> {
        Arc::clone(&self.locals[id.0 as usize])
    }

    pub(super) fn active(&self, id: ContextId) -> &ActiveContext {
        &self.active[id.0 as usize]
    }

    /// The same, to be held while more is learnt.
    pub(super) fn held(&self, id: ContextId) -> Arc<ActiveContext> {
        Arc::clone(&self.active[id.0 as usize])
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
        let context = process::process(self, transition)?;
        let id = ContextId(self.active.len() as u32);
        self.active.push(Arc::new(context));
        self.steps.insert(transition, id);
        Ok(id)
    }

    /// What one document may cost begins anew.
    pub(super) fn begin_work(&mut self, work_max: usize) {
        (self.work_max, self.work_left) = (work_max, work_max);
    }

    /// Counts work on contexts.
    pub(super) fn spend(&mut self, terms: usize) -> Result<(), Fault> {
        let over = Fault::TooMuchWork { what: "terms worked out", max: self.work_max };
        self.work_left = self.work_left.checked_sub(terms).ok_or(over)?;
        Ok(())
    }
}
