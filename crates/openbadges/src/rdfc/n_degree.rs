//! Hash N-Degree Quads (RDFC-1.0 §4.8): telling apart blank nodes that look the same from one step away.
//!
//! Its work grows with the factorial of how many look alike, so every step is counted against a limit.

use std::collections::BTreeMap;

use sha2::Digest;
use sha2::digest::Output;

use super::canonical::{RdfcError, write_digits};
use super::dataset::{Blank, Dataset, Quad, blank_of};
use super::first_degree::{Mentions, positions};

/// Longest chain of alike blank nodes followed: the search recurses along it, and a thread's stack is finite.
const DEPTH_MAX: usize = 256;

/// Canonical labels when some first-degree hashes are equal. `hashes` is sorted; `labels` is filled and returned.
pub(super) fn labels<D: Digest>(
    dataset: &Dataset,
    mut mentions: Mentions,
    hashes: &[(Output<D>, Blank)],
    mut labels: Vec<u32>,
    work_max: u64,
) -> Result<Vec<u32>, RdfcError> {
    mentions.retain(&distinct(dataset));
    let mut first = vec![None; dataset.blank_count()];
    for (hash, Blank(b)) in hashes {
        first[*b as usize] = Some(hex(hash));
    }
    let mut search = Search::<D> {
        dataset,
        mentions: &mentions,
        first: &first,
        canonical: Issuer::new(b"c14n"),
        work_max,
        work_left: work_max,
        depth: 0,
        digest: std::marker::PhantomData,
    };
    let groups = || hashes.chunk_by(|a, b| a.0 == b.0);
    for alone in groups().filter(|group| group.len() == 1) {
        search.canonical.issue(alone[0].1);
    }
    for alike in groups().filter(|group| group.len() > 1) {
        search.name_group(alike.iter().map(|(_, blank)| *blank))?;
    }
    for (n, Blank(b)) in (0_u32..).zip(&search.canonical.issued) {
        labels[*b as usize] = n;
    }
    Ok(labels)
}

/// Which statements are not a repetition of an earlier one.
fn distinct(dataset: &Dataset) -> Vec<bool> {
    let mut seen = std::collections::HashSet::with_capacity(dataset.len());
    let blank = |b: Option<Blank>| b.map(|Blank(n)| n);
    let quads = dataset.quads.iter();
    quads
        .map(|q| {
            let graph = q.graph.map(|g| (blank(blank_of(Some(g))), dataset.name_bytes(g)));
            let subject = (blank(blank_of(Some(q.subject))), dataset.name_bytes(q.subject));
            seen.insert((subject, dataset.bytes(q.middle), blank(q.object), graph))
        })
        .collect()
}

/// Gives out labels in order, and remembers the order.
#[derive(Clone)]
struct Issuer {
    prefix: &'static [u8],
    issued: Vec<Blank>,
    numbers: BTreeMap<Blank, u32>,
}

impl Issuer {
    fn new(prefix: &'static [u8]) -> Self {
        Self { prefix, issued: Vec::new(), numbers: BTreeMap::new() }
    }

    /// What copying it costs, in steps: sixteen labels are copied in the time of one hash.
    fn copy_cost(&self) -> usize {
        self.issued.len() / 16
    }

    fn has(&self, blank: Blank) -> bool {
        self.numbers.contains_key(&blank)
    }

    fn issue(&mut self, blank: Blank) -> u32 {
        let next = self.issued.len() as u32;
        let number = *self.numbers.entry(blank).or_insert(next);
        if number == next {
            self.issued.push(blank);
        }
        number
    }

    fn write(&self, number: u32, out: &mut Vec<u8>) {
        out.extend_from_slice(b"_:");
        out.extend_from_slice(self.prefix);
        out.extend_from_slice(write_digits(number, &mut [0; 10]));
    }
}

struct Search<'d, D: Digest> {
    dataset: &'d Dataset,
    mentions: &'d Mentions,
    /// First-degree hashes in hexadecimal.
    first: &'d [Option<Vec<u8>>],
    canonical: Issuer,
    work_max: u64,
    work_left: u64,
    depth: usize,
    digest: std::marker::PhantomData<D>,
}

/// A hash of the neighbourhood, and the labels given on the way to it.
struct Neighbourhood<D: Digest> {
    hash: Output<D>,
    issuer: Issuer,
}

/// An order of related blank nodes, written as the specification's path.
struct Path {
    text: Vec<u8>,
    issuer: Issuer,
}

