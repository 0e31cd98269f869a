//! Any file as a badge: looked into, described and judged, without a socket.
#![no_main]

use libfuzzer_sys::fuzz_target;
use openbadges::jsonld::Engine;
use openbadges::read::inspect;
use openbadges::verify::{Input, Options, offline};

fuzz_target!(|bytes: &[u8]| {
    let _ = inspect(bytes);
    let report = offline(Engine::standard(), Input::Bytes(bytes.to_vec()), Options::at(jiff::Timestamp::UNIX_EPOCH));
    serde_json::to_string(&report).expect("a report can be written");
});
