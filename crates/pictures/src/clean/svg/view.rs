//! The size of a picture: its `viewBox`, else its width and height.

use super::tree::{Element, Tree};
use crate::clean::SIDE_PX_MAX;

/// Corner and size, in user units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct View {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl View {
    /// Whole units; scaled when a side is over 4096 or under 1, for units mean nothing outside.
    pub(super) fn rounded(&self) -> (u32, u32) {
        let longer = self.width.max(self.height);
        let side_max = f64::from(SIDE_PX_MAX);
        let scale = if longer > side_max { side_max / longer } else { (1.0 / longer).max(1.0) };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped first")]
        let whole = |side: f64| (side * scale).round().clamp(1.0, side_max) as u32;
        (whole(self.width), whole(self.height))
    }
}

/// The view of the root. `None` when it has no size, or one that no picture has.
pub(super) fn of(tree: &Tree) -> Option<View> {
    let root = tree.elements.first()?;
    let view = match root.attribute("viewBox") {
        Some(view_box) => {
            let numbers: Vec<f64> = view_box
                .split(|c: char| c.is_ascii_whitespace() || c == ',')
                .filter(|number| !number.is_empty())
                .map(|number| number.parse().ok())
                .collect::<Option<_>>()?;
            let [x, y, width, height] = numbers[..] else { return None };
            View { x, y, width, height }
        }
        None => View { x: 0.0, y: 0.0, width: length(root, "width")?, height: length(root, "height")? },
    };
    let is_size = |side: f64| (1e-3..=1e6).contains(&side);
    let is_place = |at: f64| at.abs() <= 1e6;
    let thin = view.width.max(view.height) > 100.0 * view.width.min(view.height);
    (is_size(view.width) && is_size(view.height) && is_place(view.x) && is_place(view.y) && !thin).then_some(view)
}

/// A length in pixels (CSS Values 3, section 5.2).
fn length(root: &Element, name: &str) -> Option<f64> {
    let text = root.attribute(name)?;
    let unit_at = text.find(|c: char| c.is_ascii_alphabetic() || c == '%').unwrap_or(text.len());
    let (number, unit) = text.split_at(unit_at);
    let unit = match unit {
        "" | "px" => 1.0,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        "mm" => 96.0 / 25.4,
        "cm" => 96.0 / 2.54,
        "in" => 96.0,
        _ => return None,
    };
    Some(number.trim().parse::<f64>().ok()? * unit)
}
