//! From what acts answer to what views show: people, words, days, problems of fields.

use anavez_acts::World;
use anavez_acts::show::Shown;
use anavez_recognition::{Actor, Audience, FieldProblem, ModelVersion, Moment, Problem, Sort, limits};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::language::Language;
use crate::texts::{Text, TextId};
use crate::view::Page;
use crate::view::actor;
use crate::view::claim;
use crate::view::drawing::{Code, Drawing};
use crate::view::form::{Form, Refusal};
use crate::view::model::Kind;
use crate::view::voice::{Size, Target, Thread, Voice, Words};

/// The day of a moment, as this place counts it.
pub(crate) fn day(moment: Moment) -> Date {
    TimeZone::system().to_datetime(moment.timestamp()).date()
}

/// Somebody, as pages name them. A guest's name was never checked by anybody, and says so.
pub(crate) fn who(page: &Page, somebody: &Actor) -> actor::Who {
    let text = |id: &'static str| Text::new(page.language, TextId(id)).to_string();
    let name = somebody.label().map_or_else(|| text("somebody"), str::to_owned);
    let sort = sort(somebody.sort);
    if somebody.guest && somebody.joined_to.is_none() {
        let aside = somebody.name.as_ref().map(|_| text("name-not-verified"));
        return actor::Who { name, sort, aside, ..actor::Who::default() };
    }
    actor::Who::at(name, sort, crate::paths::actor(&somebody.account().to_string()))
}

/// The receiver, as pages name them: somebody, while they are not to be seen.
pub(crate) fn receiver(page: &Page, shown: &Shown) -> actor::Who {
    let somebody = || actor::Who { name: page.t("somebody").to_string(), ..actor::Who::default() };
    shown.receiver.as_ref().map_or_else(somebody, |receiver| who(page, receiver))
}

/// The outline of a mark.
pub(crate) fn sort(sort: Sort) -> actor::Sort {
    match sort {
        Sort::Person => actor::Sort::Person,
        Sort::Community => actor::Sort::Community,
        Sort::Organisation => actor::Sort::Organisation,
        Sort::Institution => actor::Sort::Institution,
    }
}

/// From whom to whom.
pub(crate) fn thread(page: &Page, shown: &Shown) -> Thread {
    let r = &shown.given.recognition;
    let receiver = receiver(page, shown);
    let nobody_yet = shown.receiver_label().is_none() && !r.state.is_live();
    Thread {
        language: page.language,
        giver: who(page, &shown.giver),
        target: (!nobody_yet).then_some(Target::Actor(receiver)),
        mutual: false,
    }
}

/// What was said, with the thread below; nothing for an award without words.
pub(crate) fn voice(page: &Page, shown: &Shown, size: Size) -> Voice {
    let r = &shown.given.recognition;
    let (text, lang) = match (&r.words, &shown.version) {
        (Some(words), _) => (words.as_str().to_owned(), r.language.to_string()),
        (None, Some(version)) => {
            let (lang, name) = name_of(version, page.language);
            (name, lang)
        }
        (None, None) => (String::new(), r.language.to_string()),
    };
    Voice {
        words: Words::said(text, lang),
        thread: thread(page, shown),
        relation: r.relation.as_ref().map(ToString::to_string),
        context: r.context.as_ref().map(ToString::to_string),
        given_on: Some(day(r.planned_at)),
        href: None,
        size,
    }
}

/// The name of a badge for a reader: its language and the name.
pub(crate) fn name_of(version: &ModelVersion, language: Language) -> (String, String) {
    text_of(&version.said.name, language)
}

/// One of several languages for a reader.
pub(crate) fn text_of(texts: &anavez_recognition::Texts, language: Language) -> (String, String) {
    let reader = language.tag().parse().unwrap_or_else(|_| anavez_recognition::Language::french());
    texts.for_reader(&reader).map(|(language, text)| (language.to_string(), text.to_owned())).unwrap_or_default()
}

/// The address of a version's picture, on this site.
pub(crate) fn picture_of(version: &ModelVersion) -> String {
    format!("/models/{}/versions/{}/picture.svg", version.model, version.number)
}

