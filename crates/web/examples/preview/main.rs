//! Writes every page, in every language, with invented people, to a folder, so that a browser can open and photograph
//! them: `cargo run -p anavez-web --example preview -- FOLDER`, then serve that folder (`python3 -m http.server`).
//! Pictures of badges are asked for under `pictures/`.

use std::path::PathBuf;
use std::{env, fs, io};

use anavez_web::assets;
use anavez_web::language::Language;

mod samples;

fn main() -> io::Result<()> {
    let folder = PathBuf::from(env::args().nth(1).unwrap_or_else(|| "artefacts/preview".into()));
    let assets_folder = folder.join("assets");
    fs::create_dir_all(&assets_folder)?;
    for (name, asset) in assets::assets() {
        fs::write(assets_folder.join(name), &asset.bytes)?;
    }
    let mut index = String::from("<!doctype html><meta charset=\"utf-8\"><title>Preview</title><ul>");
    for language in Language::ALL {
        for (name, html) in samples::pages(language) {
            let file = format!("{name}.{}.html", language.tag());
            fs::write(folder.join(&file), html)?;
            index.push_str(&format!("<li><a href=\"{file}\">{file}</a>"));
        }
    }
    fs::write(folder.join("index.html"), index)
}
