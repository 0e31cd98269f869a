//! `anavez token`: tokens for the API.

use anavez_acts::profile;

use crate::ending::Ending;
use crate::folder::Folder;
use crate::outside;

/// Tokens for the API
#[derive(Debug, clap::Args)]
pub struct Token {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Prints a new API token of somebody, and makes the person if there is none
    ///
    /// It is shown once: only its fingerprint is kept. Works beside a running server.
    Create {
        #[command(flatten)]
        folder: Folder,
        /// The person's short name
        #[arg(long, value_name = "HANDLE")]
        actor: String,
    },
}

/// Does it.
pub async fn run(command: Token) -> anyhow::Result<Ending> {
    let What::Create { folder, actor } = command.what;
    let world = folder.open_or_make().await?;
    let made = async {
        let account = profile::account_named(&world, &actor).await?;
        profile::make_token(&world, account.id, "anavez token create").await
    }
    .await;
    world.store.close().await;
    outside::print(format!("{}\n", made?).as_bytes())?;
    Ok(Ending::Yes)
}
