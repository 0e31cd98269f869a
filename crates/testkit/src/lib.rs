//! For tests only: a world with a seed, a clock that one moves, a folder that goes away.
#![forbid(unsafe_code)]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use anavez_acts::{Clock, Settings, World, profile};
use anavez_outbound::{Client, Mailer};
use anavez_recognition::{Actor, Moment};
use rand::SeedableRng as _;
use rand::rngs::StdRng;

/// The Forum's first morning: 4 July 2018, in microseconds.
const MORNING: i64 = 1_530_695_640_000_000;

/// A clock that goes on by a millisecond each time it is looked at, and as far as a test moves it.
#[derive(Debug, Clone)]
pub struct Hands(Arc<AtomicI64>);

impl Hands {
    /// Moves the clock on.
    pub fn pass_seconds(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }
}

impl Clock for Hands {
    fn now(&self) -> Moment {
        Moment::from_micros(self.0.fetch_add(1_000, Ordering::Relaxed))
    }
}

/// A world at https://anavez.example, as a demonstration: its letters can be read.
#[derive(Debug)]
pub struct Place {
    /// The world.
    pub world: Arc<World>,
    /// Its clock.
    pub hands: Hands,
    folder: tempfile::TempDir,
}

/// What keeps a test from having a place.
pub type Trouble = Box<dyn std::error::Error + Send + Sync>;

impl Place {
    /// A new place in a folder of its own.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub async fn new() -> Result<Self, Trouble> {
        let folder = tempfile::tempdir()?;
        let hands = Hands(Arc::new(AtomicI64::new(MORNING)));
        let settings = Settings { demo: true, public_url: Some("https://anavez.example".into()), ..Settings::new(folder.path()) };
        let client = Client::new(anavez_outbound::Settings::new("anavez-test"))?;
        let mailer = Mailer::folder(folder.path().join("mail"));
        let world = World::open(settings, Box::new(hands.clone()), Box::new(StdRng::seed_from_u64(2018)), client, mailer).await?;
        Ok(Self { world: Arc::new(world), hands, folder })
    }

    /// An account and a token of its own.
    ///
    /// # Errors
    /// When the handle is not one.
    pub async fn account(&self, handle: &str) -> Result<(Actor, String), Trouble> {
        let account = profile::account_named(&self.world, handle).await?;
        let token = profile::make_token(&self.world, account.id, "test").await?;
        Ok((account, token))
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}
