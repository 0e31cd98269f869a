//! Lists of signed badges that were taken back (Open Badges 2.0 "Revocation List"; the map of 1.0 and 1.1).

use serde_json::Value;

use super::address::same;
use crate::read::{Kind, Standard, items, normal};
use crate::schema::check_older;
use crate::verify::report::{Outcome, Status};

/// What a list says, or why it is not believed.
pub(super) struct Finding {
    pub(super) status: Status,
    pub(super) outcome: Outcome,
    pub(super) detail: String,
}

impl Finding {
    pub(super) fn new(status: Status, outcome: Outcome, detail: impl Into<String>) -> Self {
        Self { status, outcome, detail: detail.into() }
    }
}

/// Looks a badge up by `id` and `uid` in the list of the issuer called `issuer`.
pub(super) fn look(list: &Value, issuer: &str, badge: &Value) -> Finding {
    let normal = normal(list);
    let list = &normal.document;
    let not_believed =
        |why: String| Finding::new(Status::Unknown, Outcome::Fail, format!("the revocation list is not believed: {why}"));
    let names: Vec<String> = [&badge["id"], &badge["uid"]].into_iter().filter_map(name).collect();
    let entries = &list["revokedAssertions"];
    if Kind::of(list) != Some(Kind::RevocationList) {
        return by_map(list, &names).unwrap_or_else(|| not_believed("it is none".to_owned()));
    }
    if let Some(fault) = check_older(&normal, Kind::RevocationList, Standard::Ob20).faults.first() {
        return not_believed(fault.to_string());
    }
    if entries.is_null() {
        return not_believed("it lists nothing, not even none".to_owned());
    }
    let of = list["issuer"].as_str().or_else(|| list["issuer"]["id"].as_str());
    if let Some(of) = of.filter(|of| !same(of, issuer)) {
        return not_believed(format!("it is of {of}"));
    }
    let is_meant = |entry: &&Value| {
        let entry_names = [*entry, &entry["id"], &entry["uid"]].into_iter().filter_map(name);
        entry["revoked"] != false
            && entry_names.into_iter().any(|entry| names.iter().any(|name| *name == entry || same(name, &entry)))
    };
    match items(entries).iter().find(is_meant) {
        Some(entry) => revoked(entry["revocationReason"].as_str()),
        None => Finding::new(Status::Active, Outcome::Pass, "it is not on its issuer's list of revoked badges"),
    }
}

pub(super) fn revoked(reason: Option<&str>) -> Finding {
    let reason = reason.map_or_else(String::new, |reason| format!(": {reason}"));
    Finding::new(Status::Revoked, Outcome::Fail, format!("its issuer has revoked it{reason}"))
}

/// 1.0 and 1.1: an object whose keys are the revoked ids, with the reason behind each.
fn by_map(list: &Value, names: &[String]) -> Option<Finding> {
    let map = list.as_object()?;
    let is_map = map.iter().all(|(key, value)| value.is_string() || key == "@context" || key == "id" || key == "type");
    if !is_map {
        return None;
    }
    let entry = names.iter().find_map(|name| map.get(name).filter(|_| !["@context", "id", "type"].contains(&name.as_str())));
    Some(match entry {
        Some(reason) => revoked(reason.as_str()),
        None => Finding::new(Status::Active, Outcome::Pass, "it is not on its issuer's list of revoked badges"),
    })
}

fn name(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ISSUER: &str = "https://a.example/issuer";

    fn status(list: Value, badge: Value) -> (Status, Outcome) {
        let found = look(&list, ISSUER, &badge);
        (found.status, found.outcome)
    }

    #[test]
    fn a_badge_is_found_by_every_name_it_has() {
        let list = json!({ "@context": "https://w3id.org/openbadges/v2", "type": "RevocationList", "issuer": ISSUER,
            "revokedAssertions": ["urn:uuid:1", { "id": "https://a.example/2", "revocationReason": "R" }, { "uid": "abc" }, { "uid": 4 },
                { "id": "urn:uuid:5", "revoked": false }] });
        for badge in
            [json!({ "id": "urn:uuid:1" }), json!({ "id": "http://a.example/2" }), json!({ "uid": "abc" }), json!({ "uid": "4" })]
        {
            assert_eq!(status(list.clone(), badge.clone()), (Status::Revoked, Outcome::Fail), "{badge}");
        }
        for badge in [json!({ "id": "urn:uuid:2" }), json!({ "id": "urn:uuid:5" }), json!({ "uid": "ab" }), json!({})] {
            assert_eq!(status(list.clone(), badge.clone()), (Status::Active, Outcome::Pass), "{badge}");
        }
        assert!(look(&list, ISSUER, &json!({ "id": "https://a.example/2" })).detail.ends_with(": R"));
    }

    #[test]
    fn a_map_of_1_0_is_read() {
        let list = json!({ "abc": "R", "https://a.example/2": "S" });
        assert_eq!(status(list.clone(), json!({ "uid": "abc" })).0, Status::Revoked);
        assert_eq!(status(list.clone(), json!({ "id": "https://a.example/2" })).0, Status::Revoked);
        assert_eq!(status(list, json!({ "uid": "ab" })).0, Status::Active);
    }

    #[test]
    fn what_is_no_list_of_this_issuer_is_not_believed() {
        let table = [
            json!({ "type": "RevocationList", "issuer": "https://b.example/issuer", "revokedAssertions": [] }),
            json!({ "type": "RevocationList", "revokedAssertions": [5] }),
            json!({ "type": "RevocationList" }),
            json!({ "type": "BadgeClass", "name": {} }),
            json!({ "error": { "code": 1 } }),
            json!([]),
        ];
        for list in table {
            assert_eq!(status(list.clone(), json!({ "id": "urn:uuid:1" })), (Status::Unknown, Outcome::Fail), "{list}");
        }
    }
}
