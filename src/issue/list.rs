//! LIST.csv (RFC 4180), record by record: a list may be longer than memory.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use crate::ending::Failure;

/// The longest record, in bytes: an evidence and a narrative at their longest.
const RECORD_BYTES_MAX: usize = 64 << 10;

/// A list that is read.
#[derive(Debug)]
pub struct List {
    path: PathBuf,
    reader: BufReader<File>,
    bytes: u64,
    separator: u8,
    columns: Columns,
    record: Vec<u8>,
    /// Where the cells of the record end in `cells`.
    ends: Vec<usize>,
    cells: Vec<u8>,
}

#[derive(Debug, Default)]
struct Columns {
    email: usize,
    narrative: Option<usize>,
    evidence: Option<usize>,
}

/// The cells of a record that count; empty where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cells<'l> {
    /// The address.
    pub email: &'l str,
    /// What this person did.
    pub narrative: &'l str,
    /// An address of a page, or a text.
    pub evidence: &'l str,
}

impl List {
    /// Opens a list and reads its header; its length in bytes comes with it.
    pub fn open(path: &Path) -> Result<(Self, u64), Failure> {
        let refused = |error| Failure::no_input(format!("{} cannot be read: {error}", path.display()));
        let file = File::open(path).map_err(refused)?;
        let length = file.metadata().map_err(refused)?.len();
        let mut list = Self {
            path: path.to_owned(),
            reader: BufReader::with_capacity(64 << 10, file),
            bytes: 0,
            separator: b',',
            columns: Columns::default(),
            record: Vec::new(),
            ends: Vec::new(),
            cells: Vec::new(),
        };
        list.read_record()?;
        let header = std::mem::take(&mut list.record);
        list.columns(header.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(&header))?;
        Ok((list, length))
    }

