//! What every act stands on: the store, the keys, the clock, chance, the door out.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anavez_keys::{DerivedKey, MasterKey};
use anavez_outbound::{Client, Mailer};
use anavez_recognition::Moment;
use anavez_store::Store;
use openbadges::jsonld::Engine;
use rand_core::CryptoRng;
use tokio::sync::Notify;

use crate::ActError;
use crate::addresses::{Addresses, PublicUrl};

/// The time, as an argument.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Moment;
}

/// What the operator says about this place.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The data folder.
    pub data: PathBuf,
    /// The public address, if it is said; it is written down at the first start and never changes silently.
    pub public_url: Option<String>,
    /// The address to use at a first start when none is said.
    pub default_url: String,
    /// What this site is called in letters.
    pub site: String,
    /// Who runs it, for the privacy page.
    pub operator: String,
    /// Where to write to the people who run it.
    pub contact: String,
    /// Where the data are kept, for the privacy page: a country, a town.
    pub place: String,
    /// Letters are shown on a page, and the place is filled with invented people. Loopback only.
    pub demo: bool,
    /// did:web and fetches on loopback are allowed (`ANAVEZ_ALLOW_LOOPBACK`).
    pub allow_loopback: bool,
    /// A file with the master key, instead of `keys/master.key` in the data folder.
    pub master_key_file: Option<PathBuf>,
    /// Whether a folder that has no public address yet gets one now. Commands beside the server leave that to it.
    pub founds: bool,
}

impl Settings {
    /// Settings for a data folder; everything else as by default.
    pub fn new(data: &Path) -> Self {
        Self {
            data: data.to_owned(),
            public_url: None,
            default_url: "http://127.0.0.1:8080".into(),
            site: "Anavez".into(),
            operator: String::new(),
            contact: String::new(),
            place: String::new(),
            demo: false,
            allow_loopback: false,
            master_key_file: None,
            founds: true,
        }
    }
}

/// Everything outside of the domain that an act needs. Made once by the program; tests make one with a seed.
pub struct World {
    /// The store.
    pub store: Store,
    /// What the operator says.
    pub settings: Settings,
    /// The public addresses of things.
    pub addresses: Addresses,
    pub(crate) engine: &'static Engine,
    pub(crate) master: MasterKey,
    pub(crate) links: DerivedKey,
    pub(crate) codes: DerivedKey,
    pub(crate) outbound: Client,
    pub(crate) mailer: Mailer,
    clock: Box<dyn Clock>,
    chance: Mutex<Box<dyn CryptoRng + Send>>,
    /// Rung when a letter was written, so that it goes out at once.
    pub letters: Notify,
}

/// Why a data folder cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The store.
    #[error(transparent)]
    Store(#[from] anavez_store::StoreError),
    /// The keys.
    #[error(transparent)]
    Keys(#[from] anavez_keys::KeysError),
    /// The address is not one.
    #[error(transparent)]
    Url(#[from] crate::addresses::NotAPublicUrl),
    /// Another public address than the first time.
    #[error(
        "this data folder belongs to {kept}: its address is written into every document it signed, and cannot become {said}. \
         Start without --public-url, or with a new data folder"
    )]
    OtherUrl {
        /// The address of the first start.
        kept: String,
        /// The address that was said now.
        said: String,
    },
    /// Another master key than the one that sealed the keys here.
    #[error(
        "the master key is not the one that sealed the keys of this data folder: bring back keys/master.key of the same backup"
    )]
    OtherMasterKey,
}

impl World {
    /// Opens a data folder: makes it at the first start, and writes its public address down.
    pub async fn open(
        settings: Settings,
        clock: Box<dyn Clock>,
        mut chance: Box<dyn CryptoRng + Send>,
        outbound: Client,
        mailer: Mailer,
    ) -> Result<Self, OpenError> {
        let store = Store::open(&settings.data).await?;
        let mut reading = store.reading().await?;
        let kept_url = reading.instance_value("public_url").await?;
        let kept_master = reading.instance_value("master_key").await?;
        drop(reading);
        let master = match (&settings.master_key_file, &kept_master) {
            (Some(file), _) => MasterKey::from_file(file)?,
            (None, Some(_)) => MasterKey::load(&settings.data)?,
            (None, None) => MasterKey::load_or_make(&settings.data, chance.as_mut())?,
        };
        if kept_master.is_some_and(|kept| kept != master.name()) {
            return Err(OpenError::OtherMasterKey);
        }
        let said = settings.public_url.as_deref().map(PublicUrl::parse).transpose()?;
        let url = match (kept_url, said) {
            (Some(kept), Some(said)) if kept != said.as_str() => {
                return Err(OpenError::OtherUrl { kept, said: said.as_str().into() });
            }
            (Some(kept), _) => PublicUrl::parse(&kept)?,
            (None, said) => said.map_or_else(|| PublicUrl::parse(&settings.default_url), Ok)?,
        };
        let mut writing = store.writing().await?;
        writing.add_instance_value("master_key", &master.name()).await?;
        if settings.founds {
            writing.add_instance_value("public_url", url.as_str()).await?;
            writing.add_instance_value("founded_at", &clock.now().micros().to_string()).await?;
        }
        writing.commit().await?;
        Ok(Self {
            store,
            settings,
            addresses: Addresses::new(url),
            engine: Engine::standard(),
            links: master.derive("claim links"),
            codes: master.derive("sign-in codes"),
            master,
            outbound,
            mailer,
            clock,
            chance: Mutex::new(chance),
            letters: Notify::new(),
        })
    }

    /// Now.
    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// Uses the world's chance.
    pub fn chance<T>(&self, with: impl FnOnce(&mut dyn CryptoRng) -> T) -> T {
        let mut chance = self.chance.lock().unwrap_or_else(PoisonError::into_inner);
        with(chance.as_mut())
    }

    /// Random bytes.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        self.chance(|chance| {
            let mut bytes = [0; N];
            chance.fill_bytes(&mut bytes);
            bytes
        })
    }

    /// An id for an act that no client named: used once, so that the act is done once.
    pub fn new_act_id(&self) -> String {
        self.random::<12>().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Runs work that keeps a core busy away from the threads that serve requests.
    pub(crate) async fn aside<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, ActError> {
        tokio::task::spawn_blocking(work).await.map_err(|e| ActError::Broken(Box::new(e)))
    }
}

impl std::fmt::Debug for World {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("World").field("settings", &self.settings).finish_non_exhaustive()
    }
}
