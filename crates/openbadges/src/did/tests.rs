use serde_json::json;
use url::Url;

use super::*;

const MULTIKEY: &str = "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi";

const P384: &str = "z82LkuBieyGShVBhvtE2zoiD6Kma4tJGFtkAhxR5pfkp5QPw4LutoYWhvQCnGjdVn14kujQ";

fn key() -> Ed25519Public {
    Ed25519Public::from_multikey(MULTIKEY).unwrap()
}

#[test]
fn a_did_key_holds_its_key() {
    let did = did_key(&key());
    assert_eq!(did, format!("did:key:{MULTIKEY}"));
    assert_eq!(key_of(&did), Ok(key().into()));
    assert_eq!(key_of(&verification_method(&did, &key())), Ok(key().into()));
    assert_eq!(key_of(&format!("{did}#other")), Err(DidError::Fragment));
    assert_eq!(key_of("did:web:a.example"), Err(DidError::Method));
    for other in ["zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169", P384] {
        let did = format!("did:key:{other}");
        assert_eq!(key_of(&format!("{did}#{other}")).unwrap().multikey().as_deref(), Some(other));
    }
    // secp256k1.
    let unread = key_of("did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme");
    assert!(matches!(unread, Err(DidError::Key(_))));
}

#[test]
fn a_did_jwk_holds_its_key() {
    // The example of the did:jwk specification.
    let did = "did:jwk:eyJjcnYiOiJQLTI1NiIsImt0eSI6IkVDIiwieCI6ImFjYklRaXVNczNpOF91c3pFakoydHBUdFJNNEVVM3l6OTFQSDZDZEgyVjAiLCJ5IjoiX0tjeUxqOXZXTXB0bm1LdG00NkdxRHo4d2Y3NEk1TEtncmwyR3pIM25TRSJ9";
    assert!(matches!(key_of(did), Ok(PublicKey::P256(_))));
    assert!(key_of(&format!("{did}#0")).is_ok());
    assert_eq!(key_of(&format!("{did}#1")), Err(DidError::Fragment));
    let private = URL_SAFE_NO_PAD.encode(r#"{"kty":"OKP","crv":"Ed25519","x":"AAAA","d":"AAAA"}"#);
    assert_eq!(key_of(&format!("did:jwk:{private}")), Err(DidError::Key(KeyError::Private)));
    let long = format!("did:jwk:{}", "A".repeat(DID_JWK_BYTES_MAX + 1));
    for did in ["did:jwk:", "did:jwk:e30", "did:jwk:*", &long] {
        assert!(key_of(did).is_err(), "{did}");
    }
}

#[test]
fn a_fragment_is_a_key_or_a_name() {
    assert_eq!(key_in_fragment(&format!("https://a.example/i#{MULTIKEY}")), Some(key().into()));
    assert_eq!(key_in_fragment("did:web:a.example#key-1"), None);
    assert_eq!(key_in_fragment(MULTIKEY), None);
}

#[test]
fn a_did_web_names_an_https_address() {
    let table = [
        ("did:web:a.example", "https://a.example/.well-known/did.json"),
        ("did:web:a.example:actors:0190", "https://a.example/actors/0190/did.json"),
        ("did:web:a.example%3A8443:x", "https://a.example:8443/x/did.json"),
        ("did:web:a.example:x#key-1", "https://a.example/x/did.json"),
    ];
    for (did, url) in table {
        assert_eq!(web_url(did, false).unwrap().as_str(), url);
    }
}

#[test]
fn a_did_web_leads_nowhere_else() {
    let refused = [
        "did:web:",
        "did:web:127.0.0.1%3A8080:x",
        "did:web:localhost",
        "did:web:a.localhost",
        "did:web:10.0.0.1",
        "did:web:2130706433",
        "did:web:0x7f.1",
        "did:web:intranet",
        "did:web:user%40a.example",
        "did:web:a.example%2Fx",
        "did:web:a.example%3A99999",
        "did:web:a.example:..:x",
        "did:web:a.example::x",
        "did:web:a.example:x/y",
        "did:web:a.example:x?y",
        "did:web:a.example:%2e%2e",
        "did:key:z6Mk",
    ];
    for did in refused {
        assert!(web_url(did, false).is_err(), "{did}");
    }
}

#[test]
fn loopback_is_for_trying_and_over_http() {
    let url = |did: &str| web_url(did, true).map(String::from);
    assert_eq!(url("did:web:127.0.0.1%3A8080:actors:1").unwrap(), "http://127.0.0.1:8080/actors/1/did.json");
    assert_eq!(url("did:web:localhost%3A1").unwrap(), "http://localhost:1/.well-known/did.json");
    assert_eq!(url("did:web:a.example").unwrap(), "https://a.example/.well-known/did.json");
    assert!(url("did:web:10.0.0.1").is_err());
}

#[test]
fn an_address_has_its_did() {
    let did = |url: &str| web_did(&Url::parse(url).unwrap());
    assert_eq!(did("https://a.example/actors/0190").unwrap(), "did:web:a.example:actors:0190");
    assert_eq!(did("http://127.0.0.1:8080/actors/1/").unwrap(), "did:web:127.0.0.1%3A8080:actors:1");
    assert_eq!(did("https://a.example").unwrap(), "did:web:a.example");
    assert!(did("https://a.example/a%20b").is_err());
    assert!(did("ftp://a.example/").is_err());
}

#[test]
fn a_document_lists_keys_of_every_kind() {
    let base58 = bs58::encode(key().as_bytes()).into_string();
    let x = base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, key().as_bytes());
    let did = "did:web:a.example";
    let document = DidDocument::parse(&json!({
        "id": did, "controller": "did:web:b.example", "alsoKnownAs": ["https://a.example"],
        "verificationMethod": [
            { "id": "#0", "type": "Multikey", "controller": did, "publicKeyMultibase": MULTIKEY },
            { "id": "did:web:a.example#1", "type": "Ed25519VerificationKey2020", "publicKeyMultibase": MULTIKEY },
            { "id": "#2", "type": "Ed25519VerificationKey2018", "controller": did, "publicKeyBase58": base58 },
            { "id": "#3", "type": "JsonWebKey2020", "publicKeyJwk": { "kty": "OKP", "crv": "Ed25519", "x": x } },
            { "id": "#4", "type": "JsonWebKey", "publicKeyJwk": { "kty": "EC", "crv": "P-256" } },
            { "id": "#5", "type": "JsonWebKey", "publicKeyJwk": { "kty": "OKP", "crv": "Ed25519", "x": x, "d": "A" } },
            { "id": "#7", "type": "Ed25519VerificationKey2020", "publicKeyMultibase": P384 },
            { "id": "#8", "type": "SomeKey2030", "publicKeyMultibase": MULTIKEY },
            { "id": "#9", "type": "Multikey", "publicKeyMultibase": P384 },
        ],
        "assertionMethod": ["#1", { "id": "#6", "type": "Multikey", "publicKeyMultibase": MULTIKEY }],
    }))
    .unwrap();
    for place in 0..4 {
        assert_eq!(document.method(&format!("{did}#{place}")).unwrap().key, Key::Known(key().into()), "{place}");
    }
    for place in 4..8 {
        assert!(matches!(document.methods[place].key, Key::Other(_)), "{place}");
    }
    assert!(matches!(document.methods[8].key, Key::Known(PublicKey::P384(_))));
    assert_eq!(document.controllers, ["did:web:b.example"]);
    assert_eq!(document.asserting(&key().into(), "").unwrap().id, "did:web:a.example#1");
    assert_eq!(document.asserting(&key().into(), "did:web:a.example#6").unwrap().id, "did:web:a.example#6");
    assert!(DidDocument::parse(&json!({})).is_err());
    assert!(DidDocument::parse(&json!({ "id": did, "assertionMethod": [1] })).is_err());
    assert!(DidDocument::parse(&json!({ "id": did, "verificationMethod": [{}] })).is_err());
}

