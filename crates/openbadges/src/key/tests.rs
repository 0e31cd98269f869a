use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaPair, KeySize};
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use proptest::prelude::*;
use serde_json::json;

use super::*;

/// P-256 and P-384 keys of VC-DI-ECDSA, appendix B.
const P256: &str = "zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP";
const P384: &str = "z82LkuBieyGShVBhvtE2zoiD6Kma4tJGFtkAhxR5pfkp5QPw4LutoYWhvQCnGjdVn14kujQ";
const ED25519: &str = "z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi";

fn rsa(size: KeySize) -> (RsaPair, RsaPublic) {
    let pair = RsaPair::generate(size).unwrap();
    let public = RsaPublic::from_der(pair.public_key().as_ref()).unwrap();
    (pair, public)
}

fn pem(label: &str, der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let lines: Vec<&str> = text.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", lines.join("\n"))
}

#[test]
fn a_multikey_is_read_and_written_alike() {
    for text in [ED25519, P256, P384] {
        assert_eq!(PublicKey::from_multikey(text).unwrap().multikey().as_deref(), Some(text));
    }
    // secp256k1, an Ed25519 secret, other bases, cut and empty.
    let refused =
        ["zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme", "z3u2en7t5LR2WtQH5PfFqMqwVHgeXouLzo6haApm8XHqvjxq", "", "z"];
    for text in refused.into_iter().chain([&P256[1..], &P256[..40], &P384[..40]]) {
        assert!(PublicKey::from_multikey(text).is_err(), "{text}");
    }
}

#[test]
fn a_point_off_the_curve_is_no_key() {
    let PublicKey::P256(key) = PublicKey::from_multikey(P256).unwrap() else { panic!("P-256") };
    let (x, y) = key.coordinates();
    assert_eq!(P256Public::from_coordinates(x, y), Ok(key));
    let mut off = y.to_vec();
    off[31] ^= 1;
    assert_eq!(P256Public::from_coordinates(x, &off), Err(KeyError::NotAPoint));
    assert_eq!(P256Public::from_coordinates(&x[1..], y), Err(KeyError::NotAPoint));
    assert_eq!(P256Public::from_compressed(&[0]), Err(KeyError::NotAPoint));
    assert_eq!(P256Public::from_compressed(&[&[4], x, y].concat()), Err(KeyError::NotAPoint));
    assert_eq!(P256Public::from_spki(&key.compressed()), Err(KeyError::NotAPoint));
    assert!(P384Public::from_coordinates(x, y).is_err());
}

#[test]
fn a_json_web_key_comes_back_as_it_was() {
    let mut keys: Vec<PublicKey> = [ED25519, P256, P384].iter().map(|text| PublicKey::from_multikey(text).unwrap()).collect();
    keys.push(PublicKey::Rsa(rsa(KeySize::Rsa2048).1));
    for key in keys {
        let jwk = key.jwk();
        assert_eq!(PublicKey::from_jwk(&jwk), Ok(key.clone()));
        for member in PRIVATE_MEMBERS {
            let mut private = jwk.clone();
            private[member] = json!("AQAB");
            assert_eq!(PublicKey::from_jwk(&private), Err(KeyError::Private), "{member}");
        }
        for member in jwk.as_object().unwrap().keys() {
            let mut without = jwk.clone();
            without.as_object_mut().unwrap().shift_remove(member);
            assert!(PublicKey::from_jwk(&without).is_err(), "{member}");
            let mut long = jwk.clone();
            long[member] = json!("A".repeat(2049));
            assert!(PublicKey::from_jwk(&long).is_err(), "{member}");
        }
    }
}

const PRIVATE_MEMBERS: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

#[test]
fn a_json_web_key_for_something_else_is_refused() {
    let jwk = PublicKey::from_multikey(P256).unwrap().jwk();
    let with = |member: &str, value: Value| {
        let mut jwk = jwk.clone();
        jwk[member] = value;
        PublicKey::from_jwk(&jwk)
    };
    for (member, value) in [("use", json!("sig")), ("key_ops", json!(["verify"])), ("alg", json!("ES256")), ("kid", json!("1"))] {
        assert!(with(member, value).is_ok(), "{member}");
    }
    for (member, value) in
        [("use", json!("enc")), ("key_ops", json!(["encrypt"])), ("alg", json!("RS256")), ("alg", json!("none"))]
    {
        assert_eq!(with(member, value), Err(KeyError::Jwk { member }));
    }
    assert_eq!(with("crv", json!("secp256k1")), Err(KeyError::Unsupported { kind: "EC secp256k1".to_owned() }));
    assert_eq!(PublicKey::from_jwk(&json!({ "kty": "oct" })), Err(KeyError::Unsupported { kind: "oct".to_owned() }));
    assert!(PublicKey::from_jwk(&json!("key")).is_err());
    assert!(with("x", json!("AQ==")).is_err());
}

