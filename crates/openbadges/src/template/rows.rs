//! One row: its values in the lines, its blank nodes labelled, its canonical form hashed (RDFC-1.0 §4.4).

use std::cmp::Ordering;
use std::collections::HashMap;

use foldhash::fast::RandomState;
use sha2::{Digest, Sha256};

use super::statements::{Segment, Statements};
use crate::rdfc::escape;

/// Memory that is used again for each row.
#[derive(Debug, Default)]
pub struct Scratch {
    text: Vec<u8>,
    /// Lines of the row: where they are in `text`, and which they are.
    lines: Vec<(u32, u32, u32)>,
    hashes: Vec<([u8; 32], u16)>,
    pub(super) labels: Vec<u16>,
    sorted: Vec<u8>,
    /// What rows had in common whose blank nodes had the same labels, by template and labels.
    met: HashMap<Vec<u16>, Met, RandomState>,
    key: Vec<u16>,
}

/// What hangs on labels alone.
#[derive(Debug, Clone)]
struct Met {
    /// SHA-256 up to the end of the beginning.
    hash: Sha256,
    /// The order in which the lines behind it stood in the last such row: often that of the next.
    order: Vec<u32>,
}

/// Most labellings that are remembered; what is beyond is worked out for every row.
const MET_MAX: usize = 256;

impl Statements {
    /// SHA-256 of the canonical form of a row; nothing when first-degree hashes do not tell its blank nodes apart.
    pub(super) fn hash<V: AsRef<str>>(&self, values: &[V], scratch: &mut Scratch) -> Option<[u8; 32]> {
        self.label(values, scratch)?;
        let (key, mut met) = self.met(scratch);
        self.render(values, &met.order, scratch);
        let Scratch { text, lines, .. } = scratch;
        let line = |at: &(u32, u32, u32)| &text[at.0 as usize..at.1 as usize];
        lines.sort_by(|a, b| line(a).cmp(line(b)));
        met.order.clear();
        met.order.extend(lines.iter().map(|at| at.2));
        let mut hash = met.hash.clone();
        let mut next = self.beginning.fixed;
        if self.beginning.lines.is_empty() {
            // Everything up to the first line with a value or a label is hashed already.
            next = lines.first().map_or(self.fixed.len(), |first| self.fixed.partition_point(|f| &f[..] < line(first)));
            hash = self.fixed_hash[next].clone();
        }
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
        if scratch.met.len() < MET_MAX {
            scratch.met.insert(key, met);
        }
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

    /// What is known of rows with these labels.
    fn met(&self, scratch: &mut Scratch) -> (Vec<u16>, Met) {
        scratch.key.clear();
        scratch.key.extend([0, 16, 32, 48].map(|shift| (self.number >> shift) as u16));
        scratch.key.extend_from_slice(&scratch.labels);
        match scratch.met.remove_entry(&scratch.key) {
            Some(known) => known,
            None => (scratch.key.clone(), Met { hash: self.beginning_hash(scratch), order: self.beginning.rest.clone() }),
        }
    }

    fn beginning_hash(&self, scratch: &mut Scratch) -> Sha256 {
        let Scratch { text, lines, labels, .. } = scratch;
        text.clear();
        lines.clear();
        for &index in &self.beginning.lines {
            let start = text.len() as u32;
            self.write::<&str>(index, &[], text, |blank, out| write_label(labels[usize::from(blank)], out));
            lines.push((start, text.len() as u32, index));
        }
        let own = lines.iter().map(|at| &text[at.0 as usize..at.1 as usize]);
        let mut all: Vec<&[u8]> = self.fixed[..self.beginning.fixed].iter().map(|line| &line[..]).chain(own).collect();
        all.sort_unstable();
        all.dedup();
        let mut hash = Sha256::new();
        all.iter().for_each(|line| hash.update(line));
        hash
    }

    /// The lines behind the beginning with their values and labels, in this order.
    fn render<V: AsRef<str>>(&self, values: &[V], order: &[u32], scratch: &mut Scratch) {
        let Scratch { text, lines, labels, .. } = scratch;
        text.clear();
        lines.clear();
        for &index in order {
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

    /// A line as first-degree hashing of a blank node sees it.
    pub(super) fn seen_from(&self, blank: u16, line: u32, values: &[&str]) -> Vec<u8> {
        let mut text = Vec::new();
        self.write(line, values, &mut text, |other, out| out.extend_from_slice(if other == blank { b"_:a" } else { b"_:z" }));
        text
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
