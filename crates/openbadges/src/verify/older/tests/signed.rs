//! Signed badges: by a key that the issuer's profile lists, and on no list of revoked ones.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use ed25519_dalek::{Signer as _, SigningKey};

use super::*;
use crate::jws;

const KEY: &str = "https://a.example/key";
const LIST: &str = "https://a.example/revoked";

/// A key of a house, and what it signs.
struct Hand(SigningKey);

impl Hand {
    fn new(seed: u8) -> Self {
        Self(SigningKey::from_bytes(&[seed; 32]))
    }

    fn pem(&self) -> String {
        let head = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
        let der = [&head[..], self.0.verifying_key().as_bytes()].concat();
        format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", STANDARD.encode(der))
    }

    fn key(&self, id: &str) -> Value {
        json!({ "@context": V2, "type": "CryptographicKey", "id": id, "owner": ISSUER, "publicKeyPem": self.pem() })
    }

    fn sign(&self, badge: &Value) -> String {
        self.sign_as(&json!({ "alg": "EdDSA" }), badge.to_string().as_bytes())
    }

    fn sign_as(&self, header: &Value, payload: &[u8]) -> String {
        jws::sign(header, payload, |bytes| Ok(self.0.sign(bytes).to_bytes().to_vec())).unwrap()
    }

    /// What its house shows: a profile that lists the key, the key, the class, a list of revoked badges.
    fn web(&self) -> Web {
        Web::default().with(CLASS, &class()).with(ISSUER, &listing()).with(KEY, &self.key(KEY)).with(
            LIST,
            &json!({ "@context": V2, "type": "RevocationList", "issuer": ISSUER, "revokedAssertions": ["urn:uuid:9"] }),
        )
    }
}

fn listing() -> Value {
    profile().tap(|p| {
        p["publicKey"] = json!(KEY);
        p["revocationList"] = json!(LIST);
    })
}

fn badge() -> Value {
    assertion().tap(|a| {
        a["id"] = json!("urn:uuid:1");
        a["verification"] = json!({ "type": "SignedBadge", "creator": KEY });
    })
}

fn read(web: &Web, token: &str) -> Report {
    web.drive(Input::Bytes(token.as_bytes().to_vec()), options()).0
}

#[test]
fn a_badge_signed_by_a_listed_key_is_verified() {
    let hand = Hand::new(1);
    let (report, asked) = hand.web().drive(Input::Bytes(hand.sign(&badge()).into_bytes()), options());
    assert_eq!(report.verdict, Verdict::Verified, "{report:#?}");
    assert_eq!((report.signature, report.issuer_proven, report.status), (Signature::Valid, IssuerProven::Proven, Status::Active));
    assert_eq!((report.proof, report.standard), (ProofKind::Jws, Some(Standard::Ob20)));
    assert_eq!(asked, [CLASS, KEY, ISSUER, LIST]);
    assert_eq!((report.id.as_deref(), report.name.as_deref()), (Some("urn:uuid:1"), Some("Name of the badge")));
    // Without a word on which of them, every listed key is tried.
    let silent = badge().tap(|b| b["verification"] = json!({ "type": ["SignedBadge"] }));
    let other = Hand::new(2);
    let two = listing().tap(|p| p["publicKey"] = json!(["https://a.example/key2", KEY]));
    let web = hand.web().with(ISSUER, &two).with("https://a.example/key2", &other.key("https://a.example/key2"));
    assert_eq!(read(&web, &hand.sign(&silent)).verdict, Verdict::Verified);
    assert_eq!(read(&web, &other.sign(&silent)).verdict, Verdict::Verified);
    assert_eq!(read(&web, &Hand::new(3).sign(&silent)).verdict, Verdict::Invalid);
    // The key may be written in the profile, or stand there under a fragment.
    let inside = listing().tap(|p| p["publicKey"] = hand.key(KEY));
    assert_eq!(read(&hand.web().with(ISSUER, &inside), &hand.sign(&badge())).verdict, Verdict::Verified);
    let fragment = "https://a.example/issuer#key";
    let inside = listing().tap(|p| p["publicKey"] = json!([hand.key(fragment), other.key("https://a.example/issuer#other")]));
    let named = |key: &str| badge().tap(|b| b["verification"]["creator"] = json!(key));
    let web = hand.web().with(ISSUER, &inside);
    assert_eq!(read(&web, &hand.sign(&named(fragment))).verdict, Verdict::Verified);
    assert_eq!(read(&web, &hand.sign(&named("https://a.example/issuer#other"))).verdict, Verdict::Invalid);
}

