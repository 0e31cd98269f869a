use super::*;

fn judgement(verdict: Verdict, issuer_proven: IssuerProven) -> Judgement {
    Judgement {
        language: Language::French,
        verdict,
        signature: Signature::Valid,
        issuer_proven,
        seen: Seen::FromNowhere,
        looked_at: Vec::new(),
        unseen: Vec::new(),
        manner: Manner::default(),
        issuer: "La Cale".into(),
        host: Some("lacale.example".into()),
        proof: "eddsa-rdfc-2022".into(),
        issued_on: None,
        expires_on: None,
        about: None,
        reason: None,
        what: None,
    }
}

#[test]
fn a_giver_who_is_not_proven_is_said_in_the_first_sentence() {
    let line = judgement(Verdict::Warnings, IssuerProven::Unknown).line();
    assert!(line.contains("est écrit, pas prouvé"), "{line}");
    assert!(!judgement(Verdict::Verified, IssuerProven::Proven).line().contains("prouvé"));
}

#[test]
fn no_result_leaves_an_unproven_name_standing_alone() {
    let others = [Verdict::Unverifiable, Verdict::Unsupported, Verdict::Invalid, Verdict::Revoked, Verdict::Expired];
    for verdict in others {
        let line = judgement(verdict, IssuerProven::Unknown).line();
        assert!(line.contains("La Cale est écrit, pas prouvé"), "{line}");
        let nameless = Judgement { issuer: String::new(), ..judgement(verdict, IssuerProven::Unknown) };
        assert!(!nameless.line().contains("écrit"), "{}", nameless.line());
    }
    assert!(!judgement(Verdict::NotABadge, IssuerProven::Unknown).line().contains("écrit"));
}

#[test]
fn a_badge_for_another_address_is_not_called_damaged() {
    let mut judgement = judgement(Verdict::Invalid, IssuerProven::Proven);
    let failed = |kind| Check { kind, outcome: Outcome::Fail, detail: String::new(), number: 0 };
    judgement.looked_at = vec![failed(CheckKind::Recipient)];
    assert!(judgement.advice().to_string().contains("essayez-en une autre"), "{}", judgement.advice());
    judgement.looked_at.push(failed(CheckKind::Proof));
    assert!(judgement.advice().to_string().contains("Ne vous y fiez pas"), "{}", judgement.advice());
}

#[test]
fn an_unproven_giver_never_has_the_light_of_what_is_established() {
    for (proven, light) in
        [(IssuerProven::Proven, Light::Yes), (IssuerProven::Unknown, Light::Doubt), (IssuerProven::Contradicted, Light::No)]
    {
        assert_eq!(judgement(Verdict::Warnings, proven).facts().facts[1].light(), light);
    }
}

#[test]
fn a_check_that_has_no_answer_is_not_green() {
    let mut judgement = judgement(Verdict::Unverifiable, IssuerProven::Unknown);
    judgement.looked_at = [Outcome::Pass, Outcome::Warn, Outcome::Fail, Outcome::Unknown]
        .map(|outcome| Check { kind: CheckKind::Status, outcome, detail: String::new(), number: 0 })
        .into();
    let lights: Vec<Light> = judgement.checks().findings().iter().map(Fact::light).collect();
    assert_eq!(lights, [Light::Yes, Light::Doubt, Light::No, Light::Doubt]);
}

#[test]
fn every_result_and_check_has_words_in_every_language() {
    use CheckKind::{Context, Dates, Endorsement, Image, Issuer, Proof, Recipient, Schema, Status};
    let verdicts = [
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
    ];
    let kinds = [Schema, Proof, Issuer, Status, Dates, Recipient, Image, Endorsement, Context];
    for language in Language::ALL {
        for verdict in verdicts {
            let mut judgement = Judgement { language, ..judgement(verdict, IssuerProven::Unknown) };
            judgement.looked_at = kinds
                .iter()
                .flat_map(|kind| {
                    [Outcome::Pass, Outcome::Warn, Outcome::Fail, Outcome::Unknown].map(|outcome| Check {
                        kind: *kind,
                        outcome,
                        detail: String::new(),
                        number: 2,
                    })
                })
                .collect();
            let mut said = vec![judgement.line(), judgement.means().to_string(), judgement.advice().to_string()];
            said.extend(judgement.facts().facts.iter().map(|fact| format!("{} {}", fact.question(), fact.answer())));
            said.extend(judgement.checks().findings().iter().map(|fact| format!("{} {}", fact.question(), fact.answer())));
            for words in said {
                assert!(!words.contains('⟦') && !words.contains("{$") && !words.contains("{ $"), "{words}");
            }
        }
    }
}

#[test]
fn a_hosted_badge_and_a_nameless_giver_have_words_of_their_own() {
    let manner = Manner { is_hosted: true, is_askable: true, is_key: false };
    let hosted = Judgement { manner, signature: Signature::None, ..judgement(Verdict::Verified, IssuerProven::Proven) };
    let facts: Vec<String> = hosted.facts().facts.iter().map(|fact| fact.answer().to_string()).collect();
    assert!(facts[0].contains("le montre toujours") && facts[1].contains("il vit là"), "{facts:?}");
    let unseen =
        Judgement { signature: Signature::Unknown, issuer: String::new(), issuer_proven: IssuerProven::Unknown, ..hosted };
    let facts: Vec<String> = unseen.facts().facts.iter().map(|fact| fact.answer().to_string()).collect();
    assert!(facts[0].contains("ne répond pas") && facts[1].contains("pas encore"), "{facts:?}");
}
