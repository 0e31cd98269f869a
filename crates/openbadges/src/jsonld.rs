//! JSON-LD 1.1: from a document to a dataset of N-Quads, or to its expanded form.
//!
//! Source: <https://www.w3.org/TR/json-ld11-api/>, Context Processing (§4), Expansion (§5) and RDF serialisation (§8).
//!
//! **Safe mode is always on where something is signed or verified**: whatever the standard algorithms would drop
//! without a word (an undefined term, a relative IRI, `@index`, …) would be shown to readers and not be signed. There it
//! is an error that names the term and its path; so is what two processors read in two ways. [`Mode::Lenient`] exists
//! for conversions that nobody signs ([`Engine::dataset_under`], [`Engine::expand`]), and no proof can ask for it.
//!
//! Contexts are embedded ([`crate::contexts`]) and their processing is remembered: a document of a known shape is
//! converted in one walk (`walk`) without touching a context again. What that quick walk does not know goes through the
//! complete algorithm (`expand`, then `rdf`).

mod active;
mod define;
mod engine;
mod error;
mod expand;
mod iri;
mod literal;
mod process;
mod rdf;
mod remembered;
mod term;
mod value;
mod walk;

#[cfg(test)]
mod tests;

pub(crate) use engine::Root;
pub use engine::{Engine, Limits, Options};
pub use error::{Fault, JsonLdError};
pub(crate) use iri::is_clean;
pub use remembered::Mode;