    /// Bytes read so far.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The next record that is not empty, or what is wrong with it; `None` at the end.
    pub fn next(&mut self) -> Result<Option<Result<Cells<'_>, String>>, Failure> {
        loop {
            if !self.read_record()? {
                return Ok(None);
            }
            if self.record.iter().any(|byte| !byte.is_ascii_whitespace() && *byte != self.separator) {
                break;
            }
        }
        let record = std::mem::take(&mut self.record);
        self.split(&record);
        self.record = record;
        let Ok(text) = std::str::from_utf8(&self.cells) else { return Ok(Some(Err("is not UTF-8".to_owned()))) };
        let cell = |column: Option<usize>| {
            let column = column.filter(|column| *column < self.ends.len())?;
            let start = if column == 0 { 0 } else { self.ends[column - 1] };
            text.get(start..self.ends[column])
        };
        Ok(Some(Ok(Cells {
            email: cell(Some(self.columns.email)).unwrap_or_default(),
            narrative: cell(self.columns.narrative).unwrap_or_default(),
            evidence: cell(self.columns.evidence).unwrap_or_default(),
        })))
    }

    /// The columns by their names; lists of spreadsheets may be separated by semicolons.
    fn columns(&mut self, header: &[u8]) -> Result<(), Failure> {
        if !header.contains(&b',') && header.contains(&b';') {
            self.separator = b';';
        }
        self.split(header);
        let text = String::from_utf8_lossy(&self.cells).into_owned();
        let mut start = 0;
        let mut names = Vec::new();
        for end in &self.ends {
            names.push(text.get(start..*end).unwrap_or_default().trim().to_lowercase());
            start = *end;
        }
        let column = |name: &str| names.iter().position(|known| known == name);
        let email = column("email").ok_or_else(|| {
            Failure::data(format!(
                "{} needs a header line with a column email: email,name,narrative,evidence",
                self.path.display()
            ))
        })?;
        self.columns = Columns { email, narrative: column("narrative"), evidence: column("evidence") };
        Ok(())
    }

    /// Reads up to the line end that ends a record: not one inside of quotes. False at the end of the list.
    fn read_record(&mut self) -> Result<bool, Failure> {
        self.record.clear();
        let mut quoted = false;
        loop {
            let start = self.record.len();
            let buffer = self.reader.fill_buf();
            let buffer = buffer.map_err(|error| Failure::no_input(format!("{} cannot be read: {error}", self.path.display())))?;
            if buffer.is_empty() {
                return Ok(!self.record.is_empty());
            }
            let end = buffer.iter().position(|byte| *byte == b'\n').map_or(buffer.len(), |at| at + 1);
            self.record.extend_from_slice(&buffer[..end]);
            self.reader.consume(end);
            self.bytes += end as u64;
            quoted ^= self.record[start..].iter().filter(|byte| **byte == b'"').count() % 2 == 1;
            if self.record.len() > RECORD_BYTES_MAX {
                let at = self.bytes;
                return Err(Failure::data(format!(
                    "{}: a row that ends behind byte {at} is longer than {RECORD_BYTES_MAX} bytes; is a quote open?",
                    self.path.display()
                )));
            }
            if !quoted && self.record.ends_with(b"\n") {
                return Ok(true);
            }
        }
    }

    /// Cuts a record into cells: quotes, doubled quotes, separators and line ends inside of quotes.
    fn split(&mut self, record: &[u8]) {
        self.cells.clear();
        self.ends.clear();
        let record = record.strip_suffix(b"\n").unwrap_or(record);
        let record = record.strip_suffix(b"\r").unwrap_or(record);
        let (mut quoted, mut bytes) = (false, record.iter().peekable());
        while let Some(byte) = bytes.next() {
            match byte {
                b'"' if quoted && bytes.peek() == Some(&&b'"') => {
                    bytes.next();
                    self.cells.push(b'"');
                }
                b'"' => quoted = !quoted,
                byte if *byte == self.separator && !quoted => self.ends.push(self.cells.len()),
                byte => self.cells.push(*byte),
            }
        }
        self.ends.push(self.cells.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Address, narrative and evidence of a row, or why it is refused.
    type Read = Result<(String, String, String), String>;

    fn read(text: &[u8]) -> Result<Vec<Read>, Failure> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.csv");
        std::fs::write(&path, text).unwrap();
        let (mut list, bytes) = List::open(&path)?;
        assert_eq!(bytes, text.len() as u64);
        let mut rows = Vec::new();
        while let Some(row) = list.next()? {
            rows.push(row.map(|cells| (cells.email.to_owned(), cells.narrative.to_owned(), cells.evidence.to_owned())));
        }
        assert_eq!(list.bytes(), bytes);
        Ok(rows)
    }

    fn row(email: &str, narrative: &str, evidence: &str) -> Result<(String, String, String), String> {
        Ok((email.into(), narrative.into(), evidence.into()))
    }

    #[test]
    fn quotes_line_ends_and_the_order_of_columns_are_read() {
        let text = "\u{FEFF}Name, Narrative ,email\r\n\"Le Roux, Ann\",\"said \"\"yes\"\"\nand came\",a@x.example\r\n\r\n,,\r\nb,,b@x.example";
        let expected = [row("a@x.example", "said \"yes\"\nand came", ""), row("b@x.example", "", "")];
        assert_eq!(read(text.as_bytes()).unwrap(), expected);
    }

    #[test]
    fn semicolons_and_short_rows_are_read() {
        let expected = [row("a@x.example", "", ""), row("b@x.example", "c,d", "e")];
        assert_eq!(read(b"email;narrative;evidence\na@x.example\nb@x.example;c,d;e\n").unwrap(), expected);
    }

    #[test]
    fn a_row_that_is_not_utf_8_is_refused_alone() {
        let rows = read(b"email,narrative\na@x.example,\xff\nb@x.example,c\n").unwrap();
        assert_eq!(rows, [Err("is not UTF-8".to_owned()), row("b@x.example", "c", "")]);
    }

    #[test]
    fn a_list_without_addresses_and_an_open_quote_are_refused() {
        assert!(read(b"name,mail\nx,y\n").unwrap_err().to_string().contains("column email"));
        assert!(read(b"").unwrap_err().to_string().contains("column email"));
        let open = format!("email\n\"{}", "a\n".repeat(RECORD_BYTES_MAX));
        assert!(read(open.as_bytes()).unwrap_err().to_string().contains("is a quote open"));
    }
}
