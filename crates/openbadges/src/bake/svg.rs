//! Badge data in an SVG: one element right after the root's start tag.

use std::ops::Range;

use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};

use super::{BakeError, Baked, CREDENTIAL_BYTES_MAX, Credential, Form, Generation, Place};

const NAMESPACE: &str = "https://purl.imsglobal.org/ob/v3p0";
const NAMESPACE_2: &str = "http://openbadges.org";
/// Deeper than any drawing, so that the reader's stack of namespaces stays small.
const DEPTH_MAX: usize = 256;

/// Whether the bytes are text that opens an SVG document: its root element says so.
pub(super) fn looks_like(image: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&image[..image.len().min(64 * 1024)]);
    let mut reader = NsReader::from_str(text.trim_start_matches('\u{feff}'));
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => return tag.local_name().as_ref() == "svg",
            Ok(Event::Text(text)) if !text.trim().is_empty() => return false,
            Ok(Event::Eof) | Err(_) => return false,
            Ok(_) => {}
        }
    }
}

/// Splices the element in; the rest of the author's text is copied byte by byte.
pub(super) fn bake(image: &str, credential: &Credential<'_>) -> Result<String, BakeError> {
    let drawing = Drawing::scan(image)?;
    let root = &drawing.root;
    let mut baked = String::with_capacity(image.len() + credential.text.len() + 256);
    let namespace = namespace_of(credential);
    // What else uses the prefix would come to mean something with another declaration: then ours declares its own.
    let own_namespace = root.declaration == Declaration::Foreign || drawing.has_strays;
    let element = element(credential, own_namespace);

    baked.push_str(&image[..root.name_end]);
    let mut copied = root.name_end;
    match &root.declaration {
        _ if own_namespace => {}
        Declaration::Absent => baked.push_str(&format!(" xmlns:openbadges=\"{namespace}\"")),
        Declaration::Badges(value) if image[value.clone()] != *namespace => {
            baked.push_str(&image[copied..value.start]);
            baked.push_str(namespace);
            copied = value.end;
        }
        Declaration::Badges(_) | Declaration::Foreign => {}
    }
    if root.empty {
        let slash = image[..root.tag.end].rfind('/').unwrap_or(root.tag.end);
        baked.push_str(&image[copied..slash]);
        baked.push('>');
        baked.push_str(&element);
        baked.push_str(&format!("</{}>", root.name));
        copied = root.tag.end;
    } else {
        baked.push_str(&image[copied..root.tag.end]);
        baked.push_str(&element);
        copied = root.tag.end;
    }
    for data in &drawing.data {
        baked.push_str(&image[copied..data.span.start]);
        copied = data.span.end;
    }
    baked.push_str(&image[copied..]);
    Ok(baked)
}

