//! What was looked at, one question after the other, and what could not be seen and why.

use askama::Template;
use askama::filters::HtmlSafe;

use super::fact::{Fact, Judgement, Light, Signature};
use crate::texts::{Text, TextId};

/// What each check looked at (interfaces: `check`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CheckKind {
    /// Is it complete?
    Schema,
    /// Is the signature right?
    Proof,
    /// Is it really the giver?
    Issuer,
    /// Does it still hold?
    Status,
    /// Is this the right time?
    Dates,
    /// Is it for this person?
    Recipient,
    /// Is it the right picture?
    Image,
    /// Do the endorsements hold?
    Endorsement,
    /// Is each technical word understood?
    Context,
}

/// What a check found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It holds.
    Pass,
    /// To be known.
    Warn,
    /// It does not hold.
    Fail,
    /// No answer.
    Unknown,
}

/// A check, and the engine's own words about it (shown under the technical details).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What was looked at.
    pub kind: CheckKind,
    /// What was found.
    pub outcome: Outcome,
    /// The engine's words, in English.
    pub detail: String,
    /// How many endorsements are meant; 0 for the other checks.
    pub number: u64,
}

/// Something that could not be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unseen {
    /// What it is.
    pub what: TextId,
    /// The site it should be on; empty when its address is none.
    pub host: String,
    /// Why it was not seen.
    pub why: TextId,
}

/// How a badge is secured and who can be asked about it: what an answer depends on beside its outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Manner {
    /// By its address instead of a signature.
    pub is_hosted: bool,
    /// The giver's identifier is a key: nobody has to be asked.
    pub is_key: bool,
    /// The giver's identifier leads somewhere.
    pub is_askable: bool,
}

/// The questions with their answers, and what could not be seen.
#[derive(Debug, Clone, PartialEq, Template)]
#[template(path = "parts/checks.html")]
pub struct Checks {
    findings: Vec<Fact>,
    unseen_title: Text,
    unseen: Vec<Text>,
}

impl HtmlSafe for Checks {}

impl Checks {
    /// The questions with their answers.
    pub fn findings(&self) -> &[Fact] {
        &self.findings
    }

    /// What could not be seen, a sentence each.
    pub fn unseen(&self) -> &[Text] {
        &self.unseen
    }
}

impl Judgement {
    /// The checks: question, answer, light; then what could not be seen.
    pub fn checks(&self) -> Checks {
        let finding = |check: &Check| {
            let light = match check.outcome {
                Outcome::Pass => Light::Yes,
                Outcome::Warn | Outcome::Unknown => Light::Doubt,
                Outcome::Fail => Light::No,
            };
            Fact::plain(light, self.text(question(check.kind)), self.text(self.answer(check)).of("n", check.number))
        };
        let unseen = |unseen: &Unseen| {
            let id = if unseen.host.is_empty() { TextId("unseen-nowhere") } else { TextId("unseen-line") };
            let word = |id| Text::new(self.language, id).to_string();
            self.text(id).of("unseen", word(unseen.what)).of("where", unseen.host.clone()).of("why", word(unseen.why))
        };
        Checks {
            findings: self.looked_at.iter().map(finding).collect(),
            unseen_title: self.text(TextId("unseen-title")),
            unseen: self.unseen.iter().map(unseen).collect(),
        }
    }

    /// The answer of a check: in general, or as the manner of this badge makes it clearer.
    fn answer(&self, check: &Check) -> TextId {
        use CheckKind::{Context, Dates, Issuer, Proof, Status};
        use Outcome::{Fail, Pass, Unknown};
        let Manner { is_hosted, is_key, is_askable } = self.manner;
        match (check.kind, check.outcome) {
            (Proof, Pass) if is_hosted => TextId("check-proof-hosted"),
            (Proof, Unknown) if self.signature == Signature::Unsupported => TextId("check-proof-unsupported"),
            (Proof, Unknown) if self.signature == Signature::None => TextId("check-proof-none"),
            (Proof, Unknown) if is_hosted => TextId("check-proof-hosted-unknown"),
            (Issuer, Pass) if is_hosted => TextId("check-issuer-hosted"),
            (Issuer, Pass) if is_key => TextId("check-issuer-key"),
            (Issuer, Fail) if is_hosted => TextId("check-issuer-hosted-fail"),
            (Issuer, Unknown) if !is_askable => TextId("check-issuer-not-askable"),
            (Issuer, Unknown) if self.unseen.is_empty() => TextId("check-issuer-silent"),
            (Context, Fail) if self.signature == Signature::Unsupported => TextId("check-context-unknown"),
            (Dates, Pass) if self.issued_on.is_none() => TextId("check-dates-unknown"),
            (Dates, Pass) if self.expires_on.is_none() => TextId("check-dates-pass-open"),
            (Status, Fail) if self.about.is_some() => TextId("check-status-fail-since"),
            (Status, Unknown) if self.about.is_some() => TextId("check-status-unknown-last"),
            (kind, outcome) => check_answer(kind, outcome),
        }
    }
}

const fn question(kind: CheckKind) -> TextId {
    match kind {
        CheckKind::Schema => TextId("check-schema"),
        CheckKind::Proof => TextId("check-proof"),
        CheckKind::Issuer => TextId("check-issuer"),
        CheckKind::Status => TextId("check-status"),
        CheckKind::Dates => TextId("check-dates"),
        CheckKind::Recipient => TextId("check-recipient"),
        CheckKind::Image => TextId("check-image"),
        CheckKind::Endorsement => TextId("check-endorsement"),
        CheckKind::Context => TextId("check-context"),
    }
}

