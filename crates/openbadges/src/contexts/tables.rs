//! The term tables of Open Badges 3.0, versions 3.0.0 to 3.0.3.
//!
//! Source: Open Badges Specification 3.0, Appendix "Data Model" and the contexts it publishes. A test compares what
//! these tables generate with the published files.

use serde_json::{Value, json};

use super::notation::Values::{
    EmbeddedThenReference, Plain, Reference, ReferenceSince301, Several, SeveralPlain, Text, Texts, TextsInOrder, Typed,
    Unexpanded,
};
use super::notation::{self, Row, Type};

pub(crate) use super::notation::Version;
use Version::{V3_0_0, V3_0_1, V3_0_2, V3_0_3, V3_0_3Jwt};

/// The value of `@context` in a version of the Open Badges context.
pub(crate) fn open_badges(version: Version) -> Value {
    notation::context(version, TYPES, PROPERTIES)
}

/// The value of `@context` in `extensions.json`.
pub(crate) fn extensions() -> Value {
    json!({
        "id": "@id",
        "type": "@type",
        "1EdTechJsonSchemaValidator2019": "https://purl.imsglobal.org/spec/vccs/v1p0/context.json#1EdTechJsonSchemaValidator2019",
        "1EdTechRevocationList": "https://purl.imsglobal.org/spec/vcrl/v1p0/context.json#1EdTechRevocationList",
        "1EdTechCredentialRefresh": "https://purl.imsglobal.org/spec/vccr/v1p0/context.json#1EdTechCredentialRefresh",
    })
}

const SINCE_301: fn(Version) -> bool = |version| version >= V3_0_1;
const SINCE_303: fn(Version) -> bool = |version| version >= V3_0_3;
/// `awardedDate` came with 3.0.1, was forgotten in 3.0.2 and came back.
const ALL_BUT_300_AND_302: fn(Version) -> bool = |version| version != V3_0_0 && version != V3_0_2;
const JWT: fn(Version) -> bool = |version| version == V3_0_3Jwt;

const ACHIEVEMENT: &[Row] = &[
    Row::new("achievementType", "ob:achievementType", Text),
    Row::new("alignment", "ob:alignment", Several("Alignment")),
    Row::new("creator", "ob:Profile", Plain).since(&[(V3_0_1, "ob:creator")]),
    Row::new("creditsAvailable", "ob:creditsAvailable", Typed("float")),
    Row::new("criteria", "ob:Criteria", Reference),
    Row::new("fieldOfStudy", "ob:fieldOfStudy", Text),
    Row::new("humanCode", "ob:humanCode", Text),
    Row::new("otherIdentifier", "ob:otherIdentifier", Several("IdentifierEntry")),
    Row::new("related", "ob:related", Several("Related")),
    Row::new("resultDescription", "ob:resultDescription", Several("ResultDescription")),
    Row::new("specialization", "ob:specialization", Text),
    Row::new("tag", "schema:keywords", Texts),
    Row::new("version", "ob:version", Text),
    Row::new("image", "ob:Image", Reference).since(&[(V3_0_3, "ob:image")]).only(SINCE_301),
    Row::new("inLanguage", "schema:inLanguage", Plain).only(SINCE_303),
];

const ACHIEVEMENT_SUBJECT: &[Row] = &[
    Row::new("achievement", "ob:Achievement", Plain).since(&[(V3_0_1, "ob:achievement-0"), (V3_0_3, "ob:achievement")]),
    Row::new("activityEndDate", "ob:activityEndDate", Typed("date")),
    Row::new("activityStartDate", "ob:activityStartDate", Typed("date")),
    Row::new("creditsEarned", "ob:creditsEarned", Typed("float")),
    Row::new("identifier", "ob:identifier", Several("IdentityObject")),
    Row::new("licenseNumber", "ob:licenseNumber", Text),
    Row::new("result", "ob:result", Several("Result")),
    Row::new("role", "ob:role", Text),
    Row::new("source", "ob:source", ReferenceSince301("Profile")),
    Row::new("term", "ob:term", Text),
    Row::new("image", "ob:Image", Reference).since(&[(V3_0_3, "ob:image")]).only(SINCE_301),
];

