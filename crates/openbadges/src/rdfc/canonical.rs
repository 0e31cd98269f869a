//! The canonicalization algorithm (RDFC-1.0 §4.4) and the canonical N-Quads text.

use std::cmp::Ordering;

use sha2::digest::Output;
use sha2::{Digest, Sha256};

use super::dataset::{Blank, Dataset, Node, blank_of};
use super::first_degree::{self, Mentions, Scratch};
use super::n_degree;

/// Most steps the N-degree stage may take: a step is one statement looked at, or one order of blank nodes tried.
/// Real credentials take none; the hardest W3C test that must pass takes a few thousand.
pub const WORK_MAX: u64 = 200_000;

/// Why a dataset has no canonical form here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RdfcError {
    /// Its blank nodes are so alike that telling them apart takes more than the allowed work.
    #[error("telling the blank nodes apart takes more than {work_max} steps")]
    TooMuchWork {
        /// The limit that was set.
        work_max: u64,
    },
}

/// The canonical form of a dataset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Canonical {
    text: Vec<u8>,
    labels: Vec<u32>,
}

impl Canonical {
    /// Canonical N-Quads, UTF-8, every line ended.
    pub fn as_bytes(&self) -> &[u8] {
        &self.text
    }

    /// The number n of the label `_:c14n{n}` of each blank node, by its number in the dataset.
    pub fn labels(&self) -> &[u32] {
        &self.labels
    }

    /// SHA-256 of the text.
    pub fn sha256(&self) -> [u8; 32] {
        Sha256::digest(&self.text).into()
    }
}

/// Brings a dataset into canonical form, hashing with `D` (SHA-256 unless a suite says otherwise).
///
/// # Errors
/// [`RdfcError::TooMuchWork`] when more than `work_max` steps are needed ([`WORK_MAX`] is the ordinary limit).
pub fn canonicalise<D: Digest>(dataset: &Dataset, work_max: u64) -> Result<Canonical, RdfcError> {
    let labels = labels::<D>(dataset, work_max)?;
    Ok(Canonical { text: render(dataset, &labels), labels })
}

fn labels<D: Digest>(dataset: &Dataset, work_max: u64) -> Result<Vec<u32>, RdfcError> {
    let mentions = Mentions::of(dataset);
    let mut scratch = Scratch::default();
    let blanks = (0..dataset.blank_count() as u32).map(Blank);
    let mut hashes: Vec<(Output<D>, Blank)> = blanks
        .filter(|blank| !mentions.quads(*blank).is_empty())
        .map(|blank| (first_degree::hash::<D>(dataset, blank, mentions.quads(blank), &mut scratch), blank))
        .collect();
    hashes.sort_unstable();
    let mut labels = vec![0; dataset.blank_count()];
    if hashes.windows(2).any(|pair| pair[0].0 == pair[1].0) {
        return n_degree::labels::<D>(dataset, mentions, &hashes, labels, work_max);
    }
    for (n, (_, Blank(b))) in (0_u32..).zip(&hashes) {
        labels[*b as usize] = n;
    }
    Ok(labels)
}

/// The lines with their canonical labels, sorted, each once.
///
/// Sorted by subject first and then within each subject: the same order as of whole lines, since no subject is the
/// beginning of another but for `_:c14n1` and `_:c14n10`, and there the space that follows is below any digit.
fn render(dataset: &Dataset, labels: &[u32]) -> Vec<u8> {
    let label = |blank: Blank, out: &mut Vec<u8>| write_label(labels[blank.0 as usize], out);
    let mut rests = Vec::with_capacity(dataset.text_len() + dataset.len() * 16);
    let mut lines: Vec<Line> = Vec::with_capacity(dataset.len());
    let mut subjects: Vec<Subject> = Vec::with_capacity(32);
    for quad in &dataset.quads {
        if subjects.last().is_none_or(|s| s.node != quad.subject) {
            subjects.push(Subject { node: quad.subject, start: lines.len() as u32, end: 0 });
        }
        let start = rests.len() as u32;
        dataset.render_rest(quad, &mut rests, &label);
        lines.push(Line { start, end: rests.len() as u32 });
        if let Some(subject) = subjects.last_mut() {
            subject.end = lines.len() as u32;
        }
    }
    let compare = |a: &Subject, b: &Subject| compare_subjects(dataset, labels, a.node, b.node);
    subjects.sort_unstable_by(compare);
    let mut text = Vec::with_capacity(rests.len() + lines.len() * 48);
    let mut prefix = Vec::with_capacity(80);
    let mut group: Vec<Line> = Vec::with_capacity(16);
    for same in subjects.chunk_by(|a, b| compare(a, b) == Ordering::Equal) {
        group.clear();
        for subject in same {
            group.extend_from_slice(&lines[subject.start as usize..subject.end as usize]);
        }
        group.sort_unstable_by(|a, b| a.of(&rests).cmp(b.of(&rests)));
        group.dedup_by(|a, b| a.of(&rests) == b.of(&rests));
        prefix.clear();
        dataset.render_node(same[0].node, &mut prefix, &label);
        for line in &group {
            text.extend_from_slice(&prefix);
            text.extend_from_slice(line.of(&rests));
        }
    }
    text
}

/// Consecutive statements about one subject.
struct Subject {
    node: Node,
    start: u32,
    end: u32,
}

/// The rest of a line after its subject, in the buffer of rests.
#[derive(Clone, Copy)]
struct Line {
    start: u32,
    end: u32,
}

impl Line {
    fn of(self, rests: &[u8]) -> &[u8] {
        &rests[self.start as usize..self.end as usize]
    }
}

/// The order of two subjects in the text. `<` sorts before `_`, so IRIs come first.
fn compare_subjects(dataset: &Dataset, labels: &[u32], a: Node, b: Node) -> Ordering {
    match (blank_of(Some(a)), blank_of(Some(b))) {
        (None, None) => dataset.name_bytes(a).cmp(dataset.name_bytes(b)),
        (None, Some(_)) => Ordering::Less,
        (Some(_), None) => Ordering::Greater,
        (Some(a), Some(b)) => compare_as_digits(labels[a.0 as usize], labels[b.0 as usize]),
    }
}

/// The order of two numbers as texts: 10 before 2.
fn compare_as_digits(a: u32, b: u32) -> Ordering {
    let (mut left, mut right) = ([0; 10], [0; 10]);
    write_digits(a, &mut left).cmp(write_digits(b, &mut right))
}

fn write_label(number: u32, out: &mut Vec<u8>) {
    out.extend_from_slice(b"_:c14n");
    out.extend_from_slice(write_digits(number, &mut [0; 10]));
}

/// Decimal digits of `number`, written at the end of `buffer`.
pub(super) fn write_digits(number: u32, buffer: &mut [u8; 10]) -> &[u8] {
    let (mut rest, mut at) = (number, buffer.len());
    loop {
        at -= 1;
        buffer[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            return &buffer[at..];
        }
    }
}
