//! The quick walk over a document: nodes, their contexts, their types and their properties (JSON-LD API §5.1 and §7).
//!
//! It goes from the document straight to statements, which is what makes signing quick, and knows what credentials
//! are made of. Where it meets something else it stops with [`Why::Complete`], and the document goes through
//! [`super::expand`] instead. A property test holds the two to the same statements.

use std::borrow::Cow;
use std::collections::HashMap;

use super::active::{ActiveContext, Base};
use super::engine::{Limits, Root};
use super::error::{Fault, below};
use super::iri;
use super::remembered::{ContextId, INITIAL, LocalId, Remembered, Scope, Transition};
use super::term::{Keyword, Meaning, Term};
use crate::contexts::Edition;
use crate::json::{DEPTH_MAX, Entries, Tree, View};
use crate::rdfc::{Blank, Dataset, Node};

/// ` <rdf:type> `, rendered.
const RDF_TYPE: &str = " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ";

/// Why a walk stopped, and where.
#[derive(Debug)]
pub(super) struct Stop {
    pub(super) path: String,
    pub(super) why: Why,
}

#[derive(Debug)]
pub(super) enum Why {
    /// The document is at fault.
    Fault(Fault),
    /// A context is needed that has not been worked out yet.
    Step(Transition),
    /// The document needs the complete algorithm: it holds a context of its own, a map, a reverse link, …
    Complete,
}

pub(super) type Walked<T> = Result<T, Box<Stop>>;

impl Stop {
    /// Puts a key before the path, as the stop travels towards the root.
    #[cold]
    pub(super) fn under(mut self: Box<Self>, key: &str) -> Box<Self> {
        self.path = below(key, &self.path);
        self
    }

    /// Puts a position in an array before the path.
    #[cold]
    pub(super) fn at(self: Box<Self>, index: usize) -> Box<Self> {
        self.under(&format!("[{index}]"))
    }
}

impl From<Fault> for Box<Stop> {
    fn from(fault: Fault) -> Self {
        Self::new(Stop { path: String::new(), why: Why::Fault(fault) })
    }
}

impl From<Why> for Box<Stop> {
    fn from(why: Why) -> Self {
        Self::new(Stop { path: String::new(), why })
    }
}

/// An active context and its id.
#[derive(Clone, Copy)]
pub(super) struct Active<'s> {
    pub(super) id: ContextId,
    pub(super) context: &'s ActiveContext,
}

/// Where a value hangs: its subject and the rendered predicate.
#[derive(Clone, Copy)]
pub(super) struct Link<'p> {
    pub(super) subject: Node,
    pub(super) predicate: &'p str,
}

/// One walk over one document.
pub(super) struct Walk<'s> {
    remembered: &'s Remembered,
    edition: Edition,
    limits: &'s Limits,
    pub(super) out: &'s mut Dataset,
    /// The graph that statements go into now.
    pub(super) graph: Option<Node>,
    /// How many objects and arrays are open: strict reading bounds this as well, a [`Value`] need not have been read.
    depth: usize,
    /// Blank nodes the document itself names `_:x`.
    labelled: HashMap<String, Blank>,
}

impl<'s> Walk<'s> {
    pub(super) fn new(remembered: &'s Remembered, edition: Edition, limits: &'s Limits, out: &'s mut Dataset) -> Self {
        Self { remembered, edition, limits, out, graph: None, depth: 0, labelled: HashMap::new() }
    }

    /// Converts the whole document.
    pub(super) fn document<T: Tree>(&mut self, root: &Root<'_, T>) -> Walked<()> {
        let mut active = self.active(INITIAL);
        if let Some(context) = root.context {
            active = self.apply(active, context).map_err(|stop| stop.under("@context"))?;
        }
        let own_context = root.context.is_none();
        self.node::<T>(root.object, active, None, NodeRules { own_context, without: root.without })
    }

