-- Long lists: the documents of rows that differ in a few values are kept as template and values. `skeleton` is a JSON array of
-- pieces of text and numbers of values, its last number that of all values; `proof` is what stands between document and
-- signature. Of a document with a template, `unsigned` is a JSON array of its values, and `signed` the text of its signature.
CREATE TABLE templates (
    id TEXT PRIMARY KEY,
    skeleton TEXT NOT NULL,
    proof TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
ALTER TABLE documents ADD COLUMN template_id TEXT REFERENCES templates (id);
CREATE INDEX documents_by_template ON documents (template_id) WHERE template_id IS NOT NULL;
