//! What a file is, and what the badge inside says. Nothing here judges.

mod file;
mod older;
mod standard;
mod summary;

pub use file::{Container, Content, Jws, Reading, looks_like_jws, read};
pub use older::{Kind, Normal, discreet, local_name, normal};
pub(crate) use older::{discreet_value, is_web, items};
pub(crate) use standard::is_former_context;
pub use standard::{ProofKind, Standard};
pub(crate) use summary::embedded;
pub use summary::{Said, text_of};

use serde_json::{Value, json};

/// What a badge says, without judging: what the file is, by which standard, and the four parts (issuer, recipient,
/// achievement, evidence) with dates and endorsements, as JSON.
#[must_use]
pub fn inspect(bytes: &[u8]) -> Value {
    let reading = read(bytes);
    let (what, document) = match &reading.content {
        Content::Credential(document) => ("a credential".to_owned(), Some(document)),
        Content::Jws(jws) => ("a signed token".to_owned(), Some(jws.credential())),
        Content::Address(address) => (format!("the address {}", discreet(address)), None),
        Content::Nothing(what) => return json!({ "what": what, "badge": false }),
    };
    let what = match reading.container {
        Container::Plain => what,
        Container::Png => format!("{what} baked into a PNG"),
        Container::Svg => format!("{what} baked into an SVG"),
    };
    let mut inspection = json!({ "what": what, "badge": true });
    let Some(document) = document else { return inspection };
    let proof = match &reading.content {
        Content::Jws(jws) => jws.kind(),
        _ => ProofKind::of(document),
    };
    let id = ["id", "@id", "uid"].iter().find_map(|field| text_of(&document[*field]));
    inspection["id"] = json!(id.as_deref().map(discreet));
    inspection["name"] = json!(text_of(&document["name"]).or_else(|| text_of(&document["badge"]["name"])));
    inspection["standard"] = json!(Standard::of(document));
    inspection["proof"] = json!(proof);
    if let (Value::Object(into), Ok(Value::Object(said))) = (&mut inspection, serde_json::to_value(Said::by(document))) {
        into.extend(said);
    }
    inspection
}

#[cfg(test)]
mod tests;