    pub(super) fn active(&self, id: ContextId) -> Active<'s> {
        Active { id, context: self.remembered.active(id) }
    }

    /// The context after a scoped one.
    pub(super) fn step(&self, active: Active<'s>, local: LocalId, scope: Scope) -> Walked<Active<'s>> {
        let transition = Transition { from: active.id, local, scope, edition: self.edition };
        match self.remembered.step(transition) {
            Some(id) => Ok(self.active(id)),
            None => Err(Why::Step(transition).into()),
        }
    }

    /// The context after the value of an `@context` entry in the document.
    fn apply<T: Tree>(&self, active: Active<'s>, context: &T) -> Walked<Active<'s>> {
        match context.view() {
            View::Array(parts) => parts.iter().try_fold(active, |active, part| match part.view() {
                View::Text(url) => self.named_context(active, url),
                _ => Err(Why::Complete.into()),
            }),
            View::Text(url) => self.named_context(active, url),
            _ => Err(Why::Complete.into()),
        }
    }

    fn named_context(&self, active: Active<'s>, url: &str) -> Walked<Active<'s>> {
        match self.remembered.url(url, self.edition) {
            Some(local) => self.step(active, local, Scope::Document),
            None => Err(Fault::UnknownContext(url.to_owned()).into()),
        }
    }

    /// The context inside an object that is the value of `term` (§5.1.2 steps 7 and 8).
    pub(super) fn below<T: Tree>(&self, active: Active<'s>, term: &Term, object: &T::Object) -> Walked<Active<'s>> {
        let mut below = active;
        if let Some(previous) = active.context.previous {
            let keyword = |key: &str| active.context.keyword(key);
            let is_value = object.entries().any(|(key, _)| keyword(key) == Some(Keyword::Value));
            let only_id = object.count() == 1 && object.entries().all(|(key, _)| keyword(key) == Some(Keyword::Id));
            if !is_value && !only_id {
                below = self.active(previous);
            }
        }
        match term.scoped {
            Some(local) => self.step(below, local, Scope::Property),
            None => Ok(below),
        }
    }

    /// A node object: the statement that leads to it, its types, its properties.
    pub(super) fn node<T: Tree>(
        &mut self,
        object: &T::Object,
        active: Active<'s>,
        link: Option<Link<'_>>,
        rules: NodeRules,
    ) -> Walked<()> {
        let mut active = active;
        if rules.own_context
            && let Some((_, context)) = object.entries().find(|(key, _)| *key == "@context")
        {
            active = self.apply(active, context).map_err(|stop| stop.under("@context"))?;
        }
        let typed_in = active;
        let (id, types) = self.identity::<T>(object, active, rules)?;
        if let Some((key, types)) = types {
            active = self.type_scoped(active, types).map_err(|stop| stop.under(key))?;
        }
        let subject = match id {
            Some((key, id)) => self.named(active, id).map_err(|stop| stop.under(key))?,
            None => Node::Blank(self.out.blank()),
        };
        if let Some(link) = link {
            self.out.link(link.subject, link.predicate, subject, self.graph);
        }
        if let Some((key, types)) = types {
            self.types(subject, typed_in, types).map_err(|stop| stop.under(key))?;
        }
        self.deeper(|walk| {
            for (key, value) in object.entries().filter(|(key, _)| rules.reads(key)) {
                walk.entry(subject, active, key, value).map_err(|stop| stop.under(key))?;
                walk.within_limits()?;
            }
            Ok(())
        })
    }

    /// Goes one level down for `walk`.
    pub(super) fn deeper(&mut self, walk: impl FnOnce(&mut Self) -> Walked<()>) -> Walked<()> {
        if self.depth == DEPTH_MAX {
            return Err(Fault::TooMuchWork { what: "levels", max: DEPTH_MAX }.into());
        }
        self.depth += 1;
        walk(self)?;
        self.depth -= 1;
        Ok(())
    }

    /// Looked at after every entry and every value, for one node may hold a whole document.
    pub(super) fn within_limits(&self) -> Walked<()> {
        if self.out.len() > self.limits.statements_max {
            return Err(Fault::TooMuchWork { what: "statements", max: self.limits.statements_max }.into());
        }
        if self.out.text_len() > self.limits.text_bytes_max {
            return Err(Fault::TooMuchWork { what: "bytes of text", max: self.limits.text_bytes_max }.into());
        }
        Ok(())
    }

    /// The `@id` and `@type` entries, under whatever name.
    fn identity<'d, T: Tree>(&self, object: &'d T::Object, active: Active<'s>, rules: NodeRules) -> Walked<Identity<'d, T>> {
        let (mut id, mut types) = (None, None);
        for (key, value) in object.entries().filter(|(key, _)| rules.reads(key)) {
            let fault = match (active.context.keyword(key), value.view()) {
                (Some(Keyword::Id), View::Text(text)) => id.replace((key, text)).map(|_| "a second id"),
                (Some(Keyword::Id), _) => Some("an id is text"),
                // Two aliases of @type add up.
                (Some(Keyword::Type), _) if types.is_some() => return Err(Why::Complete.into()),
                (Some(Keyword::Type), _) => {
                    types = Some((key, value));
                    None
                }
                _ => None,
            };
            if let Some(fault) = fault {
                return Err(Box::<Stop>::from(Fault::InvalidValue(fault)).under(key));
            }
        }
        Ok((id, types))
    }

    /// The context after those of all types, taken in the order of their names (§5.1.2 step 11).
    fn type_scoped<T: Tree>(&self, active: Active<'s>, types: &T) -> Walked<Active<'s>> {
        let scoped = |name: &str| active.context.term(name).and_then(|term| term.scoped);
        let text = |item: &T| match item.view() {
            View::Text(name) => scoped(name),
            _ => None,
        };
        match types.view() {
            View::Text(name) => scoped(name).map_or(Ok(active), |local| self.step(active, local, Scope::Type)),
            View::Array([one]) => text(one).map_or(Ok(active), |local| self.step(active, local, Scope::Type)),
            View::Array(several) => {
                let names = several.iter().filter_map(|item| match item.view() {
                    View::Text(name) => Some(name),
                    _ => None,
                });
                let mut names: Vec<&str> = names.collect();
                names.sort_unstable();
                let locals = names.into_iter().filter_map(scoped);
                locals.into_iter().try_fold(active, |active, local| self.step(active, local, Scope::Type))
            }
            _ => Ok(active),
        }
    }

    fn types<T: Tree>(&mut self, subject: Node, active: Active<'s>, types: &T) -> Walked<()> {
        match types.view() {
            View::Text(name) => self.one_type(subject, active, name),
            View::Array(names) => {
                for (index, name) in names.iter().enumerate() {
                    let View::Text(name) = name.view() else {
                        return Err(Box::<Stop>::from(Fault::InvalidValue("a type is text")).at(index));
                    };
                    self.one_type(subject, active, name).map_err(|stop| stop.at(index))?;
                }
                Ok(())
            }
            _ => Err(Fault::InvalidValue("types are text").into()),
        }
    }

    fn one_type(&mut self, subject: Node, active: Active<'s>, name: &str) -> Walked<()> {
        self.within_limits()?;
        let iri = self.vocabulary_iri(active, name)?;
        if let Some(label) = iri.strip_prefix("_:") {
            let class = self.labelled(label);
            self.out.link(subject, RDF_TYPE, class, self.graph);
        } else {
            self.out.link_iri(subject, RDF_TYPE, &iri, self.graph);
        }
        Ok(())
    }

    /// One entry of a node object.
    fn entry<T: Tree>(&mut self, subject: Node, active: Active<'s>, key: &str, value: &T) -> Walked<()> {
        let Some(term) = active.context.term(key) else {
            return self.undefined_entry(subject, active, key, value);
        };
        if term.complete {
            return Err(Why::Complete.into());
        }
        match &term.meaning {
            Meaning::Iri { predicate, .. } => self.property(Link { subject, predicate }, term, active, value),
            Meaning::Keyword(keyword) => keyword_entry(*keyword),
            Meaning::SwitchedOff => Err(Fault::TermSwitchedOff(key.to_owned()).into()),
        }
    }

    /// An entry whose key is no term: a keyword, an IRI, a word of `@vocab`, or a fault.
    fn undefined_entry<T: Tree>(&mut self, subject: Node, active: Active<'s>, key: &str, value: &T) -> Walked<()> {
        if key.starts_with('@') {
            let unknown = || Fault::Unsupported(format!("the keyword {key}")).into();
            return Keyword::of(key).map_or_else(|| Err(unknown()), keyword_entry);
        }
        let iri = self.vocabulary_iri(active, key)?;
        if iri.starts_with("_:") {
            return Err(Fault::Unsupported("a blank node as a property".into()).into());
        }
        let term = Term::plain(&iri);
        let Meaning::Iri { predicate, .. } = &term.meaning else {
            return Ok(());
        };
        self.property(Link { subject, predicate }, &term, active, value)
    }

    /// A type or property name as an IRI (§5.2 with `vocab`).
    pub(super) fn vocabulary_iri<'t>(&self, active: Active<'s>, name: &'t str) -> Walked<Cow<'t, str>>
    where
        's: 't,
    {
        if let Some(term) = active.context.term(name) {
            return match &term.meaning {
                Meaning::Iri { iri, .. } => Ok(Cow::Borrowed(iri)),
                Meaning::Keyword(_) | Meaning::SwitchedOff => Err(Fault::TermSwitchedOff(name.to_owned()).into()),
            };
        }
        if name.contains(':') {
            return self.iri(active, name);
        }
        match &active.context.vocab {
            Some(vocab) => {
                let iri = format!("{vocab}{name}");
                iri::check(&iri)?;
                Ok(Cow::Owned(iri))
            }
            None if active.context.base != Base::Document => Err(Why::Complete.into()),
            None => Err(Fault::UndefinedTerm(name.to_owned()).into()),
        }
    }

    /// A reference as an absolute IRI, compact IRIs written out (§5.2).
    pub(super) fn iri<'t>(&self, active: Active<'s>, text: &'t str) -> Walked<Cow<'t, str>> {
        if let Some((prefix, rest)) = text.split_once(':')
            && prefix != "_"
            && !rest.starts_with("//")
            && let Some(term) = active.context.term(prefix)
            && term.prefix
            && let Meaning::Iri { iri, .. } = &term.meaning
        {
            let iri = format!("{iri}{rest}");
            iri::check(&iri)?;
            return Ok(Cow::Owned(iri));
        }
        if !text.starts_with("_:") {
            iri::check(text).map_err(|fault| match active.context.base {
                Base::Document => Box::<Stop>::from(fault),
                _ => Why::Complete.into(),
            })?;
        }
        Ok(Cow::Borrowed(text))
    }

    /// The node an `@id` names.
    pub(super) fn named(&mut self, active: Active<'s>, id: &str) -> Walked<Node> {
        let iri = self.iri(active, id)?;
        Ok(match iri.strip_prefix("_:") {
            Some(label) => self.labelled(label),
            None => self.out.name(&iri),
        })
    }

    pub(super) fn labelled(&mut self, label: &str) -> Node {
        if let Some(blank) = self.labelled.get(label) {
            return Node::Blank(*blank);
        }
        let blank = self.out.blank();
        self.labelled.insert(label.to_owned(), blank);
        Node::Blank(blank)
    }
}

/// How one node object is read.
#[derive(Clone, Copy)]
pub(super) struct NodeRules {
    /// Whether its own `@context` counts.
    pub(super) own_context: bool,
    /// A key that is left out, or an empty text.
    pub(super) without: &'static str,
}

impl NodeRules {
    /// Whether an entry counts. An empty key is an entry like any other.
    fn reads(self, key: &str) -> bool {
        self.without.is_empty() || key != self.without
    }

    pub(super) const INSIDE: Self = Self { own_context: true, without: "" };
}

/// The `@id` and `@type` entries of an object, with their keys.
type Identity<'d, T> = (Option<(&'d str, &'d str)>, Option<(&'d str, &'d T)>);

/// What a keyword means as an entry of a node object.
fn keyword_entry(keyword: Keyword) -> Walked<()> {
    match keyword {
        Keyword::Id | Keyword::Type | Keyword::Context => Ok(()),
        Keyword::Index => Err(Fault::Unsigned("@index").into()),
        Keyword::Graph | Keyword::Included | Keyword::Nest | Keyword::Reverse => Err(Why::Complete.into()),
        Keyword::Direction | Keyword::Language => Err(Fault::InvalidValue("@language and @direction need @value").into()),
        Keyword::List | Keyword::Set | Keyword::Value => {
            Err(Fault::InvalidValue("@value, @list and @set stand in objects of their own, below a property").into())
        }
        _ => Err(Fault::InvalidValue("a keyword that is no key").into()),
    }
}
