//! A recognition: one signed act of giving, and its life.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::problem::short;
use crate::{ActorId, Audience, Context, Language, Moment, Problem, RecognitionId, Relation, VersionId, Words};

/// What form a recognition takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// Words without a badge: an `EndorsementCredential` about the receiver.
    Words,
    /// A badge given: an `OpenBadgeCredential`.
    Award,
}

impl Form {
    /// The word of the API and of the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Form::Words => "words",
            Form::Award => "award",
        }
    }
}

impl FromStr for Form {
    type Err = Problem;
    fn from_str(word: &str) -> Result<Self, Problem> {
        match word {
            "words" => Ok(Form::Words),
            "award" => Ok(Form::Award),
            other => Err(Problem::Unknown { value: short(other) }),
        }
    }
}

/// Where a recognition stands. It moves only by the methods below:
///
/// ```text
/// planned ── offer ──▶ offered ── accept ──▶ accepted ── revoke ──▶ revoked
///                         │                  │    ▲                   ▲
///                         │            suspend    reinstate           │
///                         │                  ▼    │                   │
///                         │                suspended ──── revoke ─────┘
///                         ├── decline ──▶ declined
///                         ├── withdraw ─▶ withdrawn
///                         └── lapse ────▶ lapsed
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Its exact unsigned bytes and its place on the status list are kept; not signed yet.
    Planned,
    /// Signed; waits for the receiver's answer; its signed bytes go to nobody.
    Offered,
    /// The receiver said yes.
    Accepted,
    /// The receiver said no; the bytes are deleted.
    Declined,
    /// The giver took the offer back before an answer; the bytes are deleted.
    Withdrawn,
    /// No answer in time; the bytes are deleted.
    Lapsed,
    /// Accepted, then said by its giver to hold no longer.
    Revoked,
    /// Accepted, then put on hold by its giver, for a time.
    Suspended,
}

/// An act that does not fit the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a recognition that is {state} cannot be {act}")]
pub struct NotNow {
    /// Where it stands.
    pub state: State,
    /// What was tried: "accepted", "declined"…
    pub act: &'static str,
}

impl State {
    /// Every state.
    pub const ALL: [State; 8] = [
        State::Planned,
        State::Offered,
        State::Accepted,
        State::Declined,
        State::Withdrawn,
        State::Lapsed,
        State::Revoked,
        State::Suspended,
    ];

    /// Signed and offered.
    pub fn offer(self) -> Result<State, NotNow> {
        self.step(State::Planned, State::Offered, "offered")
    }

    /// The receiver says yes.
    pub fn accept(self) -> Result<State, NotNow> {
        self.step(State::Offered, State::Accepted, "accepted")
    }

    /// The receiver says no.
    pub fn decline(self) -> Result<State, NotNow> {
        self.step(State::Offered, State::Declined, "declined")
    }

    /// The giver takes the offer back.
    pub fn withdraw(self) -> Result<State, NotNow> {
        self.step(State::Offered, State::Withdrawn, "withdrawn")
    }

    /// The time for an answer is over.
    pub fn lapse(self) -> Result<State, NotNow> {
        self.step(State::Offered, State::Lapsed, "lapsed")
    }

    /// The giver says that it holds no longer.
    pub fn revoke(self) -> Result<State, NotNow> {
        if self == State::Suspended { Ok(State::Revoked) } else { self.step(State::Accepted, State::Revoked, "revoked") }
    }

    /// The giver puts it on hold.
    pub fn suspend(self) -> Result<State, NotNow> {
        self.step(State::Accepted, State::Suspended, "put on hold")
    }

    /// The giver takes it off hold.
    pub fn reinstate(self) -> Result<State, NotNow> {
        self.step(State::Suspended, State::Accepted, "taken off hold")
    }

    /// Somebody said yes to it once: its document is out in the world.
    pub fn was_accepted(self) -> bool {
        matches!(self, State::Accepted | State::Suspended | State::Revoked)
    }

    /// Counts in ledgers: accepted, not revoked, not on hold.
    pub fn is_live(self) -> bool {
        self == State::Accepted
    }

    /// Its status bit is set: nobody may rely on its document.
    pub fn is_ended(self) -> bool {
        matches!(self, State::Declined | State::Withdrawn | State::Lapsed | State::Revoked)
    }

