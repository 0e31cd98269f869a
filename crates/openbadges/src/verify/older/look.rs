//! What has been found out about one document.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::facts::Facts;
use super::linked::{Linked, Seen};
use super::{Links, older_standard, recipient, revoked};
use crate::read::{Kind, Normal, ProofKind, Said, Standard, discreet, discreet_value, text_of};
use crate::schema::{Finding, Findings, check_older, parse_loose_date};
use crate::verify::judge::{Dates, dated};
use crate::verify::report::{Check, CheckKind, IssuerProven, Outcome, Report, Signature, Status};

/// The longest detail of a check, in bytes: names in documents may be as long as documents.
const DETAIL_BYTES_MAX: usize = 2048;

pub(super) struct Look {
    pub(super) kind: Kind,
    pub(super) standard: Standard,
    pub(super) proof: ProofKind,
    pub(super) signature: Signature,
    pub(super) issuer_proven: IssuerProven,
    pub(super) status: Status,
    status_outcome: Outcome,
    /// What counts: what stands at the address, or what is signed; else what was handed in.
    pub(super) truth: Normal,
    pub(super) links: Option<Links>,
    pub(super) seen: bool,
    /// The first thing that could not be seen and must be.
    pub(super) unseen: Option<String>,
    well_formed: bool,
    dates: Dates,
    checks: Vec<Check>,
}

impl Look {
    pub(super) fn new(kind: Kind, standard: Standard) -> Self {
        Self {
            kind,
            standard,
            proof: ProofKind::None,
            signature: Signature::None,
            issuer_proven: IssuerProven::Unknown,
            status: Status::Unknown,
            status_outcome: Outcome::Unknown,
            truth: Normal { document: Value::Null, odd: Vec::new(), contradictions: Vec::new() },
            links: None,
            seen: true,
            unseen: None,
            well_formed: true,
            dates: Dates::Within,
            checks: Vec::new(),
        }
    }

    pub(super) fn check(&mut self, check: CheckKind, outcome: Outcome, mut detail: String) {
        if detail.len() > DETAIL_BYTES_MAX {
            detail.truncate(detail.floor_char_boundary(DETAIL_BYTES_MAX));
            detail.push('…');
        }
        self.checks.push(Check { check, outcome, detail });
    }

    /// The badge itself cannot be seen, for this reason.
    pub(super) fn unseen(&mut self, signature: Signature, reason: String) {
        self.check(CheckKind::Proof, Outcome::Unknown, reason.clone());
        (self.signature, self.seen, self.unseen) = (signature, false, Some(reason));
    }

    pub(super) fn issuer(&mut self, proven: IssuerProven, detail: String) {
        let outcome = match proven {
            IssuerProven::Proven => Outcome::Pass,
            IssuerProven::Contradicted => Outcome::Fail,
            IssuerProven::Unknown => Outcome::Unknown,
        };
        self.issuer_proven = proven;
        self.check(CheckKind::Issuer, outcome, detail);
    }

    pub(super) fn status(&mut self, found: revoked::Finding) {
        (self.status, self.status_outcome) = (found.status, found.outcome);
        self.check(CheckKind::Status, found.outcome, found.detail);
    }

    /// The badge, its class and its issuer, each as its own class and version demand.
    pub(super) fn structure(&mut self) {
        let mut findings = Findings::default();
        // A badge that was taken back may be stripped down to that word.
        if !(self.proof == ProofKind::Hosted && self.status == Status::Revoked) {
            findings = check_older(&self.truth, self.kind, self.standard);
            let mut unseen = None;
            for (linked, kind, path) in self.linked() {
                match linked {
                    Linked::Seen(seen) => add(&mut findings, seen, kind, self.standard, path),
                    Linked::Unseen { reason, .. } => unseen = unseen.or(Some(reason.clone())),
                }
            }
            self.unseen = self.unseen.take().or(unseen);
        }
        let list = |findings: &[Finding]| findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        let (outcome, detail) = match (findings.faults.as_slice(), findings.warnings.as_slice()) {
            ([], []) => (Outcome::Pass, "it is built as its standard demands".to_owned()),
            ([], odd) => (Outcome::Warn, list(odd)),
            (faults, _) => (Outcome::Fail, list(faults)),
        };
        self.well_formed = findings.faults.is_empty();
        self.checks.insert(0, Check { check: CheckKind::Schema, outcome, detail });
    }

    pub(super) fn dates(&mut self, at: Timestamp) {
        let date = |field: &str| parse_loose_date(&self.truth.document[field]);
        let (from, until) = (date("issuedOn").map(|date| date.at), date("expires").map(|date| date.until));
        let (dates, check) = dated(from, until, at);
        self.dates = dates;
        self.checks.push(check);
    }

    pub(super) fn recipient(&mut self, wanted: &str) -> Outcome {
        let (outcome, detail) = if self.kind == Kind::Assertion {
            recipient::compare(&self.truth.document, wanted)
        } else {
            (Outcome::Fail, "it names no receiver".to_owned())
        };
        self.check(CheckKind::Recipient, outcome, detail);
        outcome
    }

