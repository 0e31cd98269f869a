//! A report in words, for people: one sentence first, then three facts that are never merged, then what was looked at.
//! Titles and checks are those of the pages (crates/web/locales); what only a terminal says stands in src/locales.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;

use anavez_web::language::Language;
use anavez_web::texts::Text;
use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, langid, static_loader};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use openbadges::verify::{CheckKind, IssuerProven, Outcome, Report, Signature, Verdict};
use serde_json::Value;

use crate::settings::Environment;

static_loader! {
    static LOCALES = {
        locales: "./src/locales",
        fallback_language: "en",
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

const FRENCH: LanguageIdentifier = langid!("fr");
const ENGLISH: LanguageIdentifier = langid!("en");
/// The longest piece of a badge that is repeated on one line, in characters.
const LINE_CHARS_MAX: usize = 300;
/// The longest words of a badge that are shown, in characters.
const WORDS_CHARS_MAX: usize = 2_000;

/// The language of a terminal: French where it says so, else English.
pub fn language_of(environment: Environment<'_>) -> Language {
    let said = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(environment).unwrap_or_default();
    Language::from_tag(said.split(['.', '@']).next().unwrap_or_default()).unwrap_or(Language::English)
}

/// The report, as lines that end in a line end.
pub fn in_words(report: &Report, language: Language, coloured: bool) -> String {
    let speaker = Speaker::new(report, language, coloured);
    let mut text = format!("{} {}\n", speaker.light(light_of(report)), speaker.first_sentence());
    let _ = writeln!(text, "  {}\n  {}", speaker.means(), speaker.advice());
    if report.verdict == Verdict::NotABadge {
        return text;
    }
    text.push_str(&speaker.what_it_says());
    text.push_str(&speaker.three_facts());
    text.push_str(&speaker.checks());
    text
}

/// A light, whose shape says it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Light {
    Yes,
    Doubt,
    No,
}

/// Never a green mark while the issuer is unknown (decision 16).
fn light_of(report: &Report) -> Light {
    match (report.verdict, report.issuer_proven) {
        (Verdict::Verified, IssuerProven::Proven) => Light::Yes,
        (verdict, _) if verdict.exit_code() == 1 => Light::No,
        _ => Light::Doubt,
    }
}

struct Speaker<'r> {
    report: &'r Report,
    language: Language,
    coloured: bool,
    issuer: String,
    host: String,
}

impl<'r> Speaker<'r> {
    fn new(report: &'r Report, language: Language, coloured: bool) -> Self {
        let part = |name: &str| report.said.issuer[name].as_str().map(line).filter(|text| !text.is_empty());
        let id = part("id").unwrap_or_default();
        let issuer = part("name").unwrap_or_else(|| if id.is_empty() { "…".to_owned() } else { id.clone() });
        Self { report, language, coloured, issuer, host: host_of(&id) }
    }

    /// A text of the pages.
    fn text(&self, id: &'static str) -> String {
        let report = self.report;
        let day = |date: Option<&str>| date.and_then(day_of).map_or_else(|| "…".into(), |day| self.language.day(day));
        Text::new(self.language, id)
            .of("issuer", self.issuer.clone())
            .of("host", self.host.clone())
            .of("proof", report.proof.to_string())
            .of("what", self.what())
            .of("issued", day(report.said.issued_at.as_deref()))
            .of("end", day(report.said.expires_at.as_deref()))
            .of(
                "date",
                day(match report.verdict {
                    Verdict::NotYetValid => report.said.issued_at.as_deref(),
                    _ => report.said.expires_at.as_deref(),
                }),
            )
            .of("n", 1_u64)
            .to_string()
    }

    /// A text of ours.
    fn own(&self, id: &str) -> String {
        let values = [("issuer", &self.issuer), ("host", &self.host)];
        let values: HashMap<Cow<'static, str>, FluentValue<'_>> =
            values.map(|(name, value)| (Cow::Borrowed(name), FluentValue::from(value.as_str()))).into();
        let language = if self.language == Language::French { &FRENCH } else { &ENGLISH };
        LOCALES.lookup_single_language(language, id, Some(&values)).unwrap_or_else(|_| format!("⟦{id}⟧"))
    }

    fn light(&self, light: Light) -> String {
        let (sign, colour) = match light {
            Light::Yes => ('✓', 32),
            Light::Doubt => ('?', 33),
            Light::No => ('✗', 31),
        };
        if self.coloured { format!("\u{1b}[{colour}m{sign}\u{1b}[0m") } else { sign.to_string() }
    }

