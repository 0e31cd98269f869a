//! One row: its values in the lines, its blank nodes labelled, its canonical form hashed (RDFC-1.0 §4.4).

use std::cmp::Ordering;

use sha2::{Digest, Sha256};

use super::statements::{Segment, Statements};
use crate::rdfc::escape;

/// Memory that is used again for each row.
#[derive(Debug, Default)]
pub struct Scratch {
    text: Vec<u8>,
    /// Lines of the row: where they are in `text`, and which they are.
    lines: Vec<(u32, u32, u32)>,
    /// The order in which the lines of the last row stood: often that of the next.
    order: Vec<u32>,
    hashes: Vec<([u8; 32], u16)>,
    pub(super) labels: Vec<u16>,
    sorted: Vec<u8>,
}

impl Statements {
    /// SHA-256 of the canonical form of a row; nothing when first-degree hashes do not tell its blank nodes apart.
    pub(super) fn hash<V: AsRef<str>>(&self, values: &[V], scratch: &mut Scratch) -> Option<[u8; 32]> {
        self.label(values, scratch)?;
        self.render(values, scratch);
        let Scratch { text, lines, .. } = scratch;
        let line = |at: &(u32, u32, u32)| &text[at.0 as usize..at.1 as usize];
        lines.sort_by(|a, b| line(a).cmp(line(b)));
        scratch.order.clear();
        scratch.order.extend(lines.iter().map(|at| at.2));
        // Everything up to the first line with a value or a label is hashed already.
        let mut next = lines.first().map_or(self.fixed.len(), |first| self.fixed.partition_point(|f| &f[..] < line(first)));
        let mut hash = self.fixed_hash[next].clone();
        let sorted = &mut scratch.sorted;
        sorted.clear();
        let mut last: &[u8] = next.checked_sub(1).map_or(b"", |before| &self.fixed[before]);
        for at in lines.iter() {
            let own = line(at);
            while let Some(fixed) = self.fixed.get(next).filter(|fixed| &fixed[..] <= own) {
                sorted.extend_from_slice(fixed);
                last = fixed;
                next += 1;
            }
            // A dataset is a set: what values made equal counts once.
            if own != last {
                sorted.extend_from_slice(own);
                last = own;
            }
        }
        for fixed in &self.fixed[next..] {
            sorted.extend_from_slice(fixed);
        }
        hash.update(&*sorted);
        Some(hash.finalize().into())
    }

    /// Canonical labels, unless two blank nodes look alike.
    fn label<V: AsRef<str>>(&self, values: &[V], scratch: &mut Scratch) -> Option<()> {
        scratch.labels.clear();
        scratch.labels.resize(self.blanks.len(), 0);
        if self.blanks.len() < 2 {
            return Some(());
        }
        let mut hashes = std::mem::take(&mut scratch.hashes);
        hashes.clear();
        for (blank, node) in (0_u16..).zip(&self.blanks).filter(|(_, node)| !node.lines.is_empty()) {
            let hash = node.hash.unwrap_or_else(|| self.first_degree(blank, values, scratch));
            hashes.push((hash, blank));
        }
        hashes.sort_unstable();
        let told_apart = hashes.windows(2).all(|pair| pair[0].0 != pair[1].0);
        for (label, (_, blank)) in (0_u16..).zip(&hashes) {
            scratch.labels[usize::from(*blank)] = label;
        }
        scratch.hashes = hashes;
        told_apart.then_some(())
    }

    /// All lines with their values and labels, in the order of the row before.
    fn render<V: AsRef<str>>(&self, values: &[V], scratch: &mut Scratch) {
        let Scratch { text, lines, order, labels, .. } = scratch;
        text.clear();
        lines.clear();
        if order.len() != self.lines.len() {
            order.clear();
            order.extend(0..self.lines.len() as u32);
        }
        for &index in &*order {
            let start = text.len() as u32;
            self.write(index, values, text, |blank, out| write_label(labels[usize::from(blank)], out));
            lines.push((start, text.len() as u32, index));
        }
    }

    /// The first-degree hash of a blank node (RDFC-1.0 §4.6).
    pub(super) fn first_degree<V: AsRef<str>>(&self, blank: u16, values: &[V], scratch: &mut Scratch) -> [u8; 32] {
        let Scratch { text, lines, sorted, .. } = scratch;
        text.clear();
        lines.clear();
        for &index in &self.blanks[usize::from(blank)].lines {
            let start = text.len() as u32;
            let label = |other: u16| if other == blank { b"_:a" } else { b"_:z" };
            self.write(index, values, text, |other, out| out.extend_from_slice(label(other)));
            lines.push((start, text.len() as u32, index));
        }
        let blanks = |index: u32| self.lines[index as usize].blanks;
        let compare = |a: &(u32, u32, u32), b: &(u32, u32, u32)| {
            let line = |at: &(u32, u32, u32)| &text[at.0 as usize..at.1 as usize];
            line(a).cmp(line(b)).then_with(|| blanks(a.2).cmp(&blanks(b.2)))
        };
        lines.sort_by(compare);
        // The same statement twice counts once, two statements that only look alike count twice.
        lines.dedup_by(|a, b| compare(a, b) == Ordering::Equal);
        sorted.clear();
        for (start, end, _) in lines.iter() {
            sorted.extend_from_slice(&text[*start as usize..*end as usize]);
        }
        Sha256::digest(&*sorted).into()
    }

    fn write<V: AsRef<str>>(&self, index: u32, values: &[V], out: &mut Vec<u8>, label: impl Fn(u16, &mut Vec<u8>)) {
        for segment in &self.lines[index as usize].segments {
            match segment {
                Segment::Text(range) => out.extend_from_slice(&self.text[range.start as usize..range.end as usize]),
                Segment::Literal(hole) => escape(values[usize::from(*hole)].as_ref(), out),
                Segment::Iri(hole) => out.extend_from_slice(values[usize::from(*hole)].as_ref().as_bytes()),
                Segment::Blank(blank) => label(*blank, out),
            }
        }
    }
}

fn write_label(label: u16, out: &mut Vec<u8>) {
    out.extend_from_slice(b"_:c14n");
    match u8::try_from(label) {
        Ok(digit @ 0..=9) => out.push(b'0' + digit),
        _ => out.extend_from_slice(label.to_string().as_bytes()),
    }
}
