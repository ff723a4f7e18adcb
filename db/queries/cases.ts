/** Cases as lists and queues show them. The whole of a case is the fold of its stream. */
import { CASE_STATES } from '../../domain/cases/events.ts';
import type { CaseStatus } from '../../domain/cases/events.ts';
import { OPEN_STATES } from '../../domain/cases/open-states.ts';
import type { VerificationLevel, ContactChannel } from '../../domain/contacts/events.ts';
import type { Fen, UtcMs } from '../../domain/kernel/units.ts';
import { ORDER_KINDS } from '../../domain/orders/order.ts';
import type { OrderKind } from '../../domain/orders/order.ts';
import type { ReadableDb } from '../open/database.ts';
import { placeholders } from './sql.ts';

export interface CaseSummary {
  readonly caseId: string;
  readonly caseCode: string;
  readonly status: CaseStatus;
  readonly orderNo: string;
  readonly orderKind: OrderKind;
  readonly partyId: string;
  readonly intakeChannel: ContactChannel;
  readonly ownerUserId: string;
  readonly requestedBy: string;
  readonly branchId: string;
  readonly reasonCode: string | null;
  readonly verifiedLevel: VerificationLevel;
  readonly filedAt: UtcMs;
  readonly dueAt: UtcMs | null;
  readonly dueClock: string | null;
  /** The due date; later than any for a case that has none. */
  readonly sortAt: number;
  readonly refundFen: Fen;
  readonly chaserCount: number;
  readonly approvals: number;
}

const CASE_SELECT = `SELECT case_id AS caseId, case_code AS caseCode, status, order_no AS orderNo, order_kind AS orderKind,
  party_id AS partyId, intake_channel AS intakeChannel, owner_user_id AS ownerUserId, requested_by AS requestedBy,
  branch_id AS branchId, reason_code AS reasonCode, verified_level AS verifiedLevel, filed_at AS filedAt,
  due_at AS dueAt, due_clock AS dueClock, sort_at AS sortAt, refund_fen AS refundFen, chaser_count AS chaserCount, approvals FROM case_row`;

/** The states that hold an order, as SQL. The same list stands in the index `case_open_of_order`. */
const OPEN_LIST = OPEN_STATES.map((status) => `'${status}'`).join(', ');

export function getCaseSummary(db: ReadableDb, caseId: string): CaseSummary | null {
  return db.get<CaseSummary>(`${CASE_SELECT} WHERE case_id = ?`, caseId) ?? null;
}

/** The one case that holds this order; intakes hold nothing, nor does a case that is contested. @rule 5.0 */
export function openCaseOfOrder(db: ReadableDb, orderNo: string): CaseSummary | null {
  return (
    db.get<CaseSummary>(`${CASE_SELECT} WHERE order_no = ? AND contested = 0 AND status IN (${OPEN_LIST})`, orderNo) ??
    null
  );
}

/** Every case of an order, open or closed, newest first. */
export function listCasesOfOrder(db: ReadableDb, orderNo: string): CaseSummary[] {
  return db.all<CaseSummary>(`${CASE_SELECT} WHERE order_no = ? ORDER BY filed_at DESC`, orderNo);
}

/** As much of a case as a line about its order shows. */
export type CaseOfOrder = Pick<CaseSummary, 'caseId' | 'caseCode' | 'status'>;

/** The cases of several orders by order number, open or closed, newest first; an order without one is not in it. */
export function casesOfOrders(
  db: ReadableDb,
  orderNos: readonly string[],
): ReadonlyMap<string, readonly CaseOfOrder[]> {
  const byOrder = new Map<string, CaseOfOrder[]>();
  const rows = db.all<CaseOfOrder & { orderNo: string }>(
    `SELECT order_no AS orderNo, case_id AS caseId, case_code AS caseCode, status FROM case_row
     WHERE order_no IN (${placeholders(orderNos)}) ORDER BY order_no DESC, filed_at DESC, case_id DESC`,
    ...orderNos,
  );
  for (const { orderNo, ...found } of rows) {
    const known = byOrder.get(orderNo);
    if (known === undefined) byOrder.set(orderNo, [found]);
    else known.push(found);
  }
  return byOrder;
}

export function listCasesOfParty(db: ReadableDb, partyId: string, limit: number): CaseSummary[] {
  return db.all<CaseSummary>(`${CASE_SELECT} WHERE party_id = ? ORDER BY filed_at DESC LIMIT ? + 0`, partyId, limit);
}

/** Where a page of a queue ended. */
export type CaseCursor = Pick<CaseSummary, 'sortAt' | 'caseId'>;

export interface CaseQueue {
  /** Any of these; null for all. */
  readonly statuses: readonly CaseStatus[] | null;
  readonly ownerUserId: string | null;
  readonly orderKind: OrderKind | null;
  /** Only those due before this instant; null for all. */
  readonly dueBefore: UtcMs | null;
}

/** One walk along an index: the cases of one state and one kind, of everybody or of one person, the next due first. */
interface Walk {
  readonly where: string;
  readonly values: Readonly<Record<string, string | number>>;
}

function walksOf({ statuses, ownerUserId, orderKind, dueBefore }: CaseQueue): Walk[] {
  const where = `${ownerUserId === null ? '' : 'owner_user_id = $owner AND '}status = $status AND order_kind = $orderKind
    AND sort_at < $dueBefore`;
  const owner: Record<string, string> = ownerUserId === null ? {} : { owner: ownerUserId };
  const kinds = orderKind === null ? ORDER_KINDS : [orderKind];
  return (statuses ?? CASE_STATES).flatMap((status) =>
    kinds.map((kind) => ({
      where,
      values: { ...owner, status, orderKind: kind, dueBefore: dueBefore ?? Number.MAX_SAFE_INTEGER + 1 },
    })),
  );
}

/** A page of a queue, the next due first; cases without a due date come last. */
export function listCases(
  db: ReadableDb,
  { queue, after, limit }: { queue: CaseQueue; after: CaseCursor | null; limit: number },
): CaseSummary[] {
  const from = { sortAt: after?.sortAt ?? 0, caseId: after?.caseId ?? '', limit };
  const page = walksOf(queue)
    .flatMap(({ where, values }) =>
      db.all<CaseCursor>(
        `SELECT sort_at AS sortAt, case_id AS caseId FROM case_row
         WHERE ${where} AND (sort_at, case_id) > ($sortAt, $caseId) ORDER BY sort_at, case_id LIMIT $limit + 0`,
        { ...values, ...from },
      ),
    )
    .toSorted(byDue)
    .slice(0, limit);
  if (page.length === 0) return [];
  const ids = page.map(({ caseId }) => caseId);
  return db.all<CaseSummary>(`${CASE_SELECT} WHERE case_id IN (${placeholders(ids)})`, ...ids).toSorted(byDue);
}

function byDue(a: CaseCursor, b: CaseCursor): number {
  return a.sortAt - b.sortAt || (a.caseId < b.caseId ? -1 : 1);
}

/** How many cases a queue holds, at most `limit`: nobody works through more, and counting on would read them all. */
export function countCases(db: ReadableDb, queue: CaseQueue, limit: number): number {
  let count = 0;
  for (const { where, values } of walksOf(queue)) {
    if (count >= limit) break;
    const row = db.get<{ count: number }>(
      `SELECT count(*) AS count FROM (SELECT 1 FROM case_row WHERE ${where} LIMIT $limit + 0)`,
      { ...values, limit: limit - count },
    );
    count += row?.count ?? 0;
  }
  return count;
}