const ADDRESS: &[Row] = &[
    Row::new("addressCountry", "schema:addressCountry", Text),
    Row::new("addressCountryCode", "ob:CountryCode", Text),
    Row::new("addressLocality", "schema:addressLocality", Text),
    Row::new("addressRegion", "schema:addressRegion", Text),
    Row::new("geo", "ob:GeoCoordinates", Plain),
    Row::new("postOfficeBoxNumber", "schema:postOfficeBoxNumber", Text),
    Row::new("postalCode", "schema:postalCode", Text),
    Row::new("streetAddress", "schema:streetAddress", Text),
];

const ALIGNMENT: &[Row] = &[
    Row::new("targetCode", "ob:targetCode", Text),
    Row::new("targetDescription", "schema:targetDescription", Text),
    Row::new("targetFramework", "schema:targetFramework", Text),
    Row::new("targetName", "schema:targetName", Text),
    Row::new("targetType", "ob:targetType", Text),
    Row::new("targetUrl", "schema:targetUrl", Typed("anyURI")),
];

const ENDORSEMENT_SUBJECT: &[Row] = &[Row::new("endorsementComment", "ob:endorsementComment", Text)];

const EVIDENCE: &[Row] = &[Row::new("audience", "schema:audience", Text), Row::new("genre", "schema:genre", Text)];

const GEO_COORDINATES: &[Row] = &[Row::new("latitude", "schema:latitude", Text), Row::new("longitude", "schema:longitude", Text)];

const IDENTIFIER_ENTRY: &[Row] =
    &[Row::new("identifier", "ob:identifier", Text), Row::new("identifierType", "ob:identifierType", Text)];

const IDENTITY_OBJECT: &[Row] = &[
    Row::new("hashed", "ob:hashed", Typed("boolean")),
    Row::new("identityHash", "ob:identityHash", Text),
    Row::new("identityType", "ob:identityType", Text),
    Row::new("salt", "ob:salt", Text),
];

const IMAGE: &[Row] = &[Row::new("caption", "schema:caption", Text)];

const PROFILE: &[Row] = &[
    Row::new("additionalName", "schema:additionalName", Text),
    Row::new("address", "ob:Address", EmbeddedThenReference).since(&[(V3_0_1, "ob:address")]),
    Row::new("dateOfBirth", "ob:dateOfBirth", Typed("date")),
    Row::new("email", "schema:email", Text),
    Row::new("familyName", "schema:familyName", Text),
    Row::new("familyNamePrefix", "ob:familyNamePrefix", Text),
    Row::new("givenName", "schema:givenName", Text),
    Row::new("honorificPrefix", "schema:honorificPrefix", Text),
    Row::new("honorificSuffix", "schema:honorificSuffix", Text),
    Row::new("otherIdentifier", "ob:otherIdentifier", Several("IdentifierEntry")),
    Row::new("parentOrg", "ob:parentOrg", ReferenceSince301("xsd:string")),
    Row::new("patronymicName", "ob:patronymicName", Text),
    Row::new("phone", "ob:PhoneNumber", Text).since(&[(V3_0_1, "ob:phone")]),
    Row::new("official", "ob:official", Text),
    Row::new("image", "ob:Image", Reference).since(&[(V3_0_3, "ob:image")]).only(SINCE_301),
];

const RELATED: &[Row] =
    &[Row::new("version", "ob:version", Text), Row::new("inLanguage", "schema:inLanguage", Plain).only(SINCE_303)];

const RESULT: &[Row] = &[
    Row::new("achievedLevel", "ob:achievedLevel", Typed("anyURI")),
    Row::new("resultDescription", "ob:resultDescription", Typed("anyURI")),
    Row::new("status", "ob:status", Text),
    Row::new("value", "schema:value", Text),
];

