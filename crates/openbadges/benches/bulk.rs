//! Many badges from a template, beside the bare signature that none of them can do without.
//!
//! `cargo bench -p openbadges --bench bulk`; the last lines are the ratios that the project keeps: a badge of a batch in at
//! least 0.60 of the bare signature's speed, on the same core in the same run.

#![expect(clippy::expect_used, reason = "a bench whose badge does not verify has nothing to measure")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use aws_lc_rs::signature::Ed25519KeyPair;
use criterion::Criterion;
use openbadges::jsonld::Engine;
use openbadges::multibase::Ed25519Public;
use openbadges::proof::{ProofOptions, SignError};
use openbadges::template::{Bulk, Scratch, Skeleton, Template, TemplateError};
use openbadges::write::Identity;
use serde_json::{Value, json};

const BADGE: &str = include_str!("ob_full.json");
const SEED: [u8; 32] = [7; 32];
const FLOOR_BULK: f64 = 0.60;

fn badge_of(values: &[String]) -> Result<Value, TemplateError> {
    let mut badge = openbadges::json::read(BADGE.as_bytes())?;
    badge["id"] = json!(format!("https://badges.example.org/c/{}", values[0]));
    badge["credentialSubject"]["identifier"][0]["identityHash"] = json!(values[1]);
    badge["credentialSubject"]["identifier"][0]["salt"] = json!(values[2]);
    badge["credentialStatus"]["id"] = json!(format!("https://badges.example.org/status/3#{}", values[3]));
    badge["credentialStatus"]["statusListIndex"] = json!(values[3]);
    Ok(badge)
}

struct Case {
    template: Template<'static>,
    pair: Ed25519KeyPair,
    bulk: Bulk,
    row: u64,
    values: [String; 4],
    out: Vec<u8>,
}

impl Case {
    fn new() -> Self {
        let options = ProofOptions {
            verification_method: "did:web:badges.example.org:i:brest#z6MkvLQkBqYcvyxBcKHQUbhrpfrDxZzwYFQ8JyRXJpuaCXLM",
            created: "2018-07-05T19:23:24Z",
            purpose: "assertionMethod",
        };
        let skeleton = Skeleton::of(4, badge_of).expect("skeleton");
        let key = ed25519_dalek::SigningKey::from_bytes(&SEED).verifying_key();
        Self {
            template: Template::compile(Engine::standard(), skeleton, &options).expect("template"),
            pair: Ed25519KeyPair::from_seed_unchecked(&SEED).expect("key"),
            bulk: Bulk::new(Ed25519Public::from_bytes(key.as_bytes()).expect("point")),
            row: 0,
            values: Default::default(),
            out: Vec::with_capacity(64 << 10),
        }
    }

    /// Another receiver: an address hashed with a salt, an id, a place on the status list.
    fn next_row(&mut self) {
        self.row += 1;
        let n = self.row;
        let salt = format!("{:032x}", n.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let identity = Identity::of_address(&format!("receiver{n}@example.org"), &salt);
        self.values = [format!("0190f3b2-7c11-7e3a-9b1e-{n:012x}"), identity.hash().to_owned(), salt, (n % 131_072).to_string()];
    }

    /// From an address to the signed bytes.
    fn issue(&mut self) {
        self.next_row();
        // Written away in pieces, as a file is.
        if self.out.len() > 60_000 {
            self.out.clear();
        }
        let sign = |message: &[u8]| self.pair.sign(message).as_ref().try_into().map_err(|_| SignError("length".to_owned()));
        self.bulk.sign(&self.template, &self.values, sign, &mut self.out).expect("signed");
    }
}

/// Time of one call, the least of many rounds, so that whatever else the machine does counts little.
fn least(mut call: impl FnMut()) -> Duration {
    const CALLS: u32 = 1_000;
    let rounds = (0..30).map(|_| {
        let start = Instant::now();
        (0..CALLS).for_each(|_| call());
        start.elapsed() / CALLS
    });
    rounds.min().unwrap_or_default()
}

#[expect(clippy::print_stdout, reason = "the ratios are what a bench is read for")]
fn ratios(case: &mut Case) {
    let message = [42; 64];
    let mut scratch = Scratch::default();
    let sign = least(|| _ = black_box(case.pair.sign(black_box(&message))));
    let row = least(|| case.next_row());
    let hash = least(|| drop(black_box(case.template.message(&case.values, &mut scratch))));
    let write = least(|| {
        case.out.clear();
        case.template.write_signed(&case.values, &[7; 64], &mut case.out).expect("written");
    });
    println!("badge of {} bytes signed: row {row:?}, message {hash:?}, written {write:?}", case.out.len());
    let issue = least(|| case.issue());
    let ratio = sign.as_secs_f64() / issue.as_secs_f64();
    println!("bulk   {issue:?}, bare sign {sign:?}: {ratio:.2} (floor {FLOOR_BULK})");
}

fn main() {
    let mut case = Case::new();
    let mut criterion = Criterion::default().sample_size(50).configure_from_args();
    criterion.bench_function("bare sign (aws-lc-rs)", |b| b.iter(|| case.pair.sign(black_box(&[42; 64]))));
    criterion.bench_function("one of a batch", |b| b.iter(|| case.issue()));
    criterion.final_summary();
    ratios(&mut case);
}
