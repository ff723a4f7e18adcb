/** The audit log: looks at personal data, sign-ins, changes to people and settings, in a chain that shows any gap. */
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { ReadableDb, WritableDb } from '../open/database.ts';
import { canonicalJson, CHAIN_START, checkChain, hashOf } from './chain.ts';
import type { ChainCheck } from './chain.ts';

export type AuditData = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

export interface AuditInput {
  readonly at: UtcMs;
  readonly userId: string;
  /** What was done, such as `reveal`; its words are in the locales. */
  readonly act: string;
  /** What it was done to, as a stream id or `party/<id>`; null where it concerns no record. */
  readonly record: string | null;
  readonly reason: string | null;
  /** Never a revealed value: which field, not what stood in it. */
  readonly data: AuditData;
}

export interface AuditEntry extends AuditInput {
  readonly seq: number;
  readonly prevHash: string;
  readonly hash: string;
}

interface AuditRow extends Omit<AuditEntry, 'data'> {
  readonly data: string;
}

const AUDIT_SELECT =
  'SELECT seq, at, user_id AS userId, act, record, reason, data, prev_hash AS prevHash, hash FROM audit';

function toEntry(row: AuditRow): AuditEntry {
  return { ...row, data: JSON.parse(row.data) as AuditData };
}

/** The hash covers `data` as the text that is stored, so that a damaged one is a broken link and not an exception. */
function contentOf(seq: number, input: Omit<AuditRow, 'seq' | 'prevHash' | 'hash'>, prevHash: string) {
  const { at, userId, act, record, reason, data } = input;
  return { seq, at, userId, act, record, reason, data, prevHash };
}

/** Adds an entry at the end of the chain; inside the transaction of the act itself where it writes anything. */
export function appendAudit(db: WritableDb, input: AuditInput): AuditEntry {
  const last = db.get<{ seq: number; hash: string }>('SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1');
  const seq = (last?.seq ?? 0) + 1;
  const prevHash = last?.hash ?? CHAIN_START;
  const stored = { ...input, data: canonicalJson(input.data) };
  const entry = { ...input, seq, prevHash, hash: hashOf(contentOf(seq, stored, prevHash)) };
  db.run(
    'INSERT INTO audit (seq, at, user_id, act, record, reason, data, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    entry.seq,
    entry.at,
    entry.userId,
    entry.act,
    entry.record,
    entry.reason,
    stored.data,
    entry.prevHash,
    entry.hash,
  );
  return entry;
}

export interface AuditFilter {
  readonly act: string | null;
  readonly userId: string | null;
}

function whereOf({ act, userId }: AuditFilter): { readonly where: string; readonly values: Record<string, string> } {
  const where = [act === null ? '' : ' AND act = $act', userId === null ? '' : ' AND user_id = $userId'].join('');
  return { where, values: { ...(act === null ? {} : { act }), ...(userId === null ? {} : { userId }) } };
}

/** A page of the log, newest first; `before` is the `seq` of the last entry of the page before. */
export function listAudit(
  db: ReadableDb,
  { filter, before, limit }: { filter: AuditFilter; before: number | null; limit: number },
): AuditEntry[] {
  const { where, values } = whereOf(filter);
  return db
    .all<AuditRow>(`${AUDIT_SELECT} WHERE seq < $before${where} ORDER BY seq DESC LIMIT $limit + 0`, {
      ...values,
      before: before ?? Number.MAX_SAFE_INTEGER,
      limit,
    })
    .map(toEntry);
}

export function countAudit(db: ReadableDb, filter: AuditFilter): number {
  const { where, values } = whereOf(filter);
  return db.get<{ count: number }>(`SELECT count(*) AS count FROM audit WHERE TRUE${where}`, values)?.count ?? 0;
}

/** Whether the log says of an import that it ended so. */
export function isAuditedAs(db: ReadableDb, record: string, ended: string): boolean {
  return (
    db.get(
      `SELECT 1 FROM audit WHERE record = ? AND act = 'orders_imported' AND data ->> '$.ended' = ?`,
      record,
      ended,
    ) !== undefined
  );
}

/** Recomputes the whole chain and answers where it first breaks, if it does. */
export function verifyAuditChain(db: ReadableDb): ChainCheck {
  return checkChain(auditLinks(db));
}

function* auditLinks(db: ReadableDb) {
  for (const row of db.iterate<AuditRow>(`${AUDIT_SELECT} ORDER BY seq`)) {
    yield { seq: row.seq, prevHash: row.prevHash, hash: row.hash, content: contentOf(row.seq, row, row.prevHash) };
  }
}
