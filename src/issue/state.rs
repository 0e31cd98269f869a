//! What a run must remember to be the same run after it was killed: OUT.run.json.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Format;
use crate::ending::Failure;
use crate::outside;

/// A run and its file.
#[derive(Debug)]
pub struct Run {
    path: PathBuf,
    kept: Kept,
    seed: Seed,
    /// Held as long as the run lasts: two at once would write every badge twice.
    _lock: File,
}

#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    /// A hash of everything that was put in.
    run: String,
    /// Ids and salts come from it.
    seed: String,
    /// When it began: the day of giving, and the moment of every signature.
    moment: Timestamp,
    done: Option<Done>,
}

/// What became of the rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// Badges signed.
    pub issued: u64,
    /// Rows that could not be used.
    pub refused: u64,
}

/// Where ids and salts come from: chance, drawn once for a run.
#[derive(Debug)]
pub struct Seed([u8; 32]);

/// What is a row's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// The id of its badge: a UUID of version 4.
    pub id: String,
    /// The salt of its address: 128 bits, in hex.
    pub salt: String,
}

impl Seed {
    /// Id and salt of a row.
    pub fn of(&self, row: u64) -> Own {
        let digest: [u8; 32] =
            Sha256::new().chain_update(self.0).chain_update(b"row").chain_update(row.to_be_bytes()).finalize().into();
        let (mut id, mut salt) = ([0; 16], [0; 16]);
        id.copy_from_slice(&digest[..16]);
        salt.copy_from_slice(&digest[16..]);
        // RFC 9562 §5.4: version and variant.
        id[6] = id[6] & 0x0f | 0x40;
        id[8] = id[8] & 0x3f | 0x80;
        let id = hex(&id);
        let id = format!("{}-{}-{}-{}-{}", &id[..8], &id[8..12], &id[12..16], &id[16..20], &id[20..]);
        Own { id, salt: hex(&salt) }
    }

    /// A short hash of an address: whoever does not know the seed cannot make two that are the same.
    pub fn short(&self, address: &str) -> u64 {
        let digest = Sha256::new().chain_update(self.0).chain_update(b"address").chain_update(address).finalize();
        let mut short = [0; 8];
        short.copy_from_slice(&digest[..8]);
        u64::from_be_bytes(short)
    }
}

