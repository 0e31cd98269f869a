//! Older badges, each verdict by a badge that earns it.

mod samples;

use serde_json::{Value, json};

use super::*;
use crate::jsonld::Engine;
use crate::verify::tests::{Web, options, outcome};
use crate::verify::{Input, Verdict, offline};
