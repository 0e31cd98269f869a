mod chains;
mod published;
mod suites;

pub(crate) use chains::link;
pub(crate) use suites::{Sign, keys};

use std::path::Path;

use ed25519_dalek::{Signer, SigningKey};
use serde_json::{Value, json};

use sha2::Sha256;

use super::rdfc::{Hashed, Unsecured};
use super::*;
use crate::multibase::Ed25519Public;
use crate::rdfc::Canonical;
use crate::{multibase, vectors};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn hashed(engine: &Engine, document: &Map<String, Value>, proof: &Map<String, Value>, edition: Edition) -> Hashed {
    let document = Unsecured { object: document, without: "proof" };
    rdfc::hashed::<Value, Sha256>(engine, &document, proof, edition).expect("hashed")
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
    let hashed = hashed(engine, d, p, Edition::First);
    let lines = |c: &Canonical| String::from_utf8(c.as_bytes().to_vec()).expect("UTF-8").trim_end().to_owned();
    assert_eq!(lines(&hashed.document), text("canonDocDataInt.txt"));
    assert_eq!(lines(&hashed.proof), text("proofCanonDataInt.txt"));
    assert_eq!(hex(&hashed.document.sha256()), text("docHashDataInt.txt"));
    assert_eq!(hex(&hashed.proof.sha256()), text("proofHashDataInt.txt"));
    assert_eq!(hex(&hashed.message::<Sha256>()), text("combinedHashDataInt.txt"));
    let seed = multibase::ed25519_secret(keys["privateKeyMultibase"].as_str().expect("text")).expect("key");
    let key = SigningKey::from_bytes(&seed);
    assert_eq!(hex(&key.sign(&hashed.message::<Sha256>()).to_bytes()), text("sigHexDataInt.txt"));
    let field = |name: &str| proof[name].as_str().expect("text");
    let options = ProofOptions {
        verification_method: field("verificationMethod"),
        created: field("created"),
        purpose: field("proofPurpose"),
    };
    let signed = create(engine, &document, &options, signer(&key)).expect("signed");
    assert_eq!(signed["proof"]["proofValue"].as_str(), Some(text("sigBTC58DataInt.txt").as_str()));
    let checked = check(engine, &signed, &signed["proof"], &public(&key)).expect("checked");
    assert_eq!(checked, Checked { suite: Suite::EddsaRdfc2022, edition: Edition::First, contexts_added: false });
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
    let hashed = hashed(Engine::standard(), d, p, Edition::First);
    let text = |name: &str| vectors::text(&base.join("test-vectors/obv3p0").join(name));
    assert_eq!(String::from_utf8_lossy(hashed.document.as_bytes()).trim_end(), text("document-canon.txt"));
    assert_eq!(String::from_utf8_lossy(hashed.proof.as_bytes()).trim_end(), text("proof-canon.txt"));
    // Implementation Guide, "Linked Data Proof": the two hashes and the secret key it signs with.
    assert_eq!(hex(&hashed.proof.sha256()), "d34009cea0dbc1ca941e09dc01c8c9d3e3ce3c5b853f67ee44698dcea10f5d19");
    assert_eq!(hex(&hashed.document.sha256()), "87f65a76d40146205e3b3e06cb0fbd153f97f9ce70372390f52566bb7f9e0773");
    let seed = "6241a409e6707bb640a0140a8a32bc3d193c33a661747284d6adfa4ed4180be4";
    let seed: Vec<u8> = (0..32).map(|i| u8::from_str_radix(&seed[2 * i..2 * i + 2], 16).expect("hex")).collect();
    let key = SigningKey::from_bytes(seed.as_slice().try_into().expect("32 bytes"));
    assert_eq!(
        multibase::signature(&key.sign(&hashed.message::<Sha256>()).to_bytes()),
        proof["proofValue"].as_str().expect("text")
    );
    check(Engine::standard(), &signed, &signed["proof"], &public(&key)).expect("checked");
}

