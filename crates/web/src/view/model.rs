//! Badge models: mine, a new one, changing one, and the page of one.

use askama::Template;
use jiff::civil::Date;

use crate::language::Language;
use crate::markup::Html;
use crate::paths;
use crate::texts::TextId;
use crate::view::actor::Who;
use crate::view::form::{Field, Form};
use crate::view::home::ModelCard;
use crate::view::{Page, Theme};

/// The fourteen kinds of badge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Diplôme.
    Diploma,
    /// Micro-crédit de formation.
    MicroCredential,
    /// Nano-diplôme.
    NanoDegree,
    /// Badge de compétence.
    Competency,
    /// Badge smart.
    Smart,
    /// Badge scout.
    Scout,
    /// Badge d'affiliation.
    Affiliation,
    /// Badge collectif.
    Collective,
    /// Badge émis par les pairs.
    Peer,
    /// Badge endossé par les pairs.
    PeerEndorsed,
    /// Badge auto-attribué.
    SelfGiven,
    /// Badge conversationnel.
    Conversational,
    /// Badge tremplin.
    Springboard,
    /// Badge de rêve.
    Dream,
}

impl Kind {
    /// The fourteen, from the formal and normative to the enabling and non-formal.
    pub const ALL: [Self; 14] = [
        Self::Diploma,
        Self::MicroCredential,
        Self::NanoDegree,
        Self::Competency,
        Self::Smart,
        Self::Scout,
        Self::Affiliation,
        Self::Collective,
        Self::Peer,
        Self::PeerEndorsed,
        Self::SelfGiven,
        Self::Conversational,
        Self::Springboard,
        Self::Dream,
    ];

    /// Its word in forms, in the API and in the store.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Diploma => "diploma",
            Self::MicroCredential => "micro-credential",
            Self::NanoDegree => "nano-degree",
            Self::Competency => "competency",
            Self::Smart => "smart",
            Self::Scout => "scout",
            Self::Affiliation => "affiliation",
            Self::Collective => "collective",
            Self::Peer => "peer",
            Self::PeerEndorsed => "peer-endorsed",
            Self::SelfGiven => "self",
            Self::Conversational => "conversational",
            Self::Springboard => "springboard",
            Self::Dream => "dream",
        }
    }

    /// What it is, in the glossary's sentence.
    const fn means(self) -> TextId {
        match self {
            Self::Diploma => TextId("glossary-diploma-means"),
            Self::MicroCredential => TextId("glossary-micro-credential-means"),
            Self::NanoDegree => TextId("glossary-nano-diploma-means"),
            Self::Competency => TextId("glossary-competency-means"),
            Self::Smart => TextId("glossary-smart-means"),
            Self::Scout => TextId("glossary-scout-means"),
            Self::Affiliation => TextId("glossary-affiliation-means"),
            Self::Collective => TextId("glossary-collective-means"),
            Self::Peer => TextId("glossary-peer-means"),
            Self::PeerEndorsed => TextId("glossary-peer-endorsed-means"),
            Self::SelfGiven => TextId("glossary-self-means"),
            Self::Conversational => TextId("glossary-conversational-means"),
            Self::Springboard => TextId("glossary-springboard-means"),
            Self::Dream => TextId("glossary-dream-means"),
        }
    }

    /// Its name.
    pub const fn text(self) -> TextId {
        match self {
            Self::Diploma => TextId("kind-diploma"),
            Self::MicroCredential => TextId("kind-micro-credential"),
            Self::NanoDegree => TextId("kind-nano-degree"),
            Self::Competency => TextId("kind-competency"),
            Self::Smart => TextId("kind-smart"),
            Self::Scout => TextId("kind-scout"),
            Self::Affiliation => TextId("kind-affiliation"),
            Self::Collective => TextId("kind-collective"),
            Self::Peer => TextId("kind-peer"),
            Self::PeerEndorsed => TextId("kind-peer-endorsed"),
            Self::SelfGiven => TextId("kind-self"),
            Self::Conversational => TextId("kind-conversational"),
            Self::Springboard => TextId("kind-springboard"),
            Self::Dream => TextId("kind-dream"),
        }
    }
}

/// What a badge is mostly for: the question by which a kind is reached. The value of the field `verb`.
pub const VERBS: [(&str, Kind); 7] = [
    ("recognise", Kind::Peer),
    ("ask", Kind::Competency),
    ("talk", Kind::Conversational),
    ("dream", Kind::Dream),
    ("join", Kind::Affiliation),
    ("together", Kind::Collective),
    ("door", Kind::Springboard),
];

/// The value of the field `hold` for a badge that can be put on hold.
pub const HOLD: &str = "yes";

/// The field that carries a picture already received, while something else is mended.
pub const PICTURE: &str = "picture";

