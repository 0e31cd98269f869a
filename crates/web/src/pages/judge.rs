//! From the report of a verification to what a page says of it, in the reader's words.

use anavez_acts::{ActError, World, ledger};
use anavez_recognition::Who;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use openbadges::read::ProofKind;
use openbadges::verify::{self, Report};
use serde_json::Value;

use super::found;
use crate::language::Language;
use crate::texts::{Text, TextId};
use crate::view::Page;
use crate::view::checks::{Check, CheckKind, Manner, Outcome, Unseen};
use crate::view::fact::{IssuerProven, Judgement, Seen, Signature, Verdict};

/// What a page says of a report.
pub(crate) fn judgement(page: &Page, report: &Report, seen: Seen) -> Judgement {
    let issuer_id = report.said.issuer["id"].as_str().unwrap_or_default();
    let issuer = report.said.issuer["name"].as_str().filter(|name| !name.trim().is_empty()).unwrap_or(issuer_id);
    Judgement {
        language: page.language,
        verdict: verdict(report.verdict),
        signature: signature(report.signature),
        issuer_proven: issuer_proven(report.issuer_proven),
        seen,
        unseen: report.unseen.iter().map(unseen).collect(),
        manner: manner(report, issuer_id),
        looked_at: looked_at(report),
        issuer: issuer.to_owned(),
        host: host_of(if report.proof == ProofKind::Hosted { report.id.as_deref().unwrap_or(issuer_id) } else { issuer_id }),
        proof: word(&report.proof),
        issued_on: report.said.issued_at.as_deref().and_then(day),
        expires_on: report.said.expires_at.as_deref().and_then(day),
        about: None,
        reason: None,
        what: what(report, page.language),
    }
}

/// Question 3, as far as this site answers it: does the reader recognise the giver?
pub(crate) async fn seen(world: &World, who: &Who, report: &Report) -> Result<Seen, ActError> {
    let Some(account) = who.account else { return Ok(Seen::FromNowhere) };
    let issuer = report.said.issuer["id"].as_str().and_then(|did| world.addresses.actor_of_did(did));
    let Some(issuer) = issuer else { return Ok(Seen::NotDirectly) };
    let view = ledger::ledger(world, who, account).await?;
    Ok(if issuer == account || view.ledger.given.contains(&issuer) { Seen::Directly } else { Seen::NotDirectly })
}

/// The checks in order. Endorsements of one outcome are one line that counts them.
fn looked_at(report: &Report) -> Vec<Check> {
    let mut lines: Vec<Check> = Vec::new();
    for check in report.checks.iter().filter(|check| !is_beside_the_point(check, report)).map(check) {
        let alike = |line: &&mut Check| check.number > 0 && line.kind == check.kind && line.outcome == check.outcome;
        match lines.iter_mut().find(alike) {
            Some(line) => line.number += check.number,
            None => lines.push(check),
        }
    }
    lines
}

fn manner(report: &Report, issuer: &str) -> Manner {
    let is_key = issuer.starts_with("did:key:") || issuer.starts_with("did:jwk:");
    let leads_somewhere = ["did:web:", "https://", "http://"].iter().any(|scheme| issuer.starts_with(scheme));
    Manner { is_hosted: report.proof == ProofKind::Hosted, is_key, is_askable: is_key || leads_somewhere }
}

fn unseen(unseen: &verify::Unseen) -> Unseen {
    let what = match unseen.what {
        verify::What::Badge => TextId("unseen-badge"),
        verify::What::DidDocument => TextId("unseen-keys"),
        verify::What::Profile => TextId("unseen-page"),
        verify::What::StatusList => TextId("unseen-list"),
    };
    let why = match unseen.why {
        verify::Why::Offline => TextId("unseen-offline"),
        verify::Why::NotAllowed => TextId("unseen-not-allowed"),
        verify::Why::NoAnswer => TextId("unseen-no-answer"),
        verify::Why::Nothing => TextId("unseen-nothing"),
        verify::Why::Error => TextId("unseen-error"),
        verify::Why::TooLarge => TextId("unseen-too-large"),
        verify::Why::NotReadable => TextId("unseen-not-readable"),
    };
    Unseen { what, host: host_of(&unseen.url).unwrap_or_default(), why }
}

/// What does not hold, what is missing, or what was found instead, in the reader's words: they stand within a sentence.
fn what(report: &Report, language: Language) -> Option<String> {
    let first = |outcome| report.checks.iter().find(|check| check.outcome == outcome).map(|check| check.check);
    let failed = first(verify::Outcome::Fail);
    let id = match report.verdict {
        verify::Verdict::NotABadge => found::what(&report.summary),
        verify::Verdict::Invalid => does_not_hold(failed),
        verify::Verdict::Unverifiable if report.signature == verify::Signature::None => TextId("missing-signature"),
        verify::Verdict::Unverifiable if report.proof == ProofKind::Hosted => TextId("missing-site"),
        verify::Verdict::Unverifiable => is_missing(failed.or_else(|| first(verify::Outcome::Unknown))),
        _ => return None,
    };
    Some(Text::new(language, id).to_string())
}