impl<D: Digest> Search<'_, D> {
    /// §4.4.3 step 5, for one group of equal first-degree hashes.
    fn name_group(&mut self, alike: impl Iterator<Item = Blank>) -> Result<(), RdfcError> {
        let mut found: Vec<Neighbourhood<D>> = Vec::new();
        for blank in alike {
            if self.canonical.has(blank) {
                continue;
            }
            let mut issuer = Issuer::new(b"b");
            issuer.issue(blank);
            found.push(self.neighbourhood(blank, issuer)?);
        }
        found.sort_by(|a, b| a.hash.cmp(&b.hash));
        for blank in found.iter().flat_map(|n| &n.issuer.issued) {
            self.canonical.issue(*blank);
        }
        Ok(())
    }

    fn spend(&mut self, steps: u64) -> Result<(), RdfcError> {
        self.work_left = self.work_left.checked_sub(steps).ok_or(RdfcError::TooMuchWork { work_max: self.work_max })?;
        Ok(())
    }

    /// §4.8.3. What a step costs grows with the labels that are copied, so they are counted too.
    fn neighbourhood(&mut self, blank: Blank, mut issuer: Issuer) -> Result<Neighbourhood<D>, RdfcError> {
        if self.depth == DEPTH_MAX {
            return Err(RdfcError::TooMuchWork { work_max: self.work_max });
        }
        self.depth += 1;
        let mut related: BTreeMap<Vec<u8>, Vec<Blank>> = BTreeMap::new();
        let mentions = self.mentions;
        self.spend(1 + (mentions.quads(blank).len() + issuer.copy_cost()) as u64)?;
        for &index in mentions.quads(blank) {
            let quad = &self.dataset.quads[index as usize];
            for (position, other) in positions(quad).filter(|(_, other)| *other != blank) {
                let hash = self.related(other, quad, &issuer, position);
                related.entry(hash).or_default().push(other);
            }
        }
        let mut data = Vec::new();
        for (hash, blanks) in related {
            data.extend_from_slice(&hash);
            let chosen = self.shortest_path(blanks, &issuer)?;
            data.extend_from_slice(&chosen.text);
            issuer = chosen.issuer;
        }
        self.depth -= 1;
        Ok(Neighbourhood { hash: D::digest(&data), issuer })
    }

    /// §4.7: the hash of a related blank node, in hexadecimal.
    fn related(&self, other: Blank, quad: &Quad, issuer: &Issuer, position: u8) -> Vec<u8> {
        let mut input = vec![position];
        if position != b'g' {
            input.extend_from_slice(self.dataset.predicate(quad));
        }
        match (self.canonical.numbers.get(&other), issuer.numbers.get(&other)) {
            (Some(number), _) => self.canonical.write(*number, &mut input),
            (None, Some(number)) => issuer.write(*number, &mut input),
            (None, None) => input.extend_from_slice(self.first[other.0 as usize].as_deref().unwrap_or_default()),
        }
        hex(&D::digest(&input))
    }

    /// §4.8.3 step 5.4: the least path among all orders of `blanks`.
    fn shortest_path(&mut self, mut blanks: Vec<Blank>, issuer: &Issuer) -> Result<Path, RdfcError> {
        blanks.sort_unstable();
        let mut chosen: Option<Path> = None;
        loop {
            self.spend((blanks.len() + issuer.copy_cost()) as u64)?;
            let least = chosen.as_ref().map(|p| p.text.as_slice());
            if let Some(path) = self.path(&blanks, issuer.clone(), least)? {
                chosen = Some(path);
            }
            if !next_order(&mut blanks) {
                break;
            }
        }
        Ok(chosen.unwrap_or_else(|| Path { text: Vec::new(), issuer: issuer.clone() }))
    }

    /// The path of one order, or nothing when it is not below `least`.
    fn path(&mut self, order: &[Blank], mut issuer: Issuer, least: Option<&[u8]>) -> Result<Option<Path>, RdfcError> {
        let worse = |text: &[u8]| least.is_some_and(|least| text.len() >= least.len() && text > least);
        let (mut text, mut unvisited) = (Vec::new(), Vec::new());
        for other in order {
            if let Some(number) = self.canonical.numbers.get(other) {
                self.canonical.write(*number, &mut text);
            } else {
                if !issuer.has(*other) {
                    unvisited.push(*other);
                }
                let number = issuer.issue(*other);
                issuer.write(number, &mut text);
            }
            if worse(&text) {
                return Ok(None);
            }
        }
        for other in unvisited {
            let result = self.neighbourhood(other, issuer.clone())?;
            let number = issuer.issue(other);
            issuer.write(number, &mut text);
            text.push(b'<');
            text.extend_from_slice(&hex(&result.hash));
            text.push(b'>');
            issuer = result.issuer;
            if worse(&text) {
                return Ok(None);
            }
        }
        let better = least.is_none_or(|least| text.as_slice() < least);
        Ok(better.then_some(Path { text, issuer }))
    }
}

/// The next order of `items` in lexicographic order; false after the last.
fn next_order(items: &mut [Blank]) -> bool {
    let Some(pivot) = items.windows(2).rposition(|pair| pair[0] < pair[1]) else {
        return false;
    };
    if let Some(above) = items.iter().rposition(|item| *item > items[pivot]) {
        items.swap(pivot, above);
    }
    items[pivot + 1..].reverse();
    true
}

fn hex(bytes: &[u8]) -> Vec<u8> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|b| [DIGITS[usize::from(b >> 4)], DIGITS[usize::from(b & 15)]]).collect()
}
