//! Credentials inside signed tokens: what the claims around a credential add to it, and whether they contradict it.
//!
//! Three forms: Open Badges 3.0 §8.2 puts claims beside the credential's own properties; Verifiable Credentials 1.1
//! §6.3.1 puts the credential into a claim `vc`; VC-JOSE-COSE §3.1 (`typ: vc+jwt`) signs the credential itself, and then
//! `exp` and `nbf` speak of the token.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::issuer::{Keys, Signer};
use super::keys;
use super::proofs::Finding;
use super::report::Signature;
use crate::did;
use crate::jws::{Compact, JwsError};
use crate::key::PublicKey;
use crate::read::ProofKind;
use crate::schema::{Finding as Fault, parse_date};

/// Claims of RFC 7519 and of key binding: they are about the token, not part of the credential.
const CLAIMS: [&str; 9] = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti", "cnf", "nonce"];

/// A token as a credential.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    text: String,
    kid: Option<String>,
    /// The credential, with what only the claims say.
    pub(super) document: Value,
    /// Where the claims contradict the credential or the standard.
    pub(super) faults: Vec<Fault>,
    /// What is missing or odd.
    pub(super) warnings: Vec<Fault>,
    /// From when on, and until when, the token itself may be believed.
    pub(super) dates: (Option<Timestamp>, Option<Timestamp>),
}

/// Opens a token. Nothing in it is believed before [`look`].
pub(super) fn open(text: &str) -> Result<Token, JwsError> {
    let compact = Compact::parse(text)?;
    let claims = compact.claims()?;
    let Value::Object(claims) = claims else { return Err(JwsError::Shape("its payload is no object")) };
    let header = compact.header();
    let mut token = Token {
        text: text.to_owned(),
        kid: header["kid"].as_str().map(str::to_owned),
        document: Value::Null,
        faults: Vec::new(),
        warnings: Vec::new(),
        dates: (None, None),
    };
    let form = token.form(header, &claims);
    token.document = match claims.get("vc") {
        Some(vc) if form == Form::Vc11 => vc.clone(),
        _ => Value::Object(claims.iter().filter(|(name, _)| !CLAIMS.contains(&name.as_str())).map(own).collect()),
    };
    token.identifiers(&claims, form);
    token.moments(&claims, form);
    Ok(token)
}

fn own((name, value): (&String, &Value)) -> (String, Value) {
    (name.clone(), value.clone())
}

/// How claims and credential lie together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Claims beside the properties (Open Badges 3.0 with Verifiable Credentials 2.0).
    Beside,
    /// The credential in `vc` (Verifiable Credentials 1.1).
    Vc11,
    /// The credential alone (VC-JOSE-COSE).
    Jose,
}

impl Token {
    fn form(&mut self, header: &Value, claims: &Map<String, Value>) -> Form {
        let kind = header["typ"].as_str().unwrap_or("JWT").to_ascii_lowercase();
        let kind = kind.strip_prefix("application/").unwrap_or(&kind);
        let jose = matches!(kind, "vc+jwt" | "vc+ld+jwt" | "vc+ld+json+jwt");
        if !jose && kind != "jwt" {
            self.warn("typ", "the token says it is of another kind than a credential");
        }
        match claims.get("vc") {
            Some(Value::Object(_)) if !jose => Form::Vc11,
            Some(_) => {
                self.fault("vc", "this claim must not be there, or must hold a credential");
                if jose { Form::Jose } else { Form::Vc11 }
            }
            None if jose => Form::Jose,
            None => Form::Beside,
        }
    }

    /// `iss`, `jti` and `sub` must be what the credential says.
    fn identifiers(&mut self, claims: &Map<String, Value>, form: Form) {
        let document = &self.document;
        let subject_id = document["credentialSubject"]["id"].as_str().map(str::to_owned);
        let issuer_id = crate::status::issuer_of(document).map(str::to_owned);
        let id = document["id"].as_str().map(str::to_owned);
        for (claim, path, said) in
            [("iss", "issuer.id", issuer_id), ("jti", "id", id), ("sub", "credentialSubject.id", subject_id)]
        {
            match (claims.get(claim), said) {
                (Some(Value::String(claimed)), Some(said)) if *claimed == said => {}
                (Some(Value::String(claimed)), None) => self.fill(path, claimed.as_str().into(), form),
                (Some(_), Some(said)) => self.fault(claim, format!("it is not {path} of the credential, {said}")),
                (Some(_), None) => self.fault(claim, "it must be an identifier"),
                (None, Some(_)) if form != Form::Jose => self.warn(claim, format!("the claim is missing that repeats {path}")),
                (None, _) => {}
            }
        }
    }

    /// `nbf` and `exp` must be the credential's dates, or, of a token that is a credential alone, its own.
    fn moments(&mut self, claims: &Map<String, Value>, form: Form) {
        let fields = if form == Form::Vc11 { ["issuanceDate", "expirationDate"] } else { ["validFrom", "validUntil"] };
        let mut dates = [None, None];
        for ((claim, path), own) in ["nbf", "exp"].into_iter().zip(fields).zip(&mut dates) {
            let claimed = match claims.get(claim).map(moment) {
                Some(Some(claimed)) => Some(claimed),
                Some(None) => {
                    self.fault(claim, "it must be seconds since 1970");
                    continue;
                }
                None => None,
            };
            *own = claimed;
            let said = self.document[path].as_str().and_then(parse_date);
            match (claimed, said) {
                _ if form == Form::Jose => {}
                (Some(claimed), Some(said)) if claimed.as_second() != said.as_second() => {
                    self.fault(claim, format!("it is not {path} of the credential, {said}"));
                }
                (Some(claimed), None) if self.document.get(path).is_none() => {
                    self.fill(path, crate::write::date(claimed).into(), form);
                }
                (None, Some(_)) => self.warn(claim, format!("the claim is missing that repeats {path}")),
                _ => {}
            }
        }
        self.dates = (dates[0], dates[1]);
    }

