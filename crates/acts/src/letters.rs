//! Letters: written into the outbox in the transaction of what they tell about, put into words when they are
//! sent, in the reader's language. The words stand in `locales/`.

use std::collections::HashMap;

use anavez_recognition::ids::LetterId;
use anavez_recognition::{ActorId, Language, limits};
use anavez_store::{Given, NewLetter, Writing};
use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, langid, static_loader};
use serde::{Deserialize, Serialize};

use crate::{ActError, World, issue};

static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "en",
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// What a letter is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    SignIn,
    ProveAddress,
    OfferedWords,
    OfferedBadge,
    Accepted,
    Declined,
    Reply,
}

/// A letter as it waits in the outbox.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Draft {
    pub kind: Kind,
    pub to: String,
    pub language: Language,
    /// The page that it leads to.
    pub url: String,
    /// Who is named in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A badge's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub badge: Option<String>,
    /// Somebody's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Six digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// A letter in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worded {
    /// Where it goes.
    pub to: String,
    /// What it is about: says who, never what was written.
    pub subject: String,
    /// The whole letter as plain text.
    pub text: String,
    /// The page that it leads to.
    pub url: String,
    /// The six digits of a sign-in letter.
    pub code: Option<String>,
    /// The language it is written in.
    pub language: Language,
}

/// Puts a letter into the outbox, once for its kind and what it is about.
pub(crate) async fn add(world: &World, writing: &mut Writing, kind: &str, about: &str, draft: &Draft) -> Result<(), ActError> {
    let letter = serde_json::to_string(draft)?;
    let id = LetterId::new(world.now(), world.random());
    Ok(writing.add_letters(&[NewLetter { id, kind, about, letter: &letter, created_at: world.now() }]).await?)
}

/// The letters that bring offers: the words and a link, no document (decision 11). Nobody is written to without an address.
pub(crate) async fn offers(world: &World, writing: &mut Writing, given: &[Given]) -> Result<(), ActError> {
    let people: Vec<ActorId> = given.iter().flat_map(|given| [given.recognition.giver, given.recognition.receiver]).collect();
    let people = writing.actors(people).await?;
    let mut versions = HashMap::new();
    let mut letters = Vec::with_capacity(given.len());
    for given in given {
        let r = &given.recognition;
        let Some(to) = &given.letter_to else { continue };
        let giver = people.get(&r.giver).ok_or(ActError::NotFound)?;
        let receiver = people.get(&r.receiver).ok_or(ActError::NotFound)?;
        if let Some(version) = r.version
            && !versions.contains_key(&version)
        {
            versions.insert(version, writing.version(version).await?);
        }
        let version = r.version.and_then(|version| versions.get(&version)?.as_ref());
        let draft = Draft {
            kind: issue::kind_of(given),
            to: to.clone(),
            language: receiver.language.clone(),
            url: issue::claim_url(world, r.id),
            name: giver.label().map(str::to_owned),
            badge: version.and_then(|v| v.said.name.for_reader(&receiver.language).map(|(_, name)| name.to_owned())),
            words: r.words.as_ref().map(|words| words.as_str().to_owned()),
            code: None,
        };
        letters.push((LetterId::new(world.now(), world.random()), r.id.to_string(), serde_json::to_string(&draft)?));
    }
    let new =
        letters.iter().map(|(id, about, letter)| NewLetter { id: *id, kind: "offer", about, letter, created_at: world.now() });
    Ok(writing.add_letters(&new.collect::<Vec<_>>()).await?)
}