/// Terms of W3C's "employ" vector, whose context (`citizenship/v4rc1`) is not published with it: two types of one
/// node, each with a context of its own, both of which must hold.
fn engine_with_citizenship() -> Engine {
    let date = "http://www.w3.org/2001/XMLSchema#dateTime";
    let context = json!({
        "@protected": true, "id": "@id", "type": "@type",
        "image": {"@id": "https://schema.org/image", "@type": "@id"},
        "EmploymentAuthorizationDocumentCredential": "https://w3id.org/citizenship#EmploymentAuthorizationDocumentCredential",
        "Person": {"@id": "https://schema.org/Person", "@context": {
            "@protected": true,
            "givenName": "https://schema.org/givenName",
            "additionalName": "https://schema.org/additionalName",
            "familyName": "https://schema.org/familyName",
            "gender": "https://schema.org/gender",
            "birthDate": {"@id": "https://schema.org/birthDate", "@type": date},
        }},
        "EmployablePerson": {"@id": "https://w3id.org/citizenship#EmployablePerson", "@context": {
            "@protected": true,
            "birthCountry": "https://w3id.org/citizenship#birthCountry",
            "residentSince": {"@id": "https://w3id.org/citizenship#residentSince", "@type": date},
            "employmentAuthorizationDocument": {
                "@id": "https://w3id.org/citizenship#employmentAuthorizationDocument", "@type": "@id",
            },
        }},
        "EmploymentAuthorizationDocument": {
            "@id": "https://w3id.org/citizenship#EmploymentAuthorizationDocument",
            "@context": {
                "@protected": true,
                "identifier": "https://schema.org/identifier",
                "lprCategory": "https://w3id.org/citizenship#lprCategory",
                "lprNumber": "https://w3id.org/citizenship#lprNumber",
            },
        },
    });
    Engine::new().with_context("https://w3id.org/citizenship/v4rc1", &context)
}

#[test]
fn w3c_employ_vector_byte_for_byte() {
    let Some(vectors) = vectors::folder("w3c_employ_vector_byte_for_byte") else { return };
    let base = vectors.join("w3c-vc-di-eddsa/TestVectors");
    let keys = vectors::json(&base.join("keyPair.json"));
    assert_w3c_vector(&engine_with_citizenship(), &base.join("eddsa-rdfc-2022/employ"), &keys);
}

/// The badge of the bench: every kind of node that we issue.
fn badge() -> Value {
    crate::json::read(include_bytes!("../../benches/ob_full.json")).expect("JSON")
}

const OPTIONS: ProofOptions<'_> = ProofOptions {
    verification_method: "did:web:badges.example.org:i:brest#key",
    created: "2018-07-05T19:23:24Z",
    purpose: "assertionMethod",
};

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

fn signed_badge() -> Value {
    create(Engine::standard(), &badge(), &OPTIONS, signer(&key())).expect("signed")
}

fn verdict(signed: &Value) -> Result<Checked, ProofError> {
    check(Engine::standard(), signed, &signed["proof"], &public(&key()))
}

/// Every place of a document, as JSON pointers, with its value.
fn places(value: &Value, at: &str, out: &mut Vec<(String, Value)>) {
    out.push((at.to_owned(), value.clone()));
    match value {
        Value::Array(items) => items.iter().enumerate().for_each(|(i, v)| places(v, &format!("{at}/{i}"), out)),
        Value::Object(map) => map.iter().for_each(|(k, v)| places(v, &format!("{at}/{k}"), out)),
        _ => {}
    }
}

fn all_places(value: &Value) -> Vec<(String, Value)> {
    let mut out = Vec::new();
    places(value, "", &mut out);
    out
}

fn with(document: &Value, place: &str, value: Value) -> Value {
    let mut changed = document.clone();
    *changed.pointer_mut(place).expect("place") = value;
    changed
}

