//! What stands in a hole while nothing is known yet, and what may be put into it.

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::TemplateError;
use crate::jsonld;

/// What an IRI with a value at its beginning, or a text before a value inside of an IRI, begins with. None of them is, or
/// begins with, a prefix of an embedded context, so no compact IRI looks like one.
const SCHEMES: [&str; 4] = ["https://", "http://", "did:", "urn:uuid:"];
/// Rows on which a new template is compared with the general path.
pub(super) const PROOF_ROUNDS: u32 = 24;
/// Texts that break what is done carelessly: escapes of JSON and of N-Quads, what looks like syntax, what looks alike.
const HARD_TEXTS: [&str; 12] = [
    "\"q\"",
    "a\\b",
    "l1\nl2\r\t\u{8}\u{c}",
    "\u{1}\u{7f}\u{85}\u{2028}",
    "🏅 日本",
    "",
    " x ",
    "_:c14n0",
    "<https://a.example/> .",
    "É\u{301}",
    "null",
    "x\" .\n_:b <https://a.example/> \"y",
];
/// Ends of IRIs that are read otherwise when they are not read as ends.
const HARD_ENDS: [&str; 6] = ["", "//a", "a:b", "#z6Mk", "é日", "_:b?x=1&y=%20"];

/// Texts that stand for values until there are values.
#[derive(Debug)]
pub(super) struct Markers {
    before: String,
}

/// A piece of a text with markers.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Cut<'t> {
    Text(&'t str),
    Hole(usize),
}

impl Markers {
    const DIGITS: usize = 4;

    /// Markers that differ with `tag`.
    pub(super) fn new(tag: &[u8; 32]) -> Self {
        let hex: String = tag[..16].iter().map(|byte| format!("{byte:02x}")).collect();
        Self { before: format!("urn:x-hole:{hex}:") }
    }

    /// The marker of each hole: an absolute IRI, a part of one, and plain text in JSON and N-Quads.
    pub(super) fn texts(&self, holes: usize) -> Vec<String> {
        (0..holes).map(|hole| format!("{}{hole:0width$}:", self.before, width = Self::DIGITS)).collect()
    }

    /// Cuts a text at its markers, no piece of text empty.
    pub(super) fn cut<'t>(&self, text: &'t str, mut each: impl FnMut(Cut<'t>)) {
        let mut rest = text;
        let mut plain = 0;
        while let Some(found) = rest[plain..].find(&self.before) {
            let at = plain + found;
            let number = at + self.before.len();
            let end = number + Self::DIGITS + 1;
            let hole = rest.get(number..end).and_then(|digits| digits.strip_suffix(':')?.parse().ok());
            let Some(hole) = hole else {
                plain = number;
                continue;
            };
            if at > 0 {
                each(Cut::Text(&rest[..at]));
            }
            each(Cut::Hole(hole));
            (rest, plain) = (&rest[end..], 0);
        }
        if !rest.is_empty() {
            each(Cut::Text(rest));
        }
    }

    /// The first hole of a text.
    pub(super) fn first_in(&self, text: &str) -> Option<usize> {
        let mut first = None;
        self.cut(text, |cut| match cut {
            Cut::Hole(hole) if first.is_none() => first = Some(hole),
            _ => {}
        });
        first
    }
}

/// Where the statements have holes.
#[derive(Debug, Default)]
pub(super) struct Uses {
    /// Holes in any statement.
    pub(super) signed: Vec<usize>,
    /// IRIs with holes, markers in them.
    pub(super) iris: Vec<String>,
}

/// What a hole takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// Any text.
    Text,
    /// What may stand behind the beginning of an IRI.
    EndOfIri,
    /// An IRI of one of the [`SCHEMES`].
    Iri,
}

impl Rule {
    pub(super) fn takes(self, value: &str) -> bool {
        match self {
            Self::Text => true,
            Self::EndOfIri => jsonld::is_clean(value),
            Self::Iri => jsonld::is_clean(value) && begins_with_a_scheme(value),
        }
    }
}

/// What the values of a row may be.
#[derive(Debug)]
pub(super) struct Rules {
    /// What each hole takes.
    pub(super) holes: Vec<Rule>,
    /// The fragments of IRIs with holes.
    fragments: Vec<Fragments>,
}

/// An IRI has one fragment at most: what its texts hold of `#`, and which values are in it.
#[derive(Debug, Default, PartialEq, Eq)]
struct Fragments {
    written: usize,
    holes: Vec<usize>,
}

