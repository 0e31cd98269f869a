//! The statements of a skeleton: lines of canonical N-Quads with holes, as far as they are known before the values.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};

use super::TemplateError;
use super::holes::{Cut, Markers, Uses};
use crate::rdfc::{Dataset, Piece, Statement};

const RDF_TYPE: &[u8] = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";
const RDF_JSON: &str = "^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON>";

/// All lines, each once.
#[derive(Debug)]
pub(super) struct Statements {
    /// Lines without hole or blank node, sorted.
    pub(super) fixed: Vec<Vec<u8>>,
    /// SHA-256 of the first n of them, for every n.
    pub(super) fixed_hash: Vec<Sha256>,
    /// The other lines.
    pub(super) lines: Vec<Line>,
    /// Their text.
    pub(super) text: Vec<u8>,
    pub(super) blanks: Vec<BlankNode>,
    pub(super) beginning: Beginning,
    /// Which template this is, for memory that several share.
    pub(super) number: u64,
}

/// The lines that stand before every line with a hole, whatever the values are: they hang on labels alone.
#[derive(Debug, Default)]
pub(super) struct Beginning {
    /// How many of the fixed lines.
    pub(super) fixed: usize,
    /// Which of the others.
    pub(super) lines: Vec<u32>,
    /// All other lines.
    pub(super) rest: Vec<u32>,
}

/// A line with holes or blank nodes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) segments: Vec<Segment>,
    /// Subject, object and graph, where they are blank nodes.
    pub(super) blanks: [Option<u16>; 3],
    pub(super) has_hole: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Segment {
    /// A range of [`Statements::text`].
    Text(Range<u32>),
    /// A value inside of a literal.
    Literal(u16),
    /// A value inside of an IRI.
    Iri(u16),
    /// The label of a blank node.
    Blank(u16),
}

/// A blank node.
#[derive(Debug, Default)]
pub(super) struct BlankNode {
    /// The lines that mention it.
    pub(super) lines: Vec<u32>,
    /// Its first-degree hash, when no value is in it.
    pub(super) hash: Option<[u8; 32]>,
}

impl Statements {
    /// Takes the statements of a document whose holes hold markers.
    pub(super) fn compile(dataset: &Dataset, markers: &Markers) -> Result<(Self, Uses), TemplateError> {
        let mut compiler = Compiler { markers, uses: Uses::default(), text: Vec::new() };
        let (mut fixed, mut lines) = (Vec::new(), Vec::<Line>::new());
        for statement in dataset.statements() {
            let start = compiler.text.len();
            let line = compiler.line(&statement)?;
            if line.has_hole || line.blanks.iter().any(Option::is_some) {
                if !lines.iter().any(|other| compiler.same(other, &line)) {
                    lines.push(line);
                }
            } else {
                fixed.push(compiler.text.split_off(start));
            }
        }
        fixed.sort_unstable();
        fixed.dedup();
        let mut hash = Sha256::new();
        let mut fixed_hash = vec![hash.clone()];
        for line in &fixed {
            hash.update(line);
            fixed_hash.push(hash.clone());
        }
        let blanks = blank_nodes(&lines, dataset.blank_count());
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let mut statements =
            Self { fixed, fixed_hash, lines, text: compiler.text, blanks, beginning: Beginning::default(), number };
        statements.beginning = statements.find_beginning();
        statements.order_mentions(&compiler.uses);
        statements.hash_blanks_without_values();
        Ok((statements, compiler.uses))
    }

    /// Puts the lines of each blank node into the order in which they will mostly be sorted.
    fn order_mentions(&mut self, uses: &Uses) {
        let holes = uses.signed.iter().max().map_or(0, |hole| hole + 1);
        let values = vec![""; holes];
        for blank in 0..self.blanks.len() {
            let mut lines = std::mem::take(&mut self.blanks[blank].lines);
            lines.sort_by_cached_key(|line| self.seen_from(blank as u16, *line, &values));
            self.blanks[blank].lines = lines;
        }
    }

    /// Sorted before every line with a hole is what differs from all their beginnings, and is less where it differs.
    fn find_beginning(&self) -> Beginning {
        let first = |line: &Line| match line.segments.first() {
            Some(Segment::Text(range)) => self.text[range.start as usize..range.end as usize].to_vec(),
            _ => b"_:c14n".to_vec(),
        };
        let with_hole = self.lines.iter().filter(|line| line.has_hole).map(first);
        let Some(bound) = with_hole.min() else { return Beginning { rest: self.all_lines(), ..Beginning::default() } };
        let before = |text: &[u8]| text < &bound[..] && !bound.starts_with(text);
        let mut beginning = Beginning { fixed: self.fixed.partition_point(|line| before(line)), ..Beginning::default() };
        for (index, line) in (0_u32..).zip(&self.lines) {
            if line.has_hole || line.blanks[0].is_some() || !before(&first(line)) {
                beginning.rest.push(index);
                continue;
            }
            beginning.lines.push(index);
        }
        beginning
    }

