//! `anavez verify`: verdicts and exit codes, in words and as JSON.

use crate::badges::{ADDRESS, Giver, tampered};
use crate::program::Desk;

/// A file, the options, the exit code and the verdict.
type Row<'a> = (&'a str, &'a [&'a str], i32, &'a str);

#[test]
fn every_kind_of_badge_has_its_verdict_and_its_exit_code() {
    let desk = Desk::new();
    let giver = Giver::new(&desk);
    desk.lay("right.json", giver.badge());
    desk.lay("tampered.json", tampered(&giver.badge()));
    desk.lay("unknown.json", giver.badge_of_nobody_known());
    desk.lay("until.json", giver.badge_until("2026-06-01T00:00:00Z"));
    desk.lay("document.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n");
    desk.lay("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00");
    desk.lay("empty", b"");
    desk.lay("text.txt", b"bonjour");
    desk.lay("too-long.json", vec![b'{'; 6 * 1024 * 1024 + 2]);
    let rows: &[Row<'_>] = &[
        ("right.json", &[], 0, "verified"),
        ("right.json", &["--offline"], 0, "verified"),
        ("right.json", &["--require-issuer"], 0, "verified"),
        ("right.json", &["--recipient", ADDRESS], 0, "verified"),
        ("right.json", &["--recipient", "somebody@else.example"], 1, "invalid"),
        ("right.json", &["--at", "2020-01-01T00:00:00Z"], 1, "not_yet_valid"),
        ("until.json", &["--at", "2026-05-01T00:00:00Z"], 0, "verified"),
        ("until.json", &["--at", "2026-07-01T00:00:00Z"], 1, "expired"),
        ("tampered.json", &[], 1, "invalid"),
        ("unknown.json", &["--offline"], 0, "warnings"),
        ("unknown.json", &["--offline", "--require-issuer"], 2, "unverifiable"),
        ("https://badges.example.org/1", &["--offline"], 2, "unverifiable"),
        ("document.pdf", &[], 2, "not_a_badge"),
        ("photo.jpg", &[], 2, "not_a_badge"),
        ("empty", &[], 2, "not_a_badge"),
        ("text.txt", &[], 2, "not_a_badge"),
        ("too-long.json", &[], 2, "not_a_badge"),
    ];
    for &(file, options, code, verdict) in rows {
        let arguments = [&["verify", file], options].concat();
        let words = desk.run(&arguments);
        assert_eq!(words.code, code, "{arguments:?}: {words:?}");
        assert!(!words.text().trim().is_empty());
        let ended = desk.run(&[&arguments[..], &["--json"]].concat());
        assert_eq!((ended.code, ended.json()["verdict"].as_str()), (code, Some(verdict)), "{arguments:?}");
    }
}

#[test]
fn the_report_has_every_field_of_the_contract() {
    let desk = Desk::new();
    desk.lay("right.json", Giver::new(&desk).badge());
    let report = desk.run(&["verify", "right.json", "--json"]).json();
    for field in [
        "verdict",
        "standard",
        "proof",
        "signature",
        "issuer_proven",
        "status",
        "checks",
        "issuer",
        "recipient",
        "achievement",
        "evidence",
        "endorsements",
        "issued_at",
        "expires_at",
    ] {
        assert!(report.get(field).is_some(), "{field} is missing: {report:#}");
    }
    assert_eq!(report["standard"], "OB 3.0");
    assert_eq!(report["proof"], "eddsa-rdfc-2022");
    assert_eq!((&report["signature"], &report["issuer_proven"]), (&"valid".into(), &"proven".into()));
}

#[test]
fn a_badge_comes_from_stdin_too() {
    let desk = Desk::new();
    let badge = Giver::new(&desk).badge();
    let ended = desk.run_with(&["verify", "-", "--json"], &[], &badge);
    assert_eq!((ended.code, ended.json()["verdict"].as_str()), (0, Some("verified")));
    assert_eq!(desk.run_with(&["verify", "-"], &[], &tampered(&badge)).code, 1);
    assert_eq!(desk.run_with(&["verify", "-"], &[], b"").code, 2);
}

#[test]
fn people_read_words_in_their_language_and_no_green_mark_for_an_unknown_issuer() {
    let desk = Desk::new();
    let giver = Giver::new(&desk);
    desk.lay("unknown.json", giver.badge_of_nobody_known());
    desk.lay("right.json", giver.badge());
    let french = desk.run_with(&["verify", "unknown.json", "--offline"], &[("LANG", "fr_FR.UTF-8")], b"");
    let first = french.text().lines().next().unwrap();
    assert!(first.starts_with('?') && first.contains("La Cale est écrit, pas prouvé"), "{first}");
    let english = desk.run(&["verify", "unknown.json", "--offline"]);
    assert!(english.text().lines().next().unwrap().contains("La Cale is written, not proven"), "{english:?}");
    assert!(desk.run(&["verify", "right.json"]).text().starts_with('✓'));
}

#[test]
fn the_known_keys_of_a_folder_are_asked_for_in_a_folder_that_exists() {
    let desk = Desk::new();
    desk.lay("right.json", Giver::new(&desk).badge());
    let ended = desk.run(&["verify", "right.json", "--data", "nowhere"]);
    assert_eq!(ended.code, 66, "{ended:?}");
    assert!(ended.said.contains("nowhere"));
    assert_eq!(desk.run(&["token", "create", "--data", "here", "--actor", "anna"]).code, 0);
    assert_eq!(desk.run(&["verify", "right.json", "--data", "here"]).code, 0);
}
