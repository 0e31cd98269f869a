//! An award as Open Badges 2.0, hosted: an `Assertion`, its `BadgeClass` and the issuer's `Profile`, each at its own address.
//!
//! Nothing is signed here: what makes it true is that the address answers it (Open Badges 2.0, `HostedBadge`). So it is
//! made anew from the signed award whenever it is asked for, and says what that says.

use serde_json::{Value, json};

use super::fields::Fields;
use super::{WriteError, is_language};

/// `@context` of Open Badges 2.0.
pub const OPEN_BADGES_2: &str = "https://w3id.org/openbadges/v2";

/// Where the parts of a hosted award are.
#[derive(Debug, Clone, Copy)]
pub struct HostedAt<'a> {
    /// The assertion itself.
    pub id: &'a str,
    /// Its badge class.
    pub badge: &'a str,
    /// The page of the receiver: says who it is when the award was not given to an address.
    pub receiver: &'a str,
    /// The picture with this assertion inside.
    pub image: Option<&'a str>,
}

/// The `Assertion` of a signed award. The receiver is the salted hash that the award has, else the page of an actor.
///
/// # Errors
/// When an identifier is not absolute, a text is too long, or the award lacks its date.
pub fn hosted_assertion(award: &Value, at: &HostedAt<'_>) -> Result<Value, WriteError> {
    let mut fields = open("Assertion", at.id)?;
    fields.put("recipient", recipient(&award["credentialSubject"], at.receiver)?);
    fields.iri("badge", at.badge)?;
    fields.put("verification", json!({ "type": "hosted" }));
    fields.text("issuedOn", award["validFrom"].as_str().unwrap_or_default())?;
    fields.optional("expires", award["validUntil"].as_str())?;
    if let Some(image) = at.image {
        fields.iri("image", image)?;
    }
    fields.optional("narrative", award["credentialSubject"]["narrative"].as_str())?;
    let evidence = award["evidence"].as_array().map(Vec::as_slice).unwrap_or_default();
    fields.list("evidence", evidence, piece)?;
    Ok(fields.finish())
}

/// What stands at the address of an award that holds no longer, or that is on hold: readers of Open Badges 2.0 know no
/// third answer. `reason` is for everybody.
///
/// # Errors
/// When the identifier is not absolute, or the reason is too long.
pub fn revoked_assertion(id: &str, reason: Option<&str>) -> Result<Value, WriteError> {
    let mut fields = open("Assertion", id)?;
    fields.put("revoked", true.into());
    fields.optional("revocationReason", reason)?;
    Ok(fields.finish())
}

/// One version of a model, in one language.
#[derive(Debug, Clone, Copy)]
pub struct BadgeClass<'a> {
    /// The address of this document.
    pub id: &'a str,
    /// Its name.
    pub name: &'a str,
    /// What it recognises.
    pub description: &'a str,
    /// What must be shown or done, Markdown.
    pub criteria: &'a str,
    /// The page that says it all.
    pub page: &'a str,
    /// Its picture, PNG or SVG.
    pub image: &'a str,
    /// The issuer's profile.
    pub issuer: &'a str,
    /// The language of this document.
    pub language: &'a str,
    /// The same version in other languages: address and language.
    pub related: &'a [(String, String)],
    /// Words to find it by.
    pub tags: &'a [&'a str],
}

/// Writes a badge class.
///
/// # Errors
/// When a required text is empty, something is longer than the limits, or an identifier is not absolute.
pub fn badge_class(badge: &BadgeClass<'_>) -> Result<Value, WriteError> {
    let mut fields = open("BadgeClass", badge.id)?;
    fields.put("@language", language(badge.language)?);
    fields.text("name", badge.name)?;
    fields.text("description", badge.description)?;
    fields.iri("image", badge.image)?;
    let mut criteria = Fields::new();
    criteria.iri("id", badge.page)?;
    criteria.text("narrative", badge.criteria)?;
    fields.put("criteria", criteria.finish());
    fields.iri("issuer", badge.issuer)?;
    fields.list("tags", badge.tags, |tag| Ok((*tag).into()))?;
    fields.list("related", badge.related, |(id, tag)| {
        let mut related = Fields::new();
        related.iri("id", id)?;
        related.put("type", "BadgeClass".into());
        related.put("@language", language(tag)?);
        Ok(related.finish())
    })?;
    Ok(fields.finish())
}

/// Who gives, as Open Badges 2.0 wants it.
#[derive(Debug, Clone, Copy)]
pub struct Profile<'a> {
    /// The address of this document.
    pub id: &'a str,
    /// The name the giver shows.
    pub name: &'a str,
    /// The giver's page.
    pub url: &'a str,
    /// Where to write: the contact of the place, never of a person.
    pub email: &'a str,
    /// A sentence about the giver.
    pub description: Option<&'a str>,
}

/// Writes an issuer's profile. Its assertions are where it is: without a word on that, readers trust its own origin.
///
/// # Errors
/// When a required text is empty, something is longer than the limits, or an identifier is not absolute.
pub fn issuer_profile(profile: &Profile<'_>) -> Result<Value, WriteError> {
    let mut fields = open("Issuer", profile.id)?;
    fields.text("name", profile.name)?;
    fields.iri("url", profile.url)?;
    fields.text("email", profile.email)?;
    fields.optional("description", profile.description)?;
    Ok(fields.finish())
}

fn open(kind: &str, id: &str) -> Result<Fields, WriteError> {
    let mut fields = Fields::new();
    fields.put("@context", OPEN_BADGES_2.into());
    fields.put("type", kind.into());
    fields.iri("id", id)?;
    Ok(fields)
}

