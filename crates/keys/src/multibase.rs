//! Multikey: base58btc (`z`) of a two-byte multicodec prefix and 32 bytes.
//!
//! Source: Controlled Identifiers 1.0, 2.4 Multibase and 2.2.2 Multikey; multicodec table `ed25519-pub` 0xed,
//! `ed25519-priv` 0x1300. Written here in forty lines because this crate leans on none of ours.

use zeroize::Zeroizing;

/// Multicodec varint of `ed25519-pub`.
pub const ED25519_PUBLIC: [u8; 2] = [0xed, 0x01];
/// Multicodec varint of `ed25519-priv`.
pub const ED25519_SECRET: [u8; 2] = [0x80, 0x26];

/// Characters that 34 bytes can take in base58, rounded up (34 × log 256 / log 58 = 46.4), and the `z`.
const LONGEST: usize = 48;
const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// `z` and base58btc of prefix + 32 bytes. Wiped when dropped, as it may be the secret one.
pub fn encode(prefix: [u8; 2], key: &[u8; 32]) -> Zeroizing<String> {
    let mut bytes = Zeroizing::new([0_u8; 34]);
    bytes[..2].copy_from_slice(&prefix);
    bytes[2..].copy_from_slice(key);
    // Both prefixes start with a byte other than zero, so base58's rule for leading zeros never applies.
    let mut digits = Zeroizing::new([0_u8; LONGEST]);
    let mut used = 0;
    for byte in bytes.iter() {
        let mut carry = u32::from(*byte);
        for digit in digits.iter_mut().take(used) {
            carry += u32::from(*digit) << 8;
            *digit = (carry % 58) as u8;
            carry /= 58;
        }
        while carry > 0 {
            digits[used] = (carry % 58) as u8;
            carry /= 58;
            used += 1;
        }
    }
    let mut text = Zeroizing::new(String::with_capacity(LONGEST + 1));
    text.push('z');
    for digit in digits[..used].iter().rev() {
        text.push(char::from(ALPHABET[usize::from(*digit)]));
    }
    text
}

/// The 32 bytes back, if the text is `z`, base58btc and this prefix, and nothing else.
pub fn decode(prefix: [u8; 2], text: &str) -> Option<Zeroizing<[u8; 32]>> {
    let digits = text.strip_prefix('z')?.as_bytes();
    if digits.len() > LONGEST || digits.first() == Some(&b'1') {
        return None;
    }
    let mut bytes = Zeroizing::new([0_u8; 34]);
    for digit in digits {
        let mut carry = ALPHABET.iter().position(|letter| letter == digit)? as u32;
        for byte in bytes.iter_mut().rev() {
            carry += u32::from(*byte) * 58;
            *byte = (carry & 0xff) as u8;
            carry >>= 8;
        }
        if carry > 0 {
            return None;
        }
    }
    if bytes[..2] != prefix {
        return None;
    }
    let mut key = Zeroizing::new([0_u8; 32]);
    key.copy_from_slice(&bytes[2..]);
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    // Data Integrity EdDSA Cryptosuites 1.0, B.1: the key pair of its test vectors.
    const PUBLIC: &str = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
    const SECRET: &str = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq";

    #[test]
    fn the_published_pair_is_read_and_written_alike() {
        let public = decode(ED25519_PUBLIC, PUBLIC).unwrap();
        let secret = decode(ED25519_SECRET, SECRET).unwrap();
        assert_eq!(*encode(ED25519_PUBLIC, &public), PUBLIC);
        assert_eq!(*encode(ED25519_SECRET, &secret), SECRET);
    }

    #[test]
    fn the_smallest_and_the_greatest_key_come_back() {
        for key in [[0_u8; 32], [0xff; 32]] {
            for prefix in [ED25519_PUBLIC, ED25519_SECRET] {
                let text = encode(prefix, &key);
                assert_eq!(*decode(prefix, &text).unwrap(), key, "{}", *text);
            }
        }
    }

    #[test]
    fn anything_else_is_no_multikey() {
        assert!(decode(ED25519_SECRET, PUBLIC).is_none(), "a public key is no secret one");
        assert!(decode(ED25519_PUBLIC, SECRET).is_none());
        let longer = format!("{PUBLIC}2");
        let endless = format!("z{}", "z".repeat(10_000));
        for text in ["", "z", "z1", "6Mkr", "m7QE", &PUBLIC[..40], &longer, &endless, "z6Mk0OIl", "zé"] {
            assert!(decode(ED25519_PUBLIC, text).is_none(), "{text:.60}");
        }
        assert!(decode(ED25519_PUBLIC, &PUBLIC.replacen('z', "z1", 1)).is_none(), "one spelling only");
    }
}
