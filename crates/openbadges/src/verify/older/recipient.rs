//! Was it given to the one who is asked about? (Open Badges 2.0 "IdentityObject", "IdentityHash".)

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use md5::{Digest as _, Md5};
use serde_json::Value;
use sha2::Sha256;

use crate::read::items;
use crate::verify::report::Outcome;
use crate::write::normalise_address;

/// Identities of one badge that are compared.
const IDENTITIES_MAX: usize = 32;

/// Compares `wanted` with every identity of a badge in the one shape: as given, then lower case.
pub(super) fn compare(document: &Value, wanted: &str) -> (Outcome, String) {
    let wanted = wanted.strip_prefix("mailto:").unwrap_or(wanted).trim();
    let mut unreadable = false;
    for recipient in items(&document["recipient"]).iter().take(IDENTITIES_MAX) {
        // 0.5 has the salt beside the hash.
        let (identities, salt) = if recipient.is_string() {
            (std::slice::from_ref(recipient), &document["salt"])
        } else {
            (items(&recipient["identity"]), &recipient["salt"])
        };
        for identity in identities.iter().take(IDENTITIES_MAX).filter_map(Value::as_str) {
            match matches(identity, recipient["hashed"] == true, &text(salt), wanted) {
                Some(true) => {
                    let how = if identity == wanted || !identity.contains('$') { "openly" } else { "as a hash" };
                    return (Outcome::Pass, format!("it was given to this identity, named {how}"));
                }
                Some(false) => {}
                None => unreadable = true,
            }
        }
    }
    if unreadable {
        return (Outcome::Unknown, "a hash of its receiver is of a kind that is not read".to_owned());
    }
    (Outcome::Fail, "it was given to somebody else".to_owned())
}

/// Whether an identity is `wanted`; `None` when it is a hash that cannot be read.
fn matches(identity: &str, hashed: bool, salt: &str, wanted: &str) -> Option<bool> {
    let forms = [wanted.to_owned(), wanted.to_lowercase(), normalise_address(wanted)];
    // Some say `hashed: false` and hash all the same; a hash is told by its prefix.
    let hash = identity.split_once('$').filter(|(name, _)| hashed || ["sha256", "md5", "sha1"].contains(name));
    match hash {
        Some((name, hex)) => {
            let hex = hex.to_lowercase();
            let hashes: Option<Vec<String>> = forms.iter().map(|form| hash_of(name, hex.len(), form, salt)).collect();
            Some(hashes?.contains(&hex))
        }
        None if hashed => None,
        None => Some(forms.iter().any(|form| form == identity) || normalise_address(identity) == forms[2]),
    }
}

fn hash_of(name: &str, digits: usize, identity: &str, salt: &str) -> Option<String> {
    let salted = format!("{identity}{salt}");
    match (name, digits) {
        ("sha256", 64) => Some(hex(&Sha256::digest(salted.as_bytes()))),
        ("md5", 32) => Some(hex(&Md5::digest(salted.as_bytes()))),
        ("sha1", 40) => Some(hex(digest(&SHA1_FOR_LEGACY_USE_ONLY, salted.as_bytes()).as_ref())),
        _ => None,
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A salt that is a number was written as one by mistake.
fn text(salt: &Value) -> String {
    match salt {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn outcome(recipient: Value, wanted: &str) -> Outcome {
        compare(&json!({ "recipient": recipient }), wanted).0
    }

    #[test]
    fn a_receiver_is_recognised_in_every_form() {
        let sha = "sha256$9e3cafbf3ef36a1ff7f1bb39ac7bdcf6ac40a8a2e8f18c0d70ae4bf3bbf0a2b1";
        let of = |name: &str, digits, salt| format!("{name}${}", hash_of(name, digits, "bo@b.example", salt).unwrap());
        let upper = of("sha256", 64, "s").to_uppercase().replace("SHA256", "sha256");
        let table = [
            (json!({ "hashed": true, "salt": "s", "identity": of("sha256", 64, "s") }), Outcome::Pass),
            (json!({ "hashed": true, "salt": "s", "identity": upper }), Outcome::Pass),
            (json!({ "hashed": true, "salt": null, "identity": of("sha256", 64, "") }), Outcome::Pass),
            (json!({ "hashed": true, "identity": of("md5", 32, "") }), Outcome::Pass),
            (json!({ "hashed": true, "salt": "s", "identity": of("md5", 32, "s") }), Outcome::Pass),
            (json!({ "hashed": true, "salt": "s", "identity": of("sha1", 40, "s") }), Outcome::Pass),
            (json!({ "hashed": false, "identity": of("sha256", 64, "") }), Outcome::Pass),
            (json!({ "hashed": true, "salt": 7, "identity": of("sha256", 64, "7") }), Outcome::Pass),
            (json!({ "identity": "Bo@B.example" }), Outcome::Pass),
            (json!([{ "identity": "a@a.example" }, { "identity": "bo@b.example" }]), Outcome::Pass),
            (json!({ "identity": ["a@a.example", "bo@b.example"] }), Outcome::Pass),
            (json!("bo@b.example"), Outcome::Pass),
            (json!({ "hashed": true, "salt": "t", "identity": of("sha256", 64, "s") }), Outcome::Fail),
            (json!({ "hashed": true, "identity": sha }), Outcome::Fail),
            (json!({ "hashed": true, "identity": "bo@b.example" }), Outcome::Unknown),
            (json!({ "hashed": true, "identity": "sha512$00" }), Outcome::Unknown),
            (json!({ "hashed": true, "identity": "sha256$00" }), Outcome::Unknown),
            (json!({}), Outcome::Fail),
            (json!(null), Outcome::Fail),
        ];
        for (recipient, expected) in table {
            for wanted in ["bo@b.example", "Bo@b.Example", "mailto:bo@b.example"] {
                assert_eq!(outcome(recipient.clone(), wanted), expected, "{recipient} {wanted}");
            }
        }
    }

    #[test]
    fn letters_as_given_go_first() {
        let hash = format!("sha256${}", hash_of("sha256", 64, "Bo@B.example", "").unwrap());
        assert_eq!(outcome(json!({ "hashed": true, "identity": hash }), "Bo@B.example"), Outcome::Pass);
        assert_eq!(outcome(json!({ "hashed": true, "identity": hash }), "bo@b.example"), Outcome::Fail);
    }

    #[test]
    fn the_salt_of_0_5_stands_beside_the_hash() {
        let document = json!({ "recipient": format!("sha256${}", hash_of("sha256", 64, "bo@b.example", "sel gris").unwrap()), "salt": "sel gris" });
        assert_eq!(compare(&document, "bo@b.example").0, Outcome::Pass);
        assert_eq!(compare(&json!({ "recipient": document["recipient"] }), "bo@b.example").0, Outcome::Fail);
    }

    #[test]
    fn the_published_example_is_recognised() {
        // Open Badges 2.0 "IdentityHash": SHA-256 of "mayze" has 64 digits; the specification lost one.
        let hash = hash_of("sha256", 64, "mayze", "").unwrap();
        assert!(hash.starts_with("7a1a1b3f7d40552e4299180e346e3add12bf9a751a43d9c4ca4518febc2c60c6"), "{hash}");
    }
}
