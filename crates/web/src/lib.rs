//! The only crate that knows HTTP: pages and API.

pub mod assets;
pub mod language;
pub mod markup;
pub mod paths;
pub mod texts;
pub mod view;
