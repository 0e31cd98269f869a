//! JSON-LD 1.1, the part that credentials use: from a document straight to a dataset of N-Quads.
//!
//! Source: <https://www.w3.org/TR/json-ld11-api/>, Context Processing (§4), Expansion (§5) and RDF serialisation (§8),
//! done in one walk.
//!
//! **Safe mode is always on**: whatever the standard algorithms would drop without a word (an undefined term, a
//! relative IRI, `@index`, …) would be shown to readers and not be signed. Here it is an error that names the term and
//! its path. What this subset does not know is refused by name as well.
//!
//! Contexts are embedded ([`crate::contexts`]) and their processing is remembered: a document of a known shape is
//! converted without touching a context again.

mod active;
mod define;
mod engine;
mod error;
mod iri;
mod literal;
mod remembered;
mod term;
mod value;
mod walk;

#[cfg(test)]
mod tests;

pub(crate) use engine::Root;
pub use engine::{Engine, Limits};
pub use error::{Fault, JsonLdError};