#[test]
fn both_ways_of_writing_a_signed_badge_are_one() {
    let bytes = create_bytes(Engine::standard(), &badge(), &OPTIONS, signer(&key())).expect("signed");
    assert_eq!(bytes, serde_json::to_vec(&signed_badge()).expect("bytes"));
    assert_eq!(check_bytes(Engine::standard(), &bytes, &public(&key())), verdict(&signed_badge()));
    assert_eq!(verdict(&signed_badge()).map(|c| c.edition), Ok(Edition::First));
}

/// The badge says the same of its picture and of its author in two places: one of them may go.
fn said_twice(place: &str) -> bool {
    let pictures = ["/image/", "/credentialSubject/achievement/image/"];
    let authors = ["/issuer/", "/credentialSubject/achievement/creator/"];
    pictures.iter().chain(&authors).any(|prefix| place.starts_with(prefix))
}

/// Any text, boolean or key changed, anywhere in the document or in its proof: never verified.
#[test]
fn tampering_with_any_value_is_noticed() {
    let signed = signed_badge();
    let mut tried = 0;
    for (place, value) in all_places(&signed) {
        let changes = match &value {
            Value::String(text) => {
                vec![json!(format!("{text}x")), json!(format!("x{text}")), json!(text.to_uppercase()), json!([])]
            }
            Value::Bool(truth) => vec![json!(!truth), json!(truth.to_string())],
            Value::Array(items) if !items.is_empty() => vec![json!([]), json!(items[1..])],
            Value::Object(_) => vec![json!({}), json!("urn:x")],
            _ => vec![],
        };
        for change in changes.into_iter().filter(|change| *change != value) {
            // The same statements said otherwise: a boolean and its text under a datatype, one type and a list of it.
            let deleted = change.is_array() || change.is_object();
            if place.is_empty() || value.is_boolean() && change.is_string() || deleted && said_twice(&place) {
                continue;
            }
            let tampered = with(&signed, &place, change);
            assert!(verdict(&tampered).is_err(), "{place} {}", tampered.pointer(&place).expect("place"));
            tried += 1;
        }
    }
    assert!(tried > 250, "{tried}");
}

/// Text added under an undefined term would be shown and not signed: refused in every object of the document.
#[test]
fn an_undefined_term_is_refused_wherever_it_is_added() {
    let signed = signed_badge();
    for (place, value) in all_places(&signed) {
        let Value::Object(mut map) = value else { continue };
        map.insert("addedLater".into(), "x".into());
        let error = verdict(&with(&signed, &place, Value::Object(map))).expect_err(&place);
        assert!(error.is_unsigned_term(), "{place}: {error}");
        assert!(error.to_string().contains("addedLater"), "{place}: {error}");
    }
}

#[test]
fn another_key_another_proof_and_another_suite_are_told_apart() {
    let signed = signed_badge();
    let other = public(&SigningKey::from_bytes(&[8; 32]));
    assert_eq!(check(Engine::standard(), &signed, &signed["proof"], &other), Err(ProofError::WrongSignature));
    let suite = with(&signed, "/proof/cryptosuite", json!("ecdsa-sd-2023"));
    assert_eq!(verdict(&suite), Err(ProofError::UnsupportedSuite("ecdsa-sd-2023".into())));
    let kind = with(&signed, "/proof/type", json!("RsaSignature2018"));
    assert_eq!(verdict(&kind), Err(ProofError::UnsupportedSuite("RsaSignature2018".into())));
    let context = with(&signed, "/@context/1", json!("https://example.org/unknown"));
    assert_eq!(verdict(&context).expect_err("unknown").unknown_context(), Some("https://example.org/unknown"));
}