pub(super) fn extract(image: &str) -> Result<Option<Baked>, BakeError> {
    let drawing = Drawing::scan(image)?;
    for place in [Place::SvgCredential, Place::SvgAssertion] {
        let mut found: Option<Baked> = None;
        for data in drawing.data.iter().filter(|data| data.place == place) {
            let Some(baked) = data.baked()? else { continue };
            match &found {
                Some(earlier) if *earlier != baked => return Err(BakeError::Several),
                _ => found = Some(baked),
            }
        }
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// What matters of an SVG: its root tag, and the elements of badge data.
struct Drawing {
    root: Root,
    data: Vec<Data>,
    /// Elements with the prefix `openbadges` that are no badge data as they stand.
    has_strays: bool,
}

struct Root {
    tag: Range<usize>,
    name: String,
    /// Where the element's name ends: attributes may be added there.
    name_end: usize,
    empty: bool,
    declaration: Declaration,
}

/// What `xmlns:openbadges` on the root means now.
#[derive(PartialEq)]
enum Declaration {
    Absent,
    /// One of the two namespaces of Open Badges, with the span of its value: the elements of the other go, so it may change.
    Badges(Range<usize>),
    /// Somebody else's namespace: the element declares its own.
    Foreign,
}

struct Data {
    span: Range<usize>,
    place: Place,
    verify: Option<String>,
    content: String,
}

impl Data {
    fn baked(&self) -> Result<Option<Baked>, BakeError> {
        let content = self.content.trim();
        if content.len().max(self.verify.as_ref().map_or(0, String::len)) > CREDENTIAL_BYTES_MAX {
            return Err(BakeError::Bomb { max: CREDENTIAL_BYTES_MAX });
        }
        let verify = self.verify.as_deref().map(str::trim).filter(|value| !value.is_empty());
        Ok(match (content, verify) {
            ("", None) => None,
            ("", Some(verify)) => Some(Baked { text: verify.to_owned(), verify: None, place: self.place }),
            (content, verify) => Some(Baked { text: content.to_owned(), verify: verify.map(str::to_owned), place: self.place }),
        })
    }
}

impl Drawing {
    fn scan(image: &str) -> Result<Self, BakeError> {
        // The reader skips a byte order mark without counting it.
        let offset = image.len() - image.trim_start_matches('\u{feff}').len();
        let mut reader = NsReader::from_str(&image[offset..]);
        let mut scan = Scan { root: None, data: Vec::new(), open: None, depth: 0, has_strays: false };
        loop {
            let start = position(&reader)? + offset;
            let (namespace, event) = reader.read_resolved_event().map_err(malformed)?;
            let place = place(&namespace, &event);
            let event = event.into_owned();
            let end = position(&reader)? + offset;
            if matches!(event, Event::Eof) {
                break;
            }
            scan.take(image, &event, place, start..end)?;
        }
        if scan.depth > 0 {
            return Err(BakeError::Svg { what: "it ends inside an element".to_owned() });
        }
        let root = scan.root.ok_or(BakeError::NotAnImage)?;
        Ok(Self { root, data: scan.data, has_strays: scan.has_strays })
    }
}

struct Scan {
    root: Option<Root>,
    data: Vec<Data>,
    /// The element of badge data that is open, and the depth it stands at.
    open: Option<(Data, usize)>,
    depth: usize,
    has_strays: bool,
}

impl Scan {
    fn take(&mut self, image: &str, event: &Event<'_>, place: Option<Place>, span: Range<usize>) -> Result<(), BakeError> {
        match event {
            Event::Start(tag) | Event::Empty(tag) => {
                let empty = matches!(event, Event::Empty(_));
                self.has_strays |= place.is_none() && tag.name().as_ref().starts_with("openbadges:");
                if self.root.is_none() {
                    self.root = Some(Root::read(image, tag, span, empty)?);
                } else if let (Some(place), None) = (place, &self.open) {
                    let data = Data { span, place, verify: verify(tag)?, content: String::new() };
                    if empty {
                        self.data.push(data);
                    } else {
                        self.open = Some((data, self.depth));
                    }
                }
                if !empty {
                    self.depth += 1;
                }
                if self.depth > DEPTH_MAX {
                    return Err(BakeError::Svg { what: format!("it nests deeper than {DEPTH_MAX} elements") });
                }
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                if self.open.as_ref().is_some_and(|(_, depth)| *depth == self.depth)
                    && let Some((mut data, _)) = self.open.take()
                {
                    data.span.end = span.end;
                    self.data.push(data);
                }
            }
            Event::CData(content) => self.content(content),
            Event::Text(content) => self.content(content),
            Event::GeneralRef(reference) => {
                let name: &str = reference;
                let known = quick_xml::escape::unescape(&format!("&{name};")).map(std::borrow::Cow::into_owned);
                // An entity of the document's own is not expanded: it would be a bomb's fuse.
                self.content(known.as_deref().unwrap_or_default());
            }
            _ => {}
        }
        Ok(())
    }

    fn content(&mut self, text: &str) {
        if let Some((data, _)) = &mut self.open {
            data.content.push_str(text);
        }
    }
}

impl Root {
    fn read(image: &str, tag: &BytesStart<'_>, span: Range<usize>, empty: bool) -> Result<Self, BakeError> {
        if tag.local_name().as_ref() != "svg" {
            return Err(BakeError::NotAnImage);
        }
        let name = tag.name().as_ref().to_owned();
        let mut declaration = Declaration::Absent;
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(malformed)?;
            if attribute.key.as_ref() == "xmlns:openbadges" {
                declaration = match attribute.value.as_ref() {
                    value @ (NAMESPACE | NAMESPACE_2) => Declaration::Badges(value_span(image, &span, value)?),
                    _ => Declaration::Foreign,
                };
            }
        }
        Ok(Self { name_end: span.start + 1 + name.len(), tag: span, name, empty, declaration })
    }
}

/// The span of the value of `xmlns:openbadges` inside the root tag.
fn value_span(image: &str, tag: &Range<usize>, value: &str) -> Result<Range<usize>, BakeError> {
    let text = &image[tag.clone()];
    let start = text
        .find("xmlns:openbadges")
        .and_then(|key| text[key..].find(value).map(|at| tag.start + key + at))
        .ok_or_else(|| BakeError::Svg { what: "its namespace declarations are unreadable".to_owned() })?;
    Ok(start..start + value.len())
}

fn place(namespace: &ResolveResult<'_>, event: &Event<'_>) -> Option<Place> {
    let (Event::Start(tag) | Event::Empty(tag)) = event else { return None };
    let ResolveResult::Bound(Namespace(namespace)) = namespace else { return None };
    match (*namespace, tag.local_name().as_ref()) {
        (NAMESPACE, "credential") => Some(Place::SvgCredential),
        (NAMESPACE_2, "assertion") => Some(Place::SvgAssertion),
        _ => None,
    }
}

fn verify(tag: &BytesStart<'_>) -> Result<Option<String>, BakeError> {
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(malformed)?;
        if attribute.key.as_ref() == "verify" {
            let raw = attribute.value.as_ref();
            return quick_xml::escape::unescape(raw).map(|value| Some(value.into_owned())).map_err(malformed);
        }
    }
    Ok(None)
}

