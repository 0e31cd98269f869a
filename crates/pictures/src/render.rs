//! From SVG to pixels, with resvg: no fonts (so no `<text>`), no files, no network; pictures only from `data:` URIs that
//! hold a PNG or JPEG of bounded size. Same input, same bytes.

mod measure;
mod weight;

use std::io::Cursor;
use std::sync::Arc;

use image::{ImageFormat, ImageReader};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, ImageKind, Node, Options, Tree};

use crate::draw::{ModelPicture, badge_svg_measured};

/// The smallest side, in pixels.
pub const SIDE_PX_MIN: u32 = 24;
/// The largest side, in pixels.
pub const SIDE_PX_MAX: u32 = 1024;
/// The longest side of a picture inside an SVG, in pixels.
pub(crate) const EMBEDDED_SIDE_PX_MAX: u32 = 1024;
/// The largest SVG that is drawn, in bytes.
pub const SVG_BYTES_MAX: usize = 4 * 1024 * 1024;

/// Why an SVG was not drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RenderError {
    /// Outside [`SIDE_PX_MIN`] to [`SIDE_PX_MAX`].
    #[error("a picture of {side_px} pixels is not made here; ask for {SIDE_PX_MIN} to {SIDE_PX_MAX}")]
    SideOutOfRange {
        /// The side asked for, in pixels.
        side_px: u32,
    },
    /// Larger than [`SVG_BYTES_MAX`].
    #[error("this SVG weighs {size} bytes; the most is {SVG_BYTES_MAX}")]
    TooLarge {
        /// Bytes given.
        size: usize,
    },
    /// More work than a picture is worth.
    #[error("this SVG has too many {what} (the most is {max})")]
    TooIntricate {
        /// What there is too much of, in the plural.
        what: &'static str,
        /// How many are allowed.
        max: usize,
    },
    /// Nothing in it that can be drawn.
    #[error("this SVG holds nothing that can be drawn without fonts and other files")]
    Blank,
    /// Not SVG, or SVG without a size.
    #[error("this SVG cannot be drawn: {reason}")]
    Broken {
        /// What the parser says.
        reason: String,
    },
}

/// Draws an SVG into a PNG whose longer side is `side_px` pixels, on a transparent ground.
///
/// Give it what this crate has drawn or cleaned: references that multiply are bounded by [`clean`](crate::clean()).
///
/// # Errors
/// When the side is out of range, or the SVG too large or broken.
pub fn svg_to_png(svg: &str, side_px: u32) -> Result<Vec<u8>, RenderError> {
    if !(SIDE_PX_MIN..=SIDE_PX_MAX).contains(&side_px) {
        return Err(RenderError::SideOutOfRange { side_px });
    }
    let tree = bounded_tree(svg)?;
    let (width, height) = (tree.size().width(), tree.size().height());
    #[expect(clippy::cast_precision_loss, reason = "at most 1024")]
    let scale = side_px as f32 / width.max(height);
    let mut pixmap = Pixmap::new(pixels(width * scale), pixels(height * scale)).ok_or_else(|| broken("it has no size"))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|error| broken(&error.to_string()))
}

/// The picture of a model as a PNG, `side_px` × `side_px`.
///
/// # Errors
/// When the side is out of range.
pub fn badge_png(model: &ModelPicture, side_px: u32) -> Result<Vec<u8>, RenderError> {
    let length = outline_length(&model.kind.outline())?;
    svg_to_png(&badge_svg_measured(model, false, length), side_px)
}

/// The picture of a model with its name below, as a PNG `side_px` high.
///
/// # Errors
/// When the side is out of range.
pub fn badge_png_with_name(model: &ModelPicture, side_px: u32) -> Result<Vec<u8>, RenderError> {
    let length = outline_length(&model.kind.outline())?;
    svg_to_png(&badge_svg_measured(model, true, length), side_px)
}

/// Parses, and refuses what would cost too much to draw, or shows nothing.
pub(crate) fn bounded_tree(svg: &str) -> Result<Tree, RenderError> {
    let tree = tree(svg)?;
    weight::bound(&tree, SIDE_PX_MAX)?;
    Ok(tree)
}

/// Parses without fonts, files or network.
fn tree(svg: &str) -> Result<Tree, RenderError> {
    if svg.len() > SVG_BYTES_MAX {
        return Err(RenderError::TooLarge { size: svg.len() });
    }
    let options = Options {
        resources_dir: None,
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|media_type, bytes, _| embedded(media_type, bytes)),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    Tree::from_str(svg, &options).map_err(|error| broken(&error.to_string()))
}

fn embedded(media_type: &str, bytes: Arc<Vec<u8>>) -> Option<ImageKind> {
    if !is_small_enough(&bytes) {
        return None;
    }
    match media_type {
        "image/png" => Some(ImageKind::PNG(bytes)),
        "image/jpeg" => Some(ImageKind::JPEG(bytes)),
        _ => None,
    }
}

