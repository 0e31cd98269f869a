use std::io::Write;

use proptest::prelude::*;

use super::*;
use crate::samples::{sample, sample_text};

const JSON: &str = r#"{"id":"https://a.example/1","name":"Brode l'été"}"#;
const JWS: &str = "eyJhbGciOiJFZERTQSJ9.eyJhIjoxfQ.c2lnbmF0dXJl";
const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width='1'><g id=\"a\"/></svg>";

/// A 2 × 2 picture, as an encoder writes it.
fn picture() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut bytes, 2, 2);
    encoder.set_color(::png::ColorType::Rgb);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&[7; 12]).unwrap();
    writer.finish().unwrap();
    bytes
}

fn with_chunk(image: &[u8], name: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut chunk = u32::try_from(data.len()).unwrap().to_be_bytes().to_vec();
    chunk.extend_from_slice(&name);
    chunk.extend_from_slice(data);
    chunk.extend_from_slice(&crc32fast::hash(&chunk[4..]).to_be_bytes());
    let mut out = image[..33].to_vec(); // signature and IHDR
    out.extend_from_slice(&chunk);
    out.extend_from_slice(&image[33..]);
    out
}

fn compressed_chunk(keyword: &str, text: &[u8]) -> Vec<u8> {
    let mut data = keyword.as_bytes().to_vec();
    data.extend_from_slice(&[0, 1, 0, 0, 0]);
    let mut encoder = flate2::write::ZlibEncoder::new(data, flate2::Compression::best());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

fn text(image: &[u8]) -> String {
    extract(image).unwrap().unwrap().text
}

#[test]
fn a_credential_comes_out_of_a_png_as_it_went_in() {
    for credential in [JSON, JWS] {
        let baked = bake(&picture(), credential).unwrap();
        assert_eq!(
            extract(&baked).unwrap().unwrap(),
            Baked { text: credential.to_owned(), verify: None, place: Place::PngCredential }
        );
    }
}

#[test]
fn baking_a_png_keeps_every_byte_of_its_author() {
    let image = picture();
    let baked = bake(&image, JSON).unwrap();
    let chunk = baked.len() - image.len();
    assert_eq!([&baked[..33], &baked[33 + chunk..]].concat(), image);
    let decoder = ::png::Decoder::new(std::io::Cursor::new(&baked)).read_info().unwrap();
    let texts = &decoder.info().utf8_text;
    assert_eq!(texts.len(), 1);
    assert_eq!(texts[0].keyword, "openbadgecredential");
    assert_eq!(texts[0].get_text().unwrap(), JSON);
}

#[test]
fn what_follows_the_end_of_a_png_is_kept() {
    let mut image = picture();
    image.extend_from_slice(b"camera notes");
    assert!(bake(&image, JSON).unwrap().ends_with(b"camera notes"));
}

#[test]
fn baking_again_replaces_whatever_badge_data_was_there() {
    for image in [picture(), SVG.as_bytes().to_vec()] {
        let once = bake(&image, JSON).unwrap();
        assert_eq!(bake(&bake(&image, JWS).unwrap(), JSON).unwrap(), once);
    }
    let old = with_chunk(&picture(), *b"tEXt", b"openbadges\0https://old.example/a");
    let old = with_chunk(&old, *b"iTXt", b"openbadges\0\0\0\0\0{\"uid\":\"1\"}");
    assert_eq!(bake(&old, JSON).unwrap(), bake(&picture(), JSON).unwrap());
}

#[test]
fn older_forms_are_taken_out_of_a_png() {
    let plain = with_chunk(&picture(), *b"tEXt", b"openbadges\0https://old.example/a ");
    assert_eq!(
        extract(&plain).unwrap().unwrap(),
        Baked { text: "https://old.example/a".to_owned(), verify: None, place: Place::PngText }
    );
    let squeezed = with_chunk(&plain, *b"iTXt", &compressed_chunk("openbadges", JSON.as_bytes()));
    assert_eq!(extract(&squeezed).unwrap().unwrap().place, Place::PngAssertion);
    assert_eq!(text(&squeezed), JSON);
    assert_eq!(text(&bake(&squeezed, JWS).unwrap()), JWS);
}

#[test]
fn an_image_without_badge_data_has_none() {
    assert_eq!(extract(&picture()), Ok(None));
    assert_eq!(extract(SVG.as_bytes()), Ok(None));
}

#[test]
fn a_chunk_that_inflates_beyond_the_limit_is_refused() {
    let bomb = compressed_chunk("openbadgecredential", &vec![b' '; CREDENTIAL_BYTES_MAX + 1]);
    assert!(bomb.len() < 4096);
    let refused = extract(&with_chunk(&picture(), *b"iTXt", &bomb));
    assert_eq!(refused, Err(BakeError::Bomb { max: CREDENTIAL_BYTES_MAX }));
    let largest = compressed_chunk("openbadgecredential", &vec![b'x'; CREDENTIAL_BYTES_MAX]);
    assert!(extract(&with_chunk(&picture(), *b"iTXt", &largest)).is_ok());
}

/// The end of the stream is missing: whoever reads that far says "unreadable" instead of "too large".
#[test]
fn inflating_stops_at_the_limit() {
    let mut data = b"openbadgecredential\0\x01\0\0\0".to_vec();
    let mut encoder = flate2::write::ZlibEncoder::new(&mut data, flate2::Compression::none());
    encoder.write_all(&vec![b' '; CREDENTIAL_BYTES_MAX + 200_000]).unwrap();
    encoder.finish().unwrap();
    data.truncate(data.len() - 50_000);
    let refused = extract(&with_chunk(&picture(), *b"iTXt", &data));
    assert_eq!(refused, Err(BakeError::Bomb { max: CREDENTIAL_BYTES_MAX }));
}

#[test]
fn two_different_credentials_in_one_image_are_refused() {
    let twice = with_chunk(&bake(&picture(), JSON).unwrap(), *b"iTXt", b"openbadgecredential\0\0\0\0\0{}");
    assert_eq!(extract(&twice), Err(BakeError::Several));
    let doubled = bake(SVG.as_bytes(), JSON).unwrap();
    let doubled = String::from_utf8(doubled).unwrap().replace("<g", "<openbadges:credential verify='a'/><g");
    assert_eq!(extract(doubled.as_bytes()), Err(BakeError::Several));
}

#[test]
fn a_png_cut_anywhere_or_with_any_bit_turned_is_an_error_and_never_a_panic() {
    let baked = bake(&picture(), JSON).unwrap();
    for end in 8..baked.len() {
        assert!(matches!(extract(&baked[..end]), Err(BakeError::Truncated { .. })), "cut at {end}");
    }
    for place in 8..baked.len() {
        let mut damaged = baked.clone();
        damaged[place] ^= 1;
        assert!(extract(&damaged).is_err(), "bit turned at {place}");
    }
}

#[test]
fn an_itxt_chunk_that_is_too_short_is_an_error() {
    for data in [&b"openbadgecredential"[..], b"openbadgecredential\0", b"openbadgecredential\0\0\0fr"] {
        assert!(matches!(extract(&with_chunk(&picture(), *b"iTXt", data)), Err(BakeError::Png { .. })));
    }
    let unknown = with_chunk(&picture(), *b"iTXt", b"openbadgecredential\0\x02\0\0\0{}");
    assert!(matches!(extract(&unknown), Err(BakeError::Unreadable { .. })));
}

#[test]
fn an_svg_receives_its_element_right_after_the_root() {
    let baked = String::from_utf8(bake(SVG.as_bytes(), JSON).unwrap()).unwrap();
    assert_eq!(
        baked,
        format!(
            "<svg xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\" xmlns=\"http://www.w3.org/2000/svg\" width='1'>\
             <openbadges:credential><![CDATA[{JSON}]]></openbadges:credential><g id=\"a\"/></svg>"
        )
    );
    assert_eq!(text(baked.as_bytes()), JSON);
    let signed = String::from_utf8(bake(SVG.as_bytes(), JWS).unwrap()).unwrap();
    assert!(signed.contains(&format!("<openbadges:credential verify=\"{JWS}\"></openbadges:credential>")));
    assert_eq!(text(signed.as_bytes()), JWS);
}

#[test]
fn an_svg_keeps_prologue_byte_order_mark_and_empty_root() {
    let image = "\u{feff}<?xml version=\"1.0\"?>\n<!-- > <svg> -->\n<v:svg xmlns:v='http://www.w3.org/2000/svg' />\n";
    let baked = bake(image.as_bytes(), JSON).unwrap();
    assert_eq!(text(&baked), JSON);
    let baked = String::from_utf8(baked).unwrap();
    assert!(baked.starts_with("\u{feff}<?xml version=\"1.0\"?>\n<!-- > <svg> -->\n<v:svg xmlns:openbadges="));
    assert!(baked.ends_with("</openbadges:credential></v:svg>\n"));
}

#[test]
fn an_older_or_foreign_namespace_on_the_root_is_dealt_with() {
    let older = "<svg xmlns:openbadges=\"http://openbadges.org\"><openbadges:assertion verify='https://o.example/a'/></svg>";
    let extracted = extract(older.as_bytes()).unwrap().unwrap();
    assert_eq!((extracted.text.as_str(), extracted.place), ("https://o.example/a", Place::SvgAssertion));
    let baked = String::from_utf8(bake(older.as_bytes(), JSON).unwrap()).unwrap();
    assert!(!baked.contains("http://openbadges.org") && !baked.contains("assertion"));
    assert_eq!(text(baked.as_bytes()), JSON);

    let foreign = "<svg xmlns:openbadges=\"urn:other\"><openbadges:credential>no</openbadges:credential></svg>";
    assert_eq!(extract(foreign.as_bytes()), Ok(None));
    let baked = String::from_utf8(bake(foreign.as_bytes(), JSON).unwrap()).unwrap();
    assert!(baked.contains("<openbadges:credential>no</openbadges:credential>"));
    assert_eq!(text(baked.as_bytes()), JSON);
}

#[test]
fn json_that_would_end_its_cdata_is_split() {
    let json = "{\"name\":\"a]]>b]]>\u{ffff}\"}";
    let baked = bake(SVG.as_bytes(), json).unwrap();
    assert_eq!(text(&baked), json.replace('\u{ffff}', "\\uffff"));
}

#[test]
fn a_malformed_svg_is_an_error_and_never_a_panic() {
    let baked = bake(SVG.as_bytes(), JSON).unwrap();
    for end in 0..baked.len() {
        assert!(extract(&baked[..end]).is_err(), "cut at {end}");
    }
    assert!(extract("<svg><a></b></svg>".as_bytes()).is_err());
    let deep = format!("<svg>{}", "<g>".repeat(300));
    assert!(matches!(extract(deep.as_bytes()), Err(BakeError::Svg { .. })));
}

#[test]
fn an_entity_of_the_document_itself_is_not_expanded() {
    let fuse = "<!DOCTYPE svg [<!ENTITY a \"{}\">]><svg xmlns:o='https://purl.imsglobal.org/ob/v3p0'>\
                <o:credential>&a;&#123;&quot;a&quot;:1}</o:credential></svg>";
    assert_eq!(text(fuse.as_bytes()), "{\"a\":1}");
}

#[test]
fn only_credentials_go_into_images_and_only_images_receive_them() {
    for not in ["", "{", "hello", "a.b.c", "[1]", "javascript:alert(1)", "{\"credentialSubject\":"] {
        assert_eq!(bake(&picture(), not), Err(BakeError::NotACredential), "{not}");
    }
    assert_eq!(bake(b"GIF89a", JSON), Err(BakeError::NotAnImage));
    assert_eq!(bake(b"<html><svg/></html>", JSON), Err(BakeError::NotAnImage));
    let large = vec![0; IMAGE_BYTES_MAX + 1];
    assert!(matches!(bake(&large, JSON), Err(BakeError::TooLarge { .. })));
}

#[test]
fn images_of_other_bakers_are_read() {
    let table = [
        ("openbadges-bakery/baked_heart.png", Some(Place::PngAssertion), "{\"uid\":\"123\""),
        ("openbadges-bakery/baked_example.svg", Some(Place::SvgAssertion), "{"),
        ("openbadges-bakery/public_domain_heart.png", None, ""),
        ("openbadges-bakery/unbaked_example.svg", None, ""),
        ("1edtech-public-validator/ob20/simple-badge.png", Some(Place::PngAssertion), "{\"@context\""),
        ("1edtech-public-validator/ob30/simple-json.png", Some(Place::PngCredential), "{"),
        ("1edtech-public-validator/ob30/simple-jwt.png", Some(Place::PngCredential), "eyJ"),
        ("1edtech-public-validator/ob30/simple-json.svg", Some(Place::SvgCredential), "{"),
        ("1edtech-public-validator/ob30/simple-jwt.svg", Some(Place::SvgCredential), "eyJ"),
    ];
    for (path, place, starts_with) in table {
        let Some(image) = sample(path) else { return };
        let baked = extract(&image).unwrap();
        assert_eq!(baked.as_ref().map(|baked| baked.place), place, "{path}");
        if let Some(baked) = baked {
            assert!(baked.text.starts_with(starts_with), "{path}: {}", baked.text);
        }
        assert_eq!(text(&bake(&image, JSON).unwrap()), JSON, "{path}");
    }
    let Some(example) = sample_text("openbadges-bakery/baked_example.svg") else { return };
    let both = extract(example.as_bytes()).unwrap().unwrap();
    assert_eq!(both.verify.as_deref(), Some("https://example.org/assertion.json"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_json_text_survives_both_kinds_of_image(words in "\\PC{0,60}", tail in "[\\]>&<'\"\\\\]{0,8}") {
        let json = serde_json::json!({ "name": format!("{words}{tail}") }).to_string();
        prop_assert_eq!(&text(&bake(&picture(), &json).unwrap()), &json);
        let out = text(&bake(SVG.as_bytes(), &json).unwrap());
        let same: serde_json::Value = serde_json::from_str(&out).unwrap();
        prop_assert_eq!(same, serde_json::from_str::<serde_json::Value>(&json).unwrap());
    }

    #[test]
    fn any_bytes_are_refused_without_a_panic(tail in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut png = super::png::SIGNATURE.to_vec();
        png.extend_from_slice(&tail);
        prop_assert!(extract(&png).is_err());
        let _ = extract(&[b"<svg ".as_slice(), &tail].concat());
        let _ = extract(&tail);
    }
}

const HOSTED: &str = r#"{"@context":"https://w3id.org/openbadges/v2","type":"Assertion","id":"https://a.example/1?a&b","verification":{"type":"hosted"}}"#;
const ADDRESS: &str = "https://a.example/assertions/1?a&b";

/// `{"alg":"RS256"}` around an assertion of Open Badges 2.0.
fn signed_assertion() -> String {
    use base64::Engine as _;
    let text = |text: &str| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text);
    format!("{}.{}.c2ln", text(r#"{"alg":"RS256"}"#), text(HOSTED))
}

#[test]
fn what_it_is_decides_where_it_stands() {
    let signed = signed_assertion();
    let texts = [
        (JSON, Place::PngCredential, Place::SvgCredential),
        (JWS, Place::PngCredential, Place::SvgCredential),
        (HOSTED, Place::PngAssertion, Place::SvgAssertion),
        (signed.as_str(), Place::PngAssertion, Place::SvgAssertion),
        (ADDRESS, Place::PngAssertion, Place::SvgAssertion),
    ];
    for (badge, in_png, in_svg) in texts {
        for (image, place) in [(picture(), in_png), (SVG.as_bytes().to_vec(), in_svg)] {
            let found = extract(&bake(&image, badge).unwrap()).unwrap().unwrap();
            assert_eq!((found.text.as_str(), found.place), (badge, place));
        }
    }
}

#[test]
fn a_hosted_assertion_in_an_svg_says_where_it_is() {
    let baked = String::from_utf8(bake(SVG.as_bytes(), HOSTED).unwrap()).unwrap();
    assert!(baked.contains("xmlns:openbadges=\"http://openbadges.org\""), "{baked}");
    assert!(baked.contains("<openbadges:assertion verify=\"https://a.example/1?a&amp;b\"><![CDATA[{"), "{baked}");
    let found = extract(baked.as_bytes()).unwrap().unwrap();
    assert_eq!(found.verify.as_deref(), Some("https://a.example/1?a&b"));
}

#[test]
fn one_generation_replaces_the_other() {
    for image in [picture(), SVG.as_bytes().to_vec()] {
        for (first, second) in [(JSON, HOSTED), (HOSTED, JSON), (ADDRESS, JWS), (JWS, ADDRESS)] {
            let both = bake(&bake(&image, first).unwrap(), second).unwrap();
            assert_eq!(both, bake(&image, second).unwrap(), "{first} then {second}");
        }
    }
}

#[test]
fn what_uses_the_prefix_without_a_meaning_gets_none_from_baking() {
    let strays = [
        r#"<svg xmlns="http://www.w3.org/2000/svg"><openbadges:credential>{"a":1}</openbadges:credential></svg>"#,
        r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="http://openbadges.org"><openbadges:credential verify="a.b.c"/></svg>"#,
    ];
    for image in strays {
        assert_eq!(extract(image.as_bytes()).unwrap(), None);
        let credential = r#"{"@context":[],"type":["VerifiableCredential"],"proof":{}}"#;
        let baked = bake(image.as_bytes(), credential).unwrap();
        assert_eq!(extract(&baked).unwrap().unwrap().text, credential, "{}", String::from_utf8_lossy(&baked));
        let again = bake(&baked, credential).unwrap();
        assert_eq!(extract(&again).unwrap().unwrap().text, credential);
    }
}
