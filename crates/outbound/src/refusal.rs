//! Why a fetch brought nothing, in words that a page can show.

use std::error::Error;
use std::io;
use std::net::IpAddr;

use crate::dialer::NotDialled;

/// Why an address is not dialled at all. Nothing has left this machine, a name's look-up at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Not a URL with a host.
    #[error("it is not a web address")]
    NotAUrl,
    /// Longer than [`crate::URL_BYTES_MAX`], or its host than DNS allows.
    #[error("it is too long")]
    TooLong,
    /// Spaces, control characters, backslashes: different programs read them differently.
    #[error("it holds characters that an address cannot have")]
    StrangeCharacters,
    /// Another scheme than https.
    #[error("only https addresses are fetched")]
    NotHttps,
    /// Another port than 443.
    #[error("port {0} is not the port of https")]
    Port(u16),
    /// `user:password@`.
    #[error("it holds a user name")]
    UserInfo,
    /// Digits where a name should be, in whatever spelling.
    #[error("it names a machine by number")]
    IpLiteral,
    /// A name without a dot.
    #[error("its host name is not a public one")]
    SingleLabel,
    /// A name of a private network.
    #[error("its host name belongs to private networks")]
    LocalName,
    /// `example.org.`
    #[error("its host name ends with a dot")]
    TrailingDot,
    /// The name leads to a machine that is not on the public internet.
    #[error("its host name leads to {0}, which is not on the public internet")]
    NotPublic(IpAddr),
    /// From the internet back to this machine.
    #[error("it leads back to this machine")]
    BackToLoopback,
}

/// Why a fetch brought nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchRefusal {
    /// We do not go there.
    #[error("this address is not fetched: {why}")]
    Refused {
        /// The rule.
        why: Why,
    },
    /// No such name, nobody listening, or hung up before answering.
    #[error("{host} does not answer")]
    DoesNotAnswer {
        /// Who.
        host: String,
    },
    /// Not done within the time there is.
    #[error("{host} takes too long to answer")]
    TooSlow {
        /// Who.
        host: String,
    },
    /// Something answers, but not in TLS, or in none that we share.
    #[error("no secure connection to {host} can be made")]
    NotTls {
        /// Who.
        host: String,
    },
    /// TLS, but the certificate does not prove the name.
    #[error("{host} could not prove that it is {host}: its certificate is not in order")]
    NotTrusted {
        /// Who.
        host: String,
    },
    /// The answer broke off or is not HTTP.
    #[error("the answer of {host} is damaged")]
    Garbled {
        /// Who.
        host: String,
    },
    /// More than was asked for.
    #[error("the answer is larger than {bytes_max} bytes")]
    TooLarge {
        /// The most that was to be taken, after inflation.
        bytes_max: usize,
    },
    /// More than [`crate::REDIRECTS_MAX`] redirections.
    #[error("the address keeps leading elsewhere")]
    TooManyRedirects,
    /// 410: withdrawn on purpose. For a hosted badge it means revoked.
    #[error("what stood at this address has been withdrawn")]
    Gone,
    /// Any other answer than a good one.
    #[error("the answer was {0}")]
    Status(u16),
    /// One errand asked for more than [`crate::FETCHES_MAX`] things.
    #[error("too many other documents would have to be fetched")]
    TooManyFetches,
    /// More than [`crate::DEPTH_MAX`] documents behind the first.
    #[error("documents refer to documents too many times over")]
    TooDeep,
    /// The request could not be made at all; a fault of ours.
    #[error("the request could not be made")]
    NotSent,
}

impl FetchRefusal {
    /// May the same fetch succeed later, with nothing changed on our side?
    #[must_use]
    pub const fn may_pass(&self) -> bool {
        match self {
            Self::DoesNotAnswer { .. }
            | Self::TooSlow { .. }
            | Self::NotTls { .. }
            | Self::NotTrusted { .. }
            | Self::Garbled { .. } => true,
            Self::Status(status) => matches!(status, 408 | 425 | 429 | 500..=599),
            Self::Refused { .. }
            | Self::TooLarge { .. }
            | Self::TooManyRedirects
            | Self::TooManyFetches
            | Self::TooDeep
            | Self::Gone
            | Self::NotSent => false,
        }
    }

    /// What the HTTP library says, in our words. The causes are looked for in the whole chain, since it wraps
    /// them in layers of its own.
    pub(crate) fn from_http(error: &reqwest::Error, host: &str) -> Self {
        let host = host.to_owned();
        let mut next: Option<&(dyn Error + 'static)> = Some(error);
        while let Some(cause) = next {
            if let Some(refusal) = Self::from_cause(cause, &host) {
                return refusal;
            }
            // An io::Error hides what it holds from `source`, which goes one further.
            let held = cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
            next = held.map_or_else(|| cause.source(), |held| Some(held as &(dyn Error + 'static)));
        }
        if error.is_timeout() {
            Self::TooSlow { host }
        } else if error.is_builder() {
            Self::NotSent
        } else if error.is_connect() {
            Self::DoesNotAnswer { host }
        } else {
            Self::Garbled { host }
        }
    }

    fn from_cause(cause: &(dyn Error + 'static), host: &str) -> Option<Self> {
        let host = host.to_owned();
        if let Some(NotDialled::Refused(why)) = cause.downcast_ref::<NotDialled>() {
            return Some(Self::Refused { why: *why });
        }
        match cause.downcast_ref::<rustls::Error>() {
            Some(rustls::Error::InvalidCertificate(_) | rustls::Error::NoCertificatesPresented) => {
                Some(Self::NotTrusted { host })
            }
            Some(_) => Some(Self::NotTls { host }),
            None => None,
        }
    }
}

impl From<Why> for FetchRefusal {
    fn from(why: Why) -> Self {
        Self::Refused { why }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_pass_is_worth_another_try() {
        let host = || "example.org".to_owned();
        for refusal in [
            FetchRefusal::DoesNotAnswer { host: host() },
            FetchRefusal::TooSlow { host: host() },
            FetchRefusal::NotTls { host: host() },
            FetchRefusal::NotTrusted { host: host() },
            FetchRefusal::Garbled { host: host() },
            FetchRefusal::Status(429),
            FetchRefusal::Status(503),
        ] {
            assert!(refusal.may_pass(), "{refusal}");
        }
        for refusal in [
            FetchRefusal::Refused { why: Why::IpLiteral },
            FetchRefusal::TooLarge { bytes_max: 1 },
            FetchRefusal::TooManyRedirects,
            FetchRefusal::TooManyFetches,
            FetchRefusal::TooDeep,
            FetchRefusal::Gone,
            FetchRefusal::Status(404),
            FetchRefusal::NotSent,
        ] {
            assert!(!refusal.may_pass(), "{refusal}");
        }
    }
}
