//! The locale files: every text that is asked for exists in every language with the same variables, none is forgotten,
//! and the words keep the typography and the voice of the site.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot read its own files stops")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{env, fs};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

const NARROW: char = '\u{202f}';
const NO_BREAK: char = '\u{a0}';

/// A text of a locale file: its words, and the variables it names.
#[derive(Default)]
struct Message {
    words: String,
    variables: BTreeSet<String>,
}

fn crate_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn messages(language: &str) -> BTreeMap<String, Message> {
    let mut all = BTreeMap::new();
    for file in files(&crate_folder().join("locales").join(language), "ftl") {
        let source = fs::read_to_string(&file).unwrap();
        let resource = parser::parse(source.as_str()).unwrap_or_else(|(_, errors)| panic!("{file:?}: {errors:?}"));
        for entry in resource.body {
            let Entry::Message(message) = entry else {
                continue;
            };
            let mut read = Message::default();
            walk(&message.value.expect("a text"), &mut read);
            let before = all.insert(message.id.name.to_owned(), read);
            assert!(before.is_none(), "{} stands twice in {language}", message.id.name);
        }
    }
    all
}

fn walk(pattern: &Pattern<&str>, into: &mut Message) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => into.words.push_str(value),
            PatternElement::Placeable { expression } => match expression {
                Expression::Inline(InlineExpression::VariableReference { id }) => {
                    into.variables.insert(id.name.to_owned());
                    into.words.push('¤');
                }
                Expression::Select { selector, variants } => {
                    if let InlineExpression::VariableReference { id } = selector {
                        into.variables.insert(id.name.to_owned());
                    }
                    for variant in variants {
                        walk(&variant.value, into);
                        into.words.push('\n');
                    }
                }
                other => panic!("only variables and choices are used in texts: {other:?}"),
            },
        }
    }
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|known| known == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// A place where a text is asked for: `t("id")` followed by `.of("variable", …)`, or a literal `TextId("id")`.
struct Use {
    id: String,
    /// The variables given at once; `None` for a `TextId`, whose variables are given elsewhere.
    variables: Option<BTreeSet<String>>,
    place: String,
}

fn uses() -> Vec<Use> {
    let mut sources = files(&crate_folder().join("templates"), "html");
    sources.extend(files(&crate_folder().join("src"), "rs"));
    let mut found = Vec::new();
    for file in sources.iter().filter(|file| !file.ends_with("tests.rs")) {
        let source = fs::read_to_string(file).unwrap();
        let source = source.split("#[cfg(test)]").next().unwrap();
        let source: String = source
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .fold(String::new(), |all, line| all + line.trim() + "\n");
        let place = file.display().to_string();
        for (at, _) in source.match_indices("t(\"") {
            let before = source[..at].chars().next_back();
            if before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_') {
                continue;
            }
            let id = literal(&source[at + 3..]);
            let variables = Some(given(&source[at + 3 + id.len() + 2..]));
            found.push(Use { id, variables, place: place.clone() });
        }
        for (at, found_at) in source.match_indices("TextId(\"") {
            let id = literal(&source[at + found_at.len()..]);
            if id != "…" {
                found.push(Use { id, variables: None, place: place.clone() });
            }
        }
    }
    found
}

fn literal(source: &str) -> String {
    source.split('"').next().unwrap().to_owned()
}

/// The names in a chain of `.of("name", value)`.
fn given(mut source: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    while let Some(rest) = source.trim_start().strip_prefix(".of(\"") {
        names.insert(literal(rest));
        let mut depth = 1;
        let end = rest
            .char_indices()
            .find(|(_, letter)| {
                depth += match letter {
                    '(' => 1,
                    ')' => -1,
                    _ => 0,
                };
                depth == 0
            })
            .map_or(rest.len(), |(at, _)| at + 1);
        source = &rest[end..];
    }
    names
}

