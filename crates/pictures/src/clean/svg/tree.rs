//! Reading: XML into a tree that holds only what the allow-list knows.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::{BROKEN, allowed};
use crate::clean::error::PictureError;

/// The most elements, kept or not.
pub(super) const ELEMENTS_MAX: usize = 20_000;
/// The deepest nesting.
pub(super) const DEPTH_MAX: usize = 64;
/// The most attributes of an element; the rest is dropped.
const ATTRIBUTES_MAX: usize = 128;
/// The most declarations of a namespace in the whole file.
const NAMESPACES_MAX: usize = 64;
/// The most pictures inside.
const IMAGES_MAX: usize = 8;
/// The most bytes of all style sheets together.
const STYLE_BYTES_MAX: usize = 64 * 1024;

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";

/// An element that may stay.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: &'static str,
    /// Names are unique.
    pub(super) attributes: Vec<(&'static str, String)>,
    /// What a style sheet may call it by.
    pub(super) classes: Vec<String>,
    /// Its own `style`, not yet read.
    pub(super) style: String,
    pub(super) children: Vec<Child>,
}

impl Element {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// Sets or replaces.
    pub(super) fn set(&mut self, name: &'static str, value: String) {
        match self.attributes.iter_mut().find(|(known, _)| *known == name) {
            Some(attribute) => attribute.1 = value,
            None => self.attributes.push((name, value)),
        }
    }
}

/// What an element holds.
#[derive(Debug)]
pub(super) enum Child {
    /// Index into [`Tree::elements`].
    Element(usize),
    Text(String),
}

/// The picture: the first element is the root; a parent stands before its children.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) elements: Vec<Element>,
    /// All style sheets, one after the other.
    pub(super) sheet: String,
}

impl Tree {
    pub(super) fn read(text: &str) -> Result<Self, PictureError> {
        let mut reading = Reading::default();
        let mut reader = Reader::from_str(text);
        loop {
            match reader.read_event().map_err(|_| BROKEN)? {
                Event::Start(start) => reading.open(&start)?,
                Event::Empty(start) => {
                    reading.open(&start)?;
                    reading.close();
                }
                Event::End(_) => reading.close(),
                Event::Text(text) => reading.text(&text.xml10_content())?,
                Event::CData(text) => reading.text(&text.xml10_content())?,
                Event::GeneralRef(name) => {
                    let c = match &*name {
                        "amp" => '&',
                        "lt" => '<',
                        "gt" => '>',
                        "quot" => '"',
                        "apos" => '\'',
                        _ => name.resolve_char_ref().map_err(|_| BROKEN)?.ok_or(PictureError::Entities)?,
                    };
                    reading.text(c.encode_utf8(&mut [0; 4]))?;
                }
                // old programs name a DTD and mean nothing by it; an internal subset is another matter
                Event::DocType(doctype) if doctype.contains('[') => {
                    return Err(PictureError::Entities);
                }
                Event::DocType(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
                Event::Eof => break,
            }
        }
        reading.finish()
    }
}

#[derive(Default)]
struct Reading {
    elements: Vec<Element>,
    sheet: String,
    /// Open elements: kept ones by index; a dropped one takes all it holds with it.
    open: Vec<Option<usize>>,
    dropped_from: Option<usize>,
    /// Depth, prefix, address.
    namespaces: Vec<(usize, String, String)>,
    namespaces_seen: usize,
    seen: usize,
    images: usize,
}

impl Reading {
    fn open(&mut self, start: &BytesStart<'_>) -> Result<(), PictureError> {
        self.seen += 1;
        if self.seen > ELEMENTS_MAX {
            return Err(PictureError::TooIntricate { what: "elements", max: ELEMENTS_MAX });
        }
        if self.open.len() >= DEPTH_MAX {
            return Err(PictureError::TooIntricate { what: "levels", max: DEPTH_MAX });
        }
        self.declare(start)?;
        let kept = match self.dropped_from {
            Some(_) => None,
            None => self.name(start)?,
        };
        let Some(name) = kept else {
            self.dropped_from.get_or_insert(self.open.len());
            self.open.push(None);
            return Ok(());
        };
        let element = self.element(name, start)?;
        let at = self.elements.len();
        self.elements.push(element);
        if let Some(parent) = self.open.last().copied().flatten() {
            self.elements[parent].children.push(Child::Element(at));
        }
        self.open.push(Some(at));
        Ok(())
    }

