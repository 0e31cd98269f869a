//! The reader itself: one pass over UTF-8 text, borrowing every string without an escape.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::Number;

use super::{DEPTH_MAX, Json, JsonError};
use crate::plain::plain_run;

/// Room made for an object at once: most have no more entries.
const ENTRIES_EXPECTED: usize = 8;

/// Up to here the keys of an object are compared with each other; above, through a set.
const KEYS_COMPARED_MAX: usize = 16;

/// Reads the whole of `text` as one JSON value.
pub(super) fn document(text: &str) -> Result<Json<'_>, JsonError> {
    let mut reader = Reader { text, bytes: text.as_bytes(), at: 0, depth: 0 };
    reader.blank();
    let value = reader.value()?;
    reader.blank();
    if reader.at < reader.bytes.len() {
        return Err(reader.expected("the end"));
    }
    Ok(value)
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    depth: usize,
}

type Read<T> = Result<T, JsonError>;

impl<'a> Reader<'a> {
    fn expected(&self, expected: &'static str) -> JsonError {
        JsonError::Syntax { expected, at: self.at }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn blank(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn word(&mut self, word: &'static str, value: Json<'a>) -> Read<Json<'a>> {
        if self.bytes[self.at..].starts_with(word.as_bytes()) {
            self.at += word.len();
            return Ok(value);
        }
        Err(self.expected("a value"))
    }

    fn value(&mut self) -> Read<Json<'a>> {
        match self.peek() {
            Some(b'"') => self.string().map(Json::Text),
            Some(b'{') => self.nested(Self::object),
            Some(b'[') => self.nested(Self::array),
            Some(b'-' | b'0'..=b'9') => self.number().map(Json::Number),
            Some(b't') => self.word("true", Json::Bool(true)),
            Some(b'f') => self.word("false", Json::Bool(false)),
            Some(b'n') => self.word("null", Json::Null),
            _ => Err(self.expected("a value")),
        }
    }

    fn nested(&mut self, read: impl FnOnce(&mut Self) -> Read<Json<'a>>) -> Read<Json<'a>> {
        if self.depth == DEPTH_MAX {
            return Err(JsonError::TooDeep { at: self.at });
        }
        self.depth += 1;
        self.at += 1;
        self.blank();
        let value = read(self)?;
        self.depth -= 1;
        Ok(value)
    }

    fn array(&mut self) -> Read<Json<'a>> {
        let mut items = Vec::new();
        if self.take(b']') {
            return Ok(Json::Array(items));
        }
        loop {
            items.push(self.value()?);
            self.blank();
            if self.take(b']') {
                return Ok(Json::Array(items));
            }
            if !self.take(b',') {
                return Err(self.expected("`,` or `]`"));
            }
            self.blank();
        }
    }

    fn object(&mut self) -> Read<Json<'a>> {
        let mut entries: Vec<(Cow<'a, str>, Json<'a>)> = Vec::new();
        if self.take(b'}') {
            return Ok(Json::Object(entries));
        }
        entries.reserve(ENTRIES_EXPECTED);
        loop {
            if self.peek() != Some(b'"') {
                return Err(self.expected("a key"));
            }
            let key = self.string()?;
            self.blank();
            if !self.take(b':') {
                return Err(self.expected("`:`"));
            }
            self.blank();
            let value = self.value()?;
            entries.push((key, value));
            self.blank();
            if self.take(b'}') {
                break;
            }
            if !self.take(b',') {
                return Err(self.expected("`,` or `}`"));
            }
            self.blank();
        }
        match twice(&entries) {
            Some(key) => Err(JsonError::DuplicateKey { key: key.to_owned(), at: self.at }),
            None => Ok(Json::Object(entries)),
        }
    }

    fn number(&mut self) -> Read<Number> {
        let start = self.at;
        self.take(b'-');
        if !self.take(b'0') && self.digits() == 0 {
            return Err(self.expected("a digit"));
        }
        let mut whole = true;
        if self.take(b'.') {
            whole = false;
            if self.digits() == 0 {
                return Err(self.expected("a digit"));
            }
        }
        if self.take(b'e') || self.take(b'E') {
            whole = false;
            let _sign = self.take(b'+') || self.take(b'-');
            if self.digits() == 0 {
                return Err(self.expected("a digit"));
            }
        }
        let text = &self.text[start..self.at];
        let out_of_range = JsonError::NumberOutOfRange { at: start };
        if whole && text != "-0" {
            if let Ok(n) = text.parse::<i64>() {
                return Ok(n.into());
            }
            if let Ok(n) = text.parse::<u64>() {
                return Ok(n.into());
            }
        }
        text.parse().ok().and_then(Number::from_f64).ok_or(out_of_range)
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        self.at - start
    }

    fn string(&mut self) -> Read<Cow<'a, str>> {
        self.at += 1;
        let start = self.at;
        self.plain();
        if self.take(b'"') {
            return Ok(Cow::Borrowed(&self.text[start..self.at - 1]));
        }
        let mut owned = self.text[start..self.at].to_owned();
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(Cow::Owned(owned));
                }
                Some(b'\\') => owned.push(self.escape()?),
                Some(0..=0x1f) => return Err(self.expected("no control character in a string")),
                Some(_) => {
                    let start = self.at;
                    self.plain();
                    owned.push_str(&self.text[start..self.at]);
                }
                None => return Err(self.expected("the end of the string")),
            }
        }
    }

    /// Skips to the next byte that is a quotation mark, a backslash or a control character.
    fn plain(&mut self) {
        self.at += plain_run::<false>(&self.bytes[self.at..]);
    }

    fn escape(&mut self) -> Read<char> {
        let start = self.at;
        self.at += 2;
        Ok(match self.bytes.get(start + 1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.code_point(start),
            _ => {
                return Err(JsonError::Syntax { expected: "an escape", at: start });
            }
        })
    }

    fn code_point(&mut self, start: usize) -> Read<char> {
        let lone = JsonError::LoneSurrogate { at: start };
        let high = self.hex4()?;
        if !(0xd800..=0xdfff).contains(&high) {
            return char::from_u32(high).ok_or(lone);
        }
        if high >= 0xdc00 || !self.bytes[self.at..].starts_with(b"\\u") {
            return Err(lone);
        }
        self.at += 2;
        let low = self.hex4()?;
        if !(0xdc00..=0xdfff).contains(&low) {
            return Err(lone);
        }
        char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)).ok_or(lone)
    }

    fn hex4(&mut self) -> Read<u32> {
        let digits = self.bytes.get(self.at..self.at + 4).filter(|d| d.iter().all(u8::is_ascii_hexdigit));
        let Some(digits) = digits else {
            return Err(self.expected("four hexadecimal digits"));
        };
        self.at += 4;
        Ok(digits.iter().fold(0, |n, d| n * 16 + char::from(*d).to_digit(16).unwrap_or(0)))
    }
}

fn twice<'e>(entries: &'e [(Cow<'_, str>, Json<'_>)]) -> Option<&'e str> {
    if entries.len() <= KEYS_COMPARED_MAX {
        return entries
            .iter()
            .enumerate()
            .find_map(|(i, (key, _))| entries[..i].iter().any(|(earlier, _)| earlier == key).then_some(&**key));
    }
    let mut seen = HashSet::with_capacity(entries.len());
    entries.iter().find_map(|(key, _)| (!seen.insert(&**key)).then_some(&**key))
}
