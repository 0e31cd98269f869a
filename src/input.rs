//! What a command works on: a file or stdin, never more than so many bytes of it.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use crate::ending::Failure;

/// Reads a file, or stdin where the path is `-`: `bytes_max` bytes of it and one more at the most, so that whoever looks
/// at the length sees that there was more.
pub fn read_start(path: &Path, bytes_max: usize) -> Result<Vec<u8>, Failure> {
    let limit = u64::try_from(bytes_max).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    let read = if is_stdin(path) {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes))
    };
    read.map_err(|error| Failure::no_input(format!("{} cannot be read: {error}", path.display())))?;
    Ok(bytes)
}

/// Reads a whole file, or stdin where the path is `-`; refuses one that is longer.
pub fn read_whole(path: &Path, bytes_max: usize) -> Result<Vec<u8>, Failure> {
    let bytes = read_start(path, bytes_max)?;
    if bytes.len() > bytes_max {
        return Err(Failure::data(format!("{} has more than {bytes_max} bytes", path.display())));
    }
    Ok(bytes)
}

/// Reads a whole text, as [`read_whole`].
pub fn read_text(path: &Path, bytes_max: usize) -> Result<String, Failure> {
    let bytes = read_whole(path, bytes_max)?;
    String::from_utf8(bytes).map_err(|_| Failure::data(format!("{} is not a text in UTF-8", path.display())))
}

/// Is it `-`?
pub fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_at_the_limit_is_read_and_one_byte_more_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        std::fs::write(&path, [7; 10]).unwrap();
        assert_eq!(read_whole(&path, 10).unwrap().len(), 10);
        assert!(read_whole(&path, 9).unwrap_err().to_string().contains("more than 9 bytes"));
        assert_eq!(read_start(&path, 4).unwrap().len(), 5);
        assert!(read_whole(&folder.path().join("absent"), 9).is_err());
    }
}
