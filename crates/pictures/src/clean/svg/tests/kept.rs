use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use image::{ImageFormat, Rgba, RgbaImage};

use super::{around, cleaned, danger};
use crate::clean::{MediaType, Purpose, clean};
use crate::draw::{Kind, ModelPicture, badge_svg, badge_svg_with_name};
use crate::svg_to_png;

fn pixels(svg: &str, side_px: u32) -> RgbaImage {
    image::load_from_memory(&svg_to_png(svg, side_px).unwrap()).unwrap().to_rgba8()
}

#[test]
fn our_own_pictures_look_the_same_after_cleaning() {
    for kind in Kind::ALL {
        let model =
            ModelPicture {
                id: format!("own-{kind}"), name: "Écouter & relier".to_owned(), kind, series: None, tags: Vec::new()
            };
        for svg in [badge_svg(&model), badge_svg_with_name(&model)] {
            let clean = cleaned(&svg).unwrap();
            assert_eq!(danger(&clean), None);
            assert_eq!(pixels(&clean, 120), pixels(&svg, 120), "{kind}");
        }
    }
}

#[test]
fn what_drawing_programs_write_is_kept() {
    let svg = r##"<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with a drawing program -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg:svg xmlns:svg="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:i="urn:program" width="40mm" height="20mm" i:version="1.3">
  <svg:metadata>x</svg:metadata><i:view zoom="1"/>
  <svg:style type="text/css">/* sheet */ .cls-1, .x{fill:#0000ff;stroke:none} @media print{.cls-1{fill:black}} #own{fill:#00ff00} rect{fill:red}</svg:style>
  <svg:defs><svg:linearGradient id="grad"><svg:stop offset="0" style="stop-color:#ff0000;stop-opacity:1"/></svg:linearGradient></svg:defs>
  <svg:switch><svg:g>
    <svg:rect class="cls-1" width="30" height="60"/>
    <svg:rect id="own" class="cls-1" x="30" width="30" height="60"/>
    <svg:rect class="cls-1" style="fill:url('#grad');" x="60" width="30" height="60"/>
    <svg:rect x="90" width="30" height="60"/>
    <svg:use xlink:href="#own" x="90"/>
  </svg:g></svg:switch>
</svg:svg>"##;
    let picture = clean(svg.as_bytes(), Purpose::Badge).unwrap();
    assert_eq!((picture.width, picture.height, picture.media_type), (151, 76, MediaType::Svg));
    let clean = String::from_utf8(picture.bytes).unwrap();
    assert_eq!(danger(&clean), None);
    let drawn = pixels(&clean, 151);
    let colours: Vec<[u8; 4]> = [15, 45, 75, 105, 135].map(|x| drawn.get_pixel(x, 30).0).to_vec();
    let (red, green, blue) = ([255, 0, 0, 255], [0, 255, 0, 255], [0, 0, 255, 255]);
    assert_eq!(colours, [blue, green, red, red, green]);
}

#[test]
fn a_picture_inside_is_cleaned_and_kept() {
    let dot = RgbaImage::from_pixel(2, 2, Rgba([10, 200, 30, 255]));
    let mut png = std::io::Cursor::new(Vec::new());
    dot.write_to(&mut png, ImageFormat::Png).unwrap();
    let mut png = png.into_inner();
    png.extend(b"<script>trailing</script>");
    let inside = format!(
        r#"<image xlink:href="data:image/png;base64,{}" x="12" width="12" height="24" preserveAspectRatio="none"/>"#,
        BASE64.encode(png)
    );
    let svg = cleaned(&around(&inside)).unwrap();
    assert_eq!(danger(&svg), None);
    assert!(!svg.contains(&BASE64.encode("trailing")[..8]));
    assert_eq!(pixels(&svg, 24).get_pixel(18, 12).0, [10, 200, 30, 255]);
}

#[test]
fn words_stay_words() {
    let svg = cleaned(&around("<title>Pêche &amp; &lt;vent&gt;</title><text x=\"1\">l’île &#233;</text>")).unwrap();
    assert!(svg.contains("<title>Pêche &amp; &lt;vent&gt;</title>"));
    assert!(svg.contains(">l’île é</text>"));
}
