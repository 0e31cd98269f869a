//! The badge grammar: a picture for every badge model that has none.
//!
//! A picture is a sentence of five words, all drawn from the model, never from chance:
//!
//! 1. *silhouette*, from the kind: fourteen outlines in five families, readable in black, at 24 px, by touch;
//! 2. *field*, from the hash of series or id: thirteen divisions of the ground, as on signal flags;
//! 3. *colours*, from the same hash: fourteen triads, dark on light always at least 4.5:1;
//! 4. *emblem*, from the words of tags and name: a pictogram for a known word, otherwise two letters;
//! 5. *rhythm*, from the hash of the id: the dashes of the rim, as a lighthouse is known by its flashes.
//!
//! The models of one `series` (organisation, event, catalogue) share field and colours: a family without a designer.
//! Where a field cuts the emblem, the emblem swaps colours with the ground, so its contrast never drops.

mod colour;
mod emblem;
mod field;
mod kind;
mod outline;
mod pictograms;
mod zone;

use sha2::{Digest, Sha256};

use self::colour::Triad;
use self::emblem::Emblem;
use self::field::Field;
pub use self::kind::{Kind, UnknownKind};
use self::zone::Zone;
use crate::letters;
use crate::svg_text::{num, xml_escaped};

/// The most characters of a name, a tag or an id that count for the picture; the rest changes nothing.
pub const NAME_CHARS_MAX: usize = 200;
/// The most tags that are read for an emblem.
pub const TAGS_MAX: usize = 64;

/// The ink of a name under its picture, whatever the colours above it.
const NAME_INK: &str = "#10303A";
/// How many pairs of dash and gap the rim holds.
const RIM_DASHES: usize = 14;

/// What a badge picture is drawn from: five facts of the model, nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelPicture {
    /// The id of the model; decides the rhythm of the rim, and the field and colours when there is no series.
    pub id: String,
    /// The name in one language; its words look for an emblem, and it becomes the `<title>`.
    pub name: String,
    /// The kind; decides the silhouette.
    pub kind: Kind,
    /// What the model belongs to (organisation, catalogue, event); its members share field and colours.
    pub series: Option<String>,
    /// Tags; they are read before the name when an emblem is looked for.
    pub tags: Vec<String>,
}

/// The picture of a model: SVG, 240 × 240 units, about 2 KB, no text inside but its `<title>`.
#[must_use]
pub fn badge_svg(model: &ModelPicture) -> String {
    paint(model, Name::Beside, RimUnit::PathLength)
}

/// The picture with its name below, for the file that holds the award: SVG, 240 × 312 units.
///
/// The name is drawn as strokes, not as text: the file looks the same wherever it goes. A name in letters we have not
/// drawn (see [`letters`]) stays in the `<title>` only.
#[must_use]
pub fn badge_svg_with_name(model: &ModelPicture) -> String {
    paint(model, Name::Below, RimUnit::PathLength)
}

/// As [`badge_svg`] and [`badge_svg_with_name`], for a renderer that does not know `pathLength`: the dashes of the rim
/// are given in user units of an outline of the measured length.
pub(crate) fn badge_svg_measured(model: &ModelPicture, with_name: bool, rim_length: f64) -> String {
    let name = if with_name { Name::Below } else { Name::Beside };
    paint(model, name, RimUnit::Length(rim_length))
}

#[derive(Clone, Copy, PartialEq)]
enum Name {
    Beside,
    Below,
}

/// In what unit the dashes of the rim are written.
#[derive(Clone, Copy)]
enum RimUnit {
    /// `pathLength` says how many units the outline has (SVG 2, section 9.6.1).
    PathLength,
    /// The length of the outline in user units.
    Length(f64),
}

