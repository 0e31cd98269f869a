//! The answer, in the words of the public contract.

use serde::Serialize;
use serde_json::Value;

use super::fetches::Unseen;
use crate::read::{ProofKind, Said, Standard};

/// What a verification comes to. As JSON, a report has exactly the fields of the public contract, and more may follow.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The one word.
    pub verdict: Verdict,
    /// The one sentence: what a reader must know first.
    pub summary: String,
    /// By which standard the badge speaks, if by any.
    pub standard: Option<Standard>,
    /// By what it is secured.
    pub proof: ProofKind,
    /// First fact: is the signature right?
    pub signature: Signature,
    /// Second fact: is the signer the stated issuer?
    pub issuer_proven: IssuerProven,
    /// Does it still hold?
    pub status: Status,
    /// What was looked at, in order.
    pub checks: Vec<Check>,
    /// The badge's identifier, as written.
    pub id: Option<String>,
    /// The badge's name.
    pub name: Option<String>,
    /// What it says, whatever the verdict.
    #[serde(flatten)]
    pub said: Said,
    /// The badges of a learner record: each with `id`, `name`, `issuer`, `achievement`, `issued_at`, `expires_at` and its
    /// own `verdict`, `signature`, `issuer_proven`, `status`, `proof`, `detail`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub credentials: Vec<Value>,
    /// What was needed and could not be seen, with the reason: by it, `unknown` is explained.
    pub unseen: Vec<Unseen>,
}

/// What it comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Everything is right.
    Verified,
    /// The signature is right, but something could not be seen or is odd.
    Warnings,
    /// It cannot be said now.
    Unverifiable,
    /// It is recognised, but not by what it could be verified here.
    Unsupported,
    /// It is not what it says.
    Invalid,
    /// Its issuer took it back.
    Revoked,
    /// Its issuer took it back for now.
    Suspended,
    /// It no longer holds.
    Expired,
    /// It does not hold yet.
    NotYetValid,
    /// It is something else.
    NotABadge,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Verified,
        Self::Warnings,
        Self::Unverifiable,
        Self::Unsupported,
        Self::Invalid,
        Self::Revoked,
        Self::Suspended,
        Self::Expired,
        Self::NotYetValid,
        Self::NotABadge,
    ];

    /// What a command answers: 0 verified (warnings included), 1 not valid, 2 cannot say.
    #[must_use]
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Verified | Self::Warnings => 0,
            Self::Invalid | Self::Revoked | Self::Suspended | Self::Expired | Self::NotYetValid => 1,
            Self::Unverifiable | Self::Unsupported | Self::NotABadge => 2,
        }
    }
}

/// First fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Signature {
    /// Right, by the key it names.
    Valid,
    /// Wrong, or covering less than is shown.
    Invalid,
    /// There is none.
    None,
    /// Of a kind that is not checked here.
    Unsupported,
    /// Its key could not be seen, or it asks for too much work.
    Unknown,
}

/// Second fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IssuerProven {
    /// The issuer says the key is its own.
    Proven,
    /// The issuer says, or shows, that it is not.
    Contradicted,
    /// It could not be seen.
    Unknown,
}

/// Does it still hold?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Yes, or it has no status that could say otherwise.
    Active,
    /// Taken back.
    Revoked,
    /// Taken back for now.
    Suspended,
    /// It could not be seen.
    Unknown,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What.
    pub check: CheckKind,
    /// With what result.
    pub outcome: Outcome,
    /// In words.
    pub detail: String,
}

/// What can be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the words are those of the public contract")]
pub enum CheckKind {
    Schema,
    Proof,
    Issuer,
    Status,
    Dates,
    Recipient,
    Image,
    Endorsement,
    Context,
}

/// The result of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// In order.
    Pass,
    /// Odd.
    Warn,
    /// Not in order.
    Fail,
    /// Could not be seen.
    Unknown,
}

impl Report {
    /// A report about something of which nothing was said.
    pub(super) fn silent(verdict: Verdict, summary: String) -> Self {
        Self {
            verdict,
            summary,
            standard: None,
            proof: ProofKind::None,
            signature: Signature::None,
            issuer_proven: IssuerProven::Unknown,
            status: Status::Unknown,
            checks: Vec::new(),
            id: None,
            name: None,
            said: Said::by(&Value::Null),
            credentials: Vec::new(),
            unseen: Vec::new(),
        }
    }
}
