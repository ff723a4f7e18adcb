/**
 * Who may sign in, who is signed in, and what they have typed but not yet sent. A session is known by the hash of its token
 * alone. A draft belongs to the person who types it and to the form it is typed into.
 */
export const sql = `
CREATE TABLE branch (
  branch_id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  address TEXT,
  active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT, WITHOUT ROWID;

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

CREATE TABLE session (
  token_hash TEXT PRIMARY KEY,
  user_id TEXT NOT NULL REFERENCES user_account (user_id),
  created_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  locked_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX session_of_user ON session (user_id);
CREATE INDEX session_by_last_seen ON session (last_seen_at);

CREATE TABLE draft (
  owner_user_id TEXT NOT NULL,
  key TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)),
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (owner_user_id, key)
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
CREATE INDEX sms_code_of_party ON sms_code (party_id, sent_at);
`;
