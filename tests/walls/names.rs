//! Names say what a thing is in the field's words; these say nothing, so everything would end up under them.

use crate::sources::Source;

const SAY_NOTHING: &[&str] = &["core", "common", "utils", "util", "shared", "helpers", "helper", "manager", "misc"];

/// One line for each crate, folder, file or module whose name says nothing.
pub fn breaches(files: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        for part in file.path.trim_end_matches(".rs").split('/') {
            if says_nothing(part) {
                found.push(format!("{}: “{part}” says nothing about what is inside", file.path));
            }
        }
        for (number, line) in file.text.lines().enumerate() {
            if let Some(name) = module_named(line)
                && says_nothing(name)
            {
                found.push(format!("{}:{}: module “{name}” says nothing about what is inside", file.path, number + 1));
            }
        }
    }
    found
}

/// A crate's prefix does not save its name: `anavez-common` says as little as `common`.
fn says_nothing(name: &str) -> bool {
    let bare = name.trim_start_matches("anavez-").trim_start_matches("anavez_");
    SAY_NOTHING.contains(&bare)
}

/// The name in `mod name;`, `pub mod name {`, `pub(crate) mod name`.
fn module_named(line: &str) -> Option<&str> {
    let mut words = line.split_whitespace();
    let mut word = words.next()?;
    if word.starts_with("pub") {
        word = words.next()?;
    }
    let name = (word == "mod").then(|| words.next())??;
    Some(name.trim_end_matches([';', '{']))
}

#[cfg(test)]
mod tests {
    use super::breaches;
    use crate::sources::Source;

    fn found(path: &str, text: &str) -> usize {
        breaches(&[Source { path: path.to_owned(), text: text.to_owned() }]).len()
    }

    #[test]
    fn names_that_say_nothing_are_found_wherever_they_stand() {
        assert_eq!(found("crates/store/src/offers.rs", "mod common_law;\n// mod utils\nlet helper = 1;"), 0);
        assert_eq!(found("crates/store/src/utils.rs", ""), 1);
        assert_eq!(found("crates/common/src/lib.rs", ""), 1);
        assert_eq!(found("crates/anavez-shared/src/lib.rs", ""), 1);
        assert_eq!(found("crates/web/src/helpers/form.rs", ""), 1);
        assert_eq!(found("crates/web/src/lib.rs", "mod manager;\npub mod core {\n    pub(crate) mod utils;\n}"), 3);
    }
}
