//! How the program ends: exit codes, and what is said when something did not work.
//!
//! 0 to 2 are answers, and only answers (a script that opens a door relies on it); what did not work is 64 or more, with
//! the numbers of `sysexits.h`.

use std::process::ExitCode;

use crate::outside;

/// An answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Done; verified.
    Yes,
    /// Not valid; not whole.
    No,
    /// It cannot be said.
    CannotSay,
}

/// Something that did not work, and the exit code that says of which kind it is.
#[derive(Debug, thiserror::Error)]
#[error("{said}")]
pub struct Failure {
    code: u8,
    said: String,
}

impl Failure {
    /// The command line asks for something that makes no sense.
    pub fn usage(said: impl Into<String>) -> Self {
        Self { code: 64, said: said.into() }
    }

    /// What is in the input is not what the command works on.
    pub fn data(said: impl Into<String>) -> Self {
        Self { code: 65, said: said.into() }
    }

    /// The input is not there, or cannot be read.
    pub fn no_input(said: impl Into<String>) -> Self {
        Self { code: 66, said: said.into() }
    }

    /// The output cannot be written.
    pub fn no_output(said: impl Into<String>) -> Self {
        Self { code: 73, said: said.into() }
    }

    /// The data folder or its settings do not allow it.
    pub fn settings(said: impl Into<String>) -> Self {
        Self { code: 78, said: said.into() }
    }
}

/// What did not work, when nothing more precise is known.
const FAILED: u8 = 70;

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        ExitCode::from(match ending {
            Ending::Yes => 0,
            Ending::No => 1,
            Ending::CannotSay => 2,
        })
    }
}

/// The exit code of a command; what did not work is said on stderr.
pub fn of(done: anyhow::Result<Ending>) -> ExitCode {
    match done {
        Ok(ending) => ending.into(),
        Err(error) => {
            outside::say(&format!("anavez: {}", in_words(&error)));
            ExitCode::from(error.downcast_ref::<Failure>().map_or(FAILED, |failure| failure.code))
        }
    }
}

/// Help and version are answers; a command line that was not understood is a wrong usage.
pub fn of_command_line(said: &clap::Error) -> ExitCode {
    let understood = !said.use_stderr();
    said.print().ok();
    if understood { ExitCode::SUCCESS } else { ExitCode::from(64) }
}

/// An error with its causes, each said once: many errors repeat the one below them.
fn in_words(error: &anyhow::Error) -> String {
    let mut words = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        if !words.contains(&cause) {
            words.push_str(": ");
            words.push_str(&cause);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context as _;

    #[test]
    fn a_cause_that_is_repeated_is_said_once() {
        let error = Err::<(), _>(Failure::no_input("disk full")).context("cannot read: disk full").context("no badge");
        assert_eq!(in_words(&error.unwrap_err()), "no badge: cannot read: disk full");
    }

    #[test]
    fn the_kind_of_failure_is_found_below_what_explains_it() {
        let error = anyhow::Error::from(Failure::no_input("x")).context("y");
        assert_eq!(error.downcast_ref::<Failure>().map(|failure| failure.code), Some(66));
    }
}