    /// While the issuer is not proven, that is part of the first sentence.
    fn first_sentence(&self) -> String {
        let title = self.text(match self.report.verdict {
            Verdict::Verified => "verdict-verified",
            Verdict::Warnings => "verdict-warnings",
            Verdict::Unverifiable => "verdict-unverifiable",
            Verdict::Unsupported => "verdict-unsupported",
            Verdict::Invalid => "verdict-invalid",
            Verdict::Revoked => "verdict-revoked",
            Verdict::Suspended => "verdict-suspended",
            Verdict::Expired => "verdict-expired",
            Verdict::NotYetValid => "verdict-not-yet-valid",
            Verdict::NotABadge => "verdict-not-a-badge",
        });
        let holds = self.report.verdict.exit_code() == 0;
        if holds && self.report.issuer_proven != IssuerProven::Proven {
            format!("{title}. {}", self.own("fact-issuer-unknown"))
        } else {
            format!("{title}.")
        }
    }

    fn means(&self) -> String {
        self.text(match self.report.verdict {
            Verdict::Verified => "verdict-verified-means",
            Verdict::Warnings => "verdict-warnings-means",
            Verdict::Unverifiable => "verdict-unverifiable-means",
            Verdict::Unsupported => "verdict-unsupported-means",
            Verdict::Invalid => "verdict-invalid-means",
            Verdict::Revoked => "verdict-revoked-means",
            Verdict::Suspended => "verdict-suspended-means",
            Verdict::Expired => "verdict-expired-means",
            Verdict::NotYetValid => "verdict-not-yet-valid-means",
            Verdict::NotABadge => "verdict-not-a-badge-means",
        })
    }

    fn advice(&self) -> String {
        self.text(match self.report.verdict {
            Verdict::Verified => "verdict-verified-do",
            Verdict::Warnings => "verdict-warnings-do",
            Verdict::Unverifiable => "verdict-unverifiable-do",
            Verdict::Unsupported => "verdict-unsupported-do",
            Verdict::Invalid => "verdict-invalid-do",
            Verdict::Revoked => "verdict-revoked-do",
            Verdict::Suspended => "verdict-suspended-do",
            Verdict::Expired => "verdict-expired-do",
            Verdict::NotYetValid => "verdict-not-yet-valid-do",
            Verdict::NotABadge => "verdict-not-a-badge-do",
        })
    }

    /// What is missing, does not hold, or was found instead.
    fn what(&self) -> String {
        let report = self.report;
        let failed = |kind| report.checks.iter().any(|check| check.check == kind && check.outcome == Outcome::Fail);
        let id = match (report.verdict, report.signature) {
            (Verdict::NotABadge, _) => return self.found(),
            (Verdict::Invalid, _) if failed(CheckKind::Schema) => "what-schema",
            (Verdict::Invalid, Signature::Invalid) => "what-proof",
            (Verdict::Invalid, _) if report.issuer_proven == IssuerProven::Contradicted => "what-issuer",
            (Verdict::Invalid, _) => "what-recipient",
            (_, Signature::None) if report.standard.is_none() => "what-badge",
            (_, Signature::None) => "what-signature",
            (_, Signature::Valid) if failed(CheckKind::Status) => "what-status",
            (_, Signature::Valid) => "what-issuer-proof",
            _ => "what-key",
        };
        self.own(id)
    }

    /// What a file is that is no badge. The engine says it in English; what is met often has words of its own.
    fn found(&self) -> String {
        let said = self.report.summary.strip_prefix("This is not a badge: ").unwrap_or(&self.report.summary);
        let said = said.strip_suffix('.').unwrap_or(said);
        let id = match said {
            "a PDF" => "found-pdf",
            "empty" => "found-nothing",
            "text" => "found-text",
            "an HTML page" => "found-page",
            "a JPEG photo without badge data" => "found-photo",
            "a PNG without badge data" => "found-png",
            "an SVG without badge data" => "found-svg",
            "JSON that is no badge" => "found-json",
            other => return line(other),
        };
        self.own(id)
    }

    fn what_it_says(&self) -> String {
        let said = &self.report.said;
        let text = |value: &Value| value.as_str().map(line);
        let name = self.report.name.as_deref().map(line).or_else(|| text(&said.achievement["name"])).unwrap_or_default();
        let date = said.issued_at.as_deref().and_then(day_of).map(|day| self.language.day(day)).unwrap_or_default();
        let mut lines = format!("\n  {name}\n  {} {}", self.text("read-given-by"), self.issuer);
        if !date.is_empty() {
            let _ = write!(lines, ", {date}");
        }
        let words = said.words.as_ref().map(|words| &words["comment"]).unwrap_or(&said.recipient["narrative"]);
        if let Some(words) = words.as_str().filter(|words| !words.trim().is_empty()) {
            let _ = write!(lines, "\n    {}", paragraph(words).replace('\n', "\n    "));
        }
        lines.push('\n');
        lines
    }

