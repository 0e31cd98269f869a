//! Drawings that this house makes itself: the rhythm of a signature, QR codes.

use anavez_recognition::Kind;

/// The edge of a signed sheet, as SVG: the same seed, the same rhythm.
pub fn rhythm(seed: &[u8]) -> String {
    anavez_pictures::rhythm_svg(seed)
}

/// A QR code as SVG; `None` for a text that is too long for one.
pub fn qr(text: &str) -> Option<String> {
    anavez_pictures::qr_svg(text).ok()
}

/// The picture of a badge model without one, as SVG: the same id, name, kind and tags, the same picture.
pub fn badge(id: &str, name: &str, kind: Kind, tags: &[String]) -> String {
    let kind = kind.slug().parse().unwrap_or(anavez_pictures::Kind::Peer);
    let model =
        anavez_pictures::ModelPicture { id: id.to_owned(), name: name.to_owned(), kind, series: None, tags: tags.to_vec() };
    anavez_pictures::badge_svg_with_name(&model)
}
