use std::io::Write;

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::multibase;

const LIST: &str = "https://a.example/status/3";
const ISSUER: &str = "did:web:a.example:actors:1";

fn entry(index: u64) -> StatusEntry {
    StatusEntry { purpose: Purpose::Revocation, index, list: LIST.to_owned() }
}

fn list(set: &[u64]) -> Value {
    let mut bits = StatusList::new();
    for index in set {
        bits.set(*index, true).unwrap();
    }
    json!({
        "id": LIST, "type": ["VerifiableCredential", "BitstringStatusListCredential"], "issuer": { "id": ISSUER },
        "credentialSubject": { "type": "BitstringStatusList", "statusPurpose": "revocation",
            "encodedList": bits.encode().unwrap() },
    })
}

fn zipped(bytes: &[u8]) -> String {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    multibase::encode_base64url(&encoder.finish().unwrap())
}

#[test]
fn index_zero_is_the_leftmost_bit() {
    let mut bytes = vec![0; 16 * 1024];
    bytes[0] = 0b1000_0000;
    bytes[1] = 0b0000_0001;
    let bits = StatusList::decode(&zipped(&bytes)).unwrap();
    let set: Vec<u64> = (0..bits.entries()).filter(|index| bits.bit(*index) == Some(true)).collect();
    assert_eq!(set, [0, 15]);
    assert_eq!(bits.bit(ENTRIES_MIN), None);
}

#[test]
fn the_empty_list_of_the_specification_is_read() {
    // Bitstring Status List 1.0, example 3: no bit set.
    let example = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA";
    assert_eq!(StatusList::decode(example).unwrap(), StatusList::new());
}

#[test]
fn an_entry_is_written_and_read_alike() {
    let written = entry(94_567).document();
    assert_eq!(written["statusListIndex"], "94567");
    assert_eq!(written["id"], "https://a.example/status/3#94567");
    assert_eq!(StatusEntry::parse(&written).unwrap(), entry(94_567));
}

#[test]
fn malformed_and_unknown_entries_are_told_apart() {
    let with = |field: &str, value: Value| {
        let mut document = entry(1).document();
        document[field] = value;
        StatusEntry::parse(&document).unwrap_err()
    };
    for (field, value) in
        [("type", json!("1EdTechRevocationList")), ("statusPurpose", json!("message")), ("statusSize", json!(2))]
    {
        assert!(matches!(with(field, value), StatusError::Unsupported { .. }), "{field}");
    }
    for (field, value) in [
        ("statusListIndex", json!(7)),
        ("statusListIndex", json!("-1")),
        ("statusListIndex", json!("+1")),
        ("statusListCredential", json!(null)),
        ("statusPurpose", json!(null)),
    ] {
        assert!(matches!(with(field, value), StatusError::Entry { .. }), "{field}");
    }
}

#[test]
fn a_set_bit_is_seen_and_its_neighbours_are_not() {
    let list = list(&[8]);
    assert_eq!(entry(8).is_set(&list, ISSUER), Ok(true));
    assert_eq!(entry(7).is_set(&list, ISSUER), Ok(false));
    assert_eq!(entry(9).is_set(&list, ISSUER), Ok(false));
}

#[test]
fn a_list_that_is_not_this_ones_says_nothing() {
    let check = |change: fn(&mut Value)| {
        let mut list = list(&[8]);
        change(&mut list);
        entry(8).is_set(&list, ISSUER).unwrap_err()
    };
    assert_eq!(check(|l| l["id"] = json!("https://a.example/status/4")), StatusError::OtherList);
    assert!(matches!(check(|l| l["issuer"] = json!("did:web:b.example")), StatusError::OtherIssuer { .. }));
    assert!(matches!(check(|l| l["issuer"] = json!(null)), StatusError::OtherIssuer { .. }));
    assert!(matches!(check(|l| l["type"] = json!(["VerifiableCredential"])), StatusError::List { .. }));
    assert!(matches!(check(|l| l["credentialSubject"]["statusPurpose"] = json!("suspension")), StatusError::OtherPurpose { .. }));
    assert!(matches!(check(|l| l["credentialSubject"]["encodedList"] = json!("zabc")), StatusError::List { .. }));
    assert!(matches!(check(|l| l["credentialSubject"]["encodedList"] = json!("uabc")), StatusError::List { .. }));
    assert!(matches!(entry(ENTRIES_MIN).is_set(&list(&[]), ISSUER), Err(StatusError::OutOfRange { .. })));
}

#[test]
fn a_list_too_short_or_too_large_is_refused() {
    let short = StatusList::decode(&zipped(&vec![0; 16 * 1024 - 1]));
    assert_eq!(short, Err(StatusError::TooShort { entries: ENTRIES_MIN - 8 }));
    let bomb = zipped(&vec![0; 4 * 1024 * 1024 + 1]);
    assert!(bomb.len() < 8 * 1024);
    assert!(matches!(StatusList::decode(&bomb), Err(StatusError::Bomb { .. })));
    assert!(StatusList::decode(&zipped(&vec![0; 4 * 1024 * 1024])).is_ok());
}

/// The end of the stream is missing: whoever reads that far says "not GZIP" instead of "too large".
#[test]
fn inflating_stops_at_the_limit() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    encoder.write_all(&vec![0; 4 * 1024 * 1024 + 200_000]).unwrap();
    let zipped = encoder.finish().unwrap();
    let cut = multibase::encode_base64url(&zipped[..zipped.len() - 50_000]);
    assert!(matches!(StatusList::decode(&cut), Err(StatusError::Bomb { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn any_bits_survive_the_way_out_and_in(set in prop::collection::btree_set(0..ENTRIES_MIN, 0..40)) {
        let mut bits = StatusList::new();
        for index in &set {
            bits.set(*index, true).unwrap();
        }
        let read = StatusList::decode(&bits.encode().unwrap()).unwrap();
        prop_assert_eq!(&read, &bits);
        for index in &set {
            bits.set(*index, false).unwrap();
        }
        prop_assert_eq!(bits, StatusList::new());
    }
}
