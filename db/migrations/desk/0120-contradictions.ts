/**
 * What two desks recorded that does not go together, until a supervisor has settled it. A case that is contested holds neither
 * its order nor a terminal: another one does, and both are there to be seen.
 */
export const sql = `
ALTER TABLE case_row ADD COLUMN contested INTEGER NOT NULL DEFAULT 0 CHECK (contested IN (0, 1));
DROP INDEX case_open_of_order;
CREATE UNIQUE INDEX case_open_of_order ON case_row (order_no) WHERE contested = 0 AND status IN
  ('submitted', 'under_review', 'needs_info', 'approved', 'executing', 'rejected', 'appealed', 'exception');

ALTER TABLE task_row ADD COLUMN contested INTEGER NOT NULL DEFAULT 0 CHECK (contested IN (0, 1));
DROP INDEX task_open_return_of_terminal;
CREATE UNIQUE INDEX task_open_return_of_terminal ON task_row (terminal_sn)
  WHERE contested = 0 AND status = 'open' AND kind = 'device_return';
/** A terminal whose number is not known yet is nobody's. */
UPDATE task_row SET terminal_sn = NULL WHERE terminal_sn = '';

CREATE TABLE contradiction_row (
  contradiction_id TEXT PRIMARY KEY,
  contact_id TEXT,
  case_id TEXT,
  code TEXT NOT NULL,
  found_at INTEGER NOT NULL,
  settled_at INTEGER,
  CHECK ((contact_id IS NULL) <> (case_id IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX contradiction_open ON contradiction_row (found_at) WHERE settled_at IS NULL;
`;
