//! The allow-list: elements, attributes, and what a value may say. What is not named here does not pass.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::clean::error::Format;
use crate::clean::{MediaType, raster};

/// The most bytes of a picture carried inside an SVG, before and after cleaning: 1 MiB.
const EMBEDDED_BYTES_MAX: usize = 1024 * 1024;
/// The most characters of an id, and of any value but a shape or a picture.
const ID_CHARS_MAX: usize = 128;
const VALUE_BYTES_MAX: usize = 4096;
const SHAPE_BYTES_MAX: usize = 1024 * 1024;

/// How an element is written, if it may stay. A link and a choice stay as groups: what they hold is drawn.
pub(super) fn element(name: &str) -> Option<&'static str> {
    const ELEMENTS: [&str; 23] = [
        "svg",
        "g",
        "defs",
        "title",
        "desc",
        "symbol",
        "use",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "mask",
        "image",
        "text",
        "tspan",
        "style",
    ];
    match name {
        "a" | "switch" => Some("g"),
        _ => ELEMENTS.into_iter().find(|known| *known == name),
    }
}

/// Elements whose words are kept.
pub(super) fn holds_text(element: &str) -> bool {
    matches!(element, "title" | "desc" | "text" | "tspan" | "style")
}

/// What a value may say.
#[derive(Clone, Copy, PartialEq)]
enum Says {
    /// Numbers, lengths, keywords, colours, transforms.
    Plain,
    /// As plain, but long.
    Shape,
    /// As plain, or `url(#id)` with an optional plain fallback.
    Paint,
    /// A name inside the picture.
    Id,
    /// `#id`, or a picture as `data:`.
    Reference,
    /// Words for people, or names of fonts.
    Words,
}

/// The attributes: what they are called, and what they may say.
const ATTRIBUTES: &[(Says, &[&str])] = &[
    (Says::Id, &["id"]),
    (Says::Reference, &["href"]),
    (Says::Words, &["role", "aria-label", "font-family"]),
    (Says::Shape, &["d", "points"]),
    (Says::Paint, &["fill", "stroke", "clip-path", "mask"]),
    (
        Says::Plain,
        &[
            "viewBox",
            "preserveAspectRatio",
            "width",
            "height",
            "x",
            "y",
            "x1",
            "y1",
            "x2",
            "y2",
            "cx",
            "cy",
            "r",
            "rx",
            "ry",
            "fx",
            "fy",
            "fr",
            "dx",
            "dy",
            "rotate",
            "textLength",
            "lengthAdjust",
            "transform",
            "gradientUnits",
            "gradientTransform",
            "spreadMethod",
            "offset",
            "clipPathUnits",
            "maskUnits",
            "maskContentUnits",
            "pathLength",
        ],
    ),
];

/// The properties that may stand as attributes (SVG 2, section 6.6), and be set by a style.
const PROPERTIES: [&str; 43] = [
    "fill",
    "fill-opacity",
    "fill-rule",
    "stroke",
    "stroke-opacity",
    "stroke-width",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-dasharray",
    "stroke-dashoffset",
    "opacity",
    "color",
    "display",
    "visibility",
    "overflow",
    "clip-path",
    "clip-rule",
    "mask",
    "mask-type",
    "stop-color",
    "stop-opacity",
    "paint-order",
    "vector-effect",
    "shape-rendering",
    "image-rendering",
    "text-rendering",
    "color-interpolation",
    "font-family",
    "font-size",
    "font-weight",
    "font-style",
    "font-stretch",
    "font-variant",
    "text-anchor",
    "text-decoration",
    "letter-spacing",
    "word-spacing",
    "dominant-baseline",
    "alignment-baseline",
    "baseline-shift",
    "direction",
    "writing-mode",
];

/// The functions a plain value may call.
const FUNCTIONS: [&str; 10] = ["matrix", "translate", "scale", "rotate", "skewx", "skewy", "rgb", "rgba", "hsl", "hsla"];

/// The property as it is written, if a style may set it.
pub(super) fn property(name: &str) -> Option<&'static str> {
    PROPERTIES.into_iter().find(|known| known.eq_ignore_ascii_case(name))
}

