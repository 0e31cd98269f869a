//! The emblem: a pictogram for a word we know, else two letters, else two chevrons that face each other.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use super::pictograms::{PICTOGRAMS, Pictogram};
use super::zone::Zone;
use crate::letters::Line;
use crate::svg_text::num;

/// What stands in the middle of the picture.
pub(super) enum Emblem {
    /// A pictogram; it may be cut by the field.
    Drawn(&'static Pictogram),
    /// One or two initials; they are never cut.
    Letters(Line),
    /// The lozenge of the house, for a name in letters we have not drawn.
    Chevrons,
}

/// Width of a stroke on the 24 × 24 grid.
const STROKE: &str = "1.9";
/// Half of the grid, less the half stroke: what fills the radius of a zone.
const GRID_RADIUS: f64 = 11.6;
/// Somebody, somebody, and the space between.
const CHEVRONS: &str = "M9 5L3 12L9 19M15 5L21 12L15 19";

impl Emblem {
    /// The first known stem, reading tags before the name; nothing known: initials of the name.
    pub(super) fn of<'a>(tags: impl Iterator<Item = &'a str>, name: &'a str) -> Self {
        let said: Vec<&str> = tags.chain([name]).collect();
        if let Some(pictogram) = words(&bare(&said.join(" "))).into_iter().find_map(known) {
            return Self::Drawn(pictogram);
        }
        Line::of(&initials(name)).map_or(Self::Chevrons, Self::Letters)
    }

    /// Whether a field may cut it.
    pub(super) const fn is_drawn(&self) -> bool {
        matches!(self, Self::Drawn(_))
    }

    /// The emblem filling the zone.
    pub(super) fn svg(&self, zone: Zone, colour: &str) -> String {
        match self {
            Self::Drawn(pictogram) => on_grid(zone, colour, pictogram.strokes, &dots(pictogram, colour)),
            Self::Letters(line) => line.svg_in_disc(zone.x, zone.y, zone.r, colour),
            Self::Chevrons => on_grid(zone, colour, CHEVRONS, ""),
        }
    }
}

fn on_grid(Zone { x, y, r }: Zone, colour: &str, strokes: &str, dots: &str) -> String {
    let k = r / GRID_RADIUS;
    format!(
        r#"<g transform="translate({} {}) scale({})" fill="none" stroke="{colour}" stroke-width="{STROKE}" stroke-linecap="round" stroke-linejoin="round"><path d="{strokes}"/>{dots}</g>"#,
        num(x - 12.0 * k),
        num(y - 12.0 * k),
        num(k),
    )
}

fn dots(pictogram: &Pictogram, colour: &str) -> String {
    pictogram
        .dots
        .iter()
        .map(|(x, y, r)| format!(r#"<circle cx="{x}" cy="{y}" r="{r}" fill="{colour}" stroke="none"/>"#))
        .collect()
}

fn known(word: &str) -> Option<&'static Pictogram> {
    PICTOGRAMS.iter().find(|pictogram| pictogram.stems.iter().any(|stem| word.starts_with(stem)))
}

/// Lower case, without accents.
fn bare(text: &str) -> String {
    text.to_lowercase().nfd().filter(|c| canonical_combining_class(*c) == 0).collect()
}

/// The words; an elided article (*l’*, *d’*) and a hyphen end a word.
fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '’' | '-')).filter(|w| !w.is_empty()).collect()
}

/// The initials of the first two words of more than two letters; a name of small words only gives its first letter.
fn initials(name: &str) -> String {
    let name: String = name.nfc().collect();
    let long = words(&name).into_iter().filter(|word| word.chars().count() > 2);
    let initial = |word: &str| word.chars().next();
    let mut letters: String = long.take(2).filter_map(initial).collect();
    if letters.is_empty() {
        letters.extend(initial(name.trim_start()));
    }
    letters.to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::{Emblem, PICTOGRAMS, bare, initials};

    fn shows(tags: &[&str], name: &str) -> &'static str {
        match Emblem::of(tags.iter().copied(), name) {
            Emblem::Drawn(pictogram) => pictogram.stems[0],
            Emblem::Letters(_) => "letters",
            Emblem::Chevrons => "chevrons",
        }
    }

    #[test]
    fn a_known_word_in_any_tongue_finds_its_pictogram() {
        assert_eq!(shows(&[], "Je répare mon vélo"), "repar");
        assert_eq!(shows(&[], "Night-sailing"), "bateau");
        assert_eq!(shows(&[], "L’écoute"), "ecout");
    }

    #[test]
    fn tags_are_read_before_the_name() {
        assert_eq!(shows(&["jardin"], "Je répare mon vélo"), "jardin");
    }

    #[test]
    fn unknown_words_give_letters_and_unknown_letters_give_chevrons() {
        assert_eq!(shows(&[], "Brezhoneg er gêr"), "letters");
        assert_eq!(shows(&[], "語り"), "chevrons");
        assert_eq!(shows(&[], ""), "chevrons");
    }

    #[test]
    fn small_words_give_no_initial() {
        assert_eq!(initials("Brezhoneg er gêr"), "BG");
        assert_eq!(initials("Être là"), "Ê");
        assert_eq!(initials("E\u{301}tude"), "É");
        assert_eq!(initials("Go"), "G");
    }

    #[test]
    fn every_stem_is_bare() {
        for pictogram in &PICTOGRAMS {
            for stem in pictogram.stems {
                assert_eq!(bare(stem), **stem);
            }
        }
    }
}
