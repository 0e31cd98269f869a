//! What an act answers when it is not done. The web maps these to pages and to problems (RFC 9457), once.

use anavez_recognition::{FieldProblem, NotNow, Problem, Refused};

/// Why an act was not done. In every case nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ActError {
    /// Not allowed to whoever asks.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// It needs an account that is signed in.
    #[error("sign in first")]
    SignInFirst,
    /// There is nothing of that id, or it must look so.
    #[error("there is nothing at this address")]
    NotFound,
    /// What was here has been erased or withdrawn.
    #[error("what was here has been withdrawn")]
    Gone,
    /// It does not fit the state that the thing is in.
    #[error(transparent)]
    NotNow(#[from] NotNow),
    /// Fields to mend; all of them at once.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Invalid(Vec<FieldProblem>),
    /// More than is allowed in a day, or in an hour.
    #[error("that is more than {max} in one {span}: carry on later, nothing is lost")]
    TooMuch {
        /// How many are allowed.
        max: i64,
        /// `day` or `hour`.
        span: &'static str,
    },
    /// The same key with another request, a name that is taken, two at the same time.
    #[error("{0}")]
    Conflict(&'static str),
    /// Something failed on our side.
    #[error("something failed here: {0}")]
    Broken(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl ActError {
    /// One field to mend.
    pub fn field(field: impl Into<String>, problem: Problem) -> Self {
        ActError::Invalid(vec![FieldProblem::new(field, problem)])
    }
}

impl From<FieldProblem> for ActError {
    fn from(problem: FieldProblem) -> Self {
        ActError::Invalid(vec![problem])
    }
}

macro_rules! broken {
    ($($error:ty),* $(,)?) => {$(
        impl From<$error> for ActError {
            fn from(error: $error) -> Self {
                ActError::Broken(Box::new(error))
            }
        }
    )*};
}

broken!(
    anavez_store::StoreError,
    anavez_keys::KeysError,
    openbadges::proof::ProofError,
    openbadges::write::WriteError,
    openbadges::write::TokenError,
    openbadges::status::StatusError,
    serde_json::Error,
    std::io::Error,
);

/// Collects the problems of several fields before answering.
#[derive(Debug, Default)]
pub(crate) struct Problems(Vec<FieldProblem>);

impl Problems {
    /// The value, or its problem noted.
    pub fn note<T>(&mut self, parsed: Result<T, FieldProblem>) -> Option<T> {
        parsed.map_err(|problem| self.0.push(problem)).ok()
    }

    /// A problem of its own.
    pub fn add(&mut self, problem: FieldProblem) {
        self.0.push(problem);
    }

    /// All of them, if there are any.
    pub fn done(self) -> Result<(), ActError> {
        if self.0.is_empty() { Ok(()) } else { Err(ActError::Invalid(self.0)) }
    }
}
