//! The thirteen fields: the part of the ground that takes the second colour, named as heralds do.

use std::f64::consts::TAU;

use super::outline::{CENTRE, circle, point};

/// A division of the ground.
pub(super) enum Field {
    /// The emblem is counterchanged across the line of `part`; `accent` is a third shape, away from the emblem.
    Calm { part: String, accent: Option<String> },
    /// The emblem sits on a disc, for `part` is too lively to be crossed.
    Busy { part: String },
}

const CALM_COUNT: usize = 9;
const BUSY_COUNT: usize = 4;

impl Field {
    /// The field of a hash byte. Letters are never cut: without a drawn emblem only the busy fields serve.
    pub(super) fn of(byte: u8, emblem_is_drawn: bool) -> Self {
        let byte = usize::from(byte);
        match byte % (CALM_COUNT + BUSY_COUNT) {
            calm if calm < CALM_COUNT && emblem_is_drawn => Self::calm(calm),
            calm if calm < CALM_COUNT => Self::busy(byte % BUSY_COUNT),
            busy => Self::busy(busy - CALM_COUNT),
        }
    }

    fn calm(index: usize) -> Self {
        let (part, accent) = match index {
            // parti
            0 => ("M120 0H240V240H120Z".to_owned(), Some("M186 0H198V240H186Z".to_owned())),
            // coupé
            1 => ("M0 122H240V240H0Z".to_owned(), Some("M0 196H240V208H0Z".to_owned())),
            // tranché
            2 => ("M240 0V240H0Z".to_owned(), None),
            // taillé
            3 => ("M0 0V240H240Z".to_owned(), None),
            // chevron
            4 => ("M0 190L120 84L240 190V240H0Z".to_owned(), None),
            // onde
            5 => (
                "M0 132C30 108 60 108 90 130S150 154 180 132S225 112 240 122V240H0Z".to_owned(),
                Some("M0 176C40 152 80 200 120 176S200 152 240 172V188C200 168 160 192 120 192S40 168 0 192Z".to_owned()),
            ),
            // lune
            6 => (circle(168.0, 84.0, 86.0), None),
            // colline
            7 => ("M0 168Q90 66 240 150V240H0Z".to_owned(), Some(circle(178.0, 62.0, 20.0))),
            // écartelé
            _ => ("M120 0H240V120H120ZM0 120H120V240H0Z".to_owned(), None),
        };
        Self::Calm { part, accent }
    }

    fn busy(index: usize) -> Self {
        let part = match index {
            // rayons
            0 => rays(),
            // fasces
            1 => "M0 20H240V48H0ZM0 76H240V104H0ZM0 132H240V160H0ZM0 188H240V216H0Z".to_owned(),
            // sautoir
            2 => "M-20 20L20 -20L260 220L220 260ZM260 20L220 -20L-20 220L20 260Z".to_owned(),
            // houle
            _ => swell(),
        };
        Self::Busy { part }
    }
}

/// Twelve rays from the centre, each a twenty-fourth of the turn wide.
fn rays() -> String {
    let edge = |a: f64| point((CENTRE + 200.0 * a.sin(), CENTRE - 200.0 * a.cos()));
    (0..12).map(|i| TAU * f64::from(i) / 12.0 - 0.131).map(|a| format!("M120 120L{}L{}Z", edge(a), edge(a + 0.262))).collect()
}

/// Five waves, one below the other.
fn swell() -> String {
    [24, 66, 108, 150, 192]
        .map(|y| {
            format!(
                "M0 {y}C30 {a} 60 {a} 90 {y}S150 {b} 180 {y}S225 {c} 240 {d}V{e}C225 {f} 210 {g} 180 {h}S120 {i} 90 {h}S30 {g} 0 {h}Z",
                a = y - 18,
                b = y + 18,
                c = y - 14,
                d = y - 6,
                e = y + 14,
                f = y + 6,
                g = y + 2,
                h = y + 20,
                i = y + 38,
            )
        })
        .concat()
}
