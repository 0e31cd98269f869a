//! MODEL.json: a model as `POST /models` takes it, or an Open Badges 3.0 Achievement.

use std::path::{Path, PathBuf};

use anavez_recognition::badge_model::{NewVersion, RawVersion};
use anavez_recognition::{FieldProblem, Kind, Language};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use openbadges::write::{Achievement, Image, Issuer};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::ending::Failure;
use crate::input;

/// The language of a plain text in a model that does not say its own.
const LANGUAGE: &str = "en";

/// What is given, and who says so.
#[derive(Debug)]
pub struct Model {
    /// An Achievement that was written elsewhere: it goes into the badge as it stands.
    whole: Option<Value>,
    id: String,
    name: String,
    description: String,
    criteria: String,
    language: String,
    kind: Kind,
    tags: Vec<String>,
    image: Option<String>,
    issuer: Says,
    /// The folder that a picture is looked for in.
    folder: PathBuf,
}

/// Who gives, in their own words.
#[derive(Debug, Default)]
struct Says {
    name: String,
    url: Option<String>,
    description: Option<String>,
}

impl Model {
    /// Reads a model. `did` is who gives: without a name of theirs, they are called by it.
    pub fn read(bytes: &[u8], path: &Path, did: &str) -> Result<Self, Failure> {
        let wrong = |why: String| Failure::data(format!("{}: {why}", path.display()));
        let json = openbadges::json::read(bytes).map_err(|error| wrong(error.to_string()))?;
        if !json.is_object() {
            return Err(wrong("a model is a JSON object".to_owned()));
        }
        let issuer = says(&json, did).map_err(&wrong)?;
        let print = Sha256::new().chain_update(did).chain_update(bytes).finalize();
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let model = if is_achievement(&json) { whole(json, issuer) } else { own(&json, issuer, &print) };
        model.map(|model| Self { folder, ..model }).map_err(wrong)
    }

    /// What the badge is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Who gives.
    pub fn issuer<'m>(&'m self, did: &'m str) -> Issuer<'m> {
        let Says { name, url, description } = &self.issuer;
        Issuer { id: did, name, url: url.as_deref(), description: description.as_deref(), image: None }
    }

    /// Its tags.
    pub fn tags(&self) -> Vec<&str> {
        self.tags.iter().map(String::as_str).collect()
    }

    /// What is recognised, with its [tags](Self::tags). Only an address of a picture goes into a badge, not the picture itself.
    pub fn achievement<'m>(&'m self, tags: &'m [&'m str]) -> Achievement<'m> {
        let image = self.image.as_deref().filter(|image| image.starts_with("https://"));
        Achievement {
            id: &self.id,
            name: &self.name,
            description: &self.description,
            criteria: &self.criteria,
            achievement_type: self.kind.achievement_type(),
            kind: Some(self.kind.slug()),
            tags,
            language: &self.language,
            related: &[],
            image: image.map(|id| Image { id, caption: Some(&self.name) }),
            creator: None,
            alignments: &[],
        }
    }

    /// An Achievement that was written elsewhere, instead of the other.
    pub fn whole_achievement(&self) -> Option<&Value> {
        self.whole.as_ref()
    }

    /// The picture that badges are baked into: the model's own, or one that is drawn for it.
    pub fn picture(&self) -> Result<Vec<u8>, Failure> {
        let most = openbadges::bake::IMAGE_BYTES_MAX;
        let picture = match self.image.as_deref() {
            None => anavez_acts::drawings::badge(&self.id, &self.name, self.kind, &self.tags).into_bytes(),
            Some(image) if image.starts_with("data:") => {
                let base64 = image.split_once(";base64,").map(|(_, base64)| base64);
                let bytes = base64.and_then(|base64| STANDARD.decode(base64).ok());
                bytes.ok_or_else(|| Failure::data("image must be data:image/…;base64,…"))?
            }
            Some(image) if image.contains("://") => {
                return Err(Failure::usage(
                    "--bake needs the picture itself: image as data:image/…;base64,… or as the name of a file beside the model",
                ));
            }
            Some(file) => input::read_whole(&self.folder.join(file), most)?,
        };
        openbadges::bake::bake(&picture, "{}").map_err(|error| Failure::data(format!("the picture takes no badge: {error}")))?;
        Ok(picture)
    }
}

fn is_achievement(json: &Value) -> bool {
    let is = |kind: &Value| *kind == "Achievement";
    is(&json["type"]) || json["type"].as_array().is_some_and(|kinds| kinds.iter().any(is))
}

/// `issuer`, or `giver_name` as the API calls it: a name, or a profile with name, url and description.
fn says(json: &Value, did: &str) -> Result<Says, String> {
    let issuer = &json["issuer"];
    let text = |value: &Value| value.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let name = text(issuer).or_else(|| text(&issuer["name"])).or_else(|| text(&json["giver_name"]));
    if !(issuer.is_null() || issuer.is_string() || issuer.is_object()) {
        return Err("issuer is a name, or an object with name, url and description".to_owned());
    }
    let name = name.unwrap_or_else(|| did.to_owned());
    Ok(Says { name, url: text(&issuer["url"]), description: text(&issuer["description"]) })
}

