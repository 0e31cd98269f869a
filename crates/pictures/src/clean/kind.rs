//! What a file is, by its first bytes; never by its name or by what the sender says.

use super::error::Format;

/// What the first bytes say.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found<'a> {
    /// Pixels.
    Raster(Format),
    /// Text that begins like an SVG.
    MaybeSvg(&'a str),
    /// Something else, with its article.
    Other(&'static str),
}

/// Reads the magic bytes.
pub(super) fn found(bytes: &[u8]) -> Found<'_> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Found::Raster(Format::Png),
        [0xff, 0xd8, 0xff, ..] => Found::Raster(Format::Jpeg),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Found::Raster(Format::WebP),
        _ => MAGIC
            .iter()
            .find(|(at, magic, _)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(magic)))
            .map_or_else(|| text(bytes), |(.., found)| Found::Other(found)),
    }
}

/// Where, what, and what it means.
const MAGIC: &[(usize, &[u8], &str)] = &[
    (0, b"GIF8", "a GIF"),
    (0, b"%PDF", "a PDF"),
    (0, b"BM", "a BMP"),
    (0, b"II*\0", "a TIFF"),
    (0, b"MM\0*", "a TIFF"),
    (0, b"8BPS", "a Photoshop file"),
    (0, b"PK\x03\x04", "a ZIP archive or an office document"),
    (0, b"\x1f\x8b", "a compressed file (an SVGZ must be unpacked first)"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (0, b"Rar!", "a RAR archive"),
    (0, b"\0\0\x01\0", "an icon file"),
    (0, b"MZ", "a Windows program"),
    (0, b"\x7fELF", "a program"),
    (0, b"ID3", "a sound"),
    (0, b"OggS", "a sound"),
    (0, b"fLaC", "a sound"),
    (0, b"%!PS", "a PostScript file"),
    (0, b"\x1a\x45\xdf\xa3", "a video"),
    (8, b"AVI ", "a video"),
    (8, b"WAVE", "a sound"),
    (4, b"ftypheic", "a HEIC photo"),
    (4, b"ftypheix", "a HEIC photo"),
    (4, b"ftypmif1", "a HEIC photo"),
    (4, b"ftypavif", "an AVIF"),
    (4, b"ftyp", "a video"),
    (0, b"\xff\xfe", "text in UTF-16 (save it as UTF-8)"),
    (0, b"\xfe\xff", "text in UTF-16 (save it as UTF-8)"),
];

fn text(bytes: &[u8]) -> Found<'_> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Found::Other("something we do not know");
    };
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let begins = |with: &str| text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    if text.is_empty() {
        Found::Other("an empty file")
    } else if begins("<!doctype html") || begins("<html") || begins("<script") {
        Found::Other("a web page")
    } else if text.starts_with('<') {
        Found::MaybeSvg(text)
    } else if text.contains('\0') {
        Found::Other("something we do not know")
    } else {
        Found::Other("plain text")
    }
}

#[cfg(test)]
mod tests {
    use super::{Found, found};

    #[test]
    fn what_is_no_picture_is_called_by_its_name() {
        let cases: [(&[u8], &str); 10] = [
            (b"", "an empty file"),
            (b"%PDF-1.7 ...", "a PDF"),
            (b"GIF89a........", "a GIF"),
            (b"PK\x03\x04....", "a ZIP archive or an office document"),
            (b"\0\0\0\x18ftypheic....", "a HEIC photo"),
            (b"\0\0\0\x18ftypisom....", "a video"),
            (b"<!DOCTYPE html><svg/>", "a web page"),
            (b"hello", "plain text"),
            (b"RIFF....WAVEfmt ", "a sound"),
            (b"\xc3\x28\xa0\xa1", "something we do not know"),
        ];
        for (bytes, name) in cases {
            assert_eq!(found(bytes), Found::Other(name));
        }
    }
}
