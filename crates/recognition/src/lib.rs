//! The domain: who recognises whom, for what, in which state. No I/O, no clock, no chance.
//!
//! One file per noun. A value of one of these types is well formed: texts are trimmed and within
//! [`limits`], ids never mix, a state changes only through the methods of [`State`].
//! What is wrong with an input is a [`FieldProblem`]: which field, what to do.
#![forbid(unsafe_code)]

pub mod actor;
pub mod address;
pub mod audience;
pub mod badge_model;
pub mod evidence;
pub mod ids;
pub mod kind;
pub mod language;
pub mod limits;
pub mod moment;
pub mod policy;
pub mod problem;
mod recognition;
pub mod texts;

pub use actor::{Actor, Handle, Name, Sort};
pub use address::EmailAddress;
pub use audience::Audience;
pub use badge_model::{ModelVersion, NewVersion};
pub use evidence::{Evidence, NewEvidence};
pub use ids::{ActorId, EvidenceId, KeyId, ModelId, RecognitionId, TemplateId, VersionId};
pub use kind::Kind;
pub use language::Language;
pub use moment::Moment;
pub use policy::{Act, Refused, Who};
pub use problem::{FieldProblem, Problem};
pub use recognition::{Form, NotNow, Recognition, State};
pub use texts::{Context, Relation, Texts, Words};