    /// The name it is written by, if it may stay. Only SVG's own elements may; a file that names no namespace at all
    /// is taken for SVG.
    fn name(&self, start: &BytesStart<'_>) -> Result<Option<&'static str>, PictureError> {
        let name = start.name();
        let prefix = name.prefix().map_or("", |prefix| prefix.into_inner());
        let is_svg = match self.namespace(prefix) {
            Some(address) => address == SVG,
            None => prefix.is_empty(),
        };
        let local = name.local_name().into_inner();
        if self.open.is_empty() && !self.elements.is_empty() {
            return Err(BROKEN);
        }
        if self.open.is_empty() && !(is_svg && local == "svg") {
            let found = if local.eq_ignore_ascii_case("html") { "a web page" } else { "XML, but no SVG" };
            return Err(PictureError::NotAPicture { found });
        }
        Ok(allowed::element(local).filter(|_| is_svg))
    }

    fn element(&mut self, name: &'static str, start: &BytesStart<'_>) -> Result<Element, PictureError> {
        let mut element =
            Element { name, attributes: Vec::new(), classes: Vec::new(), style: String::new(), children: Vec::new() };
        if name == "image" {
            self.images += 1;
            if self.images > IMAGES_MAX {
                return Err(PictureError::TooIntricate { what: "pictures inside", max: IMAGES_MAX });
            }
        }
        for attribute in start.attributes().with_checks(false).take(ATTRIBUTES_MAX) {
            let attribute = attribute.map_err(|_| BROKEN)?;
            let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0) else {
                return Err(PictureError::Entities);
            };
            let local = attribute.key.local_name().into_inner();
            match attribute.key.prefix().map(|prefix| prefix.into_inner()) {
                None if local == "class" => {
                    element.classes = value.split_whitespace().take(16).map(str::to_owned).collect();
                }
                None if local == "style" => element.style = value.into_owned(),
                Some(prefix) if local != "href" || self.namespace(prefix) != Some(XLINK) => {}
                _ => {
                    if let Some((name, value)) = allowed::attribute(name, local, &value)
                        && element.attribute(name).is_none()
                    {
                        element.attributes.push((name, value));
                    }
                }
            }
        }
        Ok(element)
    }

    fn declare(&mut self, start: &BytesStart<'_>) -> Result<(), PictureError> {
        let depth = self.open.len();
        for attribute in start.attributes().with_checks(false).take(ATTRIBUTES_MAX) {
            let attribute = attribute.map_err(|_| BROKEN)?;
            let prefix = match attribute.key.into_inner() {
                "xmlns" => "",
                name => match name.strip_prefix("xmlns:") {
                    Some(prefix) => prefix,
                    None => continue,
                },
            };
            self.namespaces_seen += 1;
            if self.namespaces_seen > NAMESPACES_MAX {
                return Err(PictureError::TooIntricate { what: "namespaces", max: NAMESPACES_MAX });
            }
            self.namespaces.push((depth, prefix.to_owned(), attribute.value.into_owned()));
        }
        Ok(())
    }

    fn namespace(&self, prefix: &str) -> Option<&str> {
        let declared = self.namespaces.iter().rev().find(|(_, known, _)| known == prefix);
        declared.map(|(.., address)| address.as_str())
    }

    fn close(&mut self) {
        self.open.pop();
        let depth = self.open.len();
        if self.dropped_from.is_some_and(|from| from >= depth) {
            self.dropped_from = None;
        }
        self.namespaces.retain(|(declared, ..)| *declared < depth);
    }

    fn text(&mut self, text: &str) -> Result<(), PictureError> {
        let Some(at) = self.open.last().copied().flatten() else { return Ok(()) };
        let element = &mut self.elements[at];
        if !allowed::holds_text(element.name) {
            return Ok(());
        }
        if element.name == "style" {
            if self.sheet.len() + text.len() > STYLE_BYTES_MAX {
                return Err(PictureError::TooIntricate { what: "style rules", max: STYLE_BYTES_MAX / 64 });
            }
            self.sheet.push_str(text);
            return Ok(());
        }
        match element.children.last_mut() {
            Some(Child::Text(before)) => before.push_str(text),
            _ => element.children.push(Child::Text(text.to_owned())),
        }
        Ok(())
    }

    fn finish(self) -> Result<Tree, PictureError> {
        if !self.open.is_empty() || self.elements.is_empty() {
            return Err(BROKEN);
        }
        Ok(Tree { elements: self.elements, sheet: self.sheet })
    }
}
