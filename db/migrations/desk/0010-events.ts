/**
 * What happened, and what is still to be told. `event` is the truth of this desk: every contact, case, party and callback is
 * a fold of its rows, so a confirmed one can never be changed or removed, by anybody; only an event that still waits for an
 * authority may be replaced by what the authority decided. `outbox` holds every command in the order of its acceptance,
 * whole, with the answer it got: a desk that is its own authority marks them `kept`, for a hub that may come later.
 */
export const sql = `
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
  status TEXT NOT NULL CHECK (status IN ('pending', 'confirmed')),
  UNIQUE (stream, version),
  CHECK ((status = 'confirmed') = (accepted_at IS NOT NULL))
) STRICT;
CREATE INDEX event_of_command ON event (command_id);

CREATE TRIGGER event_is_never_edited BEFORE UPDATE ON event WHEN OLD.status = 'confirmed'
BEGIN SELECT RAISE(ABORT, 'a confirmed event is never edited'); END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event WHEN OLD.status = 'confirmed'
BEGIN SELECT RAISE(ABORT, 'a confirmed event is never deleted'); END;

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
) STRICT;
CREATE INDEX outbox_unanswered ON outbox (state, seq) WHERE state IN ('waiting', 'rejected', 'parked');
CREATE INDEX outbox_of_stream ON outbox (stream, seq);
`;
