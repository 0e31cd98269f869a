//! Every suite, set and chain, seen from the document.

use super::*;
use crate::key::PublicKey;
use crate::proof::{ProofOptions, Suite, create_with};
use crate::read::ProofKind;

/// The badge of the tests without status, issued by a `did:key`.
fn unsigned(did: &str) -> Value {
    badge().tap(|b| {
        b["issuer"]["id"] = json!(did);
        remove(b, "credentialStatus");
        b["@context"].as_array_mut().unwrap().push(json!("https://w3id.org/security/suites/ed25519-2020/v1"));
    })
}

fn sign(document: &Value, suite: Suite, key: &PublicKey, did: &str, sign: &crate::proof::tests::Sign) -> Value {
    let method = crate::did::verification_method(did, key);
    let options = ProofOptions { verification_method: &method, created: "2026-03-04T09:00:00Z", purpose: "assertionMethod" };
    create_with(Engine::standard(), document, suite, key, &options, sign).unwrap()
}

#[test]
fn every_suite_verifies_and_is_named() {
    for suite in Suite::ALL {
        for (key, signing) in crate::proof::tests::keys().into_iter().filter(|(key, _)| suite.takes(key)) {
            let did = format!("did:key:{}", key.multikey().unwrap());
            let signed = sign(&unsigned(&did), suite, &key, &did, &signing);
            let report = Web::default().verify(&signed);
            assert_eq!((report.verdict, report.issuer_proven), (Verdict::Verified, IssuerProven::Proven), "{report:#?}");
            assert_eq!(json!(report.proof), suite.name());
            // By the document of a did:web, which lists the key in its own way.
            let signed = sign(&unsigned(ISSUER), suite, &key, ISSUER, &signing);
            let web = Web::default().with(DOCUMENT, &did_document(ISSUER, &[ListedKey { key: &key, revoked: None }]));
            assert_eq!(web.verify(&signed).verdict, Verdict::Verified, "{}", suite.name());
            let changed = signed.tap(|b| b["credentialSubject"]["achievement"]["name"] = json!("Better"));
            assert_eq!(web.verify(&changed).verdict, Verdict::Invalid, "{}", suite.name());
        }
    }
}

#[test]
fn one_right_proof_of_a_set_is_enough_and_the_report_says_which() {
    let mut keys = crate::proof::tests::keys();
    let (p256, by_p256) = keys.swap_remove(1);
    let (ed25519, by_ed25519) = keys.swap_remove(0);
    let did = format!("did:key:{}", p256.multikey().unwrap());
    let document = unsigned(&did);
    let wrong = sign(&document, Suite::EddsaRdfc2022, &ed25519, &did, &by_ed25519)["proof"].clone();
    let right = sign(&document, Suite::EcdsaJcs2019, &p256, &did, &by_p256)["proof"].clone();
    let sd = json!({ "type": "DataIntegrityProof", "cryptosuite": "ecdsa-sd-2023" });
    let report = Web::default().verify(&document.clone().tap(|b| b["proof"] = json!([sd, wrong, right])));
    assert_eq!((report.verdict, &report.proof), (Verdict::Verified, &ProofKind::EcdsaJcs2019), "{report:#?}");
    let proof = report.checks.iter().find(|check| check.check == CheckKind::Proof).unwrap();
    assert!(proof.detail.starts_with("proof 3 of 3 (ecdsa-jcs-2019)"), "{}", proof.detail);
    let report = Web::default().verify(&document.tap(|b| b["proof"] = json!([sd])));
    assert_eq!((report.verdict, &report.proof), (Verdict::Unsupported, &ProofKind::EcdsaSd2023));
}

/// A document signed with JSON, to which contexts were added: right, and odd.
#[test]
fn contexts_added_behind_a_signature_are_odd() {
    let (key, signing) = crate::proof::tests::keys().swap_remove(0);
    let did = format!("did:key:{}", key.multikey().unwrap());
    let signed = sign(&unsigned(&did), Suite::EddsaJcs2022, &key, &did, &signing);
    let added = signed.tap(|b| b["@context"].as_array_mut().unwrap().push(json!("https://x.example/context")));
    let report = Web::default().verify(&added);
    assert_eq!((report.verdict, outcome(&report, CheckKind::Context)), (Verdict::Warnings, Some(Outcome::Warn)));
}

