//! Circles between the files of one crate: A uses B, and B, directly or through others, uses A.
//!
//! Read from `crate::…` paths alone: a child that looks at its parent through `super` is inside the same thing.

use std::collections::{BTreeMap, BTreeSet};

use crate::sources::Source;

type Uses = BTreeMap<String, BTreeSet<String>>;

/// Each circle once, as the sorted modules in it (`crate-folder::module`).
pub fn circles(files: &[Source]) -> Vec<Vec<String>> {
    let uses = uses(files);
    let mut found = BTreeSet::new();
    for start in uses.keys() {
        let below = reachable(&uses, start);
        let circle: Vec<String> = below.iter().filter(|other| reachable(&uses, other).contains(start)).cloned().collect();
        if circle.len() > 1 {
            found.insert(circle);
        }
    }
    found.into_iter().collect()
}

fn uses(files: &[Source]) -> Uses {
    let modules: BTreeSet<String> = files.iter().filter_map(|file| module(&file.path)).collect();
    let mut uses = Uses::new();
    for file in files {
        let Some(here) = module(&file.path) else {
            continue;
        };
        let house = here.split("::").next().unwrap_or_default().to_owned();
        for line in file.text.lines().map(str::trim).filter(|line| !line.starts_with("//")) {
            for path in line.split("crate::").skip(1) {
                let path: String = path.chars().take_while(|c| c.is_alphanumeric() || *c == '_' || *c == ':').collect();
                if let Some(used) = file_of(&modules, &house, &path)
                    && used != here
                {
                    uses.entry(here.clone()).or_default().insert(used);
                }
            }
        }
    }
    uses
}

/// `crates/web/src/view/home.rs` is `web::view::home`; a crate's root is no module of it.
fn module(path: &str) -> Option<String> {
    let (house, inside) = path.strip_prefix("crates/")?.split_once("/src/")?;
    let inside = inside.trim_end_matches(".rs").trim_end_matches("/mod").replace('/', "::");
    (inside != "lib" && inside != "main").then(|| format!("{house}::{inside}"))
}

/// The longest beginning of a path that is a file.
fn file_of(modules: &BTreeSet<String>, house: &str, path: &str) -> Option<String> {
    let parts: Vec<&str> = path.split("::").filter(|part| !part.is_empty()).collect();
    (1..=parts.len()).rev().map(|length| format!("{house}::{}", parts[..length].join("::"))).find(|name| modules.contains(name))
}

fn reachable(uses: &Uses, from: &str) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    let mut to_visit = vec![from.to_owned()];
    while let Some(module) = to_visit.pop() {
        for next in uses.get(&module).into_iter().flatten() {
            if seen.insert(next.clone()) {
                to_visit.push(next.clone());
            }
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::circles;
    use crate::sources::Source;

    fn file(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn a_circle_is_found_once_and_a_line_is_none() {
        let files = [
            file("crates/web/src/lib.rs", "pub use crate::a::A;"),
            file("crates/web/src/a.rs", "use crate::b::inner::B;"),
            file("crates/web/src/b/inner.rs", "use crate::c::C;\n// use crate::d::D;"),
            file("crates/web/src/c.rs", "fn f() { crate::a::g() }"),
            file("crates/web/src/d.rs", "use crate::a::A;"),
            file("crates/store/src/a.rs", "use crate::b::B;"),
            file("crates/store/src/b.rs", ""),
        ];
        assert_eq!(circles(&files), [["web::a", "web::b::inner", "web::c"]]);
    }
}
