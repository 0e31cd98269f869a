//! W3C's vectors of every suite, each intermediate value, and what separates the suites from one another.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair, EcdsaSigningAlgorithm, KeyPair as _,
};
use sha2::Sha384;

use super::*;
use crate::key::{P256Public, P384Public};

pub(crate) type Sign = Box<dyn Fn(&[u8]) -> Result<Vec<u8>, SignError>>;

/// A key pair of the vectors, from its two multibase texts.
fn pair(keys: &Value) -> (PublicKey, Sign) {
    let field = |name: &str| keys[name].as_str().map(str::to_owned);
    let public = field("publicKeyMultibase").expect("public key");
    let secret = field("secretKeyMultibase").or_else(|| field("privateKeyMultibase")).expect("secret key");
    let public = PublicKey::from_multikey(&public).expect("public key");
    let secret = multibase::decode(&secret).expect("secret key");
    match &public {
        PublicKey::Ed25519(_) => {
            let key = SigningKey::from_bytes(secret[2..].try_into().expect("32 bytes"));
            (public, Box::new(move |message| Ok(key.sign(message).to_bytes().to_vec())))
        }
        PublicKey::P256(key) => ecdsa(&ECDSA_P256_SHA256_FIXED_SIGNING, &secret[2..], key.coordinates(), public.clone()),
        PublicKey::P384(key) => ecdsa(&ECDSA_P384_SHA384_FIXED_SIGNING, &secret[2..], key.coordinates(), public.clone()),
        PublicKey::Rsa(_) => panic!("no suite for RSA"),
    }
}

fn ecdsa(
    algorithm: &'static EcdsaSigningAlgorithm,
    secret: &[u8],
    (x, y): (&[u8], &[u8]),
    public: PublicKey,
) -> (PublicKey, Sign) {
    let point = [&[4], x, y].concat();
    let pair = EcdsaKeyPair::from_private_key_and_public_key(algorithm, secret, &point).expect("a pair");
    (public, Box::new(move |message| Ok(pair.sign(&SystemRandom::new(), message).expect("signed").as_ref().to_vec())))
}

/// Fresh keys that sign, one of each kind that a suite takes.
pub(crate) fn keys() -> Vec<(PublicKey, Sign)> {
    let fresh = |algorithm: &'static EcdsaSigningAlgorithm| {
        let pair = EcdsaKeyPair::generate(algorithm).expect("a pair");
        let point = &pair.public_key().as_ref()[1..];
        let (x, y) = point.split_at(point.len() / 2);
        let public = match x.len() {
            32 => PublicKey::P256(P256Public::from_coordinates(x, y).expect("point")),
            _ => PublicKey::P384(P384Public::from_coordinates(x, y).expect("point")),
        };
        let sign: Sign = Box::new(move |message| Ok(pair.sign(&SystemRandom::new(), message).expect("signed").as_ref().to_vec()));
        (public, sign)
    };
    let ed25519 = key();
    let sign: Sign = Box::new(move |message| Ok(ed25519.sign(message).to_bytes().to_vec()));
    vec![(public(&key()).into(), sign), fresh(&ECDSA_P256_SHA256_FIXED_SIGNING), fresh(&ECDSA_P384_SHA384_FIXED_SIGNING)]
}

/// The canonical proof and document and what is signed.
fn steps(engine: &Engine, document: &Value, proof: &Value, key: &PublicKey) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
    let (Value::Object(d), Value::Object(p)) = (document, proof) else { panic!("objects") };
    if Suite::of::<Value>(p).expect("suite").signs_json() {
        let canonical = jcs::canonical(d, &[], p).expect("canonical");
        let message = canonical.message(Hash::of(key));
        return (canonical.proof, canonical.document, message);
    }
    let unsecured = Unsecured { object: d, without: "proof" };
    let hashed = match Hash::of(key) {
        Hash::Sha256 => rdfc::hashed::<Value, Sha256>(engine, &unsecured, p, Edition::First),
        Hash::Sha384 => rdfc::hashed::<Value, Sha384>(engine, &unsecured, p, Edition::First),
    }
    .expect("hashed");
    let message = match Hash::of(key) {
        Hash::Sha256 => hashed.message::<Sha256>(),
        Hash::Sha384 => hashed.message::<Sha384>(),
    };
    (hashed.proof.as_bytes().to_vec(), hashed.document.as_bytes().to_vec(), message)
}

