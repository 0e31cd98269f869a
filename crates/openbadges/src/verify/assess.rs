//! One round over one input: everything that can be said with what is at hand; what is missing is wished for.

use serde_json::{Value, json};

use super::fetches::{Fetches, Lookup, What};
use super::issuer::Keys;
use super::judge::{Dates, Facts};
use super::presentation::Wanted;
use super::report::{Check, CheckKind, IssuerProven, Outcome, Report, Signature, Status, Verdict};
use super::{DEPTH_MAX, Input, Options, older, proofs, recipient, revocation};
use crate::jsonld::Engine;
use crate::read::{self, Container, Content, Jws, ProofKind, Said, Standard, text_of};
use crate::schema::{self, parse_date};
use crate::status::issuer_of;

/// Addresses in a row that lead to a badge: a picture names one, which answers with another.
const HOPS_MAX: usize = 2;
/// Embedded endorsements that are verified with a badge.
const ENDORSEMENTS_MAX: usize = 16;

pub(super) fn assess(engine: &Engine, input: &Input, options: &Options, fetches: &mut Fetches) -> Report {
    let keys = Keys { engine, options, fetches, wanted: Wanted::Assertion };
    let mut round = Round { keys, endorsements_left: ENDORSEMENTS_MAX };
    let report = match input {
        Input::Bytes(bytes) => round.file(bytes, 0, None),
        Input::Url(url) => round.address(url, 0),
        Input::Value(document) if Standard::of(document).is_some() => round.top(document, Container::Plain, None),
        Input::Value(_) => not_a_badge("JSON that is no badge"),
    };
    report.discreet()
}

struct Round<'r> {
    keys: Keys<'r>,
    endorsements_left: usize,
}

