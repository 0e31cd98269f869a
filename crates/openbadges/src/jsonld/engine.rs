//! The engine: embedded contexts, what has been worked out about them, and limits.

use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use serde_json::Value;

use super::error::{Fault, JsonLdError};
use super::remembered::Remembered;
use super::walk::{Stop, Walk, Why};
use crate::contexts::{self, Edition};
use crate::json::Tree;
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
    /// Statements written in all attempts at one document, see [`Engine`].
    pub attempted_statements_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { statements_max: 50_000, text_bytes_max: 64 << 20, contexts_max: 256, attempted_statements_max: 500_000 }
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
        let crate::json::View::Object(object) = document.view() else {
            return Err(Fault::NotAnObject.into());
        };
        let mut dataset = Dataset::new();
        self.convert(&Root::<T> { object, context: None, without: "" }, edition, &mut dataset)?;
        Ok(dataset)
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
            self.learn(why).map_err(|fault| JsonLdError { path, fault })?;
        }
    }

    /// Works out what the walk stopped for.
    fn learn(&mut self, why: Why) -> Result<(), Fault> {
        let limits = self.limits;
        self.learnt += 1;
        if self.learnt > limits.contexts_max {
            return Err(Fault::TooMuchWork { what: "contexts in a document", max: limits.contexts_max });
        }
        if self.statements > limits.attempted_statements_max {
            let max = limits.attempted_statements_max;
            return Err(Fault::TooMuchWork { what: "statements attempted for new contexts", max });
        }
        match why {
            Why::Fault(fault) => Err(fault),
            Why::Step(transition) => Arc::make_mut(&mut self.remembered).learn(transition).map(|_| ()),
            Why::Inline(local) => {
                self.private = true;
                Arc::make_mut(&mut self.remembered).intern(&local);
                Ok(())
            }
        }
    }
}