/// Every intermediate value of a folder whose files end in `suffix`, then their signature and one of our own.
fn assert_vector(engine: &Engine, folder: &Path, suffix: &str, suite: Suite, keys: &Value) {
    let (key, sign) = pair(keys);
    let text = |name: &str| vectors::text(&folder.join(format!("{name}{suffix}.txt")));
    let signed = vectors::json(&folder.join(format!("signed{suffix}.json")));
    let (document, proof) = split(&signed);
    assert_eq!(Suite::of::<Value>(proof.as_object().expect("object")), Ok(suite));
    let (canonical_proof, canonical_document, message) = steps(engine, &document, &proof, &key);
    let trimmed = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8").trim_end().to_owned();
    assert_eq!(trimmed(&canonical_document), text("canonDoc"));
    assert_eq!(trimmed(&canonical_proof), text("proofCanon"));
    let (proof_hash, document_hash) = message.split_at(message.len() / 2);
    assert_eq!(hex(document_hash), text("docHash"));
    assert_eq!(hex(proof_hash), text("proofHash"));
    assert_eq!(hex(&message), text("combinedHash"));
    let value = multibase::decode(proof["proofValue"].as_str().expect("text")).expect("base58");
    assert_eq!(hex(&value), text("sigHex"));
    assert_eq!(proof["proofValue"].as_str(), Some(text("sigBTC58").as_str()));
    let checked = check(engine, &signed, &signed["proof"], &key).expect("checked");
    assert_eq!(checked, Checked { suite, edition: Edition::First, contexts_added: false });

    let field = |name: &str| proof[name].as_str().expect("text");
    let options = ProofOptions {
        verification_method: field("verificationMethod"),
        created: field("created"),
        purpose: field("proofPurpose"),
    };
    let ours = create_with(engine, &document, suite, &key, &options, &sign).expect("signed");
    check(engine, &ours, &ours["proof"], &key).expect("ours is right");
    // ECDSA signs with a number of its own each time; Ed25519 always writes the same.
    let same = |proof: &Value| proof.as_object().expect("object").iter().filter(|(field, _)| *field != "proofValue").count();
    assert_eq!(same(&ours["proof"]), same(&proof));
    if matches!(key, PublicKey::Ed25519(_)) {
        assert_eq!(ours["proof"], proof);
    }
}

#[test]
fn w3c_eddsa_vectors_byte_for_byte() {
    let Some(vectors) = vectors::folder("w3c_eddsa_vectors_byte_for_byte") else { return };
    let base = vectors.join("w3c-vc-di-eddsa/TestVectors");
    let keys = vectors::json(&base.join("keyPair.json"));
    let engine = engine_with_examples();
    assert_vector(&engine, &base.join("eddsa-rdfc-2022"), "DataInt", Suite::EddsaRdfc2022, &keys);
    assert_vector(&engine, &base.join("eddsa-jcs-2022"), "JCS", Suite::EddsaJcs2022, &keys);
    assert_vector(&engine, &base.join("Ed25519Signature2020"), "EdSig", Suite::Ed25519Signature2020, &keys);
}

#[test]
fn w3c_ecdsa_vectors_byte_for_byte() {
    let Some(vectors) = vectors::folder("w3c_ecdsa_vectors_byte_for_byte") else { return };
    let base = vectors.join("w3c-vc-di-ecdsa/TestVectors");
    let (examples, citizenship) = (engine_with_examples(), engine_with_citizenship());
    for (curve, file) in [("p256", "P256"), ("p384", "P384")] {
        let keys = vectors::json(&base.join(format!("{curve}KeyPair.json")));
        let rdfc = base.join(format!("ecdsa-rdfc-2019-{curve}"));
        assert_vector(&examples, &rdfc, &format!("ECDSA{file}"), Suite::EcdsaRdfc2019, &keys);
        assert_vector(&citizenship, &rdfc.join("employ"), &format!("ECDSA{file}"), Suite::EcdsaRdfc2019, &keys);
        let jcs = base.join(format!("ecdsa-jcs-2019-{curve}"));
        assert_vector(&examples, &jcs, &format!("JCSECDSA{file}"), Suite::EcdsaJcs2019, &keys);
    }
}

/// A badge that `Ed25519Signature2020` can sign as well: its context has the suite.
fn with_suite_context() -> Value {
    let mut document = badge();
    let contexts = document["@context"].as_array_mut().expect("contexts");
    contexts.push(json!("https://w3id.org/security/suites/ed25519-2020/v1"));
    document
}

