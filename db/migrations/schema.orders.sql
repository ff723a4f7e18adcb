CREATE INDEX import_row_problem_of_code ON import_row_problem (run_id, code, seq);

CREATE INDEX import_run_by_start ON import_run (started_at);

CREATE INDEX import_run_of_file ON import_run (sha256);

CREATE INDEX order_of_amount ON order_record (amount_fen);

CREATE INDEX order_of_party ON order_record (party_id);

CREATE INDEX party_by_id_no ON party (id_no) WHERE id_no IS NOT NULL;

CREATE INDEX party_by_merchant_no ON party (merchant_no) WHERE merchant_no IS NOT NULL;

CREATE INDEX party_by_mobile ON party (mobile, person_name) WHERE mobile IS NOT NULL;

CREATE INDEX party_by_uscc ON party (uscc) WHERE uscc IS NOT NULL;

CREATE TABLE import_bad_row (
  run_id TEXT NOT NULL REFERENCES import_run (run_id),
  line INTEGER NOT NULL,
  cells TEXT NOT NULL CHECK (json_valid(cells)),
  PRIMARY KEY (run_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_row_problem (
  run_id TEXT NOT NULL REFERENCES import_run (run_id),
  seq INTEGER NOT NULL,
  line INTEGER NOT NULL,
  column_name TEXT NOT NULL,
  field TEXT,
  code TEXT NOT NULL,
  value_masked TEXT NOT NULL,
  data TEXT NOT NULL CHECK (json_valid(data)),
  PRIMARY KEY (run_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_run (
  run_id TEXT PRIMARY KEY,
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  order_kind TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'cancelled', 'failed', 'interrupted')),
  mapping TEXT NOT NULL CHECK (json_valid(mapping)),
  position TEXT NOT NULL CHECK (json_valid(position)),
  rows_read INTEGER NOT NULL DEFAULT 0,
  rows_new INTEGER NOT NULL DEFAULT 0,
  rows_observed INTEGER NOT NULL DEFAULT 0,
  rows_unchanged INTEGER NOT NULL DEFAULT 0,
  rows_bad INTEGER NOT NULL DEFAULT 0,
  progress REAL NOT NULL DEFAULT 0,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  started_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE order_key (
  kind TEXT NOT NULL,
  reversed TEXT NOT NULL,
  recency INTEGER NOT NULL,
  PRIMARY KEY (kind, reversed, recency)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE order_name USING fts5(tokens, content='', columnsize=0, detail=none, tokenize='ascii');

CREATE TABLE 'order_name_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'order_name_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE VIRTUAL TABLE order_name_delta USING fts5(
  tokens, content='', contentless_delete=1, detail=none, tokenize='ascii'
);

CREATE TABLE 'order_name_delta_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'order_name_delta_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'order_name_delta_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER);

CREATE TABLE 'order_name_delta_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE 'order_name_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE order_observation (
  order_no TEXT NOT NULL,
  observation INTEGER NOT NULL CHECK (observation >= 1),
  observed_at INTEGER NOT NULL,
  source TEXT NOT NULL,
  data_hash TEXT NOT NULL,
  data TEXT NOT NULL,
  UNIQUE (order_no, observation)
) STRICT;

CREATE TABLE order_record (
  recency INTEGER PRIMARY KEY,
  order_no TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  party_id TEXT NOT NULL REFERENCES party (party_id),
  ordered_at INTEGER NOT NULL,
  status TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  person_name TEXT,
  merchant_name TEXT,
  terminal_sn TEXT,
  observation INTEGER NOT NULL,
  observed_at INTEGER NOT NULL,
  data_hash TEXT NOT NULL
) STRICT;

CREATE TABLE party (
  party_id TEXT PRIMARY KEY,
  buyer_type TEXT NOT NULL,
  person_name TEXT,
  merchant_name TEXT,
  mobile TEXT,
  id_no TEXT,
  uscc TEXT,
  merchant_no TEXT,
  settlement_card_last4 TEXT,
  settlement_bank TEXT,
  region TEXT,
  address TEXT,
  observed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE party_key (
  kind TEXT NOT NULL,
  reversed TEXT NOT NULL,
  party_id TEXT NOT NULL,
  PRIMARY KEY (kind, reversed, party_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER order_observation_is_never_edited BEFORE UPDATE ON order_observation
BEGIN SELECT RAISE(ABORT, 'an observation is never edited'); END;
