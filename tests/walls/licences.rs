//! Every package under what we ship has a licence that lets anybody run, change and give away this program.
//!
//! `cargo deny` says the same from deny.toml where it is installed; this test needs nothing.

use std::collections::BTreeSet;

use cargo_metadata::{Metadata, PackageId};

use crate::graph;

/// Licences that ask for no more than to be named (MPL-2.0: to share changes of its own files).
const ALLOWED: &[&str] = &[
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "0BSD",
    "ISC",
    "Zlib",
    "MPL-2.0",
    "Unicode-3.0",
    "CC0-1.0",
    "Unlicense",
    "BSL-1.0",
    "CDLA-Permissive-2.0",
];
/// Exceptions that only take duties away.
const ALLOWED_WITH: &[&str] = &["LLVM-exception"];

/// One line for each shipped package whose licence is missing or not allowed.
pub fn breaches(metadata: &Metadata) -> Vec<String> {
    let shipped = reachable(metadata);
    let packages = metadata.packages.iter().filter(|package| shipped.contains(&package.id));
    packages.filter_map(|package| breach(&package.name, package.license.as_deref())).collect()
}

fn breach(name: &str, licence: Option<&str>) -> Option<String> {
    match licence {
        None => Some(format!("{name} names no licence")),
        Some(licence) if allows(licence) => None,
        Some(licence) => Some(format!("{name} is under {licence}, which is not on the list")),
    }
}

/// Everything under our crates.
fn reachable(metadata: &Metadata) -> BTreeSet<&PackageId> {
    let graph = graph::shipped(metadata);
    let mut found = BTreeSet::new();
    let mut to_visit: Vec<&PackageId> = metadata.workspace_members.iter().collect();
    while let Some(id) = to_visit.pop() {
        if found.insert(id) {
            to_visit.extend(graph.get(id).into_iter().flatten());
        }
    }
    found
}

/// Whether an SPDX expression can be satisfied with allowed licences. The old form with `/` means OR.
fn allows(expression: &str) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut reader = Reader { words: &words, at: 0 };
    let allowed = reader.either();
    allowed && reader.at == words.len()
}

/// SPDX 2.3, annex D: `OR` binds weaker than `AND`, `AND` weaker than `WITH`.
struct Reader<'a> {
    words: &'a [&'a str],
    at: usize,
}

impl Reader<'_> {
    fn either(&mut self) -> bool {
        let mut allowed = self.both();
        while self.takes("OR") {
            // `|=` reads the other side whatever the first says
            allowed |= self.both();
        }
        allowed
    }

    fn both(&mut self) -> bool {
        let mut allowed = self.one();
        while self.takes("AND") {
            allowed &= self.one();
        }
        allowed
    }

    fn one(&mut self) -> bool {
        if self.takes("(") {
            let allowed = self.either();
            return self.takes(")") && allowed;
        }
        // past the last word nothing is allowed, and the reader has gone too far to be believed
        let name = self.words.get(self.at).unwrap_or(&"");
        self.at += 1;
        let mut allowed = ALLOWED.contains(name);
        if self.takes("WITH") {
            allowed &= self.words.get(self.at).is_some_and(|exception| ALLOWED_WITH.contains(exception));
            self.at += 1;
        }
        allowed
    }

    fn takes(&mut self, word: &str) -> bool {
        let is_next = self.words.get(self.at).is_some_and(|next| *next == word);
        self.at += usize::from(is_next);
        is_next
    }
}

#[cfg(test)]
mod tests {
    use super::{allows, breach};

    #[test]
    fn a_package_without_an_allowed_licence_is_named() {
        assert_eq!(breach("serde", Some("MIT OR Apache-2.0")), None);
        assert!(breach("mystery", None).unwrap().contains("mystery names no licence"));
        assert!(breach("apub", Some("AGPL-3.0-only")).unwrap().contains("apub is under AGPL-3.0-only"));
    }

    #[test]
    fn expressions_are_read_as_spdx_says() {
        for good in [
            "MIT",
            "MIT OR GPL-3.0-only",
            "MIT/Apache-2.0",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR GPL-2.0-only",
            "GPL-2.0-only AND LGPL-2.1-only OR ISC",
        ] {
            assert!(allows(good), "{good}");
        }
        for bad in [
            "",
            "AGPL-3.0-only",
            "MIT AND GPL-3.0-only",
            "MIT OR",
            "(MIT",
            "MIT ISC",
            "(MIT OR Apache-2.0) AND OpenSSL",
            "GPL-2.0-only WITH Classpath-exception-2.0",
            "Apache-2.0 WITH Classpath-exception-2.0",
        ] {
            assert!(!allows(bad), "{bad}");
        }
    }
}
