import type { ApplicationStatus, TerminalApplicationOrder } from '../orders/order.ts';
import { applicationRefunds } from './application-money.ts';
import { commonChanges, commonFindings, commonWarnings, needsPerson } from './application-common.ts';
import { NOTHING_ASSESSED, clockOf, type Assessment, type Finding } from './assessment.ts';
import type { ChangeCode, ClockId, MoneyRoute } from './codes.ts';
import type { PolicyInput } from './decision.ts';
import { assessDelivered } from './delivered.ts';

type BeforeSignFor = Extract<MoneyRoute, 'before_ship' | 'intercept_shipment' | 'lost_in_transit' | 'order_rejected'>;

/** Before sign-for there is nothing to argue about: the order falls away and the money goes back whole. @rule C-01 @rule L-20 */
function beforeSignFor(order: TerminalApplicationOrder, input: PolicyInput, route: BeforeSignFor): Assessment {
  const clocks: readonly ClockId[] = route === 'before_ship' ? ['D1', 'D3', 'D4', 'D10'] : ['D3', 'D4', 'D9', 'D10'];
  const startAtByClock: Partial<Record<ClockId, number>> = {
    D1: order.orderedAt,
    D3: input.noticeAt,
    D9: input.noticeAt,
  };
  const finding = (
    {
      before_ship: { code: 'not_shipped', effect: 'pass' },
      intercept_shipment: { code: 'in_transit', effect: 'pass' },
      lost_in_transit: { code: 'lost_in_transit', effect: 'pass' },
      order_rejected: { code: 'rejected_by_provider', effect: 'pass' },
    } as const satisfies Record<typeof route, Finding>
  )[route];
  const intercept = route === 'intercept_shipment';
  const change = (
    {
      before_ship: 'goods_shipped',
      intercept_shipment: 'parcel_signed_for',
      lost_in_transit: 'courier_proof_found',
      order_rejected: 'refund_not_arrived',
    } as const satisfies Record<typeof route, ChangeCode>
  )[route];
  return {
    ...NOTHING_ASSESSED,
    result: intercept ? 'cancellable_with_conditions' : 'cancellable',
    route,
    findings: [finding, ...commonFindings(order, input)],
    deadlines: clocks.map((id) => clockOf(input, id, startAtByClock[id] ?? null)),
    feeConditions: [intercept ? 'intercept_shipment' : 'before_ship'],
    refunds: applicationRefunds(order, route, input),
    changes: [change, ...commonChanges(order, input)],
    warnings: commonWarnings(order),
    needsPerson: needsPerson(order, input),
    terminalSns: intercept ? [...order.terminalSns] : [],
  };
}

function ended(order: TerminalApplicationOrder, input: PolicyInput): Assessment {
  return {
    ...NOTHING_ASSESSED,
    result: 'not_cancellable',
    route: 'already_ended',
    findings: [
      { code: order.status === 'terminating' ? 'order_terminating' : 'order_already_ended', effect: 'fail' },
      ...commonFindings(order, input),
    ],
    deadlines: [clockOf(input, 'D3', input.noticeAt), clockOf(input, 'D12', null)],
    changes: ['refund_not_arrived', 'appeal'],
    warnings: commonWarnings(order),
  };
}

type Stage = BeforeSignFor | 'delivered' | 'ended';

const STAGE_BY_STATUS: Readonly<Record<ApplicationStatus, Stage>> = {
  submitted: 'before_ship',
  under_review: 'before_ship',
  approved: 'before_ship',
  allocated: 'before_ship',
  rejected: 'order_rejected',
  shipped: 'intercept_shipment',
  exception: 'lost_in_transit',
  delivered: 'delivered',
  active: 'delivered',
  cancelled: 'ended',
  terminating: 'ended',
  terminated: 'ended',
};

/**
 * A terminal application, at each of its states (5.1a). Before shipping it is free for everybody; on the way it is
 * intercepted; after sign-for the law of the sale decides.
 */
export function assessApplication(order: TerminalApplicationOrder, input: PolicyInput): Assessment {
  // The courier's proof goes before a status that lags behind it (L-20).
  const arrived = order.status === 'shipped' && order.deliveredAt !== null;
  const stage = arrived ? 'delivered' : STAGE_BY_STATUS[order.status];
  if (stage === 'delivered') return assessDelivered(order, input);
  return stage === 'ended' ? ended(order, input) : beforeSignFor(order, input, stage);
}
