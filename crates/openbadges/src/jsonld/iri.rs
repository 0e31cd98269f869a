//! IRIs: what is absolute and well formed enough to be signed, and what relative ones stand for (RFC 3986 §5).

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

/// Whether a text begins with a scheme and a colon.
pub(super) fn has_scheme(iri: &str) -> bool {
    let scheme = iri.split_once(':').map_or("", |(scheme, _)| scheme);
    let first_is_letter = scheme.as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
    first_is_letter && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
}

/// Accepts an absolute IRI: a scheme, a colon, no forbidden character, and at most one fragment.
pub(super) fn check(iri: &str) -> Result<(), Fault> {
    if !has_scheme(iri) {
        return Err(Fault::RelativeIri(iri.to_owned()));
    }
    let mut fragments = 0;
    let mut forbidden = false;
    for byte in iri.bytes() {
        fragments += usize::from(byte == b'#');
        forbidden |= FORBIDDEN[usize::from(byte)];
    }
    if forbidden || fragments > 1 {
        return Err(Fault::InvalidIri(iri.to_owned()));
    }
    Ok(())
}

/// The five parts of an IRI reference (RFC 3986 §3).
struct Parts<'i> {
    scheme: Option<&'i str>,
    authority: Option<&'i str>,
    path: &'i str,
    query: Option<&'i str>,
    fragment: Option<&'i str>,
}

impl<'i> Parts<'i> {
    fn of(iri: &'i str) -> Self {
        let (scheme, rest) = match iri.split_once(':').filter(|_| has_scheme(iri)) {
            Some((scheme, rest)) => (Some(scheme), rest),
            None => (None, iri),
        };
        let (rest, fragment) = cut(rest, '#');
        let (rest, query) = cut(rest, '?');
        let (authority, path) = match rest.strip_prefix("//") {
            None => (None, rest),
            Some(rest) => {
                let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
                (Some(authority), path)
            }
        };
        Self { scheme, authority, path, query, fragment }
    }
}

fn cut(text: &str, at: char) -> (&str, Option<&str>) {
    text.split_once(at).map_or((text, None), |(before, after)| (before, Some(after)))
}

/// What `reference` stands for beside `base` (RFC 3986 §5.2.2).
pub(super) fn resolve(base: &str, reference: &str) -> String {
    let (base, relative) = (Parts::of(base), Parts::of(reference));
    if relative.scheme.is_some() {
        return composed(&relative, &without_dots(relative.path));
    }
    let scheme = base.scheme;
    if relative.authority.is_some() {
        return composed(&Parts { scheme, ..relative }, &without_dots(relative.path));
    }
    let authority = base.authority;
    if relative.path.is_empty() {
        let query = relative.query.or(base.query);
        return composed(&Parts { scheme, authority, query, ..relative }, base.path);
    }
    let path = if relative.path.starts_with('/') {
        without_dots(relative.path)
    } else if base.authority.is_some() && base.path.is_empty() {
        without_dots(&format!("/{}", relative.path))
    } else {
        let folder = base.path.rfind('/').map_or("", |slash| &base.path[..=slash]);
        without_dots(&format!("{folder}{}", relative.path))
    };
    composed(&Parts { scheme, authority, ..relative }, &path)
}

/// Remove Dot Segments (RFC 3986 §5.2.4).
fn without_dots(path: &str) -> String {
    let rooted = path.starts_with('/');
    let segments: Vec<&str> = path.strip_prefix('/').unwrap_or(path).split('/').collect();
    let mut kept: Vec<&str> = Vec::with_capacity(segments.len());
    for (index, segment) in segments.iter().enumerate() {
        match *segment {
            "." | ".." => {
                if *segment == ".." {
                    kept.pop();
                }
                if index + 1 == segments.len() {
                    kept.push("");
                }
            }
            other => kept.push(other),
        }
    }
    let joined = kept.join("/");
    if rooted { format!("/{joined}") } else { joined }
}

/// RFC 3986 §5.3.
fn composed(parts: &Parts<'_>, path: &str) -> String {
    let mut iri = String::with_capacity(path.len() + 64);
    for (before, part, after) in [
        ("", parts.scheme, ":"),
        ("//", parts.authority, ""),
        ("", Some(path), ""),
        ("?", parts.query, ""),
        ("#", parts.fragment, ""),
    ] {
        if let Some(part) = part {
            iri.push_str(before);
            iri.push_str(part);
            iri.push_str(after);
        }
    }
    iri
}

/// Whether a part of an IRI holds nothing that no IRI holds; how many fragments the whole has is another question.
pub(crate) fn is_clean(part: &str) -> bool {
    !part.bytes().any(|b| FORBIDDEN[usize::from(b)])
}
