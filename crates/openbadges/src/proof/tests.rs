use std::path::Path;

use ed25519_dalek::{Signer, SigningKey};
use serde_json::Value;

use super::eddsa_rdfc::hashed;
use super::*;
use crate::{multibase, vectors};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn signer(key: &SigningKey) -> impl FnOnce(&[u8]) -> Result<[u8; 64], SignError> {
    |message| Ok(key.sign(message).to_bytes())
}

fn public(key: &SigningKey) -> Ed25519Public {
    Ed25519Public::from_bytes(key.verifying_key().as_bytes()).expect("point")
}

fn split(signed: &Value) -> (Value, Value) {
    let mut document = signed.clone();
    let proof = document.as_object_mut().and_then(|d| d.shift_remove("proof")).expect("proof");
    (document, proof)
}

/// The examples context has an `@vocab`: every term is defined. For W3C's vectors only.
fn engine_with_examples() -> Engine {
    let examples: Value = serde_json::from_str(ssi_contexts::CREDENTIALS_EXAMPLES_V2).expect("context");
    Engine::new().with_context("https://www.w3.org/ns/credentials/examples/v2", &examples)
}

/// Checks every intermediate value of one W3C vector folder.
fn assert_w3c_vector(engine: &Engine, folder: &Path, keys: &Value) {
    let text = |name: &str| vectors::text(&folder.join(name));
    let (document, proof) = split(&vectors::json(&folder.join("signedDataInt.json")));
    let (Value::Object(d), Value::Object(p)) = (&document, &proof) else { panic!("objects") };
    let hashed = hashed::<Value>(engine, d, p, Edition::First).expect("hashed");
    let lines = |c: &Canonical| String::from_utf8(c.as_bytes().to_vec()).expect("UTF-8").trim_end().to_owned();
    assert_eq!(lines(&hashed.document), text("canonDocDataInt.txt"));
    assert_eq!(lines(&hashed.proof), text("proofCanonDataInt.txt"));
    assert_eq!(hex(&hashed.document.sha256()), text("docHashDataInt.txt"));
    assert_eq!(hex(&hashed.proof.sha256()), text("proofHashDataInt.txt"));
    assert_eq!(hex(&hashed.message()), text("combinedHashDataInt.txt"));
    let seed = multibase::ed25519_secret(keys["privateKeyMultibase"].as_str().expect("text")).expect("key");
    let key = SigningKey::from_bytes(&seed);
    assert_eq!(hex(&key.sign(&hashed.message()).to_bytes()), text("sigHexDataInt.txt"));
    let field = |name: &str| proof[name].as_str().expect("text");
    let options = ProofOptions {
        verification_method: field("verificationMethod"),
        created: field("created"),
        purpose: field("proofPurpose"),
    };
    let signed = create(engine, &document, &options, signer(&key)).expect("signed");
    assert_eq!(signed["proof"]["proofValue"].as_str(), Some(text("sigBTC58DataInt.txt").as_str()));
    let checked = check(engine, &signed, &signed["proof"], &public(&key)).expect("checked");
    assert_eq!(checked, Checked { suite: Suite::EddsaRdfc2022, edition: Edition::First });
}

#[test]
fn w3c_eddsa_rdfc_vector_byte_for_byte() {
    let Some(vectors) = vectors::folder("w3c_eddsa_rdfc_vector_byte_for_byte") else {
        return;
    };
    let base = vectors.join("w3c-vc-di-eddsa/TestVectors");
    let keys = vectors::json(&base.join("keyPair.json"));
    assert_w3c_vector(&engine_with_examples(), &base.join("eddsa-rdfc-2022"), &keys);
}

#[test]
fn open_badges_guide_vector_byte_for_byte() {
    let Some(vectors) = vectors::folder("open_badges_guide_vector_byte_for_byte") else {
        return;
    };
    let base = vectors.join("1edtech-ob3-spec");
    let signed = vectors::json(&base.join("extracted/024-linked-data-proof-ob-Signed-credential.json"));
    let (document, proof) = split(&signed);
    let (Value::Object(d), Value::Object(p)) = (&document, &proof) else { panic!("objects") };
    let hashed = hashed::<Value>(Engine::standard(), d, p, Edition::First).expect("hashed");
    let text = |name: &str| vectors::text(&base.join("test-vectors/obv3p0").join(name));
    assert_eq!(String::from_utf8_lossy(hashed.document.as_bytes()).trim_end(), text("document-canon.txt"));
    assert_eq!(String::from_utf8_lossy(hashed.proof.as_bytes()).trim_end(), text("proof-canon.txt"));
    // Implementation Guide, "Linked Data Proof": the two hashes and the secret key it signs with.
    assert_eq!(hex(&hashed.proof.sha256()), "d34009cea0dbc1ca941e09dc01c8c9d3e3ce3c5b853f67ee44698dcea10f5d19");
    assert_eq!(hex(&hashed.document.sha256()), "87f65a76d40146205e3b3e06cb0fbd153f97f9ce70372390f52566bb7f9e0773");
    let seed = "6241a409e6707bb640a0140a8a32bc3d193c33a661747284d6adfa4ed4180be4";
    let seed: Vec<u8> = (0..32).map(|i| u8::from_str_radix(&seed[2 * i..2 * i + 2], 16).expect("hex")).collect();
    let key = SigningKey::from_bytes(seed.as_slice().try_into().expect("32 bytes"));
    assert_eq!(multibase::signature(&key.sign(&hashed.message()).to_bytes()), proof["proofValue"].as_str().expect("text"));
    check(Engine::standard(), &signed, &signed["proof"], &public(&key)).expect("checked");
}
