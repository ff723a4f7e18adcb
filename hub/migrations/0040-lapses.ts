/** When time ends a case: an intake after its days, a rejection after its appeal window. */
export const lapses = `
ALTER TABLE stream ADD COLUMN lapses_at bigint;
CREATE INDEX stream_lapsing ON stream (lapses_at) WHERE lapses_at IS NOT NULL;
`;
