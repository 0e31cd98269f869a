//! A document with holes: the compact JSON text of many documents that differ in a few values.

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::TemplateError;
use super::holes::{Cut, Markers};
use crate::json;

/// Most holes of a skeleton.
pub const HOLES_MAX: usize = 256;

/// The JSON text of a document, with holes inside of its texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skeleton {
    parts: Vec<Part>,
    holes: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Hole(usize),
}

impl Skeleton {
    /// The skeleton of the documents that `write` makes. It gets a text for each hole and writes it down wherever its value
    /// goes: as a whole text, or as a part of one. The texts are absolute IRIs and parts of IRIs.
    ///
    /// ```
    /// use openbadges::template::{Skeleton, TemplateError};
    /// let skeleton = Skeleton::of(1, |hole| Ok::<_, TemplateError>(serde_json::json!({"id": format!("https://a.example/{}", hole[0])})))?;
    /// assert_eq!(skeleton.fill(&["7"])?, br#"{"id":"https://a.example/7"}"#);
    /// # Ok::<(), TemplateError>(())
    /// ```
    ///
    /// # Errors
    /// What `write` refuses; [`TemplateError::NotOnlyValues`] when it does anything else with a text.
    pub fn of<E: From<TemplateError>>(holes: usize, write: impl Fn(&[String]) -> Result<Value, E>) -> Result<Self, E> {
        if holes > HOLES_MAX {
            return Err(TemplateError::TooManyHoles.into());
        }
        // The second markers are a hash of the first document: nobody can have written them into a text of it.
        let first = Markers::new(&[0; 32]);
        let probe = text(&write(&first.texts(holes))?);
        let markers = Markers::new(&Sha256::digest(&probe).into());
        let made = text(&write(&markers.texts(holes))?);
        let skeleton = Self::cut(&made, &markers, holes);
        if skeleton.fill(&first.texts(holes))? != probe.as_bytes() {
            return Err(TemplateError::NotOnlyValues.into());
        }
        Ok(skeleton)
    }

    fn cut(text: &str, markers: &Markers, holes: usize) -> Self {
        let mut parts = Vec::new();
        markers.cut(text, |cut| {
            parts.push(match cut {
                Cut::Text(text) => Part::Text(text.to_owned()),
                Cut::Hole(hole) => Part::Hole(hole),
            });
        });
        Self { parts, holes }
    }

    /// How many values a row has.
    pub fn holes(&self) -> usize {
        self.holes
    }

    /// Appends the document of a row, without proof.
    ///
    /// # Errors
    /// [`TemplateError::Count`].
    pub fn write(&self, values: &[impl AsRef<str>], out: &mut Vec<u8>) -> Result<(), TemplateError> {
        if values.len() != self.holes {
            return Err(TemplateError::Count { values: values.len(), holes: self.holes });
        }
        for part in &self.parts {
            match part {
                Part::Text(text) => out.extend_from_slice(text.as_bytes()),
                Part::Hole(hole) => json::write_escaped(values[*hole].as_ref(), out),
            }
        }
        Ok(())
    }

    /// The document of a row, without proof.
    ///
    /// # Errors
    /// [`TemplateError::Count`].
    pub fn fill(&self, values: &[impl AsRef<str>]) -> Result<Vec<u8>, TemplateError> {
        let mut out = Vec::with_capacity(4 << 10);
        self.write(values, &mut out)?;
        Ok(out)
    }

    /// The skeleton as it is stored: a JSON array of texts and numbers of holes, whose last number is that of all holes.
    pub fn to_stored(&self) -> String {
        let parts = self.parts.iter().map(|part| match part {
            Part::Text(text) => Value::from(text.as_str()),
            Part::Hole(hole) => Value::from(*hole),
        });
        Value::from(parts.chain([Value::from(self.holes)]).collect::<Vec<_>>()).to_string()
    }

    /// Reads what [`Skeleton::to_stored`] wrote.
    ///
    /// # Errors
    /// [`TemplateError::Stored`].
    pub fn from_stored(stored: &str) -> Result<Self, TemplateError> {
        let wrong = TemplateError::Stored;
        let items: Vec<Value> = serde_json::from_str(stored).map_err(|_| wrong("it is no array"))?;
        let number = |item: &Value| item.as_u64().and_then(|n| usize::try_from(n).ok());
        let (last, items) = items.split_last().ok_or(wrong("it is empty"))?;
        let holes = number(last).filter(|n| *n <= HOLES_MAX).ok_or(wrong("it does not say how many holes it has"))?;
        let part = |item: &Value| match (item.as_str(), number(item)) {
            (Some(text), _) => Ok(Part::Text(text.to_owned())),
            (None, Some(hole)) if hole < holes => Ok(Part::Hole(hole)),
            _ => Err(wrong("a part is neither text nor hole")),
        };
        Ok(Self { parts: items.iter().map(part).collect::<Result<_, _>>()?, holes })
    }

    /// Markers that stand nowhere in its texts: a hash of them.
    pub(super) fn markers(&self) -> Markers {
        let mut hash = Sha256::new();
        for part in &self.parts {
            if let Part::Text(text) = part {
                hash.update(text);
            }
            hash.update([0]);
        }
        Markers::new(&hash.finalize().into())
    }
}

fn text(document: &Value) -> String {
    document.to_string()
}