fn does_not_hold(failed: Option<verify::CheckKind>) -> TextId {
    match failed {
        Some(verify::CheckKind::Schema) => TextId("fails-schema"),
        Some(verify::CheckKind::Proof) => TextId("fails-proof"),
        Some(verify::CheckKind::Issuer) => TextId("fails-issuer"),
        Some(verify::CheckKind::Recipient) => TextId("fails-recipient"),
        Some(verify::CheckKind::Context) => TextId("fails-context"),
        _ => TextId("fails-something"),
    }
}

fn is_missing(unseen: Option<verify::CheckKind>) -> TextId {
    match unseen {
        Some(verify::CheckKind::Proof) => TextId("missing-key"),
        Some(verify::CheckKind::Issuer) => TextId("missing-issuer"),
        Some(verify::CheckKind::Status) => TextId("missing-status"),
        _ => TextId("missing-something"),
    }
}

/// The site behind a `did:web` or an address.
pub(crate) fn host_of(id: &str) -> Option<String> {
    let rest = id.strip_prefix("did:web:").map(|rest| rest.split(':').next().unwrap_or_default().replace("%3A", ":"));
    rest.or_else(|| {
        id.strip_prefix("https://")
            .or(id.strip_prefix("http://"))
            .map(|rest| rest.split('/').next().unwrap_or_default().to_owned())
    })
    .filter(|host| !host.is_empty())
}

/// The day of a date as a badge writes it.
pub(crate) fn day(text: &str) -> Option<Date> {
    let moment: Option<jiff::Timestamp> = text.parse().ok();
    moment.map(|moment| TimeZone::system().to_datetime(moment).date()).or_else(|| text.get(..10)?.parse().ok())
}

/// The picture's address was not asked, but the picture at hand carries the badge: nobody needs to hear of the first.
fn is_beside_the_point(check: &verify::Check, report: &Report) -> bool {
    let is_image = |check: &verify::Check| matches!(check.check, verify::CheckKind::Image);
    let carries = report.checks.iter().any(|other| is_image(other) && matches!(other.outcome, verify::Outcome::Pass));
    is_image(check) && carries && matches!(check.outcome, verify::Outcome::Unknown)
}

/// A word of the contract, as JSON says it.
pub(crate) fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}

pub(crate) fn verdict(verdict: verify::Verdict) -> Verdict {
    match verdict {
        verify::Verdict::Verified => Verdict::Verified,
        verify::Verdict::Warnings => Verdict::Warnings,
        verify::Verdict::Unverifiable => Verdict::Unverifiable,
        verify::Verdict::Unsupported => Verdict::Unsupported,
        verify::Verdict::Invalid => Verdict::Invalid,
        verify::Verdict::Revoked => Verdict::Revoked,
        verify::Verdict::Suspended => Verdict::Suspended,
        verify::Verdict::Expired => Verdict::Expired,
        verify::Verdict::NotYetValid => Verdict::NotYetValid,
        verify::Verdict::NotABadge => Verdict::NotABadge,
    }
}

fn signature(signature: verify::Signature) -> Signature {
    match signature {
        verify::Signature::Valid => Signature::Valid,
        verify::Signature::Invalid => Signature::Invalid,
        verify::Signature::None => Signature::None,
        verify::Signature::Unsupported => Signature::Unsupported,
        verify::Signature::Unknown => Signature::Unknown,
    }
}

fn issuer_proven(proven: verify::IssuerProven) -> IssuerProven {
    match proven {
        verify::IssuerProven::Proven => IssuerProven::Proven,
        verify::IssuerProven::Contradicted => IssuerProven::Contradicted,
        verify::IssuerProven::Unknown => IssuerProven::Unknown,
    }
}

fn check(check: &verify::Check) -> Check {
    let kind = match check.check {
        verify::CheckKind::Schema => CheckKind::Schema,
        verify::CheckKind::Proof => CheckKind::Proof,
        verify::CheckKind::Issuer => CheckKind::Issuer,
        verify::CheckKind::Status => CheckKind::Status,
        verify::CheckKind::Dates => CheckKind::Dates,
        verify::CheckKind::Recipient => CheckKind::Recipient,
        verify::CheckKind::Image => CheckKind::Image,
        verify::CheckKind::Endorsement => CheckKind::Endorsement,
        verify::CheckKind::Context => CheckKind::Context,
    };
    let outcome = match check.outcome {
        verify::Outcome::Pass => Outcome::Pass,
        verify::Outcome::Warn => Outcome::Warn,
        verify::Outcome::Fail => Outcome::Fail,
        verify::Outcome::Unknown => Outcome::Unknown,
    };
    Check { kind, outcome, detail: check.detail.clone(), number: u64::from(kind == CheckKind::Endorsement) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_site_behind_an_issuer() {
        assert_eq!(host_of("did:web:127.0.0.1%3A8080:actors:x").as_deref(), Some("127.0.0.1:8080"));
        assert_eq!(host_of("https://badges.example.org/i/1").as_deref(), Some("badges.example.org"));
        assert_eq!(host_of("did:key:z6Mk"), None);
    }

    #[test]
    fn days_of_badges() {
        assert_eq!(day("2018-07-04").map(|d| d.to_string()).as_deref(), Some("2018-07-04"));
        assert!(day("2018-07-04T12:00:00Z").is_some());
        assert_eq!(day("soon"), None);
    }
}
