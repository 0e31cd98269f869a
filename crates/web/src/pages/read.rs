//! To read any badge, without an account: a file or an address in, four parts and a verdict in words out. Nothing is kept.

use std::sync::Arc;

use anavez_acts::keep_picture::picture_of_badge;
use anavez_acts::verify::verify_here;
use anavez_recognition::limits::BADGE_FILE_BYTES;
use axum::Router;
use axum::extract::{Query, State};
use axum::routing::get;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use openbadges::read::{Content, discreet};
use openbadges::verify::{self, FetchFailure, Input, Options};
use serde_json::Value;

use super::upload::{Sent, weight};
use super::{Answer, html, judge};
use crate::language::Language;
use crate::markup::Html;
use crate::paths;
use crate::server::{App, Gate, Visitor};
use crate::view::Page;
use crate::view::actor::Who;
use crate::view::award::{Parts, Piece, PieceForm};
use crate::view::form::{Form, Refusal};
use crate::view::read::{Gathered, Read, Report};

/// The longest document that is shown as text, in bytes.
const SHOWN_BYTES: usize = 64 * 1024;
/// Letters of somebody's words that stand as a title.
const TITLE_LETTERS: usize = 80;

pub(super) fn router() -> Router<Arc<App>> {
    Router::new().route(paths::READ, get(ask).post(read))
}

#[derive(serde::Deserialize, Default)]
struct Begin {
    #[serde(default)]
    url: String,
}

/// An address in the link is written into the form, not fetched: following a link asks nothing of another site.
async fn ask(State(app): State<Arc<App>>, visitor: Visitor, Query(begin): Query<Begin>) -> Answer {
    let form = Form::new(app.world.new_act_id()).with("url", begin.url);
    html(&Read { page: visitor.page(&app), form, report: None })
}

/// What was brought: its name, and its bytes when it is a file.
struct Brought {
    source: String,
    bytes: Option<Vec<u8>>,
}

async fn read(State(app): State<Arc<App>>, visitor: Visitor, mut sent: Sent<BADGE_FILE_BYTES>) -> Answer {
    app.gates.admit(Gate::Reading, &visitor.address.to_string())?;
    let page = visitor.page(&app);
    let form = Form::new(app.world.new_act_id()).with("address", sent.form.get("address")).with("url", sent.form.get("url"));
    let brought = match brought(&page, &mut sent) {
        Ok(brought) => brought,
        Err((field, refusal)) => {
            return html(&Read { form: form.refused(field, &refusal, visitor.language), report: None, page });
        }
    };
    let input = brought.bytes.clone().map_or_else(|| Input::Url(brought.source.clone()), Input::Bytes);
    let recipient = sent.form.filled("address").map(|address| address.trim().to_owned());
    let options = Options { recipient, ..Options::at(app.world.now().timestamp()) };
    let found = verify_here(&app.world, input, options).await?;
    if brought.bytes.is_none()
        && let Some(refusal) = no_answer(&found, &brought.source, visitor.language)
    {
        return html(&Read { form: form.refused("url", &refusal, visitor.language), report: None, page });
    }
    let who = visitor.who(&app, None).await?;
    let judgement = judge::judgement(&page, &found, judge::seen(&app.world, &who, &found).await?);
    let name = name(&page, &found);
    let says_something = judgement.is_badge() && found.standard.is_some();
    let picture = match &brought.bytes {
        Some(bytes) if says_something => {
            let said = &found.said;
            picture_of_badge(&app.world, bytes.clone(), &name, &said.achievement, &said.issuer["id"]).await?
        }
        _ => None,
    };
    let report = Report {
        name,
        picture: picture.map(|(media_type, bytes)| format!("data:{media_type};base64,{}", STANDARD.encode(bytes))),
        parts: says_something.then(|| parts(&page, &found)),
        gathered: found.credentials.iter().map(|badge| gathered(&page, badge)).collect(),
        details: details(&found),
        document: brought.bytes.as_deref().and_then(document),
        source: brought.source,
        judgement,
    };
    // A file was read: what stood in the address field is not what is shown.
    let form = if brought.bytes.is_some() { form.with("url", "") } else { form };
    html(&Read { form, report: Some(report), page })
}

