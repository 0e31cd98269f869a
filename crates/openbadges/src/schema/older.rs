//! What the documents of Open Badges 0.5 to 2.1 must look like, class by class and version by version.
//!
//! What is found in the wild and changes nothing in what is said is a warning; what is missing or of another kind than its
//! specification demands is a fault, whatever the signature or the host.
//!
//! Sources: Open Badges 2.0 "Open Badges Vocabulary" and "Data Validation"; Open Badges 1.1; the schemas of 0.5 and 1.1.

mod classes;
mod context;
mod extensions;
mod values;

use serde_json::Value;

use super::{Findings, join};
use crate::read::{Kind, Normal, Standard, items, local_name};
use classes::{Class, Field, Holds, Need};
pub(crate) use values::parse_loose_date;

/// Values of one field that are looked at.
const MANY_MAX: usize = 256;

/// Checks a document of Open Badges 0.5 to 2.1 by itself. What it links to is not looked at; what is written inside it as
/// badge class, issuer, key or endorsement is a document of its own.
#[must_use]
pub fn check_older(normal: &Normal, kind: Kind, standard: Standard) -> Findings {
    let mut findings = Findings::default();
    for (path, what) in &normal.odd {
        findings.warn(path, *what);
    }
    for path in &normal.contradictions {
        findings.fault(path, "the same thing is said twice, differently");
    }
    let document = &normal.document;
    let class = classes::of(kind, standard);
    context::check(document, kind, standard, &mut findings);
    type_of(document, class, standard, &mut findings);
    fields(document, class, "", standard, &mut findings);
    order_of_dates(document, &mut findings);
    if kind == Kind::Assertion && matches!(standard, Standard::Ob10 | Standard::Ob11) {
        name_of_1(document, &mut findings);
    }
    extensions::check(document, &mut findings);
    findings
}

fn fields(object: &Value, class: &Class, path: &str, standard: Standard, findings: &mut Findings) {
    for field in class.fields {
        let at = join(path, field.name);
        let value = &object[field.name];
        if value.is_null() {
            match field.need {
                Need::Must => findings.fault(&at, "it is missing"),
                Need::Expected => findings.warn(&at, "it is missing"),
                Need::May => {}
            }
            continue;
        }
        several(value, field, &at, standard, findings);
    }
}

fn several(value: &Value, field: &Field, at: &str, standard: Standard, findings: &mut Findings) {
    let Value::Array(list) = value else { return one(value, field.holds, at, standard, findings) };
    if !field.many {
        // Several receivers are one person with several addresses.
        let harmless = list.len() == 1 || matches!(field.holds, Holds::Identity);
        let what = "it is a list and should be one";
        if harmless { findings.warn(at, what) } else { findings.fault(at, what) }
    }
    if list.is_empty() && field.need == Need::Must {
        findings.fault(at, "it is an empty list");
    }
    if list.len() > MANY_MAX {
        findings.fault(at, format!("it has more than {MANY_MAX} values"));
    }
    for (place, item) in list.iter().take(MANY_MAX).enumerate() {
        one(item, field.holds, &format!("{at}[{place}]"), standard, findings);
    }
}

fn one(value: &Value, holds: Holds, at: &str, standard: Standard, findings: &mut Findings) {
    match holds {
        Holds::Object(class) => match value {
            Value::Object(_) => fields(value, class, at, standard, findings),
            _ => findings.fault(at, "it is no object"),
        },
        Holds::IriOr(class) => match value {
            Value::Object(_) => fields(value, class, at, standard, findings),
            other => values::iri(other, at, standard, findings),
        },
        Holds::Link => match value {
            Value::Object(_) => {}
            other => values::iri(other, at, standard, findings),
        },
        Holds::Identity => identity(value, at, standard, findings),
        Holds::Value(check) => check(value, at, standard, findings),
    }
}

/// `IdentityObject`, and the hash inside it.
fn identity(value: &Value, at: &str, standard: Standard, findings: &mut Findings) {
    if standard == Standard::Ob05 {
        return values::text(value, at, standard, findings);
    }
    if !value.is_object() {
        return findings.fault(at, "it is no object");
    }
    fields(value, &classes::IDENTITY, at, standard, findings);
    let Some(identity) = value["identity"].as_str() else { return };
    let at = join(at, "identity");
    let hashed = value["hashed"].as_bool();
    let is_kind = |name: &str| values::hash_digits(name).is_some() || hashed == Some(true);
    let hash = identity.split_once('$').filter(|(name, _)| is_kind(name));
    match (hash, hashed) {
        (None, Some(true)) => findings.fault(&at, "it is said to be hashed and is no hash"),
        (Some((name, hex)), _) if values::hash_digits(name).is_some_and(|digits| !values::is_hex(hex, digits)) => {
            findings.warn(&at, format!("it is no {name} hash: it can be compared with nobody"));
        }
        (Some(_), Some(false)) => findings.warn(&at, "it is a hash and is said to be none"),
        _ => {}
    }
}

fn type_of(document: &Value, class: &Class, standard: Standard, findings: &mut Findings) {
    let words: Vec<&str> = items(&document["type"]).iter().filter_map(Value::as_str).collect();
    if words.is_empty() {
        let must = matches!(standard, Standard::Ob11 | Standard::Ob20);
        if must {
            findings.fault("type", "it is missing");
        }
        return;
    }
    if words.iter().any(|word| class.names.contains(&local_name(word))) {
        return;
    }
    if words.iter().any(|word| class.names.iter().any(|name| name.eq_ignore_ascii_case(local_name(word)))) {
        return findings.warn("type", "its letters are of another case than its class has");
    }
    findings.fault("type", format!("it is not of class {}", class.names[0]));
}

/// 1.0 and 1.1 want a `uid`; those that come from a house of 2.0 have an `id` instead.
fn name_of_1(document: &Value, findings: &mut Findings) {
    match (document["uid"].is_null(), document["id"].is_null()) {
        (true, true) => findings.fault("uid", "it is missing"),
        (true, false) => findings.warn("uid", "it is missing; there is an id instead"),
        _ => {}
    }
}

fn order_of_dates(document: &Value, findings: &mut Findings) {
    let date = |field: &str| parse_loose_date(&document[field]).map(|date| date.at);
    if let (Some(issued), Some(expires)) = (date("issuedOn"), date("expires"))
        && expires < issued
    {
        findings.fault("expires", "it expired before it was given");
    }
}

#[cfg(test)]
mod tests;
