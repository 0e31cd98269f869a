//! Every page of the preview, in every language: well-formed for assistive technology, closed for a strict CSP.

use std::collections::BTreeSet;

use anavez_web::assets;
use anavez_web::language::Language;

#[path = "../examples/preview/samples/mod.rs"]
mod samples;

fn pages() -> Vec<(String, String)> {
    Language::ALL
        .into_iter()
        .flat_map(|language| {
            samples::pages(language).into_iter().map(move |(name, html)| (format!("{name}.{}", language.tag()), html))
        })
        .collect()
}

/// The opening tags of a page, without `<` and `>`.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.split('<').skip(1).filter_map(|rest| rest.split('>').next()).filter(|tag| !tag.starts_with(['/', '!']))
}

/// The value of an attribute of a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split('"').next())
}

#[test]
fn every_text_and_variable_is_there() {
    for (name, html) in pages() {
        for hole in ["⟦", "{$", "{ $", "Unknown localization"] {
            assert!(!html.contains(hole), "{name} has {hole}");
        }
    }
}

#[test]
fn a_strict_content_security_policy_holds() {
    for (name, html) in pages() {
        for tag in tags(&html) {
            let low = tag.to_ascii_lowercase();
            assert!(!low.starts_with("script") && !low.starts_with("style") && !low.starts_with("iframe"), "{name}: {tag}");
            assert!(!low.contains(" style=") && !low.contains("javascript:"), "{name}: {tag}");
            assert!(!low.split_whitespace().skip(1).any(|part| part.starts_with("on") && part.contains("=\"")), "{name}: {tag}");
            for from in ["src", "srcset"] {
                if let Some(address) = attribute(tag, from) {
                    assert!(address.starts_with('/') || address.starts_with("data:"), "{name}: {address}");
                }
            }
        }
    }
}

#[test]
fn ids_are_unique_and_what_points_at_them_finds_them() {
    for (name, html) in pages() {
        let mut ids = BTreeSet::new();
        for id in tags(&html).filter_map(|tag| attribute(tag, "id")) {
            assert!(ids.insert(id), "{name}: {id} twice");
        }
        for tag in tags(&html) {
            let pointed = ["aria-describedby", "aria-labelledby", "for"].iter().filter_map(|by| attribute(tag, by));
            for id in pointed.flat_map(str::split_whitespace) {
                assert!(ids.contains(id), "{name}: nothing is {id}");
            }
            if let Some(anchor) = attribute(tag, "href").and_then(|href| href.strip_prefix('#')) {
                assert!(ids.contains(anchor) || anchor.is_empty(), "{name}: nothing is #{anchor}");
            }
        }
    }
}

#[test]
fn every_form_that_acts_carries_the_token_and_the_id_of_its_act() {
    for (name, html) in pages() {
        for form in html.split("<form").skip(1).filter_map(|rest| rest.split("</form>").next()) {
            let head = form.split('>').next().unwrap();
            assert_eq!(attribute(head, "method"), Some("post"), "{name}: {head}");
            assert!(form.contains("name=\"csrf\" value=\"csrf-token\""), "{name}: {head}");
            let preference = head.contains("/preferences");
            assert!(preference || form.contains("name=\"act_id\" value=\"act-"), "{name}: {head}");
        }
    }
}

#[test]
fn every_page_has_one_title_one_main_and_one_first_heading() {
    for (name, html) in pages() {
        assert_eq!(html.matches("<h1").count(), 1, "{name}");
        assert_eq!(html.matches("<main").count(), 1, "{name}");
        let title = html.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap();
        assert!(title.len() > " · anavez".len() && title.ends_with(" · anavez"), "{name}: {title}");
        assert!(html.contains("<a class=\"skip\" href=\"#content\">"), "{name}");
    }
}

#[test]
fn every_asset_a_page_asks_for_is_on_the_shelf() {
    for (name, html) in pages() {
        for address in tags(&html).flat_map(|tag| [attribute(tag, "href"), attribute(tag, "src")]).flatten() {
            if let Some(hashed) = address.strip_prefix(assets::ASSETS_PATH) {
                assert!(assets::find_asset(hashed).is_some(), "{name}: {hashed}");
            }
        }
    }
}

#[test]
fn every_picture_says_what_it_is_or_that_it_says_nothing() {
    for (name, html) in pages() {
        for tag in tags(&html).filter(|tag| tag.starts_with("img")) {
            assert!(attribute(tag, "alt").is_some(), "{name}: {tag}");
            assert!(attribute(tag, "width").is_some() && attribute(tag, "height").is_some(), "{name}: {tag}");
        }
    }
}

#[test]
fn the_language_of_the_page_is_said() {
    for (name, html) in pages() {
        let tag = name.rsplit('.').next().unwrap();
        assert!(html.contains(&format!("<html lang=\"{tag}\"")), "{name}");
    }
}
