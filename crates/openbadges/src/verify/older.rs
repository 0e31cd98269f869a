//! Open Badges 0.5 to 2.1: hosted and signed badges, and endorsements of 2.0.
//!
//! A hosted badge is what stands at its address, a signed one is what its JWS holds. Its class and its issuer's profile are
//! followed from there; each is checked as a document of its own. Then: is it its issuer's doing, was it taken back, when
//! does it hold, to whom was it given.
//!
//! Source: Open Badges 2.0 "Verification".

mod address;
mod endorsements;
mod facts;
mod hosted;
mod linked;
mod look;
mod recipient;
mod revoked;
mod scope;
mod signed;

pub(super) use address::to_ask;
pub(super) use hosted::Place;

use serde_json::Value;

use super::fetches::What;
use super::issuer::Keys;
use super::report::{CheckKind, IssuerProven, Outcome, Report, Signature, Status, Verdict};
use crate::read::{Kind, Normal, ProofKind, Said, Standard, is_web, normal};
use address::same_host;
use hosted::{Method, Standing};
use linked::{Linked, Seen, Written, follow};
use look::Look;

/// Endorsements that are verified with a badge.
const ENDORSEMENTS_MAX: usize = 16;
/// The longest answer that may be nothing but the word that a badge was taken back, in bytes.
const WORD_BYTES_MAX: usize = 4096;

/// What is to be verified, and how it came.
pub(super) struct Paper<'d> {
    /// The document, as found.
    pub(super) document: &'d Value,
    /// The JWS that held it.
    pub(super) token: Option<&'d str>,
    /// The address where it was found just now.
    pub(super) place: Option<&'d Place>,
}

/// Everything that can be said now about a document of Open Badges 0.5 to 2.1; what is missing is wished for.
pub(super) fn assess(keys: &mut Keys<'_>, paper: &Paper<'_>) -> Report {
    Reader { keys, endorsements_left: ENDORSEMENTS_MAX }.read(paper, 1)
}

/// Whether these bytes are nothing but the word that a badge was taken back (1.1: `{"revoked": true}`).
pub(super) fn says_revoked(bytes: &[u8]) -> bool {
    bytes.len() <= WORD_BYTES_MAX
        && crate::json::read(bytes).is_ok_and(|document| document["revoked"] == true && Standard::of(&document).is_none())
}

struct Reader<'r, 'k> {
    keys: &'r mut Keys<'k>,
    endorsements_left: usize,
}

/// The class of a badge and the profile of its issuer. Documents without a class have none.
struct Links {
    class: Option<Linked>,
    issuer: Linked,
}

impl Links {
    /// Whether each is the word of the host where it was asked for.
    fn are_sure(&self) -> bool {
        let linked = self.class.iter().chain([&self.issuer]);
        linked.filter_map(Linked::seen).all(|seen| seen.sure)
    }
}

impl Reader<'_, '_> {
    fn read(&mut self, paper: &Paper<'_>, depth: usize) -> Report {
        let given = normal(paper.document);
        let kind = match Kind::of(&given.document) {
            Some(kind @ (Kind::Assertion | Kind::Endorsement | Kind::BadgeClass | Kind::Profile)) => kind,
            other => return not_a_badge(other),
        };
        let standard = older_standard(paper.document).unwrap_or(Standard::Ob20);
        let mut look = Look::new(kind, standard);
        match paper.token {
            Some(token) => self.signed(&mut look, given, token),
            None => self.hosted(&mut look, given, paper.place),
        }
        self.report(look, depth)
    }

    fn signed(&mut self, look: &mut Look, given: Normal, token: &str) {
        look.proof = ProofKind::Jws;
        if hosted::method(&given.document) != Method::Signed {
            look.check(CheckKind::Proof, Outcome::Warn, "it is signed, and does not say so".to_owned());
        }
        look.truth = given;
        let links = self.links(look, Written::Counts, None);
        let issuer = links.issuer.seen();
        let id = issuer.and_then(|seen| seen.normal.document["id"].as_str().or(seen.at.as_deref()));
        let id = id.or_else(|| links.issuer.stated().as_str()).or_else(|| links.issuer.stated()["id"].as_str());
        let known = signed::Issuer { id, profile: issuer, standard: look.standard };
        let found = signed::look(self.keys.fetches, token, &look.truth.document, &known);
        let outcome = match found.signature {
            Signature::Valid => Outcome::Pass,
            Signature::Invalid => Outcome::Fail,
            _ => Outcome::Unknown,
        };
        look.signature = found.signature;
        if found.signature == Signature::Unknown {
            look.unseen.get_or_insert_with(|| found.detail.clone());
        }
        look.check(CheckKind::Proof, outcome, found.detail);
        look.issuer(found.issuer, found.issuer_detail);
        let status = self.listed(&look.truth.document, id.unwrap_or_default(), issuer);
        look.status(status);
        look.links = Some(links);
    }