/// Creating or changing a model.
///
/// Fields: `name`, `description`, `criteria`, `lang` (a tag), `other_name`, `other_description`, `other_criteria` (the
/// interface's other language), `verb` (see [`VERBS`]), `kind` (a word of a [`Kind`]: wins over the verb), `hold`
/// ([`HOLD`] or nothing), `image` (a file), `author` (an organisation's id or `personally`),
/// `giver_name` for somebody who has not said their name yet.
#[derive(Debug, Clone, Template)]
#[template(path = "model_form.html")]
pub struct ModelForm {
    /// Reader and place.
    pub page: Page,
    /// What was typed.
    pub form: Form,
    /// Where it is posted.
    pub action: String,
    /// The published version that this one follows; `None` for a new model.
    pub follows: Option<u64>,
    /// The address of the present picture.
    pub picture: Option<String>,
    /// The organisations the reader may speak for.
    pub voices: Vec<super::recognise::Spokesperson>,
    /// Their name is not known yet: it is asked for, since it is signed.
    pub ask_name: bool,
    /// The most that a picture may weigh, as people read it: « 2 Mo ».
    pub image_max: String,
}

impl ModelForm {
    fn verbs(&self) -> Field<'_> {
        let page = &self.page;
        let labels = [
            (TextId("model-verb-recognise"), TextId("model-verb-recognise-more")),
            (TextId("model-verb-ask"), TextId("model-verb-ask-more")),
            (TextId("model-verb-talk"), TextId("model-verb-talk-more")),
            (TextId("model-verb-dream"), TextId("model-verb-dream-more")),
            (TextId("model-verb-join"), TextId("model-verb-join-more")),
            (TextId("model-verb-together"), TextId("model-verb-together-more")),
            (TextId("model-verb-door"), TextId("model-verb-door-more")),
        ];
        let field = self.form.choice("verb").label(page.t("model-verb")).hint(page.t("model-verb-hint"));
        VERBS
            .iter()
            .zip(labels)
            .fold(field, |field, ((value, _), (label, more))| field.or_with(*value, page.t(label), page.t(more)))
    }

    /// All fourteen, for those who know them by name; the first answer leaves it to the verb.
    fn kinds(&self) -> Field<'_> {
        let page = &self.page;
        let field = self.form.choice("kind").label(page.t("model-kind")).or("", page.t("model-kind-by-verb"));
        Kind::ALL.into_iter().fold(field, |field, kind| field.or_with(kind.word(), page.t(kind.text()), page.t(kind.means())))
    }

    fn hold(&self) -> Field<'_> {
        let page = &self.page;
        let field = self.form.choice("hold").label(page.t("model-hold-question")).hint(page.t("model-hold-hint"));
        field.or("", page.t("model-hold-no")).or(HOLD, page.t("model-hold-yes"))
    }

    fn languages(&self) -> Field<'_> {
        let page = &self.page;
        Language::ALL.into_iter().fold(
            self.form.choice("lang").label(page.t("model-language")).hint(page.t("model-language-hint")),
            |field, language| {
                let id = match language {
                    Language::French => TextId("language-french"),
                    Language::English => TextId("language-english"),
                };
                field.or(language.tag(), page.t(id))
            },
        )
    }

    fn author(&self) -> Field<'_> {
        let page = &self.page;
        let field =
            self.form.choice("author").label(page.t("model-author")).or(super::recognise::PERSONALLY, page.t("model-author-me"));
        self.voices
            .iter()
            .fold(field, |field, voice| field.or(voice.id.clone(), page.t("speaking-for").of("organisation", &voice.name)))
    }

    fn says_other(&self) -> bool {
        ["other_name", "other_description", "other_criteria"]
            .iter()
            .any(|field| !self.form.value(field).is_empty() || self.form.errors().iter().any(|error| error.field == *field))
    }
}

/// The page of a model.
#[derive(Debug, Clone, Template)]
#[template(path = "model.html")]
pub struct ModelPage {
    /// Reader and place.
    pub page: Page,
    /// The model's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is, in a few words.
    pub description: Option<String>,
    /// What one must have done, lived or shown.
    pub criteria: Html,
    /// The language of these texts, when it is not the page's.
    pub lang: Option<String>,
    /// What kind of badge it is.
    pub kind: Kind,
    /// The address of its picture.
    pub picture: String,
    /// Who made it.
    pub author: Who,
    /// The version shown, from 1.
    pub version: u64,
    /// There is a newer one.
    pub newer: bool,
    /// The day it was published.
    pub published_on: Date,
    /// Whether this reader may give it.
    pub may_give: bool,
    /// Whether this reader may change it.
    pub may_edit: bool,
    /// Those who hold it and show it.
    pub holders: Vec<Who>,
}

/// « Mes modèles ».
#[derive(Debug, Clone, Template)]
#[template(path = "models.html")]
pub struct Models {
    /// Reader and place.
    pub page: Page,
    /// Mine, and those of organisations I may speak for.
    pub rows: Vec<ModelRow>,
    /// The next page of them.
    pub next: Option<String>,
}

/// A model of mine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelRow {
    /// The model's id.
    pub id: String,
    /// Name, page, picture.
    pub card: ModelCard,
    /// What kind of badge it is.
    pub kind: Kind,
    /// Offers made, and of them the ones accepted, with the page that lists them.
    pub offers: Option<Offers>,
}

/// How a model's offers were answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offers {
    /// Offers made.
    pub offered: u64,
    /// Of them, accepted.
    pub accepted: u64,
    /// The list that these numbers count.
    pub href: String,
}
