//! A dataset as byte ranges of N-Quads text, with holes where blank nodes go.

use std::cmp::Ordering;

use crate::plain::plain_run;

/// A blank node, by its number in the dataset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Blank(pub(crate) u32);

/// A subject or graph name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Node {
    /// An IRI written into this dataset by [`Dataset::name`].
    Named(Name),
    /// A blank node.
    Blank(Blank),
}

/// An IRI written into a dataset: the range of its text, `<` and `>` included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name(Span);

/// A range of the dataset's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) end: u32,
}

/// One statement. Its line is: subject, `middle`, the object if it is blank, the graph, ` .\n`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quad {
    pub(super) subject: Node,
    /// ` <predicate> ` and, when the object is not blank, the object.
    pub(super) middle: Span,
    /// Length of `<predicate>` in bytes.
    pub(super) predicate_len: u32,
    pub(super) object: Option<Blank>,
    pub(super) graph: Option<Node>,
}

/// One statement, by its pieces.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Statement<'d> {
    pub(crate) subject: Piece<'d>,
    /// `<predicate>`
    pub(crate) predicate: &'d [u8],
    pub(crate) object: Piece<'d>,
    pub(crate) graph: Option<Piece<'d>>,
}

/// A blank node, or the N-Quads text of anything else.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Piece<'d> {
    Text(&'d [u8]),
    Blank(Blank),
}

/// A set of statements. The same statement may be added twice; canonicalisation counts it once.
#[derive(Debug, Default)]
pub struct Dataset {
    text: Vec<u8>,
    pub(super) quads: Vec<Quad>,
    blanks: u32,
}

impl Dataset {
    /// An empty dataset with room for an ordinary credential.
    pub fn new() -> Self {
        Self { text: Vec::with_capacity(8 << 10), quads: Vec::with_capacity(128), blanks: 0 }
    }

