use std::fmt::Write as _;

use super::{around, cleaned, danger};
use crate::clean::{Format, PictureError};

fn intricate(svg: &str) -> &'static str {
    match cleaned(svg) {
        Err(PictureError::TooIntricate { what, .. }) => what,
        other => panic!("not refused as intricate: {:?}", other.map(|svg| svg.len())),
    }
}

#[test]
fn nesting_is_bounded_to_the_level() {
    let nested = |levels: usize| around(&format!("{}{}", "<g>".repeat(levels), "</g>".repeat(levels)));
    assert!(cleaned(&nested(63)).is_ok());
    assert_eq!(intricate(&nested(64)), "levels");
    assert_eq!(intricate(&nested(100_000)), "levels");
    let dropped = "<metadata>".repeat(100_000);
    assert_eq!(intricate(&around(&dropped)), "levels");
}

#[test]
fn elements_are_bounded_to_the_element() {
    let many = |count: usize| around(&"<g/>".repeat(count));
    assert!(cleaned(&many(19_998)).is_ok());
    assert_eq!(intricate(&many(19_999)), "elements");
    assert_eq!(intricate(&around(&"<x/>".repeat(30_000))), "elements");
}

#[test]
fn a_billion_laughs_are_not_told() {
    let mut laughs = "<!DOCTYPE svg [<!ENTITY l0 \"ha\">".to_owned();
    for i in 1..10 {
        write!(laughs, "<!ENTITY l{i} \"{}\">", format!("&l{};", i - 1).repeat(10)).unwrap();
    }
    let svg = format!("{laughs}]>{}", around("<text>&l9;</text>"));
    assert_eq!(cleaned(&svg), Err(PictureError::Entities));
    assert_eq!(cleaned(&around("<text>&l9;</text>")), Err(PictureError::Entities));
    assert_eq!(cleaned(&around(r#"<g fill="&l9;"/>"#)), Err(PictureError::Entities));
    let unused = format!(r#"<!DOCTYPE svg [<!ENTITY x "ha">]>{}"#, around(""));
    assert_eq!(cleaned(&unused), Err(PictureError::Entities));
    let outside = format!(r#"<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>{}"#, around("<text>&x;</text>"));
    assert_eq!(cleaned(&outside), Err(PictureError::Entities));
}

#[test]
fn the_laughs_of_use_are_not_told_either() {
    let mut laughs = r#"<g id="l0"><rect width="1" height="1"/></g>"#.to_owned();
    for i in 1..10 {
        let inner = format!(r##"<use href="#l{}"/>"##, i - 1).repeat(10);
        write!(laughs, r#"<g id="l{i}">{inner}</g>"#).unwrap();
    }
    assert_eq!(intricate(&around(&laughs)), "shapes");
}

#[test]
fn a_circle_of_references_ends() {
    for inside in [
        r##"<g id="a"><use href="#a"/></g>"##,
        r##"<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>"##,
        r##"<clipPath id="a"><rect width="1" height="1" clip-path="url(#a)"/></clipPath>"##,
        r##"<mask id="a"><rect width="1" height="1" mask="url(#a)"/></mask><g mask="url(#a)"/>"##,
        r##"<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/><rect fill="url(#a)"/>"##,
    ] {
        assert_eq!(intricate(&around(inside)), "levels", "{inside}");
    }
    let chain: String = (0..5_000).map(|i| format!(r##"<g id="c{i}"><use href="#c{}"/></g>"##, i + 1)).collect();
    assert_eq!(intricate(&around(&chain)), "levels");
}

#[test]
fn layers_dashes_and_outlines_are_bounded() {
    let wide = r#"<rect x="-900" y="-900" width="2000" height="2000"/>"#;
    let layers = format!("{}{wide}{}", r#"<g opacity=".5">"#.repeat(20), "</g>".repeat(20));
    assert_eq!(intricate(&around(&layers)), "transparent layers, clips and masks inside one another");
    let whole = r#"<rect width="24" height="24"/>"#;
    let wide = format!(r#"<g opacity=".5">{whole}{whole}</g>"#).repeat(170);
    assert_eq!(intricate(&around(&wide)), "transparent layers, clips and masks");
    let dashed = r#"<path d="M0 0H24" stroke="red" stroke-dasharray=".0001"/>"#;
    assert_eq!(intricate(&around(dashed)), "dashes");
    let hatched = format!(r#"<path d="M0 0{}"/>"#, "V24V0".repeat(100_000));
    assert_eq!(intricate(&around(&hatched)), "points of outline");
    let folded = format!(r#"<path id="p" d="M0 0{}"/>"#, "h1h2".repeat(200_000));
    let folded = folded + &r##"<use href="#p"/>"##.repeat(2);
    assert_eq!(intricate(&around(&folded)), "shapes");
}

#[test]
fn namespaces_styles_and_pictures_inside_are_bounded() {
    let namespaces: String = (0..65).map(|i| format!(r#" xmlns:n{i}="x""#)).collect();
    assert_eq!(intricate(&around(&format!("<g{namespaces}/>"))), "namespaces");
    let sheet = "rect{fill:red}".repeat(5_000);
    assert_eq!(intricate(&around(&format!("<style>{sheet}</style>"))), "style rules");
    assert_eq!(intricate(&around(&"<image/>".repeat(9))), "pictures inside");
    let row = vec!["g"; 400].join(",");
    let multiplied = format!("<style>{row}{{{}}}</style>{}", "fill:red;".repeat(60), "<g/>".repeat(100));
    assert_eq!(intricate(&around(&multiplied)), "style declarations");
}

#[test]
fn what_is_torn_is_broken() {
    let broken = Err(PictureError::Broken { format: Format::Svg });
    let whole = around("<g/>");
    for svg in [
        &whole[..whole.len() - 3],
        &whole[..60],
        "<svg",
        "<svg xmlns='http://www.w3.org/2000/svg'><g></svg></g>",
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><g fill=red/></svg>",
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><text>&#0;&#xD800;</text></svg>",
        "<svg xmlns='http://www.w3.org/2000/svg'><rect width='1' height='1'/></svg>",
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 0 9'><rect width='1' height='1'/></svg>",
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 NaN inf'><rect width='1' height='1'/></svg>",
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 100000'><rect width='1' height='1'/></svg>",
    ] {
        assert_eq!(cleaned(svg), broken, "{svg}");
    }
}

#[test]
fn what_is_no_svg_or_shows_nothing_says_so() {
    let page = cleaned("<html xmlns='http://www.w3.org/1999/xhtml'/>");
    assert_eq!(page, Err(PictureError::NotAPicture { found: "a web page" }));
    for svg in ["<rss/>", "<?xml version='1.0'?><svg xmlns='urn:else'/>"] {
        assert_eq!(cleaned(svg), Err(PictureError::NotAPicture { found: "XML, but no SVG" }));
    }
    let only_a_script = around("<script/>").replace(r#"<rect id="seen" width="9" height="9"/>"#, "");
    assert_eq!(cleaned(&only_a_script), Err(PictureError::Empty));
}

#[test]
fn numbers_without_measure_do_no_harm() {
    for inside in [
        r#"<rect width="1e38" height="1e38" stroke="red" stroke-width="1e38"/>"#,
        r#"<g transform="scale(1e20) scale(1e20)"><rect width="9" height="9"/></g>"#,
        r#"<g transform="matrix(0 0 0 0 0 0)" opacity=".5"><rect width="9" height="9"/></g>"#,
        r#"<circle r="1e30" opacity=".5"/><path d="M-1e38 0L1e38 0L0 1e38z" opacity=".3"/>"#,
        r#"<path d="M0 0A1e30 1e-30 0 0 1 9 9" stroke="red" stroke-dasharray="1e-30 1e30"/>"#,
    ] {
        if let Ok(svg) = cleaned(&around(inside)) {
            assert_eq!(danger(&svg), None);
            assert!(crate::svg_to_png(&svg, 64).is_ok(), "{inside}");
        }
    }
}

#[test]
fn a_heavy_picture_inside_is_left_out() {
    let noise = image::RgbImage::from_fn(640, 640, |x, y| {
        let mixed = (x * 640 + y + 1).wrapping_mul(2_654_435_761);
        image::Rgb([(mixed >> 8) as u8, (mixed >> 16) as u8, (mixed >> 24) as u8])
    });
    let mut png = std::io::Cursor::new(Vec::new());
    noise.write_to(&mut png, image::ImageFormat::Png).unwrap();
    let png = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, png.into_inner());
    assert!(png.len() > 1_500_000 && png.len() < 2_000_000, "{}", png.len());
    let svg = cleaned(&around(&format!(r#"<image href="data:image/png;base64,{png}"/>"#))).unwrap();
    assert!(!svg.contains("data:"));
}
