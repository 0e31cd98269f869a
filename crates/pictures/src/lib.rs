//! Pictures: cleaned when they come in, drawn when there is none, and QR codes.
//!
//! * [`clean()`]: an uploaded picture, re-made from its pixels or from an allow-list; nothing else of it survives.
//! * [`badge_svg`], [`badge_png`]: the badge grammar, a picture for every model that has none.
//! * [`svg_to_png`]: the only door from SVG to pixels: no fonts, no files, no network.
//! * [`qr_svg`]: a QR code as one path.
//! * [`rhythm_svg`]: the edge of a signed sheet.
//!
//! Architecture Invariant: nothing here knows a clock, chance, a file, a socket or a locale. Same input, same bytes.

#![forbid(unsafe_code)]

pub mod clean;
pub mod draw;
pub mod letters;
pub mod qr;
pub mod render;
pub mod rhythm;
mod svg_text;

pub use clean::{MediaType, Picture, PictureError, Purpose, clean};
pub use draw::{Kind, ModelPicture, badge_svg, badge_svg_with_name};
pub use qr::{QrError, qr_svg};
pub use render::{RenderError, badge_png, badge_png_with_name, svg_to_png};
pub use rhythm::rhythm_svg;
