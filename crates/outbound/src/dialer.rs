//! From a name to addresses that may be dialled.
//!
//! The HTTP client gets its addresses from here and from nowhere else, so the addresses judged are the ones
//! dialled: between judging and dialling there is no second look-up for an attacker's name server to answer.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::{Guard, Why};

/// A look-up under way.
pub type Looking = Pin<Box<dyn Future<Output = io::Result<Vec<SocketAddr>>> + Send>>;

/// Names to addresses: the system's resolver, or a double in tests. Its answers are not trusted.
pub trait Lookup: Send + Sync + 'static {
    /// The addresses of this host. Port 0 stands for the port of the URL.
    fn lookup(&self, host: String) -> Looking;
}

/// The resolver of the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemLookup;

impl Lookup for SystemLookup {
    fn lookup(&self, host: String) -> Looking {
        Box::pin(async move { Ok(tokio::net::lookup_host((host, 0)).await?.collect()) })
    }
}

/// Why no address came out.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotDialled {
    #[error("refused: {0}")]
    Refused(Why),
    #[error("no such name: {0}")]
    NoSuchName(#[source] io::Error),
    #[error("the name has no address")]
    NoAddress,
}

/// The resolver that the HTTP client dials from.
pub(crate) struct Dialer {
    guard: Guard,
    lookup: Arc<dyn Lookup>,
}

impl Dialer {
    pub(crate) fn new(guard: Guard, lookup: Arc<dyn Lookup>) -> Self {
        Self { guard, lookup }
    }
}

impl Resolve for Dialer {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = self.guard;
        let host = name.as_str().to_owned();
        let looking = self.lookup.lookup(host.clone());
        Box::pin(async move {
            let found = looking.await.map_err(NotDialled::NoSuchName)?;
            let addresses = guard.admit_addresses(&host, found).map_err(NotDialled::Refused)?;
            if addresses.is_empty() {
                return Err(NotDialled::NoAddress.into());
            }
            let addresses: Addrs = Box::new(addresses.into_iter());
            Ok(addresses)
        })
    }
}
