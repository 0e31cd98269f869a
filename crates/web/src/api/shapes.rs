//! Shapes that several calls share: texts, evidence, people, what was given.

use anavez_acts::keep_picture;
use anavez_acts::recognise::Offered;
use anavez_acts::show::{Shown, Whole};
use anavez_recognition::{Actor, Audience, FieldProblem, Form, Language, NewEvidence, Problem as Wrong, State, Texts, limits};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::problem::Problem;
use crate::server::App;

/// A text in one or several languages, or a plain string in the language of the request.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum TextsIn {
    /// A plain string.
    Plain(String),
    /// Language tag → text.
    #[schema(value_type = std::collections::HashMap<String, String>)]
    Each(Map<String, Value>),
}

impl TextsIn {
    /// Language by language.
    pub fn each(self, field: &str, language: &Language) -> Result<Vec<(Language, String)>, Problem> {
        match self {
            TextsIn::Plain(text) => Ok(vec![(language.clone(), text)]),
            TextsIn::Each(map) => map
                .into_iter()
                .map(|(tag, text)| {
                    let tag: Language = tag.parse().map_err(|wrong: Wrong| Problem::field(field, wrong.to_string()))?;
                    let text = text.as_str().ok_or_else(|| Problem::field(field, "must be a string per language"))?;
                    Ok((tag, text.to_owned()))
                })
                .collect(),
        }
    }
}

/// A piece of evidence: one of `text`, `url`, `file`.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
pub struct EvidenceIn {
    /// A text of one's own.
    text: Option<String>,
    /// The address of a page.
    url: Option<String>,
    /// A picture: `data:image/png;base64,…`; it is cleaned.
    file: Option<String>,
    /// The file's name.
    name: Option<String>,
}

impl EvidenceIn {
    /// A cell of a list: an address if it looks like one, else a text.
    pub fn from_cell(cell: String) -> Self {
        let is_address = cell.trim_start().starts_with("https://") || cell.trim_start().starts_with("http://");
        if is_address { Self { url: Some(cell), ..Self::default() } } else { Self { text: Some(cell), ..Self::default() } }
    }
}

/// Evidence, checked; pictures kept.
pub async fn evidence(app: &App, given: Vec<EvidenceIn>) -> Result<Vec<NewEvidence>, Problem> {
    if given.len() > limits::EVIDENCE {
        return Err(Problem::field("evidence", Wrong::TooMany { max: limits::EVIDENCE }.to_string()));
    }
    let wrong = |problem: FieldProblem| Problem::field("evidence", problem.problem.to_string());
    let mut evidence = Vec::with_capacity(given.len());
    for piece in given {
        evidence.push(match piece {
            EvidenceIn { text: Some(text), url: None, file: None, .. } => NewEvidence::text(&text).map_err(wrong)?,
            EvidenceIn { text: None, url: Some(url), file: None, .. } => NewEvidence::url(&url).map_err(wrong)?,
            EvidenceIn { text: None, url: None, file: Some(file), name } => {
                let bytes = data_url(&file).ok_or_else(|| Problem::field("evidence", "file must be data:image/…;base64,…"))?;
                keep_picture::keep_photo(&app.world, bytes, name.as_deref().unwrap_or("photo")).await?
            }
            _ => return Err(Problem::field("evidence", "each piece is one of text, url, file")),
        });
    }
    Ok(evidence)
}

/// The bytes of a `data:` URL in base64.
pub fn data_url(url: &str) -> Option<Vec<u8>> {
    let (head, body) = url.strip_prefix("data:")?.split_once(',')?;
    if !head.ends_with(";base64") || body.len() > limits::UPLOAD_BYTES * 2 {
        return None;
    }
    STANDARD.decode(body).ok()
}

/// Who may see it: `public`, `unlisted`, `private`.
pub fn visibility(word: Option<String>) -> Result<Option<Audience>, Problem> {
    word.map(|word| word.parse().map_err(|wrong: Wrong| Problem::field("visibility", wrong.to_string()))).transpose()
}

/// Somebody.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Person {
    /// Their id.
    pub id: String,
    /// Their short name; a guest has none.
    pub handle: Option<String>,
    /// The name that they show.
    pub name: Option<String>,
}

impl From<&Actor> for Person {
    fn from(actor: &Actor) -> Self {
        Self {
            id: actor.id.to_string(),
            handle: actor.handle.as_ref().map(ToString::to_string),
            name: actor.name.as_ref().map(ToString::to_string),
        }
    }
}

/// Something that was signed and offered.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct OfferedOut {
    /// Its id.
    pub id: String,
    /// Its public address, once it is accepted.
    pub url: String,
    /// The link that its receiver answers by; it ends in the token.
    pub claim_url: String,
    /// Where it stands.
    pub state: String,
}