#[test]
fn a_chain_is_right_when_every_link_is() {
    let document = unsigned("did:web:a.example:actors:1");
    let web = |seeds: &[u8]| {
        let keys: Vec<PublicKey> = seeds.iter().map(|seed| Signer::new(*seed).key().into()).collect();
        let listed: Vec<ListedKey<'_, PublicKey>> = keys.iter().map(|key| ListedKey { key, revoked: None }).collect();
        Web::default().with(DOCUMENT, &did_document(ISSUER, &listed))
    };
    for suite in [Suite::EddsaJcs2022, Suite::EddsaRdfc2022] {
        let link = |seed: u8, id: &str, previous: &[Value]| {
            let signer = Signer::new(seed);
            crate::proof::tests::link(
                &document,
                suite,
                id,
                previous,
                &crate::did::verification_method(ISSUER, &signer.key()),
                |b| signer.raw(b),
            )
        };
        let first = link(1, "urn:1", &[]);
        let second = link(2, "urn:2", std::slice::from_ref(&first));
        let third = link(3, "urn:3", &[first.clone(), second.clone()]);
        let of = |web: &Web, proofs: &[&Value]| web.verify(&document.clone().tap(|b| b["proof"] = json!(proofs)));
        let all = web(&[1, 2, 3]);
        assert_eq!(of(&all, &[&first, &second, &third]).verdict, Verdict::Verified);
        // The last alone stands for nothing without those it was made after.
        assert_eq!(of(&all, &[&third]).verdict, Verdict::Invalid);
        assert_eq!(of(&all, &[&first, &third]).verdict, Verdict::Verified, "the first stands alone");
        // A broken first link breaks the ones after it.
        let broken = first.clone().tap(|p| p["created"] = json!("2026-03-04T09:00:01Z"));
        assert_eq!(of(&all, &[&broken, &second]).verdict, Verdict::Invalid);
        // Also when the later one was made over the broken one as it stands.
        let over = link(2, "urn:2", std::slice::from_ref(&broken));
        let report = of(&all, &[&broken, &over]);
        assert_eq!((report.verdict, report.signature), (Verdict::Invalid, Signature::Invalid), "{report:#?}");
        // Who signed first is a stranger to the issuer, and the last is not: proven by the last, which the first supports.
        let report = of(&web(&[2]), &[&first, &second]);
        assert_eq!((report.verdict, report.issuer_proven), (Verdict::Verified, IssuerProven::Proven), "{report:#?}");
        let detail = &report.checks.iter().find(|check| check.check == CheckKind::Proof).unwrap().detail;
        assert!(detail.starts_with("proof 2 of 2") && detail.contains("after 1 other proof"), "{detail}");
        // Circles and doubles end.
        let circle = [first.clone().tap(|p| p["previousProof"] = json!("urn:2")), second.clone()];
        assert_eq!(of(&all, &[&circle[0], &circle[1]]).verdict, Verdict::Invalid);
        assert_eq!(of(&all, &[&broken, &broken, &second]).verdict, Verdict::Invalid);
        assert_eq!(of(&all, &[&second.clone().tap(|p| p["previousProof"] = json!(7))]).verdict, Verdict::Invalid);
    }
}

/// One document that asks for too much work spends what there is: nothing inside it is computed any more.
#[test]
fn too_much_work_is_asked_for_once() {
    use super::super::{fetches::Fetches, issuer::Keys, presentation::Wanted, proofs};
    let signer = Signer::new(1);
    let ids: Vec<String> = (0..12).map(|n| format!("_:b{n}")).collect();
    let evidence: Vec<Value> = ids.iter().map(|id| json!({ "id": id, "type": ids })).collect();
    let poison = signed(&signer, |_| {}).tap(|b| b["evidence"] = json!(evidence));
    let (options, mut fetches) = (options(), Fetches::new(true, false));
    let engine = Engine::standard();
    let mut keys = Keys { engine, options: &options, fetches: &mut fetches, wanted: Wanted::Assertion, too_much_work: false };
    let first = proofs::best(&poison, ISSUER, &mut keys).unwrap();
    assert_eq!(first.signature, Signature::Unknown);
    assert!(first.detail.contains("steps"), "{}", first.detail);
    for after in [poison, signed(&signer, |_| {})] {
        let next = proofs::best(&after, ISSUER, &mut keys).unwrap();
        assert_eq!(next.signature, Signature::Unknown);
        assert!(next.detail.contains("another part"), "{}", next.detail);
    }
}
