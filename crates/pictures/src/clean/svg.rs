//! SVG: read into a small tree of what the allow-list knows, its style sheet turned into attributes, written anew.
//!
//! What is left cannot run, load or point anywhere: no script, no event, no link, no page inside, no animation, no
//! filter, no style sheet, no reference but `#id` and pictures carried along as `data:`. Text stays, though it is drawn
//! only where the reader has fonts.

mod allowed;
mod cost;
mod style;
mod tree;
mod view;
mod write;

use self::tree::Tree;
use super::error::{Format, PictureError};
use super::{BYTES_MAX, MediaType, Picture};
use crate::render::{self, RenderError};

const BROKEN: PictureError = PictureError::Broken { format: Format::Svg };

/// Cleans an SVG.
pub(super) fn clean(text: &str) -> Result<Picture, PictureError> {
    let mut tree = Tree::read(text)?;
    style::into_attributes(&mut tree)?;
    cost::bound(&tree)?;
    let view = view::of(&tree).ok_or(BROKEN)?;
    let svg = write::document(&tree, &view);
    if svg.len() > BYTES_MAX {
        return Err(PictureError::TooLarge { size: svg.len(), max: BYTES_MAX });
    }
    render::bounded_tree(&svg).map_err(refusal)?;
    Ok(Picture::new(svg.into_bytes(), MediaType::Svg, view.rounded()))
}

fn refusal(error: RenderError) -> PictureError {
    match error {
        RenderError::TooIntricate { what, max } => PictureError::TooIntricate { what, max },
        RenderError::Blank => PictureError::Empty,
        _ => BROKEN,
    }
}

#[cfg(test)]
mod tests;
