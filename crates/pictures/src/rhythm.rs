//! The rhythm: the irregular dashes on the upper edge of whatever is signed.

use sha2::{Digest, Sha256};

/// How many dashes an edge has.
const DASHES: usize = 28;

/// The edge of a signed sheet, from its proof value (the bytes of the multibase text, as it stands in the document).
///
/// SHA-256 of the seed; for each of the first 28 bytes a dash of 3 + (high four bits), then a gap of 3 + (low three
/// bits); 9 units high, stretched to the width of the sheet by the page. Ornament that happens to be faithful: the
/// same signature gives the same edge. It is never offered as a check.
///
/// ```
/// let edge = anavez_pictures::rhythm_svg(b"z3FXQjecWufY46");
/// assert!(edge.starts_with(r#"<svg class="rhythm" viewBox="0 0 "#));
/// ```
#[must_use]
pub fn rhythm_svg(seed: &[u8]) -> String {
    let digest = Sha256::digest(seed);
    let mut dashes = String::new();
    let (mut x, mut end) = (0, 0);
    for byte in &digest[..DASHES] {
        let dash = 3 + u32::from(byte >> 4);
        dashes += &format!(r#"<rect x="{x}" width="{dash}" height="9"/>"#);
        end = x + dash;
        x = end + 3 + u32::from(byte & 7);
    }
    format!(r#"<svg class="rhythm" viewBox="0 0 {end} 9" preserveAspectRatio="none" aria-hidden="true">{dashes}</svg>"#)
}

#[cfg(test)]
mod tests {
    use super::rhythm_svg;

    #[test]
    fn dashes_and_gaps_are_the_digits_of_the_digest() {
        // SHA-256("abc") = ba78 16bf 8f01 cfea …: 0xba gives a dash of 3 + 11 and a gap of 3 + 2, 0x78 of 3 + 7 and 3
        let edge = rhythm_svg(b"abc");
        assert!(edge.contains(
            r#"<rect x="0" width="14" height="9"/><rect x="19" width="10" height="9"/><rect x="32" width="4" height="9"/>"#
        ));
        assert_eq!(edge.matches("<rect").count(), 28);
    }

    #[test]
    fn the_last_dash_ends_the_edge() {
        let edge = rhythm_svg(b"another signature");
        let number = |text: &str, after: &str| -> u32 {
            let at = text.rfind(after).unwrap() + after.len();
            text[at..].split(['"', ' ']).next().unwrap().parse().unwrap()
        };
        let last = edge.rsplit_once("<rect").unwrap().1;
        assert_eq!(number(&edge, "viewBox=\"0 0 "), number(last, "x=\"") + number(last, "width=\""));
        assert_ne!(edge, rhythm_svg(b"a signature"));
    }
}
