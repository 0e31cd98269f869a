//! From bytes to what they are.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::{Kind, ProofKind, Standard};
use crate::bake::{self, BakeError};
use crate::json;

/// The longest address that is followed, in bytes.
const ADDRESS_BYTES_MAX: usize = 2048;

/// A file that has been looked into.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// What carried the badge.
    pub container: Container,
    /// What was inside.
    pub content: Content,
}

/// What carries a badge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    /// A PNG picture.
    Png,
    /// An SVG picture.
    Svg,
    /// Nothing: the file is the badge.
    Plain,
}

/// What is inside a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A badge or another credential as JSON, of a standard that is known by name.
    Credential(Value),
    /// A compact JWS: a VC-JWT or a signed Open Badge 2.0.
    Jws(Jws),
    /// The address where a badge is hosted.
    Address(String),
    /// No badge. Says what it is, as in "a JPEG photo without badge data".
    Nothing(String),
}

/// A compact JWS that could be taken apart. Its signature is not looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Jws {
    /// As found.
    pub text: String,
    /// The protected header.
    pub header: Value,
    /// The payload, when it is a JSON object.
    pub payload: Value,
}

impl Jws {
    /// The credential inside: the payload, or its `vc` claim (Verifiable Credentials 1.1 §6.3.1).
    #[must_use]
    pub fn credential(&self) -> &Value {
        self.payload.get("vc").unwrap_or(&self.payload)
    }

    /// A VC-JWT, or the JWS of Open Badges up to 2.1.
    #[must_use]
    pub fn kind(&self) -> ProofKind {
        match Standard::of(self.credential()) {
            Some(Standard::Ob05 | Standard::Ob10 | Standard::Ob11 | Standard::Ob20) => ProofKind::Jws,
            _ => ProofKind::VcJwt,
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let mut part = || json::read(&URL_SAFE_NO_PAD.decode(parts.next()?).ok()?).ok();
        let (header, payload) = (part()?, part()?);
        (header.is_object() && payload.is_object()).then(|| Self { text: text.to_owned(), header, payload })
    }
}

/// Looks into a file.
#[must_use]
pub fn read(bytes: &[u8]) -> Reading {
    let plain = |content| Reading { container: Container::Plain, content };
    let picture = [("a PNG", Container::Png), ("an SVG", Container::Svg)];
    let (name, container) = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") { picture[0] } else { picture[1] };
    match bake::extract(bytes) {
        Ok(Some(baked)) => Reading { container, content: in_picture(&baked, name) },
        Ok(None) => plain(Content::Nothing(format!("{name} without badge data"))),
        Err(BakeError::NotAnImage) => plain(in_text(bytes)),
        Err(BakeError::TooLarge { .. }) if container == Container::Svg => plain(in_text(bytes)),
        Err(error) => plain(Content::Nothing(format!("{name} that cannot be read: {error}"))),
    }
}

/// Whether `text` has the shape of a compact JWS: three parts of base64url, the first of them a JSON object.
#[must_use]
pub fn looks_like_jws(text: &str) -> bool {
    let mut parts = text.split('.');
    let base64url = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    let (Some(header), Some(payload), Some(signature), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    header.starts_with("ey") && base64url(header) && base64url(payload) && base64url(signature) && !signature.is_empty()
}

fn in_picture(baked: &bake::Baked, name: &str) -> Content {
    match in_text(baked.text.as_bytes()) {
        Content::Nothing(what) => Content::Nothing(format!("{name} whose badge data is {what}")),
        content => content,
    }
}

fn in_text(bytes: &[u8]) -> Content {
    if let Some(what) = by_magic(bytes) {
        return Content::Nothing(what.to_owned());
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Content::Nothing("a file of unknown kind".to_owned());
    };
    let text = text.trim_start_matches('\u{feff}').trim();
    let nothing = |what: &str| Content::Nothing(what.to_owned());
    if text.is_empty() {
        return nothing("empty");
    }
    if text.starts_with(['{', '[']) {
        return in_json(text);
    }
    if looks_like_jws(text) {
        return Jws::parse(text).map_or_else(|| nothing("a token that holds no JSON"), Content::Jws);
    }
    if is_address(text) {
        return Content::Address(text.to_owned());
    }
    let start: String = text.chars().take(15).flat_map(char::to_lowercase).collect();
    if start.starts_with("<!doctype html") || start.starts_with("<html") {
        return nothing("an HTML page");
    }
    if text.starts_with('<') {
        return nothing("an XML document without badge data");
    }
    nothing("text")
}

fn in_json(text: &str) -> Content {
    match json::read(text.as_bytes()) {
        Ok(document) if Standard::of(&document).is_some() => match Kind::of(&document) {
            // They come with badges and are none.
            Some(kind @ (Kind::RevocationList | Kind::Key)) => Content::Nothing(kind.name().to_owned()),
            _ => Content::Credential(document),
        },
        Ok(document) if document["type"] == "VerifiablePresentation" || is_presentation(&document) => {
            Content::Nothing("a presentation of credentials, not a credential".to_owned())
        }
        Ok(Value::Array(_)) => Content::Nothing("a list in JSON".to_owned()),
        Ok(_) => Content::Nothing("JSON that is no badge".to_owned()),
        Err(error) => Content::Nothing(format!("JSON that cannot be read safely: {error}")),
    }
}

fn is_presentation(document: &Value) -> bool {
    document["type"].as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind == "VerifiablePresentation"))
}

fn is_address(text: &str) -> bool {
    let scheme = text.starts_with("https://") || text.starts_with("http://");
    scheme && text.len() <= ADDRESS_BYTES_MAX && !text.contains(char::is_whitespace) && url::Url::parse(text).is_ok()
}

fn by_magic(bytes: &[u8]) -> Option<&'static str> {
    let at = |offset: usize, magic: &[u8]| bytes.get(offset..).is_some_and(|rest| rest.starts_with(magic));
    if at(0, b"\xff\xd8\xff") {
        return Some("a JPEG photo without badge data");
    }
    if at(0, b"RIFF") && at(8, b"WEBP") {
        return Some("a WebP picture without badge data");
    }
    if at(4, b"ftyphei") || at(4, b"ftypmif1") || at(4, b"ftypavif") {
        return Some("a HEIC or AVIF photo without badge data");
    }
    let table: [(&[u8], &str); 6] = [
        (b"GIF8", "a GIF picture without badge data"),
        (b"%PDF", "a PDF"),
        (b"PK\x03\x04", "a ZIP archive"),
        (b"\x1f\x8b", "a GZIP archive"),
        (b"BM", "a BMP picture without badge data"),
        (b"\x00\x00\x01\x00", "an icon without badge data"),
    ];
    let binary = std::str::from_utf8(bytes).is_err() || bytes.contains(&0);
    table.into_iter().find(|(magic, _)| at(0, magic) && (*magic != b"BM" || binary)).map(|(_, what)| what)
}
