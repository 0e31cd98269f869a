//! What was established about a badge: one sentence, then three facts that are never merged.
//!
//! The signature is right; the signer is the stated giver; who stands behind, seen from the reader. Never a score.

use std::fmt;

use askama::Template;
use askama::filters::HtmlSafe;
use jiff::civil::Date;

use crate::language::Language;
use crate::texts::{Text, TextId};
use crate::view::checks::{Check, CheckKind, Manner, Outcome, Unseen};

/// The result of a verification (interfaces: `verdict`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Everything fits.
    Verified,
    /// The main thing is right; something is to be known.
    Warnings,
    /// An answer is missing.
    Unverifiable,
    /// Signed in a way that is not read here.
    Unsupported,
    /// Something does not hold.
    Invalid,
    /// The giver says it no longer holds.
    Revoked,
    /// On hold, for a time.
    Suspended,
    /// Past its last day.
    Expired,
    /// Before its first day.
    NotYetValid,
    /// Something else.
    NotABadge,
}

/// Question 1: has it changed?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signature {
    /// Nothing changed.
    Valid,
    /// Something changed.
    Invalid,
    /// Not signed: hosted.
    None,
    /// A type that is not read here.
    Unsupported,
    /// The key does not answer.
    Unknown,
}

/// Question 2: who really signed?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IssuerProven {
    /// The key is published by the giver.
    Proven,
    /// The key is somebody else's.
    Contradicted,
    /// The name is written, not proven.
    Unknown,
}

/// Question 3: who stands behind it, seen from the reader?
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// Nobody looks yet: no account, no community chosen.
    FromNowhere,
    /// The reader recognises the giver.
    Directly,
    /// The reader does not, which says nothing.
    NotDirectly,
}

/// Everything a page says about a verification.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// The language of the page.
    pub language: Language,
    /// The result.
    pub verdict: Verdict,
    /// Question 1.
    pub signature: Signature,
    /// Question 2.
    pub issuer_proven: IssuerProven,
    /// Question 3.
    pub seen: Seen,
    /// What was looked at, in order.
    pub looked_at: Vec<Check>,
    /// What could not be seen.
    pub unseen: Vec<Unseen>,
    /// How it is secured, and whether its giver can be asked.
    pub manner: Manner,
    /// The giver's name, as written in the badge; empty when none is.
    pub issuer: String,
    /// The site that publishes the giver's key, or that hosts the badge.
    pub host: Option<String>,
    /// The name of the proof (interfaces: `proof`).
    pub proof: String,
    /// The day of giving.
    pub issued_on: Option<Date>,
    /// The last day.
    pub expires_on: Option<Date>,
    /// The first day, the day of revocation or of the last answer: the day the result is about.
    pub about: Option<Date>,
    /// The reason of a revocation or of a hold, when it is public.
    pub reason: Option<String>,
    /// What is missing, or does not hold, or was found instead, in the reader's words.
    pub what: Option<String>,
}

impl Judgement {
    /// The result, in a sentence. While the giver is not proven, that is part of it, whatever the result: a name that
    /// anybody may have written is not left standing alone.
    pub fn line(&self) -> String {
        let title = self.text(self.title());
        let names_somebody = self.is_badge() && !self.issuer.is_empty();
        if names_somebody && self.issuer_proven != IssuerProven::Proven {
            return format!("{title}. {}", self.text(self.issuer_answer()));
        }
        title.to_string()
    }

    /// What the result means.
    pub fn means(&self) -> Text {
        self.text(match self.verdict {
            Verdict::Verified if self.manner.is_hosted => TextId("verdict-verified-hosted"),
            Verdict::Verified => TextId("verdict-verified-means"),
            Verdict::Warnings => TextId("verdict-warnings-means"),
            Verdict::Unverifiable => TextId("verdict-unverifiable-means"),
            Verdict::Unsupported => TextId("verdict-unsupported-means"),
            Verdict::Invalid => TextId("verdict-invalid-means"),
            Verdict::Revoked if self.reason.is_some() => TextId("verdict-revoked-reason"),
            Verdict::Revoked => TextId("verdict-revoked-means"),
            Verdict::Suspended if self.reason.is_some() => TextId("verdict-suspended-reason"),
            Verdict::Suspended => TextId("verdict-suspended-means"),
            Verdict::Expired => TextId("verdict-expired-means"),
            Verdict::NotYetValid => TextId("verdict-not-yet-valid-means"),
            Verdict::NotABadge => TextId("verdict-not-a-badge-means"),
        })
    }

