//! An award as a signed token (VC-JWT): the claims of a JWT beside the award's own properties, and a signature around both.
//!
//! Source: Open Badges 3.0 §8.2 "JSON Web Token Proof Format". The algorithm is RS256, which every reader must know; the key
//! is named by the address it has in its owner's DID document. There is no `vc` claim: that is the form of Verifiable
//! Credentials 1.1.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

use crate::jws::{self, Compact, JwsError};
use crate::key::Algorithm;
use crate::proof::SignError;
use crate::schema::parse_date;
use crate::status::issuer_of;

/// What makes a token out of the bytes of an award, small enough to be kept beside them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenParts {
    /// The JOSE header, JSON.
    pub header: String,
    /// The claims: members of a JSON object, without its braces.
    pub claims: String,
    /// The signature.
    pub signature: Vec<u8>,
}

/// Signs an award as a token. `award` is its JSON without a proof, `kid` the address of the key in a DID document; `sign` gets
/// the bytes to be signed and answers with RS256.
///
/// # Errors
/// [`TokenError`].
pub fn sign_token(
    award: &[u8],
    kid: &str,
    sign: impl FnOnce(&[u8]) -> Result<Vec<u8>, SignError>,
) -> Result<TokenParts, TokenError> {
    let claims = claims(award)?;
    let header = json!({ "alg": Algorithm::Rs256.name(), "kid": kid, "typ": "JWT" });
    let token = jws::sign(&header, &payload(&claims, award)?, sign)?;
    let mut parts = token.split('.').map(|part| URL_SAFE_NO_PAD.decode(part).unwrap_or_default());
    let header = parts.next().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    Ok(TokenParts { header, claims, signature: parts.nth(1).unwrap_or_default() })
}

impl TokenParts {
    /// The token, byte for byte as it was signed.
    ///
    /// # Errors
    /// [`TokenError`] when `award` is not the award that was signed.
    pub fn token(&self, award: &[u8]) -> Result<String, TokenError> {
        let payload = payload(&self.claims, award)?;
        let mut token = String::with_capacity((self.header.len() + payload.len() + self.signature.len()) * 4 / 3 + 8);
        URL_SAFE_NO_PAD.encode_string(&self.header, &mut token);
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(&payload, &mut token);
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(&self.signature, &mut token);
        Compact::parse(&token)?;
        Ok(token)
    }
}

/// The claims that repeat what the award says (Open Badges 3.0 §8.2.4.1).
fn claims(award: &[u8]) -> Result<String, TokenError> {
    let award: Value = serde_json::from_slice(award).map_err(|_| TokenError::NotAnAward { what: "it is no JSON" })?;
    let text = |value: Option<&str>, what| value.map(Value::from).ok_or(TokenError::NotAnAward { what });
    let moment = |field: &str| award[field].as_str().and_then(parse_date).map(|at| Value::from(at.as_second()));
    let mut claims = Map::new();
    claims.insert("iss".to_owned(), text(issuer_of(&award), "it has no issuer")?);
    if let Some(subject) = award["credentialSubject"]["id"].as_str() {
        claims.insert("sub".to_owned(), subject.into());
    }
    claims.insert("nbf".to_owned(), moment("validFrom").ok_or(TokenError::NotAnAward { what: "it has no date" })?);
    if let Some(until) = moment("validUntil") {
        claims.insert("exp".to_owned(), until);
    }
    claims.insert("jti".to_owned(), text(award["id"].as_str(), "it has no id")?);
    if claims.keys().any(|claim| award.get(claim).is_some()) {
        return Err(TokenError::NotAnAward { what: "it has members of the names of claims" });
    }
    let claims = Value::Object(claims).to_string();
    Ok(claims.trim_start_matches('{').strip_suffix('}').unwrap_or_default().to_owned())
}

