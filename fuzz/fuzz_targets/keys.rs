//! Keys in every form, and the documents that list them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use openbadges::did::{DidDocument, key_of};
use openbadges::json;
use openbadges::key::PublicKey;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = (PublicKey::from_pem(text), key_of(text));
        if let Ok(key) = PublicKey::from_multikey(text) {
            assert_eq!(key.multikey().as_deref(), Some(text), "a key has one name");
        }
    }
    if let Ok(document) = json::read(bytes) {
        let _ = (PublicKey::from_jwk(&document), DidDocument::parse(&document));
    }
});