    /// What to do now.
    pub fn advice(&self) -> Text {
        if self.is_only_for_another() {
            return self.text(TextId("check-recipient-fail"));
        }
        self.text(match self.verdict {
            Verdict::Verified => TextId("verdict-verified-do"),
            Verdict::Warnings => TextId("verdict-warnings-do"),
            Verdict::Unverifiable => TextId("verdict-unverifiable-do"),
            Verdict::Unsupported => TextId("verdict-unsupported-do"),
            Verdict::Invalid => TextId("verdict-invalid-do"),
            Verdict::Revoked => TextId("verdict-revoked-do"),
            Verdict::Suspended => TextId("verdict-suspended-do"),
            Verdict::Expired => TextId("verdict-expired-do"),
            Verdict::NotYetValid => TextId("verdict-not-yet-valid-do"),
            Verdict::NotABadge => TextId("verdict-not-a-badge-do"),
        })
    }

    /// Whether nothing is wrong with it but the address it was compared with: that says nothing against the badge.
    fn is_only_for_another(&self) -> bool {
        let failed = || self.looked_at.iter().filter(|check| check.outcome == Outcome::Fail);
        self.verdict == Verdict::Invalid && failed().count() == 1 && failed().all(|check| check.kind == CheckKind::Recipient)
    }

    /// Whether there is a badge to speak of.
    pub fn is_badge(&self) -> bool {
        self.verdict != Verdict::NotABadge
    }

    /// Whether “verified does not mean true” is to be said.
    pub fn says_verified(&self) -> bool {
        matches!(self.verdict, Verdict::Verified | Verdict::Warnings)
    }

    /// The three facts, side by side.
    pub fn facts(&self) -> Facts {
        Facts { facts: vec![self.signature_fact(), self.issuer_fact(), self.seen_fact()] }
    }

    fn title(&self) -> TextId {
        self.verdict.title()
    }
}

impl Verdict {
    /// The verdict in a few words.
    pub const fn title(self) -> TextId {
        match self {
            Verdict::Verified => TextId("verdict-verified"),
            Verdict::Warnings => TextId("verdict-warnings"),
            Verdict::Unverifiable => TextId("verdict-unverifiable"),
            Verdict::Unsupported => TextId("verdict-unsupported"),
            Verdict::Invalid => TextId("verdict-invalid"),
            Verdict::Revoked => TextId("verdict-revoked"),
            Verdict::Suspended => TextId("verdict-suspended"),
            Verdict::Expired => TextId("verdict-expired"),
            Verdict::NotYetValid => TextId("verdict-not-yet-valid"),
            Verdict::NotABadge => TextId("verdict-not-a-badge"),
        }
    }
}

impl Judgement {
    fn signature_fact(&self) -> Fact {
        let hosted = self.manner.is_hosted;
        let (light, answer) = match self.signature {
            Signature::None if hosted && self.says_verified() => (Light::Yes, TextId("fact-signature-hosted")),
            Signature::Unknown if hosted => (Light::Doubt, TextId("fact-signature-hosted-unknown")),
            Signature::Valid => (Light::Yes, TextId("fact-signature-valid")),
            Signature::Invalid => (Light::No, TextId("fact-signature-invalid")),
            Signature::None => (Light::Doubt, TextId("fact-signature-none")),
            Signature::Unsupported => (Light::Doubt, TextId("fact-signature-unsupported")),
            Signature::Unknown => (Light::Doubt, TextId("fact-signature-unknown")),
        };
        Fact { light, question: self.text(TextId("fact-signature")), answer: self.text(answer), more: None }
    }

    fn issuer_fact(&self) -> Fact {
        let light = match self.issuer_proven {
            IssuerProven::Proven => Light::Yes,
            IssuerProven::Contradicted => Light::No,
            IssuerProven::Unknown => Light::Doubt,
        };
        Fact { light, question: self.text(TextId("fact-issuer")), answer: self.text(self.issuer_answer()), more: None }
    }

    fn issuer_answer(&self) -> TextId {
        match (self.issuer_proven, &self.host) {
            (IssuerProven::Unknown, _) if self.issuer.is_empty() => TextId("fact-issuer-nameless"),
            (IssuerProven::Proven, _) if self.manner.is_hosted => TextId("fact-issuer-hosted"),
            (IssuerProven::Contradicted, _) if self.manner.is_hosted => TextId("fact-issuer-hosted-contradicted"),
            (IssuerProven::Proven, Some(_)) => TextId("fact-issuer-proven"),
            (IssuerProven::Proven, None) => TextId("fact-issuer-proven-here"),
            (IssuerProven::Contradicted, _) => TextId("fact-issuer-contradicted"),
            (IssuerProven::Unknown, _) => TextId("fact-issuer-unknown"),
        }
    }

