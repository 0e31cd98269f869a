//! From facts about an older badge to one word and one sentence.

use crate::verify::judge::Dates;
use crate::verify::report::{IssuerProven, Outcome, Signature, Status, Verdict};

/// What is known when everything has been looked at.
#[derive(Debug, Clone)]
pub(super) struct Facts {
    pub(super) signed: bool,
    /// `None` for hosted badges, `Unknown` when not all of one could be seen.
    pub(super) signature: Signature,
    /// The badge itself was seen where it is hosted; signed ones are at hand.
    pub(super) seen: bool,
    /// Its class and its issuer were seen.
    pub(super) whole: bool,
    pub(super) well_formed: bool,
    pub(super) issuer: IssuerProven,
    pub(super) status: Status,
    pub(super) status_outcome: Outcome,
    pub(super) dates: Dates,
    pub(super) recipient: Option<Outcome>,
    pub(super) odd: bool,
    pub(super) require_issuer: bool,
    /// It is what it says, but nobody's award.
    pub(super) awarded: bool,
}

impl Facts {
    pub(super) fn verdict(&self) -> Verdict {
        if !self.signed && self.status == Status::Revoked {
            return Verdict::Revoked;
        }
        if self.signature == Signature::Unsupported {
            return Verdict::Unsupported;
        }
        // What is handed in says nothing about a hosted badge, not even that it is broken.
        if !self.seen {
            return Verdict::Unverifiable;
        }
        if !self.well_formed || self.signature == Signature::Invalid {
            return Verdict::Invalid;
        }
        if self.signed && self.signature == Signature::Unknown {
            return Verdict::Unverifiable;
        }
        if self.issuer == IssuerProven::Contradicted {
            return Verdict::Invalid;
        }
        if self.status == Status::Revoked {
            return Verdict::Revoked;
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
        if !self.whole || self.status_outcome == Outcome::Fail || unproven && self.require_issuer {
            return Verdict::Unverifiable;
        }
        let unseen = unproven || self.status == Status::Unknown || self.recipient == Some(Outcome::Unknown);
        if unseen || self.odd || !self.awarded { Verdict::Warnings } else { Verdict::Verified }
    }

    /// What a reader must know first. `unseen` says what could not be seen, if anything.
    pub(super) fn summary(&self, unseen: Option<&str>) -> String {
        let standing = if self.signed { "The signature is right" } else { "It stands where it is hosted" };
        match self.verdict() {
            Verdict::Verified if self.signed => "The signature is right, and the issuer lists the key as its own.".to_owned(),
            Verdict::Verified => "It stands where it is hosted, and that place is its issuer's.".to_owned(),
            Verdict::Warnings if !self.awarded => "It is what its host shows, but it was awarded to nobody.".to_owned(),
            Verdict::Warnings if self.issuer == IssuerProven::Unknown => {
                format!("{standing}, but whether that is its issuer's doing cannot be proven now.")
            }
            Verdict::Warnings if self.status == Status::Unknown => {
                format!("{standing} and the issuer is proven, but whether it still holds could not be seen.")
            }
            Verdict::Warnings => format!("{standing} and the issuer is proven; something about it is odd."),
            Verdict::Unverifiable => self.why_unverifiable(unseen),
            Verdict::Unsupported => "It is secured in a way that is not checked here.".to_owned(),
            Verdict::Invalid if !self.well_formed => "It is not built as its standard demands.".to_owned(),
            Verdict::Invalid if self.signature == Signature::Invalid => "The signature is wrong.".to_owned(),
            Verdict::Invalid if self.issuer == IssuerProven::Contradicted && self.signed => {
                "The signer is not the stated issuer.".to_owned()
            }
            Verdict::Invalid if self.issuer == IssuerProven::Contradicted => {
                "It does not stand where its issuer's badges may stand.".to_owned()
            }
            Verdict::Invalid if !self.awarded => "It was given to nobody.".to_owned(),
            Verdict::Invalid => "It was given to somebody else.".to_owned(),
            Verdict::Revoked => "Its issuer has revoked it.".to_owned(),
            Verdict::Suspended => "Its issuer has suspended it for now.".to_owned(),
            Verdict::Expired => "It has expired.".to_owned(),
            Verdict::NotYetValid => "It does not hold yet.".to_owned(),
            Verdict::NotABadge => "It is not a badge.".to_owned(),
        }
    }

    fn why_unverifiable(&self, unseen: Option<&str>) -> String {
        match unseen {
            Some(reason) => format!("It cannot be verified now: {reason}."),
            None if self.signature == Signature::Unknown => "The signature cannot be checked now.".to_owned(),
            None if self.status_outcome == Outcome::Fail => {
                "Whether it still holds cannot be said: its revocation list may not be believed.".to_owned()
            }
            None => "Whether it is its issuer's doing cannot be proven now, and that was required.".to_owned(),
        }
    }
}