const RESULT_DESCRIPTION: &[Row] = &[
    Row::new("allowedValue", "ob:allowedValue", TextsInOrder),
    Row::new("requiredLevel", "ob:requiredLevel", Typed("anyURI")),
    Row::new("requiredValue", "ob:requiredValue", Text),
    Row::new("resultType", "ob:resultType", Text),
    Row::new("rubricCriterionLevel", "ob:rubricCriterionLevel", Several("RubricCriterionLevel")),
    Row::new("valueMax", "ob:valueMax", Text),
    Row::new("valueMin", "ob:valueMin", Text),
];

const RUBRIC_CRITERION_LEVEL: &[Row] = &[Row::new("level", "ob:level", Text), Row::new("points", "ob:points", Text)];

const TYPES: &[Type] = &[
    Type { term: "OpenBadgeCredential", iri: "ob:OpenBadgeCredential", since: &[], properties: &[] },
    Type { term: "Achievement", iri: "ob:Achievement", since: &[], properties: ACHIEVEMENT },
    Type { term: "AchievementCredential", iri: "OpenBadgeCredential", since: &[], properties: &[] },
    Type { term: "AchievementSubject", iri: "ob:AchievementSubject", since: &[], properties: ACHIEVEMENT_SUBJECT },
    Type { term: "Address", iri: "ob:Address", since: &[], properties: ADDRESS },
    Type { term: "Alignment", iri: "schema:Alignment", since: &[(V3_0_1, "schema:AlignmentObject")], properties: ALIGNMENT },
    Type { term: "Criteria", iri: "ob:Criteria", since: &[], properties: &[] },
    Type { term: "EndorsementCredential", iri: "ob:EndorsementCredential", since: &[], properties: &[] },
    Type { term: "EndorsementSubject", iri: "ob:EndorsementSubject", since: &[], properties: ENDORSEMENT_SUBJECT },
    Type { term: "Evidence", iri: "ob:Evidence", since: &[], properties: EVIDENCE },
    Type { term: "GeoCoordinates", iri: "ob:GeoCoordinates", since: &[], properties: GEO_COORDINATES },
    Type { term: "IdentifierEntry", iri: "ob:IdentifierEntry", since: &[], properties: IDENTIFIER_ENTRY },
    Type { term: "IdentityObject", iri: "ob:IdentityObject", since: &[], properties: IDENTITY_OBJECT },
    Type { term: "Image", iri: "ob:Image", since: &[], properties: IMAGE },
    Type { term: "Profile", iri: "ob:Profile", since: &[], properties: PROFILE },
    Type { term: "Related", iri: "ob:Related", since: &[], properties: RELATED },
    Type { term: "Result", iri: "ob:Result", since: &[], properties: RESULT },
    Type { term: "ResultDescription", iri: "ob:ResultDescription", since: &[], properties: RESULT_DESCRIPTION },
    Type { term: "RubricCriterionLevel", iri: "ob:RubricCriterionLevel", since: &[], properties: RUBRIC_CRITERION_LEVEL },
];

const PROPERTIES: &[Row] = &[
    Row::new("alignment", "ob:alignment", Several("Alignment")),
    Row::new("description", "schema:description", Text),
    Row::new("endorsement", "ob:endorsement", Several("EndorsementCredential")),
    Row::new("image", "ob:image", ReferenceSince301("Image")).since(&[(V3_0_2, "ob:Image"), (V3_0_3, "ob:image")]),
    Row::new("name", "schema:name", Text),
    Row::new("narrative", "ob:narrative", Text),
    Row::new("url", "schema:url", Typed("anyURI")),
    Row::new("awardedDate", "ob:awardedDate", Unexpanded("dateTime")).only(ALL_BUT_300_AND_302),
    Row::new("inLanguage", "schema:inLanguage", Plain).only(SINCE_303),
    Row::new("endorsementJwt", "ob:endorsementJwt", SeveralPlain).only(JWT),
    Row::new("jti", "https://www.iana.org/assignments/jwt#jti", Reference).only(JWT),
];