/// RFC 7638 §3.1 and RFC 8037 appendix A.3.
#[test]
fn a_thumbprint_is_that_of_the_rfc() {
    let rsa = json!({ "kty": "RSA", "alg": "RS256", "kid": "2011-04-29", "e": "AQAB",
        "n": "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw" });
    assert_eq!(PublicKey::from_jwk(&rsa).unwrap().thumbprint(), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    let okp = json!({ "kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" });
    assert_eq!(PublicKey::from_jwk(&okp).unwrap().thumbprint(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
}

#[test]
fn pem_is_read_in_both_forms_and_of_every_kind() {
    use aws_lc_rs::encoding::{AsDer, PublicKeyX509Der};
    let (pair, key) = rsa(KeySize::Rsa2048);
    let spki: PublicKeyX509Der<'_> = pair.public_key().as_der().unwrap();
    let key = PublicKey::Rsa(key);
    assert_eq!(PublicKey::from_pem(&pem("PUBLIC KEY", spki.as_ref())), Ok(key.clone()));
    assert_eq!(PublicKey::from_pem(&pem("RSA PUBLIC KEY", pair.public_key().as_ref())), Ok(key.clone()));
    // As some issuers write it: on one line, with CRLF, with the letters \n.
    let text = pem("PUBLIC KEY", spki.as_ref());
    for text in [text.replace('\n', "\r\n"), text.replace('\n', "\\n"), text.replace('\n', " "), format!("\n {text} \n")] {
        assert_eq!(PublicKey::from_pem(&text), Ok(key.clone()), "{text}");
    }
    let ec = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
    let spki: PublicKeyX509Der<'_> = ec.public_key().as_der().unwrap();
    assert!(matches!(PublicKey::from_pem(&pem("PUBLIC KEY", spki.as_ref())), Ok(PublicKey::P256(_))));
    let PublicKey::Ed25519(own) = PublicKey::from_multikey(ED25519).unwrap() else { panic!("Ed25519") };
    let spki = [&[0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00][..], own.as_bytes()].concat();
    assert_eq!(PublicKey::from_pem(&pem("PUBLIC KEY", &spki)), Ok(PublicKey::Ed25519(own)));
}

#[test]
fn pem_that_is_none_is_refused() {
    let good = pem("PUBLIC KEY", &[1, 2, 3]);
    assert!(matches!(PublicKey::from_pem(&good), Err(KeyError::Pem { .. })));
    for label in ["PRIVATE KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY"] {
        assert_eq!(PublicKey::from_pem(&pem(label, &[1])), Err(KeyError::Private));
    }
    assert!(matches!(PublicKey::from_pem(&pem("CERTIFICATE", &[1])), Err(KeyError::Unsupported { .. })));
    let (_, key) = rsa(KeySize::Rsa2048);
    let right = pem("RSA PUBLIC KEY", key.as_der());
    for text in
        [String::new(), right.replace("END RSA", "END"), format!("{right}{right}"), right.replace('M', "*"), " ".repeat(8193)]
    {
        assert!(PublicKey::from_pem(&text).is_err(), "{text}");
    }
}

#[test]
fn rsa_keys_have_a_least_and_a_greatest_length() {
    let modulus = |bits: usize| {
        let mut bytes = vec![0xff; bits / 8];
        bytes[0] = if bits.is_multiple_of(8) { 0x80 } else { 0xff };
        bytes
    };
    assert_eq!(RsaPublic::from_components(&modulus(2040), &[1, 0, 1]), Err(KeyError::RsaLength { bits: 2040 }));
    assert!(RsaPublic::from_components(&modulus(2048), &[1, 0, 1]).is_ok());
    assert!(RsaPublic::from_components(&modulus(8192), &[1, 0, 1]).is_ok());
    assert_eq!(RsaPublic::from_components(&modulus(8200), &[1, 0, 1]), Err(KeyError::RsaLength { bits: 8200 }));
    // An exponent under which anything verifies, an even one, and one that is a burden.
    for exponent in [&[1][..], &[2], &[0, 3], &[], &[0xff; 9]] {
        assert!(RsaPublic::from_components(&modulus(2048), exponent).is_err(), "{exponent:?}");
    }
    assert!(RsaPublic::from_components(&[], &[3]).is_err());
    // 1,024 bits, generated elsewhere, in both PEM forms.
    let short = json!({ "kty": "RSA", "e": "AQAB", "n": URL_SAFE_NO_PAD.encode(modulus(1024)) });
    assert_eq!(PublicKey::from_jwk(&short), Err(KeyError::RsaLength { bits: 1024 }));
}

#[test]
fn a_signature_is_right_for_its_bytes_and_key_only() {
    let random = SystemRandom::new();
    let (pair, key) = rsa(KeySize::Rsa2048);
    let mut signature = vec![0; pair.public_modulus_len()];
    pair.sign(&aws_lc_rs::signature::RSA_PKCS1_SHA256, &random, b"words", &mut signature).unwrap();
    let ec = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).unwrap();
    let p256 =
        PublicKey::P256(P256Public::from_coordinates(&ec.public_key().as_ref()[1..33], &ec.public_key().as_ref()[33..]).unwrap());
    let by_ec = ec.sign(&random, b"words").unwrap();
    for (key, signature) in [(PublicKey::Rsa(key), signature.as_slice()), (p256, by_ec.as_ref())] {
        assert_eq!(key.verify(b"words", signature), Ok(()));
        assert_eq!(key.verify(b"word", signature), Err(WrongSignature));
        assert_eq!(key.verify(b"words", &signature[1..]), Err(WrongSignature));
        assert_eq!(key.verify(b"words", &[]), Err(WrongSignature));
        assert_eq!(PublicKey::from_multikey(P256).unwrap().verify(b"words", signature), Err(WrongSignature));
        assert_eq!(PublicKey::from_multikey(ED25519).unwrap().verify(b"words", signature), Err(WrongSignature));
    }
}

proptest! {
    #[test]
    fn whatever_is_read_never_panics(text in "\\PC{0,200}", bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        let _ = PublicKey::from_multikey(&text);
        let _ = PublicKey::from_pem(&text);
        let _ = PublicKey::from_pem(&pem("PUBLIC KEY", &bytes));
        let _ = PublicKey::from_jwk(&json!({ "kty": "EC", "crv": "P-256", "x": text, "y": text }));
        let multikey = crate::multibase::encode_base58(&bytes).unwrap();
        let _ = PublicKey::from_multikey(&multikey);
    }
}
