//! The public addresses of things, and the DIDs of actors (decisions 1–3). Written nowhere else.

use anavez_recognition::ids::ListId;
use anavez_recognition::{ActorId, EvidenceId, Form, Language, ModelId, ModelVersion, Recognition, RecognitionId};
use url::Url;

/// Not an address that an instance can have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{said}\" cannot be the public address: {why}. An example: https://recognition.example.org")]
pub struct NotAPublicUrl {
    /// What was said.
    pub said: String,
    /// Why not.
    pub why: &'static str,
}

/// The public address: scheme, host and port, nothing behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// Parses an address: https with a host name; or http on loopback, for trying. No path, no query.
    pub fn parse(said: &str) -> Result<Self, NotAPublicUrl> {
        let no = |why| NotAPublicUrl { said: said.chars().take(200).collect(), why };
        let url = Url::parse(said.trim()).map_err(|_| no("it is not a web address"))?;
        let host = url.host_str().ok_or_else(|| no("it has no host"))?;
        if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() {
            return Err(no("nothing may stand behind the host and port"));
        }
        let loopback = is_loopback(host);
        match url.scheme() {
            "https" => {}
            "http" if loopback => {}
            "http" => return Err(no("only https can be verified by others; http is for loopback")),
            _ => return Err(no("it does not start with https://")),
        }
        let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
        Ok(Self(format!("{}://{host}{port}", url.scheme())))
    }

    /// The address, without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host == "[::1]" || host.parse::<std::net::Ipv4Addr>().is_ok_and(|ip| ip.is_loopback())
}

/// Makes addresses.
#[derive(Debug, Clone)]
pub struct Addresses {
    base: PublicUrl,
    did_host: String,
}

impl Addresses {
    pub(crate) fn new(base: PublicUrl) -> Self {
        let authority = base.0.split_once("://").map_or("", |(_, rest)| rest);
        let did_host = authority.replace(':', "%3A");
        Self { base, did_host }
    }

    /// The public address itself.
    pub fn base(&self) -> &str {
        self.base.as_str()
    }

    /// Is it for trying only? Others refuse did:web on loopback.
    pub fn is_loopback(&self) -> bool {
        self.base.0.starts_with("http://")
    }

    /// Host and port.
    pub fn host(&self) -> &str {
        self.base.0.split_once("://").map_or("", |(_, rest)| rest)
    }

    /// The DID of an actor: `did:web:HOST:actors:{uuid}`.
    pub fn did(&self, actor: ActorId) -> String {
        format!("did:web:{}:actors:{actor}", self.did_host)
    }

    /// The actor of one of our DIDs.
    pub fn actor_of_did(&self, did: &str) -> Option<ActorId> {
        did.strip_prefix(&format!("did:web:{}:actors:", self.did_host))?.parse().ok()
    }

    /// The page of an actor.
    pub fn actor(&self, actor: ActorId) -> String {
        format!("{}/actors/{actor}", self.base())
    }

    /// Words or an award.
    pub fn recognition(&self, recognition: &Recognition) -> String {
        self.given(recognition.form, recognition.id)
    }

    /// Words or an award, by id.
    pub fn given(&self, form: Form, id: RecognitionId) -> String {
        match form {
            Form::Words => format!("{}/recognitions/{id}", self.base()),
            Form::Award => format!("{}/awards/{id}", self.base()),
        }
    }

    /// An award as a hosted assertion of Open Badges 2.0.
    pub fn hosted_award(&self, id: RecognitionId) -> String {
        format!("{}.ob2.json", self.given(Form::Award, id))
    }

    /// The badge class of a hosted award; in the first language of the version, unless another is said.
    pub fn hosted_badge(&self, version: &ModelVersion, language: &Language) -> String {
        let address = format!("{}.ob2.json", self.version(version));
        let is_first = version.said.name.languages().next() == Some(language);
        if is_first { address } else { format!("{address}?lang={language}") }
    }

    /// The profile of an issuer of Open Badges 2.0.
    pub fn hosted_issuer(&self, actor: ActorId) -> String {
        format!("{}.ob2.json", self.actor(actor))
    }

    /// A badge model.
    pub fn model(&self, model: ModelId) -> String {
        format!("{}/models/{model}", self.base())
    }

    /// A version of a badge model: the `achievement.id` of its awards.
    pub fn version(&self, version: &ModelVersion) -> String {
        format!("{}/models/{}/versions/{}", self.base(), version.model, version.number)
    }

    /// The picture of a version.
    pub fn picture(&self, version: &ModelVersion) -> String {
        format!("{}/picture.png", self.version(version))
    }

    /// A piece of evidence.
    pub fn evidence(&self, evidence: EvidenceId) -> String {
        format!("{}/evidence/{evidence}", self.base())
    }

    /// A status list.
    pub fn status_list(&self, list: ListId) -> String {
        format!("{}/status/{list}", self.base())
    }

    /// The claim link of an offer.
    pub fn claim(&self, token: &str) -> String {
        format!("{}/offers/{token}", self.base())
    }

    /// Where a sign-in letter leads.
    pub fn sign_in(&self, token: &str) -> String {
        format!("{}/sign-in/{token}", self.base())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_url_is_https_or_loopback() {
        assert_eq!(PublicUrl::parse("https://Recognition.Example.org/").unwrap().as_str(), "https://recognition.example.org");
        assert_eq!(PublicUrl::parse("http://127.0.0.1:8080").unwrap().as_str(), "http://127.0.0.1:8080");
        for bad in [
            "recognition.example.org",
            "http://recognition.example.org",
            "https://a.org/path",
            "https://a.org/?x",
            "ftp://a.org",
            "https://u@a.org",
        ] {
            assert!(PublicUrl::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn dids_carry_the_port_escaped() {
        let addresses = Addresses::new(PublicUrl::parse("http://127.0.0.1:8080").unwrap());
        let actor = ActorId::new(anavez_recognition::Moment::EPOCH, [1; 10]);
        let did = addresses.did(actor);
        assert_eq!(did, format!("did:web:127.0.0.1%3A8080:actors:{actor}"));
        assert_eq!(addresses.actor_of_did(&did), Some(actor));
        assert_eq!(addresses.actor_of_did("did:web:elsewhere.example:actors:x"), None);
    }
}
