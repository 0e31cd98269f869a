//! The source files: all of them, how long they are, and that none may hold unsafe code.

use std::path::{Path, PathBuf};

/// A file longer than this holds more than one thing.
const MAX_LINES: usize = 800;

/// One Rust source file of ours.
#[derive(Debug)]
pub struct Source {
    /// From the workspace's root, with `/`.
    pub path: String,
    /// What stands in it.
    pub text: String,
}

/// Every Rust file of ours: crates, program, xtask, tests, benches, examples.
pub fn files(root: &Path) -> std::io::Result<Vec<Source>> {
    let mut found = Vec::new();
    let parts = ["src", "tests", "benches", "xtask", "crates"].map(|part| root.join(part));
    let mut to_visit: Vec<PathBuf> = parts.into_iter().filter(|part| part.is_dir()).collect();
    while let Some(folder) = to_visit.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            let is_ours = !path.ends_with("target") && !path.ends_with("node_modules");
            if path.is_dir() && is_ours {
                to_visit.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path)?;
                let below = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                found.push(Source { path: below, text });
            }
        }
    }
    found.sort_by(|a: &Source, b| a.path.cmp(&b.path));
    Ok(found)
}

/// One line for each file that is too long, and for each crate root that does not forbid unsafe code.
pub fn breaches(files: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        let lines = file.text.lines().count();
        if lines > MAX_LINES {
            found.push(format!("{} has {lines} lines; a file holds one thing in at most {MAX_LINES}", file.path));
        }
        if is_crate_root(&file.path) && !file.text.lines().any(|line| line.trim() == "#![forbid(unsafe_code)]") {
            found.push(format!("{} must say #![forbid(unsafe_code)]", file.path));
        }
    }
    found
}

fn is_crate_root(path: &str) -> bool {
    path.ends_with("src/lib.rs") || path.ends_with("src/main.rs")
}

#[cfg(test)]
mod tests {
    use super::{Source, breaches};

    fn file(path: &str, text: String) -> Source {
        Source { path: path.to_owned(), text }
    }

    #[test]
    fn a_file_too_long_and_an_unsafe_root_are_named() {
        let safe = "#![forbid(unsafe_code)]\n";
        let sound = [file("crates/keys/src/lib.rs", safe.to_owned()), file("crates/keys/src/ring.rs", "\n".repeat(800))];
        assert_eq!(breaches(&sound), Vec::<String>::new());
        let long = breaches(&[file("crates/keys/src/ring.rs", "\n".repeat(801))]);
        assert!(long[0].contains("801 lines"), "{long:?}");
        let bare = breaches(&[file("src/main.rs", "// #![forbid(unsafe_code)]\nfn main() {}".to_owned())]);
        assert!(bare[0].contains("src/main.rs must say"), "{bare:?}");
    }
}