    fn seen_fact(&self) -> Fact {
        let question = self.text(TextId("fact-seen"));
        let answer = match &self.seen {
            Seen::FromNowhere => TextId("fact-seen-nowhere"),
            Seen::Directly => TextId("fact-seen-directly"),
            Seen::NotDirectly => TextId("fact-seen-not-directly"),
        };
        Fact { light: Light::Seen, question, answer: self.text(answer), more: None }
    }

    /// Every text about a verification may name these.
    pub(super) fn text(&self, id: TextId) -> Text {
        let somebody = Text::new(self.language, TextId("somebody")).to_string();
        let or_dash = |known: &Option<String>| known.clone().unwrap_or_else(|| "…".into());
        let day = |known: Option<Date>| known.map_or_else(|| "…".into(), |day| self.language.day(day));
        Text::new(self.language, id)
            .of("issuer", if self.issuer.is_empty() { &somebody } else { &self.issuer })
            .of("host", or_dash(&self.host))
            .of("proof", &self.proof)
            .of("reason", or_dash(&self.reason))
            .of("what", or_dash(&self.what))
            .of("issued", day(self.issued_on))
            .of("end", day(self.expires_on))
            .of("date", day(self.about.or(self.expires_on)))
    }
}

/// A question, its answer in words, and a light whose shape says it too.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    light: Light,
    question: Text,
    answer: Text,
    more: Option<Follow>,
}

impl Fact {
    /// A fact with nothing to follow.
    pub(super) const fn plain(light: Light, question: Text, answer: Text) -> Self {
        Self { light, question, answer, more: None }
    }

    /// The question.
    pub const fn question(&self) -> &Text {
        &self.question
    }

    /// The answer.
    pub const fn answer(&self) -> &Text {
        &self.answer
    }

    /// The light.
    pub const fn light(&self) -> Light {
        self.light
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Follow {
    href: String,
    label: Text,
}

/// The facts, side by side.
#[derive(Debug, Clone, PartialEq, Template)]
#[template(path = "parts/facts.html")]
pub struct Facts {
    facts: Vec<Fact>,
}

impl HtmlSafe for Facts {}

/// A light. Shape and colour both say it: disc with a tick, dashed ring with a question mark, lozenge with a cross,
/// target for “seen from you”.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Light {
    /// Established.
    Yes,
    /// Cannot say.
    Doubt,
    /// Contradicted.
    No,
    /// Seen from the reader.
    Seen,
}

impl Light {
    /// The last part of its class: `fact--yes`.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Doubt => "doubt",
            Self::No => "no",
            Self::Seen => "seen",
        }
    }

    const fn drawing(self) -> &'static str {
        match self {
            Self::Yes => {
                r#"<circle cx="16" cy="16" r="13" fill="currentColor"/><path d="M9.5 16.5l4.5 4.5 8.5-9.5" class="l-ground"/>"#
            }
            Self::Doubt => {
                r#"<circle cx="16" cy="16" r="12" fill="none" stroke="currentColor" stroke-width="2.6" stroke-dasharray="5 3.4"/><path d="M12.5 12.8a3.6 3.6 0 1 1 5 3.4c-1.2.5-1.5 1.2-1.5 2.3" fill="none" stroke="currentColor" stroke-width="2.6"/><circle cx="16" cy="22.5" r="1.7" fill="currentColor"/>"#
            }
            Self::No => {
                r#"<path d="M16 1.5L30.5 16 16 30.5 1.5 16z" fill="currentColor"/><path d="M11 11l10 10M21 11L11 21" class="l-ground"/>"#
            }
            Self::Seen => {
                r#"<circle cx="16" cy="16" r="4.5" fill="currentColor"/><circle cx="16" cy="16" r="12.5" fill="none" stroke="currentColor" stroke-width="2.6"/>"#
            }
        }
    }
}

impl HtmlSafe for Light {}

impl fmt::Display for Light {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<svg class=\"fact__light\" viewBox=\"0 0 32 32\" aria-hidden=\"true\">{}</svg>", self.drawing())
    }
}

#[cfg(test)]
mod tests;