impl Round<'_> {
    fn file(&mut self, bytes: &[u8], hops: usize, place: Option<&older::Place>) -> Report {
        let reading = read::read(bytes);
        match reading.content {
            Content::Credential(document) => self.top(&document, reading.container, place),
            Content::Jws(jws) if jws.kind() == ProofKind::Jws => {
                let paper = older::Paper { document: &jws.payload, token: Some(&jws.text), place: None };
                carried(older::assess(&mut self.keys, &paper), reading.container)
            }
            Content::Jws(jws) => token(&jws),
            Content::Address(address) => self.address(&address, hops),
            Content::Nothing(what) => not_a_badge(&what),
        }
    }

    fn address(&mut self, url: &str, hops: usize) -> Report {
        let unseen = |reason: String| {
            let mut report = Report::silent(Verdict::Unverifiable, format!("The badge at {url} could not be seen: {reason}."));
            report.signature = Signature::Unknown;
            report.checks.push(check(CheckKind::Proof, Outcome::Unknown, reason));
            report
        };
        if hops >= HOPS_MAX {
            return unseen(format!("more than {HOPS_MAX} addresses lead to one another"));
        }
        let url = &older::to_ask(url, self.keys.fetches.allows_loopback());
        match self.keys.fetches.look_up(url, What::Badge) {
            Lookup::Found(fetched) if older::says_revoked(&fetched.bytes) => gone(url, "it says that it was revoked"),
            Lookup::Found(fetched) => {
                let place = older::Place { asked: url.clone(), answered: fetched.url.clone() };
                let mut report = self.file(&fetched.bytes, hops + 1, Some(&place));
                if let (Verdict::NotABadge, Some(kind)) = (report.verdict, &fetched.content_type) {
                    report.summary.push_str(&format!(" It was sent as {kind}."));
                }
                report
            }
            Lookup::Failed(failure) if failure.is_gone() => gone(url, &failure.to_string()),
            Lookup::Failed(failure) => unseen(failure.to_string()),
            Lookup::Asked => unseen("it is being asked for".to_owned()),
            Lookup::Offline => unseen("nothing is fetched offline".to_owned()),
        }
    }

    fn top(&mut self, document: &Value, container: Container, place: Option<&older::Place>) -> Report {
        let report = if Standard::of(document).is_some_and(Standard::is_older) {
            // A picture is a copy, wherever it lies.
            let place = place.filter(|_| container == Container::Plain);
            older::assess(&mut self.keys, &older::Paper { document, token: None, place })
        } else {
            self.credential(document, 1)
        };
        carried(report, container)
    }

    fn credential(&mut self, document: &Value, depth: usize) -> Report {
        let standard = Standard::of(document);
        if let Some(other) = standard.filter(|standard| standard.is_older() || *standard == Standard::Clr20) {
            return later(document, other, ProofKind::of(document));
        }
        let mut checks = Vec::new();
        let findings = schema::check(document);
        checks.push(structure(&findings));

        let issuer = issuer_of(document).unwrap_or_default();
        let proof = proofs::best(document, issuer, &mut self.keys);
        let (signature, issuer_proven) = proof_checks(proof.as_ref(), &mut checks);

        let status = revocation::look(document, issuer, &mut self.keys);
        checks.push(check(CheckKind::Status, status.outcome, status.detail));
        let (dates, dated) = self.dates(document);
        checks.push(dated);
        let recipient = self.keys.options.recipient.as_ref().filter(|_| depth == 1).map(|wanted| {
            let (outcome, detail) = recipient::compare(document, wanted);
            checks.push(check(CheckKind::Recipient, outcome, detail));
            outcome
        });
        checks.extend(image(document));
        let mut said = Said::by(document);
        self.endorsements(document, depth, &mut said, &mut checks);

        let facts = Facts {
            well_formed: findings.faults.is_empty(),
            signature,
            issuer: issuer_proven,
            status: status.status,
            status_outcome: status.outcome,
            dates,
            recipient,
            odd: checks.iter().any(|check| check.outcome == Outcome::Warn),
            require_issuer: self.keys.options.require_issuer,
        };
        Report {
            verdict: facts.verdict(),
            summary: facts.summary().to_owned(),
            standard,
            proof: proof.map_or(ProofKind::None, |proof| proof.kind),
            signature,
            issuer_proven,
            status: status.status,
            checks,
            id: document["id"].as_str().map(str::to_owned),
            name: text_of(&document["name"]),
            said,
        }
    }

    fn dates(&self, document: &Value) -> (Dates, Check) {
        let date = |fields: [&str; 2]| fields.iter().find_map(|field| document[*field].as_str()).and_then(parse_date);
        let (from, until) = (date(["validFrom", "issuanceDate"]), date(["validUntil", "expirationDate"]));
        let at = self.keys.at();
        let day = crate::write::date;
        let of = |dates, outcome, detail: String| (dates, check(CheckKind::Dates, outcome, detail));
        match (from, until) {
            (Some(from), _) if at < from => of(Dates::TooEarly, Outcome::Fail, format!("it holds from {} on", day(from))),
            (_, Some(until)) if until < at => of(Dates::TooLate, Outcome::Fail, format!("it held until {}", day(until))),
            (_, Some(until)) => of(Dates::Within, Outcome::Pass, format!("it holds until {}", day(until))),
            (Some(_), None) => of(Dates::Within, Outcome::Pass, "it holds without end".to_owned()),
            (None, None) => of(Dates::Within, Outcome::Pass, "it has no dates".to_owned()),
        }
    }

    /// Each embedded endorsement is a credential of its own; what becomes of it is written beside it.
    fn endorsements(&mut self, document: &Value, depth: usize, said: &mut Said, checks: &mut Vec<Check>) {
        for (place, (field, endorsement)) in read::embedded(document).into_iter().enumerate() {
            let Some(line) = said.endorsements.get_mut(place) else { return };
            let mut unseen = |reason: &str| {
                checks.push(check(CheckKind::Endorsement, Outcome::Unknown, format!("{field}: {reason}")));
            };
            if endorsement.is_string() {
                unseen("tokens are not checked here yet");
                continue;
            }
            if depth >= DEPTH_MAX || self.endorsements_left == 0 {
                unseen("too many are inside one another");
                continue;
            }
            self.endorsements_left -= 1;
            let report = self.credential(endorsement, depth + 1);
            for (key, fact) in [
                ("verdict", json!(report.verdict)),
                ("signature", json!(report.signature)),
                ("issuer_proven", json!(report.issuer_proven)),
                ("status", json!(report.status)),
                ("detail", json!(report.summary)),
            ] {
                line[key] = fact;
            }
            let about = endorsement["credentialSubject"]["id"].as_str();
            let outcome = match report.verdict.exit_code() {
                0 if !is_about(document, field, about) => Outcome::Warn,
                0 => Outcome::Pass,
                1 => Outcome::Warn,
                _ => Outcome::Unknown,
            };
            let aside = if is_about(document, field, about) { "" } else { " (it endorses something else)" };
            checks.push(check(CheckKind::Endorsement, outcome, format!("{field}: {}{aside}", report.summary)));
        }
    }
}

fn carried(mut report: Report, container: Container) -> Report {
    if container != Container::Plain {
        let what = if container == Container::Png { "a PNG" } else { "an SVG" };
        report.checks.push(check(CheckKind::Image, Outcome::Pass, format!("the badge was carried inside {what}")));
    }
    report
}

fn is_about(document: &Value, field: &str, about: Option<&str>) -> bool {
    let achievement = &document["credentialSubject"]["achievement"];
    let holder = match field {
        "achievement.endorsement" => achievement,
        "issuer.endorsement" => &document["issuer"],
        "creator.endorsement" => &achievement["creator"],
        _ => document,
    };
    about.is_some() && holder["id"].as_str() == about
}

