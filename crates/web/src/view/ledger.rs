//! « Mes reconnaissances »: what I received and what I gave, side by side, one row a voice.

use askama::Template;
use jiff::civil::Date;

use crate::paths;
use crate::texts::{Text, TextId};
use crate::view::actor::Who;
use crate::view::form::Form;
use crate::view::home::ModelCard;
use crate::view::voice::Words;
use crate::view::{Page, Theme};

/// The ledger of the person signed in. Nobody else sees this page.
#[derive(Debug, Clone, Template)]
#[template(path = "ledger.html")]
pub struct Ledger {
    /// Reader and place.
    pub page: Page,
    /// Which rows are shown.
    pub show: Show,
    /// How many voices each list holds; each number opens its list.
    pub voices: Voices,
    /// One row a person, group, place…, the latest first.
    pub rows: Vec<Row>,
    /// Those who gave and have not received yet; `None` when there are none, or when it was put away.
    pub turn: Option<Turn>,
    /// The next page of rows.
    pub next: Option<String>,
}

/// The four ways to read a ledger, and “your turn”.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Show {
    /// Everything.
    #[default]
    All,
    /// To me.
    Received,
    /// From me.
    Given,
    /// Both ways.
    Mutual,
    /// From me, without return.
    Simply,
    /// To me, and not from me yet.
    Turn,
}

impl Show {
    /// The value of the query `show`.
    pub const fn value(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Received => "received",
            Self::Given => "given",
            Self::Mutual => "mutual",
            Self::Simply => "simply",
            Self::Turn => "turn",
        }
    }

    /// The list of a query; anything unknown shows everything.
    pub fn from_value(value: &str) -> Self {
        [Self::Received, Self::Given, Self::Mutual, Self::Simply, Self::Turn]
            .into_iter()
            .find(|show| show.value() == value)
            .unwrap_or_default()
    }
}

/// Numbers of voices (a person or group counts once, whatever the number of their recognitions).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Voices {
    /// To me.
    pub received: u64,
    /// From me.
    pub given: u64,
    /// Both ways.
    pub mutual: u64,
    /// From me, without return.
    pub simply: u64,
}

/// Somebody, and what went each way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The other one.
    pub who: Who,
    /// What they gave me, the latest first.
    pub received: Vec<Entry>,
    /// What I gave them, the latest first.
    pub given: Vec<Entry>,
    /// Where to recognise them back, when nothing was given yet and it is natural (not towards an institution).
    pub invite: Option<String>,
}

impl Row {
    fn is_mutual(&self) -> bool {
        self.directions() == (true, true)
    }

    fn direction(&self) -> TextId {
        match self.directions() {
            (true, true) => TextId("ledger-direction-mutual"),
            (true, false) => TextId("ledger-direction-received"),
            (false, _) => TextId("ledger-direction-given"),
        }
    }

    /// Received, given: what holds makes a direction; where nothing does, what is there.
    fn directions(&self) -> (bool, bool) {
        let holds = |entries: &[Entry]| entries.iter().any(|entry| entry.state.holds());
        let there = (!self.received.is_empty(), !self.given.is_empty());
        match (holds(&self.received), holds(&self.given)) {
            (false, false) => there,
            held => held,
        }
    }
}

/// One recognition in a ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its words; a badge may have none.
    pub words: Option<Words>,
    /// The badge, when it is one.
    pub badge: Option<ModelCard>,
    /// The day of giving.
    pub given_on: Date,
    /// Where it was, in the giver's words.
    pub context: Option<String>,
    /// Where it stands.
    pub state: EntryState,
    /// Its page.
    pub href: Option<String>,
}

/// Where a recognition stands, when it is worth a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EntryState {
    /// Accepted: nothing to add.
    #[default]
    Accepted,
    /// It waits for an answer.
    Waiting,
    /// Accepted, and shown to nobody.
    Kept,
    /// Declined; only the giver knows.
    Declined,
    /// Nobody answered in time.
    Lapsed,
    /// The giver withdrew it.
    Withdrawn,
    /// The badge was revoked.
    Revoked,
    /// The badge is on hold.
    Suspended,
    /// The one who received it has left; only the day remains.
    Erased,
}

impl EntryState {
    const fn holds(self) -> bool {
        matches!(self, Self::Accepted | Self::Kept | Self::Waiting)
    }

    pub(crate) const fn text(self) -> Option<TextId> {
        match self {
            Self::Accepted => None,
            Self::Waiting => Some(TextId("state-waiting")),
            Self::Kept => Some(TextId("state-kept")),
            Self::Declined => Some(TextId("state-declined")),
            Self::Lapsed => Some(TextId("state-lapsed")),
            Self::Withdrawn => Some(TextId("state-withdrawn")),
            Self::Revoked => Some(TextId("state-revoked")),
            Self::Suspended => Some(TextId("state-suspended")),
            Self::Erased => Some(TextId("state-erased")),
        }
    }
}

/// « À votre tour ? »: an invitation, never a debt.
#[derive(Debug, Clone)]
pub struct Turn {
    /// How many gave and have not received yet.
    pub people: u64,
    /// The act of putting this away: `turn` = `hide`.
    pub form: Form,
}

struct Sum {
    number: u64,
    label: Text,
    href: String,
    chosen: bool,
}

impl Ledger {
    fn sums(&self) -> [Sum; 4] {
        let Voices { received, given, mutual, simply } = self.voices;
        [
            (Show::Received, received, TextId("ledger-received")),
            (Show::Given, given, TextId("ledger-given")),
            (Show::Mutual, mutual, TextId("ledger-mutual")),
            (Show::Simply, simply, TextId("ledger-simply")),
        ]
        .map(|(show, number, label)| Sum {
            number,
            label: self.page.t(label),
            href: self.href(show),
            chosen: self.show == show,
        })
    }

    #[expect(clippy::unused_self, reason = "askama calls it on the page")]
    fn href(&self, show: Show) -> String {
        format!("{}?show={}", paths::LEDGER, show.value())
    }

    const fn lacks_given(&self) -> bool {
        matches!(self.show, Show::Given | Show::Simply)
    }
}
