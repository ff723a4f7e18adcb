import type { DecideContext } from '../kernel/command.ts';
import type { Order, TerminalApplicationOrder, TerminalStatus } from '../orders/order.ts';
import { runClock, type Deadline } from '../policy/deadlines.ts';
import type { ClockId } from '../policy/codes.ts';
import type { UtcMs } from '../kernel/units.ts';
import type { RefundMethod } from '../refunds/methods.ts';
import type { DeviceReturnTaskCreated, RefundTaskCreated, TaskCreated, TaskRole, UnbindTaskCreated } from './events.ts';
import type { Judged } from './judged.ts';
import { isOutOfPolicy, type RefundLine } from './refund-lines.ts';

const WITH_CUSTOMER: ReadonlySet<TerminalStatus> = new Set<TerminalStatus>([
  'delivered',
  'bound',
  'activated',
  'transacting',
  'unbind_requested',
  'unbound',
]);
const BOUND: ReadonlySet<TerminalStatus> = new Set<TerminalStatus>([
  'bound',
  'activated',
  'transacting',
  'unbind_requested',
]);

/** Who works a way of paying back, and the sentence of what happens next. */
const WORK_BY_METHOD: Readonly<Record<RefundMethod, { readonly role: TaskRole; readonly nextStep: string }>> = {
  void: { role: 'finance', nextStep: 'refund.approve_void' },
  refund: { role: 'finance', nextStep: 'refund.approve' },
  close_order: { role: 'finance', nextStep: 'refund.close_order' },
  cash_out: { role: 'clerk', nextStep: 'refund.cash_out_at_store' },
  credit_adjustment: { role: 'finance', nextStep: 'refund.credit_adjustment' },
  reroute_request: { role: 'finance', nextStep: 'refund.reroute' },
  one_sided_posting: { role: 'finance', nextStep: 'refund.one_sided_posting' },
  compensating_entry: { role: 'supervisor', nextStep: 'refund.compensating_entry' },
  query_first: { role: 'finance', nextStep: 'refund.query_outcome' },
  none_by_us: { role: 'supervisor', nextStep: 'refund.write_answer' },
};

/**
 * The work that follows an approval: a refund task for each sum, a return for each terminal that is out, an unbinding for each
 * that is bound. Each has an owner role, a due date or the clock that will give one, and a next step; each ends on its own.
 * @rule X08 @rule R-01 @rule P-11
 */
export function createTasks(
  judged: Judged,
  lines: readonly RefundLine[],
  context: DecideContext,
): readonly TaskCreated[] {
  const { order, decision } = judged;
  const fetched =
    order.kind === 'terminal_application'
      ? terminalsToFetch(order, decision.returnsDevice || isOutOfPolicy(decision))
      : null;
  const waits = fetched === 'return';
  return [
    ...lines.map((line) => refundTask(line, waits, context)),
    ...(order.kind === 'terminal_application' && fetched !== null ? deviceTasks(order, fetched, judged, context) : []),
    ...unbindTasks(order, context),
  ];
}

/** What has to come back: a delivered device where the terms say so, one on its way out always; nothing that never left. */
function terminalsToFetch(
  order: TerminalApplicationOrder,
  returnsDevice: boolean,
): DeviceReturnTaskCreated['variant'] | null {
  if (order.terminalStatus === 'in_transit' || order.status === 'shipped') return 'shipment_intercept';
  const isOut = WITH_CUSTOMER.has(order.terminalStatus) || order.status === 'delivered' || order.status === 'active';
  const isBack = order.terminalStatus === 'returned' || order.terminalStatus === 'lost';
  return returnsDevice && isOut && !isBack ? 'return' : null;
}

function refundTask(line: RefundLine, waitsForDevice: boolean, context: DecideContext): RefundTaskCreated {
  const { role, nextStep } = WORK_BY_METHOD[line.method];
  const base = {
    taskId: context.newId(),
    kind: 'refund',
    componentType: line.componentType,
    amountFen: line.amountFen,
    method: line.method,
    payeeType: line.payeeType,
    reason: line.reason,
  } as const;
  if (line.method === 'none_by_us') {
    // The money is with somebody else: what we owe is an answer in writing, by the complaint clock (section 5, P-08).
    return { ...base, ownerRole: role, nextStep, ...due('D12', context), initialState: 'pending_approval' };
  }
  if (line.lacking.length > 0) {
    const { zh, en } = context.pack.warnings.original_fields_missing;
    const reason = {
      zh: `${zh}(${line.lacking.map((name) => name.zh).join('、')})`,
      en: `${en} (${line.lacking.map((name) => name.en).join(', ')})`,
    };
    return {
      ...base,
      reason,
      ownerRole: 'finance',
      nextStep: 'refund.find_original_fields',
      ...due('D10', context),
      initialState: 'blocked',
    };
  }
  if (waitsForDevice && (line.componentType === 'device_price' || line.componentType === 'deposit')) {
    // Seven days from the day the device arrives (L-02): the clock starts then.
    return {
      ...base,
      ownerRole: role,
      nextStep: 'refund.wait_for_device',
      dueAt: null,
      clock: 'D8',
      initialState: 'created',
    };
  }
  const day = due('D10', context);
  const dueAt = line.cutoffAt === null ? day.dueAt : Math.min(line.cutoffAt, day.dueAt ?? line.cutoffAt);
  return { ...base, ownerRole: role, nextStep, ...day, dueAt, initialState: 'pending_approval' };
}

function deviceTasks(
  order: TerminalApplicationOrder,
  variant: DeviceReturnTaskCreated['variant'],
  { intakeChannel }: Judged,
  context: DecideContext,
): readonly DeviceReturnTaskCreated[] {
  const intercepts = variant === 'shipment_intercept';
  const ownerRole = intercepts ? 'warehouse' : intakeChannel === 'walk_in' ? 'clerk' : 'agent';
  const known = intercepts ? 'device.intercept_shipment' : 'device.give_return_address';
  const { dueAt, clock } = due('D5', context);
  return serialNumbers(order).map((terminalSn) => ({
    taskId: context.newId(),
    kind: 'device_return',
    terminalSn,
    variant,
    ownerRole,
    nextStep: terminalSn === '' ? 'device.find_serial_number' : known,
    dueAt,
    clock,
  }));
}

/** The mapping of serial number and merchant is released for every terminal that is bound, returned or not. @rule P-12 */
function unbindTasks(order: Order, context: DecideContext): readonly UnbindTaskCreated[] {
  if (order.kind !== 'terminal_application' || !BOUND.has(order.terminalStatus)) return [];
  const nextStep = order.terminalStatus === 'transacting' ? 'unbind.settle_pending_funds' : 'unbind.release_mapping';
  const { dueAt, clock } = due('D14', context);
  return serialNumbers(order).map((terminalSn) => ({
    taskId: context.newId(),
    kind: 'unbind',
    terminalSn,
    ownerRole: 'supervisor',
    nextStep,
    dueAt,
    clock,
  }));
}

/** One empty serial number where the record names none: the device exists all the same, and somebody must read it off. */
function serialNumbers(order: TerminalApplicationOrder): readonly string[] {
  return order.terminalSns.length === 0 ? [''] : order.terminalSns;
}

/** A clock of the pack, started by the approval. */
function due(clock: ClockId, { pack, calendar, now }: DecideContext): { dueAt: UtcMs | null; clock: ClockId } {
  const deadline: Deadline = runClock(pack.clocks[clock], now, { calendar, businessHours: pack.businessHours });
  return { dueAt: deadline.alarmAt ?? deadline.dueAt, clock };
}
