//! A JSON-LD document: what it comes to does not depend on the order of its statements, and costs no more than allowed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use openbadges::contexts::Edition;
use openbadges::json;
use openbadges::jsonld::Engine;
use openbadges::rdfc::{WORK_MAX, canonicalise};

fuzz_target!(|bytes: &[u8]| {
    let Ok(document) = json::read(bytes) else { return };
    for edition in Edition::ALL {
        if let Ok(dataset) = Engine::standard().dataset(&document, edition) {
            let _ = canonicalise::<sha2::Sha256>(&dataset, WORK_MAX);
        }
    }
    // Read, written and read again, it is the same.
    let mut written = Vec::new();
    json::write(&document, &mut written);
    assert_eq!(json::read(&written).expect("what was written is readable"), document);
});
