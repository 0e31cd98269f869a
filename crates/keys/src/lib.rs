//! Keys of actors: made, sealed at rest, used for signing. The only crate that sees a private key.
//!
//! * [`MasterKey`] — one per data folder; everything secret at rest hangs on it.
//! * [`SecretKey`] — an actor's Ed25519 key, alive in memory only; [`SealedKey`] is what a database row holds.
//! * [`RsaSecretKey`] — an actor's RSA key, for tokens (RS256); sealed in the same way.
//! * [`KeyState`] — valid, retained, revoked, and the ways from one to the other.
//! * [`Portable`] — `KEY.json`, a `did:key` with its secret, for signing without a server.
//! * [`DerivedKey`], [`random_token`], [`six_digits`], [`fingerprint`] — secrets of links, sessions and codes.
//!
//! Invariants as absences: nothing here reads a clock, or takes chance from anywhere but its argument (except the
//! primes of an RSA key, which the cryptographic library draws itself); no private byte is returned by any public function except [`Portable::to_json`], which exists to hand a key
//! to its owner; no `Debug` prints a secret; every secret is wiped from memory when dropped.
#![forbid(unsafe_code)]

mod error;
mod link;
mod master;
mod multibase;
mod portable;
mod rsa;
mod sealed;
mod secret;
mod state;
#[cfg(test)]
mod testing;

pub use error::KeysError;
pub use link::{DerivedKey, TOKEN_CHARS, fingerprint, random_token, six_digits};
pub use master::MasterKey;
pub use portable::Portable;
pub use rsa::RsaSecretKey;
pub use sealed::SealedKey;
pub use secret::SecretKey;
pub use state::{KeyState, KeyStateError};
