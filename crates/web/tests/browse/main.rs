//! The pages as a browser walks them: a router on a real world, no socket, no script.

mod coming_in;
mod giving;
mod house;
mod reading;
