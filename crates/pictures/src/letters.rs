//! Letters without a font: a small stroke alphabet of our own, for monograms and for the name under a picture.
//!
//! It knows the Latin letters with the accents of Europe's languages, figures and the common signs. What it does not
//! know is not guessed: a line with an unknown letter is not drawn at all ([`Line::of`] is `None`), for a name with
//! holes would be somebody else's name.

mod accents;
mod strokes;

use unicode_normalization::UnicodeNormalization;

use self::accents::accent;
use self::strokes::{Glyph, Side, glyph};
use crate::svg_text::num;

/// Height of a capital, in letter units.
const CAPITAL: f64 = 14.0;
/// Width of a stroke in a name, in letter units.
const NAME_STROKE: f64 = 2.3;
/// What an accented i gets on both sides, so that its accent does not touch a neighbour.
const NARROW_ROOM: f64 = 0.8;
/// How far an accent is lifted on a capital.
const CAPITAL_LIFT: f64 = -4.6;

/// Letters in a row, placed.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Path data, its x and its y, in letter units.
    strokes: Vec<(&'static str, f64, f64)>,
    /// From the first to the last centre line, in letter units.
    width: f64,
}

impl Line {
    /// Sets a text in a row. `None` when it is empty or holds a letter we have not drawn.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let mut line = Self { strokes: Vec::new(), width: 0.0 };
        let mut last: Option<Letter> = None;
        for c in text.nfd().map(plain) {
            if let Some(accent) = accent(c) {
                let letter = last.as_mut()?;
                line.accent(letter, accent);
                continue;
            }
            let glyph = glyph(c)?;
            let x = match &last {
                Some(before) => before.x + before.glyph.width + before.room + gap(before.glyph, glyph),
                None => 0.0,
            };
            line.width = x + glyph.width;
            let at = line.strokes.len();
            line.strokes.push((glyph.strokes, x, 0.0));
            last = Some(Letter { glyph, x, at, room: 0.0 });
        }
        line.strokes.retain(|(strokes, ..)| !strokes.is_empty());
        (!line.strokes.is_empty()).then_some(line)
    }

    fn accent(&mut self, on: &mut Letter, accent: accents::Accent) {
        if on.glyph.width < 1.0 && on.room < NARROW_ROOM && !accent.below {
            on.x += NARROW_ROOM;
            self.strokes[on.at].1 += NARROW_ROOM;
            on.room = NARROW_ROOM;
            self.width = on.x + on.room;
        }
        let centre = on.x
            + match on.glyph.letter {
                'j' => on.glyph.width,
                _ => on.glyph.width / 2.0,
            };
        // the dot of an i gives way to its accent
        let dotless = match on.glyph.letter {
            'i' => glyph('ı'),
            'j' => glyph('ȷ'),
            _ => None,
        };
        if let (Some(dotless), false) = (dotless, accent.below) {
            self.strokes[on.at].0 = dotless.strokes;
        }
        let tall = on.glyph.letter.is_uppercase() || "bdfhklt".contains(on.glyph.letter);
        let lift = if tall && !accent.below { CAPITAL_LIFT } else { 0.0 };
        self.strokes.push((accent.strokes, centre, lift));
    }

    /// Centred on `(x, y)` and as large as a disc of radius `r` allows, for the middle of a picture.
    pub(crate) fn svg_in_disc(&self, x: f64, y: f64, r: f64, colour: &str) -> String {
        // the corner of the line stays inside the disc; one letter alone does not fill it
        let corner = (self.width / 2.0).hypot(CAPITAL / 2.0);
        let k = (r * 0.92 / corner).min(r * 1.06 / CAPITAL);
        let accented = self.strokes.iter().any(|(_, _, lift)| *lift < 0.0);
        let drop = if accented { 1.4 } else { 0.0 };
        // as heavy as the strokes of the pictograms beside it
        let stroke = 0.185 * r / k;
        self.svg(x - k * self.width / 2.0, y - k * (CAPITAL / 2.0 - drop), k, stroke, colour)
    }

    fn svg(&self, x: f64, y: f64, k: f64, stroke: f64, colour: &str) -> String {
        let mut svg = format!(
            r#"<g transform="translate({} {}) scale({})" fill="none" stroke="{colour}" stroke-width="{}" stroke-linecap="round" stroke-linejoin="round">"#,
            num(x),
            num(y),
            num(k),
            num(stroke),
        );
        for (strokes, x, y) in &self.strokes {
            let place = match (num(*x).as_str(), num(*y).as_str()) {
                ("0", "0") => String::new(),
                (x, "0") => format!(r#" transform="translate({x})""#),
                (x, y) => format!(r#" transform="translate({x} {y})""#),
            };
            svg += &format!(r#"<path{place} d="{strokes}"/>"#);
        }
        svg + "</g>"
    }
}

/// The name under a picture 240 wide, from y = 240 to 312: at most two lines, shrunk until they fit. Empty when it
/// cannot be drawn.
pub(crate) fn name_below(name: &str, colour: &str) -> String {
    /// Width for the name, and the scales of one line and of two.
    const WIDTH: f64 = 224.0;
    const SCALE_ONE: f64 = 1.15;
    const SCALE_TWO: f64 = 1.02;
    /// Below this it cannot be read: the name ends with an ellipsis instead.
    const SCALE_MIN: f64 = 0.62;
    let words: Vec<&str> = name.split_whitespace().collect();
    let whole = words.join(" ");
    let Some(line) = Line::of(&whole) else {
        return String::new();
    };
    if line.width * SCALE_ONE <= WIDTH || words.len() == 1 && line.width * SCALE_MIN <= WIDTH {
        let k = SCALE_ONE.min(WIDTH / line.width);
        return centred(&line, 266.0, k, colour);
    }
    let (upper, lower) = halves(&words, WIDTH / SCALE_MIN);
    let lines: Vec<Line> = [upper, lower].iter().filter_map(|half| Line::of(half)).collect();
    let widest = lines.iter().map(|line| line.width).fold(1.0, f64::max);
    let k = SCALE_TWO.min(WIDTH / widest);
    let tops = [258.0, 258.0 + 25.0 * k];
    lines.iter().zip(tops).map(|(line, top)| centred(line, top, k, colour)).collect()
}

fn centred(line: &Line, top: f64, k: f64, colour: &str) -> String {
    line.svg(120.0 - k * line.width / 2.0, top, k, NAME_STROKE, colour)
}

/// Two lines of about the same width. When even they are wider than `width_max` letter units, the first takes the words
/// it can and the second ends with “…”.
fn halves(words: &[&str], width_max: f64) -> (String, String) {
    let width = |text: &str| Line::of(text).map_or(0.0, |line| line.width);
    let cuts = || (1..=words.len()).map(|cut| (words[..cut].join(" "), words[cut..].join(" ")));
    let widest = |(upper, lower): &(String, String)| width(upper).max(width(lower));
    let even = cuts().min_by(|a, b| widest(a).total_cmp(&widest(b)));
    if let Some(even) = even.filter(|even| widest(even) <= width_max) {
        return even;
    }
    let full = cuts().take_while(|(upper, _)| width(upper) <= width_max).last();
    let (upper, lower) = full.or_else(|| cuts().next()).unwrap_or_default();
    (shortened(upper, width_max), shortened(lower, width_max))
}

fn shortened(text: String, width_max: f64) -> String {
    let fits = |text: &str| Line::of(text).is_none_or(|line| line.width <= width_max);
    if fits(&text) {
        return text;
    }
    // composed, so that a cut never parts a letter from its accent
    let mut kept: Vec<char> = text.nfc().collect();
    loop {
        kept.pop();
        let short = kept.iter().collect::<String>().trim_end().to_owned() + "…";
        if kept.is_empty() || fits(&short) {
            return short;
        }
    }
}

struct Letter {
    glyph: &'static Glyph,
    x: f64,
    /// Where its strokes stand in the line.
    at: usize,
    /// Room left on the right for its accent.
    room: f64,
}

/// Between the centre lines of two neighbours.
fn gap(before: &Glyph, after: &Glyph) -> f64 {
    let room = |side: Side| match side {
        Side::Straight => 2.5,
        Side::Round => 2.0,
        Side::Open => 1.55,
    };
    room(before.right) + room(after.left)
}

/// Every space is the same, and so are signs that look alike.
fn plain(c: char) -> char {
    match c {
        c if c.is_whitespace() => ' ',
        '\u{2018}' | '\u{2bc}' => '’',
        '\u{2010}' | '\u{2011}' => '-',
        '\u{2022}' => '·',
        c => c,
    }
}

#[cfg(test)]
mod tests;
