//! What a parsed picture costs to draw at its largest: memory for layers, scan lines for shapes, dashes for strokes.

use resvg::usvg::{ClipPath, Group, Mask, Node, Path, Rect, Tree};

use super::RenderError;
use super::measure;

/// The most layers as large as the picture, held at once (64 MiB) and painted one after the other; smaller ones count less.
const LAYERS_AT_ONCE_MAX: f64 = 16.0;
const LAYERS_MAX: f64 = 160.0;
/// Pixels of a picture at its largest.
const PICTURE_PX: f64 = 1024.0 * 1024.0;
/// The most pixels that outlines run along.
const OUTLINE_PX_MAX: f64 = 24_000_000.0;
/// The most dashes.
const DASHES_MAX: f64 = 100_000.0;

/// Refuses a picture that costs too much to draw with a longer side of `side_px`, or shows nothing.
pub(super) fn bound(tree: &Tree, side_px: u32) -> Result<(), RenderError> {
    if tree.root().children().is_empty() {
        return Err(RenderError::Blank);
    }
    let side = f64::from(side_px);
    let size = tree.size();
    let scale = side / f64::from(size.width().max(size.height()));
    let mut work = Work { side, scale, ..Work::default() };
    work.group(tree.root(), 0.0)
}

#[derive(Default)]
struct Work {
    side: f64,
    scale: f64,
    layer_px: f64,
    outline_px: f64,
    dashes: f64,
}

impl Work {
    /// `held_px` is what the layers around hold already.
    fn group(&mut self, group: &Group, held_px: f64) -> Result<(), RenderError> {
        let mut held_px = held_px;
        if group.should_isolate() {
            // a clip path and a mask take a layer as large again
            let copies = 1.0 + group.clip_path().map_or(0.0, clips) + group.mask().map_or(0.0, masks);
            let layer_px = copies * self.area_px(group.abs_layer_bounding_box().to_rect());
            self.layer_px += layer_px;
            held_px += layer_px;
        }
        self.within(held_px)?;
        if let Some(clip) = group.clip_path() {
            self.clip(clip, held_px)?;
        }
        if let Some(mask) = group.mask() {
            self.mask(mask, held_px)?;
        }
        for node in group.children() {
            match node {
                Node::Group(inner) => self.group(inner, held_px)?,
                Node::Path(path) => self.path(path),
                Node::Image(_) | Node::Text(_) => {}
            }
            self.within(held_px)?;
        }
        Ok(())
    }

    fn clip(&mut self, clip: &ClipPath, held_px: f64) -> Result<(), RenderError> {
        if let Some(outer) = clip.clip_path() {
            self.clip(outer, held_px)?;
        }
        self.group(clip.root(), held_px)
    }

    fn mask(&mut self, mask: &Mask, held_px: f64) -> Result<(), RenderError> {
        if let Some(outer) = mask.mask() {
            self.mask(outer, held_px)?;
        }
        self.group(mask.root(), held_px)
    }

    fn path(&mut self, path: &Path) {
        let transform = path.abs_transform();
        let stretch = f64::from(transform.sx.hypot(transform.ky).max(transform.kx.hypot(transform.sy)));
        let outline = measure::outline(path.data(), self.side / (self.scale * stretch).max(1e-9));
        self.outline_px += outline.clipped_length * stretch * self.scale + outline.segments;
        if let Some(dashes) = path.stroke().and_then(|stroke| stroke.dasharray()) {
            let period: f64 = dashes.iter().map(|dash| f64::from(*dash)).sum();
            let periods = measure::length(path.data()) / period.max(1e-6);
            self.dashes += periods * dashes.len() as f64;
        }
    }

    /// A layer is cut to five times the side of the picture by the renderer.
    fn area_px(&self, of: Rect) -> f64 {
        let side_px = |side: f32| (f64::from(side) * self.scale + 4.0).min(5.0 * self.side);
        side_px(of.width()) * side_px(of.height())
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "of constants")]
    fn within(&self, held_px: f64) -> Result<(), RenderError> {
        let refuse = |what, max: f64| Err(RenderError::TooIntricate { what, max: max as usize });
        // a number that is none is refused, too
        let over = |count: f64, max: f64| count.is_nan() || count > max;
        if over(held_px, LAYERS_AT_ONCE_MAX * PICTURE_PX) {
            return refuse("transparent layers, clips and masks inside one another", LAYERS_AT_ONCE_MAX);
        }
        if over(self.layer_px, LAYERS_MAX * PICTURE_PX) {
            return refuse("transparent layers, clips and masks", LAYERS_MAX);
        }
        if over(self.outline_px, OUTLINE_PX_MAX) {
            return refuse("points of outline", OUTLINE_PX_MAX);
        }
        if over(self.dashes, DASHES_MAX) {
            return refuse("dashes", DASHES_MAX);
        }
        Ok(())
    }
}

/// How many layers a clip path needs: one for itself, one for each around it.
fn clips(clip: &ClipPath) -> f64 {
    1.0 + clip.clip_path().map_or(0.0, clips)
}

fn masks(mask: &Mask) -> f64 {
    1.0 + mask.mask().map_or(0.0, masks)
}