/// The file, else the address; else the field to look at again.
fn brought(page: &Page, sent: &mut Sent<BADGE_FILE_BYTES>) -> Result<Brought, (&'static str, Refusal)> {
    match sent.take("file", page.language) {
        Err(refusal) => return Err(("file", refusal)),
        Ok(Some(file)) => {
            let nameless = file.name.trim().is_empty();
            let source = if nameless { page.t("read-this-file").to_string() } else { file.name };
            return Ok(Brought { source, bytes: Some(file.bytes) });
        }
        Ok(None) => {}
    }
    match sent.form.get("url").trim() {
        "" => Err(("file", Refusal::NotChosen)),
        url if url.starts_with("https://") || url.starts_with("http://") => Ok(Brought { source: url.to_owned(), bytes: None }),
        _ => Err(("url", Refusal::NotAddress)),
    }
}

/// Why an address gave nothing to read, as something to mend: it is not opened, does not answer, sends too much.
fn no_answer(found: &verify::Report, url: &str, language: Language) -> Option<Refusal> {
    let unseen = found.verdict == verify::Verdict::Unverifiable && found.standard.is_none();
    let [check] = found.checks.as_slice() else { return None };
    if !unseen {
        return None;
    }
    let is = |failure: &FetchFailure| check.detail.starts_with(&failure.to_string());
    if is(&FetchFailure::Refused(String::new())) {
        return Some(Refusal::Closed);
    }
    if is(&FetchFailure::TooLarge) {
        let max = weight(verify::JSON_BYTES_MAX, language);
        return Some(Refusal::FileTooLarge { size: format!("> {max}"), max });
    }
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.to_owned();
    Some(if is(&FetchFailure::Status(404)) { Refusal::NothingThere { host } } else { Refusal::NoAnswer { host } })
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned).filter(|text| !text.trim().is_empty())
}

fn name(page: &Page, found: &verify::Report) -> String {
    let comment = found.said.words.as_ref().and_then(|words| text(&words["comment"]));
    let quoted = comment.map(|comment| crate::view::voice::Words { text: comment, lang: None }.beginning(TITLE_LETTERS));
    let written = quoted.or_else(|| found.name.clone()).or_else(|| text(&found.said.achievement["name"]));
    written.unwrap_or_else(|| page.t("read-unnamed").to_string())
}

/// The document inside, indented, for people who write programs.
fn document(bytes: &[u8]) -> Option<String> {
    let value = match openbadges::read::read(bytes).content {
        Content::Credential(value) => value,
        Content::Jws(jws) => jws.credential().clone(),
        Content::Address(_) | Content::Nothing(_) => return None,
    };
    let text = serde_json::to_string_pretty(&value).ok().filter(|text| text.len() <= SHOWN_BYTES)?;
    Some(without_addresses(&text))
}

/// Without the e-mail addresses that some hosts put into the query of a web address.
fn without_addresses(text: &str) -> String {
    text.lines()
        .map(|line| if line.contains(['?', '&']) { discreet(line) } else { line.to_owned() })
        .collect::<Vec<_>>()
        .join("\n")
}

