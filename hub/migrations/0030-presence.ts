/** Who looks at which case now. Nothing of it has to survive anything. */
export const presence = `
CREATE UNLOGGED TABLE presence (
  case_id text NOT NULL,
  user_id text NOT NULL,
  desk_id text NOT NULL,
  since bigint NOT NULL,
  seen_at bigint NOT NULL,
  PRIMARY KEY (case_id, user_id, desk_id)
);
`;
