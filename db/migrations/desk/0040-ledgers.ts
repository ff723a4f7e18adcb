/**
 * Two ledgers that prove that nothing was taken out of them: files given in evidence, and looks at personal data with other
 * acts worth asking about later. Each entry holds the hash of the one before; neither can be edited or shortened through
 * SQL, and an edit of the file itself breaks the chain at a place that can be named.
 */
export const sql = `
CREATE TABLE evidence (
  seq INTEGER PRIMARY KEY,
  evidence_id TEXT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL UNIQUE,
  size_bytes INTEGER NOT NULL CHECK (size_bytes >= 0),
  media_type TEXT NOT NULL,
  file_name TEXT NOT NULL,
  captured_at INTEGER NOT NULL,
  captured_by TEXT NOT NULL,
  desk_id TEXT NOT NULL,
  chain_prev_hash TEXT NOT NULL UNIQUE,
  chain_hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE TRIGGER evidence_is_never_edited BEFORE UPDATE ON evidence
BEGIN SELECT RAISE(ABORT, 'an evidence entry is never edited'); END;
CREATE TRIGGER evidence_is_never_deleted BEFORE DELETE ON evidence
BEGIN SELECT RAISE(ABORT, 'an evidence entry is never deleted'); END;
CREATE INDEX event_of_evidence ON event (data ->> '$.evidenceId') WHERE type = 'EvidenceAttached';

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  user_id TEXT NOT NULL,
  act TEXT NOT NULL,
  record TEXT,
  reason TEXT,
  data TEXT NOT NULL CHECK (json_valid(data)),
  prev_hash TEXT NOT NULL UNIQUE,
  hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX audit_of_user ON audit (user_id, seq);
CREATE INDEX audit_of_act ON audit (act, seq);
CREATE INDEX audit_of_record ON audit (record, seq) WHERE record IS NOT NULL;
CREATE TRIGGER audit_is_never_edited BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'an audit entry is never edited'); END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'an audit entry is never deleted'); END;
`;
