//! Proofs made after others (Data Integrity §2.1.2): each signs the document with the ones before it.

use super::*;

/// Signs a document with the proofs `previous` in it, as §4.4 says, and returns the proof.
pub(crate) fn link(
    document: &Value,
    suite: Suite,
    id: &str,
    previous: &[Value],
    method: &str,
    sign: impl FnOnce(&[u8]) -> [u8; 64],
) -> Value {
    let options = ProofOptions { verification_method: method, ..OPTIONS };
    let mut proof = config::unsigned(suite, &options).expect("proof");
    proof.insert("id".to_owned(), id.into());
    let ids: Vec<Value> = previous.iter().map(|proof| proof["id"].clone()).collect();
    match ids.as_slice() {
        [] => {}
        [one] => drop(proof.insert("previousProof".to_owned(), one.clone())),
        several => drop(proof.insert("previousProof".to_owned(), several.into())),
    }
    let mut with_previous = document.as_object().expect("object").clone();
    if !previous.is_empty() {
        with_previous.insert("proof".to_owned(), previous.into());
    }
    let message = if suite.signs_json() {
        proof.insert("@context".to_owned(), document["@context"].clone());
        jcs::canonical(&with_previous, previous, &proof).expect("canonical").message(Hash::Sha256)
    } else {
        let unsecured = Unsecured { object: &with_previous, without: "" };
        rdfc::hashed::<Value, Sha256>(Engine::standard(), &unsecured, &proof, Edition::First).expect("hashed").message::<Sha256>()
    };
    proof.insert("proofValue".to_owned(), multibase::signature(&sign(&message)).into());
    Value::Object(proof)
}

#[test]
fn a_link_signs_the_proofs_before_it() {
    let engine = Engine::standard();
    let keys = [1, 2, 3].map(|seed| SigningKey::from_bytes(&[seed; 32]));
    let publics = keys.each_ref().map(|key| PublicKey::from(public(key)));
    let document = badge();
    for suite in [Suite::EddsaJcs2022, Suite::EddsaRdfc2022] {
        let link = |key: &SigningKey, id: &str, previous: &[Value]| {
            link(&document, suite, id, previous, OPTIONS.verification_method, |message| key.sign(message).to_bytes())
        };
        let first = link(&keys[0], "urn:1", &[]);
        let second = link(&keys[1], "urn:2", std::slice::from_ref(&first));
        let both = [first.clone(), second.clone()];
        let third = link(&keys[2], "urn:3", &both);
        assert!(check(engine, &document, &first, &publics[0]).is_ok());
        assert!(check_link(engine, &document, &second, &both[..1], &publics[1]).is_ok());
        assert!(check_link(engine, &document, &third, &both, &publics[2]).is_ok());
        // A link stands for nothing without the ones before it, nor with others.
        assert_eq!(check(engine, &document, &second, &publics[1]), Err(ProofError::UnsupportedField("previousProof")));
        for previous in [vec![], vec![second.clone()]] {
            assert!(check_link(engine, &document, &third, &previous, &publics[2]).is_err());
        }
        for (field, value) in [("created", json!("2018-07-05T19:23:25Z")), ("proofValue", second["proofValue"].clone())] {
            let mut changed = first.clone();
            changed[field] = value;
            let verdict = check_link(engine, &document, &second, &[changed], &publics[1]);
            assert_eq!(verdict, Err(ProofError::WrongSignature), "{field}");
        }
        let mut cut = second.clone();
        cut.as_object_mut().expect("object").shift_remove("previousProof");
        assert_eq!(check(engine, &document, &cut, &publics[1]), Err(ProofError::WrongSignature));
    }
}
