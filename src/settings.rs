//! What the operator says: on the command line, in the environment, in `DATA/anavez.toml`, in this order. Whatever is left
//! out has a default; whatever is not understood is refused by name.

mod mail;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anavez_outbound::SmtpSettings;
use serde::Deserialize;

use crate::ending::Failure;

/// The name of the file in the data folder. `packaging/anavez.toml` shows everything that can stand there.
const FILE: &str = "anavez.toml";
/// The longest file that is read, in bytes.
const FILE_BYTES_MAX: usize = 64 * 1024;
/// Where the server listens when nobody says otherwise.
pub const LISTEN: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 8080);

/// The value of a variable of the environment, as an argument.
pub type Environment<'a> = &'a dyn Fn(&str) -> Option<String>;

/// What was said outside of the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Where the server listens.
    pub listen: Option<SocketAddr>,
    /// The public address.
    pub public_url: Option<String>,
    /// What this site is called.
    pub site: String,
    /// Who runs it.
    pub operator: String,
    /// Where to write to the people who run it.
    pub contact: String,
    /// Where the data are kept: a country, a town.
    pub place: String,
    /// A file with the master key.
    pub master_key_file: Option<PathBuf>,
    /// The mail server, if there is one.
    pub smtp: Option<SmtpSettings>,
    /// Fetches and did:web on this machine are allowed. In the environment only: for tests and trying.
    pub allow_loopback: bool,
}

impl Said {
    /// Reads the environment and the file in the data folder.
    pub fn read(data: &Path, environment: Environment<'_>) -> Result<Self, Failure> {
        let written = Written::read(&data.join(FILE))?;
        let text = |name: &str, written: Option<String>| environment(name).or(written);
        let listen = match text("ANAVEZ_LISTEN", written.listen) {
            Some(said) => Some(said.parse().map_err(|_| not_understood("ANAVEZ_LISTEN", &said, "127.0.0.1:8080"))?),
            None => None,
        };
        Ok(Self {
            listen,
            public_url: text("ANAVEZ_PUBLIC_URL", written.public_url),
            site: text("ANAVEZ_SITE", written.site).unwrap_or_else(|| "Anavez".into()),
            operator: text("ANAVEZ_OPERATOR", written.operator).unwrap_or_default(),
            contact: text("ANAVEZ_CONTACT", written.contact).unwrap_or_default(),
            place: text("ANAVEZ_PLACE", written.place).unwrap_or_default(),
            master_key_file: environment("ANAVEZ_MASTER_KEY_FILE").map(PathBuf::from).or(written.master_key_file),
            smtp: mail::smtp(written.smtp, environment)?,
            allow_loopback: switched_on(environment("ANAVEZ_ALLOW_LOOPBACK")),
        })
    }

    /// The settings of a world on this data folder.
    pub fn world(&self, data: &Path) -> anavez_acts::Settings {
        anavez_acts::Settings {
            public_url: self.public_url.clone(),
            site: self.site.clone(),
            operator: self.operator.clone(),
            contact: self.contact.clone(),
            place: self.place.clone(),
            allow_loopback: self.allow_loopback,
            master_key_file: self.master_key_file.clone(),
            ..anavez_acts::Settings::new(data)
        }
    }
}

/// A switch: `1`, `true` or `yes`.
pub fn switched_on(value: Option<String>) -> bool {
    value.is_some_and(|value| matches!(value.trim().to_ascii_lowercase().as_str(), "1" | "true" | "yes"))
}

/// What stands in `anavez.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    listen: Option<String>,
    public_url: Option<String>,
    site: Option<String>,
    operator: Option<String>,
    contact: Option<String>,
    place: Option<String>,
    master_key_file: Option<PathBuf>,
    smtp: Option<mail::Written>,
}

impl Written {
    fn read(path: &Path) -> Result<Self, Failure> {
        if !path.exists() {
            return Ok(Self::default());
        }
        let text = crate::input::read_text(path, FILE_BYTES_MAX)?;
        toml::from_str(&text).map_err(|error| Failure::settings(format!("{}: {error}", path.display())))
    }
}

fn not_understood(name: &str, said: &str, example: &str) -> Failure {
    Failure::settings(format!("{name} cannot be \"{said}\": an example is {example}"))
}

#[cfg(test)]
mod tests;