impl Rules {
    /// The first hole whose value it does not take.
    pub(super) fn broken(&self, values: &[impl AsRef<str>]) -> Option<usize> {
        if let Some(hole) = values.iter().zip(&self.holes).position(|(value, rule)| !rule.takes(value.as_ref())) {
            return Some(hole);
        }
        let in_value = |hole: &usize| values[*hole].as_ref().bytes().filter(|byte| *byte == b'#').count();
        let too_many = |iri: &&Fragments| iri.written + iri.holes.iter().map(in_value).sum::<usize>() > 1;
        self.fragments.iter().find(too_many).and_then(|iri| iri.holes.first().copied())
    }
}

/// What each hole takes, by where the statements have it.
pub(super) fn rules(document: &Value, markers: &Markers, uses: &Uses, holes: usize) -> Result<Rules, TemplateError> {
    let mut texts = Vec::new();
    collect_texts(document, &mut texts);
    let mut rules = vec![Rule::Text; holes];
    let mut fragments = Vec::new();
    for hole in 0..holes {
        if !uses.signed.contains(&hole) {
            return Err(TemplateError::Hole { hole, place: "where nothing is signed" });
        }
    }
    for iri in &uses.iris {
        let mut cuts = Vec::new();
        markers.cut(iri, |cut| cuts.push(cut));
        let hole = markers.first_in(iri).unwrap_or_default();
        // An IRI that the document does not hold as it stands was written out from a compact one.
        if !texts.contains(&iri.as_str()) {
            return Err(TemplateError::Hole { hole, place: "in a compact IRI" });
        }
        let mut own = Fragments::default();
        for (at, cut) in cuts.iter().enumerate() {
            match cut {
                Cut::Text(text) => own.written += text.matches('#').count(),
                Cut::Hole(hole) => own.holes.push(*hole),
            }
            match cut {
                Cut::Text(before) if at == 0 && !begins_with_a_scheme(before) => {
                    return Err(TemplateError::Hole { hole, place: "in the scheme of an IRI" });
                }
                Cut::Hole(hole) if at == 0 => rules[*hole] = Rule::Iri,
                Cut::Hole(hole) if rules[*hole] == Rule::Text => rules[*hole] = Rule::EndOfIri,
                _ => {}
            }
        }
        if !fragments.contains(&own) {
            fragments.push(own);
        }
    }
    Ok(Rules { holes: rules, fragments })
}

/// Refuses holes where the reading of the whole document hangs on the value.
pub(super) fn refuse_in_keys_and_contexts(document: &Value, markers: &Markers) -> Result<(), TemplateError> {
    match document {
        Value::Array(items) => items.iter().try_for_each(|item| refuse_in_keys_and_contexts(item, markers)),
        Value::Object(entries) => entries.iter().try_for_each(|(key, value)| {
            if let Some(hole) = markers.first_in(key) {
                return Err(TemplateError::Hole { hole, place: "in a key" });
            }
            if key == "@context"
                && let Some(hole) = markers.first_in(&value.to_string())
            {
                return Err(TemplateError::Hole { hole, place: "in a context" });
            }
            refuse_in_keys_and_contexts(value, markers)
        }),
        _ => Ok(()),
    }
}

/// Values that each rule takes, of all kinds over the rounds.
pub(super) fn values_of_all_kinds(rules: &Rules, markers: &Markers, round: u32) -> Vec<String> {
    let value = |(hole, rule): (usize, &Rule)| {
        let seed = format!("{}{round}:{hole}", markers.before);
        let chance = Sha256::digest(seed);
        let pick = |from: &[&str]| from[usize::from(chance[0]) % from.len()].to_owned();
        let hex: String = chance[1..9].iter().map(|byte| format!("{byte:02x}")).collect();
        let odd = chance[9] % 2 == 1;
        match rule {
            Rule::Text if odd => pick(&HARD_TEXTS),
            Rule::EndOfIri if odd => pick(&HARD_ENDS),
            Rule::Iri if odd => format!("{}{}", pick(&SCHEMES), HARD_ENDS[usize::from(chance[10]) % HARD_ENDS.len()]),
            Rule::Iri => format!("{}{hex}", pick(&SCHEMES)),
            Rule::Text | Rule::EndOfIri => hex,
        }
    };
    let mut values: Vec<String> = rules.holes.iter().enumerate().map(value).collect();
    if rules.broken(&values).is_some() {
        // Odd ends together were two fragments.
        for (value, _) in values.iter_mut().zip(&rules.holes).filter(|(_, rule)| **rule != Rule::Text) {
            value.retain(|letter| letter != '#');
        }
    }
    values
}

fn begins_with_a_scheme(text: &str) -> bool {
    SCHEMES.iter().any(|scheme| text.starts_with(scheme))
}

fn collect_texts<'d>(value: &'d Value, out: &mut Vec<&'d str>) {
    match value {
        Value::String(text) => out.push(text),
        Value::Array(items) => items.iter().for_each(|item| collect_texts(item, out)),
        Value::Object(entries) => entries.values().for_each(|entry| collect_texts(entry, out)),
        _ => {}
    }
}