/// `IdentityObject`: `email` with the hash that was signed; `url` and in the clear for the page of an actor, which the
/// signed award names as well.
fn recipient(subject: &Value, page: &str) -> Result<Value, WriteError> {
    let hashed = subject["identifier"].as_array().into_iter().flatten().find(|one| one["hashed"] == true);
    let mut fields = Fields::new();
    let Some(hashed) = hashed else {
        fields.put("type", "url".into());
        fields.put("hashed", false.into());
        fields.iri("identity", page)?;
        return Ok(fields.finish());
    };
    fields.put("type", "email".into());
    fields.put("hashed", true.into());
    fields.text("identity", hashed["identityHash"].as_str().unwrap_or_default())?;
    fields.optional("salt", hashed["salt"].as_str())?;
    Ok(fields.finish())
}

fn piece(evidence: &Value) -> Result<Value, WriteError> {
    let mut fields = Fields::new();
    if let Some(id) = evidence["id"].as_str() {
        fields.iri("id", id)?;
    }
    fields.put("type", "Evidence".into());
    fields.optional("name", evidence["name"].as_str())?;
    fields.optional("narrative", evidence["narrative"].as_str())?;
    Ok(fields.finish())
}

fn language(tag: &str) -> Result<Value, WriteError> {
    if is_language(tag) { Ok(tag.into()) } else { Err(WriteError::Value { field: "@language", value: tag.to_owned() }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: HostedAt<'static> = HostedAt {
        id: "https://a.example/awards/1.ob2.json",
        badge: "https://a.example/models/2/versions/1.ob2.json",
        receiver: "https://a.example/actors/3",
        image: Some("https://a.example/awards/1.png?form=ob2"),
    };

    fn award() -> Value {
        json!({
            "validFrom": "2018-07-04T09:14:00Z",
            "credentialSubject": {
                "id": "did:web:a.example:actors:3",
                "identifier": [{"type": "IdentityObject", "hashed": true, "identityHash": "sha256$ab", "identityType": "emailAddress", "salt": "sel"}],
                "narrative": "A réparé la lampe.",
            },
            "evidence": [
                {"id": "https://a.example/evidence/4", "type": ["Evidence"], "name": "La lampe", "digestMultibase": "uEi"},
                {"type": ["Evidence"], "narrative": "Elle marche."},
            ],
        })
    }

    #[test]
    fn an_assertion_says_what_the_signed_award_says() {
        let assertion = hosted_assertion(&award(), &AT).unwrap();
        assert_eq!(
            assertion,
            json!({
                "@context": "https://w3id.org/openbadges/v2",
                "type": "Assertion",
                "id": AT.id,
                "recipient": {"type": "email", "hashed": true, "identity": "sha256$ab", "salt": "sel"},
                "badge": AT.badge,
                "verification": {"type": "hosted"},
                "issuedOn": "2018-07-04T09:14:00Z",
                "image": AT.image,
                "narrative": "A réparé la lampe.",
                "evidence": [
                    {"id": "https://a.example/evidence/4", "type": "Evidence", "name": "La lampe"},
                    {"type": "Evidence", "narrative": "Elle marche."},
                ],
            })
        );
    }

    #[test]
    fn without_an_address_the_receiver_is_a_page_and_without_a_date_there_is_no_assertion() {
        let mut award = award();
        award["credentialSubject"]["identifier"].take();
        let assertion = hosted_assertion(&award, &AT).unwrap();
        assert_eq!(assertion["recipient"], json!({"type": "url", "hashed": false, "identity": AT.receiver}));
        award["validFrom"].take();
        assert_eq!(hosted_assertion(&award, &AT), Err(WriteError::Empty { field: "issuedOn" }));
    }

    #[test]
    fn what_holds_no_longer_says_so_and_nothing_else() {
        let revoked = revoked_assertion(AT.id, Some("Donné deux fois.")).unwrap();
        let expected = json!({"@context": OPEN_BADGES_2, "type": "Assertion", "id": AT.id, "revoked": true, "revocationReason": "Donné deux fois."});
        assert_eq!(revoked, expected);
        assert!(revoked_assertion(AT.id, None).unwrap().get("revocationReason").is_none());
    }

    #[test]
    fn a_badge_class_names_its_language_and_the_others() {
        let badge = BadgeClass {
            id: AT.badge,
            name: "Je répare",
            description: "Répare plutôt que de jeter.",
            criteria: "- avoir réparé un objet",
            page: "https://a.example/models/2/versions/1",
            image: "https://a.example/models/2/versions/1/picture.png",
            issuer: "https://a.example/actors/5.ob2.json",
            language: "fr",
            related: &[("https://a.example/models/2/versions/1.ob2.json?lang=en".into(), "en".into())],
            tags: &["kind:peer"],
        };
        let written = badge_class(&badge).unwrap();
        assert_eq!((&written["@language"], &written["related"][0]["@language"]), (&json!("fr"), &json!("en")));
        assert_eq!(written["criteria"]["narrative"], badge.criteria);
        let wrong = BadgeClass { language: "français", ..badge };
        assert!(matches!(badge_class(&wrong), Err(WriteError::Value { field: "@language", .. })));
        let nameless = BadgeClass { name: " ", ..badge };
        assert_eq!(badge_class(&nameless), Err(WriteError::Empty { field: "name" }));
    }

    #[test]
    fn an_issuer_has_a_name_a_page_and_an_address() {
        let profile = Profile {
            id: "https://a.example/actors/5.ob2.json",
            name: "La Fabrique du Ponant",
            url: "https://a.example/actors/5",
            email: "bonjour@a.example",
            description: None,
        };
        let written = issuer_profile(&profile).unwrap();
        assert_eq!((&written["type"], &written["email"]), (&json!("Issuer"), &json!("bonjour@a.example")));
        assert!(issuer_profile(&Profile { email: "", ..profile }).is_err());
    }
}
