//! The classes of Open Badges 3.0 §B, as tables: which fields they have, what those hold, which must be there.

/// A class of objects.
pub(super) struct Class {
    /// The value that `type` must hold; `None` for classes without a type of their own.
    pub(super) name: Option<&'static str>,
    pub(super) fields: &'static [Field],
}

/// A field of a class.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) holds: Holds,
    pub(super) required: bool,
    /// May be there several times, as an array.
    pub(super) many: bool,
}

/// What a field holds.
#[derive(Clone, Copy)]
pub(super) enum Holds {
    Text,
    Iri,
    /// A date-time whose other forms are odd but harmless: nothing is decided by it.
    LooseDate,
    Day,
    Number,
    Bool,
    Language,
    Jws,
    /// One of the words, or `ext:` and a word of one's own.
    Word(&'static [&'static str]),
    /// One of the words and no other.
    ClosedWord(&'static [&'static str]),
    Object(&'static Class),
    /// A profile, or only its identifier.
    ProfileOrIri,
    /// A credential of its own; judged by itself, elsewhere.
    Endorsement,
    /// Any credential, as an object or as a token; judged by itself, elsewhere.
    Credential,
}

const fn may(name: &'static str, holds: Holds) -> Field {
    Field { name, holds, required: false, many: false }
}

const fn must(name: &'static str, holds: Holds) -> Field {
    Field { name, holds, required: true, many: false }
}

const fn several(name: &'static str, holds: Holds) -> Field {
    Field { name, holds, required: false, many: true }
}

/// Whether `word` may stand as `achievementType` (§B.1.24 and `ext:`).
pub(crate) fn is_achievement_type(word: &str) -> bool {
    ACHIEVEMENT_TYPES.contains(&word) || is_extension(word)
}

pub(super) fn is_extension(word: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || b".-_|".contains(&byte);
    word.strip_prefix("ext:").is_some_and(|rest| !rest.is_empty() && rest.bytes().all(letter))
}

#[rustfmt::skip]
const ACHIEVEMENT_TYPES: &[&str] = &[
    "Achievement", "ApprenticeshipCertificate", "Assessment", "Assignment", "AssociateDegree", "Award", "Badge",
    "BachelorDegree", "Certificate", "CertificateOfCompletion", "Certification", "CommunityService", "Competency",
    "Course", "CoCurricular", "Degree", "Diploma", "DoctoralDegree", "Fieldwork", "GeneralEducationDevelopment",
    "JourneymanCertificate", "LearningProgram", "License", "Membership", "ProfessionalDoctorate",
    "QualityAssuranceCredential", "MasterCertificate", "MasterDegree", "MicroCredential", "ResearchDoctorate",
    "SecondarySchoolDiploma",
];
#[rustfmt::skip]
const IDENTIFIER_TYPES: &[&str] = &[
    "name", "sourcedId", "systemId", "productId", "userName", "accountId", "emailAddress", "nationalIdentityNumber",
    "isbn", "issn", "lisSourcedId", "oneRosterSourcedId", "sisSourcedId", "ltiContextId", "ltiDeploymentId", "ltiToolId",
    "ltiPlatformId", "ltiUserId", "identifier",
];
#[rustfmt::skip]
const TARGET_TYPES: &[&str] = &[
    "ceasn:Competency", "ceterms:Credential", "CFItem", "CFRubric", "CFRubricCriterion", "CFRubricCriterionLevel", "CTDL",
];
#[rustfmt::skip]
const RESULT_TYPES: &[&str] = &[
    "GradePointAverage", "LetterGrade", "Percent", "PerformanceLevel", "PredictedScore", "RawScore", "Result",
    "RubricCriterion", "RubricCriterionLevel", "RubricScore", "ScaledScore", "Status",
];
#[rustfmt::skip]
const RESULT_STATUSES: &[&str] = &["Completed", "Enrolled", "Failed", "InProgress", "OnHold", "Provisional", "Withdrew"];

/// Classes whose `type` is one word and not a list of words (§B.1).
pub(super) const OF_ONE_TYPE: [&str; 5] = ["IdentityObject", "IdentifierEntry", "Image", "GeoCoordinates", "Association"];

/// `AchievementCredential` and `OpenBadgeCredential`, beyond what every credential has.
pub(super) static ACHIEVEMENT_CREDENTIAL: Class = Class {
    name: None,
    fields: &[
        must("id", Holds::Iri),
        may("name", Holds::Text),
        may("description", Holds::Text),
        must("issuer", Holds::ProfileOrIri),
        must("credentialSubject", Holds::Object(&ACHIEVEMENT_SUBJECT)),
        may("image", Holds::Object(&IMAGE)),
        may("awardedDate", Holds::LooseDate),
        several("endorsement", Holds::Endorsement),
        several("endorsementJwt", Holds::Jws),
        several("evidence", Holds::Object(&EVIDENCE)),
    ],
};

