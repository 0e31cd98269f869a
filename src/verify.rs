//! `anavez verify`: does a badge hold?

mod words;

use std::path::{Path, PathBuf};

use anavez_recognition::limits::BADGE_FILE_BYTES;
use openbadges::verify::{Input, Options, Report};

use crate::ending::Ending;
use crate::folder::{self, Folder};
use crate::settings::switched_on;
use crate::{input, outside};

/// Says whether a badge holds: what was signed, by whom, and whether it still holds
///
/// Exits 0 if it does (also with remarks: the first sentence says them), 1 if it is not valid (changed, revoked, suspended,
/// expired, not valid yet), 2 if that cannot be said (unverifiable now, a form that is not read, not a badge), 64 or more if
/// the command itself did not work.
#[derive(Debug, clap::Args)]
pub struct Verify {
    /// A file (PNG, SVG, JSON or a token), a web address, or - for stdin
    #[arg(value_name = "FILE|URL|-")]
    badge: PathBuf,
    /// Print the whole report as JSON
    #[arg(long)]
    json: bool,
    /// Fetch nothing: no issuer's keys, no status list
    #[arg(long)]
    offline: bool,
    /// The moment for which the answer holds, as 2026-01-02T03:04:05Z; now by default
    #[arg(long, value_name = "RFC3339")]
    at: Option<jiff::Timestamp>,
    /// Who should have received it: a mail address or an identifier
    #[arg(long, value_name = "IDENTITY")]
    recipient: Option<String>,
    /// Exit 2 unless the signer is proven to be the stated issuer: what a script that opens a door uses
    #[arg(long)]
    require_issuer: bool,
    /// A data folder whose known keys help
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// Does it.
pub async fn run(command: Verify) -> anyhow::Result<Ending> {
    let input = input_of(&command.badge)?;
    let report = report(&command, input).await?;
    if command.json {
        outside::print(format!("{}\n", serde_json::to_string_pretty(&report)?).as_bytes())?;
    } else {
        let language = words::language_of(&outside::variable);
        let coloured = outside::somebody_looks() && outside::variable("NO_COLOR").is_none();
        outside::print(words::in_words(&report, language, coloured).as_bytes())?;
    }
    Ok(match report.verdict.exit_code() {
        0 => Ending::Yes,
        1 => Ending::No,
        _ => Ending::CannotSay,
    })
}

async fn report(command: &Verify, input: Input) -> anyhow::Result<Report> {
    let allow_loopback = switched_on(outside::variable("ANAVEZ_ALLOW_LOOPBACK"));
    let mut options = Options {
        offline: command.offline,
        recipient: command.recipient.clone(),
        require_issuer: command.require_issuer,
        allow_loopback,
        ..Options::at(command.at.unwrap_or_else(outside::now))
    };
    let client = if command.offline { None } else { Some(folder::client(allow_loopback, None)?) };
    let Some(data) = &command.data else {
        return Ok(anavez_acts::verify::verify(client.as_ref(), None, input, options).await?);
    };
    let world = Folder { path: data.clone() }.open().await?;
    // A folder for trying answers for itself; the door out stays closed to this machine.
    options.allow_loopback |= world.addresses.is_loopback();
    let report = anavez_acts::verify::verify(client.as_ref(), Some(&world), input, options).await;
    world.store.close().await;
    Ok(report?)
}

/// An address, or the start of a file: one that is longer than any badge is none, and its start says what it is instead.
fn input_of(badge: &Path) -> anyhow::Result<Input> {
    if let Some(address) = badge.to_str().filter(|text| text.starts_with("https://") || text.starts_with("http://")) {
        return Ok(Input::Url(address.to_owned()));
    }
    Ok(Input::Bytes(input::read_start(badge, BADGE_FILE_BYTES)?))
}
