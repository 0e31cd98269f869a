//! Signatures that other people made and published: whoever they are by, we come to the same statements.

use super::*;

/// Published documents with an `eddsa-rdfc-2022` proof, and what became of the first such proof.
fn verdicts(folder: &Path, out: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("folder") {
        let path = entry.expect("entry").path();
        if path.is_dir() {
            verdicts(&path, out);
            continue;
        }
        let Ok(document) = crate::json::read(&vectors::bytes(&path)) else { continue };
        let proofs = match &document["proof"] {
            Value::Array(proofs) => proofs.clone(),
            one => vec![one.clone()],
        };
        let Some(proof) = proofs.into_iter().find(|p| p["cryptosuite"] == "eddsa-rdfc-2022") else { continue };
        let method = proof["verificationMethod"].as_str().unwrap_or_default();
        let multikey = method.rsplit(['#', ':']).next().unwrap_or_default();
        let Ok(key) = Ed25519Public::from_multikey(multikey) else { continue };
        let verdict = match check(&engine_with_examples(), &document, &proof, &key) {
            Ok(checked) => format!("valid {:?}", checked.edition),
            Err(error) => error.to_string(),
        };
        out.push((path.display().to_string(), verdict));
    }
}

/// Samples that are wrong in their types or contexts: as published, they also have statements that no signature covers.
fn has_undefined_types(path: &str) -> bool {
    let signed_faults = ["err-expired", "err-issued", "err-issuer.json"];
    path.contains("simple-err-") && !signed_faults.iter().any(|fault| path.contains(fault))
}

#[test]
fn published_signatures_hold() {
    let Some(vectors) = vectors::folder("published_signatures_hold") else { return };
    let mut out = Vec::new();
    for folder in ["1edtech-ob3-spec/extracted", "1edtech-public-validator", "openbadgeslib", "w3c-vc-di-eddsa"] {
        verdicts(&vectors.join(folder), &mut out);
    }
    for (path, verdict) in &out {
        let expected = match path.as_str() {
            path if has_undefined_types(path) => "is defined by no context",
            path if path.contains("/employ/") => "v4rc1\" is not known here",
            _ => "valid First",
        };
        assert!(verdict.contains(expected), "{path}: {verdict}");
    }
    assert!(out.len() >= 29, "{} documents", out.len());
}