#[test]
fn a_badge_signed_by_rsa_is_verified() {
    let pair = RsaPair::generate(KeySize::Rsa2048).unwrap();
    let pem =
        format!("-----BEGIN RSA PUBLIC KEY-----\n{}\n-----END RSA PUBLIC KEY-----", STANDARD.encode(pair.public_key().as_ref()));
    let token = jws::sign(&json!({ "alg": "RS256", "typ": "JWT" }), badge().to_string().as_bytes(), |bytes| {
        let mut signature = vec![0; pair.public_modulus_len()];
        pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), bytes, &mut signature).unwrap();
        Ok(signature)
    });
    let hand = Hand::new(1);
    let web = hand.web().with(KEY, &hand.key(KEY).tap(|k| k["publicKeyPem"] = json!(pem)));
    assert_eq!(read(&web, &token.unwrap()).verdict, Verdict::Verified);
}

#[test]
fn a_key_that_the_issuer_does_not_list_proves_nothing() {
    let (hand, stranger) = (Hand::new(1), Hand::new(2));
    let theirs = "https://evil.example/key";
    let named = badge().tap(|b| b["verification"]["creator"] = json!(theirs));
    let web = hand.web().with(theirs, &stranger.key(theirs));
    let report = read(&web, &stranger.sign(&named));
    assert_eq!(
        (report.verdict, report.signature, report.issuer_proven),
        (Verdict::Invalid, Signature::Valid, IssuerProven::Contradicted)
    );
    // Not even on the issuer's own host: others may write there.
    let near = "https://a.example/users/evil/key";
    let named = badge().tap(|b| b["verification"]["creator"] = json!(near));
    let web = hand.web().with(near, &stranger.key(near));
    assert_eq!(read(&web, &stranger.sign(&named)).verdict, Verdict::Invalid);
    // Nor when the profile lists none at all: 2.0 wants the link.
    let web = hand.web().with(ISSUER, &profile());
    assert_eq!(read(&web, &hand.sign(&badge())).verdict, Verdict::Invalid);
    // While the profile cannot be seen, a key of nobody's says nothing, and one on the issuer's host a little.
    let unseen = || Web::default().with(CLASS, &class()).with(KEY, &hand.key(KEY)).with(theirs, &stranger.key(theirs));
    let named = badge().tap(|b| b["verification"]["creator"] = json!(theirs));
    let report = read(&unseen(), &stranger.sign(&named));
    assert_eq!((report.verdict, report.signature), (Verdict::Unverifiable, Signature::Unknown));
    let report = read(&unseen(), &hand.sign(&badge()));
    assert_eq!(
        (report.verdict, report.signature, report.issuer_proven),
        (Verdict::Unverifiable, Signature::Valid, IssuerProven::Unknown)
    );
    // The profile stands behind an address that sends on to anywhere.
    let report = sent_on(&hand.web(), &[(ISSUER, "https://evil.example/")], Input::Bytes(hand.sign(&badge()).into_bytes()));
    assert_eq!((report.verdict, report.issuer_proven), (Verdict::Warnings, IssuerProven::Unknown));
    // The listed key belongs to somebody else.
    let lent = hand.web().with(KEY, &hand.key(KEY).tap(|k| k["owner"] = json!("https://b.example/issuer")));
    assert_eq!(read(&lent, &hand.sign(&badge())).verdict, Verdict::Invalid);
    // A profile that was only written into the badge lists nothing.
    let inside = badge().tap(|b| {
        b["verification"]["creator"] = stranger.key(theirs);
        b["badge"] = class().tap(|c| c["issuer"] = listing().tap(|p| p["publicKey"] = stranger.key(theirs)));
    });
    assert_eq!(read(&hand.web(), &stranger.sign(&inside)).verdict, Verdict::Invalid);
    let report = read(&Web::default(), &stranger.sign(&inside));
    assert_eq!((report.verdict, report.issuer_proven), (Verdict::Unverifiable, IssuerProven::Unknown));
}

