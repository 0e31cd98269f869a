use serde_json::{Value, json};

use super::*;
use crate::bake::bake;
use crate::samples::{folder, sample, sample_json};

const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";

fn what(bytes: &[u8]) -> String {
    match read(bytes).content {
        Content::Nothing(what) => what,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_no_badge_is_called_by_its_name() {
    let table: [(&[u8], &str); 17] = [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"\xff\xd8\xff\xe0..JFIF", "a JPEG photo without badge data"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "a WebP picture without badge data"),
        (b"\0\0\0\x18ftypheic", "a HEIC or AVIF photo without badge data"),
        (b"GIF89a", "a GIF picture without badge data"),
        (b"%PDF-1.7", "a PDF"),
        (b"PK\x03\x04", "a ZIP archive"),
        (b"<!DOCTYPE html><html>", "an HTML page"),
        (b"<HTML>", "an HTML page"),
        (b"<?xml version='1.0'?><rss/>", "an XML document without badge data"),
        (SVG.as_bytes(), "an SVG without badge data"),
        (b"[1]", "a list in JSON"),
        (b"{\"a\":1}", "JSON that is no badge"),
        (b"BMX is a sport", "text"),
        (b"hello", "text"),
        (b"\x80\x81", "a file of unknown kind"),
    ];
    for (bytes, name) in table {
        assert_eq!(what(bytes), name);
    }
    assert!(what(b"{\"a\":1,\"a\":2}").starts_with("JSON that cannot be read safely"));
    assert!(what(b"\x89PNG\r\n\x1a\n\0\0").starts_with("a PNG that cannot be read"));
    assert!(what(&bake(SVG.as_bytes(), "{\"a\":1}").unwrap()).starts_with("an SVG whose badge data is JSON"));
    assert!(what(b"{\"type\":[\"VerifiablePresentation\"]}").starts_with("a presentation"));
    assert_eq!(what(b"eyJhIjoxfQ.bm8.c2ln"), "a token that holds no JSON");
}

#[test]
fn an_address_and_a_token_are_seen() {
    assert_eq!(read(b" https://a.example/1\n").content, Content::Address("https://a.example/1".to_owned()));
    let Content::Jws(jws) = read(b"eyJhbGciOiJFZERTQSJ9.eyJ2YyI6eyJ0eXBlIjoiVmVyaWZpYWJsZUNyZWRlbnRpYWwifX0.c2ln").content else {
        panic!("no token");
    };
    assert_eq!((jws.header["alg"].as_str(), jws.credential()["type"].as_str()), (Some("EdDSA"), Some("VerifiableCredential")));
    assert_eq!(jws.kind(), ProofKind::VcJwt);
}

#[test]
fn a_standard_is_known_by_contexts_types_and_fields() {
    let v2 = "https://www.w3.org/ns/credentials/v2";
    let v1 = "https://www.w3.org/2018/credentials/v1";
    let ob = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";
    let table = [
        (json!({ "@context": [v2, ob], "type": ["VerifiableCredential", "OpenBadgeCredential"] }), Some(Standard::Ob30)),
        (json!({ "@context": [v1, ob], "type": ["VerifiableCredential", "AchievementCredential"] }), Some(Standard::Ob30)),
        (json!({ "@context": [v2, ob], "type": ["VerifiableCredential", "EndorsementCredential"] }), Some(Standard::Ob30)),
        (json!({ "@context": [v2, ob], "type": ["VerifiableCredential", "ClrCredential"] }), Some(Standard::Clr20)),
        (json!({ "@context": [v2], "type": ["VerifiableCredential", "BitstringStatusListCredential"] }), Some(Standard::Vc20)),
        (json!({ "@context": v1, "type": "VerifiableCredential" }), Some(Standard::Vc11)),
        (json!({ "@context": "https://w3id.org/openbadges/v2", "type": "Assertion" }), Some(Standard::Ob20)),
        (json!({ "@context": "https://w3id.org/openbadges/v1", "type": "Assertion" }), Some(Standard::Ob11)),
        (json!({ "@context": { "id": "@id" }, "type": "BadgeClass" }), Some(Standard::Ob20)),
        (
            json!({ "type": "Assertion", "badge": "https://a.example/b", "recipient": {}, "verification": {} }),
            Some(Standard::Ob20),
        ),
        (json!({ "uid": "1", "recipient": {}, "badge": "https://a.example/b", "verify": {} }), Some(Standard::Ob10)),
        (json!({ "recipient": "sha256$00", "salt": "s", "badge": { "version": "0.5" } }), Some(Standard::Ob05)),
        (json!({ "name": "x" }), None),
        (json!([]), None),
    ];
    for (document, standard) in table {
        assert_eq!(Standard::of(&document), standard, "{document}");
    }
    assert_eq!(json!(Standard::Ob30), "OB 3.0");
}

#[test]
fn a_proof_is_called_by_its_name() {
    let table = [
        (json!({ "proof": { "type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022" } }), "eddsa-rdfc-2022"),
        (json!({ "proof": [{ "type": "DataIntegrityProof", "cryptosuite": "ecdsa-sd-2023" }] }), "ecdsa-sd-2023"),
        (json!({ "proof": { "type": "Ed25519Signature2020" } }), "Ed25519Signature2020"),
        (json!({ "proof": { "type": "BbsBlsSignature2020" } }), "other:BbsBlsSignature2020"),
        (json!({ "type": ["VerifiableCredential"] }), "none"),
        (json!({ "@context": "https://w3id.org/openbadges/v2" }), "hosted"),
    ];
    for (document, name) in table {
        assert_eq!(json!(ProofKind::of(&document)), name);
    }
}

#[test]
fn a_full_badge_is_told_in_its_four_parts() {
    let Some(bytes) = sample("1edtech-ob3-spec/extracted/013-fullOpenBadge-Complete-OpenBadgeCredential.json") else { return };
    let said = inspect(&bytes);
    assert_eq!((said["standard"].as_str(), said["what"].as_str()), (Some("OB 3.0"), Some("a credential")));
    assert_eq!(said["recipient"]["id"], "did:example:ebfeb1f712ebc6f1c276e12ec21");
    assert_eq!(said["recipient"]["identifiers"][0]["identity"], "student@1edtech.edu");
    assert_eq!(said["achievement"]["name"], "1EdTech University Degree");
    assert_eq!(said["achievement"]["type"], "Degree");
    assert!(said["achievement"]["criteria"].as_str().unwrap().starts_with("# Degree"));
    assert!(!said["evidence"].as_array().unwrap().is_empty());
    let endorsements = said["endorsements"].as_array().unwrap();
    assert!(endorsements.iter().any(|item| item["comment"] == "1EdTech University is in good standing"));
    assert_eq!(said["issued_at"], "2010-01-01T00:00:00Z");
}

#[test]
fn words_are_told_as_words() {
    let Some(bytes) = sample("1edtech-ob3-spec/extracted/012-endorsement-Sample-EndorsementCredential.json") else { return };
    let said = inspect(&bytes);
    assert_eq!(said["words"]["comment"], "1EdTech University is in good standing");
    assert_eq!(said["words"]["about"], "https://1edtech.edu/issuers/565049");
    assert_eq!(said["achievement"], json!({}));
}

#[test]
fn older_badges_are_told_as_far_as_they_tell() {
    let badge = json!({ "recipient": "sha256$00", "salt": "s", "issued_on": "2011-01-01", "evidence": "https://e.example",
        "badge": { "version": "0.5.0", "name": "N", "description": "D", "image": "/i.png", "criteria": "/c",
            "issuer": { "origin": "https://a.example", "name": "A" } } });
    let said = inspect(badge.to_string().as_bytes());
    assert_eq!(said["standard"], "OB 0.5");
    assert_eq!(said["issuer"]["name"], "A");
    assert_eq!(said["achievement"]["criteria_url"], "/c");
    assert_eq!(said["evidence"][0]["id"], "https://e.example");
    assert_eq!(said["recipient"]["identifiers"][0], json!({ "type": "email", "hashed": true }));
    assert_eq!(said["issued_at"], "2011-01-01");
    let seconds = json!({ "uid": "1", "recipient": { "type": "email", "hashed": false, "identity": "a@b.example" },
        "badge": "https://a.example/b", "issuedOn": 1_356_998_400 });
    let said = inspect(seconds.to_string().as_bytes());
    assert_eq!(said["issued_at"], "2013-01-01T00:00:00Z");
    assert_eq!(said["achievement"], json!({ "id": "https://a.example/b" }));
    assert_eq!(said["recipient"]["identifiers"][0]["identity"], "a@b.example");
}

#[test]
fn pictures_say_what_they_carry() {
    let table = [
        ("1edtech-public-validator/ob30/simple-json.png", "a credential baked into a PNG", json!("OB 3.0"), "eddsa-rdfc-2022"),
        ("1edtech-public-validator/ob30/simple-jwt.svg", "a signed token baked into an SVG", json!("OB 3.0"), "vc-jwt"),
        ("1edtech-public-validator/ob20/simple-badge.png", "a credential baked into a PNG", json!("OB 2.0"), "hosted"),
        ("1edtech-public-validator/ob20/simple.jwt", "a signed token", json!("OB 2.0"), "jws"),
        ("openbadges-bakery/baked_heart.png", "a credential baked into a PNG", json!("OB 1.0"), "hosted"),
    ];
    for (path, what, standard, proof) in table {
        let Some(bytes) = sample(path) else { return };
        let said = inspect(&bytes);
        assert_eq!((&said["what"], &said["standard"], &said["proof"]), (&json!(what), &standard, &json!(proof)), "{path}");
    }
    let Some(heart) = sample("openbadges-bakery/public_domain_heart.png") else { return };
    assert_eq!(inspect(&heart), json!({ "what": "a PNG without badge data", "badge": false }));
}

#[test]
fn every_object_of_the_older_validator_is_known_by_name() {
    let Some(folder) = folder("1edtech-public-validator/ob20") else { return };
    let mut unknown = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|kind| kind == "json") {
            // Some are templates of JSON, not JSON.
            let Ok(document) = serde_json::from_slice::<Value>(&std::fs::read(&path).unwrap()) else { continue };
            if Standard::of(&document) != Some(Standard::Ob20) {
                unknown.push(path);
            }
        }
    }
    // One of them has a wrong context on purpose.
    assert!(unknown.len() <= 1, "{unknown:?}");
    assert!(sample_json("1edtech-public-validator/ob20/basic-assertion.json").is_some());
}

