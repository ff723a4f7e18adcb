/**
 * The tables of the hub on one SQLite file, which is encrypted whole: nothing in it is sealed once more. One writer at a time, so what
 * became visible is ordered by one count (`position`) of events and one of references.
 */
export const SCHEMA = `
CREATE TABLE IF NOT EXISTS desk (
  desk_id TEXT PRIMARY KEY, name TEXT NOT NULL, epoch TEXT NOT NULL, next_seq INTEGER NOT NULL CHECK (next_seq >= 1),
  branches TEXT CHECK (json_valid(branches)), roles TEXT NOT NULL CHECK (json_valid(roles)), days INTEGER, signing_key BLOB NOT NULL, sealing_key BLOB,
  revoked_at INTEGER, may_bring_until INTEGER
) STRICT;
CREATE TABLE IF NOT EXISTS account (
  user_id TEXT PRIMARY KEY, login TEXT NOT NULL UNIQUE, display_name TEXT NOT NULL, password_hash TEXT NOT NULL,
  roles TEXT NOT NULL CHECK (json_valid(roles)), branch_id TEXT NOT NULL, disabled_at INTEGER,
  failed_sign_ins INTEGER NOT NULL DEFAULT 0, wait_until INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS command (
  command_id TEXT PRIMARY KEY, desk_id TEXT NOT NULL REFERENCES desk, epoch TEXT NOT NULL, seq INTEGER NOT NULL,
  stream TEXT NOT NULL, result TEXT NOT NULL, body TEXT NOT NULL CHECK (json_valid(body)), UNIQUE (desk_id, epoch, seq)
) STRICT;
CREATE INDEX IF NOT EXISTS command_parked ON command (stream) WHERE result = 'parked';
CREATE TABLE IF NOT EXISTS stream (
  stream TEXT PRIMARY KEY, version INTEGER NOT NULL, branch_id TEXT, owner_user_id TEXT,
  waits_for TEXT NOT NULL CHECK (json_valid(waits_for)), slot_start INTEGER, lapses_at INTEGER,
  claims TEXT NOT NULL CHECK (json_valid(claims))
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS stream_of_owner ON stream (owner_user_id) WHERE owner_user_id IS NOT NULL;
CREATE TABLE IF NOT EXISTS desk_person (
  user_id TEXT NOT NULL, desk_id TEXT NOT NULL, PRIMARY KEY (user_id, desk_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS stream_by_slot ON stream (slot_start) WHERE slot_start IS NOT NULL;
CREATE INDEX IF NOT EXISTS stream_lapsing ON stream (lapses_at) WHERE lapses_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS event (
  position INTEGER PRIMARY KEY AUTOINCREMENT, stream TEXT NOT NULL, version INTEGER NOT NULL CHECK (version >= 1),
  event_id TEXT NOT NULL UNIQUE, command_id TEXT NOT NULL, body TEXT NOT NULL CHECK (json_valid(body)), UNIQUE (stream, version)
) STRICT;
CREATE INDEX IF NOT EXISTS event_of_command ON event (command_id);
CREATE TRIGGER IF NOT EXISTS event_is_never_edited BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'an event is never edited'); END;
CREATE TRIGGER IF NOT EXISTS event_is_never_deleted BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'an event is never deleted'); END;
CREATE TABLE IF NOT EXISTS claim (
  kind TEXT NOT NULL, key TEXT NOT NULL, stream TEXT NOT NULL, PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS claim_of_stream ON claim (stream);
CREATE TABLE IF NOT EXISTS kept_on (case_id TEXT PRIMARY KEY, on_stream TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS pin (desk_id TEXT NOT NULL, stream TEXT NOT NULL, PRIMARY KEY (desk_id, stream)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS nonce (
  desk_id TEXT NOT NULL, nonce TEXT NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (desk_id, nonce)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS evidence (
  evidence_id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, size_bytes INTEGER NOT NULL,
  stored_bytes INTEGER NOT NULL DEFAULT 0, is_whole INTEGER NOT NULL DEFAULT 0, body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
CREATE TABLE IF NOT EXISTS evidence_named (
  evidence_id TEXT NOT NULL, desk_id TEXT NOT NULL, PRIMARY KEY (evidence_id, desk_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS evidence_on (
  evidence_id TEXT NOT NULL, stream TEXT NOT NULL, PRIMARY KEY (evidence_id, stream)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS evidence_part (
  evidence_id TEXT NOT NULL, from_byte INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (evidence_id, from_byte)
) STRICT;
CREATE TABLE IF NOT EXISTS reference (
  position INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, key TEXT NOT NULL, ordered_at INTEGER,
  body TEXT CHECK (json_valid(body)), UNIQUE (kind, key)
) STRICT;
CREATE TABLE IF NOT EXISTS order_key (
  kind TEXT NOT NULL, value TEXT NOT NULL, order_no TEXT NOT NULL, PRIMARY KEY (kind, value, order_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS order_key_of_order ON order_key (order_no);
CREATE TABLE IF NOT EXISTS enrolment (code_hash TEXT PRIMARY KEY, body TEXT NOT NULL, expires_at INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS secret (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS presence (
  case_id TEXT NOT NULL, user_id TEXT NOT NULL, desk_id TEXT NOT NULL, since INTEGER NOT NULL, seen_at INTEGER NOT NULL,
  PRIMARY KEY (case_id, user_id, desk_id)
) STRICT, WITHOUT ROWID;
`;

/** Whether the stream `s` is of the branches of the desk `d`, or everybody's. */
export const OF_ITS_BRANCHES = `(d.branches IS NULL OR s.branch_id IS NULL
  OR EXISTS (SELECT 1 FROM json_each(d.branches) AS branch WHERE branch.value = s.branch_id))`;

/** Whether the desk `d` may hold the stream `s`: its branches', everybody's, or one that was pinned for it. */
export const MAY_HOLD = `(${OF_ITS_BRANCHES}
  OR EXISTS (SELECT 1 FROM pin WHERE pin.desk_id = d.desk_id AND pin.stream = s.stream))`;

/** Whether the case `s` stands in a queue of the desk `d`. */
export const WAITS_FOR_DESK = `EXISTS (SELECT 1 FROM json_each(s.waits_for) AS w JOIN json_each(d.roles) AS r ON r.value = w.value)`;

/** Those of a list that is given as JSON. */
export const LISTED = '(SELECT value FROM json_each(?))';