/// Looks at the header only.
fn is_small_enough(bytes: &[u8]) -> bool {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    reader
        .ok()
        .filter(|reader| matches!(reader.format(), Some(ImageFormat::Png | ImageFormat::Jpeg)))
        .and_then(|reader| reader.into_dimensions().ok())
        .is_some_and(|(width, height)| width.max(height) <= EMBEDDED_SIDE_PX_MAX)
}

fn broken(reason: &str) -> RenderError {
    RenderError::Broken { reason: reason.to_owned() }
}

/// At least one pixel, however long and thin the picture.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped first")]
fn pixels(side: f32) -> u32 {
    side.round().clamp(1.0, SIDE_PX_MAX as f32) as u32
}

/// The length of path data in user units: resvg does not know `pathLength`, so the rhythm of a rim is measured here.
fn outline_length(outline: &str) -> Result<f64, RenderError> {
    let svg =
        format!(r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240"><path d="{outline}" fill="#000"/></svg>"##);
    let tree = tree(&svg)?;
    let lengths = tree.root().children().iter().map(|node| match node {
        Node::Path(path) => measure::length(path.data()),
        _ => 0.0,
    });
    Ok(lengths.sum())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::ImageFormat;

    use super::{RenderError, SVG_BYTES_MAX, badge_png, badge_png_with_name, outline_length, svg_to_png};
    use crate::draw::{Kind, ModelPicture};

    fn model(kind: Kind) -> ModelPicture {
        ModelPicture { id: "0198".to_owned(), name: "Écouter la rade".to_owned(), kind, series: None, tags: Vec::new() }
    }

    #[test]
    fn every_kind_is_drawn_and_twice_the_same() {
        for kind in Kind::ALL {
            let png = badge_png(&model(kind), 96).unwrap();
            assert_eq!(png, badge_png(&model(kind), 96).unwrap());
            let pixels = image::load_from_memory(&png).unwrap().to_rgba8();
            assert_eq!(pixels.dimensions(), (96, 96));
            assert_eq!(pixels.get_pixel(0, 0).0[3], 0, "{kind}: the corner is bare");
            assert_eq!(pixels.get_pixel(48, 48).0[3], 255, "{kind}: the middle is painted");
        }
    }

    #[test]
    fn a_name_makes_the_picture_higher() {
        let png = badge_png_with_name(&model(Kind::Peer), 312).unwrap();
        let pixels = image::load_from_memory(&png).unwrap().to_rgba8();
        assert_eq!(pixels.dimensions(), (240, 312));
        let inked = (250..312).any(|y| (0..240).any(|x| pixels.get_pixel(x, y).0[3] == 255));
        assert!(inked, "the name is drawn");
    }

    #[test]
    fn sizes_are_bounded() {
        for side_px in [0, 23, 1025, u32::MAX] {
            let refused = badge_png(&model(Kind::Peer), side_px);
            assert_eq!(refused, Err(RenderError::SideOutOfRange { side_px }));
        }
        assert!(badge_png(&model(Kind::Peer), 24).is_ok());
        assert!(badge_png(&model(Kind::Peer), 1024).is_ok());
    }

    #[test]
    fn the_bytes_are_bounded() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><rect width='9' height='9'/></svg>";
        let of = |size: usize| svg.to_owned() + &" ".repeat(size - svg.len());
        assert!(svg_to_png(&of(SVG_BYTES_MAX), 24).is_ok());
        assert_eq!(svg_to_png(&of(SVG_BYTES_MAX + 1), 24), Err(RenderError::TooLarge { size: SVG_BYTES_MAX + 1 }));
    }

    #[test]
    fn a_circle_is_as_long_as_geometry_says() {
        let length = outline_length(&Kind::Peer.outline()).unwrap();
        assert!((length - std::f64::consts::TAU * 106.0).abs() < 0.5, "{length}");
    }

    #[test]
    fn files_are_never_opened() {
        let path = std::env::temp_dir().join("anavez-pictures-never-opened.png");
        std::fs::write(&path, badge_png(&model(Kind::Scout), 64).unwrap()).unwrap();
        let svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><image href="{}" width="64" height="64"/></svg>"#,
            path.display()
        );
        let drawn = svg_to_png(&svg, 64);
        std::fs::remove_file(&path).unwrap();
        assert_eq!(drawn, Err(RenderError::Blank));
    }

    #[test]
    fn a_picture_inside_is_drawn_only_as_png_or_jpeg_of_few_pixels() {
        let around = |media_type: &str, side: u32| {
            let mut png = Cursor::new(Vec::new());
            image::GrayImage::new(side, 1).write_to(&mut png, ImageFormat::Png).unwrap();
            let png = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, png.into_inner());
            let href = format!("data:{media_type};base64,{png}");
            let svg = format!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="{href}" width="9" height="9"/></svg>"#
            );
            svg_to_png(&svg, 24).is_ok()
        };
        assert!(around("image/png", 1024));
        assert!(!around("image/png", 1025));
        assert!(!around("image/gif", 8));
        assert!(!around("image/svg+xml", 8));
    }
}
