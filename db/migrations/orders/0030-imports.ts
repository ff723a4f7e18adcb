/**
 * The files that orders came from: one run per file, what it did, how far it has come, and each row that could not be taken,
 * with what is wrong in it. Values are masked before they come here.
 */
export const sql = `
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
CREATE INDEX import_run_by_start ON import_run (started_at);
CREATE INDEX import_run_of_file ON import_run (sha256);

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
CREATE INDEX import_row_problem_of_code ON import_row_problem (run_id, code, seq);

CREATE TABLE import_bad_row (
  run_id TEXT NOT NULL REFERENCES import_run (run_id),
  line INTEGER NOT NULL,
  cells TEXT NOT NULL CHECK (json_valid(cells)),
  PRIMARY KEY (run_id, line)
) STRICT, WITHOUT ROWID;
`;
