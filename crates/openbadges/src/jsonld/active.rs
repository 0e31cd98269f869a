//! An active context: the terms in force at one place of a document.

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::remembered::ContextId;
use super::term::{Direction, Keyword, Meaning, Term};

/// The terms in force (JSON-LD API §4.1). Never changed once remembered.
#[derive(Debug, Clone, Default)]
pub(super) struct ActiveContext {
    terms: HashMap<Box<str>, Arc<Term>, RandomState>,
    /// Terms that stand for keywords: nearly always `id` and `type`, so looked through one by one.
    aliases: Vec<(Box<str>, Keyword)>,
    pub(super) vocab: Option<Box<str>>,
    /// Default language, as the end of a literal: `@fr`.
    pub(super) language: Option<Box<str>>,
    /// Default direction of plain strings.
    pub(super) direction: Option<Direction>,
    /// What relative IRIs are relative to.
    pub(super) base: Base,
    /// What holds again in the nodes below, when this context came from a type.
    pub(super) previous: Option<ContextId>,
}

/// What relative IRIs of a document are relative to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Base {
    /// The address of the document, when there is one.
    #[default]
    Document,
    /// Nothing: `"@base": null`.
    Nothing,
    /// What a context says.
    Iri(Box<str>),
}

impl ActiveContext {
    pub(super) fn term(&self, key: &str) -> Option<&Arc<Term>> {
        self.terms.get(key)
    }

    pub(super) fn len(&self) -> usize {
        self.terms.len()
    }

    pub(super) fn has_protected(&self) -> bool {
        self.terms.values().any(|t| t.protected)
    }

    pub(super) fn define(&mut self, key: &str, term: Term) {
        self.aliases.retain(|(alias, _)| **alias != *key);
        if let Meaning::Keyword(keyword) = term.meaning {
            self.aliases.push((key.into(), keyword));
        }
        self.terms.insert(key.into(), Arc::new(term));
    }

    pub(super) fn remove(&mut self, key: &str) {
        self.aliases.retain(|(alias, _)| **alias != *key);
        self.terms.remove(key);
    }

    /// The keyword that a key is, or is an alias of.
    pub(super) fn keyword(&self, key: &str) -> Option<Keyword> {
        if key.starts_with('@') {
            return Keyword::of(key);
        }
        self.aliases.iter().find(|(alias, _)| **alias == *key).map(|(_, keyword)| *keyword)
    }
}
