-- Badges on hold. A list of places may have a second list beside it, for the purpose of suspension, with the same positions:
-- a document that names both stands at one index, twice.
ALTER TABLE status_lists ADD COLUMN purpose TEXT NOT NULL DEFAULT 'revocation';
ALTER TABLE status_lists ADD COLUMN beside TEXT REFERENCES status_lists (id);
CREATE UNIQUE INDEX status_lists_beside ON status_lists (beside) WHERE beside IS NOT NULL;
-- Whether the document at this place names the list beside: what does not cannot be put on hold.
ALTER TABLE status_entries ADD COLUMN suspendable INTEGER NOT NULL DEFAULT 0;
ALTER TABLE status_entries ADD COLUMN suspended_at INTEGER;
ALTER TABLE recognitions ADD COLUMN suspended_at INTEGER;

-- RSA keys beside the Ed25519 ones: `multikey` is then the thumbprint that names the key, `jwk` its public half.
ALTER TABLE keys ADD COLUMN kind TEXT NOT NULL DEFAULT 'ed25519';
ALTER TABLE keys ADD COLUMN jwk TEXT;
DROP INDEX keys_one_valid;
CREATE UNIQUE INDEX keys_one_valid ON keys (actor_id, kind) WHERE state = 'valid';

-- Awards signed once more as tokens (VC-JWT): what stands before and around the planned bytes, and the signature.
CREATE TABLE award_tokens (
    recognition_id TEXT PRIMARY KEY REFERENCES recognitions (id),
    key_id TEXT NOT NULL REFERENCES keys (id),
    header TEXT NOT NULL,
    claims TEXT NOT NULL,
    signature BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX award_tokens_by_key ON award_tokens (key_id);
