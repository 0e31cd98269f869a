//! `anavez check`: is the data folder whole?

use crate::ending::Ending;
use crate::folder::Folder;
use crate::outside;

/// Re-derives every invariant of a data folder and names each row that breaks one; exits 1 if any does
#[derive(Debug, clap::Args)]
pub struct Check {
    #[command(flatten)]
    folder: Folder,
}

/// Does it.
pub async fn run(command: Check) -> anyhow::Result<Ending> {
    let world = command.folder.open().await?;
    let breaches = anavez_acts::check::check(&world).await;
    world.store.close().await;
    let breaches = breaches?;
    let mut lines: String = breaches.iter().map(|breach| format!("{}: {}\n", breach.row, breach.invariant)).collect();
    if breaches.is_empty() {
        lines = format!("{} is whole.\n", command.folder.path.display());
    }
    outside::print(lines.as_bytes())?;
    Ok(if breaches.is_empty() { Ending::Yes } else { Ending::No })
}
