//! A term of an active context: what a key of a document means.

use super::remembered::LocalId;

/// The keywords of JSON-LD 1.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Keyword {
    Base,
    Container,
    Context,
    Direction,
    Graph,
    Id,
    Import,
    Included,
    Index,
    Json,
    Language,
    List,
    Nest,
    None,
    Prefix,
    Propagate,
    Protected,
    Reverse,
    Set,
    Type,
    Value,
    Version,
    Vocab,
}

/// Every keyword and its text.
const KEYWORDS: [(&str, Keyword); 23] = [
    ("@base", Keyword::Base),
    ("@container", Keyword::Container),
    ("@context", Keyword::Context),
    ("@direction", Keyword::Direction),
    ("@graph", Keyword::Graph),
    ("@id", Keyword::Id),
    ("@import", Keyword::Import),
    ("@included", Keyword::Included),
    ("@index", Keyword::Index),
    ("@json", Keyword::Json),
    ("@language", Keyword::Language),
    ("@list", Keyword::List),
    ("@nest", Keyword::Nest),
    ("@none", Keyword::None),
    ("@prefix", Keyword::Prefix),
    ("@propagate", Keyword::Propagate),
    ("@protected", Keyword::Protected),
    ("@reverse", Keyword::Reverse),
    ("@set", Keyword::Set),
    ("@type", Keyword::Type),
    ("@value", Keyword::Value),
    ("@version", Keyword::Version),
    ("@vocab", Keyword::Vocab),
];

impl Keyword {
    pub(super) fn of(text: &str) -> Option<Self> {
        KEYWORDS.iter().find(|(name, _)| *name == text).map(|(_, keyword)| *keyword)
    }

    pub(super) fn text(self) -> &'static str {
        KEYWORDS.iter().find(|(_, keyword)| *keyword == self).map_or("", |(name, _)| name)
    }

    /// Whether a text looks like a keyword: `@` and letters. Those that are none are kept for later versions.
    pub(super) fn has_form(text: &str) -> bool {
        text.strip_prefix('@').is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_alphabetic()))
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
    pub(super) iri: Box<str>,
    pub(super) suffix: Box<str>,
    pub(super) is_double: bool,
}

impl Coercion {
    /// The text of `@type` in a definition: an IRI or a keyword.
    pub(super) fn datatype(&self) -> Option<&Datatype> {
        match self {
            Self::Datatype(datatype) => Some(datatype),
            _ => None,
        }
    }
}

pub(super) const XSD_STRING: &str = "http://www.w3.org/2001/XMLSchema#string";
pub(super) const XSD_DOUBLE: &str = "http://www.w3.org/2001/XMLSchema#double";

impl Datatype {
    pub(super) fn of(iri: &str) -> Self {
        let suffix = if iri == XSD_STRING { String::new() } else { format!("^^<{iri}>") };
        Self { iri: iri.into(), suffix: suffix.into(), is_double: iri == XSD_DOUBLE }
    }
}

/// How the values of a term are held together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Container {
    pub(super) graph: bool,
    pub(super) id: bool,
    pub(super) index: bool,
    pub(super) language: bool,
    pub(super) list: bool,
    pub(super) set: bool,
    pub(super) by_type: bool,
}

impl Container {
    /// Whether the keys of an object under the term are not properties but index its values.
    pub(super) fn is_map(self) -> bool {
        self.id || self.index || self.by_type
    }
}

/// The base direction of plain strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    LeftToRight,
    RightToLeft,
}

impl Direction {
    pub(super) fn of(text: &str) -> Option<Self> {
        match text {
            "ltr" => Some(Self::LeftToRight),
            "rtl" => Some(Self::RightToLeft),
            _ => None,
        }
    }

    pub(super) fn text(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
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
    /// The term itself; empty for a key that is an IRI.
    pub(super) name: Box<str>,
    pub(super) meaning: Meaning,
    pub(super) coercion: Coercion,
    pub(super) container: Container,
    pub(super) language: Language,
    /// The context that holds below this property or inside nodes of this type.
    pub(super) scoped: Option<LocalId>,
    /// May be the first half of a compact IRI.
    pub(super) prefix: bool,
    pub(super) protected: bool,
    /// The direction of plain strings: as the context says, or this one, or none.
    pub(super) direction: Option<Option<Direction>>,
    /// The property that the keys of an `@index` map are values of.
    pub(super) index: Option<Box<str>>,
    /// Where compaction nests the term.
    pub(super) nest: Option<Box<str>>,
    /// The link goes from the value to the node.
    pub(super) reverse: bool,
    /// Whether the quick walk leaves the values to the complete algorithm.
    pub(super) complete: bool,
}

impl Term {
    /// A term without any addition: what a key that is an IRI means.
    pub(super) fn plain(iri: &str) -> Self {
        Self {
            name: Box::default(),
            meaning: Meaning::iri(iri),
            coercion: Coercion::None,
            container: Container::default(),
            language: Language::Inherited,
            scoped: None,
            prefix: false,
            protected: false,
            direction: None,
            index: None,
            nest: None,
            reverse: false,
            complete: false,
        }
    }

    /// Whether two definitions are the same but for their protection (Context Processing, Create Term Definition,
    /// step 27).
    pub(super) fn same_but_protection(&self, other: &Self) -> bool {
        Self { protected: other.protected, ..self.clone() } == *other
    }
}
