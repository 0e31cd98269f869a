//! Issue one badge and verify one badge, beside the curve operation each cannot do without.
//!
//! `cargo bench -p openbadges`; the last lines are the ratios that the project keeps: issue ≥ 0.14 and verify ≥ 0.40 of
//! the bare curve operation's speed.

#![expect(clippy::expect_used, reason = "a bench whose badge does not verify has nothing to measure")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use aws_lc_rs::signature::Ed25519KeyPair;
use criterion::Criterion;
use ed25519_dalek::{Signature, SigningKey};
use openbadges::jsonld::Engine;
use openbadges::multibase::Ed25519Public;
use openbadges::proof::{self, ProofOptions, SignError};
use serde_json::Value;

const BADGE: &str = include_str!("ob_full.json");
const SEED: [u8; 32] = [7; 32];
const FLOOR_ISSUE: f64 = 0.14;
const FLOOR_VERIFY: f64 = 0.40;

struct Case {
    engine: &'static Engine,
    badge: Value,
    pair: Ed25519KeyPair,
    key: Ed25519Public,
    signed: Vec<u8>,
    message: [u8; 64],
    signature: Signature,
}

impl Case {
    fn new() -> Self {
        let dalek = SigningKey::from_bytes(&SEED);
        let message = [42; 64];
        let signature = ed25519_dalek::Signer::sign(&dalek, &message);
        let mut case = Self {
            engine: Engine::standard(),
            badge: openbadges::json::read(BADGE.as_bytes()).expect("JSON"),
            pair: Ed25519KeyPair::from_seed_unchecked(&SEED).expect("key"),
            key: Ed25519Public::from_bytes(dalek.verifying_key().as_bytes()).expect("point"),
            signed: Vec::new(),
            message,
            signature,
        };
        case.signed = case.issue();
        case
    }

    /// From a document to signed bytes.
    fn issue(&self) -> Vec<u8> {
        let options = ProofOptions {
            verification_method: "did:web:badges.example.org:i:brest#z6MkvLQkBqYcvyxBcKHQUbhrpfrDxZzwYFQ8JyRXJpuaCXLM",
            created: "2018-07-05T19:23:24Z",
            purpose: "assertionMethod",
        };
        let sign = |message: &[u8]| self.pair.sign(message).as_ref().try_into().map_err(|_| SignError("length".to_owned()));
        proof::create_bytes(self.engine, &self.badge, &options, sign).expect("signed")
    }

    /// From bytes to the verdict on the signature.
    fn verify(&self) {
        proof::check_bytes(self.engine, black_box(&self.signed), &self.key).expect("verified");
    }

    fn raw_sign(&self) {
        black_box(self.pair.sign(black_box(&self.message)));
    }

    fn raw_verify(&self, key: &ed25519_dalek::VerifyingKey) {
        key.verify_strict(black_box(&self.message), &self.signature).expect("verified");
    }
}

/// Time of one call, the least of many rounds, so that whatever else the machine does counts little.
fn least(mut call: impl FnMut()) -> Duration {
    const CALLS: u32 = 100;
    let rounds = (0..60).map(|_| {
        let start = Instant::now();
        (0..CALLS).for_each(|_| call());
        start.elapsed() / CALLS
    });
    rounds.min().unwrap_or_default()
}

#[expect(clippy::print_stdout, reason = "the ratios are what a bench is read for")]
fn ratios(case: &Case) {
    let key = SigningKey::from_bytes(&SEED).verifying_key();
    let (sign, issue) = (least(|| case.raw_sign()), least(|| drop(black_box(case.issue()))));
    let (strict, verify) = (least(|| case.raw_verify(&key)), least(|| case.verify()));
    let ratio = |bare: Duration, whole: Duration| bare.as_secs_f64() / whole.as_secs_f64();
    println!("badge of {} bytes signed", case.signed.len());
    println!("issue  {issue:?}, bare sign {sign:?}: {:.2} (floor {FLOOR_ISSUE})", ratio(sign, issue));
    println!("verify {verify:?}, bare verify_strict {strict:?}: {:.2} (floor {FLOOR_VERIFY})", ratio(strict, verify));
    // `cargo xtask bench peers` timed them just before, on the same badge.
    for (name, ours, variable) in [("issues", issue, "ANAVEZ_PEER_ISSUE_US"), ("verifies", verify, "ANAVEZ_PEER_VERIFY_US")] {
        if let Some(theirs) = std::env::var(variable).ok().and_then(|text| text.parse().ok()).map(Duration::from_micros) {
            println!("@digitalbazaar/vc {name} it in {theirs:?}: {:.0} times as long", ratio(theirs, ours));
        }
    }
}

fn main() {
    let case = Case::new();
    let mut criterion = Criterion::default().sample_size(50).configure_from_args();
    let key = SigningKey::from_bytes(&SEED).verifying_key();
    criterion.bench_function("bare sign (aws-lc-rs)", |b| b.iter(|| case.raw_sign()));
    criterion.bench_function("bare verify_strict (ed25519-dalek)", |b| b.iter(|| case.raw_verify(&key)));
    criterion.bench_function("issue one", |b| b.iter(|| case.issue()));
    criterion.bench_function("verify one, from bytes", |b| b.iter(|| case.verify()));
    criterion.bench_function("read JSON", |b| b.iter(|| openbadges::json::read_borrowed(&case.signed)));
    criterion.final_summary();
    ratios(&case);
}
