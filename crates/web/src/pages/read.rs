//! To read any badge, without an account: a file or an address in, four parts and a verdict in words out. Nothing is kept.

use std::sync::Arc;

use anavez_acts::verify::verify_here;
use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::routing::get;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use openbadges::read::{Container, Content};
use openbadges::verify::{self, Input, Options};
use serde_json::Value;

use super::upload::Sent;
use super::{Answer, html, judge};
use crate::markup::Html;
use crate::paths;
use crate::server::{App, Gate, Visitor};
use crate::view::Page;
use crate::view::actor::Who;
use crate::view::award::{Parts, Piece, PieceForm};
use crate::view::form::{Form, Refusal};
use crate::view::read::{Read, Report};

/// The largest body: the largest badge file, and room for the fields around it.
const BODY_BYTES: usize = anavez_recognition::limits::BADGE_FILE_BYTES + 64 * 1024;
/// The longest document that is shown as text, in bytes.
const SHOWN_BYTES: usize = 64 * 1024;

pub(super) fn router() -> Router<Arc<App>> {
    Router::new().route(paths::READ, get(ask).post(read).layer(DefaultBodyLimit::max(BODY_BYTES)))
}

async fn ask(State(app): State<Arc<App>>, visitor: Visitor) -> Answer {
    html(&Read { page: visitor.page(&app), form: Form::new(app.world.new_act_id()), report: None })
}

async fn read(State(app): State<Arc<App>>, visitor: Visitor, sent: Sent) -> Answer {
    app.gates.admit(Gate::Reading, &visitor.address.to_string())?;
    let Sent { form: fields, files } = sent;
    let form = Form::new(app.world.new_act_id()).with("address", fields.get("address"));
    let file = files.into_iter().find(|file| file.field == "file");
    let url = fields.get("url").trim().to_owned();
    let (source, input, bytes) = match file {
        Some(file) => (file.name, Input::Bytes(file.bytes.clone()), Some(file.bytes)),
        None if url.is_empty() => {
            let form = form.refused("file", &Refusal::NotChosen, visitor.language);
            return html(&Read { page: visitor.page(&app), form, report: None });
        }
        None if !(url.starts_with("https://") || url.starts_with("http://")) => {
            let form = form.with("url", url).refused("url", &Refusal::NotAddress, visitor.language);
            return html(&Read { page: visitor.page(&app), form, report: None });
        }
        None => (url.clone(), Input::Url(url), None),
    };
    let options = Options { recipient: fields.filled("address").map(str::to_owned), ..Options::at(app.world.now().timestamp()) };
    let found = verify_here(&app.world, input, options).await?;
    let who = visitor.who(&app, None).await?;
    let seen = judge::seen(&app.world, &who, &found).await?;
    let page = visitor.page(&app);
    let judgement = judge::judgement(&page, &found, seen);
    let report = Report {
        source,
        name: name(&page, &found),
        picture: bytes.as_deref().and_then(picture),
        parts: judgement.is_badge().then(|| parts(&page, &found)),
        details: details(&found),
        document: bytes.as_deref().and_then(document),
        judgement,
    };
    html(&Read { form, report: Some(report), page })
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned).filter(|text| !text.trim().is_empty())
}

fn name(page: &Page, found: &verify::Report) -> String {
    let comment = found.said.words.as_ref().and_then(|words| text(&words["comment"]));
    let quoted = comment.map(|comment| crate::view::voice::Words { text: comment, lang: None }.beginning(80));
    quoted
        .or_else(|| found.name.clone())
        .or_else(|| text(&found.said.achievement["name"]))
        .unwrap_or_else(|| page.t("read-unnamed").to_string())
}

/// The picture that carries the badge, as it was brought: shown as an image only, under a policy that lets nothing run.
fn picture(bytes: &[u8]) -> Option<String> {
    let media_type = match openbadges::read::read(bytes).container {
        Container::Png => "image/png",
        Container::Svg => "image/svg+xml",
        Container::Plain => return None,
    };
    Some(format!("data:{media_type};base64,{}", STANDARD.encode(bytes)))
}

/// The document inside, indented, for people who write programs.
fn document(bytes: &[u8]) -> Option<String> {
    let value = match openbadges::read::read(bytes).content {
        Content::Credential(value) => value,
        Content::Jws(jws) => jws.credential().clone(),
        Content::Address(_) | Content::Nothing(_) => return None,
    };
    serde_json::to_string_pretty(&value).ok().filter(|text| text.len() <= SHOWN_BYTES)
}

fn parts(page: &Page, found: &verify::Report) -> Parts {
    let said = &found.said;
    let issuer = text(&said.issuer["name"]).or_else(|| text(&said.issuer["id"]));
    let words = said.words.as_ref().and_then(|words| text(&words["comment"]));
    let criteria = text(&said.achievement["criteria"]).or(words).unwrap_or_default();
    Parts {
        giver: Who { name: issuer.unwrap_or_else(|| page.t("somebody").to_string()), ..Who::default() },
        giver_about: text(&said.issuer["description"]),
        receiver: text(&said.recipient["name"]).map(|name| Who { name, ..Who::default() }),
        receiver_about: text(&said.recipient["narrative"]),
        criteria: Html::from_markdown(&criteria),
        model: None,
        evidence: said.evidence.iter().map(|piece| evidence(page, piece)).collect(),
    }
}

fn evidence(page: &Page, piece: &Value) -> Piece {
    let href = text(&piece["id"]).filter(|id| id.starts_with("https://") || id.starts_with("http://"));
    let form = if href.is_some() { PieceForm::Link } else { PieceForm::Text };
    let name = text(&piece["name"]).or_else(|| href.clone()).unwrap_or_else(|| page.t(form.text()).to_string());
    Piece { form, name, narrative: text(&piece["narrative"]), href, author: None, added_on: None }
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
        assert_eq!(picture(b"{}"), None);
    }
}
