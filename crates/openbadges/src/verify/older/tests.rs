//! Older badges, each verdict by a badge that earns it.

mod endorsements;
mod hosted;
mod samples;
mod signed;
mod wild;

use serde_json::{Value, json};

use super::*;
use crate::jsonld::Engine;
use crate::verify::tests::{Tap, Web, options, outcome};
use crate::verify::{FetchFailure, Fetched, Input, Options, Step, Verdict, Verification, offline};

const V2: &str = "https://w3id.org/openbadges/v2";
const ASSERTION: &str = "https://a.example/assertions/1";
const CLASS: &str = "https://a.example/classes/1";
const ISSUER: &str = "https://a.example/issuer";

fn assertion() -> Value {
    json!({ "@context": V2, "type": "Assertion", "id": ASSERTION,
        "recipient": { "type": "email", "hashed": true, "salt": "s",
            "identity": "sha256$b9c5a0ee7ddad3f6bd0b6c0ad2c5aa1ad3fd0e6c7ecf5ef1f6b0ed6e1f5b7fd4" },
        "badge": CLASS, "verification": { "type": "hosted" }, "issuedOn": "2026-01-02T03:04:05Z",
        "evidence": [{ "id": "https://a.example/evidence", "narrative": "Seen by me" }] })
}

fn class() -> Value {
    json!({ "@context": V2, "type": "BadgeClass", "id": CLASS, "name": "Name of the badge", "description": "D",
        "image": "https://a.example/image.png", "criteria": { "narrative": "Do it" }, "issuer": ISSUER,
        "alignment": [{ "targetName": "T", "targetUrl": "https://b.example/t", "targetCode": "c" }], "tags": ["one", "two"] })
}

fn profile() -> Value {
    json!({ "@context": V2, "type": "Profile", "id": ISSUER, "name": "Name of the issuer", "url": "https://a.example",
        "email": "contact@a.example" })
}

/// The badge, its class and its issuer, each at its address.
fn web() -> Web {
    Web::default().with(ASSERTION, &assertion()).with(CLASS, &class()).with(ISSUER, &profile())
}

fn verify(web: &Web, document: &Value) -> Report {
    web.drive(Input::Value(document.clone()), options()).0
}

fn recipient_is(wanted: &str) -> Options {
    Options { recipient: Some(wanted.to_owned()), ..options() }
}

/// Drives a verification where some addresses are sent on to others.
fn sent_on(web: &Web, moved: &[(&str, &str)], input: Input) -> Report {
    let mut verification = Verification::new(Engine::standard(), input, options());
    loop {
        match verification.step() {
            Step::Done(report) => return *report,
            Step::Fetch { url, .. } => {
                let end = moved.iter().find(|(from, _)| *from == url).map_or(url.as_str(), |(_, to)| to).to_owned();
                let answer = web.answer(&url).map(|bytes| Fetched { bytes, content_type: None, url: end });
                verification.supply(&url, answer);
            }
        }
    }
}
