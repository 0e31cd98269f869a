//! What is wrong with a document as JSON-LD, and where.

/// A fault and its place in the document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {fault}", if path.is_empty() { "document" } else { path })]
pub struct JsonLdError {
    /// Keys and positions from the root, as in `credentialSubject.achievement.tag[2]`.
    pub path: String,
    /// What is wrong there.
    pub fault: Fault,
}

impl JsonLdError {
    /// Puts a key before the path, as the error travels towards the root.
    #[cold]
    pub(super) fn under(mut self: Box<Self>, key: &str) -> Box<Self> {
        self.path = below(key, &self.path);
        self
    }

    /// Puts a position in an array before the path.
    #[cold]
    pub(super) fn at(self: Box<Self>, index: usize) -> Box<Self> {
        self.under(&format!("[{index}]"))
    }
}

/// The path of `rest` below `key`.
pub(super) fn below(key: &str, rest: &str) -> String {
    match rest {
        "" => key.to_owned(),
        rest if rest.starts_with('[') => format!("{key}{rest}"),
        rest => format!("{key}.{rest}"),
    }
}

impl From<Fault> for Box<JsonLdError> {
    fn from(fault: Fault) -> Self {
        Self::new(JsonLdError::from(fault))
    }
}

impl From<Fault> for JsonLdError {
    fn from(fault: Fault) -> Self {
        Self { path: String::new(), fault }
    }
}

/// What can be wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The document is not an object.
    #[error("a JSON-LD document here is one object")]
    NotAnObject,
    /// A term no context defines: it would be shown and not be signed.
    #[error("term {0:?} is defined by no context, so it would not be signed")]
    UndefinedTerm(String),
    /// A term its context sets to null on purpose: its value would not be signed.
    #[error("term {0:?} is switched off by its context, so it would not be signed")]
    TermSwitchedOff(String),
    /// A reference that is not absolute.
    #[error("{0:?} is not an absolute IRI")]
    RelativeIri(String),
    /// An IRI with a character that IRIs cannot hold.
    #[error("{0:?} is not a well-formed IRI")]
    InvalidIri(String),
    /// A context that is not embedded. Contexts are never fetched.
    #[error("context {0:?} is not known here")]
    UnknownContext(String),
    /// A context that contradicts itself or the standard.
    #[error("context: {0}")]
    InvalidContext(String),
    /// A context that redefines a protected term.
    #[error("context redefines the protected term {0:?}")]
    ProtectedTerm(String),
    /// A value of a shape the standard does not allow there.
    #[error("{0}")]
    InvalidValue(&'static str),
    /// A feature of JSON-LD this subset does not have.
    #[error("{0} is not supported")]
    Unsupported(String),
    /// Something RDF cannot say, so that it would not be signed.
    #[error("{0} says nothing in RDF, so it would not be signed")]
    Unsigned(&'static str),
    /// More contexts, nodes or text than a document may have.
    #[error("more than {max} {what}")]
    TooMuchWork {
        /// What there is too much of.
        what: &'static str,
        /// The limit.
        max: usize,
    },
}
