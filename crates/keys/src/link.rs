//! Secrets that people carry: links, sessions, tokens, codes.

use std::fmt;

use aws_lc_rs::{digest, hmac};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand_core::CryptoRng;
use zeroize::Zeroizing;

/// Characters in a link's token: 18 bytes, 144 bits.
pub const TOKEN_CHARS: usize = 24;

/// A key for one purpose, grown from the master key: the links of offers, of invitations, …
///
/// A link's token is computed from its id and never stored in clear, so that it can be shown to its maker
/// again, while a stolen database opens no link: the row holds [`fingerprint`] only.
pub struct DerivedKey(Zeroizing<[u8; 32]>);

impl DerivedKey {
    pub(crate) const fn new(bytes: Zeroizing<[u8; 32]>) -> Self {
        Self(bytes)
    }

    /// The token of this id: [`TOKEN_CHARS`] characters of base64url, always the same for the same id.
    #[must_use]
    pub fn token(&self, id: &str) -> String {
        URL_SAFE_NO_PAD.encode(&self.tag(b"token", id.as_bytes())[..18])
    }

    /// A fingerprint of something too short to be hashed bare, such as a six-digit code: without this key
    /// a million tries would find it. `id` is the row it belongs to, so equal codes look different.
    #[must_use]
    pub fn fingerprint_of_code(&self, id: &str, code: &str) -> [u8; 32] {
        let mut message = Vec::with_capacity(8 + id.len() + code.len());
        message.extend_from_slice(&(id.len() as u64).to_be_bytes());
        message.extend_from_slice(id.as_bytes());
        message.extend_from_slice(code.as_bytes());
        self.tag(b"code\0", &message)
    }

    fn tag(&self, purpose: &[u8; 5], message: &[u8]) -> [u8; 32] {
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.0.as_slice());
        let mut context = hmac::Context::with_key(&key);
        context.update(purpose);
        context.update(message);
        let mut bytes = [0_u8; 32];
        bytes.copy_from_slice(context.sign().as_ref());
        bytes
    }
}

impl fmt::Debug for DerivedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DerivedKey(…)")
    }
}

/// What the database keeps of a token: its SHA-256. Enough for tokens made here, which nobody can guess;
/// for short codes use [`DerivedKey::fingerprint_of_code`].
#[must_use]
pub fn fingerprint(token: &str) -> [u8; 32] {
    let mut bytes = [0_u8; 32];
    bytes.copy_from_slice(digest::digest(&digest::SHA256, token.as_bytes()).as_ref());
    bytes
}

/// A session's or API token: 32 bytes of `rng` in base64url, 43 characters.
#[must_use]
pub fn random_token(rng: &mut dyn CryptoRng) -> String {
    let mut bytes = Zeroizing::new([0_u8; 32]);
    rng.fill_bytes(bytes.as_mut_slice());
    URL_SAFE_NO_PAD.encode(bytes.as_slice())
}

/// A code to type: six decimal digits, each of the million equally likely.
#[must_use]
pub fn six_digits(rng: &mut dyn CryptoRng) -> String {
    loop {
        if let Some(code) = code_from(rng.next_u32()) {
            return code;
        }
    }
}

/// `None` above the last whole million: folding those numbers in would make low codes likelier.
fn code_from(number: u32) -> Option<String> {
    const CODES: u32 = 1_000_000;
    const WHOLE: u32 = u32::MAX / CODES * CODES;
    (number < WHOLE).then(|| format!("{:06}", number % CODES))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MasterKey;
    use crate::testing::{hex, rng};

    fn master() -> MasterKey {
        MasterKey::generate(&mut rng(1))
    }

    #[test]
    fn a_link_can_be_shown_again_and_no_other_link_equals_it() {
        let offers = master().derive("offers");
        let token = offers.token("0190-a");
        assert_eq!(token.len(), TOKEN_CHARS);
        assert!(token.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-' || c == b'_'));
        assert_eq!(token, master().derive("offers").token("0190-a"), "same master, label and id");
        assert_ne!(token, offers.token("0190-b"));
        assert_ne!(token, master().derive("invitations").token("0190-a"));
        assert_ne!(token, MasterKey::generate(&mut rng(2)).derive("offers").token("0190-a"));
    }

    #[test]
    fn a_fingerprint_is_sha_256() {
        let abc = hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(fingerprint("abc").to_vec(), abc);
    }

    #[test]
    fn a_codes_fingerprint_depends_on_key_row_and_code() {
        let key = master().derive("codes");
        let mark = key.fingerprint_of_code("a", "123456");
        assert_eq!(mark, key.fingerprint_of_code("a", "123456"));
        assert_ne!(mark, key.fingerprint_of_code("b", "123456"));
        assert_ne!(mark, key.fingerprint_of_code("a", "123457"));
        assert_ne!(mark, key.fingerprint_of_code("a1", "23456"), "where the id ends is part of it");
        assert_ne!(mark, master().derive("other").fingerprint_of_code("a", "123456"));
        assert_ne!(mark, fingerprint("123456"));
    }

    #[test]
    fn a_session_token_holds_32_bytes_of_chance() {
        let rng = &mut rng(4);
        let (one, two) = (random_token(rng), random_token(rng));
        assert_eq!(one.len(), 43);
        assert_ne!(one, two);
        assert_eq!(URL_SAFE_NO_PAD.decode(&one).unwrap().len(), 32);
    }

    #[test]
    fn six_digits_are_six_digits_evenly_spread() {
        let rng = &mut rng(5);
        let mut first = [0_u32; 10];
        let mut last = [0_u32; 10];
        for _ in 0..20_000 {
            let code = six_digits(rng);
            assert!(code.len() == 6 && code.bytes().all(|c| c.is_ascii_digit()), "{code}");
            first[usize::from(code.as_bytes()[0] - b'0')] += 1;
            last[usize::from(code.as_bytes()[5] - b'0')] += 1;
        }
        // 2,000 expected each, standard deviation 42: five of them either side. The seed is fixed.
        for count in first.into_iter().chain(last) {
            assert!((1_790..=2_210).contains(&count), "{first:?} {last:?}");
        }
    }

    #[test]
    fn numbers_past_the_last_whole_million_make_no_code() {
        assert_eq!(code_from(0).as_deref(), Some("000000"));
        assert_eq!(code_from(4_293_999_999).as_deref(), Some("999999"));
        assert_eq!(code_from(4_294_000_000), None);
        assert_eq!(code_from(u32::MAX), None);
    }

    #[test]
    fn a_derived_key_printed_is_silent() {
        let key = master().derive("offers");
        crate::testing::assert_does_not_leak(&format!("{key:?}"), key.0.as_slice());
    }
}