/// The claims, then the award's own members as they stand.
fn payload(claims: &str, award: &[u8]) -> Result<Vec<u8>, TokenError> {
    let members = award.strip_prefix(b"{").filter(|rest| rest.len() > 1);
    let members = members.ok_or(TokenError::NotAnAward { what: "it is no object" })?;
    let mut payload = Vec::with_capacity(claims.len() + award.len() + 2);
    payload.push(b'{');
    payload.extend_from_slice(claims.as_bytes());
    payload.push(b',');
    payload.extend_from_slice(members);
    Ok(payload)
}

/// Why a token could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// The bytes are not those of an award.
    #[error("no token can be made of this: {what}")]
    NotAnAward {
        /// What is missing.
        what: &'static str,
    },
    /// The token itself.
    #[error(transparent)]
    Jws(#[from] JwsError),
}

#[cfg(test)]
mod tests {
    use super::*;

    const AWARD: &[u8] = r#"{"@context":["https://www.w3.org/ns/credentials/v2"],"id":"https://a.example/awards/1","type":["VerifiableCredential","OpenBadgeCredential"],"issuer":{"id":"did:web:a.example:actors:2","type":["Profile"],"name":"La Fabrique"},"validFrom":"2018-07-04T09:14:00Z","credentialSubject":{"id":"did:web:a.example:actors:3","type":["AchievementSubject"]}}"#.as_bytes();
    const KID: &str = "did:web:a.example:actors:2#thumbprint";

    fn signed(award: &[u8]) -> Result<TokenParts, TokenError> {
        sign_token(award, KID, |bytes| Ok(bytes[..4].to_vec()))
    }

    #[test]
    fn a_token_repeats_the_award_in_claims_and_is_made_again_to_the_byte() {
        let parts = signed(AWARD).unwrap();
        let token = parts.token(AWARD).unwrap();
        let read = Compact::parse(&token).unwrap();
        assert_eq!(*read.header(), json!({"alg": "RS256", "kid": KID, "typ": "JWT"}));
        let claims = read.claims().unwrap();
        let expected = json!({"iss": "did:web:a.example:actors:2", "sub": "did:web:a.example:actors:3", "nbf": 1_530_695_640, "jti": "https://a.example/awards/1"});
        for (claim, value) in expected.as_object().unwrap() {
            assert_eq!(claims[claim], *value, "{claim}");
        }
        assert!(claims.get("vc").is_none() && claims.get("exp").is_none());
        let award: Value = serde_json::from_slice(AWARD).unwrap();
        for (field, value) in award.as_object().unwrap() {
            assert_eq!(claims[field], *value, "{field}");
        }
        let direct = jws::sign(read.header(), read.payload(), |bytes| Ok(bytes[..4].to_vec())).unwrap();
        assert_eq!(token, direct);
    }

    #[test]
    fn the_last_day_is_a_claim_and_a_receiver_without_an_id_is_none() {
        let mut award: Value = serde_json::from_slice(AWARD).unwrap();
        award["validUntil"] = "2019-07-04T09:14:00Z".into();
        award["credentialSubject"].as_object_mut().unwrap().remove("id");
        let parts = signed(award.to_string().as_bytes()).unwrap();
        assert!(parts.claims.contains("\"exp\":1562231640") && !parts.claims.contains("sub"), "{}", parts.claims);
    }

    #[test]
    fn what_is_no_award_or_says_claims_itself_is_not_signed() {
        let text = std::str::from_utf8(AWARD).unwrap();
        let bad = [
            "{}".to_owned(),
            "[]".to_owned(),
            "award".to_owned(),
            text.replace("validFrom", "validfrom"),
            text.replace("\"id\":\"https://a.example/awards/1\",", ""),
            text.replace("\"issuer\"", "\"nobody\""),
            text.replace("{\"@context\"", "{\"iss\":\"did:web:b.example\",\"@context\""),
        ];
        for award in bad {
            assert!(matches!(signed(award.as_bytes()), Err(TokenError::NotAnAward { .. })), "{award}");
        }
    }
}