/// The edge of a signed sheet.
pub(crate) fn rhythm(shown: &Shown) -> Drawing {
    Drawing::drawn_here(anavez_acts::drawings::rhythm(&shown.seed))
}

/// A QR code; nothing when the text is too long for one.
pub(crate) fn qr(page: &Page, text: &str) -> Option<Code> {
    let drawing = anavez_acts::drawings::qr(text)?;
    Some(Code { drawing: Drawing::drawn_here(drawing), title: page.t("qr-title").to_string() })
}

/// Who sees it, as pages say it.
pub(crate) fn audience(audience: Audience) -> claim::Audience {
    match audience {
        Audience::Public => claim::Audience::Public,
        Audience::Unlisted => claim::Audience::Link,
        Audience::Private => claim::Audience::Private,
    }
}

/// What may be chosen, the widest first, never wider than the giver allowed.
pub(crate) fn audiences_up_to(given: Audience) -> Vec<claim::Audience> {
    Audience::ALL.into_iter().rev().filter(|a| *a <= given).map(audience).collect()
}

/// Puts problems beside the fields of a form. `rename` tells under which name a field stands in the form.
pub(crate) fn refuse(mut form: Form, problems: &[FieldProblem], language: Language, rename: impl Fn(&str) -> String) -> Form {
    for problem in problems {
        let message = message(&problem.problem, language);
        form = form.refusing(rename(&problem.field), message);
    }
    form
}

/// What to do, in words.
pub(crate) fn message(problem: &Problem, language: Language) -> Text {
    let count = |n: &usize| u64::try_from(*n).unwrap_or(u64::MAX);
    let t = |id: &'static str| Text::new(language, TextId(id));
    match problem {
        Problem::Missing => Refusal::Empty.text(language),
        Problem::TooLong { over, max } => Refusal::TooLong { over: count(over), max: count(max) }.text(language),
        Problem::TooMany { max } => t("err-many").of("max", count(max)),
        Problem::NotAnAddress => Refusal::NotMail.text(language),
        Problem::NotAWebAddress => Refusal::NotAddress.text(language),
        Problem::NobodyHere { .. } => Refusal::Nobody.text(language),
        Problem::Unknown { .. } => t("err-unknown"),
        Problem::NotText => t("err-not-text"),
        Problem::Taken => t("err-taken"),
        Problem::Yourself => t("err-yourself"),
        Problem::Twice => t("err-twice"),
        Problem::File { reason } | Problem::Other { reason } => t("err-other").of("reason", reason.as_str()),
    }
}

/// The address of a claim link as a path on this site.
pub(crate) fn claim_path(world: &World, claim_url: &str) -> String {
    claim_url.strip_prefix(world.addresses.base()).unwrap_or(claim_url).to_owned()
}

/// The most letters of somebody's words.
pub(crate) const WORDS_LETTERS_MAX: usize = limits::WORDS;

/// The kind of a badge, as pages name it.
pub(crate) fn kind(kind: anavez_recognition::Kind) -> Kind {
    use anavez_recognition::Kind as Known;
    match kind {
        Known::Diploma => Kind::Diploma,
        Known::MicroCredential => Kind::MicroCredential,
        Known::NanoDegree => Kind::NanoDegree,
        Known::Competency => Kind::Competency,
        Known::Smart => Kind::Smart,
        Known::Scout => Kind::Scout,
        Known::Affiliation => Kind::Affiliation,
        Known::Collective => Kind::Collective,
        Known::Peer => Kind::Peer,
        Known::PeerEndorsed => Kind::PeerEndorsed,
        Known::SelfMade => Kind::SelfGiven,
        Known::Conversational => Kind::Conversational,
        Known::Springboard => Kind::Springboard,
        Known::Dream => Kind::Dream,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_and_domain_call_the_kinds_by_the_same_words() {
        for known in anavez_recognition::Kind::ALL {
            assert_eq!(kind(known).word(), known.slug());
        }
        assert_eq!(anavez_recognition::Kind::ALL.map(kind), Kind::ALL);
    }
}
