use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, EcdsaSigningAlgorithm, KeyPair as _,
    RSA_PKCS1_SHA256,
};
use ed25519_dalek::Signer as _;
use serde_json::json;

use super::*;
use crate::key::{P256Public, P384Public, RsaPublic};
use crate::multibase::Ed25519Public;

type Sign = Box<dyn Fn(&[u8]) -> Result<Vec<u8>, SignError>>;

fn ed25519() -> (PublicKey, Sign) {
    let key = ed25519_dalek::SigningKey::from_bytes(&[7; 32]);
    let public = Ed25519Public::from_bytes(key.verifying_key().as_bytes()).unwrap();
    (public.into(), Box::new(move |bytes| Ok(key.sign(bytes).to_bytes().to_vec())))
}

fn ecdsa(algorithm: &'static EcdsaSigningAlgorithm) -> (PublicKey, Sign) {
    let pair = EcdsaKeyPair::generate(algorithm).unwrap();
    let point = &pair.public_key().as_ref()[1..];
    let (x, y) = point.split_at(point.len() / 2);
    let public = match x.len() {
        32 => PublicKey::P256(P256Public::from_coordinates(x, y).unwrap()),
        _ => PublicKey::P384(P384Public::from_coordinates(x, y).unwrap()),
    };
    (public, Box::new(move |bytes| Ok(pair.sign(&SystemRandom::new(), bytes).unwrap().as_ref().to_vec())))
}

fn rsa() -> (PublicKey, Sign) {
    let pair = aws_lc_rs::rsa::KeyPair::generate(aws_lc_rs::rsa::KeySize::Rsa2048).unwrap();
    let public = RsaPublic::from_der(pair.public_key().as_ref()).unwrap();
    let sign = move |bytes: &[u8]| {
        let mut signature = vec![0; pair.public_modulus_len()];
        pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), bytes, &mut signature).unwrap();
        Ok(signature)
    };
    (PublicKey::Rsa(public), Box::new(sign))
}

fn all() -> Vec<(PublicKey, Sign)> {
    vec![ed25519(), ecdsa(&ECDSA_P256_SHA256_FIXED_SIGNING), ecdsa(&ECDSA_P384_SHA384_FIXED_SIGNING), rsa()]
}

