//! 1EdTech's own samples against the verdicts of its own tests.

use super::*;
use crate::read::{ProofKind, Standard};
use crate::samples::{sample, sample_text};

/// Rows that are judged otherwise here, and why.
const OTHERWISE: &[(&str, &str)] = &[
    ("ob30/simple-jwt", "tokens are later work"),
    ("ob30/simple_v1", "Ed25519Signature2020 is later work"),
    ("ob30/complete_v1", "Ed25519Signature2020 is later work"),
    ("ob30/simple-eddsa-2022", "an earlier draft of the cryptosuite"),
    ("clr20/", "Comprehensive Learner Records are later work"),
];

#[test]
fn the_samples_of_the_public_validator_get_their_expected_verdicts() {
    let Some(table) = sample_text("1edtech-public-validator/EXPECTED.tsv") else { return };
    let mut judged = 0;
    for line in table.lines().skip(1) {
        let mut columns = line.split('\t');
        let (file, expected) = (columns.next().unwrap(), columns.next().unwrap());
        // Older badges have a table of their own.
        if file.starts_with("ob20/") {
            continue;
        }
        let Some(bytes) = sample(&format!("1edtech-public-validator/{file}")) else { continue };
        let (report, _) = Web::default().drive(Input::Bytes(bytes), options());
        if let Some((_, why)) = OTHERWISE.iter().find(|(start, _)| file.starts_with(start)) {
            println!("skipped: {file}: {why}");
            assert!(
                matches!(report.verdict, Verdict::Unsupported | Verdict::NotABadge | Verdict::Invalid),
                "{file}: {report:#?}"
            );
            continue;
        }
        judged += 1;
        let fits = match expected {
            // The hosts of the samples do not answer here, so their issuers are unknown.
            "VALID" | "WARNING" => report.verdict == Verdict::Warnings && report.signature == Signature::Valid,
            "INVALID" => report.verdict.exit_code() == 1,
            _ => true,
        };
        println!("{file}: {expected}: {:?} {:?}", report.verdict, report.signature);
        assert!(fits, "{file}: expected {expected}: {report:#?}");
    }
    assert!(judged >= 20, "{judged}");
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
fn what_is_later_work_is_called_by_its_name() {
    let table = [
        ("ob30/simple.jwt", Standard::Ob30, ProofKind::VcJwt),
        ("ob30/simple_v1.json", Standard::Ob30, ProofKind::Ed25519Signature2020),
        ("clr20/simple.json", Standard::Clr20, ProofKind::EddsaRdfc2022),
    ];
    for (file, standard, proof) in table {
        let Some(bytes) = sample(&format!("1edtech-public-validator/{file}")) else { return };
        let (report, _) = Web::default().drive(Input::Bytes(bytes), options());
        assert_eq!((report.verdict, report.standard, report.proof), (Verdict::Unsupported, Some(standard), proof), "{file}");
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
