import type { ReadableDb } from '../../db/open/database.ts';
import { listCasesOfOrder } from '../../db/queries/cases.ts';
import { earliestNotice, isUnansweredNotice, noticeMoment } from '../../domain/cases/notice.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import type { ContactState } from '../../domain/contacts/state.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { Order } from '../../domain/orders/order.ts';
import { loadCase } from './load.ts';

/** The intakes of this order and its party that nobody has answered yet, the first notice first. */
export function unansweredIntakes(db: ReadableDb, { orderNo, partyId }: Order): readonly CaseState[] {
  return listCasesOfOrder(db, orderNo)
    .filter((found) => found.partyId === partyId && isUnansweredNotice(found))
    .flatMap(({ caseId }) => loadCase(db, caseId) ?? [])
    .toSorted((a, b) => a.noticeReceivedAt - b.noticeReceivedAt);
}

/**
 * The moment from which a notice given in this contact counts, UTC ms: an earlier intake of the order was the notice already.
 * What is shown and what is filed both go by this. @rule L-14 @rule L-15
 */
export function noticeFor(db: ReadableDb, order: Order, contact: ContactState | null, now: UtcMs): UtcMs {
  const startedAt = contact?.startedAt ?? now;
  return noticeMoment(startedAt, startedAt, now, earliestNotice(unansweredIntakes(db, order)));
}
