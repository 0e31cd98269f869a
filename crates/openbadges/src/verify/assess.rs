//! One round over one input: everything that can be said with what is at hand; what is missing is wished for.

use serde_json::Value;

use super::embedded::Left;
use super::fetches::{Fetches, Lookup, What};
use super::issuer::Keys;
use super::judge::{Dates, Facts, dated};
use super::presentation::Wanted;
use super::refresh::{self, Offered};
use super::report::{Check, CheckKind, IssuerProven, Outcome, Report, Signature, Status, Verdict};
use super::token::{self, Token};
use super::{Input, Options, older, proofs, recipient, revocation};
use crate::jsonld::Engine;
use crate::jws::JwsError;
use crate::read::{self, Container, Content, Jws, ProofKind, Said, Standard, text_of};
use crate::schema::{self, Findings, parse_date};
use crate::status::issuer_of;

/// Addresses in a row that lead to a badge: a picture names one, which answers with another.
const HOPS_MAX: usize = 2;

pub(super) fn assess(engine: &Engine, input: &Input, options: &Options, fetches: &mut Fetches) -> Report {
    let keys = Keys { engine, options, fetches, wanted: Wanted::Assertion, too_much_work: false };
    let mut round = Round { keys, left: Left::new() };
    let report = match input {
        Input::Bytes(bytes) => round.file(bytes, 0, None),
        Input::Url(url) => round.address(url, 0),
        Input::Value(document) if Standard::of(document).is_some() => round.top(document, Container::Plain, None),
        Input::Value(_) => not_a_badge("JSON that is no badge"),
    };
    Report { unseen: round.keys.fetches.unseen(), ..report }.discreet()
}

/// One look at everything.
pub(super) struct Round<'r> {
    keys: Keys<'r>,
    pub(super) left: Left,
}

impl Round<'_> {
    fn file(&mut self, bytes: &[u8], hops: usize, place: Option<&older::Place>) -> Report {
        let reading = read::read(bytes);
        match reading.content {
            Content::Credential(document) => self.top(&document, reading.container, place),
            Content::Jws(jws) => carried(self.token(&jws), reading.container),
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

    fn token(&mut self, jws: &Jws) -> Report {
        if jws.kind() == ProofKind::Jws {
            let paper = older::Paper { document: &jws.payload, token: Some(&jws.text), place: None };
            return older::assess(&mut self.keys, &paper);
        }
        if Standard::of(jws.credential()).is_none() {
            return not_a_badge("a signed token that holds no badge");
        }
        match token::open(&jws.text) {
            Ok(token) => self.credential(&token.document, Some(&token), 1),
            Err(error) => unreadable_token(&error),
        }
    }

    fn top(&mut self, document: &Value, container: Container, place: Option<&older::Place>) -> Report {
        let report = if Standard::of(document).is_some_and(Standard::is_older) {
            // A picture is a copy, wherever it lies.
            let place = place.filter(|_| container == Container::Plain);
            older::assess(&mut self.keys, &older::Paper { document, token: None, place })
        } else {
            self.credential(document, None, 1)
        };
        carried(report, container)
    }

    /// Verifies one credential; `token` is what it stood in, if it stood in one.
    pub(super) fn credential(&mut self, document: &Value, token: Option<&Token>, depth: usize) -> Report {
        if let Some(other) = Standard::of(document).filter(|standard| standard.is_older()) {
            return later(document, other, ProofKind::of(document));
        }
        let first = self.secured(document, token);
        // Only what is right itself may say where a newer version is (Open Badges 3.0 §9.1 step 3).
        if !first.is_right() {
            return self.judged(document, token, first, None, depth);
        }
        let note = |outcome, detail: String| Some(check(CheckKind::Status, outcome, format!("a newer version: {detail}")));
        let note = match refresh::ask(document, &mut self.keys) {
            None => None,
            Some(Offered::Newest(detail)) => note(Outcome::Pass, detail),
            Some(Offered::Unseen(reason)) => note(Outcome::Unknown, reason),
            Some(Offered::Refused(reason)) => note(Outcome::Warn, format!("it could not be had: {reason}")),
            Some(Offered::Newer(newer)) => {
                let second = self.secured(&newer.document, newer.token.as_ref());
                if second.is_right() {
                    let detail = "its issuer offers this one, which is judged here".to_owned();
                    return self.judged(&newer.document, newer.token.as_ref(), second, note(Outcome::Pass, detail), depth);
                }
                let reason = second.proof.map_or_else(|| "it has no proof".to_owned(), |proof| proof.detail);
                note(Outcome::Warn, format!("what is offered is not right: {reason}"))
            }
        };
        self.judged(document, token, first, note, depth)
    }

    /// Structure and signature.
    fn secured(&mut self, document: &Value, token: Option<&Token>) -> Secured {
        let mut findings = schema::check(document);
        let issuer = issuer_of(document).unwrap_or_default();
        let mut proof = proofs::best(document, issuer, &mut self.keys);
        if let Some(token) = token {
            findings.faults.extend(token.faults.iter().cloned());
            findings.warnings.extend(token.warnings.iter().cloned());
            let around = token::look(token, issuer, &mut self.keys);
            // A token may hold proofs as well; any one is enough (Open Badges 3.0 §9.1 step 2).
            if proof.as_ref().is_none_or(|inside| around.rank() <= inside.rank()) {
                proof = Some(around);
            }
        }
        Secured { findings, proof }
    }

    fn judged(&mut self, document: &Value, token: Option<&Token>, secured: Secured, note: Option<Check>, depth: usize) -> Report {
        let Secured { findings, proof } = secured;
        let mut checks = vec![structure(document, &findings)];
        let issuer = issuer_of(document).unwrap_or_default();
        let (signature, issuer_proven) = proof_checks(proof.as_ref(), &mut checks);

        let status = revocation::look(document, issuer, &mut self.keys);
        checks.push(check(CheckKind::Status, status.outcome, status.detail));
        checks.extend(note);
        let (dates, dated) = self.dates(document, token);
        checks.push(dated);
        let recipient = self.keys.options.recipient.as_ref().filter(|_| depth == 1).map(|wanted| {
            let (outcome, detail) = recipient::compare(document, wanted);
            checks.push(check(CheckKind::Recipient, outcome, detail));
            outcome
        });
        checks.extend(image(document));
        let mut said = Said::by(document);
        self.endorsements(document, depth, &mut said, &mut checks);
        let credentials = self.members(document, depth, &mut checks);

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
            standard: Standard::of(document),
            proof: proof.map_or(ProofKind::None, |proof| proof.kind),
            signature,
            issuer_proven,
            status: status.status,
            checks,
            id: document["id"].as_str().map(str::to_owned),
            name: text_of(&document["name"]),
            said,
            credentials,
            unseen: Vec::new(),
        }
    }

    fn dates(&self, document: &Value, token: Option<&Token>) -> (Dates, Check) {
        let date = |fields: [&str; 2]| fields.iter().find_map(|field| document[*field].as_str()).and_then(parse_date);
        let own = token.map_or((None, None), |token| token.dates);
        // Both must hold: the later beginning and the earlier end.
        let from = [date(["validFrom", "issuanceDate"]), own.0].into_iter().flatten().max();
        let until = [date(["validUntil", "expirationDate"]), own.1].into_iter().flatten().min();
        dated(from, until, self.keys.at())
    }
}

