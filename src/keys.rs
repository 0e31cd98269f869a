//! `anavez keys`: a key to sign with elsewhere, and the keys of actors here.

use anavez_acts::{World, keys_of};
use anavez_keys::{Portable, SecretKey};

use crate::ending::Ending;
use crate::folder::Folder;
use crate::outside;

/// A key to sign with elsewhere, and the keys of people and organisations here
#[derive(Debug, clap::Args)]
pub struct Keys {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Prints a new KEY.json (a did:key with its secret), for signing without a server
    Generate,
    /// Lists the keys of somebody: public key (the thumbprint of an RSA key), state, since when, kind; the oldest first
    List(Whose),
    /// Replaces the keys that somebody signs with; what the old ones signed stays good
    Rotate(Whose),
    /// Takes a key out of use because it is or may be in other hands: what it signed proves nothing any more
    Revoke {
        #[command(flatten)]
        whose: Whose,
        /// The public key (z6Mk…, or the thumbprint of an RSA key); without it, those that they sign with
        #[arg(long, value_name = "KEY")]
        key: Option<String>,
    },
}

#[derive(Debug, clap::Args)]
struct Whose {
    #[command(flatten)]
    folder: Folder,
    /// Short name, id, or exact name of a person or an organisation
    #[arg(long, value_name = "HANDLE")]
    actor: String,
}

/// Does it.
pub async fn run(command: Keys) -> anyhow::Result<Ending> {
    let whose = match &command.what {
        What::Generate => return generate(),
        What::List(whose) | What::Rotate(whose) | What::Revoke { whose, .. } => whose,
    };
    let world = whose.folder.open().await?;
    let done = of_actor(&world, &whose.actor, &command.what).await;
    world.store.close().await;
    outside::print(done?.as_bytes())?;
    Ok(Ending::Yes)
}

fn generate() -> anyhow::Result<Ending> {
    let key = Portable::new(SecretKey::generate(outside::chance().as_mut())?);
    outside::print(key.to_json()?.as_bytes())?;
    Ok(Ending::Yes)
}

async fn of_actor(world: &World, name: &str, what: &What) -> anyhow::Result<String> {
    let actor = keys_of::actor_called(world, name).await?.id;
    match what {
        What::Generate | What::List(_) => {}
        What::Rotate(_) => drop(keys_of::rotate(world, actor).await?),
        What::Revoke { key, .. } => drop(keys_of::revoke(world, actor, key.as_deref()).await?),
    }
    let keys = keys_of::keys_of(world, actor).await?;
    let line = |key: &anavez_store::StoredKey| {
        let kind = if key.jwk.is_some() { "RSA" } else { "Ed25519" };
        format!("{}\t{}\t{}\t{kind}\n", key.multikey, key.state, key.changed_at.rfc3339())
    };
    Ok(keys.iter().map(line).collect())
}
