//! IRIs: what is absolute and well formed enough to be signed, and what relative ones stand for (RFC 3986 §5).

use super::error::Fault;

/// Bytes that no IRI holds (RFC 3987) and that N-Quads would have to escape: what is not above the blank, and
/// `"` `<` `>` `\` `^` backquote `{` `|` `}` and delete. Written without branches, so that sixteen are looked at at once.
const fn forbidden(byte: u8) -> bool {
    (byte <= 0x20)
        | (byte == b'"')
        | (byte | 2 == b'>')
        | (byte | 2 == b'^')
        | (byte == b'`')
        | (byte.wrapping_sub(b'{') < 3)
        | (byte == 0x7f)
}

/// Whether a byte is forbidden, and whether one begins a fragment.
fn looked_at(bytes: &[u8]) -> (bool, bool) {
    let (mut bad, mut fragment) = (0_u8, 0_u8);
    for byte in bytes {
        bad |= u8::from(forbidden(*byte));
        fragment |= u8::from(*byte == b'#');
    }
    (bad != 0, fragment != 0)
}

/// Whether no byte is forbidden and at most one fragment begins.
fn is_well_formed(iri: &str) -> bool {
    let bytes = iri.as_bytes();
    let (mut bad, mut fragment) = (false, false);
    for chunk in bytes.as_chunks::<16>().0 {
        let here = looked_at(chunk);
        (bad, fragment) = (bad | here.0, fragment | here.1);
    }
    // The last sixteen, some of them for the second time.
    let rest = match bytes.last_chunk::<16>() {
        Some(last) => looked_at(last),
        None => looked_at(bytes),
    };
    let fragment = fragment | rest.1;
    !(bad | rest.0) && (!fragment || bytes.iter().filter(|byte| **byte == b'#').count() == 1)
}

/// Whether a text begins with a scheme and a colon.
pub(super) fn has_scheme(iri: &str) -> bool {
    let Some((first, rest)) = iri.as_bytes().split_first() else { return false };
    let in_scheme = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    first.is_ascii_alphabetic() && rest.iter().find(|byte| !in_scheme(byte)) == Some(&b':')
}

/// Accepts an absolute IRI: a scheme, a colon, no forbidden character, and at most one fragment.
pub(super) fn check(iri: &str) -> Result<(), Fault> {
    if !has_scheme(iri) {
        return Err(Fault::RelativeIri(iri.to_owned()));
    }
    if !is_well_formed(iri) {
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
    !part.bytes().any(forbidden)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_forbidden_byte_is_found_wherever_it_is() {
        let refused = |byte: u8| byte <= 0x20 || b"<>\"{}|^`\\\x7f".contains(&byte);
        for byte in 0..0x80_u8 {
            for at in [4, 15, 16, 17, 40] {
                let mut iri = format!("urn:{}", "a".repeat(60));
                iri.replace_range(at..=at, &char::from(byte).to_string());
                assert_eq!(check(&iri).is_err(), refused(byte), "{byte:#x} at {at}");
            }
        }
        assert!(check("urn:a#b").is_ok() && check("urn:é🏅").is_ok());
        assert!(check("urn:a#b#c").is_err() && check(&format!("urn:#{}#", "a".repeat(30))).is_err());
    }

    /// RFC 3986 §5.4.
    #[test]
    fn references_stand_for_what_the_standard_says() {
        let base = "http://a/b/c/d;p?q";
        for (reference, expected) in [
            ("g:h", "g:h"),
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q#s"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../../g", "http://a/g"),
            ("../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("/../g", "http://a/g"),
            ("g.", "http://a/b/c/g."),
            ("..g", "http://a/b/c/..g"),
            ("./../g", "http://a/b/g"),
            ("g;x=1/../y", "http://a/b/c/y"),
            ("g?y/./x", "http://a/b/c/g?y/./x"),
            ("g#s/../x", "http://a/b/c/g#s/../x"),
        ] {
            assert_eq!(resolve(base, reference), expected, "{reference}");
        }
    }
}
