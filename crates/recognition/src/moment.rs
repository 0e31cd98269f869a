//! A moment: microseconds since 1970 in UTC, as the store keeps it.

use serde::{Deserialize, Serialize};

/// Microseconds since 1970-01-01T00:00:00Z. Fields of this type end in `_at`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(i64);

impl Moment {
    /// 1970-01-01T00:00:00Z.
    pub const EPOCH: Moment = Moment(0);

    /// From microseconds since 1970; moments outside of jiff's range (years −9999 to 9999) are cut to it.
    pub fn from_micros(micros: i64) -> Self {
        Self(micros.clamp(jiff::Timestamp::MIN.as_microsecond(), jiff::Timestamp::MAX.as_microsecond()))
    }

    /// Microseconds since 1970.
    pub fn micros(self) -> i64 {
        self.0
    }

    /// Whole milliseconds since 1970; 0 for anything earlier.
    pub fn millis(self) -> u64 {
        u64::try_from(self.0 / 1_000).unwrap_or(0)
    }

    /// This moment plus `seconds`.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self::from_micros(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// As a timestamp of jiff.
    pub fn timestamp(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }

    /// RFC 3339 in whole seconds, as signed documents carry it: `2018-07-04T09:14:00Z`.
    pub fn rfc3339(self) -> String {
        let seconds = self.0.div_euclid(1_000_000);
        jiff::Timestamp::from_second(seconds).unwrap_or(jiff::Timestamp::UNIX_EPOCH).to_string()
    }
}

impl From<jiff::Timestamp> for Moment {
    fn from(timestamp: jiff::Timestamp) -> Self {
        Self(timestamp.as_microsecond())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_carry_whole_seconds() {
        let moment = Moment::from_micros(1_530_695_640_999_999);
        assert_eq!(moment.rfc3339(), "2018-07-04T09:14:00Z");
        assert_eq!(Moment::from_micros(-1).rfc3339(), "1969-12-31T23:59:59Z");
    }
}
