//! Baking: a credential carried inside its own picture, and taken out again.
//!
//! The author's bytes stay as they are: a PNG receives one chunk, an SVG one element; pixels are never re-encoded and
//! markup is never re-serialised. One image says one thing: baking replaces whatever badge data was there.
//!
//! Open Badges 3.0, "File Format", and for older images the Open Badges 2.0 baking specification.

mod png;
mod svg;

use serde_json::Value;

use crate::read::{self, Content, ProofKind, Standard};

/// The largest image that is read or baked, in bytes (the limit of an image fetched during verification).
pub const IMAGE_BYTES_MAX: usize = 5 * 1024 * 1024;
/// The largest credential text that is baked or taken out, in bytes, after inflation.
pub const CREDENTIAL_BYTES_MAX: usize = 1024 * 1024;

/// Puts `credential` (JSON text, a compact JWS, or the address of a hosted assertion) into a PNG or SVG image. What it is
/// decides where it stands: Open Badges up to 2.1 in their place, everything else in the place of Open Badges 3.0.
///
/// # Errors
/// When the image is neither PNG nor SVG, is damaged or too large, or when `credential` is none of these.
pub fn bake(image: &[u8], credential: &str) -> Result<Vec<u8>, BakeError> {
    limit(image)?;
    let credential = Credential::parse(credential)?;
    match Picture::of(image)? {
        Picture::Png => png::bake(image, &credential),
        Picture::Svg => svg::bake(text(image)?, &credential).map(String::into_bytes),
    }
}

/// Takes the badge data out of a PNG or SVG image; `None` when the image carries none.
///
/// The newest form wins: Open Badges 3.0 data, then `openbadges` data, then the address in a legacy `tEXt` chunk.
///
/// # Errors
/// When the image is neither PNG nor SVG, is damaged or too large, or carries two different credentials.
pub fn extract(image: &[u8]) -> Result<Option<Baked>, BakeError> {
    limit(image)?;
    match Picture::of(image)? {
        Picture::Png => png::extract(image),
        Picture::Svg => svg::extract(text(image)?),
    }
}

/// Badge data as found in an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Baked {
    /// The data itself: JSON, a compact JWS, or an address. Surrounding white space is taken off.
    pub text: String,
    /// The value of an SVG `verify` attribute, when `text` came from the element's content instead.
    pub verify: Option<String>,
    /// Where it stood.
    pub place: Place,
}

/// Where in an image badge data stood, hence by which specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// PNG `iTXt` chunk `openbadgecredential` (Open Badges 3.0).
    PngCredential,
    /// PNG `iTXt` chunk `openbadges` (Open Badges 1.1 to 2.1).
    PngAssertion,
    /// PNG `tEXt` chunk `openbadges` (Open Badges 0.5 and 1.0): an address, hardly anything else.
    PngText,
    /// SVG element `credential` of `https://purl.imsglobal.org/ob/v3p0` (Open Badges 3.0).
    SvgCredential,
    /// SVG element `assertion` of `http://openbadges.org` (Open Badges 1.1 to 2.1).
    SvgAssertion,
}

/// Why an image could not be baked or read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BakeError {
    /// Neither magic bytes of PNG nor an SVG root element.
    #[error("the image is neither a PNG nor an SVG")]
    NotAnImage,
    /// Larger than [`IMAGE_BYTES_MAX`].
    #[error("the image has {bytes} bytes, more than {max}")]
    TooLarge {
        /// Its size.
        bytes: usize,
        /// The limit.
        max: usize,
    },
    /// The PNG ends within a chunk or before `IEND`.
    #[error("the PNG is cut off after {offset} bytes")]
    Truncated {
        /// Where the chunk starts that has no end.
        offset: usize,
    },
    /// A chunk does not match its own checksum.
    #[error("the PNG is damaged: the checksum of chunk {chunk} is wrong")]
    Checksum {
        /// The chunk's four letters.
        chunk: String,
    },
    /// The chunks are not in the order PNG wants, or a chunk is malformed.
    #[error("the PNG is malformed: {what}")]
    Png {
        /// What is wrong.
        what: &'static str,
    },
    /// The SVG is not well-formed XML.
    #[error("the SVG is malformed: {what}")]
    Svg {
        /// What is wrong.
        what: String,
    },
    /// The baked data is larger than [`CREDENTIAL_BYTES_MAX`] once inflated.
    #[error("the badge data in the image is larger than {max} bytes")]
    Bomb {
        /// The limit.
        max: usize,
    },
    /// The baked data is not UTF-8 or not inflatable.
    #[error("the badge data in the image is unreadable: {what}")]
    Unreadable {
        /// What is wrong.
        what: &'static str,
    },
    /// Two different credentials stand in one image.
    #[error("the image carries two different credentials")]
    Several,
    /// What should be baked is neither JSON, nor a compact JWS, nor an address, or is too large.
    #[error("only a JSON credential, a compact JWS or a web address, of at most {CREDENTIAL_BYTES_MAX} bytes, can be baked")]
    NotACredential,
}

