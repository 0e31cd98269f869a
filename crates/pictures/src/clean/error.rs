//! Why a picture was not taken, in words for the person who sent it: what it is, and what to do.

use std::fmt;

/// A format we take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// PNG
    Png,
    /// JPEG
    Jpeg,
    /// WebP
    WebP,
    /// SVG
    Svg,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Png => "PNG",
            Self::Jpeg => "JPEG",
            Self::WebP => "WebP",
            Self::Svg => "SVG",
        })
    }
}

/// Why a picture was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// Too many bytes, as sent or (SVG) after cleaning.
    #[error("this picture weighs {} KB; the most is {} KB: save it smaller and send it again", size.div_ceil(1024), max / 1024)]
    TooLarge {
        /// Bytes of the picture.
        size: usize,
        /// Bytes allowed.
        max: usize,
    },
    /// Too many pixels.
    #[error("this picture is {width} × {height} pixels; the most is {side_max} × {side_max}: make it smaller and send it again")]
    TooManyPixels {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
        /// Pixels allowed on a side.
        side_max: u32,
    },
    /// Not one of the formats we take.
    #[error("this is {found}, not a picture we can show; send a PNG, JPEG, WebP or SVG")]
    NotAPicture {
        /// What it is, with its article: “a PDF”.
        found: &'static str,
    },
    /// It begins well and does not go on.
    #[error("this {format} is damaged or incomplete; open it, save it again as {format} and send that")]
    Broken {
        /// What it begins as.
        format: Format,
    },
    /// SVG that would cost too much to draw.
    #[error("this SVG has too many {what} (the most is {max}); simplify it, or send it as PNG")]
    TooIntricate {
        /// What there is too much of, in the plural.
        what: &'static str,
        /// How many are allowed.
        max: usize,
    },
    /// SVG with its own entities (a document type with an internal subset, or a reference to an unknown entity).
    #[error("this SVG defines its own abbreviations (entities), which we do not open; save it as “plain SVG” and send that")]
    Entities,
    /// SVG in which nothing is left to see.
    #[error("this SVG holds nothing we can draw: words must be turned into outlines, and pictures carried inside the file")]
    Empty,
}
