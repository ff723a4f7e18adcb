CREATE INDEX audit_of_act ON audit (act, seq);

CREATE INDEX audit_of_record ON audit (record, seq) WHERE record IS NOT NULL;

CREATE INDEX audit_of_user ON audit (user_id, seq);

CREATE INDEX callback_by_slot ON callback_row (slot_start);

CREATE INDEX callback_of_case ON callback_row (case_id) WHERE case_id IS NOT NULL;

CREATE INDEX callback_of_contact ON callback_row (contact_id) WHERE contact_id IS NOT NULL;

CREATE INDEX callback_of_owner ON callback_row (owner_user_id, slot_start);

CREATE INDEX callback_of_party ON callback_row (party_id, slot_start);

CREATE INDEX callback_open ON callback_row (slot_start) WHERE status IN ('scheduled', 'rescheduled');

CREATE INDEX case_by_code_end ON case_row (code_reversed);

CREATE INDEX case_by_due ON case_row (sort_at, case_id);

CREATE INDEX case_of_order ON case_row (order_no, filed_at);

CREATE INDEX case_of_owner ON case_row (owner_user_id, status, order_kind, sort_at, case_id);

CREATE INDEX case_of_party ON case_row (party_id, filed_at);

CREATE INDEX case_of_queue ON case_row (status, order_kind, sort_at, case_id);

CREATE UNIQUE INDEX case_open_of_order ON case_row (order_no) WHERE contested = 0 AND status IN
  ('submitted', 'under_review', 'needs_info', 'approved', 'executing', 'rejected', 'appealed', 'exception');

CREATE INDEX communication_of_case ON communication_row (case_id, happened_at);

CREATE INDEX communication_of_contact ON communication_row (contact_id, happened_at);

CREATE INDEX communication_promise_of_person ON communication_row (by_user_id, promise_by) WHERE promise_by IS NOT NULL;

CREATE INDEX contact_case_of_case ON contact_case (case_id, contact_id);

CREATE INDEX contact_of_order ON contact_row (order_no, started_at);

CREATE INDEX contact_of_owner ON contact_row (owner_user_id, started_at);

CREATE INDEX contact_of_party ON contact_row (party_id, started_at);

CREATE INDEX contact_unfinished_of_owner ON contact_row (owner_user_id, started_at) WHERE wrapped_up_at IS NULL;

CREATE INDEX contradiction_open ON contradiction_row (found_at) WHERE settled_at IS NULL;

CREATE INDEX event_of_command ON event (command_id);

CREATE INDEX event_of_evidence ON event (data ->> '$.evidenceId') WHERE type = 'EvidenceAttached';

CREATE INDEX event_pending ON event (command_id) WHERE status = 'pending';

CREATE INDEX follow_up_open_of_maker ON follow_up_row (made_by, sort_at) WHERE done_at IS NULL;

CREATE INDEX follow_up_open_of_owner ON follow_up_row (owner_user_id, sort_at) WHERE done_at IS NULL;

CREATE INDEX held_of_stream ON held_event (stream, version);

CREATE INDEX outbox_of_stream ON outbox (stream, seq);

CREATE INDEX outbox_unanswered ON outbox (state, seq) WHERE state IN ('waiting', 'rejected', 'parked');

CREATE INDEX party_locked ON party_row (locked_at) WHERE locked_at IS NOT NULL;

CREATE INDEX session_by_last_seen ON session (last_seen_at);

CREATE INDEX session_of_user ON session (user_id);

CREATE INDEX sms_code_of_party ON sms_code (party_id, sent_at);

CREATE INDEX task_of_case ON task_row (case_id, created_at);

CREATE INDEX task_open ON task_row (sort_at, task_id) WHERE status = 'open';

CREATE INDEX task_open_of_kind ON task_row (kind, sort_at, task_id) WHERE status = 'open';

CREATE INDEX task_open_of_person ON task_row (assigned_to, sort_at, task_id) WHERE status = 'open';

CREATE INDEX task_open_of_role ON task_row (owner_role, sort_at, task_id) WHERE status = 'open';

CREATE UNIQUE INDEX task_open_return_of_terminal ON task_row (terminal_sn)
  WHERE contested = 0 AND status = 'open' AND kind = 'device_return';

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