#[test]
fn every_language_has_the_same_texts_with_the_same_variables() {
    let (french, english) = (messages("fr"), messages("en"));
    let ids = |all: &BTreeMap<String, Message>| all.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(ids(&french).difference(&ids(&english)).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in English");
    assert_eq!(ids(&english).difference(&ids(&french)).collect::<Vec<_>>(), Vec::<&String>::new(), "missing in French");
    for (id, text) in &french {
        assert_eq!(text.variables, english[id].variables, "{id}");
    }
}

#[test]
fn every_text_asked_for_exists_and_receives_its_variables() {
    let french = messages("fr");
    let uses = uses();
    assert!(uses.len() > 200, "the reading of the templates finds too little: {}", uses.len());
    for used in uses {
        let text = french.get(&used.id).unwrap_or_else(|| panic!("{} asks for {}, which is nowhere", used.place, used.id));
        if let Some(given) = used.variables {
            // More may be given by a caller further on, never in a template.
            if used.place.ends_with(".html") {
                assert_eq!(text.variables, given, "{} in {}", used.id, used.place);
            }
        }
    }
}

#[test]
fn no_text_is_forgotten() {
    let mut used: BTreeSet<String> = uses().into_iter().map(|used| used.id).collect();
    // What turns an answer into words passes ids through functions of its own: there, a literal is a use.
    for file in files(&crate_folder().join("src"), "rs") {
        let source = fs::read_to_string(file).unwrap();
        used.extend(source.split('"').skip(1).step_by(2).map(str::to_owned));
        used.extend(source.split('"').skip(2).step_by(2).map(str::to_owned));
    }
    let forgotten: Vec<String> = messages("fr").into_keys().filter(|id| !used.contains(id)).collect();
    assert_eq!(forgotten, Vec::<String>::new());
}

/// Each rule of French typography that a text breaks.
fn french_faults(words: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let letters: Vec<char> = words.chars().collect();
    for banned in ["'", "\"", "..."] {
        if words.contains(banned) {
            faults.push(format!("« {banned} »"));
        }
    }
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| letters[at]);
        let after = letters.get(at + 1).copied();
        let fits = match letter {
            // A mark that is itself quoted stands between the spaces of its quotation marks.
            ';' | '!' | '?' | '%' => before == Some(NARROW) || at >= 2 && letters[at - 2] == '«',
            ':' => before == Some(NO_BREAK) || after == Some('/'),
            '«' => after == Some(NO_BREAK),
            '»' => before == Some(NO_BREAK),
            '·' => !(before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic)),
            _ => true,
        };
        if !fits {
            faults.push(format!("« {letter} » in {words:?}"));
        }
    }
    faults
}

