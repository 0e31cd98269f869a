//! The only crate that knows SQL and files.
//!
//! A [`Store`] is opened on a data folder. Reads go through [`Store::reading`]; everything that changes goes
//! through [`Store::writing`], a transaction that commits whole or not at all. What is committed is durable:
//! WAL with `synchronous = FULL` and one writer at a time (reliability.md 2).
//!
//! Queries are written once, in the subset that SQLite and PostgreSQL share; the dialect lives in [`engine`] alone.
#![forbid(unsafe_code)]

mod actors;
mod award_tokens;
mod blobs;
mod check;
mod documents;
mod engine;
mod evidence;
mod instance;
mod journal;
mod keys;
mod known_documents;
mod messages;
mod models;
mod outbox;
mod recognitions;
mod remembered;
mod sign_ins;
mod status_lists;
mod templates;

#[cfg(test)]
mod tests;

pub use actors::{Address, NewActor};
pub use award_tokens::AwardToken;
pub use blobs::Blob;
pub use check::Breach;
pub use documents::{Document, Filled, Planned, PlannedDocument, SignedDocument};
pub use engine::{Reading, Store, StoreError, Writing};
pub use journal::Entry;
pub use keys::StoredKey;
pub use known_documents::KnownDocument;
pub use messages::StoredMessage;
pub use outbox::{Letter, NewLetter};
pub use recognitions::{Given, Plan};
pub use remembered::Remembered;
pub use sign_ins::{NewSignIn, SignIn, StoredToken};
pub use status_lists::{LIST_ENTRIES, Place, StatusList};
pub use templates::StoredTemplate;