#[test]
fn what_cannot_be_seen_is_not_verifiable_now() {
    let hand = Hand::new(1);
    let token = hand.sign(&badge());
    let unseen = |address: &str| hand.web().answering(address, Err(FetchFailure::Unreachable("no".to_owned())));
    for address in [KEY, CLASS, ISSUER] {
        assert_eq!(read(&unseen(address), &token).verdict, Verdict::Unverifiable, "{address}");
    }
    let report = read(&unseen(LIST), &token);
    assert_eq!((report.verdict, report.status), (Verdict::Warnings, Status::Unknown));
    let report = offline(Engine::standard(), Input::Bytes(token.clone().into_bytes()), options());
    assert_eq!((report.verdict, report.signature), (Verdict::Unverifiable, Signature::Unknown));
    let web = hand.web().with(KEY, &json!({ "id": KEY, "publicKeyPem": "no key" }));
    assert_eq!(read(&web, &token).verdict, Verdict::Unverifiable);
    let stranger =
        hand.web().with(LIST, &json!({ "type": "RevocationList", "issuer": "https://b.example/", "revokedAssertions": [] }));
    assert_eq!(read(&stranger, &token).verdict, Verdict::Unverifiable, "a list of somebody else's");
}

/// All there is to know is inside; nobody vouches for it.
#[test]
fn a_badge_that_brings_its_own_key_is_right_and_proves_nobody() {
    let hand = Hand::new(1);
    let whole = badge().tap(|b| {
        b["verification"]["creator"] = hand.key("urn:key:1");
        b["badge"] = class().tap(|c| {
            c["id"] = json!("urn:uuid:2");
            c["issuer"] = profile().tap(|p| p["id"] = json!("urn:uuid:3"));
        });
    });
    for report in [
        read(&Web::default(), &hand.sign(&whole)),
        offline(Engine::standard(), Input::Bytes(hand.sign(&whole).into_bytes()), options()),
    ] {
        assert_eq!(
            (report.verdict, report.signature, report.issuer_proven),
            (Verdict::Warnings, Signature::Valid, IssuerProven::Unknown),
            "{report:#?}"
        );
    }
    let strict = Options { require_issuer: true, ..options() };
    let report = offline(Engine::standard(), Input::Bytes(hand.sign(&whole).into_bytes()), strict);
    assert_eq!(report.verdict, Verdict::Unverifiable);
}

#[test]
fn the_header_cannot_choose_its_way_around_the_key() {
    let hand = Hand::new(1);
    let token = hand.sign(&badge());
    let (_, rest) = token.split_once('.').unwrap();
    let with = |header: Value| format!("{}.{rest}", URL_SAFE_NO_PAD.encode(header.to_string()));
    for (header, verdict) in [
        (json!({ "alg": "none" }), Verdict::Invalid),
        (json!({ "alg": "HS256" }), Verdict::Invalid),
        (json!({ "alg": "RS256" }), Verdict::Invalid),
        (json!({ "alg": "PS512" }), Verdict::Unsupported),
        (json!({ "alg": "EdDSA", "crit": ["x"], "x": 1 }), Verdict::Unsupported),
    ] {
        assert_eq!(read(&hand.web(), &with(header.clone())).verdict, verdict, "{header}");
    }
}

