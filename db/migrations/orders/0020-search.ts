/**
 * How orders are found. `order_key` and `party_key` hold every identifier spelt backwards: the whole of it is one value, whose
 * orders stand newest last, and its last characters are the beginning of a range, so that one tree answers both. Names are
 * tokens in a full-text index without content and positions whose row ids are recencies. Its base is only ever added to; a
 * name that changes goes to the small delta beside it, and what the base still says about the old name falls to the check on
 * the row that every hit goes through.
 */
export const sql = `
CREATE TABLE order_key (
  kind TEXT NOT NULL,
  reversed TEXT NOT NULL,
  recency INTEGER NOT NULL,
  PRIMARY KEY (kind, reversed, recency)
) STRICT, WITHOUT ROWID;

CREATE TABLE party_key (
  kind TEXT NOT NULL,
  reversed TEXT NOT NULL,
  party_id TEXT NOT NULL,
  PRIMARY KEY (kind, reversed, party_id)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE order_name USING fts5(tokens, content='', columnsize=0, detail=none, tokenize='ascii');
CREATE VIRTUAL TABLE order_name_delta USING fts5(
  tokens, content='', contentless_delete=1, detail=none, tokenize='ascii'
);
`;