fn token_of(header: &Value, sign_with: &Sign) -> String {
    sign(header, br#"{"iss":"did:web:a.example"}"#, sign_with).unwrap()
}

/// A token whose header nobody here would write.
fn forged(header: &Value, sign_with: &Sign) -> String {
    let part = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
    let signed = format!("{}.{}", part(header.to_string().as_bytes()), part(b"{}"));
    format!("{signed}.{}", part(&sign_with(signed.as_bytes()).unwrap()))
}

#[test]
fn every_key_signs_with_its_own_algorithm_and_no_other() {
    for (key, sign_with) in all() {
        for algorithm in Algorithm::ALL {
            let token = token_of(&json!({ "alg": algorithm.name() }), &sign_with);
            let verdict = Compact::parse(&token).unwrap().verify(&key);
            if algorithm == key.algorithm() {
                assert_eq!(verdict, Ok(()), "{algorithm:?}");
            } else {
                assert_eq!(verdict, Err(JwsError::OtherAlgorithm { named: algorithm.name(), key: key.algorithm().name() }));
            }
        }
    }
}

#[test]
fn a_token_of_the_rfc_is_right() {
    // RFC 8037 appendix A.4, RFC 7515 appendix A.3.
    let okp = json!({ "kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" });
    let token = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
    assert_eq!(Compact::parse(token).unwrap().verify(&PublicKey::from_jwk(&okp).unwrap()), Ok(()));
    let ec = json!({ "kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0" });
    let token = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
    assert_eq!(Compact::parse(token).unwrap().verify(&PublicKey::from_jwk(&ec).unwrap()), Ok(()));
}

#[test]
fn every_letter_of_a_token_is_signed() {
    let (key, sign_with) = ed25519();
    let token = token_of(&json!({ "alg": "EdDSA", "kid": "#1" }), &sign_with);
    for place in 0..token.len() {
        for letter in ["A", "9", "_", ".", "="] {
            if &token[place..=place] != letter {
                let changed = format!("{}{letter}{}", &token[..place], &token[place + 1..]);
                assert!(Compact::parse(&changed).and_then(|token| token.verify(&key)).is_err(), "{changed}");
            }
        }
    }
}

#[test]
fn nothing_shared_nothing_unsigned_nothing_unknown() {
    let (key, sign_with) = ed25519();
    let of = |header: Value| Compact::parse(&forged(&header, &sign_with)).and_then(|token| token.verify(&key));
    for algorithm in ["none", "None", "nOnE", "HS256", "HS512"] {
        assert_eq!(of(json!({ "alg": algorithm })), Err(JwsError::Unsecured { algorithm: algorithm.to_owned() }));
        assert!(sign(&json!({ "alg": algorithm }), b"{}", &sign_with).is_err());
    }
    for algorithm in ["RS384", "RS512", "PS256", "ES512", "ES256K", "eddsa", ""] {
        assert_eq!(of(json!({ "alg": algorithm })), Err(JwsError::Unsupported { algorithm: algorithm.to_owned() }));
    }
    assert_eq!(of(json!({ "alg": "EdDSA", "crit": ["exp"] })), Err(JwsError::Critical));
    assert_eq!(of(json!({ "alg": "EdDSA", "crit": [] })), Err(JwsError::Critical));
    assert_eq!(of(json!({ "alg": "EdDSA", "b64": false })), Err(JwsError::Critical));
    assert_eq!(of(json!({ "alg": "Ed25519" })), Ok(()));
}

/// The classic: a public RSA key taken for a shared secret, an empty signature, a header's own key of another kind.
#[test]
fn a_key_cannot_be_talked_into_another_algorithm() {
    let (key, _) = rsa();
    let unsigned: Sign = Box::new(|_| Ok(Vec::new()));
    for header in [json!({ "alg": "HS256" }), json!({ "alg": "none" }), json!({ "alg": "RS256" }), json!({ "alg": "ES256" })] {
        assert!(Compact::parse(&forged(&header, &unsigned)).unwrap().verify(&key).is_err(), "{header}");
    }
}

#[test]
fn a_token_has_one_shape() {
    let (_, sign_with) = ed25519();
    let good = token_of(&json!({ "alg": "EdDSA" }), &sign_with);
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    let header = part("{\"alg\":\"EdDSA\"}");
    let wrong = [
        String::new(),
        "a.b".to_owned(),
        format!("{good}.x"),
        format!("{good}="),
        format!(" {good}"),
        good.replace('.', ".\n"),
        format!("{}.e30.c2ln", part("[]")),
        format!("{}.e30.c2ln", part("{}")),
        format!("{}.e30.c2ln", part("{\"alg\":7}")),
        format!("{}.e30.c2ln", part("{\"alg\":\"EdDSA\",\"alg\":\"none\"}")),
        // Base64 with the letters of the other alphabet, with padding, with bits left over.
        format!("{header}.+/+/.c2ln"),
        format!("{header}.e30=.c2ln"),
        format!("{header}.e31.c2ln"),
    ];
    for token in wrong {
        assert!(Compact::parse(&token).is_err(), "{token}");
    }
}

#[test]
fn every_part_has_a_greatest_length() {
    let header = |bytes: usize| {
        let empty = json!({ "alg": "EdDSA", "x": "" }).to_string().len();
        URL_SAFE_NO_PAD.encode(json!({ "alg": "EdDSA", "x": "x".repeat(bytes - empty) }).to_string())
    };
    let most = HEADER_BYTES_MAX / 4 * 3;
    assert!(Compact::parse(&format!("{}.e30.c2ln", header(most))).is_ok());
    assert_eq!(Compact::parse(&format!("{}.e30.c2ln", header(most + 1))), Err(JwsError::TooLong { part: "header" }));
    let signature = |bytes: usize| format!("{}.e30.{}", header(100), URL_SAFE_NO_PAD.encode(vec![0; bytes]));
    assert!(Compact::parse(&signature(SIGNATURE_BYTES_MAX)).is_ok());
    assert_eq!(Compact::parse(&signature(SIGNATURE_BYTES_MAX + 1)), Err(JwsError::TooLong { part: "signature" }));
    let head = header(100);
    let payload = |letters: usize| format!("{head}.{}.c2ln", "A".repeat(letters));
    let most = TOKEN_BYTES_MAX - head.len() - 6;
    assert!(most.is_multiple_of(4) || Compact::parse(&payload(most / 4 * 4)).is_ok());
    assert_eq!(Compact::parse(&payload(most + 1)), Err(JwsError::TooLong { part: "token" }));
}

#[test]
fn a_key_in_the_header_is_public_or_refused() {
    let (key, sign_with) = ed25519();
    let token = token_of(&json!({ "alg": "EdDSA", "jwk": key.jwk() }), &sign_with);
    assert_eq!(Compact::parse(&token).unwrap().embedded_key(), Ok(Some(key.clone())));
    let mut private = key.jwk();
    private["d"] = json!("AAAA");
    let header = json!({ "alg": "EdDSA", "jwk": private });
    assert_eq!(sign(&header, b"{}", &sign_with), Err(JwsError::Key(KeyError::Private)));
    assert_eq!(Compact::parse(&forged(&header, &sign_with)).unwrap().embedded_key(), Err(JwsError::Key(KeyError::Private)));
    assert_eq!(
        sign(&json!({ "alg": "EdDSA" }), b"", |_| Err(SignError("lost".to_owned()))),
        Err(JwsError::Sign(SignError("lost".to_owned())))
    );
}