fn paint(model: &ModelPicture, name: Name, rim: RimUnit) -> String {
    let picture = Sentence::of(model);
    let Sentence { outline, uid, colours, .. } = &picture;
    let height = if name == Name::Below { 312 } else { 240 };
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 {height}" role="img"><title>{}</title><defs><clipPath id="{uid}s"><path d="{outline}"/></clipPath>"#,
        xml_escaped(first(&model.name, NAME_CHARS_MAX)),
    );
    if let Field::Calm { part, .. } = &picture.field {
        svg += &format!(r#"<clipPath id="{uid}r"><path d="{part}"/></clipPath>"#);
    }
    // a light keyline keeps the badge whole on any ground
    svg += &format!(
        r#"</defs><path d="{outline}" fill="none" stroke="{}" stroke-width="5"/><g clip-path="url(#{uid}s)"><path d="{outline}" fill="{}"/>"#,
        colours.light, picture.ground,
    );
    svg += &match &picture.field {
        Field::Calm { part, accent } => picture.counterchanged(part, accent.as_deref()),
        Field::Busy { part } => picture.on_a_disc(part),
    };
    if model.kind == Kind::Smart {
        svg += &format!(r#"<circle cx="186" cy="54" r="11" fill="{}"/>"#, colours.accent);
    }
    svg += &picture.rim(rim);
    if name == Name::Below {
        svg += &letters::name_below(first(&model.name, NAME_CHARS_MAX), NAME_INK);
    }
    svg + "</svg>"
}

/// The five words, chosen.
struct Sentence {
    kind: Kind,
    outline: String,
    zone: Zone,
    field: Field,
    colours: Triad,
    ground: &'static str,
    second: &'static str,
    emblem: Emblem,
    /// Prefix of the ids inside the SVG, so that several pictures can stand in one page.
    uid: String,
    own: [u8; 32],
}

impl Sentence {
    fn of(model: &ModelPicture) -> Self {
        let own: [u8; 32] = Sha256::digest(model.id.as_bytes()).into();
        let shared: [u8; 32] = Sha256::digest(model.series.as_deref().unwrap_or(&model.id).as_bytes()).into();
        let tags = model.tags.iter().take(TAGS_MAX).map(|tag| first(tag, NAME_CHARS_MAX));
        let emblem = Emblem::of(tags, first(&model.name, NAME_CHARS_MAX));
        let field = Field::of(shared[0], emblem.is_drawn());
        let colours = colour::TRIADS[usize::from(shared[1]) % colour::TRIADS.len()];
        let (ground, second) = if shared[2] & 1 == 1 { (colours.dark, colours.light) } else { (colours.light, colours.dark) };
        Self {
            kind: model.kind,
            outline: model.kind.outline(),
            zone: model.kind.zone(),
            field,
            colours,
            ground,
            second,
            emblem,
            uid: format!("b{:02x}{:02x}{:02x}", own[0], own[1], own[2]),
            own,
        }
    }

    /// A calm field: the part in the second colour, the emblem across both in whichever colour it does not lie on.
    fn counterchanged(&self, part: &str, accent: Option<&str>) -> String {
        let Self { uid, colours, second, ground, zone, emblem, .. } = self;
        let part = format!(r#"<path d="{part}" fill="{second}" stroke="{}" stroke-width="7"/>"#, colours.accent);
        let mut svg = part.clone();
        svg += &format!("<g>{}</g>", emblem.svg(*zone, second));
        // the second colour again above the first emblem, then the emblem in the first colour
        svg += &format!(r#"<g clip-path="url(#{uid}r)">{part}</g>"#);
        svg += &format!(r#"<g clip-path="url(#{uid}r)">{}</g>"#, emblem.svg(*zone, ground));
        // the small circle of a smart badge is an accent already
        if let Some(accent) = accent.filter(|_| self.kind != Kind::Smart) {
            svg += &format!(r#"<path d="{accent}" fill="{}"/>"#, colours.accent);
        }
        svg
    }

    /// A busy field: the emblem sits on a calm disc.
    fn on_a_disc(&self, part: &str) -> String {
        let Self { colours: Triad { dark, light, accent }, second, .. } = self;
        let Zone { x, y, r } = self.zone;
        let disc = num(r + 10.0);
        let emblem = self.emblem.svg(Zone { x, y, r: r - 3.0 }, dark);
        let (x, y) = (num(x), num(y));
        format!(
            r#"<path d="{part}" fill="{second}"/><circle cx="{x}" cy="{y}" r="{disc}" fill="{light}"/><circle cx="{x}" cy="{y}" r="{disc}" fill="none" stroke="{accent}" stroke-width="6"/><g>{emblem}</g>"#
        )
    }

    /// The rim: a dark band along the edge, the rhythm in light on it.
    fn rim(&self, unit: RimUnit) -> String {
        let Self { outline, colours: Triad { dark, light, .. }, .. } = self;
        let (x, y) = (num(self.zone.x), num(self.zone.y));
        let parts: Vec<u32> =
            self.own[..RIM_DASHES].iter().flat_map(|byte| [2 + u32::from(byte >> 5), 2 + u32::from(byte & 3)]).collect();
        let total: u32 = parts.iter().sum();
        let (length, scale) = match unit {
            RimUnit::PathLength => (format!(r#"pathLength="{total}" "#), 1.0),
            RimUnit::Length(length) => (String::new(), length / f64::from(total)),
        };
        let dashes: Vec<String> = parts.iter().map(|part| num(f64::from(*part) * scale)).collect();
        let dashes = dashes.join(" ");
        format!(
            r#"<path d="{outline}" fill="none" stroke="{dark}" stroke-width="30"/><path d="{outline}" fill="none" stroke="{light}" stroke-width="4" {length}stroke-dasharray="{dashes}" transform="translate({x} {y}) scale(.935) translate(-{x} -{y})"/></g>"#
        )
    }
}

/// The first `chars_max` characters.
fn first(text: &str, chars_max: usize) -> &str {
    text.char_indices().nth(chars_max).map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests;
