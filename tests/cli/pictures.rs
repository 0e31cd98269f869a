//! `anavez bake`, `extract`, `inspect`: a badge travels in its picture.

use crate::badges::Giver;
use crate::program::Desk;

/// A red pixel.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde\
\0\0\0\x0cIDATx\x9cc\xf8\xcf\xc0\0\0\x03\x01\x01\0\xc9\xfe\x92\xef\0\0\0\0IEND\xaeB`\x82";
const SVG: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>"#;

#[test]
fn a_baked_badge_comes_out_as_it_went_in_and_verifies_in_its_picture() {
    let desk = Desk::new();
    let badge = Giver::new(&desk).badge();
    desk.lay("badge.json", &badge);
    for (name, bytes) in [("plain.png", PNG), ("plain.svg", SVG.as_bytes())] {
        let baked = format!("baked-{name}");
        desk.lay(name, bytes);
        let ended = desk.run(&["bake", name, "badge.json", "-o", &baked]);
        assert_eq!((ended.code, ended.text()), (0, ""), "{ended:?}");
        let extracted = desk.run(&["extract", &baked]);
        assert_eq!((extracted.code, extracted.text().trim_end()), (0, std::str::from_utf8(&badge).unwrap()), "{name}");
        let verified = desk.run(&["verify", &baked, "--json"]);
        assert_eq!((verified.code, verified.json()["verdict"].as_str()), (0, Some("verified")), "{name}");
        let inspected = desk.run(&["inspect", &baked]);
        assert_eq!((inspected.code, inspected.json()["name"].as_str()), (0, Some("J’ai essayé")), "{name}");
        let without = desk.run(&["extract", name]);
        assert_eq!((without.code, without.text()), (2, ""));
    }
    let names: Vec<_> = std::fs::read_dir(desk.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 5, "nothing else is left lying: {names:?}");
}

#[test]
fn a_picture_is_baked_in_place_and_through_pipes() {
    let desk = Desk::new();
    let badge = Giver::new(&desk).badge();
    desk.lay("badge.png", PNG);
    assert_eq!(desk.run_with(&["bake", "badge.png", "-", "-o", "badge.png"], &[], &badge).code, 0);
    assert_eq!(desk.run(&["verify", "badge.png"]).code, 0);
    let again = desk.run_with(&["bake", "badge.png", "-", "-o", "-"], &[], &badge);
    assert_eq!((again.code, again.out), (0, desk.read("badge.png")));
}

#[test]
fn what_is_no_picture_or_no_badge_is_not_baked_and_leaves_nothing() {
    let desk = Desk::new();
    desk.lay("plain.png", PNG);
    desk.lay("text.txt", b"bonjour");
    desk.lay("badge.json", Giver::new(&desk).badge());
    assert_eq!(desk.run(&["bake", "text.txt", "badge.json", "-o", "out.png"]).code, 65);
    assert_eq!(desk.run(&["bake", "plain.png", "text.txt", "-o", "out.png"]).code, 65);
    assert_eq!(desk.run(&["bake", "plain.png", "absent.json", "-o", "out.png"]).code, 66);
    assert_eq!(desk.run(&["bake", "-", "-", "-o", "out.png"]).code, 64);
    assert!(!desk.path().join("out.png").exists());
    assert_eq!(desk.run(&["bake", "plain.png", "badge.json", "-o", "no/such/folder.png"]).code, 73);
}

#[test]
fn inspecting_says_what_something_else_is() {
    let desk = Desk::new();
    let ended = desk.run_with(&["inspect", "-"], &[], b"%PDF-1.7");
    assert_eq!((ended.code, ended.json()["what"].as_str()), (2, Some("a PDF")));
}
