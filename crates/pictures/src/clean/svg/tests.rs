//! Hostile pictures, each shown to be inert by another parser than the one that cleaned it.

mod bounds;
mod hostile;
mod kept;
mod torn;

use resvg::usvg::roxmltree::{Document, NodeType};

use crate::clean::{Picture, PictureError, Purpose, clean};

fn cleaned(svg: &str) -> Result<String, PictureError> {
    let Picture { bytes, .. } = clean(svg.as_bytes(), Purpose::Badge)?;
    Ok(String::from_utf8(bytes).unwrap())
}

/// A picture around something: with a shape, so that something is always left to draw.
fn around(inside: &str) -> String {
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 24 24">{inside}<rect id="seen" width="9" height="9"/></svg>"#
    )
}

/// Why a browser could be made to run, load or follow something; nothing if it cannot. Written apart from the cleaner.
fn danger(svg: &str) -> Option<String> {
    const DRAWING: &[&str] = &[
        "svg",
        "g",
        "defs",
        "title",
        "desc",
        "symbol",
        "use",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "mask",
        "image",
        "text",
        "tspan",
    ];
    if svg.contains("<!") || svg.contains("<?") {
        return Some("a declaration".to_owned());
    }
    let document = match Document::parse(svg) {
        Ok(document) => document,
        Err(error) => return Some(error.to_string()),
    };
    for node in document.descendants() {
        if matches!(node.node_type(), NodeType::Comment | NodeType::PI) {
            return Some("a comment or instruction".to_owned());
        }
        if !node.is_element() {
            continue;
        }
        let tag = node.tag_name();
        if tag.namespace() != Some("http://www.w3.org/2000/svg") || !DRAWING.contains(&tag.name()) {
            return Some(format!("the element {tag:?}"));
        }
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            let said: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>().to_lowercase();
            let points_inside = said.starts_with('#')
                || tag.name() == "image"
                    && (said.starts_with("data:image/png;base64,") || said.starts_with("data:image/jpeg;base64,"));
            let bad = attribute.namespace().is_some()
                || name.to_lowercase().starts_with("on")
                || matches!(name, "style" | "class" | "src" | "values" | "to" | "from" | "attributeName" | "filter")
                || name == "href" && !points_inside
                || name != "href" && (said.contains(':') && name != "id" || said.contains("//") || said.contains('\\'))
                || said.matches("url").count() != said.matches("url(#").count()
                || ["script", "expression", "import", "@", "/*", "image-set"].iter().any(|word| said.contains(word));
            if bad {
                return Some(format!("{}: {name}=\"{value}\"", tag.name()));
            }
        }
    }
    None
}

#[test]
fn the_check_itself_sees_danger() {
    let dangers = [
        r#"<script>1</script>"#,
        r#"<g onload="x"/>"#,
        r#"<g style="fill:red"/>"#,
        r#"<use href="http://x/y#z"/>"#,
        r#"<image href="data:image/svg+xml;base64,AA"/>"#,
        r#"<g fill="url(http://x)"/>"#,
        r#"<foreignObject/>"#,
        r#"<g xlink:href="javascript:1"/>"#,
        r#"<animate attributeName="href"/>"#,
        r#"<!-- x -->"#,
        r#"<g xmlns="http://www.w3.org/1999/xhtml"/>"#,
    ];
    for inside in dangers {
        assert!(danger(&around(inside)).is_some(), "{inside}");
    }
    let without = around("").replace(r#" xmlns:xlink="http://www.w3.org/1999/xlink""#, "");
    assert_eq!(danger(&without), None);
}
