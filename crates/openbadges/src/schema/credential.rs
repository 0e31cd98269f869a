//! Walks a credential: first what every Verifiable Credential must have, then the classes of Open Badges 3.0.

use serde_json::{Map, Value};

use super::classes::{
    ACHIEVEMENT_CREDENTIAL, CLR_CREDENTIAL, Class, ENDORSEMENT_CREDENTIAL, Field, Holds, OF_ONE_TYPE, PROFILE, is_extension,
};
use super::values::{is_date_time, is_day, is_iri, is_text, is_text_or_texts, parse_date};
use super::{Findings, join};
use crate::contexts::{self, CREDENTIALS_V1, CREDENTIALS_V2};
use crate::read::items;

const OPEN_BADGES: &str = "https://purl.imsglobal.org/spec/ob/v3p0/context";
const LEARNER_RECORD: &str = "https://purl.imsglobal.org/spec/clr/v2p0/context";

/// Checks the structure of a credential. What kind of credential it is, its own `type` says.
#[must_use]
pub fn check(document: &Value) -> Findings {
    let mut findings = Findings::default();
    let Some(object) = document.as_object() else {
        findings.fault("", "a credential is a JSON object");
        return findings;
    };
    let form = contexts(object, &mut findings);
    base(object, form, &mut findings);
    let open = (OPEN_BADGES, "Open Badges 3.0");
    let (class, standard) = if has_type(document, "OpenBadgeCredential") || has_type(document, "AchievementCredential") {
        (&ACHIEVEMENT_CREDENTIAL, open)
    } else if has_type(document, "ClrCredential") {
        (&CLR_CREDENTIAL, (LEARNER_RECORD, "Comprehensive Learner Record 2.0"))
    } else if has_type(document, "EndorsementCredential") && speaks(object, OPEN_BADGES) {
        (&ENDORSEMENT_CREDENTIAL, open)
    } else {
        return findings;
    };
    open_badges(object, class, form, standard, &mut findings);
    findings
}

/// Which version of Verifiable Credentials a document is written in.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    V1,
    V2,
}

impl Form {
    fn dates(self) -> (&'static str, &'static str) {
        match self {
            Self::V1 => ("issuanceDate", "expirationDate"),
            Self::V2 => ("validFrom", "validUntil"),
        }
    }
}

/// Verifiable Credentials 2.0 §4.3: an ordered set whose first item is the base context.
fn contexts(object: &Map<String, Value>, findings: &mut Findings) -> Form {
    let context = object.get("@context").unwrap_or(&Value::Null);
    let first = context.as_str().or_else(|| context[0].as_str());
    for (place, item) in items(context).iter().enumerate() {
        if !(item.is_object() || item.as_str().is_some_and(is_iri)) {
            findings.fault(&format!("@context[{place}]"), "a context is an address or an object");
        }
    }
    match first {
        Some(CREDENTIALS_V2) => Form::V2,
        Some(CREDENTIALS_V1) => {
            findings.warn("@context", "it is written in Verifiable Credentials 1.1; Open Badges 3.0 has moved to 2.0");
            Form::V1
        }
        _ => {
            findings.fault("@context", format!("its first item must be {CREDENTIALS_V2}"));
            Form::V2
        }
    }
}

/// What every credential must have (Verifiable Credentials 2.0 §4).
fn base(object: &Map<String, Value>, form: Form, findings: &mut Findings) {
    if !types(object).any(|kind| kind == "VerifiableCredential") {
        findings.fault("type", "VerifiableCredential is missing");
    }
    if object.get("type").is_some_and(|kinds| items(kinds).iter().any(|kind| !kind.is_string())) {
        findings.fault("type", "a type is a word");
    }
    if object.get("id").is_some_and(|id| !id.as_str().is_some_and(is_iri)) {
        findings.fault("id", "it must be one absolute identifier");
    }
    issuer(object, findings);
    subject(object, findings);
    dates(object, form, findings);
    for field in ["name", "description"] {
        if object.get(field).is_some_and(|text| !is_text_or_texts(text)) {
            findings.fault(field, "it must be a text, or texts with their languages");
        }
    }
    let typed = [
        ("credentialStatus", false),
        ("credentialSchema", true),
        ("refreshService", false),
        ("termsOfUse", false),
        ("evidence", false),
        ("proof", false),
    ];
    for (field, needs_id) in typed {
        let Some(value) = object.get(field) else { continue };
        if items(value).is_empty() && field != "evidence" {
            findings.warn(field, "it is null or an empty list");
        }
        each(field, value, |path, item| {
            if types_of(item).next().is_none() {
                findings.fault(path, "it has no type");
            }
            match item.get("id") {
                Some(id) if !id.as_str().is_some_and(is_iri) => {
                    findings.fault(&join(path, "id"), "it is not an absolute identifier")
                }
                None if needs_id => findings.fault(path, "it has no id"),
                _ => {}
            }
        });
    }
    related_resources(object, findings);
}