fn structure(findings: &schema::Findings) -> Check {
    let list = |findings: &[schema::Finding]| findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    match (findings.faults.as_slice(), findings.warnings.as_slice()) {
        ([], []) => check(CheckKind::Schema, Outcome::Pass, "it is built as its standard demands".to_owned()),
        ([], odd) => check(CheckKind::Schema, Outcome::Warn, list(odd)),
        (faults, _) => check(CheckKind::Schema, Outcome::Fail, list(faults)),
    }
}

fn proof_checks(proof: Option<&proofs::Finding>, checks: &mut Vec<Check>) -> (Signature, IssuerProven) {
    let Some(proof) = proof else {
        checks.push(check(CheckKind::Proof, Outcome::Unknown, "it has no proof".to_owned()));
        return (Signature::None, IssuerProven::Unknown);
    };
    let outcome = match proof.signature {
        Signature::Valid => Outcome::Pass,
        Signature::Invalid => Outcome::Fail,
        _ => Outcome::Unknown,
    };
    checks.push(check(CheckKind::Proof, outcome, proof.detail.clone()));
    if let Some(context) = &proof.context {
        checks.push(check(CheckKind::Context, Outcome::Fail, context.clone()));
    } else if proof.signature == Signature::Valid {
        let detail = "every context is known and every term is signed".to_owned();
        checks.push(check(CheckKind::Context, Outcome::Pass, detail));
    }
    if proof.signature != Signature::Valid {
        return (proof.signature, IssuerProven::Unknown);
    }
    let outcome = match proof.issuer {
        IssuerProven::Proven => Outcome::Pass,
        IssuerProven::Contradicted => Outcome::Fail,
        IssuerProven::Unknown => Outcome::Unknown,
    };
    checks.push(check(CheckKind::Issuer, outcome, proof.issuer_detail.clone()));
    (proof.signature, proof.issuer)
}

/// Pictures are not fetched; one that is written inside must be one.
fn image(document: &Value) -> Option<Check> {
    let achievement = &document["credentialSubject"]["achievement"];
    let address = [&document["image"], &achievement["image"]].into_iter().find_map(|image| image["id"].as_str())?;
    if !address.starts_with("data:") {
        return Some(check(CheckKind::Image, Outcome::Unknown, format!("the picture at {address} was not fetched")));
    }
    let kinds = ["data:image/png;base64,", "data:image/svg+xml", "data:image/jpeg;base64,", "data:image/webp;base64,"];
    let (outcome, detail) = if kinds.iter().any(|kind| address.starts_with(kind)) {
        (Outcome::Pass, "the picture is written inside")
    } else {
        (Outcome::Warn, "what is written inside as picture is none")
    };
    Some(check(CheckKind::Image, outcome, detail.to_owned()))
}

fn not_a_badge(what: &str) -> Report {
    Report::silent(Verdict::NotABadge, format!("This is not a badge: {what}."))
}

/// Recognised by name, verified by later work: never guessed.
fn later(document: &Value, standard: Standard, proof: ProofKind) -> Report {
    let detail = format!("{standard} with proof {proof} is recognised, but not verified here yet");
    Report {
        verdict: Verdict::Unsupported,
        summary: format!("{detail}."),
        standard: Some(standard),
        proof,
        signature: Signature::Unsupported,
        issuer_proven: IssuerProven::Unknown,
        status: Status::Unknown,
        checks: vec![check(CheckKind::Proof, Outcome::Unknown, detail)],
        id: document["id"].as_str().or_else(|| document["uid"].as_str()).map(str::to_owned),
        name: text_of(&document["name"]).or_else(|| text_of(&document["badge"]["name"])),
        said: Said::by(document),
    }
}

fn token(jws: &Jws) -> Report {
    let document = jws.credential();
    match Standard::of(document) {
        Some(standard) => later(document, standard, jws.kind()),
        None => not_a_badge("a signed token that holds no badge"),
    }
}

/// A hosted badge that is gone was revoked (Open Badges 2.0, "Revoking Assertions"): 410 says it is on purpose.
fn gone(url: &str, how: &str) -> Report {
    let mut report = Report::silent(Verdict::Revoked, format!("What was at {url} is gone on purpose: its issuer took it back."));
    report.status = Status::Revoked;
    report.signature = Signature::Unknown;
    report.checks.push(check(CheckKind::Status, Outcome::Fail, how.to_owned()));
    report
}

fn check(check: CheckKind, outcome: Outcome, detail: String) -> Check {
    Check { check, outcome, detail }
}
