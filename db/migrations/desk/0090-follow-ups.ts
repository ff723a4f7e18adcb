/**
 * What was promised and what comes next, until somebody says that it is done. Filled from the events there are; like every
 * other projection it can be made again from them.
 */
export const sql = `
CREATE TABLE follow_up_row (
  follow_up_id TEXT PRIMARY KEY,
  contact_id TEXT,
  case_id TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('promise', 'next_action')),
  what TEXT NOT NULL,
  due_at INTEGER,
  made_by TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  /** Whose contact or case it is now. */
  owner_user_id TEXT NOT NULL,
  done_at INTEGER,
  /** What has no date comes last. */
  sort_at INTEGER NOT NULL,
  CHECK ((contact_id IS NULL) <> (case_id IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX follow_up_open_of_owner ON follow_up_row (owner_user_id, sort_at) WHERE done_at IS NULL;
CREATE INDEX follow_up_open_of_maker ON follow_up_row (made_by, sort_at) WHERE done_at IS NULL;

INSERT INTO follow_up_row
SELECT made.id, contact_row.contact_id, case_row.case_id, made.kind, made.what, made.due_at, made.made_by, made.made_at,
  coalesce(contact_row.owner_user_id, case_row.owner_user_id), NULL, coalesce(made.due_at, 9007199254740991)
FROM (
  SELECT data ->> '$.communicationId' AS id, 'promise' AS kind, data ->> '$.promise.what' AS what,
    data ->> '$.promise.by' AS due_at, actor_user_id AS made_by, captured_at AS made_at, stream
  FROM event WHERE type = 'CommunicationLogged'
  UNION ALL
  SELECT 'promise:' || substr(stream, 9), 'promise', data ->> '$.promise.what', data ->> '$.promise.by', actor_user_id,
    captured_at, stream
  FROM event WHERE type = 'ContactWrappedUp'
  UNION ALL
  SELECT 'next:' || substr(stream, 9), 'next_action', data ->> '$.nextAction.what', data ->> '$.nextAction.by', actor_user_id,
    captured_at, stream
  FROM event WHERE type = 'ContactWrappedUp'
) AS made
LEFT JOIN contact_row ON made.stream = 'contact/' || contact_row.contact_id
LEFT JOIN case_row ON made.stream = 'case/' || case_row.case_id
WHERE made.what IS NOT NULL;
`;
