/**
 * Desks, people, commands with what was said of them, and the events they made. Instants are UTC milliseconds. What could
 * name a person is sealed (`bytea`). `xid` and `position` are the order in which things became visible (docs/adr/0009).
 */
export const authority = `
CREATE TABLE hub_state (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  /* Another one after the database was put into another server, whose transactions count from elsewhere. */
  generation integer NOT NULL DEFAULT 1
);
INSERT INTO hub_state DEFAULT VALUES;

CREATE TABLE desk (
  desk_id text PRIMARY KEY,
  name text NOT NULL,
  epoch text NOT NULL,
  next_seq bigint NOT NULL CHECK (next_seq >= 1),
  /* Null for every branch. */
  branches text[],
  signing_key bytea NOT NULL,
  revoked_at bigint
);

CREATE TABLE account (
  user_id text PRIMARY KEY,
  login text NOT NULL UNIQUE,
  display_name text NOT NULL,
  password_hash text NOT NULL,
  roles text[] NOT NULL,
  branch_id text NOT NULL,
  disabled_at bigint
);

CREATE TABLE command (
  command_id text PRIMARY KEY,
  desk_id text NOT NULL REFERENCES desk,
  epoch text NOT NULL,
  seq bigint NOT NULL,
  stream text NOT NULL,
  type text NOT NULL,
  payload bytea NOT NULL,
  user_id text,
  captured_at bigint NOT NULL,
  accepted_at bigint NOT NULL,
  result text NOT NULL CHECK (result IN ('accepted', 'rejected', 'parked')),
  outcome jsonb NOT NULL,
  UNIQUE (desk_id, epoch, seq)
);
CREATE INDEX command_parked_of_stream ON command (stream) WHERE result = 'parked';
CREATE INDEX command_contradicting ON command (accepted_at) WHERE outcome ? 'contradicts';

CREATE TABLE stream (
  stream text PRIMARY KEY,
  version integer NOT NULL,
  /* Null for what every desk may know. */
  branch_id text,
  slot_start bigint,
  claims jsonb NOT NULL DEFAULT '[]'
);
CREATE INDEX stream_by_slot ON stream (slot_start) WHERE slot_start IS NOT NULL;

CREATE TABLE event (
  stream text NOT NULL REFERENCES stream,
  version integer NOT NULL CHECK (version >= 1),
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  position bigint GENERATED ALWAYS AS IDENTITY,
  event_id text NOT NULL UNIQUE,
  type text NOT NULL,
  data bytea NOT NULL,
  command_id text NOT NULL,
  actor jsonb NOT NULL,
  captured_at bigint NOT NULL,
  accepted_at bigint NOT NULL,
  clock_skew_ms bigint,
  PRIMARY KEY (stream, version)
);
CREATE INDEX event_as_visible ON event (xid, position);
CREATE INDEX event_of_command ON event (command_id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'an event is never edited and never deleted'; END $$;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event FOR EACH ROW EXECUTE FUNCTION refuse_change();
/* Where it stands in the order of visibility is the one thing that another server may have to count anew. */
CREATE TRIGGER event_is_never_edited BEFORE UPDATE ON event FOR EACH ROW
  WHEN (ROW(OLD.stream, OLD.version, OLD.event_id, OLD.type, OLD.data, OLD.command_id, OLD.actor, OLD.captured_at,
            OLD.accepted_at, OLD.clock_skew_ms)
     IS DISTINCT FROM
        ROW(NEW.stream, NEW.version, NEW.event_id, NEW.type, NEW.data, NEW.command_id, NEW.actor, NEW.captured_at,
            NEW.accepted_at, NEW.clock_skew_ms))
  EXECUTE FUNCTION refuse_change();

/* What one stream alone may hold at a time: the open case of an order, a case code, the open return of a terminal. */
CREATE TABLE claim (
  kind text NOT NULL,
  key text NOT NULL,
  stream text NOT NULL REFERENCES stream,
  PRIMARY KEY (kind, key)
);
CREATE INDEX claim_of_stream ON claim (stream);

/* Cases whose filing was refused, and the stream that keeps what is recorded on them. */
CREATE TABLE kept_on (
  case_id text PRIMARY KEY,
  on_stream text NOT NULL
);

CREATE TABLE pin (
  desk_id text NOT NULL REFERENCES desk,
  stream text NOT NULL,
  PRIMARY KEY (desk_id, stream)
);

CREATE TABLE nonce (
  desk_id text NOT NULL,
  nonce text NOT NULL,
  until bigint NOT NULL,
  PRIMARY KEY (desk_id, nonce)
);
CREATE INDEX nonce_over ON nonce (until);

CREATE TABLE evidence (
  evidence_id text PRIMARY KEY,
  sha256 text NOT NULL,
  size_bytes bigint NOT NULL,
  media_type text NOT NULL,
  captured_at bigint NOT NULL,
  captured_by text NOT NULL
);

/* What others know, as it came last: orders and the parties of orders. */
CREATE TABLE reference (
  kind text NOT NULL,
  key text NOT NULL,
  body bytea,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  position bigint GENERATED ALWAYS AS IDENTITY,
  PRIMARY KEY (kind, key)
);
CREATE INDEX reference_as_visible ON reference (xid, position);
`;
