//! Open Badges and Verifiable Credentials: read, write, sign, verify, bake. Never opens a socket.
//!
//! The engine, from the ground up:
//! [`json`] reads strictly, [`jsonld`] turns a document into a dataset of N-Quads with the contexts of [`contexts`],
//! [`rdfc`] gives the dataset its one canonical form, and [`proof`] signs and checks that form.
//!
//! [`template`] signs many documents that differ in a few values, exactly as [`proof`] would sign each of them.
//!
//! On it stand the documents: [`write`](mod@write) makes them, [`bake`] puts them into pictures, [`read`] says what a file is,
//! [`schema`] what a credential must look like, [`did`] whose a key is, [`status`] whether it still holds, and
//! [`verify`] says what all of this comes to.
//!
//! Architecture Invariant: no clock, no chance, no network and no file in this crate. Contexts are embedded; a
//! document that needs another one is refused by name.
#![forbid(unsafe_code)]

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;

pub mod bake;
pub mod contexts;
pub mod did;
pub mod json;
pub mod jsonld;
pub mod jws;
pub mod key;
pub mod multibase;
mod plain;
pub mod proof;
pub mod rdfc;
pub mod read;
pub mod schema;
pub mod status;
pub mod template;
pub mod verify;
pub mod write;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod vectors;