    /// What only a claim says is what the credential says (Verifiable Credentials 1.1 §6.3.1, "JWT Decoding").
    fn fill(&mut self, path: &'static str, value: Value, form: Form) {
        let document = &mut self.document;
        match path {
            // A list of subjects has no identifier of its own.
            "credentialSubject.id" if !document["credentialSubject"].is_object() => {}
            "credentialSubject.id" => document["credentialSubject"]["id"] = value,
            "issuer.id" if document["issuer"].is_object() => document["issuer"]["id"] = value,
            "issuer.id" if document.is_object() => document["issuer"] = value,
            field if document.is_object() => document[field] = value,
            _ => {}
        }
        if form == Form::Beside && path != "validUntil" {
            self.warn(path, "only a claim of the token says it");
        }
    }

    fn fault(&mut self, path: &str, what: impl Into<String>) {
        self.faults.push(Fault { path: format!("token.{path}"), what: what.into() });
    }

    fn warn(&mut self, path: &str, what: impl Into<String>) {
        self.warnings.push(Fault { path: format!("token.{path}"), what: what.into() });
    }
}

/// First fact, of a token: is it signed by the key it names or brings?
pub(super) fn look(token: &Token, issuer: &str, keys: &mut Keys<'_>) -> Finding {
    let not = |signature, detail: String| Finding::not(ProofKind::VcJwt, signature, detail);
    let compact = match Compact::parse(&token.text) {
        Ok(compact) => compact,
        Err(error) => return not(Signature::Invalid, error.to_string()),
    };
    if let Err(error) = compact.understood() {
        let signature = if matches!(error, JwsError::Unsupported { .. } | JwsError::Critical) {
            Signature::Unsupported
        } else {
            Signature::Invalid
        };
        return not(signature, error.to_string());
    }
    let own = match compact.embedded_key() {
        Ok(own) => own,
        Err(error @ JwsError::Key(crate::key::KeyError::Unsupported { .. })) => {
            return not(Signature::Unsupported, error.to_string());
        }
        Err(error) => return not(Signature::Invalid, error.to_string()),
    };
    let name = token.kid.as_deref().map(|kid| absolute(kid, issuer));
    let (key, named) = match found(name.as_deref(), own, issuer, keys) {
        Ok(found) => found,
        Err((signature, reason)) => return not(signature, reason),
    };
    if let Err(error) = compact.verify(&key) {
        return not(Signature::Invalid, error.to_string());
    }
    let signer = match (&name, named) {
        (Some(name), true) => Signer::Named(name),
        _ => Signer::Unnamed,
    };
    // A token does not say when it was signed in a way that binds; its dates are those of the credential.
    let (issuer_proven, issuer_detail) = keys.proven(issuer, signer, &key, None);
    let algorithm = key.algorithm().name();
    let detail = match signer {
        Signer::Named(name) => format!("signed with {algorithm} by {name}"),
        Signer::Unnamed if did::holds_its_key(issuer) => {
            format!("signed with {algorithm} by the key that its issuer is called by")
        }
        Signer::Unnamed => format!("signed with {algorithm} by a key that the token itself brings"),
    };
    Finding { issuer: issuer_proven, issuer_detail, ..not(Signature::Valid, detail) }
}

/// The key of a token and whether it was found by its name: by `kid`, else in the header, else in a DID that is a key.
fn found(
    name: Option<&str>,
    own: Option<PublicKey>,
    issuer: &str,
    keys: &mut Keys<'_>,
) -> Result<(PublicKey, bool), (Signature, String)> {
    let Some(name) = name else {
        return match own {
            Some(own) => Ok((own, false)),
            None if did::holds_its_key(issuer) => {
                did::key_of(issuer).map(|key| (key, false)).map_err(|error| (Signature::Unknown, error.to_string()))
            }
            None => Err((Signature::Unknown, "the token names no key and brings none".to_owned())),
        };
    };
    match (keys::named(name, keys), own) {
        (Ok(named), Some(own)) if named != own => {
            Err((Signature::Invalid, format!("the token brings another key than {name}, which it names")))
        }
        (Ok(named), _) => Ok((named, true)),
        (Err(_), Some(own)) => Ok((own, false)),
        (Err(missing), None) => Err((Signature::Unknown, format!("the key {name} could not be seen: {}", missing.reason()))),
    }
}

/// A key that is named without its owner is the issuer's.
fn absolute(kid: &str, issuer: &str) -> String {
    match kid {
        kid if kid.starts_with('#') => format!("{issuer}{kid}"),
        kid if kid.contains(':') => kid.to_owned(),
        kid => format!("{issuer}#{kid}"),
    }
}

/// A `NumericDate` (RFC 7519 §2), to the second.
fn moment(value: &Value) -> Option<Timestamp> {
    let number = value.as_number()?;
    let seconds = match (number.as_i64(), number.as_f64()) {
        (Some(seconds), _) => seconds,
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a cast from a float goes to the nearest bound, which no date reaches"
        )]
        (None, Some(seconds)) => seconds.floor() as i64,
        _ => return None,
    };
    Timestamp::from_second(seconds).ok()
}
