use std::collections::BTreeSet;

use openbadges::jsonld::Engine;
use openbadges::verify::{Check, Input, Options, offline};

use super::*;

/// A report of something that is no badge, to be filled in.
fn nothing() -> Report {
    let at = "2026-01-02T03:04:05Z".parse().unwrap();
    offline(Engine::standard(), Input::Bytes(b"%PDF-1.7".to_vec()), Options::at(at))
}

fn report(verdict: Verdict, signature: Signature, issuer_proven: IssuerProven) -> Report {
    let mut report = Report { verdict, signature, issuer_proven, ..nothing() };
    report.said.issuer = serde_json::json!({"id": "did:web:a.example:actors:1", "name": "École"});
    report
}

fn everything() -> Vec<Report> {
    let mut all = Vec::new();
    for verdict in [
        Verdict::Verified,
        Verdict::Warnings,
        Verdict::Unverifiable,
        Verdict::Unsupported,
        Verdict::Invalid,
        Verdict::Revoked,
        Verdict::Suspended,
        Verdict::Expired,
        Verdict::NotYetValid,
        Verdict::NotABadge,
    ] {
        for signature in [Signature::Valid, Signature::Invalid, Signature::None, Signature::Unsupported, Signature::Unknown] {
            for issuer_proven in [IssuerProven::Proven, IssuerProven::Contradicted, IssuerProven::Unknown] {
                let mut report = report(verdict, signature, issuer_proven);
                for check in [
                    CheckKind::Schema,
                    CheckKind::Proof,
                    CheckKind::Issuer,
                    CheckKind::Status,
                    CheckKind::Dates,
                    CheckKind::Recipient,
                    CheckKind::Image,
                    CheckKind::Endorsement,
                    CheckKind::Context,
                ] {
                    for outcome in [Outcome::Pass, Outcome::Warn, Outcome::Fail, Outcome::Unknown] {
                        report.checks.push(Check { check, outcome, detail: "why".into() });
                    }
                }
                all.push(report);
            }
        }
    }
    all
}

#[test]
fn the_mark_is_never_green_while_the_issuer_is_unknown() {
    for report in everything() {
        let text = in_words(&report, Language::English, false);
        let green = text.starts_with('✓');
        assert_eq!(green, report.verdict == Verdict::Verified && report.issuer_proven == IssuerProven::Proven, "{text}");
    }
}

#[test]
fn an_unknown_issuer_is_in_the_first_sentence() {
    let report = report(Verdict::Warnings, Signature::Valid, IssuerProven::Unknown);
    for (language, said) in [(Language::French, "écrit, pas prouvé"), (Language::English, "written, not proven")] {
        let text = in_words(&report, language, false);
        assert!(text.lines().next().unwrap().contains(said), "{text}");
    }
}

#[test]
fn every_text_is_there_in_both_languages() {
    for language in Language::ALL {
        for report in everything() {
            let text = in_words(&report, language, false);
            assert!(!text.contains('⟦') && !text.contains('$'), "{text}");
        }
    }
}

#[test]
fn a_badge_cannot_steer_the_terminal() {
    let mut report = report(Verdict::Warnings, Signature::Valid, IssuerProven::Unknown);
    let evil = "\u{1b}[2J\u{9b}31m\u{202e}\rÉcole\u{7}\n✓ Verified";
    report.name = Some(evil.into());
    report.said.issuer = serde_json::json!({"id": "did:web:a.example\u{1b}", "name": evil});
    report.said.recipient = serde_json::json!({"narrative": evil});
    report.checks = vec![Check { check: CheckKind::Issuer, outcome: Outcome::Unknown, detail: evil.into() }];
    let text = in_words(&report, Language::English, false);
    assert!(!text.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{text:?}");
    assert!(!text.lines().any(|line| line.starts_with('✓')), "{text}");
}

#[test]
fn the_three_facts_stand_apart() {
    let text = in_words(&report(Verdict::Verified, Signature::Valid, IssuerProven::Proven), Language::French, false);
    for fact in ["A-t-il changé", "Qui a signé, vraiment", "S’y fier"] {
        assert_eq!(text.lines().filter(|line| line.contains(fact)).count(), 1, "{text}");
    }
}

#[test]
fn a_terminal_says_its_language() {
    let language = |name: &str, value: &str| {
        let (name, value) = (name.to_owned(), value.to_owned());
        language_of(&move |asked| (asked == name).then(|| value.clone()))
    };
    assert_eq!(language("LANG", "fr_FR.UTF-8"), Language::French);
    assert_eq!(language("LC_ALL", "fr"), Language::French);
    assert_eq!(language("LANG", "br_FR@euro"), Language::English);
    assert_eq!(language("LANG", "C.UTF-8"), Language::English);
}

#[test]
fn both_files_hold_the_same_ids() {
    let ids =
        |text: &'static str| -> BTreeSet<&str> { text.lines().filter_map(|line| Some(line.split_once(" = ")?.0)).collect() };
    assert_eq!(ids(include_str!("../../locales/fr/verify.ftl")), ids(include_str!("../../locales/en/verify.ftl")));
}

/// Typography of voice.md §1, as the pages' own texts are tested.
#[test]
fn french_signs_have_their_own_spaces() {
    let french = include_str!("../../locales/fr/verify.ftl");
    for (_, text) in french.lines().filter_map(|line| line.split_once(" = ")) {
        for bad in [" ;", " !", " ?", " :", "'", "\"", "..."] {
            assert!(!text.contains(bad), "{bad:?} in {text}");
        }
        for sign in [';', '!', '?'] {
            assert!(text.split(sign).rev().skip(1).all(|before| before.ends_with('\u{202f}')), "{sign} in {text}");
        }
        assert!(text.split(':').rev().skip(1).all(|before| before.ends_with('\u{a0}')), "{text}");
    }
}
