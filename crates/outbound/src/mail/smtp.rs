//! The operator's mail server.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{AsyncSmtpTransportBuilder, Error};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};

use super::MailError;

/// The time dialling may take.
const DIAL_TIME_MAX: Duration = Duration::from_secs(10);
/// The time one letter may take, from dialling to acceptance. A letter cut short at the very end may have been
/// taken: it is sent again, with the `Message-ID` it had.
const LETTER_TIME_MAX: Duration = Duration::from_secs(60);
/// How much of a server's answer is kept, in characters.
const ANSWER_CHARS_MAX: usize = 200;

/// How the line to the mail server is kept from listeners.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte (port 465).
    Tls,
    /// TLS after `STARTTLS` (port 587), and nothing is sent if the server does not offer it.
    StartTls,
    /// None: for a relay on this machine or in its own network, without password unless on this machine.
    Plain,
}

/// The operator's mail server.
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpSettings {
    /// Name or number of the server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the line is protected.
    pub security: Security,
    /// The name we greet it with: the host of the public URL, as many servers turn away a name without a dot.
    /// Without one, the name of this machine.
    pub hello: Option<String>,
    /// The account, if the server wants one.
    pub user: Option<String>,
    /// Its password.
    pub password: Option<String>,
}

impl fmt::Debug for SmtpSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpSettings")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("security", &self.security)
            .finish_non_exhaustive()
    }
}

pub fn transport(settings: &SmtpSettings) -> Result<AsyncSmtpTransport<Tokio1Executor>, MailError> {
    type Transport = AsyncSmtpTransport<Tokio1Executor>;
    let host = &settings.host;
    let unprepared = |error: Error| MailError::permanent(format!("TLS cannot be prepared for {host}: {error}"));
    let builder: AsyncSmtpTransportBuilder = match settings.security {
        Security::Tls => Transport::relay(host).map_err(unprepared)?,
        Security::StartTls => Transport::starttls_relay(host).map_err(unprepared)?,
        Security::Plain => Transport::builder_dangerous(host),
    };
    let builder = builder.port(settings.port).timeout(Some(DIAL_TIME_MAX));
    let builder = match &settings.hello {
        Some(name) => builder.hello_name(ClientId::Domain(name.clone())),
        None => builder,
    };
    let builder = match (&settings.user, &settings.password) {
        (Some(_), Some(_)) if settings.security == Security::Plain && !is_this_machine(host) => {
            return Err(MailError::permanent(format!(
                "the password for {host} would cross the network in clear: use TLS or STARTTLS"
            )));
        }
        (Some(user), Some(password)) => builder.credentials(Credentials::new(user.clone(), password.clone())),
        (None, None) => builder,
        _ => return Err(MailError::permanent("the mail server's user and password go together")),
    };
    Ok(builder.build())
}

pub async fn send(transport: &AsyncSmtpTransport<Tokio1Executor>, message: &Message) -> Result<(), MailError> {
    let sending = transport.send(message.clone());
    let envelope = message.envelope();
    let international = envelope.to().iter().chain(envelope.from()).any(|address| !AsRef::<str>::as_ref(address).is_ascii());
    match tokio::time::timeout(LETTER_TIME_MAX, sending).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => Err(judge(&error, international)),
        Err(_) => Err(MailError::passing("the mail server takes too long")),
    }
}

fn judge(error: &Error, international: bool) -> MailError {
    let code = error.status().map(u16::from);
    // RFC 5321, 4.2.3, and RFC 7504: this receiver or this letter, never. The other 5xx mean us (the name we greet with, the
    // account, the order of commands): the operator will mend that, and the letter waits for it.
    let never = matches!(code, Some(521 | 541 | 550..=559));
    // A server that knows ASCII addresses only will not carry this one tomorrow either.
    let unsayable = international && error.is_client();
    MailError { permanent: never || unsayable, code, why: without_addresses(&error.to_string()) }
}

/// Servers like to repeat the receiver's address, which has no business in a log.
fn without_addresses(answer: &str) -> String {
    let words = answer.split_whitespace().map(|word| if word.contains('@') { "…" } else { word });
    words.collect::<Vec<_>>().join(" ").chars().take(ANSWER_CHARS_MAX).collect()
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}
