//! What people do here, one file per act. Four faces (pages, API, command line, one day a peer's inbox) do the same
//! act through the same function: parse, ask [`anavez_recognition::policy`], plan, commit.
//!
//! Architecture Invariant: nothing here knows HTTP, HTML or SQL; time and chance come from [`World`].
#![forbid(unsafe_code)]

pub mod addresses;
pub mod answer;
pub mod award_token;
pub mod check;
pub mod deliver_letters;
mod documents;
pub mod drawings;
mod giving;
pub mod hosted;
pub mod issue;
pub mod keep_picture;
pub mod keys_of;
pub mod ledger;
mod letters;
pub mod make_model;
mod naming;
pub mod offer;
pub mod open_organisation;
mod problem;
pub mod profile;
pub mod receivers;
pub mod recognise;
pub mod remember;
pub mod reply;
pub mod show;
pub mod sign_in;
mod signers;
mod signing;
pub mod suspend;
mod templates;
pub mod tidy;
pub mod vc_api;
pub mod verify;
pub mod who;
mod world;

#[cfg(test)]
mod tests;

pub use letters::Worded;
pub use problem::ActError;
pub use signing::did_document_of;
pub use world::{Clock, OpenError, Settings, World};