    fn three_facts(&self) -> String {
        let report = self.report;
        let signature = match report.signature {
            Signature::Valid => (Light::Yes, "fact-signature-valid"),
            Signature::Invalid => (Light::No, "fact-signature-invalid"),
            Signature::None => (Light::Doubt, "fact-signature-none"),
            Signature::Unsupported => (Light::Doubt, "fact-signature-unsupported"),
            Signature::Unknown => (Light::Doubt, "fact-signature-unknown"),
        };
        let issuer = match report.issuer_proven {
            IssuerProven::Proven if self.host.is_empty() => (Light::Yes, "fact-issuer-key"),
            IssuerProven::Proven => (Light::Yes, "fact-issuer-proven"),
            IssuerProven::Contradicted => (Light::No, "fact-issuer-contradicted"),
            IssuerProven::Unknown => (Light::Doubt, "fact-issuer-unknown"),
        };
        let mut lines = String::from("\n");
        for (question, (light, answer)) in [("fact-signature", signature), ("fact-issuer", issuer)] {
            let _ = writeln!(lines, "  {} {} {}", self.light(light), self.own(question), self.own(answer));
        }
        let _ = writeln!(lines, "  · {} {}", self.own("fact-trust"), self.own("fact-trust-yours"));
        lines
    }

    fn checks(&self) -> String {
        let mut lines = format!("\n  {}\n", self.text("read-checks"));
        for check in &self.report.checks {
            let (light, in_order) = match check.outcome {
                Outcome::Pass => (Light::Yes, true),
                Outcome::Warn | Outcome::Unknown => (Light::Doubt, false),
                Outcome::Fail => (Light::No, false),
            };
            let (question, answer) = self.check(check.check, check.outcome);
            let _ = writeln!(lines, "  {} {question} {answer}", self.light(light));
            if !in_order {
                let _ = writeln!(lines, "      {}", line(&check.detail));
            }
        }
        lines
    }

    fn check(&self, kind: CheckKind, outcome: Outcome) -> (String, String) {
        let of = |question, [pass, warn, fail, unknown]: [&'static str; 4]| {
            let answer = match outcome {
                Outcome::Pass => pass,
                Outcome::Warn => warn,
                Outcome::Fail => fail,
                Outcome::Unknown => unknown,
            };
            (self.text(question), self.text(answer))
        };
        macro_rules! check {
            ($id:literal, $pass:literal) => {
                of($id, [concat!($id, $pass), concat!($id, "-warn"), concat!($id, "-fail"), concat!($id, "-unknown")])
            };
        }
        match kind {
            CheckKind::Schema => check!("check-schema", "-pass"),
            CheckKind::Proof => check!("check-proof", "-pass"),
            CheckKind::Issuer => check!("check-issuer", "-pass"),
            CheckKind::Status => check!("check-status", "-pass"),
            CheckKind::Dates if self.report.said.expires_at.is_none() => check!("check-dates", "-pass-open"),
            CheckKind::Dates => check!("check-dates", "-pass"),
            CheckKind::Recipient => check!("check-recipient", "-pass"),
            CheckKind::Image => check!("check-image", "-pass"),
            CheckKind::Endorsement => check!("check-endorsement", "-pass"),
            CheckKind::Context => check!("check-context", "-pass"),
        }
    }
}

/// The site behind a `did:web` or an address; empty for anything else.
fn host_of(id: &str) -> String {
    let of_did = id.strip_prefix("did:web:").map(|rest| rest.split(':').next().unwrap_or_default().replace("%3A", ":"));
    let of_address = || ["https://", "http://"].iter().find_map(|scheme| id.strip_prefix(scheme));
    of_did.or_else(|| of_address()?.split(['/', '?', '#']).next().map(str::to_owned)).unwrap_or_default()
}

/// The day of a date as a badge writes it.
fn day_of(text: &str) -> Option<Date> {
    let moment: Option<jiff::Timestamp> = text.parse().ok();
    moment.map(|moment| TimeZone::UTC.to_datetime(moment).date()).or_else(|| text.get(..10)?.parse().ok())
}

/// A piece of a badge on one line. Whoever wrote it must not steer the terminal, nor turn what stands beside it around.
fn line(text: &str) -> String {
    tamed(text, LINE_CHARS_MAX, false)
}

/// Words of a badge, with their own line ends.
fn paragraph(text: &str) -> String {
    tamed(text, WORDS_CHARS_MAX, true)
}

fn tamed(text: &str, chars_max: usize, line_ends: bool) -> String {
    let steers =
        |c: char| c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let tame = |c: char| if (line_ends && c == '\n') || !steers(c) { c } else { ' ' };
    let mut tamed: String = text.trim().chars().take(chars_max).map(tame).collect();
    if text.trim().chars().nth(chars_max).is_some() {
        tamed.push('…');
    }
    tamed
}

#[cfg(test)]
mod tests;