impl Run {
    /// The run that was begun on this output, or a new one. Another run's output is left alone.
    pub fn open(out: &Path, print: &str, now: Timestamp) -> Result<Self, Failure> {
        let path = beside(out, ".run.json");
        let lock = lock(&beside(out, ".run.lock"))?;
        let kept = match std::fs::read(&path) {
            Ok(bytes) => {
                let unreadable = |_| Failure::data(format!("{} is not the file of a run", path.display()));
                serde_json::from_slice::<Kept>(&bytes).map_err(unreadable)?
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => begin(out, &path, print, now)?,
            Err(error) => return Err(Failure::no_input(format!("{} cannot be read: {error}", path.display()))),
        };
        if kept.run != print {
            return Err(Failure::usage(format!(
                "{} is the output of another run (other badge, list, key or form): choose another --out",
                out.display()
            )));
        }
        let seed = seed_of(&kept.seed).ok_or_else(|| Failure::data(format!("{} holds no seed", path.display())))?;
        Ok(Self { path, kept, seed: Seed(seed), _lock: lock })
    }

    /// What became of it, when it was finished before.
    pub fn done(&self) -> Option<Done> {
        self.kept.done
    }

    /// When it began.
    pub fn moment(&self) -> Timestamp {
        self.kept.moment
    }

    /// Where its ids and salts come from.
    pub fn seed(&self) -> &Seed {
        &self.seed
    }

    /// Everything is on the disk.
    pub fn finish(&mut self, done: Done) -> Result<(), Failure> {
        self.kept.done = Some(done);
        keep(&self.path, &self.kept)
    }
}

/// A hash of everything that makes a run what it is.
pub fn print_of(model: &[u8], list: &Path, did: &str, format: Format, baked: bool) -> Result<String, Failure> {
    let refused = |error| Failure::no_input(format!("{} cannot be read: {error}", list.display()));
    let mut hash = Sha256::new();
    for part in [model, did.as_bytes(), format!("{format:?} {baked}").as_bytes()] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let mut file = File::open(list).map_err(refused)?;
    let mut buffer = vec![0; 64 << 10];
    loop {
        match file.read(&mut buffer).map_err(refused)? {
            0 => return Ok(hex(&hash.finalize())),
            read => hash.update(&buffer[..read]),
        }
    }
}

/// A file beside the output: its name with something added.
pub fn beside(out: &Path, added: &str) -> PathBuf {
    let mut name = out.file_name().unwrap_or_default().to_owned();
    name.push(added);
    out.with_file_name(name)
}

/// Makes the folder's entries durable: a file that was renamed or made there.
pub fn sync_folder_of(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

fn begin(out: &Path, path: &Path, print: &str, now: Timestamp) -> Result<Kept, Failure> {
    if out.exists() {
        return Err(Failure::usage(format!(
            "{} is there already and no run of this program: choose another --out",
            out.display()
        )));
    }
    let mut seed = [0; 32];
    outside::chance().fill_bytes(&mut seed);
    let kept = Kept { run: print.to_owned(), seed: hex(&seed), moment: now, done: None };
    keep(path, &kept)?;
    Ok(kept)
}

/// Whole and durable, or not at all: badges made from a seed that is lost would be doubled.
fn keep(path: &Path, kept: &Kept) -> Result<(), Failure> {
    let refused = |error| Failure::no_output(format!("{} cannot be written: {error}", path.display()));
    let part = beside(path, ".part");
    let written = File::create(&part).and_then(|mut file| {
        file.write_all(serde_json::to_string_pretty(kept)?.as_bytes())?;
        file.sync_all()?;
        std::fs::rename(&part, path)?;
        sync_folder_of(path)
    });
    written.map_err(refused)
}

fn lock(path: &Path) -> Result<File, Failure> {
    let refused = |error| Failure::no_output(format!("{} cannot be written: {error}", path.display()));
    let file = File::options().create(true).truncate(false).write(true).open(path).map_err(refused)?;
    file.try_lock().map_err(|_| Failure::usage("this run is under way already".to_owned()))?;
    Ok(file)
}

fn seed_of(text: &str) -> Option<[u8; 32]> {
    let mut seed = [0; 32];
    if text.len() != 64 {
        return None;
    }
    for (at, byte) in seed.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(seed)
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_salts_hang_on_seed_and_row_and_on_nothing_else() {
        let (one, other) = (Seed([1; 32]), Seed([2; 32]));
        assert_eq!(one.of(7), one.of(7));
        assert_ne!(one.of(7), one.of(8));
        assert_ne!(one.of(7), other.of(7));
        assert_ne!(one.of(7).salt, one.of(7).id.replace('-', ""));
        let id = one.of(7).id;
        assert_eq!((id.len(), id.as_bytes()[14]), (36, b'4'));
        assert!(b"89ab".contains(&id.as_bytes()[19]), "{id}");
        assert_ne!(one.short("a@x.example"), other.short("a@x.example"));
    }

    #[test]
    fn a_run_is_found_again_and_another_one_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out.jsonl");
        let now = outside::now();
        let seed = Run::open(&out, "a", now).unwrap().seed.0;
        let again = Run::open(&out, "a", now).unwrap();
        assert_eq!((again.seed.0, again.moment()), (seed, now));
        assert!(Run::open(&out, "a", now).unwrap_err().to_string().contains("under way"));
        drop(again);
        assert!(Run::open(&out, "b", now).unwrap_err().to_string().contains("another run"));
        let foreign = folder.path().join("letter.txt");
        std::fs::write(&foreign, "Dear").unwrap();
        assert!(Run::open(&foreign, "a", now).unwrap_err().to_string().contains("there already"));
    }
}
