//! The inputs of the W3C suite for Verifiable Credentials 2.0: signed, then verified. What must pass passes; what must
//! not is not signed, or found out.

use super::*;
use crate::proof::{self, ProofOptions};
use crate::samples::folder;

/// The examples context has an `@vocab`: for these inputs only.
fn engine() -> Engine {
    let examples: Value = serde_json::from_str(ssi_contexts::CREDENTIALS_EXAMPLES_V2).unwrap();
    Engine::new().with_context("https://www.w3.org/ns/credentials/examples/v2", &examples)
}

#[test]
fn what_must_pass_passes_and_what_must_fail_fails() {
    let Some(folder) = folder("w3c-vcdm2-inputs/input") else { return };
    let (engine, signer) = (engine(), Signer::new(1));
    let did = crate::did::did_key(&signer.key());
    let method = crate::did::verification_method(&did, &signer.key());
    let proof_options =
        ProofOptions { verification_method: &method, created: "2026-03-04T09:00:00Z", purpose: "assertionMethod" };
    let (mut passed, mut failed) = (0, 0);
    for directory in [folder.clone(), folder.join("names-and-descriptions")] {
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            if path.is_dir() || !(name.starts_with("credential-") || name.starts_with("issuer-")) {
                continue;
            }
            let document: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
            let document = crate::schema::tests::as_the_runner_completes(document, &name, &did);
            let is_ok = name.ends_with("-ok");
            // What comes with a proof is about that proof when it must fail; else it is signed anew.
            let bare = document.clone().tap(|d| {
                if is_ok {
                    remove(d, "proof")
                }
            });
            let signed = if bare.get("proof").is_some() {
                bare
            } else {
                match proof::create(&engine, &bare, &proof_options, |bytes| Ok(signer.raw(bytes))) {
                    Ok(signed) => signed,
                    Err(error) => {
                        assert!(!is_ok, "{name}: {error}");
                        failed += 1;
                        continue;
                    }
                }
            };
            let report = offline(&engine, Input::Value(signed), options());
            // Inputs about the form of dates hold in the past or in the future, whatever today is.
            let dated = matches!(report.verdict, Verdict::Expired | Verdict::NotYetValid) && name.contains("-valid");
            assert_eq!(report.verdict.exit_code() == 0 || dated, is_ok, "{name}: {report:#?}");
            if is_ok { passed += 1 } else { failed += 1 }
        }
    }
    assert!(passed >= 35 && failed >= 35, "{passed} {failed}");
}
