//! A badge of before 3.0 and everything it leads to: the parts of the input, between NUL bytes, are what its addresses answer.
#![no_main]

use libfuzzer_sys::fuzz_target;
use openbadges::jsonld::Engine;
use openbadges::verify::{FETCHES_MAX, FetchFailure, Fetched, Input, Options, Step, Verification};

fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.split(|byte| *byte == 0);
    let first = parts.next().unwrap_or_default().to_vec();
    let input = if first.starts_with(b"http") {
        Input::Url(String::from_utf8_lossy(&first).into_owned())
    } else {
        Input::Bytes(first)
    };
    let options = Options { recipient: Some("a@a.example".into()), ..Options::at(jiff::Timestamp::UNIX_EPOCH) };
    let mut verification = Verification::new(Engine::standard(), input, options);
    let mut asked = 0;
    while let Step::Fetch { url, .. } = verification.step() {
        asked += 1;
        assert!(asked <= FETCHES_MAX, "it asks for too much");
        let answer = match parts.next() {
            Some(b"gone") => Err(FetchFailure::Status(410)),
            Some(part) => Ok(Fetched { bytes: part.to_vec(), content_type: None, url: url.clone() }),
            None => Err(FetchFailure::Unreachable("no such host".into())),
        };
        verification.supply(&url, answer);
    }
});
