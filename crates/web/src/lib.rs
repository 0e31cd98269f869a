//! The only crate that knows HTTP: pages and API.

#![forbid(unsafe_code)]

pub mod api;
pub mod assets;
pub mod language;
pub mod markup;
mod pages;
pub mod paths;
pub mod server;
pub mod texts;
mod vc_api;
pub mod view;
