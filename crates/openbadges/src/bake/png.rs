//! Badge data in the text chunks of a PNG. PNG (third edition) §5 "Datastream structure" and §11.3.3 "Textual information".

use std::io::Read;
use std::ops::Range;

use super::{BakeError, Baked, CREDENTIAL_BYTES_MAX, Credential, Generation, Place};

pub(super) const SIGNATURE: [u8; 8] = [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n'];
const CREDENTIAL: &[u8] = b"openbadgecredential";
const ASSERTION: &[u8] = b"openbadges";
/// More chunks than any encoder writes for [`super::IMAGE_BYTES_MAX`] bytes.
const CHUNKS_MAX: usize = 65_536;

/// Splices one uncompressed `iTXt` chunk in right after `IHDR` and leaves out every older chunk of badge data.
pub(super) fn bake(image: &[u8], credential: &Credential<'_>) -> Result<Vec<u8>, BakeError> {
    let chunks = chunks(image)?;
    let keyword = match credential.generation {
        Generation::Two => ASSERTION,
        Generation::Three => CREDENTIAL,
    };
    let mut data = Vec::with_capacity(keyword.len() + 5 + credential.text.len());
    data.extend_from_slice(keyword);
    data.extend_from_slice(&[0, 0, 0, 0, 0]); // end of keyword; not compressed; method 0; no language; no translation
    data.extend_from_slice(credential.text.as_bytes());

    let mut baked = Vec::with_capacity(image.len() + data.len() + 12);
    baked.extend_from_slice(&SIGNATURE);
    let mut end = SIGNATURE.len();
    for (place, chunk) in chunks.iter().enumerate() {
        end = chunk.whole.end;
        if !is_badge_data(chunk, image) {
            baked.extend_from_slice(&image[chunk.whole.clone()]);
        }
        if place == 0 {
            write_chunk(&mut baked, *b"iTXt", &data)?;
        }
    }
    baked.extend_from_slice(&image[end..]); // whatever its author put behind the picture
    Ok(baked)
}

pub(super) fn extract(image: &[u8]) -> Result<Option<Baked>, BakeError> {
    let mut found: [Option<String>; 3] = [None, None, None];
    let places = [Place::PngCredential, Place::PngAssertion, Place::PngText];
    for chunk in chunks(image)? {
        let data = &image[chunk.data.clone()];
        let (slot, text) = match (&chunk.name, keyword(data)) {
            (b"iTXt", CREDENTIAL) => (0, international_text(data)?),
            (b"iTXt", ASSERTION) => (1, international_text(data)?),
            (b"tEXt", ASSERTION) => (2, latin_text(data)),
            _ => continue,
        };
        match &found[slot] {
            Some(earlier) if *earlier != text => return Err(BakeError::Several),
            _ => found[slot] = Some(text),
        }
    }
    let first = found.into_iter().zip(places).find_map(|(text, place)| text.map(|text| (text, place)));
    Ok(first.map(|(text, place)| Baked { text, verify: None, place }))
}

struct Chunk {
    name: [u8; 4],
    /// Length, name, data and checksum.
    whole: Range<usize>,
    data: Range<usize>,
}

/// Every chunk up to `IEND`, each with its checksum found right.
fn chunks(image: &[u8]) -> Result<Vec<Chunk>, BakeError> {
    let mut chunks = Vec::new();
    let mut offset = SIGNATURE.len();
    loop {
        let cut = BakeError::Truncated { offset };
        let Some(head) = image.get(offset..offset + 8) else { return Err(cut) };
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let name = [head[4], head[5], head[6], head[7]];
        let data = offset + 8..offset.saturating_add(8).saturating_add(length);
        let Some(checksum) = image.get(data.end..data.end.saturating_add(4)) else { return Err(cut) };
        let right = crc32fast::hash(&image[offset + 4..data.end]).to_be_bytes();
        if checksum != right {
            return Err(BakeError::Checksum { chunk: String::from_utf8_lossy(&name).into_owned() });
        }
        let chunk = Chunk { name, whole: offset..data.end + 4, data };
        if (chunks.is_empty()) != (&name == b"IHDR") {
            return Err(BakeError::Png { what: "IHDR is not its first and only header" });
        }
        offset = chunk.whole.end;
        chunks.push(chunk);
        if &name == b"IEND" {
            return Ok(chunks);
        }
        if chunks.len() >= CHUNKS_MAX {
            return Err(BakeError::Png { what: "it has too many chunks" });
        }
    }
}

fn is_badge_data(chunk: &Chunk, image: &[u8]) -> bool {
    let keyword = keyword(&image[chunk.data.clone()]);
    match &chunk.name {
        b"iTXt" => keyword == CREDENTIAL || keyword == ASSERTION,
        b"tEXt" => keyword == ASSERTION,
        _ => false,
    }
}

fn keyword(data: &[u8]) -> &[u8] {
    data.split(|byte| *byte == 0).next().unwrap_or_default()
}

/// PNG §11.3.3.4: keyword, 0, compression flag, compression method, language tag, 0, translated keyword, 0, text.
fn international_text(data: &[u8]) -> Result<String, BakeError> {
    let short = || BakeError::Png { what: "an iTXt chunk ends too early" };
    let rest = data.get(keyword(data).len() + 1..).ok_or_else(short)?;
    let (&flag, rest) = rest.split_first().ok_or_else(short)?;
    let (&method, rest) = rest.split_first().ok_or_else(short)?;
    let mut fields = rest.splitn(3, |byte| *byte == 0);
    let (Some(_language), Some(_translation), Some(text)) = (fields.next(), fields.next(), fields.next()) else {
        return Err(short());
    };
    let bytes = match (flag, method) {
        (0, _) => text.to_vec(),
        (1, 0) => inflate(text)?,
        _ => return Err(BakeError::Unreadable { what: "its compression is unknown" }),
    };
    if bytes.len() > CREDENTIAL_BYTES_MAX {
        return Err(BakeError::Bomb { max: CREDENTIAL_BYTES_MAX });
    }
    let text = String::from_utf8(bytes).map_err(|_| BakeError::Unreadable { what: "it is not UTF-8" })?;
    Ok(text.trim().to_owned())
}

/// Never holds more than one byte over the limit, whatever the compressed bytes promise.
fn inflate(bytes: &[u8]) -> Result<Vec<u8>, BakeError> {
    let mut inflated = Vec::new();
    flate2::read::ZlibDecoder::new(bytes)
        .take(CREDENTIAL_BYTES_MAX as u64 + 1)
        .read_to_end(&mut inflated)
        .map_err(|_| BakeError::Unreadable { what: "it cannot be inflated" })?;
    Ok(inflated)
}

/// `tEXt` is Latin-1 (PNG §11.3.3.2); the addresses that stand there are ASCII.
fn latin_text(data: &[u8]) -> String {
    let text: String = data.iter().skip(keyword(data).len() + 1).map(|byte| char::from(*byte)).collect();
    text.trim().to_owned()
}

fn write_chunk(out: &mut Vec<u8>, name: [u8; 4], data: &[u8]) -> Result<(), BakeError> {
    let length = u32::try_from(data.len()).map_err(|_| BakeError::NotACredential)?;
    out.extend_from_slice(&length.to_be_bytes());
    let start = out.len();
    out.extend_from_slice(&name);
    out.extend_from_slice(data);
    let checksum = crc32fast::hash(&out[start..]);
    out.extend_from_slice(&checksum.to_be_bytes());
    Ok(())
}
