//! `anavez issue`: one badge to everybody on a list, without a server.
//!
//! A run is what its inputs say: model, list, key, form. Its moment and a seed are written down before its first badge, so
//! that a run that was killed makes the same badges again, byte for byte, and goes on after the last ones that are on the
//! disk. Nothing is doubled, whenever it ended.

mod list;
mod maker;
mod model;
mod row;
mod sheet;
mod state;

use std::path::{Path, PathBuf};

use anavez_keys::Portable;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::ending::{Ending, Failure};
use crate::{input, outside};
use list::List;
use maker::Maker;
use model::Model;
use row::Rows;
use sheet::{Refusals, Sheet};
use state::{Done, Run};

/// The longest MODEL.json, in bytes: a picture may be in it.
const MODEL_BYTES_MAX: usize = 8 << 20;
/// The longest KEY.json, in bytes.
const KEY_BYTES_MAX: usize = 16 << 10;
/// Refused rows said on stderr; all of them stand in the file beside the output.
const REFUSALS_SAID: u64 = 20;

/// Issues one badge to everybody on a list, signed with a key of one's own
///
/// OUT gets one signed badge a line. Rows that cannot be used are said with their number and reason, also in OUT.rejected.csv;
/// all others are issued. Started again after it was stopped or killed, it goes on where it was: OUT.run.json remembers the run.
#[derive(Debug, clap::Args)]
pub struct Issue {
    /// What is given: a model as the API takes it (name, description, criteria, kind, image, issuer) or an Open Badges 3.0 Achievement
    #[arg(long, value_name = "MODEL.json")]
    badge: PathBuf,
    /// To whom: CSV with a header `email[,name][,narrative][,evidence]`; names are never written into a badge
    #[arg(long, value_name = "LIST.csv")]
    recipients: PathBuf,
    /// The key, as `anavez keys generate` prints it
    #[arg(long, value_name = "KEY.json")]
    key: PathBuf,
    /// Where the badges go, one a line
    #[arg(long, value_name = "OUT.jsonl")]
    out: PathBuf,
    /// JSON with its proof inside, or a token
    #[arg(long, value_enum, default_value_t = Format::Ldp)]
    format: Format,
    /// Also a picture of each badge with the badge inside, in this folder
    #[arg(long, value_name = "DIR")]
    bake: Option<PathBuf>,
}

/// The form of a signed badge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// JSON with a Data Integrity proof, eddsa-rdfc-2022
    Ldp,
    /// A compact JWS (VC-JWT), EdDSA
    Jwt,
}

/// Does it.
pub fn run(command: &Issue) -> anyhow::Result<Ending> {
    let key = input::read_text(&command.key, KEY_BYTES_MAX)?;
    let key = Portable::from_json(&key).map_err(|error| Failure::data(format!("{}: {error}", command.key.display())))?;
    let model_bytes = input::read_whole(&command.badge, MODEL_BYTES_MAX)?;
    let model = Model::read(&model_bytes, &command.badge, &key.did())?;
    let print = state::print_of(&model_bytes, &command.recipients, &key.did(), command.format, command.bake.is_some())?;
    let mut run = Run::open(&command.out, &print, outside::now())?;
    if let Some(done) = run.done() {
        outside::say(&format!("done before: {}", summary(done, &command.out)));
        return Ok(Ending::Yes);
    }
    let picture = command.bake.as_ref().map(|_| model.picture()).transpose()?;
    let mut sheet = Sheet::open(&command.out, command.bake.as_deref().zip(picture))?;
    let mut maker = Maker::new(&model, &key, run.moment(), command.format)?;
    let done = issue_all(command, &run, &mut maker, &mut sheet)?;
    run.finish(done)?;
    outside::say(&summary(done, &command.out));
    Ok(Ending::Yes)
}

fn issue_all(command: &Issue, run: &Run, maker: &mut Maker<'_>, sheet: &mut Sheet) -> anyhow::Result<Done> {
    let (list, bytes) = List::open(&command.recipients)?;
    let bar = bar(bytes, sheet.kept());
    let mut refusals = Refusals::open(&command.out)?;
    let mut done = Done::default();
    let mut rows = Rows::new(list, run.seed());
    let mut line = Vec::with_capacity(8 << 10);
    while let Some((number, row)) = rows.next()? {
        let made = row.and_then(|row| maker.prepare(&row, run.seed().of(number)).map(|()| row));
        match made {
            Ok(_) if done.issued < sheet.kept() => done.issued += 1,
            Ok(row) => {
                line.clear();
                maker.make(&mut line)?;
                sheet.add(number, &row, &line)?;
                done.issued += 1;
            }
            Err(reason) => {
                done.refused += 1;
                refusals.add(number, &reason)?;
                if done.refused <= REFUSALS_SAID {
                    bar.suspend(|| outside::say(&format!("row {number}: {reason}")));
                }
            }
        }
        if number.is_multiple_of(256) {
            bar.set_position(rows.bytes());
            bar.set_message(done.issued.to_string());
        }
    }
    sheet.close()?;
    refusals.close()?;
    bar.finish_and_clear();
    Ok(done)
}

fn summary(done: Done, out: &Path) -> String {
    let mut said = format!("{} badges in {}", done.issued, out.display());
    if done.refused > 0 {
        said.push_str(&format!(", {} rows refused: {}", done.refused, sheet::refusals_path(out).display()));
    }
    said
}

/// Shown on stderr where it is a terminal.
fn bar(bytes: u64, kept: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(bytes), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {percent:>3} %  {msg} badges  {elapsed} / {eta}") {
        bar.set_style(style);
    }
    if kept > 0 {
        bar.suspend(|| outside::say(&format!("going on after {kept} badges that are there already")));
    }
    bar
}