/// `ClrCredential` (CLR 2.0, "Data Model"), beyond what every credential has.
pub(super) static CLR_CREDENTIAL: Class = Class {
    name: None,
    fields: &[
        must("id", Holds::Iri),
        must("issuer", Holds::ProfileOrIri),
        must("credentialSubject", Holds::Object(&CLR_SUBJECT)),
        may("partial", Holds::Bool),
        may("awardedDate", Holds::LooseDate),
        several("endorsement", Holds::Endorsement),
        several("endorsementJwt", Holds::Jws),
        several("evidence", Holds::Object(&EVIDENCE)),
    ],
};

static CLR_SUBJECT: Class = Class {
    name: Some("ClrSubject"),
    fields: &[
        may("id", Holds::Iri),
        several("identifier", Holds::Object(&IDENTITY_OBJECT)),
        several("achievement", Holds::Object(&ACHIEVEMENT)),
        Field { name: "verifiableCredential", holds: Holds::Credential, required: true, many: true },
        several("association", Holds::Object(&ASSOCIATION)),
    ],
};

#[rustfmt::skip]
const ASSOCIATION_TYPES: &[&str] = &[
    "exactMatchOf", "isChildOf", "isParentOf", "isPartOf", "isPeerOf", "isRelatedTo", "precedes", "replacedBy",
];

static ASSOCIATION: Class = Class {
    name: Some("Association"),
    fields: &[
        must("associationType", Holds::ClosedWord(ASSOCIATION_TYPES)),
        must("sourceId", Holds::Iri),
        must("targetId", Holds::Iri),
    ],
};

/// `EndorsementCredential`, beyond what every credential has.
pub(super) static ENDORSEMENT_CREDENTIAL: Class = Class {
    name: None,
    fields: &[
        must("id", Holds::Iri),
        must("name", Holds::Text),
        may("description", Holds::Text),
        must("issuer", Holds::ProfileOrIri),
        must("credentialSubject", Holds::Object(&ENDORSEMENT_SUBJECT)),
        may("awardedDate", Holds::LooseDate),
        several("evidence", Holds::Object(&EVIDENCE)),
    ],
};

static ENDORSEMENT_SUBJECT: Class =
    Class { name: Some("EndorsementSubject"), fields: &[must("id", Holds::Iri), may("endorsementComment", Holds::Text)] };

static ACHIEVEMENT_SUBJECT: Class = Class {
    name: Some("AchievementSubject"),
    fields: &[
        may("id", Holds::Iri),
        may("activityEndDate", Holds::LooseDate),
        may("activityStartDate", Holds::LooseDate),
        may("creditsEarned", Holds::Number),
        must("achievement", Holds::Object(&ACHIEVEMENT)),
        several("identifier", Holds::Object(&IDENTITY_OBJECT)),
        may("image", Holds::Object(&IMAGE)),
        may("licenseNumber", Holds::Text),
        may("narrative", Holds::Text),
        several("result", Holds::Object(&RESULT)),
        may("role", Holds::Text),
        may("source", Holds::Object(&PROFILE)),
        may("term", Holds::Text),
    ],
};

static IDENTITY_OBJECT: Class = Class {
    name: Some("IdentityObject"),
    fields: &[
        must("hashed", Holds::Bool),
        must("identityHash", Holds::Text),
        must("identityType", Holds::Word(IDENTIFIER_TYPES)),
        may("salt", Holds::Text),
    ],
};

static ACHIEVEMENT: Class = Class {
    name: Some("Achievement"),
    fields: &[
        must("id", Holds::Iri),
        must("name", Holds::Text),
        must("description", Holds::Text),
        must("criteria", Holds::Object(&CRITERIA)),
        several("alignment", Holds::Object(&ALIGNMENT)),
        may("achievementType", Holds::Word(ACHIEVEMENT_TYPES)),
        may("creator", Holds::Object(&PROFILE)),
        may("creditsAvailable", Holds::Number),
        several("endorsement", Holds::Endorsement),
        several("endorsementJwt", Holds::Jws),
        may("fieldOfStudy", Holds::Text),
        may("humanCode", Holds::Text),
        may("image", Holds::Object(&IMAGE)),
        may("inLanguage", Holds::Language),
        several("otherIdentifier", Holds::Object(&IDENTIFIER_ENTRY)),
        several("related", Holds::Object(&RELATED)),
        several("resultDescription", Holds::Object(&RESULT_DESCRIPTION)),
        may("specialization", Holds::Text),
        several("tag", Holds::Text),
        may("version", Holds::Text),
    ],
};

static CRITERIA: Class = Class { name: None, fields: &[may("id", Holds::Iri), may("narrative", Holds::Text)] };