    /// Whether a signed badge is on its issuer's list.
    fn listed(&mut self, badge: &Value, id: &str, issuer: Option<&Seen>) -> revoked::Finding {
        if badge["revoked"] == true {
            return revoked::revoked(badge["revocationReason"].as_str());
        }
        let unknown = |detail: String| revoked::Finding::new(Status::Unknown, Outcome::Unknown, detail);
        let Some(profile) = issuer.filter(|issuer| issuer.at.is_some()) else {
            return unknown("its issuer's profile was not seen, which would name a revocation list".to_owned());
        };
        match &profile.normal.document["revocationList"] {
            Value::Null => revoked::Finding::new(Status::Active, Outcome::Pass, "its issuer keeps no list of revoked badges"),
            Value::String(url) => match linked::fetch(self.keys.fetches, url, What::StatusList) {
                Ok(list) => revoked::look(&list.document, id, badge),
                Err(reason) => unknown(format!("the revocation list could not be seen: {}", reason.reason())),
            },
            _ => unknown("its issuer's revocation list has no address".to_owned()),
        }
    }

    fn hosted(&mut self, look: &mut Look, given: Normal, place: Option<&Place>) {
        look.proof = ProofKind::Hosted;
        let mut odd = Vec::new();
        let standing = match hosted::method(&given.document) {
            Method::Signed => Standing::Unsigned,
            Method::Other(kind) => Standing::Unsupported(kind),
            Method::Hosted => hosted::stand(self.keys.fetches, given.clone(), look.standard, place, &mut odd),
        };
        look.truth = given;
        let (mut stands_at, mut sure) = (None, true);
        match standing {
            Standing::Stands(found, at, is_sure) => {
                look.standard = older_standard(&found.document).unwrap_or(look.standard);
                look.truth = *found;
                look.check(CheckKind::Proof, Outcome::Pass, format!("it stands at {at}"));
                stands_at = Some(at);
                sure = is_sure;
            }
            Standing::Revoked { detail } => {
                look.check(CheckKind::Proof, Outcome::Pass, "its host was asked".to_owned());
                look.status(revoked::Finding::new(Status::Revoked, Outcome::Fail, detail));
            }
            Standing::Unseen(reason) => look.unseen(Signature::Unknown, reason),
            Standing::Unsigned => {
                look.unseen(Signature::None, "it says that it is signed, and comes without its signature".to_owned());
            }
            Standing::Unsupported(kind) => {
                look.check(
                    CheckKind::Proof,
                    Outcome::Unknown,
                    format!("badges that are verified by {kind} are not verified here"),
                );
                look.signature = Signature::Unsupported;
                look.proof = ProofKind::Other(kind);
            }
        }
        for odd in odd {
            look.check(CheckKind::Proof, Outcome::Warn, odd);
        }
        let Some(at) = stands_at else {
            if look.status == Status::Revoked {
                look.links = Some(self.links(look, Written::Asks, None));
            }
            return;
        };
        look.status(revoked::Finding::new(
            Status::Active,
            Outcome::Pass,
            "its host shows it, and does not say that it was revoked",
        ));
        let links = self.links(look, Written::Asks, Some(&at));
        let (proven, detail) = match standing_of(look, &links, &at) {
            (IssuerProven::Proven, _) if !(sure && links.are_sure()) => {
                let detail = "its host sends on to another one, which may be anybody's".to_owned();
                (IssuerProven::Unknown, detail)
            }
            other => other,
        };
        look.issuer(proven, detail);
        if [links.class.as_ref(), Some(&links.issuer)].into_iter().flatten().any(|linked| linked.seen().is_none()) {
            look.signature = Signature::Unknown;
        }
        look.links = Some(links);
    }

