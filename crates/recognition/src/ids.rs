//! Ids: one type per noun, so that they never mix.
//!
//! Every id is a UUIDv7 (RFC 9562 §5.7): 48 bits of milliseconds, then 74 bits of chance that the
//! caller hands in. Sorting by id is sorting by time of making.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Moment;

/// Not an id: neither a UUID nor near enough to one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not an id")]
pub struct NotAnId(pub String);

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new id: `at` gives its first 48 bits, `chance` the rest.
            pub fn new(at: Moment, chance: [u8; 10]) -> Self {
                Self(uuid::Builder::from_unix_timestamp_millis(at.millis(), &chance).into_uuid())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                Uuid::try_parse(text).map(Self).map_err(|_| NotAnId(text.chars().take(60).collect()))
            }
        }
    )*};
}

ids! {
    /// A person, community, organisation… or a guest that was named and has not come yet.
    ActorId;
    /// One signed act of giving: words, an award or an endorsement.
    RecognitionId;
    /// A badge model, through all its versions.
    ModelId;
    /// One immutable version of a badge model: what an award pins.
    VersionId;
    /// A key of an actor.
    KeyId;
    /// A piece of evidence.
    EvidenceId;
    /// A reply in the conversation of a recognition.
    MessageId;
    /// A letter waiting in the outbox.
    LetterId;
    /// What the documents of a long list have in common.
    TemplateId;
    /// A status list of an issuer.
    ListId;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_the_time_they_were_made() {
        let early = ActorId::new(Moment::from_micros(1_000_000_000), [255; 10]);
        let late = ActorId::new(Moment::from_micros(1_000_001_000), [0; 10]);
        assert!(early < late);
        assert!(early.to_string() < late.to_string());
    }

    #[test]
    fn an_id_is_read_back_as_it_was_written() {
        let id = ModelId::new(Moment::from_micros(1_530_000_000_000_000), [7; 10]);
        assert_eq!(id.to_string().parse::<ModelId>(), Ok(id));
        assert_eq!(id.to_string().as_bytes()[14], b'7');
        assert!("nolwenn".parse::<ModelId>().is_err());
    }
}