impl From<&Offered> for OfferedOut {
    fn from(offered: &Offered) -> Self {
        Self {
            id: offered.id.to_string(),
            url: offered.url.clone(),
            claim_url: offered.claim_url.clone(),
            state: offered.state.to_string(),
        }
    }
}

/// Words or an award, as its two sides and whoever may see it read it.
#[derive(Debug, Serialize, ToSchema)]
pub struct GivenOut {
    /// Its id.
    id: String,
    /// `words` or `award`.
    form: &'static str,
    /// Its public address.
    url: String,
    /// `offered`, `accepted`, `declined`, `withdrawn`, `lapsed`, `suspended`, `revoked`.
    state: String,
    /// Who gives.
    giver: Person,
    /// Who receives. Null while an offer to an e-mail address waits for a yes: whose it is, its receiver says.
    receiver: Option<Person>,
    /// The badge model, for an award.
    #[schema(value_type = Option<Object>)]
    model: Option<Value>,
    /// What was said.
    words: Option<String>,
    /// How they know each other.
    relation: Option<String>,
    /// Where, when.
    context: Option<String>,
    /// The language of the words.
    language: String,
    /// The recognition that this one answers.
    in_reply_to: Option<String>,
    /// `private`, `unlisted`, `public`.
    visibility: String,
    /// What lets others see for themselves.
    #[schema(value_type = Vec<Object>)]
    evidence: Vec<Value>,
    /// The day of giving.
    given_at: String,
    /// When it was answered.
    answered_at: Option<String>,
    /// When it was revoked, and why.
    revoked_at: Option<String>,
    /// When it was put on hold.
    suspended_at: Option<String>,
    /// Why it was revoked or put on hold, if the giver said so.
    reason: Option<String>,
    /// Files to take away, once it is accepted.
    #[schema(value_type = Object)]
    documents: Value,
    /// The link that its receiver answers by, for its giver while it waits.
    claim_url: Option<String>,
}

impl GivenOut {
    /// From what an act shows.
    pub fn of(app: &App, whole: &Whole) -> Self {
        let r = &whole.shown.given.recognition;
        let url = whole.shown.url.clone();
        let documents = documents(whole);
        let evidence = whole.evidence.iter().map(|piece| {
            let file = piece.digest.as_ref().map(|_| app.world.addresses.evidence(piece.id));
            serde_json::json!({"id": piece.id.to_string(), "text": piece.text, "url": piece.url.clone().or(file), "name": piece.name})
        });
        Self {
            id: r.id.to_string(),
            form: r.form.as_str(),
            state: r.state.to_string(),
            giver: Person::from(&whole.shown.giver),
            receiver: whole.shown.receiver.as_ref().map(Person::from),
            model: model(&whole.shown),
            words: r.words.as_ref().map(ToString::to_string),
            relation: r.relation.as_ref().map(ToString::to_string),
            context: r.context.as_ref().map(ToString::to_string),
            language: r.language.to_string(),
            in_reply_to: r.in_reply_to.map(|id| id.to_string()),
            visibility: r.audience().to_string(),
            evidence: evidence.collect(),
            given_at: r.planned_at.rfc3339(),
            answered_at: r.answered_at.map(anavez_recognition::Moment::rfc3339),
            revoked_at: r.revoked_at.map(anavez_recognition::Moment::rfc3339),
            suspended_at: r.suspended_at.map(anavez_recognition::Moment::rfc3339),
            reason: r.reason.clone(),
            claim_url: whole.claim_url.clone(),
            documents,
            url,
        }
    }
}

/// Files to take away: the signed document; for an award also pictures, the hosted assertion of Open Badges 2.0 for what
/// anybody may open, and the token when there is one.
fn documents(whole: &Whole) -> Value {
    let r = &whole.shown.given.recognition;
    let mut documents = serde_json::Map::new();
    let mut add = |name: &str, rest: &str| drop(documents.insert(name.to_owned(), format!("{}{rest}", whole.shown.url).into()));
    if matches!(r.state, State::Accepted | State::Suspended) {
        add("json", ".json");
        if r.form == Form::Award {
            add("png", ".png");
            add("svg", ".svg");
            if r.audience().opens_by_address() {
                add("ob2", ".ob2.json");
            }
            if whole.has_token {
                add("jwt", ".jwt");
            }
        }
    }
    documents.into()
}

fn model(shown: &Shown) -> Option<Value> {
    let version = shown.version.as_ref()?;
    Some(serde_json::json!({"id": version.model.to_string(), "version": version.number, "name": texts(&version.said.name)}))
}

/// Texts as JSON.
pub fn texts(texts: &Texts) -> Value {
    serde_json::to_value(texts).unwrap_or_default()
}
