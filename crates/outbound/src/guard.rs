//! Which addresses this program goes to.

use std::net::SocketAddr;

use url::{Host, Url};

use crate::Why;
use crate::address::{is_loopback, is_public};

/// The longest address that is looked at, in bytes.
pub const URL_BYTES_MAX: usize = 2048;
/// The longest host name (RFC 1035, 2.3.4), in bytes.
const HOST_BYTES_MAX: usize = 253;
/// Most addresses of one name that are dialled; all of them are judged.
const ADDRESSES_MAX: usize = 8;

/// Names that mean a machine nearby, whatever DNS says: RFC 6761, 6762, 7686, 8375, 9476, and what home and office
/// networks use.
const LOCAL_SUFFIXES: [&str; 16] = [
    "localhost",
    "local",
    "localdomain",
    "internal",
    "intranet",
    "private",
    "corp",
    "home",
    "lan",
    "home.arpa",
    "onion",
    "invalid",
    "test",
    "example",
    "alt",
    "domain",
];

/// The rules, without a socket: https on port 443, a public name, public addresses behind it.
///
/// ```
/// use anavez_outbound::{Guard, Why};
/// let guard = Guard::new(false);
/// assert_eq!(guard.admit("https://badges.example.org/1#x").unwrap().as_str(), "https://badges.example.org/1");
/// assert_eq!(guard.admit("https://2130706433/").unwrap_err(), Why::IpLiteral);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Guard {
    allow_loopback: bool,
}

/// An address that passed the guard: spelling judged, fragment gone. Where its name leads is judged when dialled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admitted {
    url: Url,
    loopback: bool,
}

impl Admitted {
    /// The address as it will be asked for.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.url.as_str()
    }

    /// The host, for people to read.
    #[must_use]
    pub fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    pub(crate) const fn url(&self) -> &Url {
        &self.url
    }
}

impl Guard {
    /// `allow_loopback`: also http, any port, and numbers, on this machine itself; for tests and trying.
    #[must_use]
    pub const fn new(allow_loopback: bool) -> Self {
        Self { allow_loopback }
    }

    /// Judges the spelling of an address.
    ///
    /// # Errors
    /// The first rule that it breaks.
    pub fn admit(self, text: &str) -> Result<Admitted, Why> {
        judge_characters(text)?;
        let authority = text.split_once("://").ok_or(Why::NotAUrl)?.1;
        let authority = authority.split(['/', '?', '#']).next().unwrap_or_default();
        let mut url = Url::parse(text).map_err(|_| Why::NotAUrl)?;
        if !matches!(url.scheme(), "https" | "http") {
            return Err(Why::NotHttps);
        }
        // Also the empty one, `https://@example.org`, which parsing would quietly drop.
        if authority.contains('@') || !url.username().is_empty() || url.password().is_some() {
            return Err(Why::UserInfo);
        }
        let loopback = self.allow_loopback && is_on_loopback(&url);
        if !loopback {
            judge_public(&url)?;
        }
        url.set_fragment(None);
        Ok(Admitted { url, loopback })
    }

    /// Judges where a redirection leads.
    ///
    /// # Errors
    /// As [`Guard::admit`]; and nobody on the internet sends us back to ourselves, loopback allowed or not.
    pub fn admit_redirect(self, from: &Admitted, location: &str) -> Result<Admitted, Why> {
        judge_characters(location)?;
        let to = from.url.join(location).map_err(|_| Why::NotAUrl)?;
        let to = self.admit(to.as_str())?;
        if to.loopback && !from.loopback {
            return Err(Why::BackToLoopback);
        }
        Ok(to)
    }

    /// Judges where a name leads: every address must do, or none is dialled. A name that answers with a public and
    /// a private address is an attack, or broken enough to be none of our business.
    ///
    /// # Errors
    /// [`Why::NotPublic`] with the first address that will not do.
    pub fn admit_addresses(self, host: &str, mut addresses: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, Why> {
        let own = self.allow_loopback && is_localhost(host);
        let fits = |address: &SocketAddr| if own { is_loopback(address.ip()) } else { is_public(address.ip()) };
        if let Some(address) = addresses.iter().find(|address| !fits(address)) {
            return Err(Why::NotPublic(address.ip()));
        }
        addresses.truncate(ADDRESSES_MAX);
        Ok(addresses)
    }
}

fn judge_characters(text: &str) -> Result<(), Why> {
    if text.len() > URL_BYTES_MAX {
        return Err(Why::TooLong);
    }
    let strange = |c: char| c.is_whitespace() || c.is_control() || c == '\\';
    if text.contains(strange) { Err(Why::StrangeCharacters) } else { Ok(()) }
}

fn judge_public(url: &Url) -> Result<(), Why> {
    // Numbers first: `http://10.0.0.1/` is told what matters most about it.
    let name = match url.host() {
        Some(Host::Domain(name)) => name,
        Some(Host::Ipv4(_) | Host::Ipv6(_)) => return Err(Why::IpLiteral),
        None => return Err(Why::NotAUrl),
    };
    if name.len() > HOST_BYTES_MAX {
        return Err(Why::TooLong);
    }
    if name.ends_with('.') {
        return Err(Why::TrailingDot);
    }
    let local = |suffix: &&str| name.strip_suffix(suffix).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    if LOCAL_SUFFIXES.iter().any(local) {
        return Err(Why::LocalName);
    }
    if !name.contains('.') {
        return Err(Why::SingleLabel);
    }
    if url.scheme() != "https" {
        return Err(Why::NotHttps);
    }
    // The scheme's own port is left out by parsing.
    url.port().map_or(Ok(()), |port| Err(Why::Port(port)))
}

fn is_on_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => is_localhost(name),
        None => false,
    }
}

fn is_localhost(host: &str) -> bool {
    host == "localhost" || host.ends_with(".localhost")
}

#[cfg(test)]
mod tests;