static ALIGNMENT: Class = Class {
    name: Some("Alignment"),
    fields: &[
        must("targetName", Holds::Text),
        must("targetUrl", Holds::Iri),
        may("targetCode", Holds::Text),
        may("targetDescription", Holds::Text),
        may("targetFramework", Holds::Text),
        may("targetType", Holds::Word(TARGET_TYPES)),
    ],
};

static EVIDENCE: Class = Class {
    name: Some("Evidence"),
    fields: &[
        may("id", Holds::Iri),
        may("narrative", Holds::Text),
        may("name", Holds::Text),
        may("description", Holds::Text),
        may("genre", Holds::Text),
        may("audience", Holds::Text),
    ],
};

static IMAGE: Class = Class { name: Some("Image"), fields: &[must("id", Holds::Iri), may("caption", Holds::Text)] };

static IDENTIFIER_ENTRY: Class = Class {
    name: Some("IdentifierEntry"),
    fields: &[must("identifier", Holds::Text), must("identifierType", Holds::Word(IDENTIFIER_TYPES))],
};

static RELATED: Class = Class {
    name: Some("Related"),
    fields: &[must("id", Holds::Iri), may("inLanguage", Holds::Language), may("version", Holds::Text)],
};

static RESULT: Class = Class {
    name: Some("Result"),
    fields: &[
        may("achievedLevel", Holds::Iri),
        several("alignment", Holds::Object(&ALIGNMENT)),
        may("resultDescription", Holds::Iri),
        may("status", Holds::ClosedWord(RESULT_STATUSES)),
        may("value", Holds::Text),
    ],
};

static RESULT_DESCRIPTION: Class = Class {
    name: Some("ResultDescription"),
    fields: &[
        must("id", Holds::Iri),
        must("name", Holds::Text),
        must("resultType", Holds::Word(RESULT_TYPES)),
        several("alignment", Holds::Object(&ALIGNMENT)),
        several("allowedValue", Holds::Text),
        may("requiredLevel", Holds::Iri),
        may("requiredValue", Holds::Text),
        several("rubricCriterionLevel", Holds::Object(&RUBRIC_CRITERION_LEVEL)),
        may("valueMax", Holds::Text),
        may("valueMin", Holds::Text),
    ],
};

static RUBRIC_CRITERION_LEVEL: Class = Class {
    name: Some("RubricCriterionLevel"),
    fields: &[
        must("id", Holds::Iri),
        must("name", Holds::Text),
        several("alignment", Holds::Object(&ALIGNMENT)),
        may("description", Holds::Text),
        may("level", Holds::Text),
        may("points", Holds::Text),
    ],
};

pub(super) static PROFILE: Class = Class {
    name: Some("Profile"),
    fields: &[
        must("id", Holds::Iri),
        may("name", Holds::Text),
        may("url", Holds::Iri),
        may("phone", Holds::Text),
        may("description", Holds::Text),
        several("endorsement", Holds::Endorsement),
        several("endorsementJwt", Holds::Jws),
        may("image", Holds::Object(&IMAGE)),
        may("email", Holds::Text),
        may("address", Holds::Object(&ADDRESS)),
        several("otherIdentifier", Holds::Object(&IDENTIFIER_ENTRY)),
        may("official", Holds::Text),
        may("parentOrg", Holds::Object(&PROFILE)),
        may("familyName", Holds::Text),
        may("givenName", Holds::Text),
        may("additionalName", Holds::Text),
        may("patronymicName", Holds::Text),
        may("honorificPrefix", Holds::Text),
        may("honorificSuffix", Holds::Text),
        may("familyNamePrefix", Holds::Text),
        may("dateOfBirth", Holds::Day),
    ],
};

static ADDRESS: Class = Class {
    name: Some("Address"),
    fields: &[
        may("addressCountry", Holds::Text),
        may("addressCountryCode", Holds::Text),
        may("addressRegion", Holds::Text),
        may("addressLocality", Holds::Text),
        may("streetAddress", Holds::Text),
        may("postOfficeBoxNumber", Holds::Text),
        may("postalCode", Holds::Text),
        may("geo", Holds::Object(&GEO_COORDINATES)),
    ],
};

static GEO_COORDINATES: Class =
    Class { name: Some("GeoCoordinates"), fields: &[must("latitude", Holds::Number), must("longitude", Holds::Number)] };

#[cfg(test)]
pub(super) static ALL: &[&Class] = &[
    &ENDORSEMENT_SUBJECT,
    &ACHIEVEMENT_SUBJECT,
    &IDENTITY_OBJECT,
    &ACHIEVEMENT,
    &ALIGNMENT,
    &EVIDENCE,
    &IMAGE,
    &IDENTIFIER_ENTRY,
    &RELATED,
    &RESULT,
    &RESULT_DESCRIPTION,
    &RUBRIC_CRITERION_LEVEL,
    &PROFILE,
    &ADDRESS,
    &GEO_COORDINATES,
];