fn issuer(object: &Map<String, Value>, findings: &mut Findings) {
    let issuer = object.get("issuer").unwrap_or(&Value::Null);
    match issuer.as_str().or_else(|| issuer.get("id").and_then(Value::as_str)) {
        Some(id) if is_iri(id) => {}
        Some(_) => findings.fault("issuer", "its identifier is not absolute"),
        None => findings.fault("issuer", "it is missing, or has no identifier"),
    }
    for field in ["name", "description"] {
        if issuer.get(field).is_some_and(|text| !is_text_or_texts(text)) {
            findings.fault(&join("issuer", field), "it must be a text, or texts with their languages");
        }
    }
}

fn subject(object: &Map<String, Value>, findings: &mut Findings) {
    let subject = object.get("credentialSubject").unwrap_or(&Value::Null);
    if items(subject).is_empty() {
        findings.fault("credentialSubject", "it is missing");
    }
    each("credentialSubject", subject, |path, item| {
        if item.as_object().is_none_or(|claims| claims.is_empty()) {
            findings.fault(path, "it says nothing");
        }
        if item.get("id").is_some_and(|id| !id.as_str().is_some_and(is_iri)) {
            findings.fault(&join(path, "id"), "it must be one absolute identifier");
        }
    });
}

fn dates(object: &Map<String, Value>, form: Form, findings: &mut Findings) {
    let (from, until) = form.dates();
    let mut date = |field: &str| {
        let value = object.get(field)?;
        let date = value.as_str().and_then(parse_date);
        if date.is_none() {
            findings.fault(field, "it must be a date and time with time zone, as 2026-01-02T03:04:05Z");
        }
        date
    };
    let (start, end) = (date(from), date(until));
    if let (Some(start), Some(end)) = (start, end)
        && end < start
    {
        findings.fault(until, format!("it lies before {from}"));
    }
    if form == Form::V1 && !object.contains_key(from) {
        findings.fault(from, "it is missing");
    }
}

/// Verifiable Credentials 2.0 §5.3.
fn related_resources(object: &Map<String, Value>, findings: &mut Findings) {
    let Some(resources) = object.get("relatedResource") else { return };
    let mut seen = Vec::new();
    each("relatedResource", resources, |path, item| {
        match item["id"].as_str() {
            Some(id) if seen.iter().any(|earlier| earlier == id) => findings.fault(path, "its id is there twice"),
            Some(id) => seen.push(id.to_owned()),
            None => findings.fault(path, "it has no id"),
        }
        if !item["digestSRI"].is_string() && !item["digestMultibase"].is_string() {
            findings.fault(path, "it has no digest");
        }
        for field in ["digestSRI", "digestMultibase"] {
            let (id, digest) = (item["id"].as_str().unwrap_or_default(), item[field].as_str().unwrap_or_default());
            if contexts::is_published_digest(id, digest) == Some(false) {
                findings.fault(&join(path, field), "it is not the digest of what is published there");
            }
        }
    });
}

fn open_badges(
    object: &Map<String, Value>,
    class: &'static Class,
    form: Form,
    (address, name): (&str, &str),
    findings: &mut Findings,
) {
    let context = object.get("@context").unwrap_or(&Value::Null);
    if !speaks(object, address) {
        findings.fault("@context", format!("the context of {name} is missing"));
    } else if form == Form::V2 && !context[1].as_str().is_some_and(|url| url.starts_with(address)) {
        findings.warn("@context", format!("the context of {name} should be the second item"));
    }
    let (from, _) = form.dates();
    if form == Form::V2 && !object.contains_key(from) {
        findings.fault(from, "it is missing");
    }
    each("refreshService", object.get("refreshService").unwrap_or(&Value::Null), |path, service| {
        if service.get("id").is_none() {
            findings.fault(&join(path, "id"), "it is missing");
        }
    });
    Walk { findings }.fields(object, class, "");
    let subject = object.get("credentialSubject").unwrap_or(&Value::Null);
    if class.fields.iter().any(|field| field.name == "endorsement") {
        let identified = subject.get("id").is_some() || !items(&subject["identifier"]).is_empty();
        if subject.is_object() && !identified {
            findings.fault("credentialSubject", "it has neither id nor identifier: nobody receives this badge");
        }
    }
}

struct Walk<'f> {
    findings: &'f mut Findings,
}

