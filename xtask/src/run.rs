//! Starting other programs: each is named before it starts, its output goes straight through.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// One program to be started, with what will be shown for it.
pub struct Run {
    command: Command,
    shown: String,
}

impl Run {
    /// A program found on the path.
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        let shown = program.as_ref().to_string_lossy().into_owned();
        let mut command = Command::new(program);
        command.stdin(Stdio::null());
        Self { command, shown }
    }

    /// The same cargo that runs this program.
    ///
    /// What cargo tells *us* about xtask's own package is taken away: a build script that reads it would be built anew each time.
    pub fn cargo() -> Self {
        let mut run = Self::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        run.shown = "cargo".to_owned();
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
                run.command.env_remove(&name);
            }
        }
        run
    }

    /// Adds arguments.
    pub fn args<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(mut self, arguments: I) -> Self {
        for argument in arguments {
            self.shown.push(' ');
            self.shown.push_str(&argument.as_ref().to_string_lossy());
            self.command.arg(argument);
        }
        self
    }

    /// Sets a variable of its environment.
    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.shown = format!("{name}={} {}", value.as_ref().to_string_lossy(), self.shown);
        self.command.env(name, value);
        self
    }

    /// Runs it in this folder.
    pub fn in_folder(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Leaves the keyboard to it.
    pub fn with_keyboard(mut self) -> Self {
        self.command.stdin(Stdio::inherit());
        self
    }

    /// Runs it to its end; anything but success is an error that names it.
    pub fn go(mut self) -> Result<()> {
        println!("$ {}", self.shown);
        let status = self.command.status().with_context(|| format!("cannot be started: {}", self.shown))?;
        if !status.success() {
            bail!("ended with {status}: {}", self.shown);
        }
        Ok(())
    }

    /// Runs it to its end and hands over what it printed.
    pub fn reads(mut self) -> Result<String> {
        let output =
            self.command.stderr(Stdio::inherit()).output().with_context(|| format!("cannot be started: {}", self.shown))?;
        if !output.status.success() {
            bail!("ended with {}: {}", output.status, self.shown);
        }
        String::from_utf8(output.stdout).with_context(|| format!("printed no text: {}", self.shown))
    }

    /// Whether it starts and succeeds; says nothing.
    pub fn succeeds(mut self) -> bool {
        self.command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    }
}

#[cfg(test)]
mod tests {
    use super::Run;

    #[test]
    fn a_failing_program_is_an_error_that_names_it() {
        let error = Run::cargo().args(["no-such-command-at-all"]).go().unwrap_err();
        assert!(error.to_string().contains("cargo no-such-command-at-all"), "{error}");
    }

    #[test]
    fn a_missing_program_does_not_succeed() {
        assert!(!Run::new("no-such-program-at-all").succeeds());
        assert!(Run::cargo().args(["--version"]).succeeds());
    }
}
