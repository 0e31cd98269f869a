use std::io::{Cursor, Write as _};

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use sha2::{Digest, Sha256};

use crate::clean::{BYTES_MAX, Format, MediaType, Picture, PictureError, Purpose, clean};

/// A PNG of the given chunks.
fn png_of(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, data) in chunks {
        png.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
        let body = [name.as_slice(), data].concat();
        png.extend(&body);
        png.extend(crc32fast::hash(&body).to_be_bytes());
    }
    png
}

/// Grey, with `bits` a pixel.
fn header(width: u32, height: u32, bits: u8, colour: u8) -> (&'static [u8; 4], Vec<u8>) {
    let sizes = [width.to_be_bytes(), height.to_be_bytes()].concat();
    (b"IHDR", [sizes, vec![bits, colour, 0, 0, 0]].concat())
}

fn deflated_zeros(count: usize) -> Vec<u8> {
    let mut deflate = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    let zeros = vec![0; 65_536];
    let mut left = count;
    while left > 0 {
        let part = left.min(zeros.len());
        deflate.write_all(&zeros[..part]).unwrap();
        left -= part;
    }
    deflate.finish().unwrap()
}

fn grey(width: u32, height: u32) -> Vec<u8> {
    let rows = height as usize * (width.div_ceil(8) as usize + 1);
    png_of(&[header(width, height, 1, 0), (b"IDAT", deflated_zeros(rows)), (b"IEND", vec![])])
}

