//! What lies outside of the program: the time, chance, the terminal.

use std::io::{self, ErrorKind, IsTerminal as _, Write as _};

use anavez_acts::Clock;
use anavez_recognition::Moment;
use rand::rngs::SysRng;
use rand_core::{CryptoRng, UnwrapErr};

use crate::ending::Failure;

/// The system's clock.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Moment {
        now().into()
    }
}

/// Now, by the system's clock. Everything below is told the time from here.
#[expect(clippy::disallowed_methods, reason = "the one place where the program asks what time it is")]
pub fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

/// The system's chance. Where the system has none, the program must not go on with something else.
pub fn chance() -> Box<dyn CryptoRng + Send> {
    Box::new(UnwrapErr(SysRng))
}

/// Writes what was asked for to stdout. Whoever reads may stop before the end (`| head`): that is no failure.
pub fn print(bytes: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::no_output(format!("stdout takes nothing: {error}"))),
        _ => Ok(()),
    }
}

/// A line for people, on stderr: never among what a machine reads.
pub fn say(line: &str) {
    // Nobody to tell it to is no reason to end.
    writeln!(io::stderr().lock(), "{line}").ok();
}

/// Is somebody looking at stdout?
pub fn somebody_looks() -> bool {
    io::stdout().is_terminal()
}

/// A variable of the environment, if it says something.
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.trim().is_empty())
}
