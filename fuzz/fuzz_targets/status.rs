//! A status list and an entry that points into it, parted by the first NUL byte.
#![no_main]

use libfuzzer_sys::fuzz_target;
use openbadges::json;
use openbadges::status::StatusEntry;

fuzz_target!(|bytes: &[u8]| {
    let (entry, list) = bytes.split_at(bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len()));
    let (Ok(entry), Ok(list)) = (json::read(entry), json::read(list.strip_prefix(b"\0").unwrap_or(list))) else { return };
    if let Ok(entry) = StatusEntry::parse(&entry) {
        let _ = entry.is_set(&list, list["issuer"].as_str().unwrap_or_default());
    }
});
