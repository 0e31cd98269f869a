//! The pages as a browser walks them: a router on a real world, no socket, no script.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a walk whose page is not as expected stops")]

mod coming_in;
mod giving;
mod holding;
mod house;
mod reading;
