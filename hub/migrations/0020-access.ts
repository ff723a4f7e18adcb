/** How desks and people come in: one-time codes, attempts to sign in, and the secrets that all hubs of a database share, sealed. */
export const access = `
CREATE TABLE enrolment (
  code_hash text PRIMARY KEY,
  name text NOT NULL,
  branches text[],
  expires_at bigint NOT NULL
);

ALTER TABLE account ADD COLUMN failed_sign_ins integer NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN wait_until bigint NOT NULL DEFAULT 0;

CREATE TABLE secret (
  name text PRIMARY KEY,
  value bytea NOT NULL
);
`;