/// What was found of structure and signature.
struct Secured {
    findings: Findings,
    proof: Option<proofs::Finding>,
}

impl Secured {
    fn is_right(&self) -> bool {
        let proven = |proof: &proofs::Finding| proof.signature == Signature::Valid && proof.issuer != IssuerProven::Contradicted;
        self.findings.faults.is_empty() && self.proof.as_ref().is_some_and(proven)
    }
}

fn carried(mut report: Report, container: Container) -> Report {
    if container != Container::Plain {
        let what = if container == Container::Png { "a PNG" } else { "an SVG" };
        report.checks.push(check(CheckKind::Image, Outcome::Pass, format!("the badge was carried inside {what}")));
    }
    report
}

fn structure(document: &Value, findings: &Findings) -> Check {
    let list = |findings: &[schema::Finding]| findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    match (findings.faults.as_slice(), findings.warnings.as_slice()) {
        ([], []) => {
            // 1EdTech's schema says less than what is checked here; nothing is fetched for it.
            let schemas = read::items(&document["credentialSchema"]);
            let names: Vec<&str> = schemas.iter().filter_map(|schema| schema["type"].as_str()).collect();
            let named =
                if names.is_empty() { String::new() } else { format!("; its own schema ({}) was not fetched", names.join(", ")) };
            check(CheckKind::Schema, Outcome::Pass, format!("it is built as its standard demands{named}"))
        }
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
    } else if proof.contexts_added {
        let detail = "contexts were added after it was signed, so that its words may mean something else".to_owned();
        checks.push(check(CheckKind::Context, Outcome::Warn, detail));
    } else if proof.signature == Signature::Valid {
        let detail = match proof.kind {
            ProofKind::VcJwt | ProofKind::EddsaJcs2022 | ProofKind::EcdsaJcs2019 => "every word is signed as it stands",
            _ => "every context is known and every term is signed",
        };
        checks.push(check(CheckKind::Context, Outcome::Pass, detail.to_owned()));
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

/// An older badge inside another document: recognised by name, and not verified there. Never guessed.
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
        credentials: Vec::new(),
        unseen: Vec::new(),
    }
}

/// A token that cannot be taken apart: what it says is not known, and its signature is of nothing.
pub(super) fn unreadable_token(error: &JwsError) -> Report {
    let mut report = Report::silent(Verdict::Invalid, format!("It is a signed token that is malformed: {error}."));
    report.proof = ProofKind::VcJwt;
    report.signature = Signature::Invalid;
    report.checks.push(check(CheckKind::Proof, Outcome::Fail, error.to_string()));
    report
}

/// A hosted badge that is gone was revoked (Open Badges 2.0, "Revoking Assertions"): 410 says it is on purpose.
fn gone(url: &str, how: &str) -> Report {
    let mut report = Report::silent(Verdict::Revoked, format!("What was at {url} is gone on purpose: its issuer took it back."));
    report.status = Status::Revoked;
    report.signature = Signature::Unknown;
    report.checks.push(check(CheckKind::Status, Outcome::Fail, how.to_owned()));
    report
}

pub(super) fn check(check: CheckKind, outcome: Outcome, detail: String) -> Check {
    Check { check, outcome, detail }
}
