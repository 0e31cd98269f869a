//! Badge models and their immutable versions: what badges of the same name share.

use serde::{Deserialize, Serialize};

use crate::problem::text;
use crate::{ActorId, FieldProblem, Kind, Language, ModelId, Moment, Problem, Texts, VersionId, limits};

/// What somebody writes to make a model, or its next version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewVersion {
    /// What it is called, "as you would say it aloud".
    pub name: Texts,
    /// For whom and what for.
    pub description: Texts,
    /// What one must have done, lived or shown; Markdown.
    pub criteria: Texts,
    /// Its kind.
    pub kind: Kind,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// SHA-256 (hex) of a cleaned picture that lies in the store; none: one is drawn.
    pub picture: Option<String>,
    /// Its badges can be put on hold: each carries a second status, for suspension. Off unless it is wanted, since Open
    /// Badges 3.0 allows one status and Verifiable Credentials several: the strictest validators refuse the second.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub suspendable: bool,
}

/// Raw texts of a model, language by language, as a form or the API hands them in.
#[derive(Debug, Clone, Default)]
pub struct RawVersion {
    /// Name per language.
    pub name: Vec<(Language, String)>,
    /// Description per language.
    pub description: Vec<(Language, String)>,
    /// Criteria per language.
    pub criteria: Vec<(Language, String)>,
    /// The slug of a kind.
    pub kind: String,
    /// Tags.
    pub tags: Vec<String>,
    /// Its badges can be put on hold.
    pub suspendable: bool,
}

impl NewVersion {
    /// Checks every field; all problems at once, so that a form is mended in one go.
    pub fn parse(raw: RawVersion, picture: Option<String>) -> Result<Self, Vec<FieldProblem>> {
        let mut problems = Vec::new();
        let mut keep = |texts: Result<Texts, FieldProblem>| texts.map_err(|p| problems.push(p)).unwrap_or_default();
        let name = keep(Texts::parse("name", raw.name, limits::MODEL_NAME, false));
        let description = keep(Texts::parse("description", raw.description, limits::MODEL_DESCRIPTION, true));
        let criteria = keep(Texts::parse("criteria", raw.criteria, limits::CRITERIA, true));
        let kind = raw.kind.parse::<Kind>().map_err(|problem| problems.push(FieldProblem::new("kind", problem)));
        let tags = tags(raw.tags).map_err(|problem| problems.push(FieldProblem::new("tags", problem)));
        match (kind, tags) {
            (Ok(kind), Ok(tags)) if problems.is_empty() => {
                Ok(Self { name, description, criteria, kind, tags, picture, suspendable: raw.suspendable })
            }
            _ => Err(problems),
        }
    }
}

fn tags(raw: Vec<String>) -> Result<Vec<String>, Problem> {
    if raw.len() > limits::TAGS {
        return Err(Problem::TooMany { max: limits::TAGS });
    }
    let mut tags: Vec<String> = Vec::new();
    for tag in raw {
        let tag = text(&tag, limits::TAG, false)?;
        if !tag.is_empty() && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    Ok(tags)
}

/// One version of a model: never changes; awards pin it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelVersion {
    /// Its id; `achievement.id` of awards ends in it.
    pub id: VersionId,
    /// The model that it is a version of.
    pub model: ModelId,
    /// Who owns the model and gives its badges.
    pub owner: ActorId,
    /// 1, 2, 3…
    pub number: i64,
    /// What was written.
    pub said: NewVersion,
    /// When it was published.
    pub created_at: Moment,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw() -> RawVersion {
        RawVersion {
            name: vec![(Language::french(), "J’ai essayé".into())],
            description: vec![(Language::french(), "Pour le premier pas.".into())],
            criteria: vec![(Language::french(), "- Avoir fait une chose\n- La dire".into())],
            kind: "self".into(),
            tags: vec!["essai".into(), " essai ".into(), String::new()],
            suspendable: false,
        }
    }

    #[test]
    fn a_whole_model_parses() {
        let version = NewVersion::parse(raw(), None).unwrap();
        assert_eq!(version.kind, Kind::SelfMade);
        assert_eq!(version.tags, ["essai"]);
        assert!(!serde_json::to_string(&version).unwrap().contains("suspendable"), "older versions read and write as they did");
    }

    #[test]
    fn every_problem_is_told_at_once() {
        let broken = RawVersion {
            name: vec![],
            kind: "trophy".into(),
            criteria: vec![(Language::french(), "x".repeat(limits::CRITERIA + 1))],
            ..raw()
        };
        let problems = NewVersion::parse(broken, None).unwrap_err();
        let fields: Vec<&str> = problems.iter().map(|p| p.field.as_str()).collect();
        assert_eq!(fields, ["name", "criteria.fr", "kind"]);
    }
}
