//! Views over recognitions. Pure, on ids: no store, no clock, no chance.
//!
//! A view counts **voices**: distinct (giver, receiver) pairs, not badges. Somebody who gives another
//! a hundred recognitions is one voice with a hundred lines that open. There is no score, and no order
//! by a count, anywhere in this crate.
#![forbid(unsafe_code)]

mod ledger;

pub use ledger::{Ledger, ledger};
