//! The values of a property: nodes, references, literals, lists, graphs (JSON-LD API §5.1, §5.3 and §8).

use super::active::ActiveContext;
use super::error::Fault;
use super::literal;
use super::process::language_suffix;
use super::remembered::{Mode, Scope};
use super::term::{Coercion, Datatype, Direction, Keyword, Language, Term};
use super::walk::{Active, Link, NodeRules, Stop, Walk, Walked, Why};
use crate::json::{Entries, Tree, View};
use crate::rdfc::Node;

const RDF_FIRST: &str = " <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> ";
const RDF_REST: &str = " <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> ";
const RDF_NIL: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#nil";
const RDF_JSON: &str = "^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON>";

impl<'s> Walk<'s> {
    /// All values of a property.
    ///
    /// A defined property without a value (`null`, `[]`) states nothing and hides nothing: badges in the wild are full
    /// of them, and every other processor reads them so.
    pub(super) fn property<T: Tree>(&mut self, link: Link<'_>, term: &Term, active: Active<'s>, value: &T) -> Walked<()> {
        if term.coercion == Coercion::Json {
            return self.json(link, value);
        }
        if matches!(value.view(), View::Null) {
            return Ok(());
        }
        if term.container.language
            && let View::Object(map) = value.view()
        {
            return self.language_map::<T>(link, active, map);
        }
        if term.container.list {
            return match value.view() {
                View::Array(items) => self.list(link, term, active, items),
                View::Object(object) if object.entries().any(|(key, _)| self.is_list(active, key)) => {
                    self.object::<T>(link, term, active, object)
                }
                _ => self.list(link, term, active, std::slice::from_ref(value)),
            };
        }
        self.value(link, term, active, value)
    }

    fn is_list(&self, active: Active<'s>, key: &str) -> bool {
        active.context.keyword(key) == Some(Keyword::List)
    }

    /// One value, or an array of them.
    fn value<T: Tree>(&mut self, link: Link<'_>, term: &Term, active: Active<'s>, value: &T) -> Walked<()> {
        match value.view() {
            View::Array(items) => self.deeper(|walk| {
                for (index, item) in items.iter().enumerate() {
                    walk.value(link, term, active, item).map_err(|stop| stop.at(index))?;
                    walk.within_limits()?;
                }
                Ok(())
            }),
            View::Object(object) if term.container.graph => self.graph_object::<T>(link, term, active, object),
            View::Object(object) => self.object::<T>(link, term, active, object),
            View::Null => Err(Fault::Unsigned("null among several values").into()),
            _ if term.container.graph => Err(Fault::Unsigned("a graph without statements").into()),
            _ if term.scoped.is_some() && self.scope_changes(active, term)? => Err(Why::Complete.into()),
            View::Text(text) => self.text(link, term, active, text),
            View::Bool(truth) => {
                let suffix = term.coercion.datatype().map_or(literal::BOOLEAN, |datatype| &datatype.suffix);
                self.literal(link, if truth { "true" } else { "false" }, suffix);
                Ok(())
            }
            View::Number(number) => {
                let (lexical, native) = literal::number(number, term.coercion.datatype().is_some_and(|d| d.is_double))?;
                let suffix = term.coercion.datatype().map_or(native, |datatype| &datatype.suffix);
                self.literal(link, &lexical, suffix);
                Ok(())
            }
        }
    }

    /// Whether a plain value means something else under the context of its own property: then the term has another
    /// definition there, or the strings another language.
    fn scope_changes(&self, active: Active<'s>, term: &Term) -> Walked<bool> {
        let Some(local) = term.scoped else { return Ok(false) };
        let inside = self.step(active, local, Scope::Property)?.context;
        let outside = active.context;
        Ok(!is_term_of(inside, term) || inside.language != outside.language || inside.direction != outside.direction)
    }

    fn literal(&mut self, link: Link<'_>, lexical: &str, suffix: &str) {
        self.out.literal(link.subject, link.predicate, lexical, suffix, self.graph);
    }

