//! Whatever is done to the bytes, cleaning answers, and what it lets through is inert and can be drawn.

use super::{around, danger, hostile};
use crate::clean::{Purpose, clean};
use crate::draw::{Kind, ModelPicture, badge_svg};
use crate::svg_to_png;

/// A small generator (xorshift64*), so that a failure can be repeated from its seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, max: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(high).unwrap() % max
    }
}

const SPLINTERS: &[&str] = &[
    "<g>",
    "</g>",
    "/>",
    "\"",
    "'",
    "&#60;",
    "url(#",
    "url(",
    ")",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "1e38",
    "-",
    "NaN",
    "\u{0}",
    "#seen",
    " onload=\"",
    "xlink:href=\"",
    " xmlns=\"",
    "<script>",
    "<style>",
    "{",
    "}",
    ";",
    "\\",
    "\u{feff}",
    "é",
    "0",
    " 0 ",
    "opacity=\"0.5\"",
    " mask=\"url(#m)\"",
    "<mask id=\"m\">",
    "</mask>",
    "<use href=\"#seen\"/>",
    "transform=\"scale(0)\"",
];

fn shaken(seed: &str, chance: &mut Chance) -> Vec<u8> {
    let mut bytes = seed.as_bytes().to_vec();
    for _ in 0..=chance.below(4) {
        let at = chance.below(bytes.len());
        match chance.below(4) {
            0 => bytes[at] = u8::try_from(chance.below(256)).unwrap(),
            1 => drop(bytes.drain(at..(at + chance.below(12)).min(bytes.len()))),
            2 => {
                let end = (at + chance.below(60)).min(bytes.len());
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            _ => drop(bytes.splice(at..at, SPLINTERS[chance.below(SPLINTERS.len())].bytes())),
        }
    }
    bytes
}

#[test]
fn torn_pictures_are_inert_or_refused() {
    let rounds: usize = std::env::var("ANAVEZ_TORN_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(600);
    let own = |kind: Kind| {
        let model = ModelPicture { id: kind.to_string(), name: "Écouter".to_owned(), kind, series: None, tags: Vec::new() };
        badge_svg(&model)
    };
    let mut seeds: Vec<String> = Kind::ALL.into_iter().map(own).collect();
    seeds.extend(hostile::SNIPPETS.iter().map(|snippet| around(snippet)));
    let mut chance = Chance(0x0a7a_9e51);
    let mut passed = 0;
    for _ in 0..rounds {
        let bytes = shaken(&seeds[chance.below(seeds.len())], &mut chance);
        if let Ok(picture) = clean(&bytes, Purpose::Badge) {
            let svg = String::from_utf8(picture.bytes).unwrap();
            assert_eq!(danger(&svg), None, "{}", String::from_utf8_lossy(&bytes));
            assert!(svg_to_png(&svg, 24).is_ok(), "{}", String::from_utf8_lossy(&bytes));
            passed += 1;
        }
    }
    assert!(passed > rounds / 10, "only {passed} of {rounds} came through: the shaking is too rough to show anything");
}
