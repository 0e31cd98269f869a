//! IRIs: what is absolute and well formed enough to be signed.

use super::error::Fault;

/// Bytes that no IRI holds (RFC 3987) and that N-Quads would have to escape.
const fn forbidden(byte: u8) -> bool {
    byte <= 0x20 || matches!(byte, b'<' | b'>' | b'"' | b'{' | b'}' | b'|' | b'^' | b'`' | b'\\' | 0x7f)
}

const FORBIDDEN: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = forbidden(byte as u8);
        byte += 1;
    }
    table
};

/// Accepts an absolute IRI: a scheme, a colon, and no forbidden character.
pub(super) fn check(iri: &str) -> Result<(), Fault> {
    let scheme = iri.split_once(':').map_or("", |(scheme, _)| scheme);
    let first_is_letter = scheme.as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
    if !first_is_letter || !scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.')) {
        return Err(Fault::RelativeIri(iri.to_owned()));
    }
    if iri.bytes().any(|b| FORBIDDEN[usize::from(b)]) {
        return Err(Fault::InvalidIri(iri.to_owned()));
    }
    Ok(())
}
