//! The fields of a proof, all of them signed but `proofValue` (Data Integrity §2.1).

use serde_json::{Map, Value};

use super::{ProofError, Suite};
use crate::json::{Entries, Tree, View};
use crate::key::PublicKey;
use crate::multibase;

/// What a new proof says beside the signature.
#[derive(Debug, Clone, Copy)]
pub struct ProofOptions<'a> {
    /// URL of the key: `{did}#{multikey}`.
    pub verification_method: &'a str,
    /// When it was signed: RFC 3339 with a time zone, as `2026-11-24T09:00:00Z`.
    pub created: &'a str,
    /// What the key is used for: `assertionMethod`, `authentication`.
    pub purpose: &'a str,
}

/// For which occasion a proof is made, or must have been made; what is `None` is not said, or not compared (Data Integrity
/// §2.1, `challenge` and `domain`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Occasion {
    /// The challenge that the verifier gave.
    pub challenge: Option<String>,
    /// The domain that the verifier speaks for.
    pub domain: Option<String>,
}

/// Text of a required field.
pub(super) fn text<'p, T: Tree + 'p>(proof: &'p T::Object, field: &'static str) -> Result<&'p str, ProofError> {
    match proof.entry(field).map(Tree::view) {
        Some(View::Text(text)) => Ok(text),
        Some(_) => Err(ProofError::Field { field, fault: "is not text" }),
        None => Err(ProofError::Field { field, fault: "is missing" }),
    }
}

/// Checks the fields whose form matters before anything is hashed. The others are signed as they stand.
pub(super) fn fields<T: Tree>(document: &T::Object, proof: &T::Object) -> Result<(), ProofError> {
    text::<T>(proof, "verificationMethod")?;
    text::<T>(proof, "proofPurpose")?;
    for field in ["created", "expires"] {
        if proof.entry(field).is_some() && !is_date_time_stamp(text::<T>(proof, field)?) {
            return Err(ProofError::Field { field, fault: "is not a date and time with its zone" });
        }
    }
    match proof.entry("@context") {
        Some(own) if !begins_with::<T>(document.entry("@context"), own) => Err(ProofError::ProofContext),
        _ => Ok(()),
    }
}

/// The bytes of `proofValue`, as many as a signature of this kind of key has.
pub(super) fn signature<T: Tree>(proof: &T::Object, key: &PublicKey) -> Result<Vec<u8>, ProofError> {
    let wrong = ProofError::Field { field: "proofValue", fault: "is not a signature of this kind in base58btc" };
    let digits = text::<T>(proof, "proofValue")?.strip_prefix('z').ok_or(wrong.clone())?;
    let bytes = multibase::base58_decode(digits).map_err(|_| wrong.clone())?;
    let length = if matches!(key, PublicKey::P384(_)) { 96 } else { 64 };
    if bytes.len() == length { Ok(bytes) } else { Err(wrong) }
}

/// Whether the contexts of the document begin with those of its proof (Data Integrity §4.3): the proof is hashed under
/// the document's.
fn begins_with<T: Tree>(document: Option<&T>, own: &T) -> bool {
    let Some(document) = document else {
        return false;
    };
    let (document, own) = (document.to_value(), own.to_value());
    let list = |context: Value| match context {
        Value::Array(parts) => parts,
        one => vec![one],
    };
    list(document).starts_with(&list(own))
}

/// The proof of these options, without its value, in the order in which it is shown.
pub(super) fn unsigned(suite: Suite, options: &ProofOptions<'_>) -> Result<Map<String, Value>, ProofError> {
    if !is_date_time_stamp(options.created) {
        return Err(ProofError::Field { field: "created", fault: "is not a date and time with its zone" });
    }
    let mut proof = Map::with_capacity(6);
    let kind = if suite.is_cryptosuite() { "DataIntegrityProof" } else { suite.name() };
    proof.insert("type".to_owned(), kind.into());
    if suite.is_cryptosuite() {
        proof.insert("cryptosuite".to_owned(), suite.name().into());
    }
    for (field, text) in
        [("created", options.created), ("verificationMethod", options.verification_method), ("proofPurpose", options.purpose)]
    {
        proof.insert(field.to_owned(), text.into());
    }
    Ok(proof)
}

/// Whether `text` is an XML Schema `dateTimeStamp`: RFC 3339 with capital T and Z.
fn is_date_time_stamp(text: &str) -> bool {
    let digits = |at: std::ops::Range<usize>| {
        text.get(at).and_then(|d| if d.bytes().all(|b| b.is_ascii_digit()) { d.parse::<u32>().ok() } else { None })
    };
    let within = |at: std::ops::Range<usize>, max: u32| digits(at).is_some_and(|n| n <= max);
    let mark = |at: usize, mark: u8| text.as_bytes().get(at) == Some(&mark);
    let date = digits(0..4).is_some() && mark(4, b'-') && within(5..7, 12) && mark(7, b'-') && within(8..10, 31);
    let time =
        mark(10, b'T') && within(11..13, 24) && mark(13, b':') && within(14..16, 59) && mark(16, b':') && within(17..19, 59);
    if !date || !time {
        return false;
    }
    let mut zone = 19;
    if mark(19, b'.') {
        let fraction = text.bytes().skip(20).take_while(u8::is_ascii_digit).count();
        zone = if fraction == 0 {
            return false;
        } else {
            20 + fraction
        };
    }
    match &text.as_bytes()[zone..] {
        b"Z" => true,
        [b'+' | b'-', _, _, b':', _, _] => within(zone + 1..zone + 3, 14) && within(zone + 4..zone + 6, 59),
        _ => false,
    }
}
