import type { AuditAct } from '../../contract/desk-api/people.ts';
import type { WritableDb } from '../../db/open/database.ts';
import { transaction } from '../../db/open/database.ts';
import { appendAudit } from '../../db/queries/audit.ts';
import type { AuditData } from '../../db/queries/audit.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';

export interface AuditRequest {
  readonly act: AuditAct;
  readonly userId: string;
  /** A stream id, `order/<no>`, `evidence/<id>`, `user/<id>`; null where no record is concerned. */
  readonly record?: string | null;
  readonly reason?: string | null;
  /** Which field, never what stood in it. */
  readonly data?: AuditData;
}

/** Appends one entry to the audit chain; joins the caller's transaction where there is one. */
export function writeAudit(db: WritableDb, at: UtcMs, entry: AuditRequest): void {
  const { act, userId, record = null, reason = null, data = {} } = entry;
  transaction(db, () => appendAudit(db, { at, act, userId, record, reason, data }));
}
