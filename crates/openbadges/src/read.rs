//! What a file is, and what the badge inside says.

/// Whether `text` has the shape of a compact JWS: three parts of base64url, the first a JSON object.
#[must_use]
pub fn looks_like_jws(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    parts.len() == 3
        && parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'))
        && parts[0].starts_with("ey")
        && !parts[2].is_empty()
}
