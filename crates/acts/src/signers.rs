//! The keys and templates of a batch, each opened once.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use anavez_keys::SecretKey;
use anavez_recognition::{KeyId, TemplateId};
use anavez_store::{Document, Filled, Reading, SignedDocument, StoredKey};
use openbadges::multibase::Ed25519Public;
use openbadges::template::{Bulk, Skeleton, Template};

use crate::templates::{broken, compiled};
use crate::{ActError, World, signing};

/// What signs the documents of a batch.
#[derive(Default)]
pub(crate) struct Signers {
    keys: HashMap<KeyId, Signer>,
    templates: HashMap<TemplateId, Template<'static>>,
}

struct Signer {
    stored: StoredKey,
    secret: SecretKey,
    bulk: Bulk,
}

impl Signers {
    /// Signs a planned document, in the form in which it is kept.
    pub(crate) async fn sign(
        &mut self,
        world: &World,
        reading: &mut Reading,
        document: &Document,
    ) -> Result<SignedDocument, ActError> {
        let signer = match self.keys.entry(document.key) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let stored = reading.key(document.key).await?.ok_or(ActError::NotFound)?;
                let secret = signing::opened(world, &stored)?;
                let public = Ed25519Public::from_multikey(&stored.multikey).map_err(|e| ActError::Broken(Box::new(e)))?;
                new.insert(Signer { stored, secret, bulk: Bulk::new(public) })
            }
        };
        let said = match &document.filled {
            Some(filled) => {
                let template = match self.templates.entry(filled.template) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(new) => {
                        let stored = reading.template(filled.template).await?.ok_or(ActError::NotFound)?;
                        let skeleton = Skeleton::from_stored(&stored.skeleton).map_err(broken)?;
                        let template = compiled(world, &signer.stored, stored.created_at, skeleton).map_err(broken)?;
                        if template.proof_text() != stored.proof {
                            return Err(ActError::Conflict("a template is of another key than its document"));
                        }
                        new.insert(template)
                    }
                };
                signer.signature(template, filled)?
            }
            None => {
                let planned = serde_json::from_slice(&document.unsigned)?;
                let signed = signing::sign_with(world, &signer.stored, &signer.secret, &planned)?;
                String::from_utf8(signed).map_err(|e| ActError::Broken(Box::new(e)))?
            }
        };
        Ok(SignedDocument { recognition: document.recognition, said })
    }
}

impl Signer {
    fn signature(&mut self, template: &Template<'_>, filled: &Filled) -> Result<String, ActError> {
        let Self { secret, bulk, .. } = self;
        let mut written = Vec::with_capacity(4 << 10);
        let signature = bulk.sign(template, &filled.values, |message| Ok(secret.sign(message)), &mut written).map_err(broken)?;
        openbadges::multibase::encode_base58(&signature).map_err(|e| ActError::Broken(Box::new(e)))
    }
}