#[test]
fn a_revoked_badge_of_every_name_is_revoked() {
    let hand = Hand::new(1);
    for (change, verdict) in [
        (json!({ "id": "urn:uuid:9" }), Verdict::Revoked),
        (json!({ "uid": "urn:uuid:9" }), Verdict::Revoked),
        (json!({ "revoked": true }), Verdict::Revoked),
        (json!({ "uid": "9" }), Verdict::Verified),
    ] {
        let badge = badge().tap(|b| b.as_object_mut().unwrap().extend(change.as_object().unwrap().clone()));
        assert_eq!(read(&hand.web(), &hand.sign(&badge)).verdict, verdict, "{change}");
    }
    // Whoever signed it cannot take it back by a wrong signature.
    let forged = Hand::new(2).sign(&badge().tap(|b| b["revoked"] = json!(true)));
    assert_eq!(read(&hand.web(), &forged).verdict, Verdict::Invalid);
}

#[test]
fn a_badge_of_1_0_is_signed_by_a_key_on_its_issuers_host() {
    let hand = Hand::new(1);
    let badge = json!({ "uid": "1", "recipient": { "type": "email", "hashed": false, "identity": "bo@b.example" },
        "badge": CLASS, "issuedOn": 1_767_323_045, "verify": { "type": "signed", "url": KEY } });
    let class = json!({ "name": "N", "description": "D", "image": "https://a.example/i", "criteria": "https://a.example/c", "issuer": ISSUER });
    let profile = json!({ "name": "I", "url": "https://a.example", "revocationList": LIST });
    let web = Web::default()
        .with(CLASS, &class)
        .with(ISSUER, &profile)
        .answering(KEY, Ok(hand.pem().into_bytes()))
        .with(LIST, &json!({ "2": "R" }));
    let report = read(&web, &hand.sign(&badge));
    assert_eq!((report.verdict, report.standard), (Verdict::Verified, Some(Standard::Ob10)), "{report:#?}");
    assert_eq!(read(&web, &hand.sign(&badge.clone().tap(|b| b["uid"] = json!("2")))).verdict, Verdict::Revoked);
    // An address of its host that sends on to anywhere.
    let go = "https://a.example/go?to=evil";
    let by_go = badge.clone().tap(|b| b["verify"]["url"] = json!(go));
    let evil = Hand::new(2);
    let sent = |end: &str| {
        let web = web.clone().answering(go, Ok(evil.pem().into_bytes()));
        sent_on(&web, &[(go, end)], Input::Bytes(evil.sign(&by_go).into_bytes())).verdict
    };
    assert_eq!((sent("https://evil.example/key"), sent(go)), (Verdict::Invalid, Verdict::Verified));
    let elsewhere = "https://evil.example/key";
    let theirs = badge.tap(|b| b["verify"]["url"] = json!(elsewhere));
    let web = web.answering(elsewhere, Ok(Hand::new(2).pem().into_bytes()));
    assert_eq!(read(&web, &Hand::new(2).sign(&theirs)).verdict, Verdict::Invalid);
}

/// Every place of a document where something stands.
fn places(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().enumerate().for_each(|(place, item)| places(item, &format!("{path}/{place}"), found)),
        Value::Object(fields) => {
            fields.iter().for_each(|(name, field)| places(field, &format!("{path}/{}", name.replace('/', "~1")), found));
        }
        _ => found.push(path.to_owned()),
    }
}

#[test]
fn no_field_of_a_signed_badge_can_be_changed() {
    let hand = Hand::new(1);
    let whole = badge().tap(|b| {
        b["badge"] = class();
        b["expires"] = json!("2027-01-01T00:00:00Z");
        b["narrative"] = json!("N");
    });
    let token = hand.sign(&whole);
    assert_eq!(read(&hand.web(), &token).verdict, Verdict::Verified);
    let parts: Vec<&str> = token.split('.').collect();
    let mut found = Vec::new();
    places(&whole, "", &mut found);
    assert!(found.len() > 25, "{found:?}");
    for place in found {
        let changed = whole.clone().tap(|b| {
            let value = b.pointer_mut(&place).unwrap();
            *value = match &*value {
                Value::Bool(flag) => json!(!flag),
                other => json!(format!("{}x", other.as_str().unwrap())),
            };
        });
        let payload = URL_SAFE_NO_PAD.encode(changed.to_string());
        let report = read(&hand.web(), &[parts[0], &payload, parts[2]].join("."));
        assert_ne!(report.verdict.exit_code(), 0, "{place}: {report:#?}");
    }
    for (place, part) in parts.iter().enumerate() {
        let mut parts = parts.clone();
        let cut = &part[..part.len() - 4];
        parts[place] = cut;
        assert_ne!(read(&hand.web(), &parts.join(".")).verdict.exit_code(), 0, "cut {place}");
    }
}