CREATE TABLE branch (
  branch_id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  address TEXT,
  active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE callback_row (
  callback_id TEXT PRIMARY KEY,
  party_id TEXT,
  contact_id TEXT,
  case_id TEXT,
  topic TEXT NOT NULL,
  status TEXT NOT NULL,
  slot_start INTEGER NOT NULL,
  minutes INTEGER NOT NULL,
  owner_user_id TEXT,
  attempts INTEGER NOT NULL
, last_attempt_at INTEGER) STRICT, WITHOUT ROWID;

CREATE TABLE case_row (
  case_id TEXT PRIMARY KEY,
  case_code TEXT NOT NULL UNIQUE,
  status TEXT NOT NULL,
  order_no TEXT NOT NULL,
  order_kind TEXT NOT NULL,
  party_id TEXT NOT NULL,
  intake_channel TEXT NOT NULL,
  owner_user_id TEXT NOT NULL,
  requested_by TEXT NOT NULL,
  branch_id TEXT NOT NULL,
  reason_code TEXT,
  verified_level TEXT NOT NULL,
  filed_at INTEGER NOT NULL,
  due_at INTEGER,
  due_clock TEXT,
  refund_fen INTEGER NOT NULL,
  chaser_count INTEGER NOT NULL,
  approvals INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  /** Cases without a due date come last. */
  sort_at INTEGER NOT NULL
, code_reversed TEXT NOT NULL DEFAULT '', contested INTEGER NOT NULL DEFAULT 0 CHECK (contested IN (0, 1))) STRICT, WITHOUT ROWID;

CREATE TABLE communication_row (
  communication_id TEXT PRIMARY KEY,
  contact_id TEXT,
  case_id TEXT,
  type TEXT NOT NULL,
  direction TEXT NOT NULL,
  disposition TEXT,
  is_chaser INTEGER NOT NULL CHECK (is_chaser IN (0, 1)),
  promise_what TEXT,
  promise_by INTEGER,
  happened_at INTEGER NOT NULL,
  by_user_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE contact_case (
  contact_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  PRIMARY KEY (contact_id, case_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE contact_row (
  contact_id TEXT PRIMARY KEY,
  channel TEXT NOT NULL,
  direction TEXT NOT NULL,
  cli TEXT,
  started_at INTEGER NOT NULL,
  started_by TEXT NOT NULL,
  branch_id TEXT NOT NULL,
  owner_user_id TEXT NOT NULL,
  ended_at INTEGER,
  wrapped_up_at INTEGER,
  party_id TEXT,
  order_no TEXT,
  last_activity_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE contradiction_row (
  contradiction_id TEXT PRIMARY KEY,
  contact_id TEXT,
  case_id TEXT,
  code TEXT NOT NULL,
  found_at INTEGER NOT NULL,
  settled_at INTEGER,
  CHECK ((contact_id IS NULL) <> (case_id IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
  owner_user_id TEXT NOT NULL,
  key TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)),
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (owner_user_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
  position INTEGER PRIMARY KEY,
  event_id TEXT NOT NULL UNIQUE,
  stream TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  type TEXT NOT NULL,
  data TEXT NOT NULL CHECK (json_valid(data)),
  command_id TEXT NOT NULL,
  actor_user_id TEXT NOT NULL,
  actor_roles TEXT NOT NULL CHECK (json_valid(actor_roles)),
  branch_id TEXT NOT NULL,
  desk_id TEXT NOT NULL,
  captured_at INTEGER NOT NULL,
  accepted_at INTEGER,
  status TEXT NOT NULL CHECK (status IN ('pending', 'confirmed')), extra TEXT CHECK (extra IS NULL OR json_valid(extra)),
  UNIQUE (stream, version),
  CHECK ((status = 'confirmed') = (accepted_at IS NOT NULL))
) STRICT;

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

CREATE TABLE evidence_at_hub (
  evidence_id TEXT PRIMARY KEY REFERENCES evidence (evidence_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE follow_up_row (
  follow_up_id TEXT PRIMARY KEY,
  contact_id TEXT,
  case_id TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('promise', 'next_action')),
  what TEXT NOT NULL,
  due_at INTEGER,
  made_by TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  /** Whose contact or case it is now. */
  owner_user_id TEXT NOT NULL,
  done_at INTEGER,
  /** What has no date comes last. */
  sort_at INTEGER NOT NULL,
  CHECK ((contact_id IS NULL) <> (case_id IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE held_event (
  event_id TEXT PRIMARY KEY,
  stream TEXT NOT NULL,
  version INTEGER NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)),
  because TEXT NOT NULL CHECK (because IN ('gap', 'unknown_type', 'failed')),
  arrived_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE hub_grant (
  user_id TEXT NOT NULL,
  issued_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  offline_until INTEGER NOT NULL,
  token TEXT NOT NULL,
  PRIMARY KEY (user_id, issued_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE hub_link (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  url TEXT NOT NULL,
  desk_id TEXT NOT NULL,
  epoch TEXT NOT NULL,
  /** The place in the outbox that the hub counts from: what stands at seq_base + 1 is 1 there. */
  seq_base INTEGER NOT NULL CHECK (seq_base >= 0),
  signing_key BLOB NOT NULL,
  sealing_key BLOB NOT NULL,
  hub_key BLOB NOT NULL,
  /** Null before the first pull. */
  cursor TEXT,
  enrolled_at INTEGER NOT NULL
) STRICT;

CREATE TABLE import_mapping (
  order_kind TEXT NOT NULL,
  header_fingerprint TEXT NOT NULL,
  mapping TEXT NOT NULL CHECK (json_valid(mapping)),
  updated_at INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  PRIMARY KEY (order_kind, header_fingerprint)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  command_id TEXT NOT NULL UNIQUE,
  stream TEXT NOT NULL,
  type TEXT NOT NULL,
  payload TEXT NOT NULL CHECK (json_valid(payload)),
  authority TEXT NOT NULL CHECK (authority IN ('recorded', 'arbitrated', 'central')),
  actor TEXT NOT NULL CHECK (json_valid(actor)),
  created_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('kept', 'waiting', 'accepted', 'rejected', 'parked')),
  outcome TEXT CHECK (outcome IS NULL OR json_valid(outcome)),
  answered_at INTEGER
, refused TEXT CHECK (refused IS NULL OR json_valid(refused)), seen_to_at INTEGER) STRICT;

CREATE TABLE party_row (
  party_id TEXT PRIMARY KEY,
  locked_at INTEGER,
  lock_reason TEXT,
  failed_attempts INTEGER NOT NULL,
  failed_sessions INTEGER NOT NULL,
  last_failed_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE policy_pack (
  pack_id TEXT NOT NULL,
  version TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)),
  installed_at INTEGER NOT NULL,
  installed_by TEXT NOT NULL,
  PRIMARY KEY (pack_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  token_hash TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES user_account (user_id),
  created_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  locked_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE set_aside (stream TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value)),
  updated_at INTEGER NOT NULL,
  updated_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sms_code (
  contact_id TEXT PRIMARY KEY,
  party_id TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  sent_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  sent_count INTEGER NOT NULL,
  wrong_tries INTEGER NOT NULL,
  used_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE sqlite_sequence(name,seq);

CREATE TABLE task_row (
  task_id TEXT PRIMARY KEY,
  case_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  owner_role TEXT NOT NULL,
  assigned_to TEXT,
  due_at INTEGER,
  clock TEXT,
  next_step TEXT NOT NULL,
  terminal_sn TEXT,
  component_type TEXT,
  amount_fen INTEGER,
  created_at INTEGER NOT NULL,
  /** Tasks without a due date come last. */
  sort_at INTEGER NOT NULL
, contested INTEGER NOT NULL DEFAULT 0 CHECK (contested IN (0, 1))) STRICT, WITHOUT ROWID;

CREATE TABLE user_account (
  user_id TEXT PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  roles TEXT NOT NULL CHECK (json_valid(roles)),
  branch_id TEXT NOT NULL REFERENCES branch (branch_id),
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  must_change_password INTEGER NOT NULL CHECK (must_change_password IN (0, 1)),
  failed_sign_ins INTEGER NOT NULL,
  throttled_until INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  last_sign_in_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'an audit entry is never deleted'); END;

CREATE TRIGGER audit_is_never_edited BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'an audit entry is never edited'); END;

CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event WHEN OLD.status = 'confirmed'
BEGIN SELECT RAISE(ABORT, 'a confirmed event is never deleted'); END;

CREATE TRIGGER event_is_never_edited BEFORE UPDATE ON event WHEN OLD.status = 'confirmed'
BEGIN SELECT RAISE(ABORT, 'a confirmed event is never edited'); END;

CREATE TRIGGER evidence_is_never_deleted BEFORE DELETE ON evidence
BEGIN SELECT RAISE(ABORT, 'an evidence entry is never deleted'); END;

CREATE TRIGGER evidence_is_never_edited BEFORE UPDATE ON evidence
BEGIN SELECT RAISE(ABORT, 'an evidence entry is never edited'); END;
