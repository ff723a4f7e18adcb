/** Files of this desk's ledger that its hub has whole. Nothing is lost with it: the hub is asked again. */
export const sql = `
CREATE TABLE evidence_at_hub (
  evidence_id TEXT PRIMARY KEY REFERENCES evidence (evidence_id)
) STRICT, WITHOUT ROWID;
`;
