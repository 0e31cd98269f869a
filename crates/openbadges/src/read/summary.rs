//! The parts of a badge, in one shape whatever the standard: who, to whom, for what, shown by what.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{Kind, Standard, discreet_value, is_web, items};

/// Embedded endorsements that are listed.
const ENDORSEMENTS_MAX: usize = 64;

/// What a badge says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Said {
    /// Who gives: `id`, `name`, `url`, `email`, `description`, `image`, as far as it is said.
    pub issuer: Value,
    /// Who receives: `id`, `identifiers`, `narrative`.
    pub recipient: Value,
    /// For what: `id`, `name`, `description`, `criteria`, `criteria_url`, `type`, `image`, `language`, `version`, `tags`,
    /// `alignments`, `related`.
    pub achievement: Value,
    /// Shown by what: each with `id`, `name`, `narrative`, `description`.
    pub evidence: Vec<Value>,
    /// What is endorsed inside: each with `id`, `issuer`, `comment`, `issued_at`.
    pub endorsements: Vec<Value>,
    /// Words of an endorsement: `about`, `comment`, `language`, `description`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<Value>,
    /// Date of giving, as written.
    pub issued_at: Option<String>,
    /// End of validity, as written.
    pub expires_at: Option<String>,
}

impl Said {
    /// What `document` says. Whatever is absent or unreadable is left out; nothing is invented.
    #[must_use]
    pub fn by(document: &Value) -> Self {
        let shaped;
        let is_older = Standard::of(document).is_some_and(Standard::is_older) || !document["badge"].is_null();
        let document = if is_older {
            shaped = super::normal(document).document;
            &shaped
        } else {
            document
        };
        let mut said = Self::as_written(document, is_older);
        let parts = [&mut said.issuer, &mut said.recipient, &mut said.achievement];
        parts.into_iter().chain(&mut said.evidence).chain(&mut said.endorsements).chain(&mut said.words).for_each(discreet_value);
        said
    }

    fn as_written(document: &Value, is_older: bool) -> Self {
        let subject = match &document["credentialSubject"] {
            Value::Array(subjects) => subjects.first().unwrap_or(&Value::Null),
            single => single,
        };
        // A class and a profile that stand alone are shown as what they would be in a badge.
        let alone = match Kind::of(document).filter(|_| is_older) {
            Some(Kind::BadgeClass) => json!({ "badge": document }),
            Some(Kind::Profile) => json!({ "badge": { "issuer": document } }),
            _ => Value::Null,
        };
        let holder = if alone.is_null() { document } else { &alone };
        let older = !holder["badge"].is_null();
        let endorses = !subject["endorsementComment"].is_null() || is(subject, "EndorsementSubject");
        let claim = &document["claim"];
        let date = |fields: &[&str]| fields.iter().find_map(|field| date_of(&document[*field]));
        Self {
            issuer: if older { profile(&holder["badge"]["issuer"]) } else { profile(&document["issuer"]) },
            recipient: if older { older_recipient(document) } else { recipient(subject) },
            achievement: if older { achievement(&holder["badge"]) } else { achievement(&subject["achievement"]) },
            evidence: items(&document["evidence"]).iter().map(evidence).collect(),
            endorsements: embedded(document).into_iter().take(ENDORSEMENTS_MAX).map(|(_, item)| endorsement(item)).collect(),
            words: match (claim.is_null(), endorses) {
                (false, _) => Some(words(document, claim)),
                (true, true) => Some(words(document, subject)),
                (true, false) => {
                    endorsing_extension(document).filter(|_| older).map(|extension| older_words(document, extension))
                }
            },
            issued_at: date(&["validFrom", "issuanceDate", "issuedOn", "issued_on"]),
            expires_at: date(&["validUntil", "expirationDate", "expires"]),
        }
    }
}

/// Every endorsement inside a badge, with the field it stands in. Strings are tokens (`endorsementJwt`).
pub(crate) fn embedded(document: &Value) -> Vec<(&'static str, &Value)> {
    let subject = &document["credentialSubject"];
    let achievement = &subject["achievement"];
    let holders = [
        ("endorsement", document),
        ("achievement.endorsement", achievement),
        ("issuer.endorsement", &document["issuer"]),
        ("creator.endorsement", &achievement["creator"]),
    ];
    let mut found = Vec::new();
    for (path, holder) in holders {
        for field in ["endorsement", "endorsementJwt"] {
            found.extend(items(&holder[field]).iter().map(|item| (path, item)));
        }
    }
    found
}

/// The words of a text field: a string, a value object, or the first of several languages.
#[must_use]
pub fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(texts) => texts.first().and_then(text_of),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(map) => {
            let text = map.get("@value").or_else(|| map.values().next()).and_then(Value::as_str);
            text.map(str::to_owned)
        }
        _ => None,
    }
}

struct Part(Map<String, Value>);

impl Part {
    fn of(value: &Value, fields: &[(&str, &str)]) -> Self {
        let mut part = Self(Map::new());
        if let Value::String(id) = value {
            part.put("id", Some(id.clone()));
        }
        for (field, name) in fields {
            part.put(name, text_of(&value[*field]));
        }
        part
    }

    fn put(&mut self, name: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.0.insert(name.to_owned(), value.into());
        }
    }

    fn list(&mut self, name: &str, items: Vec<Value>) {
        self.put(name, (!items.is_empty()).then_some(items));
    }
}

fn profile(value: &Value) -> Value {
    // 0.5 calls them origin and contact.
    let fields = [
        ("id", "id"),
        ("name", "name"),
        ("origin", "url"),
        ("url", "url"),
        ("contact", "email"),
        ("email", "email"),
        ("description", "description"),
    ];
    let mut part = Part::of(value, &fields);
    part.put("image", image(&value["image"]));
    Value::Object(part.0)
}

