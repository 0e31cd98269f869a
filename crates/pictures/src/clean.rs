//! Uploaded pictures, made clean: magic bytes decide what they are, decoding is bounded, and what leaves is re-made from
//! the pixels (or, for SVG, from an allow-list), so that no metadata, trailing data or script survives.
//!
//! Source: reliability.md, rule 7. Run it off the async threads: it computes.

mod error;
mod kind;
mod raster;
mod svg;

use sha2::{Digest, Sha256};

pub use self::error::{Format, PictureError};
use self::kind::Found;

/// The most bytes of an uploaded picture: 2 MiB.
pub const BYTES_MAX: usize = 2 * 1024 * 1024;
/// The longest side of an uploaded picture, in pixels.
pub const SIDE_PX_MAX: u32 = 4096;
/// The longest side of a badge picture after cleaning, in pixels.
pub const BADGE_SIDE_PX_MAX: u32 = 1024;
/// The longest side of an evidence photo after cleaning, in pixels.
pub const PHOTO_SIDE_PX_MAX: u32 = 2048;

/// What a picture is for: it decides size and format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The picture of a badge: PNG, so that an award can be baked into it, or SVG; at most 1024 pixels a side.
    Badge,
    /// Evidence: JPEG (PNG if it came as PNG or is transparent), at most 2048 pixels a side.
    Photo,
}

/// What a picture is served as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaType {
    /// `image/png`
    Png,
    /// `image/jpeg`
    Jpeg,
    /// `image/svg+xml`
    Svg,
}

impl MediaType {
    /// The media type, as in `Content-Type`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Svg => "image/svg+xml",
        }
    }

    /// The ending of a file name, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Svg => "svg",
        }
    }
}

/// A picture that is safe to keep and to serve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The file.
    pub bytes: Vec<u8>,
    /// What it is.
    pub media_type: MediaType,
    /// Pixels across; for SVG the user units of its view, rounded.
    pub width: u32,
    /// Pixels down; for SVG the user units of its view, rounded.
    pub height: u32,
    /// SHA-256 of `bytes`.
    pub digest_sha256: [u8; 32],
}

impl Picture {
    fn new(bytes: Vec<u8>, media_type: MediaType, (width, height): (u32, u32)) -> Self {
        let digest_sha256 = Sha256::digest(&bytes).into();
        Self { bytes, media_type, width, height, digest_sha256 }
    }
}

/// Cleans an uploaded picture: PNG, JPEG, WebP or SVG, at most 2 MiB and 4096 × 4096 pixels.
///
/// The orientation that a camera noted is applied, then dropped with everything else it noted (place, time, owner).
///
/// # Errors
/// [`PictureError`], in words for the person who sent the picture.
pub fn clean(bytes: &[u8], purpose: Purpose) -> Result<Picture, PictureError> {
    if bytes.len() > BYTES_MAX {
        return Err(PictureError::TooLarge { size: bytes.len(), max: BYTES_MAX });
    }
    match kind::found(bytes) {
        Found::Raster(format) => raster::clean(bytes, format, purpose),
        Found::MaybeSvg(text) => svg::clean(text),
        Found::Other(found) => Err(PictureError::NotAPicture { found }),
    }
}