/// The attribute as it is written and its value made clean, if both may stay on this element.
pub(super) fn attribute(element: &str, name: &str, value: &str) -> Option<(&'static str, String)> {
    let listed =
        ATTRIBUTES.iter().find_map(|(says, names)| names.iter().find(|known| **known == name).map(|known| (*known, *says)));
    let plain = || PROPERTIES.into_iter().find(|known| *known == name).map(|known| (known, Says::Plain));
    let (name, says) = listed.or_else(plain)?;
    let value = value.trim();
    let value = match says {
        Says::Plain => is_plain(value, VALUE_BYTES_MAX).then(|| value.to_owned()),
        Says::Shape => is_plain(value, SHAPE_BYTES_MAX).then(|| value.to_owned()),
        Says::Paint => paint(value),
        Says::Id => is_id(value).then(|| value.to_owned()),
        Says::Words => is_words(value).then(|| value.to_owned()),
        Says::Reference => reference(element, value),
    };
    Some((name, value?))
}

/// The id that a value refers to.
pub(super) fn referred(value: &str) -> Option<&str> {
    value.strip_prefix('#').or_else(|| {
        let inside = value.strip_prefix("url(#")?;
        inside.split_once(')').map(|(id, _)| id)
    })
}

/// No quotes, colons, slashes, backslashes, `@`, `<`, `&`: no address, comment, escape or rule can be written without.
fn is_plain(value: &str, bytes_max: usize) -> bool {
    value.len() <= bytes_max
        && !value.as_bytes().windows(3).any(|word| word.eq_ignore_ascii_case(b"url"))
        && value.bytes().all(|b| b.is_ascii_alphanumeric() || b" \t\r\n#%.,()+-_".contains(&b))
        && value.match_indices('(').all(|(at, _)| {
            let before = value[..at].trim_end();
            let name = before.rfind(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
            let name = &before[name.map_or(0, |at| at + 1)..];
            FUNCTIONS.iter().any(|known| known.eq_ignore_ascii_case(name))
        })
}

/// `url(#id)` in its usual spellings, written in one.
fn paint(value: &str) -> Option<String> {
    let Some(inside) = value.strip_prefix("url(") else {
        return is_plain(value, VALUE_BYTES_MAX).then(|| value.to_owned());
    };
    let (target, fallback) = inside.split_once(')')?;
    let target = target.trim();
    let unquoted = ['"', '\''].into_iter().find_map(|quote| target.strip_prefix(quote)?.strip_suffix(quote)).unwrap_or(target);
    let id = unquoted.strip_prefix('#').filter(|id| is_id(id))?;
    let fallback = fallback.trim();
    if !is_plain(fallback, VALUE_BYTES_MAX) {
        return None;
    }
    let space = if fallback.is_empty() { "" } else { " " };
    Some(format!("url(#{id}){space}{fallback}"))
}

fn is_id(value: &str) -> bool {
    !value.is_empty()
        && value.chars().count() <= ID_CHARS_MAX
        && value.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':'))
}

/// Letters and the signs of plain sentences: nothing that a style or an address is made of.
fn is_words(value: &str) -> bool {
    value.len() <= VALUE_BYTES_MAX
        && value.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || ",.-_'’\"+!?«»–".contains(c))
}

/// A gradient and a `use` refer to what is inside the picture; an image carries its pixels along.
fn reference(element: &str, value: &str) -> Option<String> {
    match element {
        "use" | "linearGradient" | "radialGradient" => {
            let id = value.strip_prefix('#')?;
            is_id(id).then(|| format!("#{id}"))
        }
        "image" => embedded(value),
        _ => None,
    }
}

/// A PNG or JPEG as `data:`, decoded and encoded anew.
fn embedded(value: &str) -> Option<String> {
    let (head, base64) = value.split_once(',')?;
    let head = head.to_ascii_lowercase();
    let format = match head.trim() {
        "data:image/png;base64" => Format::Png,
        "data:image/jpeg;base64" | "data:image/jpg;base64" => Format::Jpeg,
        _ => return None,
    };
    if base64.len() > EMBEDDED_BYTES_MAX * 3 / 2 {
        return None;
    }
    let base64: String = base64.split_ascii_whitespace().collect();
    let picture = raster::clean_embedded(&BASE64.decode(base64).ok()?, format)?;
    if picture.bytes.len() > EMBEDDED_BYTES_MAX {
        return None;
    }
    debug_assert!(picture.media_type != MediaType::Svg);
    Some(format!("data:{};base64,{}", picture.media_type.as_str(), BASE64.encode(&picture.bytes)))
}
