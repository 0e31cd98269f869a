//! A term of an active context: what a key of a document means.

use super::remembered::LocalId;

/// The keywords of JSON-LD 1.1 that a key can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Keyword {
    Context,
    Direction,
    Graph,
    Id,
    Included,
    Index,
    Json,
    Language,
    List,
    Nest,
    None,
    Reverse,
    Set,
    Type,
    Value,
    Vocab,
}

impl Keyword {
    pub(super) fn of(text: &str) -> Option<Self> {
        Some(match text {
            "@context" => Self::Context,
            "@direction" => Self::Direction,
            "@graph" => Self::Graph,
            "@id" => Self::Id,
            "@included" => Self::Included,
            "@index" => Self::Index,
            "@json" => Self::Json,
            "@language" => Self::Language,
            "@list" => Self::List,
            "@nest" => Self::Nest,
            "@none" => Self::None,
            "@reverse" => Self::Reverse,
            "@set" => Self::Set,
            "@type" => Self::Type,
            "@value" => Self::Value,
            "@vocab" => Self::Vocab,
            _ => return None,
        })
    }
}

/// What a term stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A property or a type. `predicate` is the same IRI rendered: ` <iri> `.
    Iri { iri: Box<str>, predicate: Box<str> },
    /// An alias of a keyword.
    Keyword(Keyword),
    /// Set to null: its values would be dropped.
    SwitchedOff,
}

impl Meaning {
    pub(super) fn iri(iri: &str) -> Self {
        Self::Iri { predicate: format!(" <{iri}> ").into(), iri: iri.into() }
    }
}

/// What a plain string under a term becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Coercion {
    None,
    Id,
    Vocab,
    Json,
    Datatype(Datatype),
}

/// A datatype, rendered as the end of a literal: `^^<iri>`, or nothing for `xsd:string`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Datatype {
    pub(super) suffix: Box<str>,
    pub(super) is_double: bool,
}

pub(super) const XSD_STRING: &str = "http://www.w3.org/2001/XMLSchema#string";
pub(super) const XSD_DOUBLE: &str = "http://www.w3.org/2001/XMLSchema#double";

impl Datatype {
    pub(super) fn of(iri: &str) -> Self {
        let suffix = if iri == XSD_STRING { String::new() } else { format!("^^<{iri}>") };
        Self { suffix: suffix.into(), is_double: iri == XSD_DOUBLE }
    }
}

/// How the values of a term are held together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Container {
    pub(super) list: bool,
    pub(super) graph: bool,
    pub(super) language: bool,
}

/// The language of plain strings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Language {
    /// As the context says.
    Inherited,
    /// This one (`@tag` in lower case, as the end of a literal), or none.
    Fixed(Option<Box<str>>),
}

/// A term definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    pub(super) meaning: Meaning,
    pub(super) coercion: Coercion,
    pub(super) container: Container,
    pub(super) language: Language,
    /// The context that holds below this property or inside nodes of this type.
    pub(super) scoped: Option<LocalId>,
    /// May be the first half of a compact IRI.
    pub(super) prefix: bool,
    pub(super) protected: bool,
    /// A feature of the definition that this subset does not have: using the term is refused.
    pub(super) unsupported: Option<Box<str>>,
}

impl Term {
    /// A term without any addition: what a key that is an IRI means.
    pub(super) fn plain(iri: &str) -> Self {
        Self {
            meaning: Meaning::iri(iri),
            coercion: Coercion::None,
            container: Container::default(),
            language: Language::Inherited,
            scoped: None,
            prefix: false,
            protected: false,
            unsupported: None,
        }
    }

    /// Whether two definitions are the same but for their protection (Context Processing, Create Term Definition,
    /// step 27).
    pub(super) fn same_but_protection(&self, other: &Self) -> bool {
        Self { protected: other.protected, ..self.clone() } == *other
    }
}
