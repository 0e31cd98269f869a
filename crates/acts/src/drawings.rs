//! Drawings that this house makes itself: the rhythm of a signature, QR codes.

/// The edge of a signed sheet, as SVG: the same seed, the same rhythm.
pub fn rhythm(seed: &[u8]) -> String {
    anavez_pictures::rhythm_svg(seed)
}

/// A QR code as SVG; `None` for a text that is too long for one.
pub fn qr(text: &str) -> Option<String> {
    anavez_pictures::qr_svg(text).ok()
}