fn recipient(subject: &Value) -> Value {
    let mut part = Part::of(subject, &[("id", "id"), ("narrative", "narrative")]);
    let identifier = |identity: &Value| {
        let hashed = identity["hashed"] == true;
        let mut part = Part::of(&Value::Null, &[]);
        part.put("type", text_of(&identity["identityType"]));
        part.put("hashed", Some(hashed));
        if !hashed {
            part.put("identity", text_of(&identity["identityHash"]));
        }
        Value::Object(part.0)
    };
    part.list("identifiers", items(&subject["identifier"]).iter().map(identifier).collect());
    Value::Object(part.0)
}

fn older_recipient(document: &Value) -> Value {
    let mut part = Part::of(&Value::Null, &[]);
    part.put("narrative", text_of(&document["narrative"]));
    let identifier = |recipient: &Value| {
        let text = recipient.as_str().or_else(|| recipient["identity"].as_str()).unwrap_or_default();
        let hash = ["sha256$", "md5$", "sha1$"].iter().any(|kind| text.starts_with(kind));
        let mut part = Part::of(&Value::Null, &[]);
        part.put("type", Some(text_of(&recipient["type"]).unwrap_or_else(|| "email".to_owned())));
        part.put("hashed", Some(hash || recipient["hashed"] == true));
        if !hash && recipient["hashed"] != true {
            part.put("identity", Some(text));
        }
        Value::Object(part.0)
    };
    part.list("identifiers", items(&document["recipient"]).iter().map(identifier).collect());
    Value::Object(part.0)
}

fn achievement(value: &Value) -> Value {
    let mut part = Part::of(
        value,
        &[
            ("id", "id"),
            ("name", "name"),
            ("description", "description"),
            ("achievementType", "type"),
            ("@language", "language"),
            ("inLanguage", "language"),
            ("version", "version"),
        ],
    );
    let criteria = &value["criteria"];
    part.put("criteria", text_of(&criteria["narrative"]));
    part.put("criteria_url", text_of(&criteria["id"]).or_else(|| criteria.as_str().map(str::to_owned)));
    part.put("image", image(&value["image"]));
    part.list("tags", items(&value["tag"]).iter().chain(items(&value["tags"])).filter_map(text_of).map(Value::from).collect());
    let alignment = |item: &Value| {
        // Up to 1.1 they were called name, url and description.
        let fields = [
            ("name", "name"),
            ("url", "url"),
            ("description", "description"),
            ("targetName", "name"),
            ("targetUrl", "url"),
            ("targetDescription", "description"),
            ("targetFramework", "framework"),
            ("targetCode", "code"),
        ];
        Value::Object(Part::of(item, &fields).0)
    };
    part.list("alignments", items(&value["alignment"]).iter().map(alignment).collect());
    let related =
        |item: &Value| Value::Object(Part::of(item, &[("id", "id"), ("@language", "language"), ("version", "version")]).0);
    part.list("related", items(&value["related"]).iter().map(related).collect());
    Value::Object(part.0)
}

fn evidence(value: &Value) -> Value {
    let fields = [("id", "id"), ("name", "name"), ("narrative", "narrative"), ("description", "description"), ("genre", "genre")];
    Value::Object(Part::of(value, &fields).0)
}

fn endorsement(value: &Value) -> Value {
    match value.as_str() {
        Some(address) if is_web(address) => return json!({ "id": address }),
        Some(_) => return json!({ "form": "vc-jwt" }),
        None => {}
    }
    let mut part = Part::of(value, &[("id", "id"), ("name", "name")]);
    part.put("issuer", Some(profile(&value["issuer"])));
    let comment = text_of(&value["credentialSubject"]["endorsementComment"]);
    part.put("comment", comment.or_else(|| text_of(&value["claim"]["endorsementComment"])));
    let date = ["validFrom", "issuanceDate", "issuedOn"].iter().find_map(|field| date_of(&value[*field]));
    part.put("issued_at", date);
    Value::Object(part.0)
}

fn words(document: &Value, subject: &Value) -> Value {
    let fields = [("id", "about"), ("endorsementComment", "comment"), ("inLanguage", "language")];
    let mut part = Part::of(subject, &fields);
    part.put("description", text_of(&document["description"]));
    Value::Object(part.0)
}

/// Before 2.0 an endorsement was an award to another badge, with an extension that says why.
fn endorsing_extension(document: &Value) -> Option<&Value> {
    let is_one = |value: &&Value| {
        let mut kinds = items(&value["type"]).iter().filter_map(Value::as_str);
        value["description"].is_string() && kinds.any(|kind| kind.to_ascii_lowercase().ends_with("endorsement"))
    };
    document.as_object()?.values().find(is_one)
}

fn older_words(document: &Value, extension: &Value) -> Value {
    let mut part = Part::of(&Value::Null, &[]);
    let about = text_of(&extension["endorsedObject"]["id"]);
    part.put("about", about.or_else(|| text_of(&document["recipient"]["identity"]).filter(|identity| is_web(identity))));
    part.put("comment", text_of(&extension["description"]));
    Value::Object(part.0)
}

fn image(value: &Value) -> Option<String> {
    value.as_str().or_else(|| value["id"].as_str()).map(str::to_owned)
}

/// Dates of old badges may be seconds since 1970.
fn date_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(seconds) => jiff::Timestamp::from_second(seconds.as_i64()?).ok().map(|at| at.to_string()),
        _ => None,
    }
}

fn is(value: &Value, kind: &str) -> bool {
    items(&value["type"]).iter().any(|word| word == kind)
}
