/** Desks of roles, and desks on which somebody signs in: they may hold what comes into those queues, and that person's cases. */
export const concerns = `
ALTER TABLE desk ADD COLUMN roles text[] NOT NULL DEFAULT '{}';
ALTER TABLE enrolment ADD COLUMN roles text[] NOT NULL DEFAULT '{}';
ALTER TABLE stream ADD COLUMN owner_user_id text;
ALTER TABLE stream ADD COLUMN waits_for text[] NOT NULL DEFAULT '{}';
CREATE INDEX stream_of_owner ON stream (owner_user_id) WHERE owner_user_id IS NOT NULL;
CREATE INDEX stream_waiting ON stream USING gin (waits_for) WHERE waits_for <> '{}';

CREATE TABLE desk_person (
  user_id text NOT NULL,
  desk_id text NOT NULL REFERENCES desk,
  PRIMARY KEY (user_id, desk_id)
);
`;
