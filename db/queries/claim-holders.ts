import type { Claim } from '../../domain/cases/claims.ts';
import type { ReadableDb } from '../open/database.ts';

/** The rule's unique indexes, asked beforehand. */
const HOLDER_SQL: Record<Claim['kind'], string> = {
  open_case: `SELECT case_id AS caseId FROM case_row WHERE order_no = ? AND contested = 0 AND status IN
    ('submitted', 'under_review', 'needs_info', 'approved', 'executing', 'rejected', 'appealed', 'exception')`,
  case_code: 'SELECT case_id AS caseId FROM case_row WHERE case_code = ?',
  device_return: `SELECT case_id AS caseId FROM task_row
    WHERE terminal_sn = ? AND contested = 0 AND status = 'open' AND kind = 'device_return'`,
};

/** The case that holds what only one may hold; null where none does. */
export function holderOf(db: ReadableDb, { kind, key }: Claim): string | null {
  return db.get<{ caseId: string }>(HOLDER_SQL[kind], key)?.caseId ?? null;
}
