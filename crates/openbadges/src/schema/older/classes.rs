//! The classes, as tables: which fields they have, what those hold, which must be there.

use serde_json::Value;

use super::values;
use crate::read::{Kind, Standard};
use crate::schema::Findings;

pub(super) struct Class {
    /// The words of which `type` must hold one, the usual one first.
    pub(super) names: &'static [&'static str],
    pub(super) fields: &'static [Field],
}

pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) holds: Holds,
    pub(super) need: Need,
    /// May be there several times, as an array.
    pub(super) many: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    Must,
    /// Its absence is odd: badges without it are about, and say as much without it.
    Expected,
    May,
}

#[derive(Clone, Copy)]
pub(super) enum Holds {
    Object(&'static Class),
    /// An address, or the object itself.
    IriOr(&'static Class),
    /// An address, or a document that is checked by itself.
    Link,
    Identity,
    Value(fn(&Value, &str, Standard, &mut Findings)),
}

/// The class of a document. Open Badges 2.1 has the classes of 2.0.
pub(super) fn of(kind: Kind, standard: Standard) -> &'static Class {
    match (kind, standard) {
        (Kind::Assertion, Standard::Ob05) => &ASSERTION_05,
        (Kind::Assertion, Standard::Ob10 | Standard::Ob11) => &ASSERTION_1,
        (Kind::Assertion, _) => &ASSERTION_2,
        (Kind::BadgeClass, Standard::Ob05) => &BADGE_05,
        (Kind::BadgeClass, Standard::Ob10) => &BADGE_10,
        (Kind::BadgeClass, Standard::Ob11) => &BADGE_11,
        (Kind::BadgeClass, _) => &BADGE_2,
        (Kind::Profile, Standard::Ob05) => &ISSUER_05,
        (Kind::Profile, Standard::Ob10) => &ISSUER_10,
        (Kind::Profile, Standard::Ob11) => &ISSUER_11,
        (Kind::Profile, _) => &ISSUER_2,
        (Kind::Endorsement, _) => &ENDORSEMENT,
        (Kind::RevocationList, _) => &REVOCATION_LIST,
        (Kind::Key, _) => &KEY,
    }
}

const fn may(name: &'static str, holds: Holds) -> Field {
    Field { name, holds, need: Need::May, many: false }
}

const fn must(name: &'static str, holds: Holds) -> Field {
    Field { name, holds, need: Need::Must, many: false }
}

const fn expected(name: &'static str, holds: Holds) -> Field {
    Field { name, holds, need: Need::Expected, many: false }
}

const fn several(name: &'static str, holds: Holds) -> Field {
    Field { name, holds, need: Need::May, many: true }
}

const TEXT: Holds = Holds::Value(values::text);
const IRI: Holds = Holds::Value(values::iri);
const DATE: Holds = Holds::Value(values::date);
const BOOL: Holds = Holds::Value(values::boolean);
const VERSION: Holds = Holds::Value(values::version);
const IMAGE: Holds = Holds::Value(values::image);
const AWARDED_IMAGE: Holds = Holds::Value(values::awarded_image);
const CRITERIA: Holds = Holds::Value(values::criteria);
const PLACE_05: Holds = Holds::Value(values::place_05);
const TAG: Holds = Holds::Value(values::tag);
const REVOKED: Holds = Holds::Value(values::revoked);
const SALT: Holds = Holds::Value(values::salt);

static ASSERTION_05: Class = Class {
    names: &["Assertion"],
    fields: &[
        must("recipient", Holds::Identity),
        must("badge", Holds::Link),
        may("salt", SALT),
        may("issuedOn", DATE),
        may("expires", DATE),
        may("evidence", PLACE_05),
    ],
};

static BADGE_05: Class = Class {
    names: &["BadgeClass"],
    fields: &[
        may("version", VERSION),
        must("name", TEXT),
        must("image", PLACE_05),
        must("description", TEXT),
        must("criteria", PLACE_05),
        must("issuer", Holds::Link),
    ],
};

static ISSUER_05: Class =
    Class { names: &["Issuer"], fields: &[must("origin", IRI), must("name", TEXT), may("org", TEXT), may("contact", TEXT)] };

/// 1.0 and 1.1. That `uid` or `id` must be there is said elsewhere: many have only the one of 2.0.
static ASSERTION_1: Class = Class {
    names: &["Assertion"],
    fields: &[
        must("recipient", Holds::Identity),
        must("badge", Holds::Link),
        expected("verification", Holds::Object(&VERIFICATION)),
        must("issuedOn", DATE),
        may("id", IRI),
        may("uid", VERSION),
        may("image", AWARDED_IMAGE),
        several("evidence", Holds::IriOr(&EVIDENCE)),
        may("expires", DATE),
        may("revoked", BOOL),
    ],
};

static BADGE_10: Class = Class {
    names: &["BadgeClass"],
    fields: &[
        must("name", TEXT),
        must("description", TEXT),
        must("image", IMAGE),
        must("criteria", CRITERIA),
        must("issuer", Holds::Link),
        several("alignment", Holds::Object(&ALIGNMENT_1)),
        several("tags", TAG),
        may("version", VERSION),
    ],
};

static BADGE_11: Class = Class {
    names: &["BadgeClass"],
    fields: &[
        must("id", IRI),
        must("name", TEXT),
        must("description", TEXT),
        must("image", IMAGE),
        must("criteria", CRITERIA),
        must("issuer", Holds::Link),
        several("alignment", Holds::Object(&ALIGNMENT_1)),
        several("tags", TAG),
        may("version", VERSION),
    ],
};

static ISSUER_10: Class = Class {
    names: &["Issuer", "Profile", "IssuerOrg"],
    fields: &[
        must("name", TEXT),
        must("url", IRI),
        may("description", TEXT),
        may("image", IMAGE),
        may("email", TEXT),
        may("revocationList", IRI),
    ],
};

static ISSUER_11: Class = Class {
    names: &["Issuer", "Profile", "IssuerOrg"],
    fields: &[
        must("id", IRI),
        must("name", TEXT),
        must("url", IRI),
        may("description", TEXT),
        may("image", IMAGE),
        may("email", TEXT),
        may("revocationList", IRI),
    ],
};

/// Open Badges 2.0 "Assertion".
static ASSERTION_2: Class = Class {
    names: &["Assertion"],
    fields: &[
        must("id", IRI),
        must("recipient", Holds::Identity),
        must("badge", Holds::Link),
        expected("verification", Holds::Object(&VERIFICATION)),
        must("issuedOn", DATE),
        may("uid", VERSION),
        may("image", AWARDED_IMAGE),
        several("evidence", Holds::IriOr(&EVIDENCE)),
        may("narrative", TEXT),
        may("expires", DATE),
        may("revoked", BOOL),
        may("revocationReason", TEXT),
        several("related", Holds::Link),
        may("version", VERSION),
        several("endorsement", Holds::Link),
    ],
};

/// Open Badges 2.0 "BadgeClass". The public validator lets one without a picture pass.
static BADGE_2: Class = Class {
    names: &["BadgeClass"],
    fields: &[
        must("id", IRI),
        must("name", TEXT),
        must("description", TEXT),
        expected("image", IMAGE),
        must("criteria", CRITERIA),
        must("issuer", Holds::Link),
        several("alignment", Holds::Object(&ALIGNMENT_2)),
        several("tags", TAG),
        several("related", Holds::Link),
        may("version", VERSION),
        several("endorsement", Holds::Link),
    ],
};

/// Open Badges 2.0 "Profile", as an issuer.
static ISSUER_2: Class = Class {
    names: &["Profile", "Issuer", "IssuerOrg"],
    fields: &[
        must("id", IRI),
        must("name", TEXT),
        must("url", IRI),
        must("email", TEXT),
        may("telephone", TEXT),
        may("description", TEXT),
        may("image", IMAGE),
        several("publicKey", Holds::Link),
        may("verification", Holds::Object(&SCOPE)),
        may("revocationList", IRI),
        several("related", Holds::Link),
        may("version", VERSION),
        several("endorsement", Holds::Link),
    ],
};

/// Open Badges 2.0 "Endorsement".
static ENDORSEMENT: Class = Class {
    names: &["Endorsement"],
    fields: &[
        must("id", IRI),
        must("claim", Holds::Object(&CLAIM)),
        must("issuer", Holds::Link),
        must("issuedOn", DATE),
        expected("verification", Holds::Object(&VERIFICATION)),
        may("revoked", BOOL),
        may("revocationReason", TEXT),
    ],
};

static CLAIM: Class = Class { names: &[], fields: &[must("id", IRI), may("endorsementComment", TEXT)] };

/// Open Badges 2.0 "Revocation List".
static REVOCATION_LIST: Class = Class {
    names: &["RevocationList"],
    fields: &[may("id", IRI), may("issuer", Holds::Link), several("revokedAssertions", REVOKED)],
};

/// Open Badges 2.0 "CryptographicKey".
static KEY: Class = Class {
    names: &["CryptographicKey", "Key"],
    fields: &[may("id", IRI), may("owner", Holds::Link), must("publicKeyPem", TEXT)],
};

/// Open Badges 2.0 "IdentityObject".
pub(super) static IDENTITY: Class = Class {
    names: &["IdentityObject"],
    fields: &[must("identity", TEXT), expected("type", TEXT), expected("hashed", BOOL), may("salt", SALT)],
};

/// Open Badges 2.0 "VerificationObject" of an assertion, and `verify` of 1.0 and 1.1.
static VERIFICATION: Class = Class {
    names: &["VerificationObject"],
    fields: &[Field { name: "type", holds: TEXT, need: Need::Must, many: true }, may("url", IRI), may("creator", Holds::Link)],
};

/// A profile's `VerificationObject`: where its assertions may stand.
static SCOPE: Class = Class {
    names: &["VerificationObject"],
    fields: &[may("verificationProperty", TEXT), several("startsWith", TEXT), several("allowedOrigins", TEXT)],
};

static EVIDENCE: Class = Class {
    names: &["Evidence"],
    fields: &[
        may("id", IRI),
        may("narrative", TEXT),
        may("name", TEXT),
        may("description", TEXT),
        may("genre", TEXT),
        may("audience", TEXT),
    ],
};

static ALIGNMENT_1: Class =
    Class { names: &["AlignmentObject"], fields: &[must("name", TEXT), must("url", IRI), may("description", TEXT)] };

static ALIGNMENT_2: Class = Class {
    names: &["AlignmentObject"],
    fields: &[
        must("targetName", TEXT),
        must("targetUrl", IRI),
        may("targetDescription", TEXT),
        may("targetFramework", TEXT),
        may("targetCode", VERSION),
    ],
};
