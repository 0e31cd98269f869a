//! The official JSON Schema as an oracle: whatever it refuses is refused here as well.

use jsonschema::Validator;

use super::*;

/// What one place may become.
fn others(value: &Value) -> Vec<Value> {
    let mut others = vec![
        json!(null),
        json!(7),
        json!(-0.5),
        json!(true),
        json!("x"),
        json!(""),
        json!([]),
        json!({}),
        json!([7]),
        json!(["x"]),
    ];
    match value {
        Value::String(text) => {
            others.push(json!([text, text]));
            others.push(json!({ "fr": text }));
            others.push(json!(format!("{text} {text}")));
            others.push(json!("2026-01-02"));
        }
        Value::Array(items) => {
            others.extend(items.first().cloned());
            others.push(json!([items, items]));
            others.push(json!([items.as_slice(), &[json!(7)]].concat()));
        }
        Value::Object(_) => {
            others.push(json!([value]));
            others.push(json!([value, value]));
            others.push(json!({ "type": "Other" }));
        }
        _ => {}
    }
    others.retain(|other| other != value);
    others
}

fn places(value: &Value, at: &str, out: &mut Vec<(String, Value)>) {
    if !at.is_empty() {
        out.push((at.to_owned(), value.clone()));
    }
    match value {
        Value::Array(items) => items.iter().enumerate().for_each(|(place, item)| places(item, &format!("{at}/{place}"), out)),
        Value::Object(map) => {
            for (key, value) in map {
                places(value, &format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), out);
            }
        }
        _ => {}
    }
}

/// Every mutation of a document, with the place and what became of it (`None`: taken away).
fn mutations(document: &Value) -> Vec<(String, Option<Value>, Value)> {
    let mut found = Vec::new();
    places(document, "", &mut found);
    let mut mutations = Vec::new();
    for (place, value) in found {
        for other in others(&value) {
            let mut mutated = document.clone();
            *mutated.pointer_mut(&place).unwrap() = other.clone();
            mutations.push((place.clone(), Some(other), mutated));
        }
        let (parent, key) = place.rsplit_once('/').unwrap();
        let mut mutated = document.clone();
        match mutated.pointer_mut(parent).unwrap() {
            Value::Object(map) => drop(map.shift_remove(&key.replace("~1", "/").replace("~0", "~"))),
            Value::Array(items) => drop(items.remove(key.parse().unwrap())),
            _ => unreachable!(),
        }
        mutations.push((place, None, mutated));
    }
    mutations
}

/// What is found here, in the document and in the endorsements inside, which verification judges by themselves.
fn findings(document: &Value) -> Findings {
    let mut all = check(document);
    for (_, endorsement) in crate::read::embedded(document) {
        if endorsement.is_object() {
            let inner = findings(endorsement);
            all.faults.extend(inner.faults);
            all.warnings.extend(inner.warnings);
        }
    }
    all
}

/// Fields in which another form is odd and decides nothing (`Holds::LooseDate`).
const LOOSE: [&str; 3] = ["awardedDate", "activityStartDate", "activityEndDate"];

/// What the schema refuses and is let pass here on purpose, with a warning at least.
fn is_let_pass(place: &str, became: Option<&Value>, found: &Findings) -> bool {
    let emptied = matches!(became, Some(Value::Null)) || became.is_some_and(|value| *value == json!([]));
    let loose = LOOSE.iter().any(|field| place.contains(field));
    (emptied || loose) && !found.warnings.is_empty()
}

/// What is inside a proof is judged with the proof: a fault there makes it a wrong one, and another may be right.
fn is_of_a_proof(place: &str) -> bool {
    place.contains("/proof/")
}

/// What Verifiable Credentials 2.0 allows and the schema does not: several statuses (§4.10), several types of one (§4.5).
fn is_of_credentials_2(place: &str, became: Option<&Value>) -> bool {
    let typed = ["credentialStatus", "refreshService", "credentialSchema", "termsOfUse", "proof"];
    let listed = became.and_then(Value::as_array).is_some_and(|items| !items.is_empty());
    let field = place.trim_end_matches(|letter: char| letter.is_ascii_digit()).trim_end_matches('/');
    listed && typed.iter().any(|name| field.ends_with(name) || place.contains(name) && place.ends_with("/type"))
}

/// A document that no longer says that it is a badge is judged as what it then is.
fn says_it_is_a_badge(document: &Value) -> bool {
    crate::read::Standard::of(document) == Some(crate::read::Standard::Ob30)
}

fn assert_no_less_strict(name: &str, schema: &Validator, document: &Value) -> usize {
    let (errors, own): (Vec<String>, Findings) =
        (schema.iter_errors(document).map(|error| error.to_string()).collect(), findings(document));
    assert_eq!((errors, own.faults), (vec![], vec![]), "{name}");
    let mut refused = 0;
    let mut missed = Vec::new();
    for (place, became, mutated) in mutations(document) {
        let excused = is_of_credentials_2(&place, became.as_ref()) || is_of_a_proof(&place) || !says_it_is_a_badge(&mutated);
        if excused || schema.is_valid(&mutated) {
            continue;
        }
        refused += 1;
        let found = findings(&mutated);
        if found.faults.is_empty() && !is_let_pass(&place, became.as_ref(), &found) {
            let why = schema.iter_errors(&mutated).next().map(|error| error.to_string().chars().take(90).collect::<String>());
            missed.push(format!("{place} became {became:?}: {why:?}"));
        }
    }
    assert!(missed.is_empty(), "{name}: {} of {refused} missed:\n{}", missed.len(), missed.join("\n"));
    refused
}

#[test]
fn whatever_the_official_schema_refuses_is_refused() {
    let Some(schema) = sample_json("openbadgeslib/ob_schemas/ob_v3p0_achievementcredential_schema.json") else { return };
    let schema = jsonschema::options().should_validate_formats(true).build(&schema).expect("the schema is one");
    let mut refused = assert_no_less_strict("ours", &schema, &badge());
    for name in [
        "011-basicOpenBadgeCredential-Sample-OpenBadgeCredential.json",
        "013-fullOpenBadge-Complete-OpenBadgeCredential.json",
        "014-skillAssertionCase-Skill-Assertion-CASE.json",
        "015-skillAssertionCtdl-Skill-Assertion-Credential-Registry.json",
    ] {
        let Some(document) = sample_json(&format!("1edtech-ob3-spec/extracted/{name}")) else { return };
        refused += assert_no_less_strict(name, &schema, &document);
    }
    assert!(refused > 3_000, "{refused}");
}