    /// A string, which its term makes a reference, a word or a literal.
    fn text(&mut self, link: Link<'_>, term: &Term, active: Active<'s>, text: &str) -> Walked<()> {
        let iri = match &term.coercion {
            Coercion::None => {
                if active.context.direction.is_some() {
                    return Err(Why::Complete.into());
                }
                let inherited = active.context.language.as_deref();
                let language = match &term.language {
                    Language::Inherited => inherited,
                    Language::Fixed(language) => language.as_deref(),
                };
                self.literal(link, text, language.unwrap_or_default());
                return Ok(());
            }
            Coercion::Datatype(datatype) => {
                literal::check_text(text, datatype)?;
                self.literal(link, text, &datatype.suffix);
                return Ok(());
            }
            Coercion::Json => return Ok(()),
            Coercion::Id => self.iri(self.inside(active, term)?, text)?,
            Coercion::Vocab => self.vocabulary_iri(self.inside(active, term)?, text)?,
        };
        if let Some(label) = iri.strip_prefix("_:") {
            let object = self.labelled(label);
            self.out.link(link.subject, link.predicate, object, self.graph);
        } else {
            self.out.link_iri(link.subject, link.predicate, &iri, self.graph);
        }
        Ok(())
    }

    /// The context of a property's own.
    fn inside(&self, active: Active<'s>, term: &Term) -> Walked<Active<'s>> {
        term.scoped.map_or(Ok(active), |local| self.step(active, local, Scope::Property))
    }

    /// An object below a property: a value, a list, a set or a node.
    fn object<T: Tree>(&mut self, link: Link<'_>, term: &Term, outside: Active<'s>, object: &T::Object) -> Walked<()> {
        let active = self.below::<T>(outside, term, object)?;
        for (key, value) in object.entries() {
            match active.context.keyword(key) {
                Some(Keyword::Value) => return self.value_object::<T>(link, active, object),
                Some(Keyword::List | Keyword::Set) if object.count() > 1 => {
                    return Err(Fault::InvalidValue("@list and @set stand alone").into());
                }
                // What is in it is read as the property is defined here.
                Some(Keyword::List | Keyword::Set) if active.id != outside.id && !is_term_of(active.context, term) => {
                    return Err(Why::Complete.into());
                }
                Some(Keyword::List) => {
                    let items = match value.view() {
                        View::Array(items) => items,
                        _ => std::slice::from_ref(value),
                    };
                    return self.list(link, term, active, items).map_err(|stop| stop.under(key));
                }
                Some(Keyword::Set) => {
                    return self.value(link, term, active, value).map_err(|stop| stop.under(key));
                }
                _ => {}
            }
        }
        self.node::<T>(object, active, Some(link), NodeRules::INSIDE)
    }

    /// An object below a property whose values are graphs: a blank graph that holds one node.
    fn graph_object<T: Tree>(&mut self, link: Link<'_>, term: &Term, active: Active<'s>, object: &T::Object) -> Walked<()> {
        let active = self.below::<T>(active, term, object)?;
        let name = Node::Blank(self.out.blank());
        self.out.link(link.subject, link.predicate, name, self.graph);
        let outside = self.graph.replace(name);
        let before = self.out.len();
        self.node::<T>(object, active, None, NodeRules::INSIDE)?;
        self.graph = outside;
        if self.out.len() == before {
            return Err(Fault::Unsigned("a graph without statements").into());
        }
        Ok(())
    }

    /// A list, written as RDF collections are.
    fn list<T: Tree>(&mut self, link: Link<'_>, term: &Term, active: Active<'s>, items: &[T]) -> Walked<()> {
        let mut link = link;
        for (index, item) in items.iter().enumerate() {
            let makes_several = match item.view() {
                View::Array(_) => true,
                View::Object(object) => {
                    let inside = self.below::<T>(active, term, object)?.context;
                    object.entries().any(|(key, _)| inside.keyword(key) == Some(Keyword::Set))
                }
                _ => false,
            };
            if makes_several {
                return Err(Why::Complete.into());
            }
            let cell = Node::Blank(self.out.blank());
            self.out.link(link.subject, link.predicate, cell, self.graph);
            let first = Link { subject: cell, predicate: RDF_FIRST };
            self.value(first, term, active, item).map_err(|stop| stop.at(index))?;
            self.within_limits()?;
            link = Link { subject: cell, predicate: RDF_REST };
        }
        self.out.link_iri(link.subject, link.predicate, RDF_NIL, self.graph);
        Ok(())
    }

    /// `{"fr": "…", "en": ["…", "…"]}` under a property whose container is `@language`.
    fn language_map<T: Tree>(&mut self, link: Link<'_>, active: Active<'s>, map: &T::Object) -> Walked<()> {
        for (tag, value) in map.entries() {
            let suffix = match active.context.keyword(tag) {
                Some(Keyword::None) => Box::default(),
                _ => language_suffix(tag, Mode::Safe)?,
            };
            let texts = match value.view() {
                View::Array(texts) => texts,
                _ => std::slice::from_ref(value),
            };
            for text in texts {
                let View::Text(text) = text.view() else {
                    return Err(Box::<Stop>::from(Fault::InvalidValue("a language map holds text")).under(tag));
                };
                self.literal(link, text, &suffix);
                self.within_limits()?;
            }
        }
        Ok(())
    }

    /// An object with `@value`.
    fn value_object<T: Tree>(&mut self, link: Link<'_>, active: Active<'s>, object: &T::Object) -> Walked<()> {
        let (mut value, mut typed, mut language, mut direction) = (None, None, None, None);
        for (key, entry) in object.entries() {
            let slot = match active.context.keyword(key) {
                Some(Keyword::Value) => &mut value,
                Some(Keyword::Type) => &mut typed,
                Some(Keyword::Language) => &mut language,
                Some(Keyword::Direction) => &mut direction,
                Some(Keyword::Index) => return Err(Fault::Unsigned("@index").into()),
                _ => {
                    return Err(Fault::InvalidValue("an object with @value has other entries").into());
                }
            };
            if slot.replace(entry).is_some() {
                return Err(Fault::InvalidValue("an entry of an object with @value is there twice").into());
            }
        }
        let Some(value) = value else { return Ok(()) };
        let text = |entry: Option<&'_ T>| match entry.map(Tree::view) {
            None => Ok(None),
            Some(View::Text(text)) => Ok(Some(text.to_owned())),
            Some(_) => Err(Box::<Stop>::from(Fault::InvalidValue("@type, @language and @direction of a value are text"))),
        };
        let direction = text(direction)?;
        let mut term = Term::plain("");
        match (text(typed)?, text(language)?) {
            (Some(_), language) if language.is_some() || direction.is_some() => {
                return Err(Fault::InvalidValue("a value has a type, or a language and a direction, not both").into());
            }
            (_, language) if direction.is_some() => {
                if !matches!(value.view(), View::Text(_)) {
                    return Err(Fault::InvalidValue("only text has a direction").into());
                }
                if let Some(tag) = &language {
                    language_suffix(tag, Mode::Safe)?;
                }
                let direction = direction.as_deref().and_then(Direction::of);
                let direction = direction.ok_or(Fault::InvalidValue("a direction is ltr or rtl"))?;
                let iri = literal::directed(language.as_deref(), direction.text());
                term.coercion = Coercion::Datatype(Datatype::of(&iri));
            }
            (Some(name), _) if name == "@json" => return self.json(link, value),
            (Some(name), _) => {
                let iri = self.vocabulary_iri(active, &name)?;
                if iri.starts_with("_:") {
                    return Err(Fault::Unsupported("a blank node as a datatype".into()).into());
                }
                term.coercion = Coercion::Datatype(Datatype::of(&iri));
            }
            (None, Some(tag)) => {
                if !matches!(value.view(), View::Text(_)) {
                    return Err(Fault::InvalidValue("only text has a language").into());
                }
                term.language = Language::Fixed(Some(language_suffix(&tag, Mode::Safe)?));
            }
            (None, None) => term.language = Language::Fixed(None),
        }
        match value.view() {
            View::Null => Err(Fault::Unsigned("a null @value").into()),
            View::Array(_) | View::Object(_) => Err(Fault::InvalidValue("@value is neither array nor object").into()),
            _ => self.value(link, &term, active, value),
        }
    }

    /// A JSON literal: its canonical text (RFC 8785).
    fn json<T: Tree>(&mut self, link: Link<'_>, value: &T) -> Walked<()> {
        let text = serde_json_canonicalizer::to_string(&value.to_value())
            .map_err(|_| Fault::InvalidValue("JSON that has no canonical form"))?;
        self.literal(link, &text, RDF_JSON);
        Ok(())
    }
}

/// Whether a term has this very definition in a context.
fn is_term_of(context: &ActiveContext, term: &Term) -> bool {
    context.term(&term.name).is_some_and(|there| std::ptr::eq(&**there, term))
}
