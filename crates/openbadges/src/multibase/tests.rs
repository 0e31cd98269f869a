use proptest::prelude::*;

use super::*;

/// A published pair: W3C vc-di-eddsa, Appendix B, "Key pair".
const PUBLIC: &str = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
const SECRET: &str = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq";

#[test]
fn the_published_key_pair_belongs_together() {
    let seed = ed25519_secret(SECRET).expect("secret");
    assert_eq!(ed25519_secret_multikey(&seed), SECRET);
    let public = ed25519_dalek::SigningKey::from_bytes(&seed).verifying_key();
    assert_eq!(Ed25519Public::from_bytes(public.as_bytes()).expect("point").multikey(), PUBLIC);
    assert_eq!(Ed25519Public::from_multikey(PUBLIC).expect("public").as_bytes(), public.as_bytes());
}

#[test]
fn a_secret_is_not_taken_for_a_public_key() {
    assert_eq!(Ed25519Public::from_multikey(SECRET), Err(MultibaseError::NotEd25519));
    assert_eq!(ed25519_secret(PUBLIC), Err(MultibaseError::NotEd25519));
}

#[test]
fn weak_points_are_refused() {
    let mut identity = [0; 32];
    identity[0] = 1;
    assert_eq!(Ed25519Public::from_bytes(&identity), Err(MultibaseError::NotAPoint));
    assert_eq!(Ed25519Public::from_bytes(&[0; 32]), Err(MultibaseError::NotAPoint));
}

#[test]
fn wrong_texts_are_refused() {
    assert_eq!(decode("f00"), Err(MultibaseError::UnknownBase));
    assert_eq!(decode(""), Err(MultibaseError::UnknownBase));
    for text in ["z0", "zO", "zI", "zl", "z é", "u+", "ua="] {
        assert_eq!(decode(text), Err(MultibaseError::Letter), "{text}");
    }
}

#[test]
fn length_is_bounded() {
    assert_eq!(encode_base58(&[7; BASE58_BYTES_MAX + 1]), Err(MultibaseError::TooLong));
    for long in ["2".repeat(360), "z".repeat(1_000_000), "1".repeat(1_000_000)] {
        assert_eq!(base58_decode(&long), Err(MultibaseError::TooLong));
    }
    for byte in [0, 1, 0xff] {
        let bytes = [byte; BASE58_BYTES_MAX];
        assert_eq!(decode(&encode_base58(&bytes).expect("within")).expect("decode"), bytes);
    }
}

proptest! {
    #[test]
    fn base58_agrees_with_bs58(bytes in prop::collection::vec(prop_oneof![2 => Just(0_u8), 8 => any::<u8>()], 0..=BASE58_BYTES_MAX)) {
        let text = encode_base58(&bytes).unwrap();
        prop_assert_eq!(&text[1..], &bs58::encode(&bytes).into_string());
        prop_assert_eq!(decode(&text).unwrap(), bytes);
    }

    #[test]
    fn base58_refuses_what_bs58_refuses(text in "[1-9A-Za-z]{0,90}") {
        prop_assert_eq!(base58_decode(&text).ok(), bs58::decode(&text).into_vec().ok());
    }

    #[test]
    fn base64url_goes_and_comes_back(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        prop_assert_eq!(decode(&encode_base64url(&bytes)).unwrap(), bytes);
    }
}
