-- The first schema. Ids are TEXT (UUIDv7), times INTEGER microseconds UTC (`*_at`), JSON is TEXT, `*_print` is a SHA-256.

CREATE TABLE instance (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE actors (
    id TEXT PRIMARY KEY,
    sort TEXT NOT NULL,
    guest INTEGER NOT NULL,
    joined_to TEXT REFERENCES actors (id),
    handle TEXT UNIQUE,
    name TEXT,
    name_folded TEXT,
    about TEXT,
    language TEXT NOT NULL,
    opened_by TEXT REFERENCES actors (id),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX actors_by_name ON actors (name_folded);
CREATE INDEX actors_by_joined ON actors (joined_to);

-- An e-mail address belongs to one actor: the guest that was named by it, or the person who proved it.
CREATE TABLE addresses (
    address TEXT PRIMARY KEY,
    shown TEXT NOT NULL,
    actor_id TEXT NOT NULL REFERENCES actors (id),
    verified_at INTEGER,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX addresses_by_actor ON addresses (actor_id);

CREATE TABLE mandates (
    actor_id TEXT NOT NULL REFERENCES actors (id),
    for_id TEXT NOT NULL REFERENCES actors (id),
    since_at INTEGER NOT NULL,
    until_at INTEGER,
    PRIMARY KEY (actor_id, for_id, since_at)
) STRICT;
CREATE INDEX mandates_by_for ON mandates (for_id);

CREATE TABLE keys (
    id TEXT PRIMARY KEY,
    actor_id TEXT NOT NULL REFERENCES actors (id),
    multikey TEXT NOT NULL UNIQUE,
    sealed BLOB NOT NULL,
    state TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX keys_one_valid ON keys (actor_id) WHERE state = 'valid';
CREATE INDEX keys_by_actor ON keys (actor_id);

CREATE TABLE sign_ins (
    id TEXT PRIMARY KEY,
    address TEXT NOT NULL,
    shown TEXT NOT NULL,
    code_print BLOB NOT NULL,
    link_print BLOB NOT NULL UNIQUE,
    tries INTEGER NOT NULL,
    for_actor_id TEXT REFERENCES actors (id),
    for_recognition_id TEXT,
    language TEXT NOT NULL,
    next TEXT,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE INDEX sign_ins_by_address ON sign_ins (address, created_at);

CREATE TABLE sessions (
    print BLOB PRIMARY KEY,
    actor_id TEXT NOT NULL REFERENCES actors (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_by_actor ON sessions (actor_id);

CREATE TABLE tokens (
    print BLOB PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    actor_id TEXT NOT NULL REFERENCES actors (id),
    scopes TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;
CREATE INDEX tokens_by_actor ON tokens (actor_id);

CREATE TABLE models (
    id TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL REFERENCES actors (id),
    by_id TEXT NOT NULL REFERENCES actors (id),
    act_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (by_id, act_id)
) STRICT;
CREATE INDEX models_by_owner ON models (owner_id);

CREATE TABLE model_versions (
    id TEXT PRIMARY KEY,
    model_id TEXT NOT NULL REFERENCES models (id),
    number INTEGER NOT NULL,
    said TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (model_id, number)
) STRICT;

CREATE TABLE blobs (
    digest TEXT PRIMARY KEY,
    media_type TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE recognitions (
    id TEXT PRIMARY KEY,
    form TEXT NOT NULL,
    giver_id TEXT NOT NULL REFERENCES actors (id),
    by_id TEXT NOT NULL REFERENCES actors (id),
    receiver_id TEXT NOT NULL REFERENCES actors (id),
    version_id TEXT REFERENCES model_versions (id),
    words TEXT,
    relation TEXT,
    context TEXT,
    language TEXT NOT NULL,
    in_reply_to TEXT REFERENCES recognitions (id),
    audience_given TEXT NOT NULL,
    audience_chosen TEXT,
    state TEXT NOT NULL,
    act_id TEXT NOT NULL,
    act_row INTEGER NOT NULL,
    link_print BLOB NOT NULL UNIQUE,
    letter_to TEXT,
    planned_at INTEGER NOT NULL,
    answered_at INTEGER,
    revoked_at INTEGER,
    reason TEXT,
    UNIQUE (by_id, act_id, act_row)
) STRICT;
CREATE INDEX recognitions_by_giver ON recognitions (giver_id, id);
CREATE INDEX recognitions_by_receiver ON recognitions (receiver_id, id);
CREATE INDEX recognitions_by_version ON recognitions (version_id);
CREATE INDEX recognitions_by_reply ON recognitions (in_reply_to);
CREATE INDEX recognitions_planned ON recognitions (id) WHERE state = 'planned';
CREATE INDEX recognitions_offered ON recognitions (planned_at) WHERE state = 'offered';
CREATE INDEX recognitions_public ON recognitions (answered_at)
    WHERE state = 'accepted' AND audience_given = 'public' AND audience_chosen = 'public';

-- Bytes that were planned and signed, in a table of their own: erasable.
CREATE TABLE documents (
    recognition_id TEXT PRIMARY KEY REFERENCES recognitions (id),
    key_id TEXT NOT NULL REFERENCES keys (id),
    unsigned BLOB NOT NULL,
    signed BLOB
) STRICT;

CREATE TABLE evidence (
    id TEXT PRIMARY KEY,
    recognition_id TEXT NOT NULL REFERENCES recognitions (id),
    position INTEGER NOT NULL,
    text TEXT,
    url TEXT,
    digest TEXT REFERENCES blobs (digest),
    media_type TEXT,
    name TEXT,
    UNIQUE (recognition_id, position)
) STRICT;
CREATE INDEX evidence_by_digest ON evidence (digest);

CREATE TABLE messages (
    id TEXT PRIMARY KEY,
    recognition_id TEXT NOT NULL REFERENCES recognitions (id),
    author_id TEXT NOT NULL REFERENCES actors (id),
    act_id TEXT NOT NULL,
    text TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    UNIQUE (recognition_id, act_id)
) STRICT;

-- One series of lists per issuer. `version` grows with every bit; `signed_version` is what `signed` says.
CREATE TABLE status_lists (
    id TEXT PRIMARY KEY,
    issuer_id TEXT NOT NULL REFERENCES actors (id),
    number INTEGER NOT NULL,
    version INTEGER NOT NULL,
    signed BLOB,
    signed_version INTEGER,
    created_at INTEGER NOT NULL,
    UNIQUE (issuer_id, number)
) STRICT;

CREATE TABLE status_entries (
    list_id TEXT NOT NULL REFERENCES status_lists (id),
    position INTEGER NOT NULL,
    recognition_id TEXT NOT NULL UNIQUE REFERENCES recognitions (id),
    set_at INTEGER,
    PRIMARY KEY (list_id, position)
) STRICT;

CREATE TABLE outbox (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    letter TEXT,
    created_at INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    sent_at INTEGER,
    parked_at INTEGER,
    last_error TEXT,
    UNIQUE (kind, about)
) STRICT;
CREATE INDEX outbox_due ON outbox (next_at) WHERE sent_at IS NULL AND parked_at IS NULL;

-- Names ids only; append-only.
CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    act TEXT NOT NULL,
    by_id TEXT,
    thing_id TEXT NOT NULL
) STRICT;
CREATE INDEX journal_by_thing ON journal (thing_id);
CREATE INDEX journal_by_actor ON journal (by_id, at);

-- Answers remembered for a retry with the same Idempotency-Key.
CREATE TABLE remembered (
    actor_id TEXT NOT NULL REFERENCES actors (id),
    idempotency_key TEXT NOT NULL,
    request_print BLOB NOT NULL,
    answer TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (actor_id, idempotency_key)
) STRICT;

-- DID documents that `outbound` fetched itself from their origin (decision 5).
CREATE TABLE known_documents (
    did TEXT NOT NULL,
    fetched_at INTEGER NOT NULL,
    document BLOB NOT NULL,
    PRIMARY KEY (did, fetched_at)
) STRICT;