#[test]
fn every_suite_signs_with_its_own_keys_and_sees_every_change() {
    let engine = Engine::standard();
    let document = with_suite_context();
    let mut tried = 0;
    for suite in Suite::ALL {
        for (key, sign) in keys() {
            let signed = create_with(engine, &document, suite, &key, &OPTIONS, &sign);
            if !suite.takes(&key) {
                assert_eq!(signed, Err(ProofError::OtherKey));
                continue;
            }
            let signed = signed.expect("signed");
            let verdict = |document: &Value| check(engine, document, &document["proof"], &key);
            assert_eq!(verdict(&signed).map(|checked| checked.suite), Ok(suite));
            for (place, value) in all_places(&signed) {
                let Value::String(text) = &value else { continue };
                if said_twice(&place) && !suite.signs_json() {
                    continue;
                }
                let changed = with(&signed, &place, json!(format!("{text}x")));
                assert!(verdict(&changed).is_err(), "{} {place}", suite.name());
                tried += 1;
            }
        }
    }
    assert!(tried > 300, "{tried}");
}

#[test]
fn a_suite_takes_keys_of_its_curve_only() {
    let keys = keys();
    let takes = |suite: Suite| keys.iter().map(|(key, _)| suite.takes(key)).collect::<Vec<_>>();
    for suite in [Suite::EddsaRdfc2022, Suite::EddsaJcs2022, Suite::Ed25519Signature2020] {
        assert_eq!(takes(suite), [true, false, false], "{}", suite.name());
    }
    for suite in [Suite::EcdsaRdfc2019, Suite::EcdsaJcs2019] {
        assert_eq!(takes(suite), [false, true, true], "{}", suite.name());
    }
    // Signed by an Ed25519 key under the name of ECDSA: of the right length, and refused all the same.
    let engine = Engine::standard();
    let (key, sign) = &keys[0];
    for suite in [Suite::EcdsaRdfc2019, Suite::EcdsaJcs2019] {
        let mut proof = config::unsigned(suite, &OPTIONS).expect("proof");
        let document = badge();
        let object = document.as_object().expect("object");
        let message = if suite.signs_json() {
            jcs::canonical(object, &[], &proof).expect("canonical").message(Hash::Sha256)
        } else {
            rdfc::message(engine, object, &proof, Hash::Sha256).expect("message")
        };
        let value = multibase::encode_base58(&sign(&message).expect("signed")).expect("base58");
        proof.insert("proofValue".to_owned(), value.into());
        assert_eq!(check(engine, &document, &Value::Object(proof.clone()), key), Err(ProofError::OtherKey));
        assert_eq!(check_link(engine, &document, &Value::Object(proof), &[], key), Err(ProofError::OtherKey));
    }
}

#[test]
fn a_suite_is_not_another_and_a_key_not_another() {
    let engine = Engine::standard();
    let document = with_suite_context();
    let keys = keys();
    for (suite, own) in [(Suite::EddsaRdfc2022, 0), (Suite::EddsaJcs2022, 0), (Suite::EcdsaRdfc2019, 1), (Suite::EcdsaJcs2019, 2)]
    {
        let (key, sign) = &keys[own];
        let signed = create_with(engine, &document, suite, key, &OPTIONS, sign).expect("signed");
        for (place, (other, _)) in keys.iter().enumerate() {
            if place != own {
                assert!(check(engine, &signed, &signed["proof"], other).is_err(), "{}", suite.name());
            }
        }
        for name in ["eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-rdfc-2019", "ecdsa-jcs-2019"] {
            if name != suite.name() {
                let renamed = with(&signed, "/proof/cryptosuite", json!(name));
                assert!(check(engine, &renamed, &renamed["proof"], key).is_err(), "{} as {name}", suite.name());
            }
        }
        // A name of a proof type is no cryptosuite, and the other way round.
        for (field, name) in [("/proof/cryptosuite", "Ed25519Signature2020"), ("/proof/type", suite.name())] {
            let renamed = with(&signed, field, json!(name));
            assert!(matches!(check(engine, &renamed, &renamed["proof"], key), Err(ProofError::UnsupportedSuite(_))), "{name}");
        }
    }
}

