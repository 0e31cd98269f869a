//! Single values: texts, identifiers, dates, languages, words of a vocabulary.

use jiff::Timestamp;
use serde_json::Value;

/// Whether `text` is an RFC 3339 date-time with seconds and a time zone (`xsd:dateTimeStamp`).
#[must_use]
pub fn is_date_time(text: &str) -> bool {
    parse_date(text).is_some()
}

/// The moment an RFC 3339 date-time names. Other forms of dates give `None`: they would be guesses.
#[must_use]
pub fn parse_date(text: &str) -> Option<Timestamp> {
    let bytes = text.as_bytes();
    let pattern = b"dddd-dd-ddTdd:dd:dd";
    let head = bytes.get(..pattern.len())?;
    let fits = |(byte, shape): (&u8, &u8)| if *shape == b'd' { byte.is_ascii_digit() } else { byte == shape };
    if !head.iter().zip(pattern).all(fits) {
        return None;
    }
    let mut zone = &text[pattern.len()..];
    if let Some(fraction) = zone.strip_prefix('.') {
        let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
        zone = &fraction[digits..];
        if digits == 0 {
            return None;
        }
    }
    let offset = |zone: &[u8]| {
        zone.len() == 6 && b"+-".contains(&zone[0]) && zone[3] == b':' && zone.iter().filter(|b| b.is_ascii_digit()).count() == 4
    };
    if zone != "Z" && !offset(zone.as_bytes()) {
        return None;
    }
    text.parse().ok()
}

pub(super) fn is_day(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}

/// An absolute IRI: a scheme and something behind it, without white space.
pub(crate) fn is_iri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        && !rest.is_empty()
        && !text.chars().any(|letter| letter.is_whitespace() || letter.is_control())
}

/// A text: a string, a JSON-LD value object, or texts by language.
pub(super) fn is_text(value: &Value) -> bool {
    match value {
        Value::String(_) => true,
        Value::Object(map) if map.contains_key("@value") => {
            map["@value"].is_string()
                && map
                    .iter()
                    .all(|(key, value)| matches!(key.as_str(), "@value" | "@language" | "@direction") && value.is_string())
        }
        Value::Object(map) => !map.is_empty() && map.iter().all(|(key, value)| is_language_key(key) && value.is_string()),
        _ => false,
    }
}

/// A credential's name or description may also be several texts, each with its language
/// (Verifiable Credentials 2.0 §4.6 and §11.1).
pub(super) fn is_text_or_texts(value: &Value) -> bool {
    match value {
        Value::Array(texts) => !texts.is_empty() && texts.iter().all(is_text),
        single => is_text(single),
    }
}

fn is_language_key(key: &str) -> bool {
    let (language, region) = key.split_once('-').map_or((key, None), |(language, region)| (language, Some(region)));
    let two = |part: &str, case: fn(&u8) -> bool| part.len() == 2 && part.bytes().all(|byte| case(&byte));
    two(language, u8::is_ascii_lowercase) && region.is_none_or(|region| two(region, u8::is_ascii_uppercase))
}