fn parts(page: &Page, found: &verify::Report) -> Parts {
    let said = &found.said;
    let issuer = text(&said.issuer["name"]).or_else(|| text(&said.issuer["id"]));
    let words = said.words.as_ref().and_then(|words| text(&words["comment"]));
    let elsewhere = text(&said.achievement["criteria_url"]).filter(|url| paths::linkable(url).is_some() && is_plain(url));
    let criteria = text(&said.achievement["criteria"]).or(words).or_else(|| elsewhere.map(|url| format!("<{url}>")));
    Parts {
        giver: Who { name: issuer.unwrap_or_else(|| page.t("somebody").to_string()), ..Who::default() },
        giver_about: text(&said.issuer["description"]),
        receiver: text(&said.recipient["name"]).map(|name| Who { name, ..Who::default() }),
        receiver_about: text(&said.recipient["narrative"]),
        criteria: Html::from_markdown(&criteria.unwrap_or_default()),
        model: None,
        evidence: said.evidence.iter().map(|piece| evidence(page, piece)).collect(),
    }
}

/// Whether an address can stand between angle brackets in Markdown.
fn is_plain(url: &str) -> bool {
    !url.chars().any(|c| c.is_whitespace() || matches!(c, '<' | '>'))
}

fn evidence(page: &Page, piece: &Value) -> Piece {
    let href = text(&piece["id"]).filter(|id| id.starts_with("https://") || id.starts_with("http://"));
    let form = if href.is_some() { PieceForm::Link } else { PieceForm::Text };
    let name = text(&piece["name"]).or_else(|| href.clone()).unwrap_or_else(|| page.t(form.text()).to_string());
    Piece { form, name, narrative: text(&piece["narrative"]), href, author: None, added_on: None }
}

fn gathered(page: &Page, badge: &Value) -> Gathered {
    let name = text(&badge["name"]).or_else(|| text(&badge["achievement"]["name"]));
    let verdict = verify::Verdict::ALL.into_iter().find(|verdict| badge["verdict"] == judge::word(verdict));
    Gathered {
        name: name.unwrap_or_else(|| page.t("read-unnamed").to_string()),
        giver: text(&badge["issuer"]["name"]),
        verdict: judge::verdict(verdict.unwrap_or(verify::Verdict::Unverifiable)),
    }
}

fn details(found: &verify::Report) -> Vec<(String, String)> {
    let mut details: Vec<(String, String)> = Vec::new();
    details.extend(found.standard.as_ref().map(|standard| ("standard".to_owned(), judge::word(standard))));
    details.push(("proof".to_owned(), judge::word(&found.proof)));
    details.push(("signature".to_owned(), judge::word(&found.signature)));
    details.push(("issuer_proven".to_owned(), judge::word(&found.issuer_proven)));
    details.push(("status".to_owned(), judge::word(&found.status)));
    details.extend(found.id.iter().map(|id| ("id".to_owned(), id.clone())));
    details.extend(text(&found.said.issuer["id"]).map(|id| ("issuer".to_owned(), id)));
    details.extend(found.checks.iter().map(|check| (judge::word(&check.check), check.detail.clone())));
    details
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_a_badge_has_no_document() {
        assert_eq!(document(b"%PDF-1.7"), None);
    }

    fn unseen(failure: &FetchFailure) -> Option<Refusal> {
        let detail = failure.to_string();
        let engine = openbadges::jsonld::Engine::standard();
        let url = "https://badges.example/1";
        let mut found = verify::offline(engine, Input::Url(url.into()), Options::at(jiff::Timestamp::UNIX_EPOCH));
        found.checks[0].detail = detail;
        no_answer(&found, url, Language::French)
    }

    #[test]
    fn an_address_that_gives_nothing_says_why() {
        let host = || "badges.example".to_owned();
        assert_eq!(unseen(&FetchFailure::Refused("private".into())), Some(Refusal::Closed));
        assert_eq!(unseen(&FetchFailure::Unreachable("no route".into())), Some(Refusal::NoAnswer { host: host() }));
        assert_eq!(unseen(&FetchFailure::Status(503)), Some(Refusal::NoAnswer { host: host() }));
        assert_eq!(unseen(&FetchFailure::Status(404)), Some(Refusal::NothingThere { host: host() }));
        assert!(matches!(unseen(&FetchFailure::TooLarge), Some(Refusal::FileTooLarge { .. })));
    }
}
