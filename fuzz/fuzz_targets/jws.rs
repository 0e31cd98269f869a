//! A token: taken apart, checked with a key that never signed it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use openbadges::jsonld::Engine;
use openbadges::jws::Compact;
use openbadges::key::PublicKey;
use openbadges::verify::{Input, Options, offline};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(token) = std::str::from_utf8(bytes)
        && let Ok(compact) = Compact::parse(token)
    {
        let _ = (compact.claims(), compact.embedded_key(), compact.understood());
        let key = PublicKey::from_multikey("z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi").expect("a key");
        let _ = compact.verify(&key);
    }
    let _ = offline(Engine::standard(), Input::Bytes(bytes.to_vec()), Options::at(jiff::Timestamp::UNIX_EPOCH));
});