#[test]
fn a_method_that_is_listed_without_assertion_may_not_assert() {
    let document = DidDocument::parse(&json!({ "id": "did:web:a.example", "verificationMethod":
        { "id": "#0", "type": "Multikey", "publicKeyMultibase": MULTIKEY } }))
    .unwrap();
    assert!(document.method("did:web:a.example#0").is_some());
    assert!(document.asserting(&key().into(), "did:web:a.example#0").is_none());
}

#[test]
fn our_document_names_each_key_by_itself_and_revoked_ones_sign_no_more() {
    let did = "did:web:a.example:actors:0190";
    let older = Ed25519Public::from_multikey("z6MkoMGF38Ck9xkdqrbZt4h9eHb1qc3GhAAkoSWa4Vy3SHRN").unwrap();
    let revoked = "2026-01-02T03:04:05Z".parse().unwrap();
    let written =
        did_document(did, &[ListedKey { key: &key(), revoked: None }, ListedKey { key: &older, revoked: Some(revoked) }]);
    assert_eq!(written["@context"][0], "https://www.w3.org/ns/did/v1");
    assert_eq!(written["verificationMethod"][0]["id"], format!("{did}#{MULTIKEY}"));
    let read = DidDocument::parse(&written).unwrap();
    assert!(read.asserting(&key().into(), "").is_some());
    assert!(read.asserting(&older.into(), "").is_none());
    assert_eq!(read.methods[1].revoked, Some(revoked));
    assert!(did_document::<PublicKey>(did, &[]).get("verificationMethod").is_none());
    let engine = crate::jsonld::Engine::standard();
    engine.dataset(&written, crate::contexts::Edition::First).expect("every term is defined");
}

/// An RSA key has no Multikey: it is called by its thumbprint and written as a JSON Web Key.
#[test]
fn our_document_lists_an_rsa_key_beside_the_others() {
    let did = "did:web:a.example:actors:0190";
    let pair = aws_lc_rs::rsa::KeyPair::generate(aws_lc_rs::rsa::KeySize::Rsa2048).unwrap();
    let public = aws_lc_rs::signature::KeyPair::public_key(&pair).as_ref();
    let rsa = PublicKey::Rsa(crate::key::RsaPublic::from_der(public).unwrap());
    let keys = [PublicKey::from(key()), rsa.clone()];
    let listed: Vec<ListedKey<'_, PublicKey>> = keys.iter().map(|key| ListedKey { key, revoked: None }).collect();
    let written = did_document(did, &listed);
    let read = DidDocument::parse(&written).unwrap();
    for key in &keys {
        assert_eq!(read.asserting(key, "").unwrap().id, verification_method(did, key));
    }
    assert_eq!(verification_method(did, &rsa), format!("{did}#{}", rsa.thumbprint()));
    assert_eq!(written["verificationMethod"][1]["type"], "JsonWebKey");
    assert!(written["verificationMethod"][1]["publicKeyJwk"].get("d").is_none());
}