impl Walk<'_> {
    fn object(&mut self, value: &Value, class: &'static Class, path: &str) {
        let Some(object) = value.as_object() else {
            self.findings.fault(path, "it must be an object");
            return;
        };
        if let Some(name) = class.name {
            self.types(object, name, &join(path, "type"));
        }
        self.fields(object, class, path);
    }

    /// One type must be that of the class; others may stand beside it where the class allows several.
    fn types(&mut self, object: &Map<String, Value>, name: &str, path: &str) {
        let stated = object.get("type").map_or(&[][..], items);
        let found: Vec<&str> = types(object).collect();
        if !found.contains(&name) {
            let found = if found.is_empty() { "nothing".to_owned() } else { found.join(", ") };
            self.findings.fault(path, format!("it must be {name}, and is {found}"));
        } else if found.len() < stated.len() {
            self.findings.fault(path, "a type is a word");
        } else if (1..found.len()).any(|place| found[..place].contains(&found[place])) {
            self.findings.fault(path, "a type is there twice");
        } else if found.len() > 1 && OF_ONE_TYPE.contains(&name) {
            self.findings.fault(path, format!("it must be {name} alone"));
        }
    }

    fn fields(&mut self, object: &Map<String, Value>, class: &'static Class, path: &str) {
        for field in class.fields {
            let path = join(path, field.name);
            match object.get(field.name) {
                None if field.required => self.findings.fault(&path, "it is missing"),
                None => {}
                Some(Value::Null) if field.required => self.findings.fault(&path, "it is null"),
                // Software in the wild writes out every field it knows; that says nothing, so it harms nothing.
                Some(Value::Null) => self.findings.warn(&path, "it is null"),
                Some(Value::Array(items)) if items.is_empty() && !field.required => {
                    self.findings.warn(&path, "it is an empty list")
                }
                Some(value) => self.field(value, field, &path),
            }
        }
    }

    fn field(&mut self, value: &Value, field: &Field, path: &str) {
        match value {
            Value::Array(items) if field.many => {
                for (place, item) in items.iter().enumerate() {
                    self.value(item, field.holds, &format!("{path}[{place}]"));
                }
            }
            single => self.value(single, field.holds, path),
        }
    }

    fn value(&mut self, value: &Value, holds: Holds, path: &str) {
        let text = value.as_str();
        let wrong = match holds {
            Holds::Object(class) => return self.object(value, class, path),
            Holds::ProfileOrIri if value.is_object() => return self.object(value, &PROFILE, path),
            Holds::Text if !is_text(value) => "it must be a text",
            Holds::Iri | Holds::ProfileOrIri if !text.is_some_and(is_iri) => "it must be an absolute identifier",
            Holds::LooseDate if !text.is_some_and(is_date_time) => {
                return self.findings.warn(path, "it is not a date and time with time zone");
            }
            Holds::Day if !text.is_some_and(is_day) => "it must be a date",
            Holds::Number if !value.is_number() => "it must be a number",
            Holds::Bool if !value.is_boolean() => "it must be true or false",
            Holds::Language if !text.is_some_and(crate::write::is_language) => "it must be a language tag",
            Holds::Jws if !text.is_some_and(crate::read::looks_like_jws) => "it must be a compact JWS",
            Holds::Word(words) if !text.is_some_and(|word| words.contains(&word) || is_extension(word)) => {
                "it is no word of the vocabulary, and does not begin with ext:"
            }
            Holds::ClosedWord(words) if !text.is_some_and(|word| words.contains(&word)) => "it is no word of the vocabulary",
            Holds::Endorsement if !is_endorsement(value) => "it must be an EndorsementCredential of Open Badges 3.0",
            Holds::Credential if !is_credential(value) => "it must be a credential or a signed token",
            _ => return,
        };
        self.findings.fault(path, wrong);
    }
}

fn is_endorsement(value: &Value) -> bool {
    has_type(value, "EndorsementCredential") && value.as_object().is_some_and(|object| speaks(object, OPEN_BADGES))
}

/// A credential, one in an envelope, or one in a token.
fn is_credential(value: &Value) -> bool {
    let kinds = ["VerifiableCredential", "EnvelopedVerifiableCredential"];
    match value.as_str() {
        Some(text) => crate::read::looks_like_jws(text),
        None => types_of(value).any(|kind| kinds.contains(&kind)),
    }
}

/// Whether a context begins with `address`: that of a standard, in any edition.
fn speaks(object: &Map<String, Value>, address: &str) -> bool {
    let context = object.get("@context").unwrap_or(&Value::Null);
    items(context).iter().filter_map(Value::as_str).any(|url| url.starts_with(address))
}

fn has_type(document: &Value, name: &str) -> bool {
    types_of(document).any(|kind| kind == name)
}

fn types_of(value: &Value) -> impl Iterator<Item = &str> {
    value.get("type").map_or(&[][..], items).iter().filter_map(Value::as_str)
}

fn types(object: &Map<String, Value>) -> impl Iterator<Item = &str> {
    object.get("type").map_or(&[][..], items).iter().filter_map(Value::as_str)
}

fn each(field: &str, value: &Value, mut look: impl FnMut(&str, &Value)) {
    match value {
        Value::Array(items) => items.iter().enumerate().for_each(|(place, item)| look(&format!("{field}[{place}]"), item)),
        Value::Null => {}
        single => look(field, single),
    }
}
