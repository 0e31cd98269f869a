//! What a credential must look like, whatever its signature says.
//!
//! The published JSON Schema of Open Badges 3.0 lets wrong `type` values pass (evidence, results, source profiles); here
//! every object of a known class must have the type of its class. A well signed document with a fault is still faulty.
//!
//! Sources: Open Badges 3.0 §B "Data Models"; Verifiable Credentials 2.0 §4.

mod classes;
mod credential;
mod older;
mod values;

pub use credential::check;
pub use older::check_older;
pub use values::{is_date_time, parse_date};

pub(crate) use classes::is_achievement_type;
pub(crate) use older::parse_loose_date;
pub(crate) use values::is_iri;

/// More findings than anybody reads; the rest of a worse document is not listed.
pub const FINDINGS_MAX: usize = 32;

/// What is found wrong or odd.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// Violations: the document is not what it says it is.
    pub faults: Vec<Finding>,
    /// Departures that change nothing in what is said.
    pub warnings: Vec<Finding>,
}

/// One place of a document and what is wrong there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {what}")]
pub struct Finding {
    /// Where, in dots and brackets: `credentialSubject.achievement.type`.
    pub path: String,
    /// What is wrong.
    pub what: String,
}

impl Findings {
    fn fault(&mut self, path: &str, what: impl Into<String>) {
        push(&mut self.faults, path, what.into());
    }

    fn warn(&mut self, path: &str, what: impl Into<String>) {
        push(&mut self.warnings, path, what.into());
    }
}

fn push(list: &mut Vec<Finding>, path: &str, what: String) {
    if list.len() < FINDINGS_MAX {
        list.push(Finding { path: if path.is_empty() { "(document)".to_owned() } else { path.to_owned() }, what });
    }
}

fn join(path: &str, field: &str) -> String {
    if path.is_empty() { field.to_owned() } else { format!("{path}.{field}") }
}

#[cfg(test)]
pub(crate) mod tests;
