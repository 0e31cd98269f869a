//! The engine: embedded contexts, what has been worked out about them, and limits.

use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use serde_json::{Map, Value};

use super::error::{Fault, JsonLdError};
use super::expand::Expansion;
use super::rdf::Statements;
use super::remembered::{CONTEXT_WORK_MAX, Mode, Remembered, Transition};
use super::walk::{Stop, Walk, Why};
use crate::contexts::{self, Edition};
use crate::json::{Entries, Tree, View};
use crate::rdfc::Dataset;

/// What a document may cost. Each is a maximum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Statements in one document.
    pub statements_max: usize,
    /// Bytes of N-Quads text of one document.
    pub text_bytes_max: usize,
    /// Contexts, written inside the document or not met before, worked out for one document.
    pub contexts_max: usize,
    /// Statements written in all attempts at one document, see [`Engine`], and values that are expanded.
    pub attempted_statements_max: usize,
    /// Terms copied or defined while contexts are worked out for one document.
    pub context_work_max: usize,
}

/// How a document is read, where the defaults do not do. The defaults are those of signing: safe, without a base.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'o> {
    /// What happens to what would be dropped.
    pub mode: Mode,
    /// The address of the document, which its relative IRIs are relative to.
    pub base: Option<&'o str>,
    /// A context that holds before those of the document.
    pub expand_context: Option<&'o Value>,
    /// Which edition of the contexts that have two.
    pub edition: Option<Edition>,
    /// Whether the direction of a text is kept, in its datatype (`rdfDirection` i18n-datatype). Always in safe mode.
    pub directed: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            statements_max: 50_000,
            text_bytes_max: 64 << 20,
            contexts_max: 256,
            attempted_statements_max: 500_000,
            context_work_max: CONTEXT_WORK_MAX,
        }
    }
}

/// Active contexts kept between documents. Beyond, everything is forgotten and learnt anew.
pub(super) const REMEMBERED_MAX: usize = 1_024;

/// Turns documents into datasets. Shared by all threads; a document never waits for another.
///
/// A document of a shape that was met before reads what is remembered and writes nothing. One of a new shape is
/// attempted again after each context it makes us work out.
#[derive(Debug)]
pub struct Engine {
    limits: Limits,
    /// What is known without any document: the embedded contexts, not yet worked out.
    beginning: Arc<Remembered>,
    shared: RwLock<Arc<Remembered>>,
}

/// A document as it is converted: the proof is left out, and a proof alone gets the context of its document.
pub(crate) struct Root<'d, T: Tree> {
    pub(crate) object: &'d T::Object,
    /// Instead of the object's own `@context`.
    pub(crate) context: Option<&'d T>,
    /// A key to leave out.
    pub(crate) without: &'static str,
}

