/**
 * What people set up: the desk's own settings, the column mappings of import files (kept by the shape of the header, so that
 * the same export is recognised next time), and the policy packs that were installed, each version whole and for good,
 * because decisions name the version they were made under.
 */
export const sql = `
CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value)),
  updated_at INTEGER NOT NULL,
  updated_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE import_mapping (
  order_kind TEXT NOT NULL,
  header_fingerprint TEXT NOT NULL,
  mapping TEXT NOT NULL CHECK (json_valid(mapping)),
  updated_at INTEGER NOT NULL,
  updated_by TEXT NOT NULL,
  PRIMARY KEY (order_kind, header_fingerprint)
) STRICT, WITHOUT ROWID;

CREATE TABLE policy_pack (
  pack_id TEXT NOT NULL,
  version TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)),
  installed_at INTEGER NOT NULL,
  installed_by TEXT NOT NULL,
  PRIMARY KEY (pack_id, version)
) STRICT, WITHOUT ROWID;
`;
