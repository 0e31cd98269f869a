//! What is asked for, and the most that is taken of it.

/// The most that is read of a JSON document or a token, in bytes, after inflation.
pub const JSON_BYTES_MAX: usize = 1024 * 1024;
/// The most that is read of a picture or a piece of evidence, in bytes, after inflation.
pub const IMAGE_BYTES_MAX: usize = 5 * 1024 * 1024;

/// The kind of thing a fetch asks for: its `Accept` header and its ceiling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accept {
    /// A badge, a credential, an issuer, a status list: JSON of any generation, or a signed token.
    Document,
    /// A DID document.
    Did,
    /// An ActivityPub actor or object.
    Activity,
    /// A WebFinger answer (RFC 7033, 4.2).
    Jrd,
    /// A picture.
    Image,
    /// Anything: evidence, of which only the digest is wanted.
    Anything,
}

impl Accept {
    /// The value of the `Accept` header.
    #[must_use]
    pub const fn header(self) -> &'static str {
        match self {
            Self::Document => {
                "application/vc, application/ld+json, application/json;q=0.9, application/vc+jwt;q=0.8, \
                 application/jwt;q=0.8, text/plain;q=0.5"
            }
            Self::Did => "application/did+json, application/did+ld+json, application/json;q=0.9",
            Self::Activity => "application/activity+json, application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"",
            Self::Jrd => "application/jrd+json, application/json;q=0.9",
            Self::Image => "image/png, image/svg+xml, image/jpeg, image/webp",
            Self::Anything => "*/*",
        }
    }

    /// The most that is read, in bytes; a caller may ask for less, never for more.
    #[must_use]
    pub const fn bytes_max(self) -> usize {
        match self {
            Self::Document | Self::Did | Self::Activity | Self::Jrd => JSON_BYTES_MAX,
            Self::Image | Self::Anything => IMAGE_BYTES_MAX,
        }
    }
}
