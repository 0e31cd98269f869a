//! `anavez check`: every invariant of the store, re-derived; each row that breaks one is named.

use sha2::{Digest as _, Sha256};
use sqlx::Row as _;

use crate::blobs::{hex, path_of};
use crate::engine::sql;
use crate::{Reading, StoreError};

/// A row that breaks an invariant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// The invariant, as a sentence.
    pub invariant: &'static str,
    /// The row.
    pub row: String,
}

/// Each invariant is a query that names the rows that break it, in a column `row`.
macro_rules! invariants {
    ($($name:ident: $sentence:literal = $text:expr;)*) => {
        sql! { $($name = $text;)* INTEGRITY = "PRAGMA integrity_check"; FOREIGN = "PRAGMA foreign_key_check"; BLOBS = "SELECT digest, bytes FROM blobs"; }
        const INVARIANTS: &[(&str, &str)] = &[$(($sentence, $name)),*];
    };
}

invariants! {
    SIGNED: "what is offered, accepted, on hold or revoked has its signed bytes" =
        "SELECT r.id AS row FROM recognitions r LEFT JOIN documents d ON d.recognition_id = r.id
         WHERE r.state IN ('offered', 'accepted', 'suspended', 'revoked') AND (d.signed IS NULL)";
    PLANNED: "what is planned has its planned bytes and no signature" =
        "SELECT r.id AS row FROM recognitions r LEFT JOIN documents d ON d.recognition_id = r.id
         WHERE r.state = 'planned' AND (d.unsigned IS NULL OR d.signed IS NOT NULL)";
    ERASED: "what was declined, withdrawn or lapsed has neither bytes, words, evidence nor conversation" =
        "SELECT r.id AS row FROM recognitions r WHERE r.state IN ('declined', 'withdrawn', 'lapsed') AND (r.words IS NOT NULL
         OR EXISTS (SELECT 1 FROM documents d WHERE d.recognition_id = r.id) OR EXISTS (SELECT 1 FROM evidence e WHERE e.recognition_id = r.id)
         OR EXISTS (SELECT 1 FROM messages m WHERE m.recognition_id = r.id))";
    PLACED: "every recognition has exactly one place, on a list of its own giver" =
        "SELECT r.id AS row FROM recognitions r LEFT JOIN status_entries e ON e.recognition_id = r.id
         LEFT JOIN status_lists l ON l.id = e.list_id WHERE l.id IS NULL OR l.issuer_id <> r.giver_id OR l.purpose <> 'revocation'";
    BESIDE: "a list of what is on hold lies beside a list of what was revoked, of the same issuer" =
        "SELECT l.id AS row FROM status_lists l LEFT JOIN status_lists b ON b.id = l.beside
         WHERE (l.purpose = 'suspension') <> (l.beside IS NOT NULL) OR (l.beside IS NOT NULL AND (b.purpose <> 'revocation' OR b.issuer_id <> l.issuer_id))";
    SUSPENDABLE: "what can be put on hold has a list beside its own" =
        "SELECT e.recognition_id AS row FROM status_entries e LEFT JOIN status_lists l ON l.beside = e.list_id
         WHERE (e.suspendable = 1 AND l.id IS NULL) OR (e.suspended_at IS NOT NULL AND e.suspendable = 0)";
    HELD: "the bit of suspension is set exactly for what is on hold, or was when it was revoked" =
        "SELECT r.id AS row FROM recognitions r JOIN status_entries e ON e.recognition_id = r.id
         WHERE (e.suspended_at IS NOT NULL) <> (r.suspended_at IS NOT NULL)
         OR (r.suspended_at IS NOT NULL AND r.state NOT IN ('suspended', 'revoked')) OR (r.suspended_at IS NULL AND r.state = 'suspended')";
    HELD_NOTED: "each hold and its end stand in the journal" =
        "SELECT r.id AS row FROM recognitions r WHERE
         (SELECT COUNT(*) FROM journal j WHERE j.thing_id = r.id AND j.act = 'suspend') - (SELECT COUNT(*) FROM journal j WHERE j.thing_id = r.id
         AND j.act = 'reinstate') <> (CASE WHEN r.suspended_at IS NOT NULL THEN 1 ELSE 0 END)";
    TOKEN: "a token is of an award that was accepted, by a key of its giver that is not revoked" =
        "SELECT t.recognition_id AS row FROM award_tokens t JOIN recognitions r ON r.id = t.recognition_id JOIN keys k ON k.id = t.key_id
         WHERE r.form <> 'award' OR r.state NOT IN ('accepted', 'suspended', 'revoked') OR k.actor_id <> r.giver_id OR k.state = 'revoked'
         OR k.kind <> 'rsa'";
    BIT: "the status bit is set exactly when the recognition has ended" =
        "SELECT r.id AS row FROM recognitions r JOIN status_entries e ON e.recognition_id = r.id
         WHERE (e.set_at IS NOT NULL) <> (r.state IN ('declined', 'withdrawn', 'lapsed', 'revoked'))";
    RANGE: "a place is within its list" = "SELECT recognition_id AS row FROM status_entries WHERE position < 0 OR position >= 131072";
    OFFER_NOTED: "an offer stands in the journal exactly once" =
        "SELECT r.id AS row FROM recognitions r WHERE
         (SELECT COUNT(*) FROM journal j WHERE j.thing_id = r.id AND j.act = 'offer') <> (CASE WHEN r.state = 'planned' THEN 0 ELSE 1 END)";
    ANSWER_NOTED: "an answer stands in the journal exactly once" =
        "SELECT r.id AS row FROM recognitions r WHERE
         (SELECT COUNT(*) FROM journal j WHERE j.thing_id = r.id AND j.act IN ('accept', 'decline', 'withdraw', 'lapse'))
         <> (CASE WHEN r.state IN ('planned', 'offered') THEN 0 ELSE 1 END)";
    CHOSEN: "a receiver's choice of audience comes with acceptance" =
        "SELECT id AS row FROM recognitions WHERE (audience_chosen IS NOT NULL) <> (state IN ('accepted', 'suspended', 'revoked'))";
    ANSWERED: "what is answered says when" =
        "SELECT id AS row FROM recognitions WHERE (answered_at IS NOT NULL) <> (state NOT IN ('planned', 'offered'))";
    FORMS: "an award pins a model version, words do not, and words say something while they stand" =
        "SELECT id AS row FROM recognitions WHERE (form = 'award') <> (version_id IS NOT NULL)
         OR (form = 'words' AND words IS NULL AND state IN ('planned', 'offered', 'accepted', 'suspended', 'revoked'))";
    LETTER: "an offer to an address has exactly one letter" =
        "SELECT r.id AS row FROM recognitions r WHERE r.letter_to IS NOT NULL
         AND (SELECT COUNT(*) FROM outbox o WHERE o.kind = 'offer' AND o.about = r.id) <> (CASE WHEN r.state = 'planned' THEN 0 ELSE 1 END)";
    ADDRESS_FORGOTTEN: "the address that an offer was sent to is forgotten with its answer" =
        "SELECT id AS row FROM recognitions WHERE letter_to IS NOT NULL AND state NOT IN ('planned', 'offered')";
    SIGNER: "a document is signed by a key of its giver" =
        "SELECT d.recognition_id AS row FROM documents d JOIN keys k ON k.id = d.key_id JOIN recognitions r ON r.id = d.recognition_id
         WHERE k.actor_id <> r.giver_id OR k.kind <> 'ed25519'";
    KINDS: "an RSA key says its public half, an Ed25519 key is named by it" =
        "SELECT id AS row FROM keys WHERE kind NOT IN ('ed25519', 'rsa') OR (kind = 'rsa') <> (jwk IS NOT NULL)";
    ALIAS: "a guest is joined to an account, never to a guest" =
        "SELECT a.id AS row FROM actors a JOIN actors b ON b.id = a.joined_to WHERE a.guest = 0 OR b.guest = 1 OR b.joined_to IS NOT NULL";
    JOINED_ADDRESS: "no address stays with a guest that was joined" =
        "SELECT d.address AS row FROM addresses d JOIN actors a ON a.id = d.actor_id WHERE a.joined_to IS NOT NULL";
    HANDLES: "an account has a handle, a guest has none" = "SELECT id AS row FROM actors WHERE (guest = 0) <> (handle IS NOT NULL)";
    LISTS: "a signed list does not claim a version to come" =
        "SELECT id AS row FROM status_lists WHERE signed_version > version OR (signed IS NULL) <> (signed_version IS NULL)";
    SELF: "nobody recognises themselves in words" = "SELECT id AS row FROM recognitions WHERE form = 'words' AND giver_id = receiver_id";
}