fn whole(mut achievement: Value, issuer: Says) -> Result<Model, String> {
    if let Some(fields) = achievement.as_object_mut() {
        // Ours, not the Achievement's.
        for field in ["issuer", "giver_name", "@context"] {
            fields.shift_remove(field);
        }
    }
    let name = achievement["name"].as_str().ok_or("an Achievement has a name")?.to_owned();
    let id = achievement["id"].as_str().ok_or("an Achievement has an id")?.to_owned();
    let image = achievement["image"].as_str().or_else(|| achievement["image"]["id"].as_str()).map(str::to_owned);
    let tags = achievement["tag"].as_array().into_iter().flatten();
    let tags = tags.filter_map(|tag| tag.as_str().map(str::to_owned)).collect();
    let text = "-".to_owned();
    Ok(Model {
        id,
        name,
        // Never seen: the whole Achievement takes the place of what is made of these.
        description: text.clone(),
        criteria: text,
        language: LANGUAGE.to_owned(),
        kind: Kind::Peer,
        tags,
        image,
        issuer,
        folder: PathBuf::new(),
        whole: Some(achievement),
    })
}

fn own(json: &Value, issuer: Says, print: &[u8]) -> Result<Model, String> {
    let said_language = json["language"].as_str();
    let plain: Language = said_language.unwrap_or(LANGUAGE).parse().map_err(|problem| format!("language: {problem}"))?;
    let raw = RawVersion {
        name: texts(&json["name"], "name", &plain)?,
        description: texts(&json["description"], "description", &plain)?,
        criteria: texts(&json["criteria"], "criteria", &plain)?,
        kind: json["kind"].as_str().unwrap_or_default().to_owned(),
        tags: tags(&json["tags"])?,
        // Made without a server: nobody serves a list that could put it on hold.
        suspendable: false,
    };
    let said = NewVersion::parse(raw, None).map_err(|problems| in_one_line(&problems))?;
    // Without a word, the language that it was written in: the first.
    let wanted = said_language.map_or_else(|| said.name.languages().next(), |_| Some(&plain)).unwrap_or(&plain);
    let (language, name) = said.name.for_reader(wanted).ok_or("name: is missing")?;
    let text =
        |texts: &anavez_recognition::Texts| texts.for_reader(language).map(|(_, text)| text.to_owned()).unwrap_or_default();
    let digest: String = print[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Model {
        id: format!("urn:uuid:{}-{}-8{}-8{}-{}", &digest[..8], &digest[8..12], &digest[13..16], &digest[17..20], &digest[20..]),
        name: name.to_owned(),
        description: text(&said.description),
        criteria: text(&said.criteria),
        language: language.as_str().to_owned(),
        kind: said.kind,
        image: json["image"].as_str().map(str::to_owned),
        tags: said.tags,
        issuer,
        folder: PathBuf::new(),
        whole: None,
    })
}

/// A text in one language or several.
fn texts(json: &Value, field: &str, plain: &Language) -> Result<Vec<(Language, String)>, String> {
    match json {
        Value::String(text) => Ok(vec![(plain.clone(), text.clone())]),
        Value::Object(each) => each
            .iter()
            .map(|(tag, text)| {
                let tag: Language = tag.parse().map_err(|problem| format!("{field}: {problem}"))?;
                Ok((tag, text.as_str().ok_or_else(|| format!("{field}: must be a text per language"))?.to_owned()))
            })
            .collect(),
        Value::Null => Ok(Vec::new()),
        _ => Err(format!("{field}: is a text, or a text per language")),
    }
}

fn tags(json: &Value) -> Result<Vec<String>, String> {
    let wrong = || "tags: is a list of texts".to_owned();
    match json {
        Value::Null => Ok(Vec::new()),
        Value::Array(tags) => tags.iter().map(|tag| tag.as_str().map(str::to_owned).ok_or_else(wrong)).collect(),
        _ => Err(wrong()),
    }
}

fn in_one_line(problems: &[FieldProblem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Model, String> {
        Model::read(json.as_bytes(), Path::new("model.json"), "did:key:z6Mk").map_err(|failure| failure.to_string())
    }

    #[test]
    fn a_model_of_the_api_is_read() {
        let model = read(
            r#"{"name": {"fr": "Relecture", "en": "Reading"}, "description": "x", "criteria": {"fr": "- relire"}, "kind": "peer", "tags": ["lire"], "issuer": "Le Forum"}"#,
        )
        .unwrap();
        assert_eq!((model.name(), model.language.as_str(), model.criteria.as_str()), ("Relecture", "fr", "- relire"));
        assert_eq!(model.issuer("did:x").name, "Le Forum");
        let svg = String::from_utf8(model.picture().unwrap()).unwrap();
        assert!(svg.contains("<svg"), "{svg:.80}");
    }

    #[test]
    fn an_achievement_goes_in_as_it_stands() {
        let model = read(
            r#"{"id": "https://a.example/1", "type": ["Achievement"], "name": "Reading", "description": "d", "criteria": {"narrative": "c"}}"#,
        )
        .unwrap();
        assert_eq!(model.whole_achievement().unwrap()["criteria"]["narrative"], "c");
        assert_eq!(model.issuer("did:x").name, "did:key:z6Mk");
    }

    #[test]
    fn what_is_no_model_says_why() {
        for (json, why) in [
            ("[]", "JSON object"),
            ("{}", "name"),
            (r#"{"name": "x", "description": "x", "criteria": "x", "kind": "trophy"}"#, "trophy"),
            (r#"{"name": 7}"#, "name"),
            (r#"{"name": "x", "name": "y"}"#, "twice"),
            (r#"{"name": "x", "issuer": 7}"#, "issuer"),
            (r#"{"type": "Achievement", "name": "x"}"#, "id"),
        ] {
            let said = read(json).unwrap_err();
            assert!(said.contains(why), "{json}: {said}");
        }
    }
}
