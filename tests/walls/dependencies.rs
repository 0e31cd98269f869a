//! Which crate may stand on which. The rules are a table; the checker works on a small picture of the house that a test can paint.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, Metadata};

use crate::graph;

/// Our crates, and which of ours each may use. Crates not named here may use none of ours.
const MAY_USE: &[(&str, &[&str])] = &[
    (
        "anavez",
        &[
            "anavez-web",
            "anavez-acts",
            "anavez-store",
            "anavez-recognition",
            "anavez-network",
            "anavez-keys",
            "anavez-outbound",
            "anavez-pictures",
            "openbadges",
        ],
    ),
    ("anavez-web", &["anavez-acts", "anavez-recognition", "openbadges"]),
    (
        "anavez-acts",
        &[
            "anavez-store",
            "anavez-recognition",
            "anavez-network",
            "anavez-keys",
            "anavez-outbound",
            "anavez-pictures",
            "openbadges",
        ],
    ),
    ("anavez-store", &["anavez-recognition", "anavez-keys"]),
    ("anavez-testkit", &["anavez-acts", "anavez-store", "anavez-recognition", "anavez-keys", "anavez-outbound", "openbadges"]),
];

/// Packages that only some of our crates may name, and the danger that they stand for.
const ONLY_FOR: &[(&[&str], &[&str], &str)] = &[
    (&["sqlx", "libsqlite3-sys", "rusqlite"], &["anavez-store"], "SQL"),
    (&["reqwest", "lettre", "hyper", "hyper-util", "ureq"], &["anavez-outbound"], "sockets out"),
    (&["axum", "axum-extra", "tower-http"], &["anavez-web", "anavez"], "HTTP in"),
    (&["anyhow", "clap"], &["anavez", "xtask"], "errors without a name, and the command line"),
];

/// The ground: it decides, so it neither waits, nor opens anything, nor throws dice.
const PURE: &[&str] = &["anavez-recognition", "anavez-network", "openbadges"];
/// Not even far below the ground crates.
const NOT_UNDER_PURE: &[&str] = &["tokio", "async-std", "smol", "async-trait", "futures", "reqwest", "hyper", "sqlx"];
/// Not named by the ground crates themselves.
const NOT_NAMED_BY_PURE: &[&str] = &["rand", "rand_core", "getrandom", "fastrand"];

/// Nowhere under what we ship: one cryptography provider, built from source.
const BANNED: &[&str] = &["ring", "openssl", "openssl-sys", "native-tls"];

/// What the walls look at: our crates with what they name, and every package with what stands under it when shipped.
#[derive(Debug, Default)]
pub struct House {
    ours: BTreeMap<String, Named>,
    under: BTreeMap<String, BTreeSet<String>>,
}

#[derive(Debug, Default)]
struct Named {
    shipped: BTreeSet<String>,
    for_tests: BTreeSet<String>,
}

impl House {
    /// Paints the picture of a real workspace.
    pub fn of(metadata: &Metadata) -> Self {
        let mut house = Self::default();
        for package in metadata.workspace_packages() {
            let named = house.ours.entry(package.name.to_string()).or_default();
            for dependency in &package.dependencies {
                let list = match dependency.kind {
                    DependencyKind::Development => &mut named.for_tests,
                    _ => &mut named.shipped,
                };
                list.insert(dependency.name.clone());
            }
        }
        let names: BTreeMap<_, _> = metadata.packages.iter().map(|package| (&package.id, package.name.to_string())).collect();
        for (id, below) in graph::shipped(metadata) {
            house.under.entry(names[id].clone()).or_default().extend(below.iter().map(|id| names[*id].clone()));
        }
        house
    }

    /// The way from a crate down to a package, crate by crate, when there is one.
    pub fn way(&self, from: &str, to: &str) -> Option<Vec<String>> {
        let mut seen = BTreeSet::from([from.to_owned()]);
        let mut ways = vec![vec![from.to_owned()]];
        while let Some(way) = ways.pop() {
            for next in way.last().and_then(|last| self.under.get(last)).into_iter().flatten() {
                let mut longer = way.clone();
                longer.push(next.clone());
                if next == to {
                    return Some(longer);
                }
                if seen.insert(next.clone()) {
                    ways.push(longer);
                }
            }
        }
        None
    }
}

/// One line for each dependency that breaks a wall.
pub fn breaches(house: &House) -> Vec<String> {
    let mut found = Vec::new();
    for (name, named) in &house.ours {
        among_ours(house, name, named, &mut found);
        with_a_danger(name, named, &mut found);
    }
    for pure in PURE.iter().filter(|pure| house.ours.contains_key(**pure)) {
        for banned in NOT_UNDER_PURE {
            if let Some(way) = house.way(pure, banned) {
                found.push(format!("{pure} must decide without waiting, but: {}", way.join(" -> ")));
            }
        }
        for banned in NOT_NAMED_BY_PURE {
            if house.ours[*pure].shipped.contains(*banned) {
                found.push(format!("{pure} must not throw dice, but depends on {banned}"));
            }
        }
    }
    for name in house.ours.keys() {
        for banned in BANNED {
            if let Some(way) = house.way(name, banned) {
                found.push(format!("{banned} is banned, but: {}", way.join(" -> ")));
            }
        }
    }
    found
}

