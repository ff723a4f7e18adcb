/**
 * A desk with a hub: who it is there and how far it has pulled, what proves that somebody had signed in, and events that
 * wait: for one before them, for a version that understands them, or because they could not be applied. `set_aside` names streams whose rows are not written while
 * another stream's rows stand in their way. `outbox.refused` is
 * what the desk itself now says of a command that still waits: decided again on what came in, it was refused.
 */
export const sql = `
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

CREATE TABLE hub_grant (
  user_id TEXT NOT NULL,
  issued_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  offline_until INTEGER NOT NULL,
  token TEXT NOT NULL,
  PRIMARY KEY (user_id, issued_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE held_event (
  event_id TEXT PRIMARY KEY,
  stream TEXT NOT NULL,
  version INTEGER NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)),
  because TEXT NOT NULL CHECK (because IN ('gap', 'unknown_type', 'failed')),
  arrived_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX held_of_stream ON held_event (stream, version);

CREATE TABLE set_aside (stream TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

/** What the hub said of an event besides what every event has: a clock that was wrong, fields of a later version. */
ALTER TABLE event ADD COLUMN extra TEXT CHECK (extra IS NULL OR json_valid(extra));
CREATE INDEX event_pending ON event (command_id) WHERE status = 'pending';

ALTER TABLE outbox ADD COLUMN refused TEXT CHECK (refused IS NULL OR json_valid(refused));
/** When a person had seen to what was rejected: kept it elsewhere, or put it away. */
ALTER TABLE outbox ADD COLUMN seen_to_at INTEGER;
`;
