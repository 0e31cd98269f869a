//! Writing the tree anew.

use super::tree::{Child, Element, Tree};
use super::view::View;
use crate::svg_text::xml_escaped;

/// The document: the root gets its namespace and its view, whatever it said.
pub(super) fn document(tree: &Tree, view: &View) -> String {
    let mut svg = String::new();
    let View { x, y, width, height } = view;
    svg += r#"<svg xmlns="http://www.w3.org/2000/svg""#;
    svg += &format!(r#" viewBox="{x} {y} {width} {height}""#);
    attributes(&tree.elements[0], &["viewBox", "width", "height", "x", "y"], &mut svg);
    svg.push('>');
    children(tree, &tree.elements[0], &mut svg);
    svg + "</svg>"
}

/// Depth is bounded by the reading.
fn children(tree: &Tree, parent: &Element, svg: &mut String) {
    for child in &parent.children {
        match child {
            Child::Text(text) => svg.push_str(&xml_escaped(text)),
            Child::Element(at) => element(tree, &tree.elements[*at], svg),
        }
    }
}

fn element(tree: &Tree, element: &Element, svg: &mut String) {
    // its rules have become attributes
    if element.name == "style" {
        return;
    }
    svg.push('<');
    svg.push_str(element.name);
    attributes(element, &[], svg);
    if element.children.is_empty() {
        svg.push_str("/>");
        return;
    }
    svg.push('>');
    children(tree, element, svg);
    svg.push_str("</");
    svg.push_str(element.name);
    svg.push('>');
}

fn attributes(element: &Element, except: &[&str], svg: &mut String) {
    for (name, value) in &element.attributes {
        if !except.contains(name) {
            svg.push_str(&format!(r#" {name}="{}""#, xml_escaped(value)));
        }
    }
}
