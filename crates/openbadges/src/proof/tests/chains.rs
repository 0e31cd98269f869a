//! Proofs made after others (Data Integrity §2.1.2): each signs the document with the ones before it.

use super::*;

/// Signs a document with the proofs `previous` in it, as §4.4 says, and returns the proof.
fn link(document: &Value, id: &str, previous: &[Value], key: &SigningKey) -> Value {
    let object = document.as_object().expect("object");
    let mut proof = config::unsigned(Suite::EddsaJcs2022, &OPTIONS).expect("proof");
    proof.insert("id".to_owned(), id.into());
    proof.insert("@context".to_owned(), document["@context"].clone());
    let ids: Vec<Value> = previous.iter().map(|proof| proof["id"].clone()).collect();
    match ids.as_slice() {
        [] => {}
        [one] => drop(proof.insert("previousProof".to_owned(), one.clone())),
        several => drop(proof.insert("previousProof".to_owned(), several.into())),
    }
    let message = jcs::canonical(object, previous, &proof).expect("canonical").message(Hash::Sha256);
    proof.insert("proofValue".to_owned(), multibase::signature(&key.sign(&message).to_bytes()).into());
    Value::Object(proof)
}

#[test]
fn a_link_signs_the_proofs_before_it() {
    let engine = Engine::standard();
    let keys = [1, 2, 3].map(|seed| SigningKey::from_bytes(&[seed; 32]));
    let publics = keys.each_ref().map(|key| PublicKey::from(public(key)));
    let document = badge();
    let first = link(&document, "urn:1", &[], &keys[0]);
    let second = link(&document, "urn:2", std::slice::from_ref(&first), &keys[1]);
    let both = [first.clone(), second.clone()];
    let third = link(&document, "urn:3", &both, &keys[2]);
    assert!(check(engine, &document, &first, &publics[0]).is_ok());
    assert!(check_link(engine, &document, &second, &both[..1], &publics[1]).is_ok());
    assert!(check_link(engine, &document, &third, &both, &publics[2]).is_ok());
    // A link stands for nothing without the ones before it, nor with others, nor in another order.
    assert_eq!(check(engine, &document, &second, &publics[1]), Err(ProofError::UnsupportedField("previousProof")));
    for previous in [vec![], vec![second.clone()], vec![second.clone(), first.clone()]] {
        assert_eq!(check_link(engine, &document, &third, &previous, &publics[2]), Err(ProofError::WrongSignature));
    }
    let mut changed = first.clone();
    changed["created"] = json!("2018-07-05T19:23:25Z");
    assert_eq!(check_link(engine, &document, &second, &[changed], &publics[1]), Err(ProofError::WrongSignature));
    let mut cut = second.clone();
    cut.as_object_mut().expect("object").shift_remove("previousProof");
    assert_eq!(check(engine, &document, &cut, &publics[1]), Err(ProofError::WrongSignature));
}

/// Statements about proofs are named graphs. Until the engine can say them, such a link is refused and never passed.
#[test]
fn a_link_over_statements_is_right_or_refused() {
    let engine = Engine::standard();
    let signed = signed_badge();
    let mut proof = signed["proof"].clone();
    proof["previousProof"] = json!("urn:1");
    let mut first = signed["proof"].clone();
    first["id"] = json!("urn:1");
    let verdict = check_link(engine, &badge(), &proof, &[first], &public(&key()).into());
    assert!(verdict.is_err(), "{verdict:?}");
}
