//! QR codes (ISO/IEC 18004) as SVG: one path, four modules of quiet zone, black on white, error correction M.

use fast_qr::ECL;
use fast_qr::qr::QRBuilder;

/// The most bytes in a code: beyond that the modules are too small for a code 30 mm wide on a printed card.
pub const TEXT_BYTES_MAX: usize = 300;

/// Modules left white on every side (ISO/IEC 18004, section 5.3.8).
const QUIET: usize = 4;

/// Why a text got no code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QrError {
    /// Nothing to encode.
    #[error("there is nothing to put into the QR code")]
    Empty,
    /// More than [`TEXT_BYTES_MAX`].
    #[error("{size} bytes are too many for a QR code that a phone can read from a card; the most is {max}")]
    TooLong {
        /// Bytes given.
        size: usize,
        /// Bytes allowed.
        max: usize,
    },
}

/// The QR code of a text, mostly an address: SVG whose unit is one module, quiet zone included.
///
/// # Errors
/// When the text is empty or longer than [`TEXT_BYTES_MAX`].
///
/// ```
/// let svg = anavez_pictures::qr_svg("https://example.org/c/7Q4K")?;
/// assert!(svg.contains(r#"viewBox="0 0 33 33""#));
/// # Ok::<(), anavez_pictures::QrError>(())
/// ```
pub fn qr_svg(text: &str) -> Result<String, QrError> {
    if text.is_empty() {
        return Err(QrError::Empty);
    }
    let too_long = QrError::TooLong { size: text.len(), max: TEXT_BYTES_MAX };
    if text.len() > TEXT_BYTES_MAX {
        return Err(too_long);
    }
    let code = QRBuilder::new(text).ecl(ECL::M).build().map_err(|_| too_long)?;
    let path: String = (0..code.size).map(|y| row(&code[y][..code.size], y + QUIET)).collect();
    let side = code.size + 2 * QUIET;
    Ok(format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"><rect width="{side}" height="{side}" fill="#fff"/><path d="{path}" fill="#000"/></svg>"##
    ))
}

/// One row as runs of dark modules.
fn row(modules: &[fast_qr::Module], y: usize) -> String {
    let mut path = String::new();
    let mut x = 0;
    while x < modules.len() {
        let run = modules[x..].iter().take_while(|module| module.value()).count();
        if run > 0 {
            path += &format!("M{} {y}h{run}v1h-{run}z", x + QUIET);
        }
        x += run.max(1);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::{QrError, TEXT_BYTES_MAX, qr_svg};
    use crate::svg_to_png;

    fn read_back(svg: &str, size: u32) -> String {
        let png = svg_to_png(svg, size).unwrap();
        let grey = image::load_from_memory(&png).unwrap().to_luma8();
        let (width, height) = (grey.width() as usize, grey.height() as usize);
        let mut camera =
            rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| grey.get_pixel(x as u32, y as u32).0[0]);
        let grids = camera.detect_grids();
        assert_eq!(grids.len(), 1);
        let (meta, text) = grids[0].decode().unwrap();
        assert_eq!(meta.ecc_level, 0, "M is 00 (ISO/IEC 18004, table 12)");
        text
    }

    #[test]
    fn a_code_says_what_it_was_given() {
        let long = format!("https://example.org/{}", "a".repeat(TEXT_BYTES_MAX - 20));
        for text in ["https://anavez.example/c/7Q4K-2M9X", "Mélodie « à la rade »", &long] {
            assert_eq!(read_back(&qr_svg(text).unwrap(), 512), text);
        }
    }

    #[test]
    fn the_quiet_zone_is_four_modules_of_white() {
        let svg = qr_svg("https://example.org").unwrap();
        let side: u32 = svg.split("viewBox=\"0 0 ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
        let pixels = image::load_from_memory(&svg_to_png(&svg, side * 8).unwrap()).unwrap().to_luma8();
        for (x, y, pixel) in pixels.enumerate_pixels() {
            let edge = x.min(y).min(side * 8 - 1 - x).min(side * 8 - 1 - y);
            assert!(edge >= 32 || pixel.0[0] == 255, "{x} {y}");
        }
        assert_eq!(pixels.get_pixel(32, 32).0[0], 0, "the first module is dark");
    }

    #[test]
    fn what_no_phone_could_read_is_refused() {
        assert_eq!(qr_svg(""), Err(QrError::Empty));
        assert!(qr_svg(&"a".repeat(TEXT_BYTES_MAX)).is_ok());
        assert_eq!(
            qr_svg(&"a".repeat(TEXT_BYTES_MAX + 1)),
            Err(QrError::TooLong { size: TEXT_BYTES_MAX + 1, max: TEXT_BYTES_MAX })
        );
    }
}