    /// Follows a document to its class and its issuer; checks each of them.
    fn links(&mut self, look: &mut Look, written: Written, at: Option<&str>) -> Links {
        let mut odd = Vec::new();
        let document = look.truth.document.clone();
        let class = (look.kind == Kind::Assertion).then(|| {
            let class = follow(self.keys.fetches, &document["badge"], "its badge class", written, &mut odd);
            as_written(class, at, &mut odd)
        });
        let issuer = match (look.kind, &class) {
            (Kind::Profile, _) => Linked::Seen(Seen { at: at.map(str::to_owned), ..Seen::written(look.truth.clone()) }),
            (_, None) => follow(self.keys.fetches, &document["issuer"], "its issuer's profile", Written::Asks, &mut odd),
            (_, Some(Linked::Seen(class))) => {
                follow(self.keys.fetches, &class.normal.document["issuer"], "its issuer's profile", Written::Asks, &mut odd)
            }
            // What could not be seen names no issuer that could be believed.
            (_, Some(Linked::Unseen { stated, .. })) => Linked::Unseen {
                stated: stated["issuer"].clone(),
                reason: "its badge class could not be seen, which names the issuer".to_owned(),
            },
        };
        for odd in odd {
            look.check(CheckKind::Issuer, Outcome::Warn, odd);
        }
        Links { class, issuer }
    }

    fn report(&mut self, mut look: Look, depth: usize) -> Report {
        look.structure();
        look.dates(self.keys.at());
        let recipient = self.keys.options.recipient.as_ref().filter(|_| depth == 1);
        let recipient = recipient.map(|wanted| look.recipient(wanted));
        look.image();
        let mut said = Said::by(&look.composed());
        self.endorsements(&mut look, depth, &mut said);
        look.report(recipient, self.keys.options.require_issuer, said)
    }
}

/// Whether what stands at `at` may stand there by its issuer's word.
fn standing_of(look: &Look, links: &Links, at: &str) -> (IssuerProven, String) {
    let Linked::Seen(issuer) = &links.issuer else {
        return (IssuerProven::Unknown, "its issuer's profile was not seen".to_owned());
    };
    let profile = &issuer.normal.document;
    // 0.5 writes the issuer inside and names its origin.
    if let (None, Some(origin)) = (&issuer.at, profile["origin"].as_str()) {
        return if same_host(origin, at) {
            (IssuerProven::Proven, format!("it stands on its issuer's own host, {}", address::host(origin).unwrap_or_default()))
        } else {
            (IssuerProven::Contradicted, format!("it stands at {at}, which is not of its issuer's origin {origin}"))
        };
    }
    let Some(home) = &issuer.at else {
        return (IssuerProven::Unknown, "its issuer has no address at which it could say so".to_owned());
    };
    if let Some(id) = profile["id"].as_str().filter(|id| !is_web(id)) {
        return (IssuerProven::Unknown, format!("its issuer calls itself {id}, which is no address that could be asked"));
    }
    if let Err(reason) = scope::allows(profile, home, at) {
        return (IssuerProven::Contradicted, reason);
    }
    let class_at = links.class.as_ref().and_then(Linked::seen).and_then(|class| class.at.as_deref());
    match class_at.filter(|class| !same_host(home, class)).map(|class| scope::allows(profile, home, class)) {
        Some(Err(reason)) => (IssuerProven::Contradicted, format!("its badge class is not its issuer's: {reason}")),
        _ if look.kind == Kind::Profile => (IssuerProven::Proven, "the profile stands at its own address".to_owned()),
        _ => (IssuerProven::Proven, format!("it stands where its issuer, {home}, lets its badges stand")),
    }
}

/// A class that is written in a badge and cannot be seen at its own address still counts when both are of one host: the
/// host said it.
fn as_written(class: Linked, at: Option<&str>, odd: &mut Vec<String>) -> Linked {
    match class {
        Linked::Unseen { stated: stated @ Value::Object(_), reason }
            if at.is_some_and(|at| stated["id"].as_str().is_some_and(|id| same_host(id, at))) =>
        {
            odd.push(format!("{reason}; what is written in the badge counts"));
            Linked::Seen(Seen::written(normal(&stated)))
        }
        other => other,
    }
}

fn older_standard(document: &Value) -> Option<Standard> {
    Standard::of(document).filter(|standard| standard.is_older())
}

fn not_a_badge(kind: Option<Kind>) -> Report {
    let what = kind.map_or("JSON that is no badge", Kind::name);
    Report::silent(Verdict::NotABadge, format!("This is not a badge: {what}."))
}

#[cfg(test)]
mod tests;
