//! Forms that may bring files: `multipart/form-data`, or url-encoded when there is none. The token is checked as for any form.
//!
//! A file that is too large does not lose what was typed: the form arrives whole, and [`Sent::take`] says what to do.

use anavez_recognition::limits;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};

use super::PageError;
use crate::language::Language;
use crate::server::{CsrfForm, Visitor};
use crate::view::form::Refusal;

/// All that is typed in one form, in bytes.
const TYPED_BYTES: usize = limits::BODY_BYTES;
/// Fields of one form.
const FIELDS: usize = 400;
/// What is read and thrown away of a file that is too large, in bytes: a browser shows our answer once it has sent it all.
const BODY_BYTES: usize = 32 * 1024 * 1024;

/// A form with its files, each `MAX` bytes at most.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sent<const MAX: usize = { limits::UPLOAD_BYTES }> {
    /// What was typed.
    pub form: CsrfForm,
    files: Vec<File>,
    too_large: Vec<(String, usize)>,
}

/// A file that came with a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct File {
    /// The field it was chosen in.
    pub field: String,
    /// Its name where it comes from; may be empty.
    pub name: String,
    /// Its bytes, as they came; never none.
    pub bytes: Vec<u8>,
}

impl<const MAX: usize> Sent<MAX> {
    /// The file chosen in a field, if one was; what to do when it is too large.
    pub fn take(&mut self, field: &str, language: Language) -> Result<Option<File>, Refusal> {
        if let Some((_, bytes)) = self.too_large.iter().find(|(large, _)| large == field) {
            return Err(Refusal::FileTooLarge { size: weight(*bytes, language), max: weight(MAX, language) });
        }
        let at = self.files.iter().position(|file| file.field == field);
        Ok(at.map(|at| self.files.swap_remove(at)))
    }
}

/// What a file weighs, as people read it: « 2 Mo », “2.4 MB”.
pub(crate) fn weight(bytes: usize, language: Language) -> String {
    let tenths = bytes.saturating_mul(10).div_ceil(1024 * 1024);
    let (comma, unit) = match language {
        Language::French => (",", "Mo"),
        Language::English => (".", "MB"),
    };
    let rest = match tenths % 10 {
        0 => String::new(),
        tenth => format!("{comma}{tenth}"),
    };
    format!("{}{rest}\u{a0}{unit}", tenths / 10)
}

impl<S: Send + Sync, const MAX: usize> FromRequest<S> for Sent<MAX> {
    type Rejection = PageError;

    async fn from_request(mut request: Request, state: &S) -> Result<Self, PageError> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !kind.starts_with("multipart/form-data") {
            return Ok(Self { form: CsrfForm::from_request(request, state).await?, files: Vec::new(), too_large: Vec::new() });
        }
        let visitor = request.extensions().get::<Visitor>().cloned().ok_or(PageError::BadForm)?;
        DefaultBodyLimit::max(BODY_BYTES).apply(&mut request);
        let mut multipart = Multipart::from_request(request, state).await.map_err(|_| PageError::BadForm)?;
        let mut reader = Reader { kept_max: MAX, ..Reader::default() };
        while let Some(field) = multipart.next_field().await.map_err(failed)? {
            reader.read(field).await?;
        }
        if reader.typed > TYPED_BYTES {
            return Err(PageError::TooLarge);
        }
        Ok(Self { form: CsrfForm::checked(reader.fields, &visitor)?, files: reader.files, too_large: reader.too_large })
    }
}

/// What was read so far. Everything kept together is never more than one file and what is typed.
#[derive(Debug, Default)]
struct Reader {
    kept_max: usize,
    kept: usize,
    typed: usize,
    fields: Vec<(String, String)>,
    files: Vec<File>,
    too_large: Vec<(String, usize)>,
}

impl Reader {
    async fn read(&mut self, field: Field<'_>) -> Result<(), PageError> {
        if self.fields.len() + self.files.len() + self.too_large.len() >= FIELDS {
            return Err(PageError::BadForm);
        }
        let name = field.name().unwrap_or_default().to_owned();
        match field.file_name().map(str::to_owned) {
            None => self.read_text(name, field).await,
            Some(file_name) => self.read_file(name, file_name, field).await,
        }
    }

    async fn read_text(&mut self, name: String, field: Field<'_>) -> Result<(), PageError> {
        let room = TYPED_BYTES.saturating_sub(self.typed);
        let (bytes, size) = read_at_most(field, room).await?;
        self.typed += size + name.len();
        let text = String::from_utf8(bytes).map_err(|_| PageError::BadForm)?;
        self.fields.push((name, text));
        Ok(())
    }

    async fn read_file(&mut self, field_name: String, name: String, field: Field<'_>) -> Result<(), PageError> {
        let (bytes, size) = read_at_most(field, self.kept_max - self.kept).await?;
        if size > bytes.len() {
            self.too_large.push((field_name, size));
        } else if size > 0 {
            self.kept += size;
            self.files.push(File { field: field_name, name, bytes });
        }
        Ok(())
    }
}

/// The bytes of a field and how many they are; nothing is kept of a field that has more than `max`.
async fn read_at_most(mut field: Field<'_>, max: usize) -> Result<(Vec<u8>, usize), PageError> {
    let (mut bytes, mut size) = (Vec::new(), 0);
    while let Some(chunk) = field.chunk().await.map_err(failed)? {
        size += chunk.len();
        if size <= max {
            bytes.extend_from_slice(&chunk);
        } else {
            bytes = Vec::new();
        }
    }
    Ok((bytes, size))
}

#[expect(clippy::needless_pass_by_value, reason = "it stands in map_err")]
fn failed(error: MultipartError) -> PageError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { PageError::TooLarge } else { PageError::BadForm }
}

#[cfg(test)]
mod tests;
