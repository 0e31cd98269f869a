//! What a file is when it is no badge, in the reader's words. The engine names it in English; every name it knows is here.

use crate::texts::TextId;

/// How the engine begins.
const LEAD: &str = "This is not a badge: ";

/// What the engine calls it, by its beginning, and our words for it; the longer names first.
const NAMES: [(&str, TextId); 26] = [
    ("a PNG without", TextId("found-png")),
    ("an SVG without", TextId("found-svg")),
    ("a PNG whose", TextId("found-other-inside")),
    ("an SVG whose", TextId("found-other-inside")),
    ("a PNG that cannot be read", TextId("found-damaged")),
    ("an SVG that cannot be read", TextId("found-damaged")),
    ("a JPEG", TextId("found-jpeg")),
    ("a WebP", TextId("found-webp")),
    ("a HEIC or AVIF", TextId("found-heic")),
    ("a GIF", TextId("found-gif")),
    ("a BMP", TextId("found-bmp")),
    ("an icon", TextId("found-icon")),
    ("a PDF", TextId("found-pdf")),
    ("a ZIP", TextId("found-zip")),
    ("a GZIP", TextId("found-zip")),
    ("an HTML page", TextId("found-page")),
    ("an XML document", TextId("found-xml")),
    ("a presentation of credentials", TextId("found-presentation")),
    ("a list in JSON", TextId("found-json")),
    ("JSON that is no badge", TextId("found-json")),
    ("JSON that cannot be read", TextId("found-damaged")),
    ("a token that holds no JSON", TextId("found-token")),
    ("a signed token", TextId("found-token")),
    ("text", TextId("found-text")),
    ("empty", TextId("found-nothing")),
    ("a file of unknown kind", TextId("found-unknown")),
];

/// What it is, from the summary of a report that says it is no badge.
pub(super) fn what(summary: &str) -> TextId {
    let name = summary.strip_prefix(LEAD).unwrap_or(summary);
    NAMES.iter().find(|(known, _)| name.starts_with(known)).map_or(TextId("found-unknown"), |(_, id)| *id)
}

#[cfg(test)]
mod tests {
    use openbadges::jsonld::Engine;
    use openbadges::verify::{Input, Options, Verdict, offline};

    use super::*;

    fn said_of(bytes: &[u8]) -> &'static str {
        let report = offline(Engine::standard(), Input::Bytes(bytes.to_vec()), Options::at(jiff::Timestamp::UNIX_EPOCH));
        assert_eq!(report.verdict, Verdict::NotABadge, "{}", report.summary);
        assert!(report.summary.starts_with(LEAD), "{}", report.summary);
        what(&report.summary).0
    }

    #[test]
    fn a_wrong_file_is_called_by_its_name() {
        let files: [(&[u8], &str); 16] = [
            (b"%PDF-1.7 \xff", "found-pdf"),
            (b"\xff\xd8\xff\xe0 photo", "found-jpeg"),
            (b"RIFF\0\0\0\0WEBPVP8 ", "found-webp"),
            (b"\0\0\0\x18ftypheic", "found-heic"),
            (b"GIF89a", "found-gif"),
            (b"PK\x03\x04 archive \xff", "found-zip"),
            (b"\x1f\x8b\x08", "found-zip"),
            (b"", "found-nothing"),
            (b"Bonjour", "found-text"),
            (b"<!doctype html><p>", "found-page"),
            (b"<feed/>", "found-xml"),
            (b"{\"a\":1}", "found-json"),
            (b"[1]", "found-json"),
            (b"{\"a\":1,\"a\":2}", "found-damaged"),
            (b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "found-svg"),
            (b"\xfe\xff\x80", "found-unknown"),
        ];
        for (bytes, id) in files {
            assert_eq!(said_of(bytes), id, "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn a_picture_without_a_badge_or_cut_in_two_says_so() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89".to_vec();
        assert_eq!(said_of(&png), "found-damaged");
        png.extend_from_slice(b"\0\0\0\0IEND\xae\x42\x60\x82");
        assert!(matches!(said_of(&png), "found-png" | "found-damaged"));
    }
}
