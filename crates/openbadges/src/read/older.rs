//! Open Badges 0.5 to 2.1 as they are found, brought to one shape. Nothing is judged: what had to be changed is listed.
//!
//! Sources: Open Badges 2.0 "Open Badges Vocabulary", Open Badges 1.1, and the schema of 0.5.

use serde_json::{Map, Value};
use url::Url;

/// More oddities than anybody reads; the rest of an odder document is not listed.
const ODDITIES_MAX: usize = 32;

/// The classes of Open Badges up to 2.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A badge as it was awarded.
    Assertion,
    /// What a badge stands for.
    BadgeClass,
    /// Somebody: an issuer.
    Profile,
    /// Words about an object (2.0).
    Endorsement,
    /// The list of signed badges that were taken back.
    RevocationList,
    /// A public key.
    Key,
}

impl Kind {
    /// The kind of a document by its type, else by its fields.
    #[must_use]
    pub fn of(document: &Value) -> Option<Self> {
        let kinds = ["type", "@type"].into_iter().flat_map(|field| items(&document[field])).filter_map(Value::as_str);
        kinds.filter_map(Self::named).next().or_else(|| Self::by_fields(document))
    }

    /// What it is called in a sentence.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Assertion => "a badge",
            Self::BadgeClass => "a badge class",
            Self::Profile => "an issuer's profile",
            Self::Endorsement => "an endorsement",
            Self::RevocationList => "a revocation list",
            Self::Key => "a public key",
        }
    }

    fn named(word: &str) -> Option<Self> {
        Some(match local_name(word).to_ascii_lowercase().as_str() {
            "assertion" => Self::Assertion,
            "badgeclass" => Self::BadgeClass,
            "issuer" | "profile" | "issuerorg" => Self::Profile,
            "endorsement" => Self::Endorsement,
            "revocationlist" => Self::RevocationList,
            "cryptographickey" | "key" => Self::Key,
            _ => return None,
        })
    }

    fn by_fields(document: &Value) -> Option<Self> {
        let has = |field: &str| !document[field].is_null();
        if has("badge") {
            return Some(Self::Assertion);
        }
        if has("claim") && has("issuer") {
            return Some(Self::Endorsement);
        }
        if has("criteria") && has("issuer") {
            return Some(Self::BadgeClass);
        }
        if has("revokedAssertions") {
            return Some(Self::RevocationList);
        }
        has("publicKeyPem").then_some(Self::Key)
    }
}

/// The last part of a class name: `obi:Assertion`, `https://w3id.org/openbadges#Assertion` and `Assertion` are one.
#[must_use]
pub fn local_name(word: &str) -> &str {
    let prefixes = ["https://w3id.org/openbadges#", "http://w3id.org/openbadges#", "https://w3id.org/security#", "obi:", "sec:"];
    prefixes.into_iter().find_map(|prefix| word.strip_prefix(prefix)).unwrap_or(word)
}

/// A document in the one shape, and what was odd about the shape it came in.
#[derive(Debug, Clone, PartialEq)]
pub struct Normal {
    /// With `id`, `type`, `verification` and `issuedOn`, and without nulls.
    pub document: Value,
    /// What had to be changed: where, and what.
    pub odd: Vec<(String, &'static str)>,
    /// Where the same thing is said twice, differently.
    pub contradictions: Vec<String>,
}

/// Brings a document to the one shape: `@id` and `@type` become `id` and `type`, `verify` becomes `verification`,
/// `issued_on` becomes `issuedOn`, nulls go.
#[must_use]
pub fn normal(document: &Value) -> Normal {
    let mut normal = Normal { document: Value::Null, odd: Vec::new(), contradictions: Vec::new() };
    normal.document = normal.value(document, "");
    normal
}

impl Normal {
    fn value(&mut self, value: &Value, path: &str) -> Value {
        match value {
            Value::Object(fields) => Value::Object(self.object(fields, path)),
            Value::Array(items) => {
                let one =
                    |(place, item): (usize, &Value)| (!item.is_null()).then(|| self.value(item, &format!("{path}[{place}]")));
                Value::Array(items.iter().enumerate().filter_map(one).collect())
            }
            other => other.clone(),
        }
    }

    fn object(&mut self, fields: &Map<String, Value>, path: &str) -> Map<String, Value> {
        let mut shaped: Map<String, Value> = Map::new();
        for (name, value) in fields {
            let at = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            if value.is_null() {
                self.odd(at, "null stands where nothing should stand");
                continue;
            }
            let (name, odd) = match name.as_str() {
                "@id" => ("id", Some("it is written @id instead of id")),
                "@type" => ("type", Some("it is written @type instead of type")),
                "verify" => ("verification", None),
                "issued_on" => ("issuedOn", None),
                other => (other, None),
            };
            // A context is not a part of the badge.
            let value = if name == "@context" { value.clone() } else { self.value(value, &at) };
            if let Some(odd) = odd {
                self.odd(at.clone(), odd);
            }
            match shaped.get(name) {
                Some(earlier) if *earlier != value => self.contradictions.push(at),
                _ => drop(shaped.insert(name.to_owned(), value)),
            }
        }
        shaped
    }

    fn odd(&mut self, path: String, what: &'static str) {
        if self.odd.len() < ODDITIES_MAX {
            self.odd.push((path, what));
        }
    }
}

/// `text` without the e-mail addresses that stand in the queries of web addresses (`identity__email=…`): some hosts put
/// the receiver's there, where it would be shown and sent to whoever is asked.
///
/// ```
/// use openbadges::read::discreet;
/// assert_eq!(discreet("https://a.example/1?identity__email=bo%40b.example&v=2_0"), "https://a.example/1?v=2_0");
/// ```
#[must_use]
pub fn discreet(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    // The first parameter went: the next one is the first.
    let mut headless = false;
    while let Some(place) = rest.find(['?', '&']) {
        let (before, from) = rest.split_at(place);
        headless &= before.is_empty();
        kept.push_str(before);
        let from = if headless { from.strip_prefix("&amp;").map_or(from, |_| &from["&amp".len()..]) } else { from };
        let end = from[1..].find(is_end_of_parameter).map_or(from.len(), |end| end + 1);
        let name = from[1..end].split('=').next().unwrap_or_default();
        rest = &from[end..];
        if end > name.len() + 1 && percent_decoded(name).to_ascii_lowercase().contains("email") {
            headless |= from.starts_with('?');
            continue;
        }
        kept.push(if headless { '?' } else { char::from(from.as_bytes()[0]) });
        kept.push_str(&from[1..end]);
        headless = false;
    }
    kept.push_str(rest);
    kept
}

/// Takes the addresses out of every text of a value.
pub(crate) fn discreet_value(value: &mut Value) {
    match value {
        Value::String(text) if text.contains(['?', '&']) => *text = discreet(text),
        Value::Array(items) => items.iter_mut().for_each(discreet_value),
        Value::Object(fields) => fields.values_mut().for_each(discreet_value),
        _ => {}
    }
}

/// Every item of a field that may hold one or several.
pub(crate) fn items(value: &Value) -> &[Value] {
    match value {
        Value::Array(items) => items,
        Value::Null => &[],
        single => std::slice::from_ref(single),
    }
}

/// Whether the text is a web address.
pub(crate) fn is_web(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "https" | "http") && url.has_host())
}

fn is_end_of_parameter(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '&' | ';' | '#' | '"' | '\'' | '<' | '>' | '(' | ')' | '?')
}

fn percent_decoded(name: &str) -> String {
    url::form_urlencoded::parse(name.as_bytes()).next().map(|(name, _)| name.into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
