//! Hash First Degree Quads (RDFC-1.0 §4.6): what a blank node looks like from one step away.

use std::cmp::Ordering;

use sha2::Digest;
use sha2::digest::Output;

use super::dataset::{Blank, Dataset, Node, Quad, blank_of};

/// The statements that mention each blank node, every statement once per node.
pub(super) struct Mentions {
    /// Where the statements of each blank node end in `quads`.
    ends: Vec<u32>,
    quads: Vec<u32>,
}

impl Mentions {
    pub(super) fn of(dataset: &Dataset) -> Self {
        let mut ends = vec![0_u32; dataset.blank_count()];
        for quad in &dataset.quads {
            for Blank(b) in blanks_of(quad) {
                ends[b as usize] += 1;
            }
        }
        let mut total = 0;
        for end in &mut ends {
            (*end, total) = (total, total + *end);
        }
        let mut quads = vec![0; total as usize];
        for (i, quad) in dataset.quads.iter().enumerate() {
            for Blank(b) in blanks_of(quad) {
                let at = &mut ends[b as usize];
                quads[*at as usize] = i as u32;
                *at += 1;
            }
        }
        Self { ends, quads }
    }

    /// Indices of the statements that mention `blank`.
    pub(super) fn quads(&self, blank: Blank) -> &[u32] {
        let start = if blank.0 == 0 { 0 } else { self.ends[blank.0 as usize - 1] };
        &self.quads[start as usize..self.ends[blank.0 as usize] as usize]
    }

    /// Keeps only the statements that `keep` accepts, by index.
    pub(super) fn retain(&mut self, keep: &[bool]) {
        let (mut kept, mut start) = (Vec::with_capacity(self.quads.len()), 0);
        for end in &mut self.ends {
            kept.extend(self.quads[start..*end as usize].iter().filter(|q| keep[**q as usize]));
            start = *end as usize;
            *end = kept.len() as u32;
        }
        self.quads = kept;
    }
}

/// The different blank nodes of a statement.
pub(super) fn blanks_of(quad: &Quad) -> impl Iterator<Item = Blank> + use<> {
    let subject = blank_of(Some(quad.subject));
    let object = quad.object.filter(|b| Some(*b) != subject);
    let graph = blank_of(quad.graph).filter(|b| Some(*b) != subject && Some(*b) != quad.object);
    [subject, object, graph].into_iter().flatten()
}

/// Memory for rendering, used again for each blank node.
#[derive(Default)]
pub(super) struct Scratch {
    text: Vec<u8>,
    sorted: Vec<u8>,
    lines: Vec<(u32, u32, u32)>,
}

/// The first-degree hash of one blank node.
pub(super) fn hash<D: Digest>(dataset: &Dataset, blank: Blank, quads: &[u32], scratch: &mut Scratch) -> Output<D> {
    let Scratch { text, sorted, lines } = scratch;
    text.clear();
    lines.clear();
    let label = |b: Blank, out: &mut Vec<u8>| out.extend_from_slice(if b == blank { b"_:a" } else { b"_:z" });
    for &index in quads {
        let quad = &dataset.quads[index as usize];
        let start = text.len() as u32;
        dataset.render_node(quad.subject, text, &label);
        dataset.render_rest(quad, text, &label);
        lines.push((start, text.len() as u32, index));
    }
    let quad = |index: u32| &dataset.quads[index as usize];
    let compare = |a: &(u32, u32, u32), b: &(u32, u32, u32)| {
        text[a.0 as usize..a.1 as usize]
            .cmp(&text[b.0 as usize..b.1 as usize])
            .then_with(|| dataset.compare_blanks(quad(a.2), quad(b.2)))
    };
    lines.sort_unstable_by(compare);
    // A dataset is a set: the same statement twice counts once, two statements that only look alike count twice.
    lines.dedup_by(|a, b| compare(a, b) == Ordering::Equal);
    sorted.clear();
    for (start, end, _) in lines.iter() {
        sorted.extend_from_slice(&text[*start as usize..*end as usize]);
    }
    D::digest(&*sorted)
}

/// Position of a blank node in a statement, as RDFC-1.0 §4.7 writes it.
pub(super) fn positions(quad: &Quad) -> impl Iterator<Item = (u8, Blank)> + use<> {
    let graph = match quad.graph {
        Some(Node::Blank(blank)) => Some(blank),
        _ => None,
    };
    let subject = blank_of(Some(quad.subject));
    [(b's', subject), (b'o', quad.object), (b'g', graph)].into_iter().filter_map(|(p, b)| Some((p, b?)))
}
