//! Runs of text without anything to escape, eight bytes at a time: most of every JSON string and of every literal.

/// Length of the run at the beginning of `bytes` that holds no `"`, no `\` and no control character below 0x20; with
/// `DELETE`, no 0x7f either.
#[inline]
pub(crate) fn plain_run<const DELETE: bool>(bytes: &[u8]) -> usize {
    let (words, _) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let special = special_bytes::<DELETE>(u64::from_le_bytes(*word));
        if special != 0 {
            return index * 8 + special.trailing_zeros() as usize / 8;
        }
    }
    let whole = words.len() * 8;
    let plain = |byte: &u8| *byte >= 0x20 && *byte != b'"' && *byte != b'\\' && !(DELETE && *byte == 0x7f);
    whole + bytes[whole..].iter().position(|byte| !plain(byte)).unwrap_or(bytes.len() - whole)
}

/// The high bit of every byte that ends a run; above the first such byte some others may be set as well.
fn special_bytes<const DELETE: bool>(word: u64) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    const HIGH: u64 = ONES * 0x80;
    let equal = |byte: u8| {
        let difference = word ^ (ONES * u64::from(byte));
        difference.wrapping_sub(ONES) & !difference
    };
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    let delete = if DELETE { equal(0x7f) } else { 0 };
    (equal(b'"') | equal(b'\\') | control | delete) & HIGH
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::plain_run;

    proptest! {
        #[test]
        fn finds_the_first_special_byte(bytes in prop::collection::vec(prop_oneof![6 => 0x20..=0xff_u8, 1 => any::<u8>()], 0..40)) {
            let special = |b: &u8| *b < 0x20 || *b == b'"' || *b == b'\\';
            let first = |special: &dyn Fn(&u8) -> bool| bytes.iter().position(special).unwrap_or(bytes.len());
            prop_assert_eq!(plain_run::<false>(&bytes), first(&special));
            prop_assert_eq!(plain_run::<true>(&bytes), first(&|b| special(b) || *b == 0x7f));
        }
    }
}
