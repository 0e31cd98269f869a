//! Other people's test data, read where it lies. Absent data skips a test by name, never silently.

use std::path::PathBuf;

/// The bytes of a file below the vectors folder: `ANAVEZ_VECTORS`, else `../shared/vectors` beside the workspace.
pub(crate) fn sample(path: &str) -> Option<Vec<u8>> {
    let folder = std::env::var_os("ANAVEZ_VECTORS").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors"),
        PathBuf::from,
    );
    let bytes = std::fs::read(folder.join(path)).ok();
    if bytes.is_none() {
        println!("skipped: {path}: vectors absent");
    }
    bytes
}

/// The same, as text.
pub(crate) fn sample_text(path: &str) -> Option<String> {
    sample(path).map(|bytes| String::from_utf8(bytes).expect("a text sample is UTF-8"))
}
