/**
 * Files in evidence, sealed, in the parts in which they came: any hub of the database serves them, and a backup has them. A
 * desk may hold a file that is attached to a stream which it may hold; who named a file, and knew its hash, gives its bytes and attaches it.
 */
export const evidence = `
ALTER TABLE evidence ADD COLUMN stored_bytes bigint NOT NULL DEFAULT 0;
ALTER TABLE evidence ADD COLUMN is_whole boolean NOT NULL DEFAULT false;

CREATE TABLE evidence_named (
  evidence_id text NOT NULL REFERENCES evidence,
  desk_id text NOT NULL REFERENCES desk,
  PRIMARY KEY (evidence_id, desk_id)
);

CREATE TABLE evidence_part (
  evidence_id text NOT NULL REFERENCES evidence,
  from_byte bigint NOT NULL,
  body bytea NOT NULL,
  PRIMARY KEY (evidence_id, from_byte)
);
ALTER TABLE evidence_part ALTER COLUMN body SET STORAGE EXTERNAL;

CREATE TABLE evidence_on (
  evidence_id text NOT NULL REFERENCES evidence,
  stream text NOT NULL REFERENCES stream,
  PRIMARY KEY (evidence_id, stream)
);
`;
