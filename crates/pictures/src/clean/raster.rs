//! Pixels: decoded within limits, turned upright, scaled down, encoded anew.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::imageops::FilterType as Resampling;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use super::error::{Format, PictureError};
use super::{BADGE_SIDE_PX_MAX, BYTES_MAX, MediaType, PHOTO_SIDE_PX_MAX, Picture, Purpose, SIDE_PX_MAX};
use crate::render::EMBEDDED_SIDE_PX_MAX;

/// The most a decoder may allocate: the pixels of the largest picture at four bytes, and a little to work with.
const DECODE_BYTES_MAX: u64 = 4096 * 4096 * 4 + 8 * 1024 * 1024;
/// Quality of a JPEG: no visible loss on a photo at half the weight of 95.
const JPEG_QUALITY: u8 = 85;

/// Cleans a raster picture.
pub(super) fn clean(bytes: &[u8], format: Format, purpose: Purpose) -> Result<Picture, PictureError> {
    let side_max = match purpose {
        Purpose::Badge => BADGE_SIDE_PX_MAX,
        Purpose::Photo => PHOTO_SIDE_PX_MAX,
    };
    let pixels = smaller(decoded(bytes, format)?, side_max);
    let pixels = plain(pixels);
    let may_lose = purpose == Purpose::Photo && !pixels.color().has_alpha();
    if may_lose && format != Format::Png {
        return jpeg(&pixels);
    }
    let png = png(&pixels, format)?;
    // a photograph sent as PNG
    if may_lose && png.bytes.len() > BYTES_MAX { jpeg(&pixels) } else { Ok(png) }
}

/// Cleans a picture found inside an SVG: the same format, at most 1024 pixels a side. `None` when it is no picture.
pub(super) fn clean_embedded(bytes: &[u8], format: Format) -> Option<Picture> {
    let pixels = plain(smaller(decoded(bytes, format).ok()?, EMBEDDED_SIDE_PX_MAX));
    match format {
        Format::Jpeg => jpeg(&pixels.to_rgb8().into()).ok(),
        _ => png(&pixels, format).ok(),
    }
}

/// The pixels, upright. Size is looked at before anything is allocated for them.
fn decoded(bytes: &[u8], format: Format) -> Result<DynamicImage, PictureError> {
    let broken = |_| PictureError::Broken { format };
    let container = match format {
        Format::Jpeg => ImageFormat::Jpeg,
        Format::WebP => ImageFormat::WebP,
        Format::Png | Format::Svg => ImageFormat::Png,
    };
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(DECODE_BYTES_MAX);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), container);
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    let too_many = PictureError::TooManyPixels { width, height, side_max: SIDE_PX_MAX };
    // sixteen bits a channel double the bytes: such a picture must have half the pixels
    if width.max(height) > SIDE_PX_MAX || decoder.total_bytes() > DECODE_BYTES_MAX {
        return Err(too_many);
    }
    decoder.set_limits(limits).map_err(broken)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut pixels = DynamicImage::from_decoder(decoder).map_err(broken)?;
    pixels.apply_orientation(orientation);
    Ok(pixels)
}

/// Scaled down until neither side is over `side_max`; never up.
fn smaller(pixels: DynamicImage, side_max: u32) -> DynamicImage {
    let side = pixels.width().max(pixels.height());
    if side <= side_max {
        pixels
    } else if side >= 2 * side_max {
        // averages whole blocks: fast, and needs no second copy of a large picture
        pixels.thumbnail(side_max, side_max)
    } else {
        pixels.resize(side_max, side_max, Resampling::CatmullRom)
    }
}

/// Eight bits a channel; no transparency when nothing is transparent.
fn plain(pixels: DynamicImage) -> DynamicImage {
    if pixels.color().has_alpha() {
        let rgba = pixels.into_rgba8();
        if rgba.pixels().any(|pixel| pixel.0[3] < u8::MAX) {
            return rgba.into();
        }
        return DynamicImage::from(rgba).into_rgb8().into();
    }
    pixels.into_rgb8().into()
}

fn png(pixels: &DynamicImage, format: Format) -> Result<Picture, PictureError> {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive);
    pixels.write_with_encoder(encoder).map_err(|_| PictureError::Broken { format })?;
    Ok(Picture::new(bytes, MediaType::Png, (pixels.width(), pixels.height())))
}

fn jpeg(pixels: &DynamicImage) -> Result<Picture, PictureError> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
    pixels.write_with_encoder(encoder).map_err(|_| PictureError::Broken { format: Format::Jpeg })?;
    Ok(Picture::new(bytes, MediaType::Jpeg, (pixels.width(), pixels.height())))
}

#[cfg(test)]
mod tests;
