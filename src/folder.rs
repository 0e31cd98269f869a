//! A data folder opened on the command line, beside a server that may be running on it (decision 23).

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use anavez_acts::{OpenError, World};
use anavez_outbound::{Client, Mailer};

use crate::ending::Failure;
use crate::outside;
use crate::settings::Said;

/// Which data folder a command works on.
#[derive(Debug, Clone, clap::Args)]
pub struct Folder {
    /// The data folder
    #[arg(long = "data", env = "ANAVEZ_DATA", default_value = "anavez-data", value_name = "DIR")]
    pub path: PathBuf,
}

impl Folder {
    /// Opens a folder that a server or a command has made before.
    pub async fn open(&self) -> anyhow::Result<World> {
        if !self.path.join("main.db").exists() {
            let path = self.path.display();
            return Err(Failure::no_input(format!(
                "there is no data folder at {path}: say --data DIR, or start one with `anavez serve --data {path}`"
            ))
            .into());
        }
        self.open_or_make().await
    }

    /// Opens a folder, or makes it. The public address is left to the first start of the server: it can never change, so no
    /// command writes it down in passing.
    pub async fn open_or_make(&self) -> anyhow::Result<World> {
        let said = Said::read(&self.path, &outside::variable)?;
        let settings = anavez_acts::Settings { founds: false, ..said.world(&self.path) };
        let client = client(said.allow_loopback, None)?;
        let mailer = Mailer::folder(self.path.join("mail"));
        let world = World::open(settings, Box::new(outside::SystemClock), outside::chance(), client, mailer).await;
        world.map_err(|error| refused(&self.path, error))
    }
}

/// The one server of a data folder: two would send every letter twice.
#[derive(Debug)]
pub struct OnlyServer {
    /// Locked as long as it is open, and by nobody once the process has ended, however it ended.
    _lock: File,
}

impl OnlyServer {
    /// Claims a folder that is there already.
    pub fn of(path: &Path) -> anyhow::Result<Self> {
        let file = path.join("serving.lock");
        let lock = File::options().create(true).truncate(false).write(true).open(&file);
        let lock = lock.map_err(|error| Failure::settings(format!("{} cannot be opened: {error}", file.display())))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { _lock: lock }),
            Err(TryLockError::WouldBlock) => {
                Err(Failure::settings(format!("another server runs on {}: stop it first", path.display())).into())
            }
            Err(TryLockError::Error(error)) => Err(anyhow::Error::from(error).context(format!("{}", file.display()))),
        }
    }
}

/// The door out. `home` is the public address of the server that asks.
pub fn client(allow_loopback: bool, home: Option<&str>) -> anyhow::Result<Client> {
    let home = home.unwrap_or(env!("CARGO_PKG_REPOSITORY"));
    let user_agent = format!("Anavez/{} (+{home})", env!("CARGO_PKG_VERSION"));
    Ok(Client::new(anavez_outbound::Settings { allow_loopback, ..anavez_outbound::Settings::new(user_agent) })?)
}

/// Why a folder does not open: what its settings forbid has an exit code of its own.
pub fn refused(path: &Path, error: OpenError) -> anyhow::Error {
    let failure = match &error {
        OpenError::Url(_) | OpenError::OtherUrl { .. } | OpenError::OtherMasterKey | OpenError::Keys(_) => {
            Failure::settings(error.to_string())
        }
        OpenError::Store(_) => return anyhow::Error::from(error).context(format!("{} does not open", path.display())),
    };
    failure.into()
}
