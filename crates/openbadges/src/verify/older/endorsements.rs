//! Endorsements of 2.0: each is a document of its own; what becomes of it is written beside it.

use serde_json::{Value, json};

use super::address::same;
use super::linked::{Linked, fetch};
use super::look::Look;
use super::{Paper, Place, Reader, older_standard};
use crate::read::{self, Content, Said, is_web, items};
use crate::verify::fetches::What;
use crate::verify::report::{CheckKind, Outcome, Report};

/// Endorsements of one object that are listed.
const LISTED_MAX: usize = 64;

/// Who holds an endorsement.
struct Holder {
    field: &'static str,
    document: Value,
}

impl Reader<'_, '_> {
    /// Verifies what endorses the badge, its class and its issuer. What endorses an endorsement is left alone.
    pub(super) fn endorsements(&mut self, look: &mut Look, depth: usize, said: &mut Said) {
        said.endorsements.clear();
        if depth > 1 || !look.seen {
            return;
        }
        for holder in holders(look) {
            for link in items(&holder.document["endorsement"]).iter().take(LISTED_MAX) {
                self.endorsement(look, &holder, link, said);
            }
        }
    }

    fn endorsement(&mut self, look: &mut Look, holder: &Holder, link: &Value, said: &mut Said) {
        let field = holder.field;
        let report = if self.endorsements_left == 0 {
            Err("there are too many to look at".to_owned())
        } else {
            self.endorsements_left -= 1;
            self.endorsement_at(link)
        };
        match report {
            Ok(report) => {
                let about = report.said.words.as_ref().and_then(|words| words["about"].as_str());
                let is_about = about.is_some_and(|about| holder.document["id"].as_str().is_some_and(|id| same(id, about)));
                let outcome = match report.verdict.exit_code() {
                    0 if is_about => Outcome::Pass,
                    0 | 1 => Outcome::Warn,
                    _ => Outcome::Unknown,
                };
                let aside = if is_about { "" } else { " (it endorses something else)" };
                look.check(CheckKind::Endorsement, outcome, format!("{field}: {}{aside}", report.summary));
                said.endorsements.push(line(&report));
            }
            Err(reason) => {
                look.check(CheckKind::Endorsement, Outcome::Unknown, format!("{field}: {reason}"));
                said.endorsements.push(json!({ "id": link.as_str(), "detail": reason }));
            }
        }
    }

    fn endorsement_at(&mut self, link: &Value) -> Result<Report, String> {
        let of_another = || "endorsements of other standards are not verified inside an older badge".to_owned();
        match link {
            Value::String(token) if read::looks_like_jws(token) => match read::read(token.as_bytes()).content {
                Content::Jws(jws) if older_standard(jws.credential()).is_some() => {
                    Ok(self.read(&Paper { document: &jws.payload, token: Some(token), place: None }, 2))
                }
                _ => Err(of_another()),
            },
            Value::String(url) if is_web(url) => {
                let found = fetch(self.keys.fetches, url, What::Badge)
                    .map_err(|reason| format!("{url} could not be seen: {}", reason.reason()))?;
                if older_standard(&found.document).is_none() {
                    return Err(of_another());
                }
                let place = Place { asked: found.asked, answered: found.answered };
                Ok(self.read(&Paper { document: &found.document, token: None, place: Some(&place) }, 2))
            }
            Value::Object(_) => Ok(self.read(&Paper { document: link, token: None, place: None }, 2)),
            _ => Err("it has no address".to_owned()),
        }
    }
}

fn holders(look: &Look) -> Vec<Holder> {
    let mut holders = vec![Holder { field: "endorsement", document: look.truth.document.clone() }];
    if let Some(links) = &look.links {
        let class = links.class.as_ref().and_then(Linked::seen).map(|class| ("badge.endorsement", class));
        let issuer = links.issuer.seen().map(|issuer| ("issuer.endorsement", issuer));
        let seen = class.into_iter().chain(issuer);
        holders.extend(seen.map(|(field, seen)| Holder { field, document: seen.normal.document.clone() }));
    }
    holders
}

fn line(report: &Report) -> Value {
    let comment = report.said.words.as_ref().map(|words| words["comment"].clone()).unwrap_or_default();
    let mut line = json!({
        "id": report.id,
        "issuer": report.said.issuer,
        "comment": comment,
        "issued_at": report.said.issued_at,
        "verdict": report.verdict,
        "signature": report.signature,
        "issuer_proven": report.issuer_proven,
        "status": report.status,
        "detail": report.summary,
    });
    if let Value::Object(fields) = &mut line {
        fields.retain(|_, value| !value.is_null());
    }
    line
}