    fn all_lines(&self) -> Vec<u32> {
        (0..self.lines.len() as u32).collect()
    }

    fn hash_blanks_without_values(&mut self) {
        let mut scratch = super::Scratch::default();
        for blank in 0..self.blanks.len() {
            if self.blanks[blank].lines.iter().all(|line| !self.lines[*line as usize].has_hole) {
                self.blanks[blank].hash = Some(self.first_degree::<&str>(blank as u16, &[], &mut scratch));
            }
        }
    }
}

fn blank_nodes(lines: &[Line], count: usize) -> Vec<BlankNode> {
    let mut blanks: Vec<BlankNode> = (0..count).map(|_| BlankNode::default()).collect();
    for (index, line) in (0_u32..).zip(lines) {
        for blank in line.blanks.iter().flatten() {
            let mentioned = &mut blanks[usize::from(*blank)].lines;
            if mentioned.last() != Some(&index) {
                mentioned.push(index);
            }
        }
    }
    blanks
}

struct Compiler<'m> {
    markers: &'m Markers,
    uses: Uses,
    text: Vec<u8>,
}

impl Compiler<'_> {
    fn line(&mut self, statement: &Statement<'_>) -> Result<Line, TemplateError> {
        let mut line = Line { segments: Vec::new(), blanks: [None; 3], has_hole: false };
        if let Some(hole) = self.hole_in(statement.predicate) {
            return Err(TemplateError::Hole { hole, place: "in a property" });
        }
        if statement.predicate == RDF_TYPE
            && let Piece::Text(object) = statement.object
            && let Some(hole) = self.hole_in(object)
        {
            return Err(TemplateError::Hole { hole, place: "in a type" });
        }
        self.piece(&mut line, 0, statement.subject)?;
        self.fixed(&mut line, b" ");
        self.fixed(&mut line, statement.predicate);
        self.fixed(&mut line, b" ");
        self.piece(&mut line, 1, statement.object)?;
        if let Some(graph) = statement.graph {
            self.fixed(&mut line, b" ");
            self.piece(&mut line, 2, graph)?;
        }
        self.fixed(&mut line, b" .\n");
        Ok(line)
    }

    /// Subject, object or graph name; `role` is its place among those.
    fn piece(&mut self, line: &mut Line, role: usize, piece: Piece<'_>) -> Result<(), TemplateError> {
        let text = match piece {
            Piece::Text(text) => std::str::from_utf8(text).unwrap_or_default(),
            Piece::Blank(blank) => {
                let blank = u16::try_from(blank.0).map_err(|_| TemplateError::TooManyHoles)?;
                line.blanks[role] = Some(blank);
                line.segments.push(Segment::Blank(blank));
                return Ok(());
            }
        };
        let Some(hole) = self.markers.first_in(text) else {
            self.fixed(line, text.as_bytes());
            return Ok(());
        };
        line.has_hole = true;
        let literal = text.starts_with('"');
        if literal {
            // The text of a literal holds no quote that is not escaped; its datatype or language holds none at all.
            let suffix = text.rfind('"').map_or("", |end| &text[end + 1..]);
            if self.markers.first_in(suffix).is_some() {
                return Err(TemplateError::Hole { hole, place: "in a datatype" });
            }
            if suffix == RDF_JSON {
                return Err(TemplateError::Hole { hole, place: "in a JSON literal" });
            }
        } else {
            self.uses.iris.push(text.trim_start_matches('<').trim_end_matches('>').to_owned());
        }
        let mut cuts = Vec::new();
        self.markers.cut(text, |cut| cuts.push(cut));
        for cut in cuts {
            match cut {
                Cut::Text(text) => self.fixed(line, text.as_bytes()),
                Cut::Hole(hole) => {
                    self.uses.signed.push(hole);
                    let hole = u16::try_from(hole).map_err(|_| TemplateError::TooManyHoles)?;
                    line.segments.push(if literal { Segment::Literal(hole) } else { Segment::Iri(hole) });
                }
            }
        }
        Ok(())
    }

    fn hole_in(&self, text: &[u8]) -> Option<usize> {
        self.markers.first_in(std::str::from_utf8(text).unwrap_or_default())
    }

    /// Text that no value changes, joined to such text before it.
    fn fixed(&mut self, line: &mut Line, text: &[u8]) {
        let start = self.text.len() as u32;
        self.text.extend_from_slice(text);
        let end = self.text.len() as u32;
        match line.segments.last_mut() {
            Some(Segment::Text(range)) if range.end == start => range.end = end,
            _ => line.segments.push(Segment::Text(start..end)),
        }
    }

    fn same(&self, a: &Line, b: &Line) -> bool {
        let text = |range: &Range<u32>| &self.text[range.start as usize..range.end as usize];
        a.segments.len() == b.segments.len()
            && a.segments.iter().zip(&b.segments).all(|pair| match pair {
                (Segment::Text(a), Segment::Text(b)) => text(a) == text(b),
                (a, b) => a == b,
            })
    }
}