impl Reading {
    /// Every breach of every invariant; `most` rows of each at the most.
    pub async fn breaches(&mut self, most: usize) -> Result<Vec<Breach>, StoreError> {
        let mut breaches = Vec::new();
        for &(invariant, query) in INVARIANTS {
            let rows = sqlx::query(query).fetch_all(self.connection()).await?;
            for row in rows.iter().take(most) {
                breaches.push(Breach { invariant, row: row.try_get("row")? });
            }
        }
        self.check_engine(&mut breaches, most).await?;
        self.check_files(&mut breaches, most).await?;
        Ok(breaches)
    }

    async fn check_engine(&mut self, breaches: &mut Vec<Breach>, most: usize) -> Result<(), StoreError> {
        for row in sqlx::query(INTEGRITY).fetch_all(self.connection()).await?.iter().take(most) {
            let said: String = row.try_get(0)?;
            if said != "ok" {
                breaches.push(Breach { invariant: "the database file is whole", row: said });
            }
        }
        for row in sqlx::query(FOREIGN).fetch_all(self.connection()).await?.iter().take(most) {
            breaches.push(Breach { invariant: "a row names only rows that exist", row: row.try_get::<String, _>(0)? });
        }
        Ok(())
    }

    async fn check_files(&mut self, breaches: &mut Vec<Breach>, most: usize) -> Result<(), StoreError> {
        let rows = sqlx::query(BLOBS).fetch_all(self.connection()).await?;
        let mut found = 0;
        for row in rows {
            let digest: String = row.try_get("digest")?;
            let whole =
                tokio::fs::read(path_of(&self.folder, &digest)).await.is_ok_and(|bytes| hex(&Sha256::digest(&bytes)) == digest);
            if !whole && found < most {
                found += 1;
                breaches.push(Breach { invariant: "a file is there, with the bytes that its name says", row: digest });
            }
        }
        Ok(())
    }
}