/// A good signature mends no fault.
#[test]
fn every_fault_of_structure_is_found_though_the_signature_is_good() {
    let hand = Hand::new(1);
    let inside = || badge().tap(|b| b["badge"] = class());
    let table: Vec<(&str, Value)> = vec![
        ("/type", json!("OtherAssertion")),
        ("/type", Value::Null),
        ("/@context", json!("https://a.example/context")),
        ("/id", json!("no address")),
        ("/recipient", json!("bo@b.example")),
        ("/recipient", json!({ "type": "email", "hashed": true, "identity": "bo@b.example" })),
        ("/recipient/identity", Value::Null),
        ("/recipient/hashed", json!("perhaps")),
        ("/recipient/salt", json!({})),
        ("/issuedOn", json!("yesterday")),
        ("/issuedOn", json!("2026-13-01T00:00:00Z")),
        ("/issuedOn", json!("2026-01-02T03:04:05+99:00")),
        ("/expires", json!("2025-01-01T00:00:00Z")),
        ("/expires", json!(true)),
        ("/image", json!("data:image/png;base64,AAAA")),
        ("/image", json!({ "caption": "C" })),
        ("/evidence", json!(["no address"])),
        ("/evidence", json!([{ "id": "https://a.example/e", "narrative": 5 }])),
        ("/narrative", json!(5)),
        ("/verification", json!("signed")),
        ("/verification/creator", json!("no address")),
        ("/badge", json!("no address")),
        ("/badge/type", json!("Assertion")),
        ("/badge/id", Value::Null),
        ("/badge/name", Value::Null),
        ("/badge/name", json!(["N", "M"])),
        ("/badge/description", json!(5)),
        ("/badge/criteria", Value::Null),
        ("/badge/criteria", json!({ "narrative": 5 })),
        ("/badge/image", json!({ "id": 5 })),
        ("/badge/alignment", json!([{ "targetName": "T" }])),
        ("/badge/alignment", json!({ "targetName": "T", "targetUrl": "t" })),
        ("/badge/tags", json!([5])),
        ("/badge/issuer", Value::Null),
        ("/badge/extensions:applyLink", json!({ "type": ["Extension", "extensions:ApplyLink"] })),
        ("/extensions:example", json!({ "type": "extensions:ExampleExtension", "exampleProperty": 5 })),
        ("/@id", json!("urn:uuid:other")),
        ("/endorsement", json!([5])),
    ];
    for (place, value) in table {
        let (parent, name) = place.rsplit_once('/').unwrap();
        let broken = inside().tap(|b| {
            let object = b.pointer_mut(parent).unwrap().as_object_mut().unwrap();
            if value.is_null() {
                object.shift_remove(name);
            } else {
                object.insert(name.to_owned(), value.clone());
            }
        });
        let report = read(&hand.web(), &hand.sign(&broken));
        assert_ne!(report.verdict.exit_code(), 0, "{place} = {value}: {report:#?}");
        assert!(report.signature != Signature::Invalid, "{place}");
    }
    for (address, field) in [(ISSUER, "name"), (ISSUER, "url"), (ISSUER, "email"), (ISSUER, "type"), (CLASS, "description")] {
        let document = if address == ISSUER { listing() } else { class() };
        let web = hand.web().with(address, &document.tap(|d| drop(d.as_object_mut().unwrap().shift_remove(field))));
        let report = read(&web, &hand.sign(&badge()));
        assert_eq!(report.verdict, Verdict::Invalid, "{address} without {field}");
    }
}
