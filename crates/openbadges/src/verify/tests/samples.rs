//! 1EdTech's own samples against the verdicts of its own tests.

use super::*;
use crate::read::{ProofKind, Standard};
use crate::samples::{sample, sample_text};

/// Ours for every sample of Open Badges 3.0 and CLR 2.0: file, verdict, signature, and why, where we grade finer than the
/// validator (its `VALID` knows no unproven issuer) or otherwise.
const OURS: &str = include_str!("samples.tsv");

/// Verdicts of the validator, and of ours that mean the same: the hosts of the samples do not answer here, so nobody's
/// issuer is proven.
fn means_the_same(expected: &str, verdict: Verdict) -> bool {
    match expected {
        "VALID" | "WARNING" => verdict == Verdict::Warnings,
        "INVALID" => verdict.exit_code() == 1,
        _ => true,
    }
}

#[test]
fn the_samples_of_the_public_validator_get_their_expected_verdicts() {
    let Some(table) = sample_text("1edtech-public-validator/EXPECTED.tsv") else { return };
    let ours: BTreeMap<&str, Vec<&str>> =
        OURS.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>()).map(|row| (row[0], row)).collect();
    for (file, row) in &ours {
        let bytes = sample(&format!("1edtech-public-validator/{file}")).expect("the sample is there");
        let (report, _) = Web::default().drive(Input::Bytes(bytes), options());
        let found = [json!(report.verdict), json!(report.signature)];
        assert_eq!(found, [json!(row[1]), json!(row[2])], "{file}: {report:#?}");
        assert_ne!(report.issuer_proven, IssuerProven::Proven, "{file}");
    }
    for line in table.lines().skip(1).filter(|line| line.starts_with("ob30/") || line.starts_with("clr20/")) {
        let mut columns = line.split('\t');
        let (file, expected) = (columns.next().unwrap(), columns.next().unwrap());
        let row = ours.get(file).unwrap_or_else(|| panic!("{file} is missing in ours"));
        let verdict = Verdict::ALL.into_iter().find(|verdict| json!(verdict) == row[1]).expect("a verdict");
        let why = row.get(3).is_some_and(|why| !why.is_empty());
        assert!(means_the_same(expected, verdict) || why, "{file}: {expected} and {}: why?", row[1]);
    }
}

#[test]
fn the_samples_that_are_wrong_in_structure_are_found_by_their_structure() {
    for name in ["evidence-type", "issuer-type", "credential-subject-profile-type", "credential-subject-identifier-type"] {
        let Some(bytes) = sample(&format!("1edtech-public-validator/ob30/simple-err-{name}.json")) else { return };
        let (report, _) = Web::default().drive(Input::Bytes(bytes), options());
        assert_eq!(outcome(&report, CheckKind::Schema), Some(Outcome::Fail), "{name}");
    }
}

#[test]
fn every_sample_is_called_by_its_standard_and_its_proof() {
    let table = [
        ("ob30/simple.jwt", Standard::Ob30, ProofKind::VcJwt),
        ("ob30/simple-jwt.svg", Standard::Ob30, ProofKind::VcJwt),
        ("ob30/simple_v1.json", Standard::Ob30, ProofKind::Ed25519Signature2020),
        ("clr20/simple.json", Standard::Clr20, ProofKind::EddsaRdfc2022),
        ("clr20/simple.jwt", Standard::Clr20, ProofKind::VcJwt),
    ];
    for (file, standard, proof) in table {
        let Some(bytes) = sample(&format!("1edtech-public-validator/{file}")) else { return };
        let (report, _) = Web::default().drive(Input::Bytes(bytes), options());
        assert_eq!((report.standard, report.proof), (Some(standard), proof), "{file}");
    }
}

/// Plug-fest badges carry proofs of an older kind: named, never guessed.
#[test]
fn the_badges_of_the_plug_fest_are_named() {
    for file in ["plugfest-1-ex-1.json", "plugfest-3-signed.json"] {
        let Some(bytes) = sample(&format!("vc-ed-plugfest/{file}")) else { return };
        let (report, _) = Web::default().drive(Input::Bytes(bytes), options());
        assert_eq!(report.proof, ProofKind::Other("Ed25519Signature2018".to_owned()), "{file}");
        assert_eq!(report.signature, Signature::Unsupported, "{file}");
        assert!(matches!(report.verdict, Verdict::Unsupported | Verdict::Invalid), "{file}: {report:#?}");
        assert!(report.checks.iter().any(|check| check.detail.contains("Ed25519Signature2018")), "{file}");
    }
}

/// Nothing that other people wrote makes us stumble, and nothing old is taken for something else.
#[test]
fn every_sample_is_read_and_gets_a_report() {
    let folders = [
        "1edtech-validator-core",
        "1edtech-ob2-spec",
        "1edtech-ob3-spec/extracted",
        "1edtech-public-validator",
        "vc-ed-plugfest",
        "badgefed",
    ];
    for folder in folders {
        let Some(folder) = crate::samples::folder(folder) else { return };
        let mut left = vec![folder];
        while let Some(path) = left.pop() {
            if path.is_dir() {
                left.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            let said = crate::read::inspect(&bytes);
            let report = offline(Engine::standard(), Input::Bytes(bytes), options());
            println!("{}: {:?} {:?} {}", path.display(), report.verdict, report.standard, report.summary);
            assert_eq!(said["badge"] == false, report.verdict == Verdict::NotABadge, "{}", path.display());
            assert_ne!(report.verdict, Verdict::Verified, "{}: nothing is proven offline", path.display());
        }
    }
}
