//! What a picture costs to draw once its references are followed: bounded before anything follows them.

use std::collections::HashMap;

use super::allowed::referred;
use super::tree::{Child, DEPTH_MAX, Element, Tree};
use crate::clean::error::PictureError;

/// The most elements drawn, each counted as often as it is referred to, and a long shape as several.
const DRAWN_MAX: usize = 65_536;
/// Bytes of a shape that count as one more element.
const SHAPE_BYTES: usize = 32;

/// Refuses what would be drawn too often (`use` of `use` of `use` …), nests too deep, or refers to itself.
pub(super) fn bound(tree: &Tree) -> Result<(), PictureError> {
    let ids = tree.elements.iter().enumerate().rev().filter_map(|(at, element)| Some((element.attribute("id")?, at))).collect();
    let mut counting = Counting { tree, ids, known: vec![None; tree.elements.len()] };
    // what is only referred to is counted where it stands, too: it is kept, so it must be in bounds
    let drawn = counting.count(0, 0)?.drawn;
    if drawn > DRAWN_MAX {
        return Err(PictureError::TooIntricate { what: "shapes", max: DRAWN_MAX });
    }
    Ok(())
}

#[derive(Clone, Copy)]
struct Cost {
    drawn: usize,
    /// Levels below, references followed.
    height: usize,
}

struct Counting<'a> {
    tree: &'a Tree,
    ids: HashMap<&'a str, usize>,
    known: Vec<Option<Cost>>,
}

impl Counting<'_> {
    /// Depth is bounded, so a circle of references ends as one that nests too deep.
    fn count(&mut self, at: usize, depth: usize) -> Result<Cost, PictureError> {
        let too_deep = PictureError::TooIntricate { what: "levels", max: DEPTH_MAX };
        if let Some(cost) = self.known[at] {
            return if depth + cost.height > DEPTH_MAX { Err(too_deep) } else { Ok(cost) };
        }
        if depth > DEPTH_MAX {
            return Err(too_deep);
        }
        let tree = self.tree;
        let element = &tree.elements[at];
        let children = element.children.iter().filter_map(|child| match child {
            Child::Element(child) => Some(*child),
            Child::Text(_) => None,
        });
        let referred: Vec<usize> = references(element).filter_map(|id| self.ids.get(id).copied()).collect();
        let mut cost = Cost { drawn: 1 + weight(element), height: 0 };
        for below in children.chain(referred) {
            let below = self.count(below, depth + 1)?;
            cost.drawn = cost.drawn.saturating_add(below.drawn);
            cost.height = cost.height.max(below.height + 1);
        }
        self.known[at] = Some(cost);
        Ok(cost)
    }
}

fn references(element: &Element) -> impl Iterator<Item = &str> {
    element
        .attributes
        .iter()
        .filter(|(name, _)| matches!(*name, "href" | "fill" | "stroke" | "clip-path" | "mask"))
        .filter_map(|(_, value)| referred(value))
}

/// Dashes multiply a line, pixels cost by the picture.
fn weight(element: &Element) -> usize {
    let shape: usize =
        ["d", "points"].into_iter().filter_map(|name| element.attribute(name)).map(|shape| shape.len() / SHAPE_BYTES).sum();
    let dashes = element.attribute("stroke-dasharray").map_or(0, |_| 500);
    let pixels = if element.name == "image" { 2_000 } else { 0 };
    shape + dashes + pixels
}
