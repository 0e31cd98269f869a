//! Endorsements of 2.0, alone and beside a badge.

use super::*;

const ENDORSEMENT: &str = "https://e.example/endorsements/1";
const ENDORSER: &str = "https://e.example/endorser";

fn endorsement(about: &str) -> Value {
    json!({ "@context": V2, "type": "Endorsement", "id": ENDORSEMENT, "issuer": ENDORSER, "issuedOn": "2026-02-02T00:00:00Z",
        "claim": { "id": about, "endorsementComment": "Well made" }, "verification": { "type": "hosted" } })
}

fn endorser() -> Value {
    profile().tap(|p| {
        p["id"] = json!(ENDORSER);
        p["name"] = json!("Name of the endorser");
    })
}

fn all() -> Web {
    web().with(ENDORSEMENT, &endorsement(ASSERTION)).with(ENDORSER, &endorser())
}

fn endorsed(web: &Web) -> Report {
    let badge = assertion().tap(|a| a["endorsement"] = json!([ENDORSEMENT]));
    verify(&web.clone().with(ASSERTION, &badge), &badge)
}

#[test]
fn an_endorsement_alone_is_verified() {
    let (report, _) = all().drive(Input::Value(endorsement(ASSERTION)), options());
    assert_eq!((report.verdict, report.issuer_proven), (Verdict::Verified, IssuerProven::Proven), "{report:#?}");
    let words = report.said.words.unwrap();
    assert_eq!((&words["about"], &words["comment"]), (&json!(ASSERTION), &json!("Well made")));
    assert_eq!(report.said.issuer["name"], "Name of the endorser");
    for field in ["claim", "issuer", "issuedOn", "id"] {
        let broken = endorsement(ASSERTION).tap(|e| drop(e.as_object_mut().unwrap().shift_remove(field)));
        let (report, _) = all().with(ENDORSEMENT, &broken).drive(Input::Url(ENDORSEMENT.to_owned()), options());
        assert_ne!(report.verdict.exit_code(), 0, "without {field}");
    }
}

#[test]
fn what_endorses_a_badge_is_verified_beside_it() {
    let report = endorsed(&all());
    assert_eq!(
        (report.verdict, outcome(&report, CheckKind::Endorsement)),
        (Verdict::Verified, Some(Outcome::Pass)),
        "{report:#?}"
    );
    let line = &report.said.endorsements[0];
    assert_eq!((&line["comment"], &line["verdict"]), (&json!("Well made"), &json!("verified")));
    assert_eq!((&line["issuer"]["name"], &line["id"]), (&json!("Name of the endorser"), &json!(ENDORSEMENT)));
}

#[test]
fn an_endorsement_that_does_not_hold_does_not_break_the_badge() {
    let taken_back = all().answering(ENDORSEMENT, Err(FetchFailure::Status(410)));
    let report = endorsed(&taken_back);
    assert_eq!((report.verdict, outcome(&report, CheckKind::Endorsement)), (Verdict::Verified, Some(Outcome::Unknown)));
    let elsewhere = all().with(ENDORSEMENT, &endorsement("https://c.example/1"));
    assert_eq!(outcome(&endorsed(&elsewhere), CheckKind::Endorsement), Some(Outcome::Warn));
    let revoked = all().with(ENDORSEMENT, &endorsement(ASSERTION).tap(|e| e["revoked"] = json!(true)));
    let report = endorsed(&revoked);
    assert_eq!((report.verdict, &report.said.endorsements[0]["verdict"]), (Verdict::Warnings, &json!("revoked")));
    let forged = all().with(ENDORSEMENT, &endorsement(ASSERTION).tap(|e| e["issuer"] = json!(ISSUER)));
    assert_eq!(endorsed(&forged).said.endorsements[0]["verdict"], "invalid");
}

#[test]
fn classes_and_issuers_are_endorsed_too() {
    let with = |holder: &str, document: Value, about: &str| {
        let web =
            all().with(ENDORSEMENT, &endorsement(about)).with(holder, &document.tap(|d| d["endorsement"] = json!(ENDORSEMENT)));
        verify(&web, &assertion())
    };
    assert_eq!(outcome(&with(CLASS, class(), CLASS), CheckKind::Endorsement), Some(Outcome::Pass));
    // Badge, class, issuer, endorsement: the endorser would be the fifth address of one chain.
    let report = with(ISSUER, profile(), ISSUER);
    assert_eq!((report.verdict, outcome(&report, CheckKind::Endorsement)), (Verdict::Verified, Some(Outcome::Unknown)));
    assert_eq!(report.said.endorsements[0]["comment"], "Well made");
}

#[test]
fn many_endorsements_stay_within_the_limits() {
    let addresses: Vec<String> = (0..40).map(|place| format!("https://e{place}.example/1")).collect();
    let badge = assertion().tap(|a| a["endorsement"] = json!(addresses));
    let (report, asked) = web().with(ASSERTION, &badge).drive(Input::Value(badge), options());
    assert!(asked.len() <= crate::verify::FETCHES_MAX, "{}", asked.len());
    assert_eq!(report.said.endorsements.len(), 40);
    assert_eq!(report.verdict, Verdict::Verified);
}