#[test]
fn an_older_badge_says_its_four_parts() {
    let badge = json!({ "@context": "https://w3id.org/openbadges/v2", "@type": "Assertion",
        "@id": "https://a.example/1?identity__email=bo%40b.example", "issuedOn": 1_767_323_045, "expires": null, "narrative": "N",
        "recipient": [{ "type": "email", "hashed": true, "identity": "md5$0" }, { "type": "url", "hashed": false, "identity": "https://b.example" }],
        "evidence": ["https://a.example/e?email=bo@b.example", { "id": "https://a.example/f", "genre": "G", "description": "D" }],
        "badge": { "id": "https://a.example/class", "name": "Name", "description": "D", "version": 3, "@language": "fr", "tags": ["t"],
            "image": { "id": "https://a.example/i", "caption": "C" }, "criteria": { "id": "https://a.example/c", "narrative": "C" },
            "alignment": [{ "name": "T", "url": "https://b.example/t", "description": "D" }],
            "related": { "id": "https://a.example/class/en", "@language": "en" },
            "issuer": { "id": "https://a.example/issuer", "name": "Issuer", "image": "https://a.example/logo" } } });
    let said = inspect(badge.to_string().as_bytes());
    assert_eq!(
        (&said["id"], &said["name"], &said["standard"]),
        (&json!("https://a.example/1"), &json!("Name"), &json!("OB 2.0"))
    );
    assert_eq!(said["issued_at"], "2026-01-02T03:04:05Z");
    assert_eq!(said["issuer"], json!({ "id": "https://a.example/issuer", "name": "Issuer", "image": "https://a.example/logo" }));
    assert_eq!(
        said["recipient"],
        json!({ "narrative": "N", "identifiers": [{ "type": "email", "hashed": true },
            { "type": "url", "hashed": false, "identity": "https://b.example" }] })
    );
    assert_eq!(
        said["achievement"],
        json!({ "id": "https://a.example/class", "name": "Name", "description": "D", "language": "fr", "version": "3",
            "criteria": "C", "criteria_url": "https://a.example/c", "image": "https://a.example/i", "tags": ["t"],
            "alignments": [{ "name": "T", "url": "https://b.example/t", "description": "D" }],
            "related": [{ "id": "https://a.example/class/en", "language": "en" }] })
    );
    assert_eq!(said["evidence"][0], json!({ "id": "https://a.example/e" }));
    assert_eq!(said["evidence"][1]["genre"], "G");
}

