//! Style sheets, turned into attributes: a page's content policy then has no style to forbid, and nothing of CSS is left
//! to be clever with. Understood are rules for an element, a `.class` or an `#id`, and `style="…"`; other selectors and
//! at-rules are dropped.

use super::allowed;
use super::tree::{Element, Tree};
use crate::clean::error::PictureError;

/// The most rules, and the most declarations of one.
const RULES_MAX: usize = 500;
const DECLARATIONS_MAX: usize = 64;
/// The most declarations applied, all elements together: selectors in a row multiply them.
const APPLIED_MAX: usize = 400_000;

/// Turns the sheet and every `style` into attributes, the more exact selector winning (CSS 2.2, section 6.4.3).
pub(super) fn into_attributes(tree: &mut Tree) -> Result<(), PictureError> {
    let rules = rules(&tree.sheet);
    let mut applied = 0;
    for element in &mut tree.elements {
        for rule in &rules {
            if rule.selector.takes(element) {
                applied += rule.declarations.len();
                apply(element, &rule.declarations);
            }
        }
        if applied > APPLIED_MAX {
            return Err(PictureError::TooIntricate { what: "style declarations", max: APPLIED_MAX });
        }
        let own = std::mem::take(&mut element.style);
        apply(element, &declarations(&own));
    }
    Ok(())
}

type Declarations = Vec<(&'static str, String)>;

struct Rule {
    selector: Selector,
    declarations: Declarations,
}

/// In the order of exactness.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Clone)]
enum Selector {
    Element(String),
    Class(String),
    Id(String),
}

impl Selector {
    fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
        let selector = match (text.strip_prefix('.'), text.strip_prefix('#')) {
            (Some(class), _) if is_name(class) => Self::Class(class.to_owned()),
            (_, Some(id)) if is_name(id) => Self::Id(id.to_owned()),
            (None, None) if is_name(text) => Self::Element(text.to_owned()),
            _ => return None,
        };
        Some(selector)
    }

    fn takes(&self, element: &Element) -> bool {
        match self {
            Self::Element(name) => element.name == name,
            Self::Class(class) => element.classes.contains(class),
            Self::Id(id) => element.attribute("id") == Some(id),
        }
    }
}

/// The rules, least exact first, else in their order.
fn rules(sheet: &str) -> Vec<Rule> {
    let sheet = without_comments(sheet);
    let mut rules = Vec::new();
    let mut rest = sheet.as_str();
    while let Some((head, after)) = rest.split_once('{') {
        // an at-rule may hold rules of its own: it goes as a whole
        let head = head.rsplit(';').next().unwrap_or(head);
        if head.trim_start().starts_with('@') {
            rest = after_block(after);
            continue;
        }
        let (body, after) = after.split_once('}').unwrap_or((after, ""));
        rest = after;
        let declarations = declarations(body);
        for selector in head.split(',').filter_map(Selector::of) {
            if rules.len() < RULES_MAX {
                rules.push(Rule { selector, declarations: declarations.clone() });
            }
        }
    }
    rules.sort_by_key(|rule| match rule.selector {
        Selector::Element(_) => 0,
        Selector::Class(_) => 1,
        Selector::Id(_) => 2,
    });
    rules
}

fn after_block(text: &str) -> &str {
    let mut open = 1_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => open += 1,
            '}' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return &text[at + 1..];
        }
    }
    ""
}

fn without_comments(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        out.push_str(before);
        out.push(' ');
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

fn declarations(body: &str) -> Declarations {
    without_comments(body)
        .split(';')
        .take(DECLARATIONS_MAX)
        .filter_map(|declaration| {
            let (name, value) = declaration.split_once(':')?;
            let name = allowed::property(name.trim())?;
            let value = value.trim();
            let value = value.strip_suffix("!important").unwrap_or(value);
            // a property means the same on every element
            allowed::attribute("g", name, value)
        })
        .collect()
}

fn apply(element: &mut Element, declarations: &Declarations) {
    for (name, value) in declarations {
        element.set(name, value.clone());
    }
}