    /// Pictures are not fetched; one that is written inside must be one.
    pub(super) fn image(&mut self) {
        let composed = self.composed();
        let address = [&composed["image"], &composed["badge"]["image"]].into_iter().find_map(|image| {
            let image = image.as_str().or_else(|| image["id"].as_str())?;
            Some(image.to_owned())
        });
        let Some(address) = address else { return };
        let kinds = ["data:image/png;base64,", "data:image/svg+xml"];
        let (outcome, detail) = match address.starts_with("data:") {
            false => (Outcome::Unknown, format!("the picture at {address} was not fetched")),
            true if kinds.iter().any(|kind| address.starts_with(kind)) => {
                (Outcome::Pass, "the picture is written inside".to_owned())
            }
            true => (Outcome::Warn, "what is written inside as picture is neither PNG nor SVG".to_owned()),
        };
        self.check(CheckKind::Image, outcome, detail);
    }

    /// The document with its class and its issuer written inside.
    pub(super) fn composed(&self) -> Value {
        let mut document = self.truth.document.clone();
        let Some(links) = &self.links else {
            return if self.kind == Kind::BadgeClass { json!({ "badge": document }) } else { document };
        };
        let issuer = links.issuer.stated().clone();
        match (self.kind, &links.class) {
            (Kind::Profile, _) => json!({ "badge": { "issuer": issuer } }),
            (Kind::BadgeClass, _) => {
                document["issuer"] = issuer;
                json!({ "badge": document })
            }
            (_, Some(class)) => {
                document["badge"] = class.stated().clone();
                if document["badge"].is_object() {
                    document["badge"]["issuer"] = issuer;
                }
                document
            }
            (_, None) => {
                document["issuer"] = issuer;
                document
            }
        }
    }

    pub(super) fn report(self, recipient: Option<Outcome>, require_issuer: bool, said: Said) -> Report {
        let facts = Facts {
            signed: self.proof == ProofKind::Jws,
            signature: self.signature,
            seen: self.seen,
            whole: self.links.is_some() && self.linked().iter().all(|(linked, ..)| linked.seen().is_some()),
            well_formed: self.well_formed,
            issuer: self.issuer_proven,
            status: self.status,
            status_outcome: self.status_outcome,
            dates: self.dates,
            recipient,
            odd: self.checks.iter().any(|check| check.outcome == Outcome::Warn),
            require_issuer,
            awarded: matches!(self.kind, Kind::Assertion | Kind::Endorsement),
        };
        let document = &self.truth.document;
        let name = self.links.as_ref().and_then(|links| links.class.as_ref()).map(Linked::stated).unwrap_or(&document["badge"]);
        Report {
            verdict: facts.verdict(),
            summary: facts.summary(self.unseen.as_deref()),
            standard: Some(self.standard),
            name: text_of(&document["name"]).or_else(|| text_of(&name["name"])),
            id: document["id"].as_str().or_else(|| document["uid"].as_str()).map(str::to_owned),
            proof: self.proof,
            signature: self.signature,
            issuer_proven: self.issuer_proven,
            status: self.status,
            checks: self.checks,
            said,
            credentials: Vec::new(),
            unseen: Vec::new(),
        }
    }

    fn linked(&self) -> Vec<(&Linked, Kind, &'static str)> {
        let Some(links) = &self.links else { return Vec::new() };
        let issuer_path = if links.class.is_some() { "badge.issuer" } else { "issuer" };
        let class = links.class.iter().map(|class| (class, Kind::BadgeClass, "badge"));
        // A profile was checked as the document itself.
        let issuer = (self.kind != Kind::Profile).then_some((&links.issuer, Kind::Profile, issuer_path));
        class.chain(issuer).collect()
    }
}

impl Report {
    /// Without the e-mail addresses that some hosts put into web addresses.
    pub(in crate::verify) fn discreet(mut self) -> Self {
        let take_out = |text: &mut String| {
            if text.contains(['?', '&']) {
                *text = discreet(text);
            }
        };
        take_out(&mut self.summary);
        self.checks.iter_mut().for_each(|check| take_out(&mut check.detail));
        self.id.iter_mut().for_each(take_out);
        self.unseen.iter_mut().for_each(|unseen| take_out(&mut unseen.url));
        let said = &mut self.said;
        let parts = [&mut said.issuer, &mut said.recipient, &mut said.achievement];
        parts
            .into_iter()
            .chain(&mut said.evidence)
            .chain(&mut said.endorsements)
            .chain(&mut said.words)
            .chain(&mut self.credentials)
            .for_each(discreet_value);
        self
    }
}

/// Checks a linked document by its own version, else by that of the badge.
fn add(findings: &mut Findings, seen: &Seen, kind: Kind, standard: Standard, path: &str) {
    let own = older_standard(&seen.normal.document).unwrap_or(standard);
    let mut found = check_older(&seen.normal, kind, if standard == Standard::Ob05 { standard } else { own });
    // What is written inside another document has that one's context.
    let inside = seen.at.is_none();
    found.warnings.retain(|finding| !(inside && finding.path == "@context"));
    for (from, into) in [(found.faults, &mut findings.faults), (found.warnings, &mut findings.warnings)] {
        into.extend(from.into_iter().map(|finding| Finding { path: format!("{path}.{}", finding.path), ..finding }));
    }
}
