//! Style, mark and typeface, embedded in the program and served under names that hold a hash of their bytes, so that a
//! browser may keep them for ever (`Cache-Control: immutable`).
//!
//! The sheets of `assets/*.css` are joined into one, `anavez.css`. The typeface comes from npm (`web/`) and is embedded
//! when it was there at build time; without it the fallbacks of `tokens.css` serve.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

/// Where assets are served: `/assets/{name with hash}`.
pub const ASSETS_PATH: &str = "/assets/";
/// The `Cache-Control` of an asset: its name changes with its bytes.
pub const ASSET_CACHE_CONTROL: &str = "public, max-age=31536000, immutable";

/// Bytes to serve, and their media type.
#[derive(Debug, Clone)]
pub struct Asset {
    /// The bytes.
    pub bytes: Cow<'static, [u8]>,
    /// The media type, for `Content-Type`.
    pub media_type: &'static str,
}

/// The address of an asset by its plain name: `asset_url("anavez.css")` is `/assets/anavez.4f1c….css`.
/// A name that does not exist gives an address that answers 404; a test asks for every name that templates use.
pub fn asset_url(name: &str) -> String {
    SHELF.hashed.get(name).map_or_else(|| format!("{ASSETS_PATH}{name}"), Clone::clone)
}

/// The asset behind a hashed name (the part after [`ASSETS_PATH`]). `None` for any other name.
pub fn find_asset(hashed_name: &str) -> Option<&'static Asset> {
    SHELF.assets.get(hashed_name)
}

/// Every asset, by its hashed name.
pub fn assets() -> impl Iterator<Item = (&'static str, &'static Asset)> {
    SHELF.assets.iter().map(|(name, asset)| (name.as_str(), asset))
}

/// Ours: `assets/`.
#[derive(RustEmbed)]
#[folder = "assets/"]
struct Own;

/// What npm brought: `web/dist/`, when it is there.
#[derive(RustEmbed)]
#[folder = "../../web/dist/"]
#[allow_missing = true]
struct Brought;

/// The sheets, in the order of the cascade.
const SHEETS: [&str; 10] = [
    "tokens.css",
    "ground.css",
    "voice.css",
    "forms.css",
    "sheets.css",
    "ledger.css",
    "pictures.css",
    "home.css",
    "places.css",
    "paper.css",
];
const STYLE: &str = "anavez.css";
const FACE: &str = "atkinson-hyperlegible-next.woff2";

struct Shelf {
    /// Plain name → address.
    hashed: HashMap<String, String>,
    /// Hashed name → bytes.
    assets: HashMap<String, Asset>,
}

static SHELF: LazyLock<Shelf> = LazyLock::new(|| {
    let mut shelf = Shelf { hashed: HashMap::new(), assets: HashMap::new() };
    let mut style = String::new();
    if Brought::get(FACE).is_some() {
        for name in Brought::iter() {
            if let Some(file) = Brought::get(&name) {
                shelf.put(&name, file.data);
            }
        }
        if let Some(sheet) = text("face.css") {
            style.push_str(&sheet.replace(FACE, shelf.hashed[FACE].as_str()));
        }
    }
    for sheet in SHEETS {
        style.push_str(&text(sheet).unwrap_or_default());
    }
    shelf.put(STYLE, Cow::Owned(style.into_bytes()));
    for name in Own::iter().filter(|name| !name.ends_with(".css")) {
        if let Some(file) = Own::get(&name) {
            shelf.put(&name, file.data);
        }
    }
    shelf
});

impl Shelf {
    fn put(&mut self, name: &str, bytes: Cow<'static, [u8]>) {
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
        let digest = Sha256::digest(&bytes);
        let hash: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let hashed = format!("{stem}.{hash}.{extension}");
        self.hashed.insert(name.to_owned(), format!("{ASSETS_PATH}{hashed}"));
        self.assets.insert(hashed, Asset { bytes, media_type: media_type(extension) });
    }
}

fn text(name: &str) -> Option<String> {
    Own::get(name).and_then(|file| String::from_utf8(file.data.into_owned()).ok())
}

fn media_type(extension: &str) -> &'static str {
    match extension {
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style() -> String {
        let address = asset_url(STYLE);
        let asset = find_asset(address.strip_prefix(ASSETS_PATH).unwrap()).unwrap();
        String::from_utf8(asset.bytes.to_vec()).unwrap()
    }

    #[test]
    fn the_address_of_an_asset_changes_with_its_bytes() {
        let mut shelf = Shelf { hashed: HashMap::new(), assets: HashMap::new() };
        shelf.put("a.css", Cow::Borrowed(b"a{}"));
        let first = shelf.hashed["a.css"].clone();
        shelf.put("a.css", Cow::Borrowed(b"b{}"));
        assert_ne!(first, shelf.hashed["a.css"]);
        assert!(first.starts_with("/assets/a.") && first.ends_with(".css"));
    }

    #[test]
    fn only_hashed_names_are_served() {
        assert!(find_asset("anavez.css").is_none());
        assert!(find_asset("../Cargo.toml").is_none());
        assert_eq!(
            find_asset(asset_url(STYLE).strip_prefix(ASSETS_PATH).unwrap()).unwrap().media_type,
            "text/css; charset=utf-8"
        );
    }

    #[test]
    fn every_sheet_is_in_the_style_and_none_is_forgotten() {
        let listed: Vec<&str> = SHEETS.to_vec();
        for name in Own::iter().filter(|name| name.ends_with(".css") && name.as_ref() != "face.css") {
            assert!(listed.contains(&name.as_ref()), "{name} is in assets/ and in no list");
        }
        for sheet in SHEETS {
            assert!(style().contains(text(sheet).unwrap().as_str()), "{sheet}");
        }
    }

    #[test]
    fn the_style_asks_nothing_of_another_site() {
        let style = style();
        assert!(!style.contains("@import"));
        for address in style.split("url(").skip(1) {
            assert!(address.trim_start_matches('"').starts_with(ASSETS_PATH), "{}", &address[..40]);
        }
    }
}