#[test]
fn french_texts_keep_french_typography() {
    let faults: Vec<String> = messages("fr")
        .iter()
        .flat_map(|(id, text)| french_faults(&text.words).into_iter().map(move |fault| format!("{id}: {fault}")))
        .collect();
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn the_rules_of_typography_bite() {
    for wrong in ["l'an", "Quoi ?", "Ici : là", "« mot »", "ami·e", "et...", "« mot\u{a0}»"] {
        assert!(!french_faults(wrong).is_empty(), "{wrong}");
    }
    assert!(french_faults("L’an\u{202f}? Ici\u{a0}: «\u{a0}mot\u{a0}» …\u{202f}; https://a").is_empty());
}

#[test]
fn english_texts_have_curly_quotes() {
    for (id, text) in messages("en") {
        for banned in ["'", "\"", "...", "«", "\u{202f}"] {
            assert!(!text.words.contains(banned), "{id}: {banned}");
        }
    }
}

/// Texts that may use a banned word, because they say that the thing is not there.
const ALLOWED: [(&str, &str); 8] = [
    ("glossary-turn", "dette"),
    ("home-note", "note"),
    ("home-note", "classement"),
    ("home-note", "score"),
    ("home-note", "rank"),
    ("privacy-why-more", "note"),
    ("privacy-why-more", "score"),
    ("verdict-unverifiable-means", "faux"),
];

/// The beginnings of words that are never said (voice §1); a beginning with a space after it is a whole word.
const NEVER_IN_FRENCH: &[&str] = &[
    "récompens",
    "gagner",
    "gagné",
    "décroch",
    "débloqu",
    "collectionn",
    "score",
    "note ",
    "notes ",
    "points d",
    "niveau",
    "rang ",
    "classement",
    "étoile",
    "gamif",
    "certifié",
    "attesté",
    "utilisat",
    "usager",
    "bénéficiaire",
    "apprenant",
    "candidat",
    "cible",
    "personne vérifiée",
    "fiable",
    "digne de confiance",
    "vrai badge",
    "faux",
    "dette ",
    "débiteur",
    "abonné",
    "viral",
    "public éloigné",
    "en difficulté",
    "plateforme",
    "dématérialis",
    "blockchain",
    "jeton",
    "hash",
    "veuillez",
    "merci de ",
    "oups",
    "e-mail",
    "courriel",
    "événement",
    "fablab",
    "bravo",
    "valider ",
    "soumettre",
];
const NEVER_IN_ENGLISH: &[&str] = &[
    "user",
    "earner",
    "learner",
    "candidate",
    "beneficiary",
    "reward",
    " win ",
    "unlock",
    "level",
    "score",
    "rank",
    "certified",
    "trustworthy",
    "verified person",
    "submit",
    "invalid",
    "oops",
    "please",
    "e-mail",
    "recognize",
    "organization",
];

fn never_said(language: &str, never: &[&str]) -> Vec<String> {
    let mut said = Vec::new();
    for (id, text) in messages(language) {
        let words = format!(" {} ", text.words.to_lowercase().replace([NO_BREAK, NARROW, ',', '.', ')'], " "));
        for banned in never {
            let allowed = ALLOWED.iter().any(|(known, word)| *known == id && banned.trim() == *word);
            // A beginning counts only where a word begins.
            let found = words
                .match_indices(banned)
                .any(|(at, _)| banned.starts_with(' ') || !words[..at].chars().next_back().is_some_and(char::is_alphanumeric));
            if found && !allowed {
                said.push(format!("{id}: {banned}"));
            }
        }
    }
    said
}

#[test]
fn the_words_never_said_are_not_said() {
    assert_eq!(never_said("fr", NEVER_IN_FRENCH), Vec::<String>::new());
    assert_eq!(never_said("en", NEVER_IN_ENGLISH), Vec::<String>::new());
}

/// « vous êtes inscrit », « vous a reconnu »: participles that would agree with the reader.
fn agrees_with_the_reader(words: &str) -> bool {
    let words: Vec<&str> = words.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    words.windows(3).any(|three| {
        let participle =
            |word: &str| ["é", "ée", "és", "ées", "it", "ite", "is", "ise", "u", "ue"].iter().any(|end| word.ends_with(end));
        three[0].eq_ignore_ascii_case("vous") && three[1] == "êtes" && participle(three[2])
            || three[0].eq_ignore_ascii_case("vous")
                && matches!(three[1], "a" | "ont")
                && ["reconnu", "invité", "choisi", "trouvé", "vu", "inscrit"].contains(&three[2])
    })
}

#[test]
fn no_participle_agrees_with_the_reader() {
    for (id, text) in messages("fr") {
        assert!(!agrees_with_the_reader(&text.words), "{id}: {}", text.words);
    }
    assert!(agrees_with_the_reader("Vous êtes inscrit à l’atelier") && agrees_with_the_reader("Nolwenn vous a reconnu"));
    assert!(!agrees_with_the_reader("Qui vous a offert cela"));
}

#[test]
fn no_exclamation_mark_in_our_texts() {
    for language in ["fr", "en"] {
        for (id, text) in messages(language) {
            assert!(!text.words.contains('!'), "{language} {id}");
        }
    }
}