impl Engine {
    /// The engine with the embedded contexts, one for the whole program.
    pub fn standard() -> &'static Self {
        static STANDARD: LazyLock<Engine> = LazyLock::new(Engine::new);
        &STANDARD
    }

    /// An engine with the embedded contexts.
    pub fn new() -> Self {
        let mut remembered = Remembered::new();
        for embedded in contexts::embedded() {
            let [first, second] = &embedded.contexts;
            remembered.add_url(embedded.url, [first, second]);
        }
        Self::beginning_with(remembered, Limits::default())
    }

    fn beginning_with(remembered: Remembered, limits: Limits) -> Self {
        let beginning = Arc::new(remembered);
        Self { limits, shared: RwLock::new(Arc::clone(&beginning)), beginning }
    }

    /// The same engine that knows one more context: for tests and for conformance suites. `context` is the value of
    /// `@context`, or an object that has it.
    #[must_use]
    pub fn with_context(self, url: &str, context: &Value) -> Self {
        let local = context.get("@context").unwrap_or(context);
        let mut remembered = (*self.beginning).clone();
        remembered.add_url(url, [local; Edition::ALL.len()]);
        Self::beginning_with(remembered, self.limits)
    }

    /// The same engine with other limits.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Whether a context is known here.
    pub fn knows(&self, url: &str) -> bool {
        self.beginning.url(url, Edition::First).is_some()
    }

    /// Converts a document as it stands, a `proof` in it included.
    ///
    /// ```
    /// use openbadges::{contexts::Edition, jsonld::Engine};
    /// let document = serde_json::json!({
    ///     "@context": "https://www.w3.org/ns/credentials/v2",
    ///     "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    ///     "name": "Relecture",
    /// });
    /// assert_eq!(Engine::standard().dataset(&document, Edition::First)?.len(), 1);
    /// # Ok::<(), openbadges::jsonld::JsonLdError>(())
    /// ```
    ///
    /// # Errors
    /// [`JsonLdError`]: what would not be signed, is not known or is too much, and where.
    pub fn dataset<T: Tree>(&self, document: &T, edition: Edition) -> Result<Dataset, JsonLdError> {
        let View::Object(object) = document.view() else {
            return Err(Fault::NotAnObject.into());
        };
        let mut dataset = Dataset::new();
        self.convert(&Root::<T> { object, context: None, without: "" }, edition, &mut dataset)?;
        Ok(dataset)
    }

    /// Converts a document by the complete algorithm, under other options than those of signing.
    ///
    /// ```
    /// use openbadges::jsonld::{Engine, Mode, Options};
    /// let document = serde_json::json!({"@id": "relire", "urn:p": "v", "undefined": 1});
    /// let options = Options { mode: Mode::Lenient, base: Some("https://example.org/"), ..Options::default() };
    /// assert_eq!(Engine::standard().dataset_under(&document, &options)?.len(), 1);
    /// # Ok::<(), openbadges::jsonld::JsonLdError>(())
    /// ```
    ///
    /// # Errors
    /// [`JsonLdError`]: what the standard calls an error, is not known or is too much; in [`Mode::Safe`] also what
    /// would be dropped.
    pub fn dataset_under(&self, document: &Value, options: &Options<'_>) -> Result<Dataset, JsonLdError> {
        let expanded = self.expand(document, options)?;
        let mut dataset = Dataset::new();
        let mut statements = Statements::new(&mut dataset, options.mode, &self.limits).directed(options.directed);
        statements.document(&expanded).map_err(|error| *error)?;
        Ok(dataset)
    }

    /// The expanded form of a document: an array of node objects, every name an IRI.
    ///
    /// ```
    /// use openbadges::jsonld::{Engine, Options};
    /// let document = serde_json::json!({"@context": {"name": "https://schema.org/name"}, "name": "Relecture"});
    /// let expanded = Engine::standard().expand(&document, &Options::default())?;
    /// assert_eq!(expanded[0]["https://schema.org/name"][0]["@value"], "Relecture");
    /// # Ok::<(), openbadges::jsonld::JsonLdError>(())
    /// ```
    ///
    /// # Errors
    /// As [`Engine::dataset_under`].
    pub fn expand(&self, document: &Value, options: &Options<'_>) -> Result<Value, JsonLdError> {
        let mut remembered = (*self.beginning).clone();
        remembered.mode = options.mode;
        remembered.base = options.base.map(Into::into);
        remembered.begin_work(self.limits.context_work_max);
        let edition = options.edition.unwrap_or(Edition::First);
        let mut expansion = Expansion::new(&mut remembered, edition, &self.limits, 0);
        expansion.document(document, options.expand_context).map_err(|error| *error)
    }

    /// Converts a document into `dataset`, whose earlier content is forgotten.
    pub(crate) fn convert<T: Tree>(
        &self,
        root: &Root<'_, T>,
        edition: Edition,
        dataset: &mut Dataset,
    ) -> Result<(), JsonLdError> {
        let mut attempt = Attempt::new(self.snapshot(), self.limits);
        let result = attempt.run(root, edition, dataset);
        self.publish(attempt);
        result
    }

    #[cfg(test)]
    pub(super) fn remembered_len(&self) -> usize {
        self.snapshot().len()
    }

    fn snapshot(&self) -> Arc<Remembered> {
        Arc::clone(&self.shared.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Lets the others have what one document made us learn, unless it came from inside that document.
    fn publish(&self, attempt: Attempt) {
        if attempt.learnt == 0 || attempt.private {
            return;
        }
        let mut shared = self.shared.write().unwrap_or_else(PoisonError::into_inner);
        if attempt.remembered.len() > REMEMBERED_MAX {
            *shared = Arc::clone(&self.beginning);
        } else if attempt.remembered.len() > shared.len() {
            *shared = attempt.remembered;
        }
    }
}

impl Default for Engine {
    fn default() -> Self {
        Self::new()
    }
}

/// The attempts at one document.
struct Attempt {
    remembered: Arc<Remembered>,
    limits: Limits,
    learnt: usize,
    statements: usize,
    /// Whether something was learnt that nobody else needs.
    private: bool,
}

impl Attempt {
    fn new(remembered: Arc<Remembered>, limits: Limits) -> Self {
        Self { remembered, limits, learnt: 0, statements: 0, private: false }
    }

    fn run<T: Tree>(&mut self, root: &Root<'_, T>, edition: Edition, dataset: &mut Dataset) -> Result<(), JsonLdError> {
        loop {
            dataset.clear();
            let Err(stop) = Walk::new(&self.remembered, edition, &self.limits, dataset).document(root) else {
                return Ok(());
            };
            let Stop { path, why } = *stop;
            self.statements += dataset.len();
            match why {
                Why::Complete => return self.complete(root, edition, dataset),
                Why::Fault(fault) => return Err(JsonLdError { path, fault }),
                Why::Step(transition) => self.learn(transition).map_err(|fault| JsonLdError { path, fault })?,
            }
        }
    }

    /// Converts the document by the complete algorithm, in safe mode always.
    fn complete<T: Tree>(&mut self, root: &Root<'_, T>, edition: Edition, dataset: &mut Dataset) -> Result<(), JsonLdError> {
        let entries = root.object.entries().filter(|(key, _)| root.without.is_empty() || *key != root.without);
        let mut object: Map<String, Value> = entries.map(|(key, value)| (key.to_owned(), value.to_value())).collect();
        if let Some(context) = root.context {
            object.insert("@context".to_owned(), context.to_value());
        }
        let (limits, learnt) = (self.limits, self.learnt);
        let mut expansion = Expansion::new(self.copied(), edition, &limits, learnt);
        let expanded = expansion.document(&Value::Object(object), None);
        let (learnt, own_contexts) = (expansion.learnt, expansion.own_contexts);
        self.learnt = learnt;
        self.private |= own_contexts;
        dataset.clear();
        let mut statements = Statements::new(dataset, Mode::Safe, &limits);
        expanded.and_then(|expanded| statements.document(&expanded)).map_err(|error| *error)
    }

    /// The copy that more is learnt into.
    fn copied(&mut self) -> &mut Remembered {
        let work_max = self.limits.context_work_max;
        let first = self.learnt == 0;
        let remembered = Arc::make_mut(&mut self.remembered);
        if first {
            remembered.begin_work(work_max);
        }
        remembered
    }

    /// Works out the context that the walk stopped for.
    fn learn(&mut self, transition: Transition) -> Result<(), Fault> {
        let limits = self.limits;
        if self.learnt == limits.contexts_max {
            return Err(Fault::TooMuchWork { what: "contexts in a document", max: limits.contexts_max });
        }
        if self.statements > limits.attempted_statements_max {
            let max = limits.attempted_statements_max;
            return Err(Fault::TooMuchWork { what: "statements attempted for new contexts", max });
        }
        let learnt = self.copied().learn(transition).map(|_| ());
        self.learnt += 1;
        learnt
    }
}