fn among_ours(house: &House, name: &str, named: &Named, found: &mut Vec<String>) {
    let allowed = MAY_USE.iter().find(|(who, _)| *who == name).map_or(&[][..], |(_, may)| *may);
    for used in named.shipped.iter().filter(|used| house.ours.contains_key(*used)) {
        if !allowed.contains(&used.as_str()) {
            found.push(format!("{name} must not depend on {used} (it may on: {})", allowed.join(", ")));
        }
    }
    for used in named.for_tests.iter().filter(|used| house.ours.contains_key(*used)) {
        let is_help = used == "anavez-testkit";
        if !is_help && !allowed.contains(&used.as_str()) {
            found.push(format!("{name} must not depend on {used}, not even in its tests"));
        }
    }
}

fn with_a_danger(name: &str, named: &Named, found: &mut Vec<String>) {
    for (packages, allowed, danger) in ONLY_FOR {
        if allowed.contains(&name) {
            continue;
        }
        for package in named.shipped.iter().filter(|package| packages.contains(&package.as_str())) {
            found.push(format!("{name} must not depend on {package}: {danger} belong(s) to {}", allowed.join(", ")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{House, breaches};

    /// A house where everything stands where it may.
    fn sound() -> House {
        let mut house = House::default();
        for (from, to) in [
            ("anavez", "anavez-web"),
            ("anavez-web", "anavez-acts"),
            ("anavez-acts", "anavez-store"),
            ("anavez-acts", "openbadges"),
            ("anavez-store", "sqlx"),
            ("anavez-outbound", "reqwest"),
            ("anavez-web", "axum"),
            ("sqlx", "tokio"),
            ("openbadges", "sha2"),
            ("anavez-recognition", "serde"),
            ("anavez-network", "serde"),
        ] {
            build(&mut house, from, to);
        }
        house
    }

    fn build(house: &mut House, from: &str, to: &str) {
        house.under.entry(from.to_owned()).or_default().insert(to.to_owned());
        for name in [from, to] {
            if name.starts_with("anavez") || name == "openbadges" {
                house.ours.entry(name.to_owned()).or_default();
            }
        }
        if let Some(named) = house.ours.get_mut(from) {
            named.shipped.insert(to.to_owned());
        }
    }

    #[test]
    fn a_sound_house_has_no_breach() {
        assert_eq!(breaches(&sound()), Vec::<String>::new());
    }

    #[test]
    fn each_wrong_dependency_is_named() {
        for (from, to, said) in [
            ("anavez-web", "anavez-store", "anavez-web must not depend on anavez-store"),
            ("anavez-web", "anavez-keys", "anavez-web must not depend on anavez-keys"),
            ("anavez-web", "anavez-outbound", "anavez-web must not depend on anavez-outbound"),
            ("anavez-web", "sqlx", "anavez-web must not depend on sqlx"),
            ("anavez-web", "reqwest", "anavez-web must not depend on reqwest"),
            ("anavez-acts", "anavez-web", "anavez-acts must not depend on anavez-web"),
            ("anavez-acts", "axum", "anavez-acts must not depend on axum"),
            ("anavez-acts", "sqlx", "anavez-acts must not depend on sqlx"),
            ("anavez-acts", "lettre", "anavez-acts must not depend on lettre"),
            ("anavez-acts", "anavez-testkit", "anavez-acts must not depend on anavez-testkit"),
            ("anavez-store", "anavez-acts", "anavez-store must not depend on anavez-acts"),
            ("anavez-store", "anavez-outbound", "anavez-store must not depend on anavez-outbound"),
            ("anavez-recognition", "openbadges", "anavez-recognition must not depend on openbadges"),
            ("anavez-recognition", "tokio", "anavez-recognition must decide without waiting"),
            ("anavez-recognition", "rand", "anavez-recognition must not throw dice"),
            ("anavez-network", "async-trait", "anavez-network must decide without waiting"),
            ("openbadges", "anavez-keys", "openbadges must not depend on anavez-keys"),
            ("openbadges", "tokio", "openbadges must decide without waiting"),
            ("anavez-keys", "anavez-store", "anavez-keys must not depend on anavez-store"),
            ("anavez-outbound", "ring", "ring is banned"),
        ] {
            let mut house = sound();
            build(&mut house, from, to);
            let found = breaches(&house);
            assert!(found.iter().any(|line| line.contains(said)), "{from} -> {to} gave {found:?}");
        }
    }

    #[test]
    fn a_breach_far_below_shows_the_whole_way() {
        let mut house = sound();
        build(&mut house, "sha2", "helper");
        build(&mut house, "helper", "tokio");
        build(&mut house, "reqwest", "native-tls");
        let found = breaches(&house).join("\n");
        assert!(found.contains("openbadges -> sha2 -> helper -> tokio"), "{found}");
        assert!(found.contains("anavez-outbound -> reqwest -> native-tls"), "{found}");
    }

    #[test]
    fn tests_may_use_the_testkit_but_break_no_wall() {
        let mut house = sound();
        build(&mut house, "anavez-testkit", "anavez-acts");
        let tests = &mut house.ours.get_mut("anavez-web").unwrap().for_tests;
        tests.insert("anavez-testkit".to_owned());
        assert_eq!(breaches(&house), Vec::<String>::new());
        house.ours.get_mut("anavez-web").unwrap().for_tests.insert("anavez-store".to_owned());
        assert_eq!(breaches(&house), ["anavez-web must not depend on anavez-store, not even in its tests"]);
    }
}
