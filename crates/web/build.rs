//! Watches what is embedded: locale files, sheets, and what npm brought to `web/dist` (which this script never runs).

fn main() {
    for watched in ["locales", "templates", "assets", "../../web"] {
        println!("cargo::rerun-if-changed={watched}");
    }
}
