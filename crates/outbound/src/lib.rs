//! The only door out: every byte that this program sends to, or fetches from, another machine.
//!
//! * [`Client::fetch`] reads a document or a picture from a public https address, and nothing else: see [`Guard`]
//!   for what is refused and [`FetchRefusal`] for how that is said.
//! * [`Client::errand`] does the same for a verification, which may need several documents, and counts them.
//! * [`Mailer::send`] hands a letter to the operator's mail server, or lays it in a folder.
//!
//! Where a danger is stopped: the spelling of an address in [`Guard::admit`]; where a name leads, in the dialer
//! itself (the resolver that the HTTP client dials from, so there is no second look-up that could answer
//! otherwise); each redirection again at both. The mail server is the operator's choice and may be private;
//! only its time is limited.
//!
//! Invariants as absences: no proxy is read from the environment, no cookie kept, no referrer sent, no
//! redirection followed by the HTTP library, no byte kept past a limit.
#![forbid(unsafe_code)]

mod accept;
mod address;
mod client;
mod dialer;
mod errand;
mod guard;
mod mail;
mod refusal;
#[cfg(test)]
mod testing;

pub use accept::{Accept, IMAGE_BYTES_MAX, JSON_BYTES_MAX};
pub use client::{Client, ClientError, Fetched, REDIRECTS_MAX, Settings, TIME_MAX};
pub use dialer::{Looking, Lookup, SystemLookup};
pub use errand::{DEPTH_MAX, Errand, FETCHES_MAX};
pub use guard::{Admitted, Guard, URL_BYTES_MAX};
pub use mail::{Letter, MailError, Mailer, Security, SmtpSettings};
pub use refusal::{FetchRefusal, Why};
