/**
 * What others say about orders and the people they belong to. `order_observation` is the history: each statement about an
 * order whole, with when and from which file, never overwritten. `order_record` is the newest statement, as columns that are
 * listed and matched; its content stands once, in the observation it names. `recency` is the second in which the order was
 * made, times 2^20, plus a counter: reading rows from the highest down is newest first, whatever the order of import, and
 * so is reading any index on it, because the row id is every index's last column. It stays what it was when a later
 * observation corrects the day. Names stand on the order as it states them: a party that is renamed does not rename them.
 */
export const sql = `
CREATE TABLE party (
  party_id TEXT PRIMARY KEY,
  buyer_type TEXT NOT NULL,
  person_name TEXT,
  merchant_name TEXT,
  mobile TEXT,
  id_no TEXT,
  uscc TEXT,
  merchant_no TEXT,
  settlement_card_last4 TEXT,
  settlement_bank TEXT,
  region TEXT,
  address TEXT,
  observed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX party_by_id_no ON party (id_no) WHERE id_no IS NOT NULL;
CREATE INDEX party_by_uscc ON party (uscc) WHERE uscc IS NOT NULL;
CREATE INDEX party_by_merchant_no ON party (merchant_no) WHERE merchant_no IS NOT NULL;
CREATE INDEX party_by_mobile ON party (mobile, person_name) WHERE mobile IS NOT NULL;

CREATE TABLE order_record (
  recency INTEGER PRIMARY KEY,
  order_no TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  party_id TEXT NOT NULL REFERENCES party (party_id),
  ordered_at INTEGER NOT NULL,
  status TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  person_name TEXT,
  merchant_name TEXT,
  terminal_sn TEXT,
  observation INTEGER NOT NULL,
  observed_at INTEGER NOT NULL,
  data_hash TEXT NOT NULL
) STRICT;
CREATE INDEX order_of_party ON order_record (party_id);
CREATE INDEX order_of_amount ON order_record (amount_fen);

CREATE TABLE order_observation (
  order_no TEXT NOT NULL,
  observation INTEGER NOT NULL CHECK (observation >= 1),
  observed_at INTEGER NOT NULL,
  source TEXT NOT NULL,
  data_hash TEXT NOT NULL,
  data TEXT NOT NULL,
  UNIQUE (order_no, observation)
) STRICT;
CREATE TRIGGER order_observation_is_never_edited BEFORE UPDATE ON order_observation
BEGIN SELECT RAISE(ABORT, 'an observation is never edited'); END;
`;
