//! Single values as the older versions have them.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use serde_json::Value;

use crate::read::Standard;
use crate::schema::Findings;
use crate::schema::values::{is_iri, is_text, parse_date};

/// The largest number of seconds taken for a date (ten digits, in the schemas of 0.5 and 1.1).
const SECONDS_MAX: i64 = 9_999_999_999;

/// A date, and what is odd about how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LooseDate {
    /// The moment. Without a time of day it is the first of the day, without a zone it is UTC.
    pub(crate) at: Timestamp,
    /// What it means as an end: without a time of day the last moment of the day, else `at`.
    pub(crate) until: Timestamp,
    /// Why Open Badges 2.0 would not have it so.
    pub(crate) odd: Option<&'static str>,
}

/// A date in one of the forms that 0.5 to 2.1 have: ISO 8601 with or without time, seconds and zone, or seconds since 1970.
pub(crate) fn parse_loose_date(value: &Value) -> Option<LooseDate> {
    let exact = |at, odd| Some(LooseDate { at, until: at, odd });
    match value {
        Value::Number(number) => exact(seconds(number.as_i64()?)?, Some("it is a number of seconds")),
        Value::String(text) => {
            let text = text.trim();
            if let Some(at) = parse_date(text) {
                return exact(at, None);
            }
            if text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit()) {
                return exact(seconds(text.parse().ok()?)?, Some("it is a number of seconds"));
            }
            loose(text)
        }
        _ => None,
    }
}

pub(super) fn text(value: &Value, at: &str, _: Standard, findings: &mut Findings) {
    if !is_text(value) {
        findings.fault(at, "it is no text");
    }
}

pub(super) fn iri(value: &Value, at: &str, _: Standard, findings: &mut Findings) {
    match value.as_str() {
        // Some give blank nodes a name, which says as much as no name.
        Some(text) if is_iri(text) || text.starts_with("_:") => {}
        _ => findings.fault(at, "it is no address"),
    }
}

pub(super) fn date(value: &Value, at: &str, standard: Standard, findings: &mut Findings) {
    match parse_loose_date(value) {
        None => findings.fault(at, "it is no date"),
        Some(LooseDate { odd: Some(odd), .. }) if standard == Standard::Ob20 => findings.warn(at, odd),
        Some(_) => {}
    }
}

pub(super) fn boolean(value: &Value, at: &str, _: Standard, findings: &mut Findings) {
    match value {
        Value::Bool(_) => {}
        Value::String(word) if word == "true" || word == "false" => {
            findings.warn(at, "it is a word and should be true or false");
        }
        _ => findings.fault(at, "it is neither true nor false"),
    }
}

/// "Text or Number".
pub(super) fn version(value: &Value, at: &str, standard: Standard, findings: &mut Findings) {
    if !value.is_number() {
        text(value, at, standard, findings);
    }
}

pub(super) fn salt(value: &Value, at: &str, _: Standard, findings: &mut Findings) {
    match value {
        Value::String(_) => {}
        Value::Number(_) => findings.warn(at, "it is a number and should be a text"),
        _ => findings.fault(at, "it is no text"),
    }
}

pub(super) fn image(value: &Value, at: &str, standard: Standard, findings: &mut Findings) {
    if !value.is_object() {
        return iri(value, at, standard, findings);
    }
    if standard != Standard::Ob20 {
        findings.warn(at, "it is an object and should be an address");
    }
    let within = format!("{at}.id");
    match &value["id"] {
        Value::Null => findings.fault(&within, "it is missing"),
        id => iri(id, &within, standard, findings),
    }
}

/// The picture of an award is the baked one: written inside, it would have to hold itself.
pub(super) fn awarded_image(value: &Value, at: &str, standard: Standard, findings: &mut Findings) {
    image(value, at, standard, findings);
    if value.as_str().or_else(|| value["id"].as_str()).is_some_and(|text| text.starts_with("data:")) {
        findings.fault(at, "the picture of an award cannot be written inside it");
    }
}

pub(super) fn criteria(value: &Value, at: &str, standard: Standard, findings: &mut Findings) {
    if !value.is_object() {
        return iri(value, at, standard, findings);
    }
    if standard != Standard::Ob20 {
        findings.warn(at, "it is an object and should be an address");
    }
    if !value["id"].is_null() {
        iri(&value["id"], &format!("{at}.id"), standard, findings);
    }
    if !value["narrative"].is_null() {
        text(&value["narrative"], &format!("{at}.narrative"), standard, findings);
    }
    if value["id"].is_null() && value["narrative"].is_null() {
        findings.warn(at, "it says nothing");
    }
}

/// 0.5 allows paths below the issuer's origin.
pub(super) fn place_05(value: &Value, at: &str, standard: Standard, findings: &mut Findings) {
    if !value.as_str().is_some_and(|path| path.starts_with('/')) {
        iri(value, at, standard, findings);
    }
}

pub(super) fn tag(value: &Value, at: &str, standard: Standard, findings: &mut Findings) {
    text(value, at, standard, findings);
    if value.as_str().is_some_and(|text| text.contains(',')) {
        findings.warn(at, "several tags stand in one text");
    }
}

/// An entry of a revocation list: an identifier, or an object with one.
pub(super) fn revoked(value: &Value, at: &str, _: Standard, findings: &mut Findings) {
    if !(value.is_string() || value["id"].is_string() || value["uid"].is_string() || value["uid"].is_number()) {
        findings.fault(at, "it names no badge");
    }
}

/// The length of a hash in hexadecimal digits; `None` for kinds that are not known.
pub(super) fn hash_digits(name: &str) -> Option<usize> {
    [("sha256", 64), ("md5", 32), ("sha1", 40)].into_iter().find(|(known, _)| *known == name).map(|(_, digits)| digits)
}

pub(super) fn is_hex(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn seconds(seconds: i64) -> Option<Timestamp> {
    (0..=SECONDS_MAX).contains(&seconds).then(|| Timestamp::from_second(seconds).ok()).flatten()
}

/// ISO 8601 with parts left out.
fn loose(text: &str) -> Option<LooseDate> {
    let utc = |time: DateTime| TimeZone::UTC.to_timestamp(time).ok();
    if text.len() == 10 {
        let day: Date = text.parse().ok()?;
        let (at, until) = (utc(day.to_datetime(Time::midnight()))?, utc(day.to_datetime(Time::MAX))?);
        return Some(LooseDate { at, until, odd: Some("it has no time of day") });
    }
    let (day, time) = text.split_once(['T', 't', ' '])?;
    if day.len() != 10 || !time.is_ascii() {
        return None;
    }
    let (clock, zone) = time.split_at(time.find(['Z', 'z', '+', '-']).unwrap_or(time.len()));
    let local: DateTime = format!("{day}T{}", clock.replace(',', ".")).parse().ok()?;
    let offset = match zone {
        "" | "Z" | "z" => "Z".to_owned(),
        hours if hours.len() == 3 => format!("{hours}:00"),
        joined if joined.len() == 5 => format!("{}:{}", &joined[..3], &joined[3..]),
        whole => whole.to_owned(),
    };
    let odd = if zone.is_empty() { "it has no time zone" } else { "it is not written in full" };
    let at: Timestamp = format!("{local}{offset}").parse().ok()?;
    Some(LooseDate { at, until: at, odd: Some(odd) })
}
