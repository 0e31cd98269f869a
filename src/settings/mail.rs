//! The operator's mail server: one address, or its parts.

use std::path::PathBuf;

use anavez_outbound::{Security, SmtpSettings};
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use url::Url;

use super::{Environment, not_understood};
use crate::ending::Failure;
use crate::input;

/// The longest file with a password, in bytes.
const PASSWORD_BYTES_MAX: usize = 1024;
const EXAMPLE: &str = "smtps://user:password@mail.example.org";

/// The section `[smtp]` of `anavez.toml`.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    url: Option<String>,
    host: Option<String>,
    port: Option<u16>,
    security: Option<String>,
    user: Option<String>,
    password_file: Option<PathBuf>,
}

/// The mail server that was said, if any: `ANAVEZ_SMTP_URL`, or `ANAVEZ_SMTP_HOST` with what goes with it. What the
/// environment says of it replaces the section of the file as a whole, so that no password goes to another server.
pub fn smtp(written: Option<Written>, environment: Environment<'_>) -> Result<Option<SmtpSettings>, Failure> {
    let from_environment = Written {
        url: environment("ANAVEZ_SMTP_URL"),
        host: environment("ANAVEZ_SMTP_HOST"),
        port: match environment("ANAVEZ_SMTP_PORT") {
            Some(port) => Some(port.parse().map_err(|_| not_understood("ANAVEZ_SMTP_PORT", &port, "587"))?),
            None => None,
        },
        security: environment("ANAVEZ_SMTP_SECURITY"),
        user: environment("ANAVEZ_SMTP_USER"),
        password_file: environment("ANAVEZ_SMTP_PASSWORD_FILE").map(PathBuf::from),
    };
    let said = if from_environment.url.is_some() || from_environment.host.is_some() {
        from_environment
    } else {
        written.unwrap_or_default()
    };
    match (&said.url, &said.host) {
        (Some(_), Some(_)) => Err(Failure::settings("the mail server is said twice: by its address and by its host")),
        (Some(url), None) => of_url(url).map(Some),
        (None, Some(host)) => of_parts(host.clone(), &said).map(Some),
        (None, None) => Ok(None),
    }
}

/// `smtps://` is TLS from the first byte, `smtp://` is STARTTLS, `smtp+plain://` is neither (for a relay nearby).
fn of_url(said: &str) -> Result<SmtpSettings, Failure> {
    // The address holds a password: it is not repeated.
    let wrong = |what: &str| Failure::settings(format!("the mail server's address {what}: an example is {EXAMPLE}"));
    let url = Url::parse(said).map_err(|_| wrong("is none"))?;
    let security = match url.scheme() {
        "smtps" => Security::Tls,
        "smtp" => Security::StartTls,
        "smtp+plain" => Security::Plain,
        _ => return Err(wrong("begins with none of smtps://, smtp:// and smtp+plain://")),
    };
    let plain = |text: &str| percent_decode_str(text).decode_utf8().map(|text| text.into_owned());
    let host = url.host_str().ok_or_else(|| wrong("has no host"))?;
    let user = Some(url.username()).filter(|user| !user.is_empty()).map(plain).transpose();
    let password = url.password().map(plain).transpose();
    Ok(SmtpSettings {
        host: host.trim_matches(['[', ']']).to_owned(),
        port: url.port().unwrap_or(usual_port(security)),
        security,
        hello: None,
        user: user.map_err(|_| wrong("has a user that is not UTF-8"))?,
        password: password.map_err(|_| wrong("has a password that is not UTF-8"))?,
    })
}

fn of_parts(host: String, said: &Written) -> Result<SmtpSettings, Failure> {
    let security = match said.security.as_deref() {
        Some("tls") => Security::Tls,
        None | Some("starttls") => Security::StartTls,
        Some("plain") => Security::Plain,
        Some(other) => return Err(not_understood("the mail server's security", other, "tls, starttls or plain")),
    };
    let password = match &said.password_file {
        Some(path) => Some(input::read_text(path, PASSWORD_BYTES_MAX)?.trim_end_matches(['\r', '\n']).to_owned()),
        None => None,
    };
    let port = said.port.unwrap_or(usual_port(security));
    Ok(SmtpSettings { host, port, security, hello: None, user: said.user.clone(), password })
}

const fn usual_port(security: Security) -> u16 {
    match security {
        Security::Tls => 465,
        Security::StartTls => 587,
        Security::Plain => 25,
    }
}
