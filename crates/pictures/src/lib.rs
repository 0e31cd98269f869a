//! Pictures: drawn when there is none, and QR codes.
//!
//! * [`badge_svg`], [`badge_png`]: the badge grammar, a picture for every model that has none.
//! * [`svg_to_png`]: the only door from SVG to pixels: no fonts, no files, no network.
//! * [`qr_svg`]: a QR code as one path.
//! * [`rhythm_svg`]: the edge of a signed sheet.
//!
//! Architecture Invariant: nothing here knows a clock, chance, a file, a socket or a locale. Same input, same bytes.

pub mod draw;
pub mod letters;
pub mod qr;
pub mod render;
pub mod rhythm;

pub use draw::{Kind, ModelPicture, badge_svg, badge_svg_with_name};
pub use qr::{QrError, qr_svg};
pub use render::{RenderError, badge_png, badge_png_with_name, svg_to_png};
pub use rhythm::rhythm_svg;

/// Escapes text for XML content and double-quoted attributes; what XML 1.0 (section 2.2) cannot hold is left out.
pub(crate) fn xml_escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}
