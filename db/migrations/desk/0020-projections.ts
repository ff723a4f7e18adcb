/**
 * What the events say now, in the shape in which screens ask for it. Every row here follows from `event` alone and can be
 * made again from it. The partial unique index of `case_row` is the last word on "one open cancellation per order" (5.0):
 * its list of states is that of `domain/cases/open-states.ts`, which a test holds it to.
 */
export const sql = `
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
CREATE INDEX contact_of_owner ON contact_row (owner_user_id, started_at);
CREATE INDEX contact_unfinished_of_owner ON contact_row (owner_user_id, started_at) WHERE wrapped_up_at IS NULL;
CREATE INDEX contact_of_party ON contact_row (party_id, started_at);
CREATE INDEX contact_of_order ON contact_row (order_no, started_at);

CREATE TABLE contact_case (
  contact_id TEXT NOT NULL,
  case_id TEXT NOT NULL,
  PRIMARY KEY (contact_id, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_case_of_case ON contact_case (case_id, contact_id);

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
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX case_open_of_order ON case_row (order_no) WHERE status IN
  ('submitted', 'under_review', 'needs_info', 'approved', 'executing', 'rejected', 'appealed', 'exception');
CREATE INDEX case_of_order ON case_row (order_no, filed_at);
CREATE INDEX case_of_party ON case_row (party_id, filed_at);
CREATE INDEX case_by_due ON case_row (sort_at, case_id);
CREATE INDEX case_of_owner ON case_row (owner_user_id, sort_at, case_id);
CREATE INDEX case_of_status ON case_row (status, sort_at, case_id);

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
) STRICT, WITHOUT ROWID;
CREATE INDEX task_of_case ON task_row (case_id, created_at);
CREATE INDEX task_open ON task_row (sort_at, task_id) WHERE status = 'open';
CREATE INDEX task_open_of_role ON task_row (owner_role, sort_at, task_id) WHERE status = 'open';
CREATE INDEX task_open_of_person ON task_row (assigned_to, sort_at, task_id) WHERE status = 'open';
CREATE UNIQUE INDEX task_open_return_of_terminal ON task_row (terminal_sn) WHERE status = 'open' AND kind = 'device_return';

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
) STRICT, WITHOUT ROWID;
CREATE INDEX callback_by_slot ON callback_row (slot_start);
CREATE INDEX callback_open ON callback_row (slot_start) WHERE status IN ('scheduled', 'rescheduled');
CREATE INDEX callback_of_owner ON callback_row (owner_user_id, slot_start);
CREATE INDEX callback_of_party ON callback_row (party_id, slot_start);
CREATE INDEX callback_of_contact ON callback_row (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX callback_of_case ON callback_row (case_id) WHERE case_id IS NOT NULL;

CREATE TABLE party_row (
  party_id TEXT PRIMARY KEY,
  locked_at INTEGER,
  lock_reason TEXT,
  failed_attempts INTEGER NOT NULL,
  failed_sessions INTEGER NOT NULL,
  last_failed_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX party_locked ON party_row (locked_at) WHERE locked_at IS NOT NULL;

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
CREATE INDEX communication_of_case ON communication_row (case_id, happened_at);
CREATE INDEX communication_of_contact ON communication_row (contact_id, happened_at);
CREATE INDEX communication_promise_of_person ON communication_row (by_user_id, promise_by) WHERE promise_by IS NOT NULL;
`;