const fn check_answer(kind: CheckKind, outcome: Outcome) -> TextId {
    use CheckKind::{Context, Dates, Endorsement, Image, Issuer, Proof, Recipient, Schema, Status};
    use Outcome::{Fail, Pass, Unknown, Warn};
    match (kind, outcome) {
        (Schema, Pass) => TextId("check-schema-pass"),
        (Schema, Warn) => TextId("check-schema-warn"),
        (Schema, Fail) => TextId("check-schema-fail"),
        (Schema, Unknown) => TextId("check-schema-unknown"),
        (Proof, Pass) => TextId("check-proof-pass"),
        (Proof, Warn) => TextId("check-proof-warn"),
        (Proof, Fail) => TextId("check-proof-fail"),
        (Proof, Unknown) => TextId("check-proof-unknown"),
        (Issuer, Pass) => TextId("check-issuer-pass"),
        (Issuer, Warn) => TextId("check-issuer-warn"),
        (Issuer, Fail) => TextId("check-issuer-fail"),
        (Issuer, Unknown) => TextId("check-issuer-unknown"),
        (Status, Pass) => TextId("check-status-pass"),
        (Status, Warn) => TextId("check-status-warn"),
        (Status, Fail) => TextId("check-status-fail"),
        (Status, Unknown) => TextId("check-status-unknown"),
        (Dates, Pass) => TextId("check-dates-pass"),
        (Dates, Warn) => TextId("check-dates-warn"),
        (Dates, Fail) => TextId("check-dates-fail"),
        (Dates, Unknown) => TextId("check-dates-unknown"),
        (Recipient, Pass) => TextId("check-recipient-pass"),
        (Recipient, Warn) => TextId("check-recipient-warn"),
        (Recipient, Fail) => TextId("check-recipient-fail"),
        (Recipient, Unknown) => TextId("check-recipient-unknown"),
        (Image, Pass) => TextId("check-image-pass"),
        (Image, Warn) => TextId("check-image-warn"),
        (Image, Fail) => TextId("check-image-fail"),
        (Image, Unknown) => TextId("check-image-unknown"),
        (Endorsement, Pass) => TextId("check-endorsement-pass"),
        (Endorsement, Warn) => TextId("check-endorsement-warn"),
        (Endorsement, Fail) => TextId("check-endorsement-fail"),
        (Endorsement, Unknown) => TextId("check-endorsement-unknown"),
        (Context, Pass) => TextId("check-context-pass"),
        (Context, Warn) => TextId("check-context-warn"),
        (Context, Fail) => TextId("check-context-fail"),
        (Context, Unknown) => TextId("check-context-unknown"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::view::fact::{IssuerProven, Seen, Verdict};

    fn judgement(language: Language, manner: Manner, signature: Signature) -> Judgement {
        Judgement {
            language,
            verdict: Verdict::Unverifiable,
            signature,
            issuer_proven: IssuerProven::Unknown,
            seen: Seen::FromNowhere,
            looked_at: Vec::new(),
            unseen: Vec::new(),
            manner,
            issuer: "La Cale".into(),
            host: Some("lacale.example".into()),
            proof: "bbs-2023".into(),
            issued_on: None,
            expires_on: None,
            about: None,
            reason: None,
            what: None,
        }
    }

    fn answer(judgement: &Judgement, kind: CheckKind, outcome: Outcome) -> String {
        let check = Check { kind, outcome, detail: String::new(), number: 0 };
        Judgement { looked_at: vec![check], ..judgement.clone() }.checks().findings()[0].answer().to_string()
    }

    #[test]
    fn the_manner_of_a_badge_makes_its_answers_clearer() {
        use CheckKind::{Issuer, Proof};
        let of = |manner, signature| judgement(Language::French, manner, signature);
        let hosted = of(Manner { is_hosted: true, is_askable: true, is_key: false }, Signature::Valid);
        assert!(answer(&hosted, Proof, Outcome::Pass).contains("le montre toujours"));
        assert!(answer(&hosted, Issuer, Outcome::Fail).contains("pas à une adresse de La Cale"));
        let key = of(Manner { is_hosted: false, is_askable: true, is_key: true }, Signature::Valid);
        assert!(answer(&key, Issuer, Outcome::Pass).contains("la clé elle-même"));
        let nowhere = of(Manner::default(), Signature::Unsupported);
        assert!(answer(&nowhere, Issuer, Outcome::Unknown).contains("ne mène nulle part"));
        assert!(answer(&nowhere, Proof, Outcome::Unknown).contains("bbs-2023"));
        assert!(answer(&of(Manner::default(), Signature::None), Proof, Outcome::Unknown).contains("pas signé"));
    }

    #[test]
    fn what_could_not_be_seen_is_a_sentence_in_every_language() {
        let what = ["unseen-badge", "unseen-keys", "unseen-page", "unseen-list"].map(TextId);
        let why = [
            "unseen-offline",
            "unseen-not-allowed",
            "unseen-no-answer",
            "unseen-nothing",
            "unseen-error",
            "unseen-too-large",
            "unseen-not-readable",
        ];
        for language in Language::ALL {
            let mut judgement = judgement(language, Manner::default(), Signature::Unknown);
            judgement.unseen = what
                .iter()
                .flat_map(|what| why.map(|why| Unseen { what: *what, host: "lacale.example".into(), why: TextId(why) }))
                .collect();
            judgement.unseen.push(Unseen { what: what[0], host: String::new(), why: TextId(why[0]) });
            let checks = judgement.checks();
            assert_eq!(checks.unseen().len(), what.len() * why.len() + 1);
            for line in checks.unseen() {
                let line = line.to_string();
                assert!(!line.contains(['⟦', '{']) && line.ends_with('.'), "{line}");
            }
        }
    }
}