#[test]
fn endorsements_of_every_version_say_their_words() {
    let of_2 = json!({ "@context": "https://w3id.org/openbadges/v2", "type": "Endorsement", "id": "https://e.example/1",
        "issuer": { "id": "https://e.example", "name": "E" }, "claim": { "id": "https://a.example/1", "endorsementComment": "Well made" } });
    let of_1 = json!({ "@context": "https://w3id.org/openbadges/v1", "type": "Assertion", "uid": "1", "badge": "https://e.example/class",
        "recipient": { "type": "url", "hashed": false, "identity": "https://a.example/1" },
        "extensions:endorsement": { "type": ["Extension", "endorsement"], "description": "Well made" } });
    for endorsement in [of_2, of_1] {
        let said = inspect(endorsement.to_string().as_bytes());
        assert_eq!(said["words"], json!({ "about": "https://a.example/1", "comment": "Well made" }), "{said}");
    }
    let badge = json!({ "uid": "1", "badge": "https://e.example/class", "recipient": {}, "issuedOn": "2020-01-01" });
    assert!(inspect(badge.to_string().as_bytes()).get("words").is_none());
}

#[test]
fn older_standards_are_known_under_every_name_they_had() {
    let table = [
        (json!({ "@context": "https://openbadgespec.org/v1/context.json", "type": "Assertion" }), Some(Standard::Ob11)),
        (json!({ "@context": ["http://www.openbadges.org/v2/context.json"], "@type": "BadgeClass" }), Some(Standard::Ob20)),
        (
            json!({ "@context": "https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld", "type": "Assertion" }),
            Some(Standard::Ob20),
        ),
        (json!({ "type": "Endorsement", "claim": {}, "issuer": "https://e.example" }), Some(Standard::Ob20)),
        (json!({ "@context": { "obi": "https://w3id.org/openbadges#" }, "type": "Issuer", "name": "I" }), Some(Standard::Ob20)),
        (json!({ "uid": "1", "badge": "https://a.example/b", "verify": {} }), Some(Standard::Ob10)),
        (json!({ "name": "N", "description": "D", "image": "i", "criteria": "c", "issuer": "i" }), Some(Standard::Ob10)),
        (json!({ "recipient": "bo@b.example", "badge": { "name": "N" } }), Some(Standard::Ob05)),
        (json!({ "badge": "https://a.example/b" }), None),
        (json!({ "name": "N", "url": "https://a.example" }), None),
        (json!({ "@context": "https://openbadgespec.org/about", "name": "N" }), None),
        (json!({ "@context": "https://schema.org", "type": "Person", "name": "N" }), None),
        (json!({ "type": "Profile", "name": "N" }), None),
    ];
    for (document, standard) in table {
        assert_eq!(Standard::of(&document), standard, "{document}");
    }
}
