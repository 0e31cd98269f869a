//! base58btc, ten digits at a time.
//!
//! Base conversion is quadratic, so the length is bounded; a limb of 58^10 (the most a `u64` holds) makes one step of
//! it worth ten digits.

use super::MultibaseError;

/// Longest input of [`base58_encode`] and longest output of [`base58_decode`], in bytes: keys, signatures, hashes.
pub const BASE58_BYTES_MAX: usize = 256;

const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const LIMB_DIGITS: usize = 10;
const LIMB: u64 = 58_u64.pow(LIMB_DIGITS as u32);
const LIMBS_MAX: usize = BASE58_BYTES_MAX * 8 / 58 + 2;
const NOT_A_DIGIT: u8 = 0xff;

const DIGIT_OF: [u8; 256] = {
    let mut table = [NOT_A_DIGIT; 256];
    let mut i = 0;
    while i < ALPHABET.len() {
        table[ALPHABET[i] as usize] = i as u8;
        i += 1;
    }
    table
};

/// Appends the base58btc digits of `bytes` to `text`.
///
/// # Errors
/// [`MultibaseError::TooLong`] above [`BASE58_BYTES_MAX`] bytes.
pub fn base58_encode(bytes: &[u8], text: &mut String) -> Result<(), MultibaseError> {
    if bytes.len() > BASE58_BYTES_MAX {
        return Err(MultibaseError::TooLong);
    }
    encode_within(bytes, text);
    Ok(())
}

/// As [`base58_encode`], for callers whose arrays are shorter than the maximum.
pub(super) fn encode_within(bytes: &[u8], text: &mut String) {
    let zeros = bytes.iter().take_while(|b| **b == 0).count();
    text.extend(std::iter::repeat_n('1', zeros));
    let mut limbs = [0_u64; LIMBS_MAX];
    let mut used = 0;
    // The first chunk takes the odd bytes, so that the others are whole words.
    let (head, words) = bytes[zeros..].as_rchunks::<8>();
    let head = head.iter().fold(0, |n, b| n << 8 | u64::from(*b));
    shift_in(&mut limbs, &mut used, 8 * (bytes.len() - zeros - 8 * words.len()) as u32, head);
    for word in words {
        shift_in(&mut limbs, &mut used, 64, u64::from_be_bytes(*word));
    }
    let mut first = true;
    for limb in limbs[..used].iter().rev() {
        let mut digits = [b'1'; LIMB_DIGITS];
        let mut rest = *limb;
        for digit in digits.iter_mut().rev() {
            *digit = ALPHABET[(rest % 58) as usize];
            rest /= 58;
        }
        let skipped = if first { digits.iter().take_while(|d| **d == b'1').count() } else { 0 };
        first = false;
        text.extend(digits[skipped..].iter().map(|d| char::from(*d)));
    }
}

/// `limbs = limbs · 2^bits + low`, little-endian in base 58^10.
fn shift_in(limbs: &mut [u64; LIMBS_MAX], used: &mut usize, bits: u32, low: u64) {
    let mut carry = u128::from(low);
    for limb in &mut limbs[..*used] {
        let value = (u128::from(*limb) << bits) + carry;
        carry = value / u128::from(LIMB);
        *limb = (value % u128::from(LIMB)) as u64;
    }
    while carry > 0 {
        limbs[*used] = (carry % u128::from(LIMB)) as u64;
        carry /= u128::from(LIMB);
        *used += 1;
    }
}

/// The bytes of base58btc digits.
///
/// # Errors
/// [`MultibaseError::Letter`] for a letter outside the alphabet, [`MultibaseError::TooLong`] for more than
/// [`BASE58_BYTES_MAX`] bytes.
pub fn base58_decode(digits: &str) -> Result<Vec<u8>, MultibaseError> {
    let digits = digits.as_bytes();
    let zeros = digits.iter().take_while(|d| **d == b'1').count();
    if zeros > BASE58_BYTES_MAX || digits.len() - zeros > BASE58_BYTES_MAX * 7 / 5 {
        return Err(MultibaseError::TooLong);
    }
    let mut words = [0_u64; BASE58_BYTES_MAX / 8 + 2];
    let mut used = 0;
    for chunk in digits[zeros..].chunks(LIMB_DIGITS) {
        let (mut factor, mut value) = (1_u64, 0_u64);
        for digit in chunk {
            let digit = DIGIT_OF[usize::from(*digit)];
            if digit == NOT_A_DIGIT {
                return Err(MultibaseError::Letter);
            }
            (factor, value) = (factor * 58, value * 58 + u64::from(digit));
        }
        let mut carry = value;
        for word in &mut words[..used] {
            let product = u128::from(*word) * u128::from(factor) + u128::from(carry);
            *word = product as u64;
            carry = (product >> 64) as u64;
        }
        if carry > 0 {
            words[used] = carry;
            used += 1;
        }
    }
    let mut bytes = Vec::with_capacity(zeros + used * 8);
    bytes.resize(zeros, 0);
    let mut leading = true;
    for byte in words[..used].iter().rev().flat_map(|w| w.to_be_bytes()) {
        leading &= byte == 0;
        if !leading {
            bytes.push(byte);
        }
    }
    if bytes.len() > BASE58_BYTES_MAX {
        return Err(MultibaseError::TooLong);
    }
    Ok(bytes)
}