/// Puts a letter into words.
pub(crate) fn word(site: &str, draft: &Draft) -> Worded {
    let say = |id: &str, args: &[(&'static str, &str)]| {
        let args: HashMap<std::borrow::Cow<'static, str>, FluentValue<'_>> =
            args.iter().map(|(name, value)| ((*name).into(), FluentValue::from(*value))).collect();
        LOCALES.lookup_with_args(&locale(&draft.language), id, &args)
    };
    let plain = |id: &str| say(id, &[]);
    let somebody = plain("somebody");
    let name = draft.name.as_deref().unwrap_or(&somebody);
    let minutes = (limits::SIGN_IN_SECONDS / 60).to_string();
    let code = draft.code.as_deref().unwrap_or_default();
    let badge = draft.badge.as_deref().unwrap_or_default();
    let quoted = draft.words.as_deref().map(|words| quote(&draft.language, words)).unwrap_or_default();
    let link = |lead: &str| format!("{}\n{}", plain(lead), draft.url);
    let (subject, parts): (String, Vec<String>) = match draft.kind {
        Kind::SignIn => (
            plain("sign-in-subject"),
            vec![say("sign-in-text", &[("code", code), ("minutes", &minutes)]), draft.url.clone(), plain("sign-in-nothing")],
        ),
        Kind::ProveAddress => (
            plain("address-subject"),
            vec![say("address-text", &[("code", code), ("minutes", &minutes)]), draft.url.clone(), plain("sign-in-nothing")],
        ),
        Kind::OfferedWords => (
            say("offer-subject", &[("giver", name)]),
            vec![plain("offer-hello"), say("offer-words", &[("giver", name)]), quoted, plain("offer-choice"), link("offer-open")],
        ),
        Kind::OfferedBadge => {
            let lead = if quoted.is_empty() { "offer-badge" } else { "offer-badge-words" };
            let lead = say(lead, &[("giver", name), ("badge", badge)]);
            (
                say("offer-subject", &[("giver", name)]),
                vec![plain("offer-hello"), lead, quoted, plain("offer-choice"), link("offer-open")],
            )
        }
        Kind::Accepted => (
            say("answer-accepted-subject", &[("receiver", name)]),
            vec![plain("offer-hello"), plain("answer-accepted-text"), link("open")],
        ),
        Kind::Declined => {
            (plain("answer-declined-subject"), vec![plain("offer-hello"), plain("answer-declined-text"), link("open")])
        }
        Kind::Reply => {
            (say("reply-subject", &[("author", name)]), vec![say("reply-text", &[("author", name)]), quoted, link("open")])
        }
    };
    let mut text: String = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n");
    text.push_str("\n\n-- \n");
    text.push_str(&say("foot", &[("site", site)]));
    text.push('\n');
    Worded {
        to: draft.to.clone(),
        subject,
        text,
        url: draft.url.clone(),
        code: draft.code.clone(),
        language: draft.language.clone(),
    }
}

/// French for readers of French, English for everybody else.
fn locale(language: &Language) -> LanguageIdentifier {
    if language.as_str().starts_with("fr") { langid!("fr") } else { langid!("en") }
}

fn quote(language: &Language, words: &str) -> String {
    if language.as_str().starts_with("fr") { format!("«\u{202F}{words}\u{202F}»") } else { format!("“{words}”") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(kind: Kind, language: &str) -> Draft {
        Draft {
            kind,
            to: "idriss@example.org".into(),
            language: language.parse().unwrap(),
            url: "https://anavez.example/offers/abc".into(),
            name: Some("Nolwenn".into()),
            badge: Some("J’ai essayé".into()),
            words: Some("On s’est raconté.".into()),
            code: Some("042137".into()),
        }
    }

    const KINDS: [Kind; 7] =
        [Kind::SignIn, Kind::ProveAddress, Kind::OfferedWords, Kind::OfferedBadge, Kind::Accepted, Kind::Declined, Kind::Reply];

    #[test]
    fn every_letter_has_words_in_both_languages() {
        for kind in KINDS {
            for language in ["fr", "en", "br"] {
                let worded = word("La Cale", &draft(kind, language));
                let all = format!("{}\n{}", worded.subject, worded.text);
                assert!(!all.contains("Unknown localization") && !all.contains('{'), "{kind:?} {language}: {all}");
                assert!(worded.text.contains("https://anavez.example/offers/abc"), "{kind:?} {language}");
                assert!(worded.text.contains("La Cale"));
            }
        }
        let (fr, en) = (word("x", &draft(Kind::OfferedWords, "fr")), word("x", &draft(Kind::OfferedWords, "en")));
        assert_eq!(fr.subject, "Nolwenn vous offre une reconnaissance");
        assert_eq!(en.subject, "Nolwenn is giving you a recognition");
        assert!(fr.text.contains("«\u{202F}On s’est raconté.\u{202F}»"));
    }

    #[test]
    fn a_subject_never_says_what_was_written() {
        for kind in KINDS {
            let subject = word("x", &draft(kind, "fr")).subject;
            assert!(!subject.contains("raconté") && !subject.contains("042137"), "{subject}");
        }
    }
}
