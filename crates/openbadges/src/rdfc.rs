//! RDF Dataset Canonicalization (RDFC-1.0): one text for every dataset that says the same.
//!
//! Source: <https://www.w3.org/TR/rdf-canon/>. Both hashing stages are here: first degree (§4.6) and N-degree (§4.8),
//! the latter under a work limit, since a graph can be built that takes for ever (§7.1).

mod canonical;
mod dataset;
mod first_degree;
mod n_degree;

#[cfg(test)]
pub(crate) mod tests;

pub use canonical::{Canonical, RdfcError, WORK_MAX, canonicalise};
pub use dataset::{Blank, Dataset, Node};
pub(crate) use dataset::{Piece, Statement, escape};
