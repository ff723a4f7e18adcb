import type { OrderView } from '../../contract/desk-api/orders.ts';
import { listCasesOfOrder } from '../../db/queries/cases.ts';
import { getOrder, listObservations } from '../../db/queries/orders.ts';
import type { Observation } from '../../db/queries/orders.ts';
import { getParty } from '../../db/queries/parties.ts';
import { isOpenCase } from '../../domain/cases/open-states.ts';
import { governingCase, orderStatusAsKnown } from '../../domain/cases/order-status.ts';
import { callerLevel } from '../../domain/contacts/caller-level.ts';
import { maskSn } from '../../domain/identifiers/mask.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import type { Order } from '../../domain/orders/order.ts';
import { mayAct, NOBODY } from '../../domain/permissions.ts';
import type { Caller } from '../../domain/permissions.ts';
import type { DeskDeps } from '../deps.ts';
import { loadContact, loadParty } from './load.ts';
import { partySummaryFor } from './masked.ts';
import { fieldsOf, headlineOf } from './order-fields.ts';
import { flagsOf } from './order-flags.ts';

type ViewDeps = Pick<DeskDeps, 'db' | 'now' | 'pack'>;

/** One order as last observed, with what was observed before and the cases about it. Refuses `order_not_known`. */
export function orderView(
  deps: ViewDeps,
  { orderNo, contactId, actor }: { orderNo: string; contactId: string | null; actor: Actor },
): Result<OrderView> {
  const { db } = deps;
  const order = getOrder(db, orderNo);
  if (order === null) return refuse('order_not_known');
  const party = getParty(db, order.partyId);
  const summary = partySummaryFor(db, order.partyId, order.buyerType);
  const cases = listCasesOfOrder(db, orderNo);
  const open = cases.find(({ status }) => isOpenCase(status)) ?? null;
  const isApplication = order.kind === 'terminal_application';
  const observed = { kind: order.kind, status: isApplication ? order.status : order.state };
  const known = orderStatusAsKnown(observed, governingCase(cases)?.status ?? null);
  return ok({
    orderNo,
    kind: order.kind,
    status: known,
    paymentStatus: isApplication ? order.paymentStatus : null,
    terminalStatus: isApplication ? order.terminalStatus : null,
    orderedAt: order.orderedAt,
    amountFen: amountFen(order),
    party: summary,
    headline: withStatus(headlineOf(order, party), known),
    fields: withStatus(fieldsOf(order, party), known),
    components: isApplication ? order.components.map((component) => ({ ...component })) : [],
    terminalSnsMasked: snsOf(order).map(maskSn),
    openCase: open === null ? null : { caseId: open.caseId, caseCode: open.caseCode, status: open.status },
    pastCases: cases
      .filter(({ caseId }) => caseId !== open?.caseId)
      .map(({ caseId, caseCode, status, filedAt }) => ({ caseId, caseCode, status, filedAt })),
    observations: changesOf(listObservations(db, orderNo)),
    mayTellStatus: mayAct('view_order_status', actor, callerOf(deps, order, contactId)).ok,
    flags: flagsOf(order, { party, locked: summary.locked, pack: deps.pack() }),
  });
}

/** The fields with the status as this console knows it; what the provider said stands in the observations. */
function withStatus(fields: OrderView['fields'], status: string): OrderView['fields'] {
  return fields.map((field) => (field.key === 'status' ? { ...field, value: status } : field));
}

function amountFen(order: Order): number {
  if (order.kind === 'acquiring_txn') return order.amountFen;
  return order.components.reduce((sum, component) => sum + component.amountFen, 0);
}

function snsOf(order: Order): readonly string[] {
  if (order.kind === 'terminal_application') return order.terminalSns;
  return order.terminalSn === null ? [] : [order.terminalSn];
}

/** Who asks, as far as this order is concerned: somebody verified as another party is nobody here. @rule 6 */
function callerOf({ db, now }: ViewDeps, order: Order, contactId: string | null): Caller {
  const contact = contactId === null ? null : loadContact(db, contactId);
  return contact === null ? NOBODY : callerLevel(contact, order.partyId, loadParty(db, order.partyId), now());
}

/** What each statement said of the status, and which fields it changed: their names, never what stood in them. Newest first. */
export function changesOf(observations: readonly Observation[]): OrderView['observations'] {
  return observations
    .map(({ observation, observedAt, source, order }, index) => {
      const before = observations[index - 1];
      return {
        observation,
        observedAt,
        source,
        status: order.kind === 'terminal_application' ? order.status : order.state,
        changed: before === undefined ? [] : changedFields(before.order, order),
      };
    })
    .toReversed();
}

function changedFields(before: Observation['order'], after: Observation['order']): string[] {
  const values = (order: Observation['order']) => new Map<string, unknown>(Object.entries(order));
  const old = values(before);
  return [...values(after)]
    .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(old.get(key)))
    .map(([key]) => key);
}