    /// The word of the API and of the store.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Planned => "planned",
            State::Offered => "offered",
            State::Accepted => "accepted",
            State::Declined => "declined",
            State::Withdrawn => "withdrawn",
            State::Lapsed => "lapsed",
            State::Revoked => "revoked",
            State::Suspended => "suspended",
        }
    }

    fn step(self, from: State, to: State, act: &'static str) -> Result<State, NotNow> {
        if self == from { Ok(to) } else { Err(NotNow { state: self, act }) }
    }
}

impl FromStr for State {
    type Err = Problem;
    fn from_str(word: &str) -> Result<Self, Problem> {
        State::ALL.into_iter().find(|s| s.as_str() == word).ok_or_else(|| Problem::Unknown { value: short(word) })
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One recognition, without its signed bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognition {
    /// Its id; its public address ends in it.
    pub id: RecognitionId,
    /// Words or an award.
    pub form: Form,
    /// In whose name it is given, as signed: a person, or what they spoke for.
    pub giver: ActorId,
    /// The person who acted.
    pub by: ActorId,
    /// To whom, as signed.
    pub receiver: ActorId,
    /// The version of the model that an award pins.
    pub version: Option<VersionId>,
    /// What was said; an award may have none.
    pub words: Option<Words>,
    /// How they know each other.
    pub relation: Option<Relation>,
    /// Where, when.
    pub context: Option<Context>,
    /// The language of the words.
    pub language: Language,
    /// The recognition that this one answers.
    pub in_reply_to: Option<RecognitionId>,
    /// Who may see it, for the giver.
    pub audience_given: Audience,
    /// Who may see it, for the receiver; none before they accept.
    pub audience_chosen: Option<Audience>,
    /// Where it stands.
    pub state: State,
    /// When it was planned: the day of giving, as signed.
    pub planned_at: Moment,
    /// When it was accepted, declined, withdrawn or lapsed.
    pub answered_at: Option<Moment>,
    /// When it was revoked.
    pub revoked_at: Option<Moment>,
    /// When it was put on hold; kept when it is revoked then.
    pub suspended_at: Option<Moment>,
    /// Why it was revoked or put on hold, when its giver says so to everybody.
    pub reason: Option<String>,
}

impl Recognition {
    /// Who may see it: giver and receiver only, until both have said otherwise.
    pub fn audience(&self) -> Audience {
        self.audience_chosen.map_or(Audience::Private, |chosen| chosen.narrower(self.audience_given))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Step = fn(State) -> Result<State, NotNow>;

    #[test]
    fn every_state_meets_every_act() {
        let acts: [(&str, Step); 8] = [
            ("offer", State::offer),
            ("accept", State::accept),
            ("decline", State::decline),
            ("withdraw", State::withdraw),
            ("lapse", State::lapse),
            ("revoke", State::revoke),
            ("suspend", State::suspend),
            ("reinstate", State::reinstate),
        ];
        let allowed = [
            (State::Planned, "offer", State::Offered),
            (State::Offered, "accept", State::Accepted),
            (State::Offered, "decline", State::Declined),
            (State::Offered, "withdraw", State::Withdrawn),
            (State::Offered, "lapse", State::Lapsed),
            (State::Accepted, "revoke", State::Revoked),
            (State::Accepted, "suspend", State::Suspended),
            (State::Suspended, "reinstate", State::Accepted),
            (State::Suspended, "revoke", State::Revoked),
        ];
        for state in State::ALL {
            for (name, act) in acts {
                let expected = allowed.iter().find(|(from, act, _)| *from == state && *act == name).map(|(_, _, to)| *to);
                assert_eq!(act(state).ok(), expected, "{state} × {name}");
            }
        }
    }

    #[test]
    fn nothing_leads_out_of_an_end() {
        for state in State::ALL.into_iter().filter(|s| s.is_ended()) {
            assert!(!state.is_live());
            assert!(state.accept().is_err() && state.offer().is_err() && state.revoke().is_err());
            assert!(state.suspend().is_err() && state.reinstate().is_err());
        }
    }

    #[test]
    fn words_of_the_store_are_read_back() {
        for state in State::ALL {
            assert_eq!(state.as_str().parse::<State>(), Ok(state));
        }
    }
}
