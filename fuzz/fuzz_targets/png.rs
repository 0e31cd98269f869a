//! A picture that somebody sent: read, baked into, read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use openbadges::bake::{bake, extract};

const CREDENTIAL: &str = r#"{"@context":[],"type":["VerifiableCredential"],"proof":{}}"#;

fuzz_target!(|bytes: &[u8]| {
    let _ = extract(bytes);
    if let Ok(baked) = bake(bytes, CREDENTIAL) {
        let found = extract(&baked).expect("a baked picture is readable").expect("what was baked is there");
        assert_eq!(found.text, CREDENTIAL);
    }
});