fn encoded(pixels: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    pixels.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Left half red, right half blue.
fn flag(width: u32, height: u32) -> DynamicImage {
    let colour = |x| if x < width / 2 { Rgb([230, 20, 20]) } else { Rgb([20, 20, 230]) };
    RgbImage::from_fn(width, height, |x, _| colour(x)).into()
}

fn pixels(picture: &Picture) -> RgbaImage {
    image::load_from_memory(&picture.bytes).unwrap().to_rgba8()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn a_small_file_that_unpacks_to_sixty_thousand_pixels_a_side_is_refused() {
    let zeros = (b"IDAT", deflated_zeros(4 * 1024 * 1024));
    let bomb = png_of(&[header(60_000, 60_000, 8, 6), zeros, (b"IEND", vec![])]);
    let refused = clean(&bomb, Purpose::Badge).unwrap_err();
    assert_eq!(refused, PictureError::TooManyPixels { width: 60_000, height: 60_000, side_max: 4096 });
}

#[test]
fn the_side_is_bounded_to_the_pixel() {
    assert!(clean(&grey(4096, 4096), Purpose::Badge).is_ok());
    for (width, height) in [(4097, 1), (1, 4097)] {
        assert!(matches!(clean(&grey(width, height), Purpose::Badge), Err(PictureError::TooManyPixels { .. })));
    }
}

#[test]
fn sixteen_bits_a_channel_count_double() {
    let deep = |side: u32| {
        let rows = side as usize * (side as usize * 8 + 1);
        png_of(&[header(side, side, 16, 6), (b"IDAT", deflated_zeros(rows)), (b"IEND", vec![])])
    };
    assert!(matches!(clean(&deep(4096), Purpose::Badge), Err(PictureError::TooManyPixels { width: 4096, .. })));
    assert!(clean(&deep(1024), Purpose::Badge).is_ok());
}

#[test]
fn the_bytes_are_bounded_to_the_byte() {
    let mut bytes = encoded(&flag(8, 8), ImageFormat::Png);
    bytes.resize(BYTES_MAX, 0);
    assert!(clean(&bytes, Purpose::Badge).is_ok());
    bytes.push(0);
    assert_eq!(clean(&bytes, Purpose::Badge), Err(PictureError::TooLarge { size: BYTES_MAX + 1, max: BYTES_MAX }));
}

#[test]
fn what_is_cut_short_or_torn_is_broken() {
    let mut png = encoded(&flag(64, 64), ImageFormat::Png);
    for keep in [8, 20, 33, 60, png.len() - 30] {
        assert_eq!(clean(&png[..keep], Purpose::Badge), Err(PictureError::Broken { format: Format::Png }), "{keep} bytes");
    }
    // the first chunk after the header claims two gigabytes
    png[33..37].copy_from_slice(&0x7fff_ffff_u32.to_be_bytes());
    assert_eq!(clean(&png, Purpose::Badge), Err(PictureError::Broken { format: Format::Png }));
    assert_eq!(clean(b"\xff\xd8\xff\xe0\0\x10JFIF\0", Purpose::Photo), Err(PictureError::Broken { format: Format::Jpeg }));
    assert_eq!(clean(b"RIFF\x10\0\0\0WEBPVP8 ", Purpose::Photo), Err(PictureError::Broken { format: Format::WebP }));
}

#[test]
fn texts_and_profiles_of_any_size_are_left_behind() {
    let profile = [b"p\0\0".to_vec(), deflated_zeros(64 * 1024 * 1024)].concat();
    let note = [b"Comment\0\0".to_vec(), deflated_zeros(64 * 1024 * 1024)].concat();
    let baked = b"openbadges\0\0\0\0\0{\"secret\":1}".to_vec();
    let png = png_of(&[
        header(8, 1, 1, 0),
        (b"iCCP", profile),
        (b"zTXt", note),
        (b"iTXt", baked),
        (b"tEXt", b"Author\0Somebody Somewhere".to_vec()),
        (b"IDAT", deflated_zeros(2)),
        (b"IEND", vec![]),
    ]);
    let picture = clean(&png, Purpose::Badge).unwrap();
    for trace in ["openbadges", "secret", "Somebody", "iCCP", "zTXt", "tEXt", "iTXt"] {
        assert!(!holds(&picture.bytes, trace), "{trace} survived");
    }
}

#[test]
fn nothing_that_follows_or_hides_in_a_picture_survives() {
    let script = "<script>alert(1)</script>";
    let mut png = encoded(&flag(16, 16), ImageFormat::Png);
    png.extend(b"PK\x03\x04 a whole archive");
    png.extend(script.as_bytes());
    let mut jpeg = encoded(&flag(16, 16), ImageFormat::Jpeg);
    let comment = [b"\xff\xfe\0\x1b".as_slice(), script.as_bytes()].concat();
    jpeg.splice(2..2, comment);
    for (bytes, purpose) in [(png, Purpose::Badge), (jpeg, Purpose::Photo)] {
        let picture = clean(&bytes, purpose).unwrap();
        assert!(!holds(&picture.bytes, "script") && !holds(&picture.bytes, "archive"));
    }
}

#[test]
fn a_gif_is_no_picture_for_us() {
    let refused = clean(b"GIF89a\x01\0\x01\0\0\0\0;", Purpose::Badge).unwrap_err();
    assert_eq!(refused, PictureError::NotAPicture { found: "a GIF" });
    assert!(refused.to_string().contains("PNG, JPEG, WebP or SVG"));
}

#[test]
fn a_photo_stands_upright_and_has_forgotten_where_it_was_taken() {
    let mut jpeg = encoded(&flag(64, 32), ImageFormat::Jpeg);
    // EXIF, big-endian, one tag: orientation (0x0112) = 6, turned a quarter to the right
    let tiff = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0GPS 48.39N";
    let length = u16::try_from(tiff.len() + 2).unwrap().to_be_bytes();
    jpeg.splice(2..2, [b"\xff\xe1".as_slice(), &length, tiff].concat());
    let photo = clean(&jpeg, Purpose::Photo).unwrap();
    assert_eq!((photo.width, photo.height), (32, 64));
    let upright = pixels(&photo);
    assert!(upright.get_pixel(16, 8).0[0] > 200, "red is above");
    assert!(upright.get_pixel(16, 56).0[2] > 200, "blue is below");
    assert!(!holds(&photo.bytes, "Exif") && !holds(&photo.bytes, "48.39"));
}

#[test]
fn large_pictures_are_made_smaller_and_small_ones_left() {
    let cases = [
        (Purpose::Badge, (3000, 1500), (1024, 512)),
        (Purpose::Badge, (1500, 1500), (1024, 1024)),
        (Purpose::Badge, (90, 60), (90, 60)),
        (Purpose::Photo, (3000, 1500), (2048, 1024)),
        (Purpose::Photo, (2048, 10), (2048, 10)),
    ];
    for (purpose, (width, height), expected) in cases {
        let picture = clean(&grey(width, height), purpose).unwrap();
        assert_eq!((picture.width, picture.height), expected, "{purpose:?} {width} × {height}");
        assert_eq!(pixels(&picture).dimensions(), expected);
    }
}

#[test]
fn format_follows_purpose() {
    let opaque = flag(32, 32);
    let mut glass = RgbaImage::from_pixel(32, 32, Rgba([1, 2, 3, 255]));
    glass.put_pixel(3, 3, Rgba([1, 2, 3, 90]));
    let glass = DynamicImage::from(glass);
    let cases = [
        (&opaque, ImageFormat::Jpeg, Purpose::Badge, MediaType::Png),
        (&opaque, ImageFormat::Jpeg, Purpose::Photo, MediaType::Jpeg),
        (&opaque, ImageFormat::WebP, Purpose::Photo, MediaType::Jpeg),
        (&opaque, ImageFormat::Png, Purpose::Photo, MediaType::Png),
        (&glass, ImageFormat::WebP, Purpose::Photo, MediaType::Png),
        (&glass, ImageFormat::WebP, Purpose::Badge, MediaType::Png),
    ];
    for (pixels, format, purpose, expected) in cases {
        let picture = clean(&encoded(pixels, format), purpose).unwrap();
        assert_eq!(picture.media_type, expected, "{format:?} {purpose:?}");
        assert_eq!(picture.digest_sha256, <[u8; 32]>::from(Sha256::digest(&picture.bytes)));
    }
}

#[test]
fn transparency_and_depth_are_kept_to_eight_bits() {
    let deep = image::ImageBuffer::from_pixel(4, 4, Rgba([65535_u16, 0, 32768, 32768]));
    let picture = clean(&encoded(&deep.into(), ImageFormat::Png), Purpose::Badge).unwrap();
    assert_eq!(pixels(&picture).get_pixel(1, 1).0, [255, 0, 128, 128]);
}

#[test]
fn cleaning_twice_changes_nothing() {
    let once = clean(&encoded(&flag(40, 30), ImageFormat::Png), Purpose::Badge).unwrap();
    assert_eq!(clean(&once.bytes, Purpose::Badge).unwrap(), once);
}