fn namespace_of(credential: &Credential<'_>) -> &'static str {
    match credential.generation {
        Generation::Two => NAMESPACE_2,
        Generation::Three => NAMESPACE,
    }
}

/// `credential` (Open Badges 3.0 §"Baking") or `assertion` (Open Badges 2.0 baking specification): a token or an address in
/// `verify`, JSON as content; a hosted assertion has both.
fn element(credential: &Credential<'_>, own_namespace: bool) -> String {
    let name = match credential.generation {
        Generation::Two => "openbadges:assertion",
        Generation::Three => "openbadges:credential",
    };
    let namespace = if own_namespace { format!(" xmlns:openbadges=\"{}\"", namespace_of(credential)) } else { String::new() };
    let verify = |value: &str| format!(" verify=\"{}\"", quick_xml::escape::escape(value));
    let (verify, content) = match &credential.form {
        Form::Jws | Form::Address => (verify(credential.text), String::new()),
        Form::Json { hosted_at } => {
            let json = xml_characters(credential.text).replace("]]>", "]]]]><![CDATA[>");
            (hosted_at.as_deref().map(verify).unwrap_or_default(), format!("<![CDATA[{json}]]>"))
        }
    };
    format!("<{name}{namespace}{verify}>{content}</{name}>")
}

/// XML 1.0 forbids U+FFFE and U+FFFF even in CDATA; in JSON they can only stand in a string, where an escape says the same.
fn xml_characters(json: &str) -> String {
    json.replace('\u{fffe}', "\\ufffe").replace('\u{ffff}', "\\uffff")
}

fn position(reader: &NsReader<&[u8]>) -> Result<usize, BakeError> {
    usize::try_from(reader.buffer_position()).map_err(malformed)
}

fn malformed(error: impl std::fmt::Display) -> BakeError {
    BakeError::Svg { what: error.to_string() }
}