/// What is baked.
struct Credential<'a> {
    text: &'a str,
    form: Form,
    generation: Generation,
}

/// The forms have different places in an SVG.
enum Form {
    Json {
        /// Where a hosted assertion says it is.
        hosted_at: Option<String>,
    },
    Jws,
    /// Of a hosted assertion: what the first badges were.
    Address,
}

/// Two specifications of baking, two places.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Generation {
    /// Open Badges up to 2.1.
    Two,
    /// Open Badges 3.0.
    Three,
}

impl<'a> Credential<'a> {
    fn parse(text: &'a str) -> Result<Self, BakeError> {
        let text = text.trim();
        if text.len() > CREDENTIAL_BYTES_MAX {
            return Err(BakeError::NotACredential);
        }
        if text.starts_with('{') {
            return Self::json(text);
        }
        let (form, generation) = match read::read(text.as_bytes()).content {
            Content::Address(_) => (Form::Address, Generation::Two),
            Content::Jws(jws) if jws.kind() == ProofKind::Jws => (Form::Jws, Generation::Two),
            _ if read::looks_like_jws(text) => (Form::Jws, Generation::Three),
            _ => return Err(BakeError::NotACredential),
        };
        Ok(Self { text, form, generation })
    }

    fn json(text: &'a str) -> Result<Self, BakeError> {
        let three = Self { text, form: Form::Json { hosted_at: None }, generation: Generation::Three };
        // Every credential has a subject, no assertion has: what is baked most often is not taken apart.
        if text.contains("\"credentialSubject\"") {
            let is_json = serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
            return if is_json { Ok(three) } else { Err(BakeError::NotACredential) };
        }
        let document: Value = serde_json::from_str(text).map_err(|_| BakeError::NotACredential)?;
        match Standard::of(&document) {
            Some(Standard::Ob05 | Standard::Ob10 | Standard::Ob11 | Standard::Ob20) => {
                let said = [&document["verification"]["url"], &document["verify"]["url"], &document["id"]];
                let hosted_at = said.into_iter().find_map(Value::as_str).map(str::to_owned);
                Ok(Self { form: Form::Json { hosted_at }, generation: Generation::Two, ..three })
            }
            _ => Ok(three),
        }
    }
}

enum Picture {
    Png,
    Svg,
}

impl Picture {
    fn of(image: &[u8]) -> Result<Self, BakeError> {
        if image.starts_with(&png::SIGNATURE) {
            return Ok(Self::Png);
        }
        if svg::looks_like(image) {
            return Ok(Self::Svg);
        }
        Err(BakeError::NotAnImage)
    }
}

fn limit(image: &[u8]) -> Result<(), BakeError> {
    if image.len() > IMAGE_BYTES_MAX {
        return Err(BakeError::TooLarge { bytes: image.len(), max: IMAGE_BYTES_MAX });
    }
    Ok(())
}

fn text(image: &[u8]) -> Result<&str, BakeError> {
    std::str::from_utf8(image).map_err(|_| BakeError::Svg { what: "it is not UTF-8".to_owned() })
}

#[cfg(test)]
mod tests;
