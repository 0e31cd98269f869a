//! Forms that may bring files: `multipart/form-data`, or urlencoded when they bring none. Every file within its limit.

use anavez_recognition::limits;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};

use super::PageError;
use crate::server::{CsrfForm, Visitor};

/// The largest body of a form with one picture: the picture, and room for the words around it.
pub(crate) const UPLOAD_BODY_BYTES: usize = limits::UPLOAD_BYTES + 256 * 1024;
/// Fields of one form.
const FIELDS: usize = 200;

/// What a form sent: its fields, and its files.
#[derive(Debug, Default)]
pub(crate) struct Sent {
    /// The fields; the token was right.
    pub form: CsrfForm,
    /// The files that were chosen.
    pub files: Vec<File>,
}

/// A file that was chosen.
#[derive(Debug)]
pub(crate) struct File {
    /// The field it came in.
    pub field: String,
    /// Its name on the sender's machine.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = PageError;
    async fn from_request(request: Request, state: &S) -> Result<Self, PageError> {
        let visitor = request.extensions().get::<Visitor>().cloned().ok_or(PageError::BadForm)?;
        let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !content_type.starts_with("multipart/form-data") {
            let form = CsrfForm::from_request(request, state).await?;
            return Ok(Self { form, files: Vec::new() });
        }
        let mut parts = Multipart::from_request(request, state).await.map_err(|_| PageError::BadForm)?;
        let (mut fields, mut files) = (Vec::new(), Vec::new());
        while let Some(part) = parts.next_field().await.map_err(|error| refused(&error))? {
            if fields.len() + files.len() >= FIELDS {
                return Err(PageError::BadForm);
            }
            let field = part.name().unwrap_or_default().to_owned();
            let name = part.file_name().map(str::to_owned);
            let bytes = part.bytes().await.map_err(|error| refused(&error))?;
            match name {
                Some(_) if bytes.is_empty() => {}
                Some(name) if bytes.len() <= limits::BADGE_FILE_BYTES => files.push(File { field, name, bytes: bytes.into() }),
                Some(_) => return Err(PageError::TooLarge),
                None => fields.push((field, String::from_utf8(bytes.into()).map_err(|_| PageError::BadForm)?)),
            }
        }
        Ok(Self { form: CsrfForm::checked(fields, &visitor)?, files })
    }
}

fn refused(error: &MultipartError) -> PageError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE { PageError::TooLarge } else { PageError::BadForm }
}
