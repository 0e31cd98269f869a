//! The output: badges line by line, made durable by the thousand; pictures; refused rows.

use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use super::row::Row;
use super::state::{beside, sync_folder_of};
use crate::ending::Failure;

/// Badges that become durable together. What a crash may have left of the last ones is cut off and made again, the same.
const TOGETHER: u64 = 1_000;
/// Bytes written at a time.
const WRITTEN_AT_ONCE: usize = 256 << 10;

/// OUT.jsonl.
#[derive(Debug)]
pub struct Sheet {
    path: PathBuf,
    file: BufWriter<File>,
    /// Badges that were there when it was opened.
    kept: u64,
    badges: u64,
    baker: Option<Baker>,
}

/// Where pictures go, and the picture.
#[derive(Debug)]
struct Baker {
    folder: PathBuf,
    picture: Vec<u8>,
    extension: &'static str,
    /// Written and not yet durable.
    waiting: Vec<File>,
}

impl Sheet {
    /// Opens the output; whole groups of badges stay, the rest of a group is cut off.
    pub fn open(path: &Path, bake: Option<(&Path, Vec<u8>)>) -> Result<Self, Failure> {
        let refused = |error| Failure::no_output(format!("{} cannot be written: {error}", path.display()));
        let file = File::options().create(true).truncate(false).read(true).write(true).open(path).map_err(refused)?;
        let (kept, bytes) = whole_groups(&file).map_err(refused)?;
        let opened = file.set_len(bytes).and_then(|()| (&file).seek(SeekFrom::Start(bytes)));
        opened.and_then(|_| file.sync_all()).and_then(|()| sync_folder_of(path)).map_err(refused)?;
        let baker = bake.map(|(folder, picture)| Baker::open(folder, picture)).transpose()?;
        let file = BufWriter::with_capacity(WRITTEN_AT_ONCE, file);
        Ok(Self { path: path.to_owned(), file, kept, badges: kept, baker })
    }

    /// How many badges were there already.
    pub fn kept(&self) -> u64 {
        self.kept
    }

    /// One more badge.
    pub fn add(&mut self, number: u64, _row: &Row, badge: &[u8]) -> Result<(), Failure> {
        if let Some(baker) = &mut self.baker {
            baker.bake(number, badge)?;
        }
        let written = self.file.write_all(badge).and_then(|()| self.file.write_all(b"\n"));
        written.map_err(|error| self.refused(&error))?;
        self.badges += 1;
        if self.badges.is_multiple_of(TOGETHER) { self.sync() } else { Ok(()) }
    }

    /// Everything is there, and durable.
    pub fn close(&mut self) -> Result<(), Failure> {
        self.sync()
    }

    fn sync(&mut self) -> Result<(), Failure> {
        if let Some(baker) = &mut self.baker {
            baker.sync()?;
        }
        let synced = self.file.flush().and_then(|()| self.file.get_ref().sync_data());
        synced.map_err(|error| self.refused(&error))
    }

    fn refused(&self, error: &std::io::Error) -> Failure {
        Failure::no_output(format!("{} cannot be written: {error}", self.path.display()))
    }
}

/// How many badges the whole groups of a file hold, and how many bytes.
fn whole_groups(file: &File) -> std::io::Result<(u64, u64)> {
    let mut reader = BufReader::with_capacity(WRITTEN_AT_ONCE, file);
    let (mut lines, mut bytes, mut whole) = (0, 0, (0, 0));
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(whole);
        }
        for (at, _) in buffer.iter().enumerate().filter(|(_, byte)| **byte == b'\n') {
            lines += 1;
            if lines % TOGETHER == 0 {
                whole = (lines, bytes + at as u64 + 1);
            }
        }
        let read = buffer.len();
        bytes += read as u64;
        reader.consume(read);
    }
}

impl Baker {
    fn open(folder: &Path, picture: Vec<u8>) -> Result<Self, Failure> {
        let refused = |error| Failure::no_output(format!("{} cannot be made: {error}", folder.display()));
        std::fs::create_dir_all(folder).map_err(refused)?;
        let extension = if picture.starts_with(b"\x89PNG") { "png" } else { "svg" };
        Ok(Self { folder: folder.to_owned(), picture, extension, waiting: Vec::new() })
    }

    fn bake(&mut self, number: u64, badge: &[u8]) -> Result<(), Failure> {
        let path = self.folder.join(format!("{number:06}.{}", self.extension));
        let badge = std::str::from_utf8(badge).unwrap_or_default();
        let baked = openbadges::bake::bake(&self.picture, badge).map_err(|error| Failure::data(error.to_string()))?;
        let written = File::create(&path).and_then(|mut file| {
            file.write_all(&baked)?;
            Ok(file)
        });
        self.waiting.push(written.map_err(|error| Failure::no_output(format!("{} cannot be written: {error}", path.display())))?);
        // As many files open at once as any system allows.
        if self.waiting.len() >= 64 { self.sync() } else { Ok(()) }
    }

    fn sync(&mut self) -> Result<(), Failure> {
        let refused = |error| Failure::no_output(format!("{} takes no more: {error}", self.folder.display()));
        for file in self.waiting.drain(..) {
            file.sync_all().map_err(refused)?;
        }
        File::open(&self.folder).and_then(|folder| folder.sync_all()).map_err(refused)
    }
}

/// OUT.rejected.csv: written anew by every start, since every start reads the whole list.
#[derive(Debug)]
pub struct Refusals {
    path: PathBuf,
    /// Made when the first row is refused.
    file: Option<BufWriter<File>>,
}

/// Where refused rows are written down.
pub fn refusals_path(out: &Path) -> PathBuf {
    beside(out, ".rejected.csv")
}

impl Refusals {
    /// None yet.
    pub fn open(out: &Path) -> Result<Self, Failure> {
        let path = refusals_path(out);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(Failure::no_output(format!("{} cannot be written: {error}", path.display())))
            }
            _ => Ok(Self { path, file: None }),
        }
    }

    /// One more: its number and why, nothing of what is in it.
    pub fn add(&mut self, number: u64, reason: &str) -> Result<(), Failure> {
        let written = self.open_file().and_then(|file| writeln!(file, "{number},\"{}\"", reason.replace('"', "\"\"")));
        written.map_err(|error| Failure::no_output(format!("{} cannot be written: {error}", self.path.display())))
    }

    /// All are there, and durable.
    pub fn close(self) -> Result<(), Failure> {
        let Some(mut file) = self.file else { return Ok(()) };
        let synced = file.flush().and_then(|()| file.get_ref().sync_all()).and_then(|()| sync_folder_of(&self.path));
        synced.map_err(|error| Failure::no_output(format!("{} cannot be written: {error}", self.path.display())))
    }

    fn open_file(&mut self) -> std::io::Result<&mut BufWriter<File>> {
        if self.file.is_none() {
            let mut file = BufWriter::new(File::create(&self.path)?);
            writeln!(file, "row,reason")?;
            self.file = Some(file);
        }
        self.file.as_mut().ok_or_else(|| std::io::Error::other("closed"))
    }
}
