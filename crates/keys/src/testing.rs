//! For the tests of this crate.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use rand::SeedableRng as _;
use rand::rngs::StdRng;

pub fn rng(seed: u64) -> StdRng {
    StdRng::seed_from_u64(seed)
}

pub fn hex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

/// Fails if `printed` holds a piece of `secret`: as hexadecimal, as a list of bytes, or as base64.
pub fn assert_does_not_leak(printed: &str, secret: &[u8]) {
    let printed = printed.to_lowercase();
    for piece in secret.windows(6) {
        let hex: String = piece.iter().map(|byte| format!("{byte:02x}")).collect();
        let list = piece.iter().map(u8::to_string).collect::<Vec<_>>().join(", ");
        let base64 = STANDARD_NO_PAD.encode(piece).to_lowercase();
        for shape in [hex, list, base64] {
            assert!(!printed.contains(&shape), "{shape} in {printed}");
        }
    }
}