    /// Forgets everything, keeps the memory.
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.quads.clear();
        self.blanks = 0;
    }

    /// How many statements were added.
    pub fn len(&self) -> usize {
        self.quads.len()
    }

    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        self.quads.is_empty()
    }

    /// Bytes of text held: what memory limits are counted in.
    pub(crate) fn text_len(&self) -> usize {
        self.text.len()
    }

    /// A new blank node.
    pub(crate) fn blank(&mut self) -> Blank {
        self.blanks += 1;
        Blank(self.blanks - 1)
    }

    /// The canonical form with SHA-256, under the ordinary limit of work.
    ///
    /// # Errors
    /// [`super::RdfcError`]: telling the blank nodes apart takes too much work.
    pub fn canonical(&self) -> Result<super::Canonical, super::RdfcError> {
        super::canonicalise::<sha2::Sha256>(self, super::WORK_MAX)
    }

    /// How many blank nodes were made.
    pub fn blank_count(&self) -> usize {
        self.blanks as usize
    }

    /// Writes an IRI down, to be used as subject or graph name any number of times. It must be well formed.
    pub(crate) fn name(&mut self, iri: &str) -> Node {
        let start = self.text.len();
        self.iri(iri);
        Node::Named(Name(self.span_from(start)))
    }

    /// Adds `subject predicate <object>`. `predicate` is rendered: ` <iri> `, blanks included.
    pub(crate) fn link_iri(&mut self, subject: Node, predicate: &str, object: &str, graph: Option<Node>) {
        let start = self.text.len();
        self.text.extend_from_slice(predicate.as_bytes());
        self.iri(object);
        self.add(subject, start, predicate, None, graph);
    }

    /// Adds `subject predicate object` for an object that is already a node of this dataset.
    pub(crate) fn link(&mut self, subject: Node, predicate: &str, object: Node, graph: Option<Node>) {
        let start = self.text.len();
        self.text.extend_from_slice(predicate.as_bytes());
        let blank = match object {
            Node::Blank(blank) => Some(blank),
            Node::Named(Name(span)) => {
                self.text.extend_from_within(span.start as usize..span.end as usize);
                None
            }
        };
        self.add(subject, start, predicate, blank, graph);
    }

    /// Adds `subject predicate "lexical"suffix`, where `suffix` is rendered: empty for `xsd:string`, `^^<datatype>` or
    /// `@language`.
    pub(crate) fn literal(&mut self, subject: Node, predicate: &str, lexical: &str, suffix: &str, graph: Option<Node>) {
        let start = self.text.len();
        self.text.extend_from_slice(predicate.as_bytes());
        self.text.push(b'"');
        escape(lexical, &mut self.text);
        self.text.push(b'"');
        self.text.extend_from_slice(suffix.as_bytes());
        self.add(subject, start, predicate, None, graph);
    }

    fn iri(&mut self, iri: &str) {
        self.text.push(b'<');
        self.text.extend_from_slice(iri.as_bytes());
        self.text.push(b'>');
    }

    fn add(&mut self, subject: Node, start: usize, predicate: &str, object: Option<Blank>, graph: Option<Node>) {
        let middle = self.span_from(start);
        self.quads.push(Quad { subject, middle, predicate_len: predicate.len() as u32 - 2, object, graph });
    }

    fn span_from(&self, start: usize) -> Span {
        Span { start: start as u32, end: self.text.len() as u32 }
    }

    /// The statements by their pieces, in the order in which they were added: for [`crate::template`].
    pub(crate) fn statements(&self) -> impl Iterator<Item = Statement<'_>> {
        let piece = |node: Node| match node {
            Node::Named(Name(span)) => Piece::Text(self.bytes(span)),
            Node::Blank(blank) => Piece::Blank(blank),
        };
        self.quads.iter().map(move |quad| {
            let predicate = self.predicate(quad);
            // ` <predicate> ` precedes the object in the middle of a line.
            let object = &self.bytes(quad.middle)[predicate.len() + 2..];
            Statement {
                subject: piece(quad.subject),
                predicate,
                object: quad.object.map_or(Piece::Text(object), Piece::Blank),
                graph: quad.graph.map(piece),
            }
        })
    }

    /// The bytes of a range.
    pub(super) fn bytes(&self, span: Span) -> &[u8] {
        &self.text[span.start as usize..span.end as usize]
    }

    /// `<predicate>` of a statement.
    pub(super) fn predicate(&self, quad: &Quad) -> &[u8] {
        let start = quad.middle.start + 1;
        self.bytes(Span { start, end: start + quad.predicate_len })
    }

    /// Text of a node, or nothing when it is blank.
    pub(super) fn name_bytes(&self, node: Node) -> &[u8] {
        match node {
            Node::Named(Name(span)) => self.bytes(span),
            Node::Blank(_) => b"",
        }
    }

    /// Writes a subject or graph name; `label` writes the label of a blank one.
    pub(super) fn render_node(&self, node: Node, out: &mut Vec<u8>, label: &impl Fn(Blank, &mut Vec<u8>)) {
        match node {
            Node::Named(Name(span)) => out.extend_from_slice(self.bytes(span)),
            Node::Blank(blank) => label(blank, out),
        }
    }

    /// Writes what follows the subject in the line of a statement, the line's end included.
    pub(super) fn render_rest(&self, quad: &Quad, out: &mut Vec<u8>, label: &impl Fn(Blank, &mut Vec<u8>)) {
        out.extend_from_slice(self.bytes(quad.middle));
        if let Some(blank) = quad.object {
            label(blank, out);
        }
        if let Some(graph) = quad.graph {
            out.push(b' ');
            self.render_node(graph, out, label);
        }
        out.extend_from_slice(b" .\n");
    }

    /// Whether two statements whose lines look alike differ in their blank nodes, and in which order.
    pub(super) fn compare_blanks(&self, a: &Quad, b: &Quad) -> Ordering {
        let blanks = |q: &Quad| [blank_of(Some(q.subject)), q.object, blank_of(q.graph)];
        blanks(a).cmp(&blanks(b))
    }
}

/// The blank node that `node` is, if it is one.
pub(super) fn blank_of(node: Option<Node>) -> Option<Blank> {
    match node {
        Some(Node::Blank(blank)) => Some(blank),
        _ => None,
    }
}

/// Escapes a literal as canonical N-Quads do (RDF 1.2 N-Quads, §"Canonical form").
pub(crate) fn escape(lexical: &str, out: &mut Vec<u8>) {
    let mut rest = lexical.as_bytes();
    loop {
        let (plain, special) = rest.split_at(plain_run::<true>(rest));
        out.extend_from_slice(plain);
        let Some((byte, after)) = special.split_first() else { return };
        match byte {
            b'"' => out.extend_from_slice(b"\\\""),
            b'\\' => out.extend_from_slice(b"\\\\"),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            0x08 => out.extend_from_slice(b"\\b"),
            0x0c => out.extend_from_slice(b"\\f"),
            other => out.extend_from_slice(&control_escape(*other)),
        }
        rest = after;
    }
}

fn control_escape(byte: u8) -> [u8; 6] {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    [b'\\', b'u', b'0', b'0', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]
}
