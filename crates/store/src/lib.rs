//! The only crate that knows SQL and files.
