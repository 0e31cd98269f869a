//! Who may see a recognition: the narrower of what the giver set and what the receiver chose (decision 15).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Problem;
use crate::problem::short;

/// From the narrowest to the widest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// Giver and receiver only.
    Private,
    /// Whoever has the address; counts in nobody else's views.
    Unlisted,
    /// Everyone.
    Public,
}

impl Audience {
    /// Every audience, the narrowest first.
    pub const ALL: [Audience; 3] = [Audience::Private, Audience::Unlisted, Audience::Public];

    /// The word of the API and of the store.
    pub fn as_str(self) -> &'static str {
        match self {
            Audience::Private => "private",
            Audience::Unlisted => "unlisted",
            Audience::Public => "public",
        }
    }

    /// The narrower of two.
    #[must_use]
    pub fn narrower(self, other: Audience) -> Audience {
        self.min(other)
    }

    /// Does it open to whoever has the address?
    pub fn opens_by_address(self) -> bool {
        self >= Audience::Unlisted
    }
}

impl FromStr for Audience {
    type Err = Problem;
    fn from_str(word: &str) -> Result<Self, Problem> {
        Audience::ALL.into_iter().find(|a| a.as_str() == word).ok_or_else(|| Problem::Unknown { value: short(word) })
    }
}

impl fmt::Display for Audience {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_side_can_widen_what_the_other_narrowed() {
        for giver in Audience::ALL {
            for receiver in Audience::ALL {
                let both = giver.narrower(receiver);
                assert!(both <= giver && both <= receiver);
                assert_eq!(both, receiver.narrower(giver));
            }
        }
        assert_eq!(Audience::Public.narrower(Audience::Private), Audience::Private);
    }
}