/// Fields of the proof itself are signed, or refused.
#[test]
fn fields_of_the_proof_are_signed_or_refused() {
    let signed = signed_badge();
    let added = |field: &str, value: Value| {
        let mut changed = signed.clone();
        changed["proof"][field] = value;
        verdict(&changed).expect_err(field)
    };
    for field in ["domain", "challenge", "nonce", "id"] {
        assert_eq!(added(field, json!("urn:x")), ProofError::WrongSignature, "{field}");
    }
    assert_eq!(added("expires", json!("2030-01-01T00:00:00Z")), ProofError::WrongSignature);
    for date in ["2030-01-01", "2030-01-01T00:00:00", "2030-13-01T00:00:00Z", "tomorrow", "2030-01-01T00:00:00.Z"] {
        assert!(matches!(added("expires", json!(date)), ProofError::Field { field: "expires", .. }), "{date}");
    }
    assert_eq!(added("previousProof", json!("urn:x")), ProofError::UnsupportedField("previousProof"));
    assert_eq!(added("@context", json!("https://w3id.org/security/v2")), ProofError::ProofContext);
    assert!(added("addedLater", json!("x")).is_unsigned_term());
    let mut own_context = signed.clone();
    own_context["proof"]["@context"] = signed["@context"][0].clone();
    assert!(verdict(&own_context).is_ok());
    for value in [json!("zzz"), json!("u00"), json!(""), json!(7)] {
        let wrong = with(&signed, "/proof/proofValue", value);
        assert!(matches!(verdict(&wrong), Err(ProofError::Field { field: "proofValue", .. })));
    }
}

/// Trap 1: a document of the second edition verifies, and the verdict says which edition it was.
#[test]
fn the_edition_that_verified_is_named() {
    let mut document = badge();
    document["endorsementJwt"] = json!(["a.b.c"]);
    let refused = create(Engine::standard(), &document, &OPTIONS, signer(&key()));
    assert!(refused.expect_err("only in one edition").is_unsigned_term());
    let (Value::Object(d), Ok(proof)) = (&document, super::config::unsigned(Suite::EddsaRdfc2022, &OPTIONS)) else {
        panic!("objects")
    };
    let message = hashed(Engine::standard(), d, &proof, Edition::Second).message::<Sha256>();
    let mut signed = document.clone();
    signed["proof"] = Value::Object(proof);
    signed["proof"]["proofValue"] = multibase::signature(&key().sign(&message).to_bytes()).into();
    assert_eq!(verdict(&signed), Ok(Checked { suite: Suite::EddsaRdfc2022, edition: Edition::Second, contexts_added: false }));
    signed["endorsementJwt"] = json!(["a.b.d"]);
    assert_eq!(verdict(&signed), Err(ProofError::WrongSignature));
}

#[test]
fn what_cannot_be_signed_is_not_signed() {
    let engine = Engine::standard();
    let never = |_: &[u8]| -> Result<[u8; 64], SignError> { panic!("nothing to sign") };
    let refused = |document: &Value| create(engine, document, &OPTIONS, never).expect_err("refused");
    assert_eq!(refused(&signed_badge()), ProofError::AlreadySigned);
    assert!(matches!(refused(&json!([])), ProofError::Shape(_)));
    assert!(matches!(refused(&json!({})), ProofError::Shape(_)));
    assert!(matches!(refused(&json!({"@context": badge()["@context"]})), ProofError::Shape(_)));
    let created = ProofOptions { created: "2018-07-05", ..OPTIONS };
    assert!(matches!(create(engine, &badge(), &created, never), Err(ProofError::Field { field: "created", .. })));
    let failing = create(engine, &badge(), &OPTIONS, |_| Err(SignError("no key".into())));
    assert_eq!(failing, Err(ProofError::Sign(SignError("no key".into()))));
}

/// A document made to take for ever is refused as such.
#[test]
fn a_poison_document_is_too_much_work() {
    let ids = (0..12).map(|n| format!("_:b{n}"));
    let all: Vec<String> = ids.collect();
    let evidence: Vec<Value> = all.iter().map(|id| json!({"id": id, "type": all})).collect();
    let mut document = badge();
    document["evidence"] = json!(evidence);
    let error = create(Engine::standard(), &document, &OPTIONS, signer(&key())).expect_err("poison");
    assert!(error.is_too_much_work(), "{error}");
}
