//! From facts to one word and one sentence.

use jiff::Timestamp;

use super::report::{Check, CheckKind, IssuerProven, Outcome, Signature, Status, Verdict};
use crate::write::date;

/// What is known about a document when everything has been looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts {
    pub(super) well_formed: bool,
    pub(super) signature: Signature,
    pub(super) issuer: IssuerProven,
    pub(super) status: Status,
    /// `Fail` when a status list may not be believed.
    pub(super) status_outcome: Outcome,
    pub(super) dates: Dates,
    /// `None` when nobody asked.
    pub(super) recipient: Option<Outcome>,
    /// Something odd was found.
    pub(super) odd: bool,
    /// The caller wants the issuer proven or nothing.
    pub(super) require_issuer: bool,
}

/// Where the moment lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dates {
    Within,
    TooEarly,
    TooLate,
}

/// Where `at` lies, when a document holds from one moment to another.
pub(super) fn dated(from: Option<Timestamp>, until: Option<Timestamp>, at: Timestamp) -> (Dates, Check) {
    let of = |dates, outcome, detail: String| (dates, Check { check: CheckKind::Dates, outcome, detail });
    match (from, until) {
        (Some(from), _) if at < from => of(Dates::TooEarly, Outcome::Fail, format!("it holds from {} on", date(from))),
        (_, Some(until)) if until < at => of(Dates::TooLate, Outcome::Fail, format!("it held until {}", date(until))),
        (_, Some(until)) => of(Dates::Within, Outcome::Pass, format!("it holds until {}", date(until))),
        (Some(_), None) => of(Dates::Within, Outcome::Pass, "it holds without end".to_owned()),
        (None, None) => of(Dates::Within, Outcome::Pass, "it has no dates".to_owned()),
    }
}

impl Facts {
    pub(super) fn verdict(&self) -> Verdict {
        if !self.well_formed || self.signature == Signature::Invalid {
            return Verdict::Invalid;
        }
        match self.signature {
            Signature::Unsupported => return Verdict::Unsupported,
            Signature::None | Signature::Unknown => return Verdict::Unverifiable,
            Signature::Valid | Signature::Invalid => {}
        }
        if self.issuer == IssuerProven::Contradicted {
            return Verdict::Invalid;
        }
        match self.status {
            Status::Revoked => return Verdict::Revoked,
            Status::Suspended => return Verdict::Suspended,
            Status::Active | Status::Unknown => {}
        }
        match self.dates {
            Dates::TooLate => return Verdict::Expired,
            Dates::TooEarly => return Verdict::NotYetValid,
            Dates::Within => {}
        }
        if self.recipient == Some(Outcome::Fail) {
            return Verdict::Invalid;
        }
        let unproven = self.issuer == IssuerProven::Unknown;
        if self.status_outcome == Outcome::Fail || unproven && self.require_issuer {
            return Verdict::Unverifiable;
        }
        let unseen = unproven || self.status == Status::Unknown || self.recipient == Some(Outcome::Unknown);
        if unseen || self.odd { Verdict::Warnings } else { Verdict::Verified }
    }

    /// What a reader must know first.
    pub(super) fn summary(&self) -> &'static str {
        match self.verdict() {
            Verdict::Verified => "The signature is right, and the issuer says the key is its own.",
            Verdict::Warnings if self.issuer == IssuerProven::Unknown => {
                "The signature is right, but whether the signer is the stated issuer cannot be proven now."
            }
            Verdict::Warnings if self.status == Status::Unknown => {
                "The signature is right and the issuer is proven, but whether it still holds could not be seen."
            }
            Verdict::Warnings => "The signature is right and the issuer is proven; something about it is odd.",
            Verdict::Unverifiable => match self.signature {
                Signature::None => "It is not signed, so anybody can have written it.",
                Signature::Unknown => "The signature cannot be checked now.",
                _ if self.status_outcome == Outcome::Fail => {
                    "Whether it still holds cannot be said: its status list may not be believed."
                }
                _ => "Whether the signer is the stated issuer cannot be proven now, and that was required.",
            },
            Verdict::Unsupported => "It is signed in a way that is not checked here.",
            Verdict::Invalid if !self.well_formed => "It is not built as its standard demands.",
            Verdict::Invalid if self.signature == Signature::Invalid => {
                "The signature is wrong, or does not cover all that is shown."
            }
            Verdict::Invalid if self.issuer == IssuerProven::Contradicted => "The signer is not the stated issuer.",
            Verdict::Invalid => "It was given to somebody else.",
            Verdict::Revoked => "Its issuer has revoked it.",
            Verdict::Suspended => "Its issuer has suspended it for now.",
            Verdict::Expired => "It has expired.",
            Verdict::NotYetValid => "It does not hold yet.",
            Verdict::NotABadge => "It is not a badge.",
        }
    }
}