#[test]
fn a_signature_has_the_length_of_its_key() {
    let engine = Engine::standard();
    for (key, sign) in keys() {
        let suite = if matches!(key, PublicKey::Ed25519(_)) { Suite::EddsaJcs2022 } else { Suite::EcdsaJcs2019 };
        let signed = create_with(engine, &badge(), suite, &key, &OPTIONS, &sign).expect("signed");
        let value = multibase::decode(signed["proof"]["proofValue"].as_str().expect("text")).expect("base58");
        let longer = [value.as_slice(), &[0]].concat();
        for wrong in [&value[1..], &longer, &[], &[0; 64], &[0; 96], &[0xff; 64], &[0xff; 96]] {
            let wrong = multibase::encode_base58(wrong).expect("base58");
            assert!(check(engine, &signed, &with(&signed, "/proof/proofValue", json!(wrong))["proof"], &key).is_err());
        }
        let base64 = multibase::encode_base64url(&value);
        let other = with(&signed, "/proof/proofValue", json!(base64));
        assert!(matches!(check(engine, &other, &other["proof"], &key), Err(ProofError::Field { field: "proofValue", .. })));
    }
}

/// VC-DI-EDDSA §3.3.2 step 4: the document's contexts begin with those the proof was made with. What was added behind
/// them is not signed, and that is said.
#[test]
fn json_is_signed_with_its_contexts_and_added_ones_are_told() {
    let engine = Engine::standard();
    let (key, sign) = keys().swap_remove(0);
    let document = badge();
    let signed = create_with(engine, &document, Suite::EddsaJcs2022, &key, &OPTIONS, &sign).expect("signed");
    assert_eq!(signed["proof"]["@context"], document["@context"]);
    let verdict = |document: &Value| check(engine, document, &document["proof"], &key);
    assert_eq!(verdict(&signed).map(|checked| checked.contexts_added), Ok(false));
    let mut added = signed.clone();
    added["@context"].as_array_mut().expect("contexts").push(json!("https://example.org/later"));
    assert_eq!(verdict(&added).map(|checked| checked.contexts_added), Ok(true));
    let mut before = signed.clone();
    before["@context"].as_array_mut().expect("contexts").insert(0, json!("https://example.org/earlier"));
    assert_eq!(verdict(&before), Err(ProofError::ProofContext));
    let mut fewer = signed.clone();
    fewer["@context"].as_array_mut().expect("contexts").pop();
    assert_eq!(verdict(&fewer), Err(ProofError::ProofContext));
    let mut both = added.clone();
    both["proof"]["@context"] = added["@context"].clone();
    assert_eq!(verdict(&both), Err(ProofError::WrongSignature));
}

/// Where a signature over statements refuses words that no context defines, one over JSON has signed them.
#[test]
fn json_is_signed_to_the_last_word() {
    let engine = Engine::standard();
    let (key, sign) = keys().swap_remove(0);
    let mut document = badge();
    document["addedBefore"] = json!({ "é": [1, 2.5, null, true, "\u{1F600}"] });
    let signed = create_with(engine, &document, Suite::EddsaJcs2022, &key, &OPTIONS, &sign).expect("signed");
    assert!(check(engine, &signed, &signed["proof"], &key).is_ok());
    for (place, value) in [("/addedBefore/é/0", json!(2)), ("/addedBefore/é/2", json!(false)), ("/addedBefore", json!({}))] {
        let changed = with(&signed, place, value);
        assert_eq!(check(engine, &changed, &changed["proof"], &key), Err(ProofError::WrongSignature), "{place}");
    }
    let mut added = signed.clone();
    added["addedLater"] = json!(1);
    assert_eq!(check(engine, &added, &added["proof"], &key), Err(ProofError::WrongSignature));
    // The order of keys says nothing.
    let bytes = serde_json_canonicalizer::to_vec(&signed).expect("canonical");
    assert!(check_bytes(engine, &bytes, &key).is_ok());
}

#[test]
fn suites_that_are_not_checked_are_named() {
    let (key, _) = keys().swap_remove(0);
    let signed = signed_badge();
    for name in ["ecdsa-sd-2023", "bbs-2023", "eddsa-2022", "ecdsa-2019", "mldsa44-rdfc-2024", ""] {
        let other = with(&signed, "/proof/cryptosuite", json!(name));
        let verdict = check(Engine::standard(), &other, &other["proof"], &key);
        assert_eq!(verdict, Err(ProofError::UnsupportedSuite(name.to_owned())));
    }
}
