/**
 * A terminal application after sign-for: seven days without reason, a late return, ending the contract, or ending the
 * service of a terminal in use. Which of them follows from how the order was made, who bought, when the customer gave
 * notice, and what was done with the device.
 * @rule L-01 @rule L-03 @rule L-04 @rule L-05 @rule L-14 @rule L-23
 */
import type { TerminalApplicationOrder } from '../orders/order.ts';
import { commonChanges, commonFindings, commonWarnings, needsPerson } from './application-common.ts';
import { applicationRefunds } from './application-money.ts';
import {
  NOTHING_ASSESSED,
  clockOf,
  findingIf,
  type Assessment,
  type ConditionPhrase,
  type Finding,
} from './assessment.ts';
import { daysBetween, localDateOf } from './calendar.ts';
import type { ChangeCode, ClockId, FeeCondition, MoneyRoute, Usage, WarningCode } from './codes.ts';
import type { PolicyInput } from './decision.ts';
import { isInTime, type Deadline } from './deadlines.ts';
import { salespersonActivationShown, usageOf } from './usage.ts';

interface Facts {
  readonly order: TerminalApplicationOrder;
  readonly input: PolicyInput;
  readonly usage: Usage;
  readonly windowDays: number;
  readonly window: Deadline;
  readonly inWindow: boolean;
  readonly dayNo: number | null;
  readonly distance: boolean;
  readonly protectedBuyer: boolean;
}

/** The return window of this product bought through this channel: the longest that matches, in days. @rule L-05 */
function windowDaysOf(order: TerminalApplicationOrder, input: PolicyInput): number {
  const clock = input.pack.clocks.D2.length;
  const usual = clock.unit === 'days' ? clock.n : 7;
  const matching = input.pack.windows.filter(
    (window) =>
      window.originChannels.includes(order.originChannel) &&
      (window.product === null || window.product === order.product),
  );
  return Math.max(usual, ...matching.map((window) => window.days));
}

function factsOf(order: TerminalApplicationOrder, input: PolicyInput): Facts {
  const { noReasonReturn } = input.pack;
  const windowDays = windowDaysOf(order, input);
  const window = clockOf(input, 'D2', order.deliveredAt, (clock) => ({
    ...clock,
    length: { unit: 'days', n: windowDays, roll: 'forward' },
  }));
  return {
    order,
    input,
    usage: usageOf(order, input),
    windowDays,
    window,
    inWindow: isInTime(window, input.noticeAt),
    // A notice given while the parcel was still on its way counts as given on the day of sign-for.
    dayNo:
      order.deliveredAt === null
        ? null
        : Math.max(0, daysBetween(localDateOf(order.deliveredAt), localDateOf(input.noticeAt))),
    distance: noReasonReturn.origins.includes(order.originChannel),
    protectedBuyer: noReasonReturn.buyerTypes.includes(order.buyerType),
  };
}

function deviceFindings({ order, input, usage }: Facts): readonly Finding[] {
  const { opened, tested, damaged } = input.deviceCondition;
  const touched = opened === true || tested === true || usage === 'test_use';
  return [
    ...findingIf(damaged === true, 'damaged', 'fail'),
    ...findingIf(damaged !== true && touched, 'tested_still_intact', 'pass'),
    ...findingIf(damaged !== true && !touched && opened === false, 'intact', 'pass'),
    ...findingIf(usage === 'test_use', 'test_use_only', 'pass'),
    ...findingIf(usage === 'activated_by_customer', 'activated_by_customer', 'info'),
    ...findingIf(usage === 'activation_unattributed', 'activation_unattributed', 'info'),
    ...findingIf(
      usage === 'activated_by_salesperson',
      'activated_by_salesperson',
      salespersonActivationShown(order, input.deviceCondition) ? 'pass' : 'info',
    ),
  ];
}

function saleFindings({ order, distance, protectedBuyer }: Facts): readonly Finding[] {
  return [
    distance ? { code: 'distance_sale', effect: 'pass' } : { code: 'not_distance_sale', effect: 'info' },
    protectedBuyer ? { code: 'buyer_protected', effect: 'pass' } : { code: 'buyer_company', effect: 'info' },
    order.exclusionConfirmed
      ? { code: 'exclusion_confirmed', effect: 'fail' }
      : { code: 'no_exclusion_confirmed', effect: 'pass' },
  ];
}

function windowFindings({ order, window, inWindow }: Facts): readonly Finding[] {
  if (order.deliveredAt === null) return [{ code: 'delivery_time_unknown', effect: 'info' }];
  return [
    inWindow ? { code: 'within_return_window', effect: 'pass' } : { code: 'return_window_passed', effect: 'fail' },
    ...findingIf(window.rolledFrom !== null, 'return_window_rolled', 'info'),
  ];
}

function conditionsOf({ order, input, usage }: Facts): readonly ConditionPhrase[] {
  const conditions: ConditionPhrase[] = [];
  if (order.deliveredAt === null) conditions.push('conditionCourierProof');
  if (input.deviceCondition.damaged === true) conditions.push('conditionDamaged');
  if (usage === 'activated_by_customer' || usage === 'test_use') conditions.push('conditionUnbind');
  const statedOnly = usage === 'activated_by_salesperson' && !salespersonActivationShown(order, input.deviceCondition);
  if (usage === 'activation_unattributed' || statedOnly) conditions.push('conditionActivation');
  return conditions;
}

interface Outcome {
  readonly route: MoneyRoute;
  readonly findings: readonly Finding[];
  readonly clocks: readonly ClockId[];
  readonly fees: readonly FeeCondition[];
  readonly changes: readonly ChangeCode[];
  readonly returnsDevice: boolean;
  /** True when the outcome is conditional by its nature, whatever the device looks like. */
  readonly conditional: boolean;
  readonly needsPerson: boolean;
}

function assemble(facts: Facts, outcome: Outcome): Assessment {
  const { order, input } = facts;
  const conditions = conditionsOf(facts);
  const startAtByClock: Partial<Record<ClockId, number>> = { D3: input.noticeAt, D9: input.noticeAt };
  const warnings: WarningCode[] = [...commonWarnings(order)];
  if (order.deliveredAt === null) warnings.push('delivered_at_missing');
  if (facts.usage === 'in_use' && order.txnCount === 0) warnings.push('usage_figures_missing');
  if (outcome.returnsDevice && order.terminalSns.length === 0) warnings.push('terminal_sn_missing');
  return {
    ...NOTHING_ASSESSED,
    result: outcome.conditional || conditions.length > 0 ? 'cancellable_with_conditions' : 'cancellable',
    route: outcome.route,
    findings: [...outcome.findings, ...commonFindings(order, input)],
    deadlines: outcome.clocks.map((id) =>
      id === 'D2' ? facts.window : clockOf(input, id, startAtByClock[id] ?? null),
    ),
    feeConditions: outcome.fees,
    refunds: applicationRefunds(order, outcome.route, input),
    changes: [...outcome.changes, ...commonChanges(order, input)],
    warnings,
    returnsDevice: outcome.returnsDevice,
    terminalSns: outcome.returnsDevice ? [...order.terminalSns] : [],
    usage: facts.usage,
    dayNo: facts.dayNo,
    windowDays: facts.windowDays,
    conditions,
    needsPerson: outcome.needsPerson || conditions.length > 0 || needsPerson(order, input),
  };
}

function returnWithoutReason(facts: Facts): Assessment {
  const { input, usage } = facts;
  const activationOpen = usage === 'activated_by_customer' || usage === 'activation_unattributed';
  const changes: ChangeCode[] = ['activated_and_used', 'notice_after_due_date'];
  if (facts.order.deliveredAt === null) changes.push('courier_proof_found');
  if (input.deviceCondition.damaged !== true) changes.push('device_damaged');
  if (activationOpen) changes.push('activation_by_salesperson_shown');
  if (input.intakeChannel !== 'walk_in') changes.push('drop_off_at_store');
  return assemble(facts, {
    route: 'no_reason_return_7d',
    findings: [...saleFindings(facts), ...windowFindings(facts), ...deviceFindings(facts)],
    clocks: ['D2', 'D3', 'D4', 'D5', 'D6', 'D7', 'D8', 'D9'],
    fees: ['within_return_window', 'return_freight'],
    changes,
    returnsDevice: true,
    conditional: false,
    needsPerson: false,
  });
}

function lateReturn(facts: Facts): Assessment {
  const limit = facts.input.pack.lateReturnDays;
  const accepted = limit !== null && facts.dayNo !== null && facts.dayNo <= limit;
  const findings = [...saleFindings(facts), ...windowFindings(facts), ...deviceFindings(facts)];
  const changes: readonly ChangeCode[] = ['quality_defect_found', 'misleading_sale_shown', 'goodwill'];
  if (accepted) {
    return assemble(facts, {
      route: 'out_of_window_contract',
      findings: [...findings, { code: 'late_return_accepted', effect: 'pass' }],
      clocks: ['D2', 'D3', 'D4', 'D5', 'D6', 'D7', 'D8', 'D9'],
      fees: ['out_of_window', 'return_freight'],
      changes: [...changes, 'appeal'],
      returnsDevice: true,
      conditional: true,
      needsPerson: true,
    });
  }
  const { order, input } = facts;
  return {
    ...NOTHING_ASSESSED,
    result: 'not_cancellable',
    route: 'late_return_refused',
    findings: [...findings, { code: 'late_return_refused', effect: 'fail' }, ...commonFindings(order, input)],
    deadlines: [facts.window, clockOf(input, 'D3', input.noticeAt), clockOf(input, 'D12', null)],
    changes: [...changes, 'appeal'],
    warnings: commonWarnings(order),
    usage: facts.usage,
    dayNo: facts.dayNo,
    windowDays: facts.windowDays,
  };
}

function contractTermination(facts: Facts): Assessment {
  const { order } = facts;
  return assemble(facts, {
    route: 'contract_termination',
    findings: [
      ...saleFindings(facts),
      ...deviceFindings(facts),
      { code: 'continuing_contract', effect: 'pass' },
      { code: 'notice_is_legal_moment', effect: 'info' },
    ],
    clocks: ['D3', 'D4', 'D5', 'D6', 'D7', 'D8', 'D9'],
    fees: ['contract_termination', 'return_freight'],
    changes: [
      ...(order.exclusionConfirmed ? (['no_exclusion_evidence'] as const) : []),
      'quality_defect_found',
      'misleading_sale_shown',
      'goodwill',
      'appeal',
    ],
    returnsDevice: true,
    conditional: true,
    needsPerson: true,
  });
}

/** A terminal in use: the service contract ends (L-14), what hangs on the binding is settled first, the deposit follows L-12. */
function serviceTermination(facts: Facts): Assessment {
  const { order, input } = facts;
  const hasDeposit = order.components.some((component) => component.type === 'deposit');
  const turnover = input.pack.depositTurnoverFen;
  const turnoverUnmet = hasDeposit && turnover !== null && order.txnAmountFen < turnover;
  return assemble(facts, {
    route: 'service_termination',
    findings: [
      { code: 'in_use', effect: 'fail' },
      ...saleFindings(facts).filter((finding) => finding.code !== 'no_exclusion_confirmed'),
      { code: 'continuing_contract', effect: 'pass' },
      ...findingIf(turnoverUnmet, 'deposit_turnover_unmet', 'info'),
      ...findingIf(hasDeposit && turnover !== null && !turnoverUnmet, 'deposit_turnover_met', 'pass'),
      { code: 'notice_is_legal_moment', effect: 'info' },
    ],
    clocks: ['D3', 'D4', 'D5', 'D6', 'D7', 'D8', 'D9'],
    fees: hasDeposit ? ['service_termination', 'return_freight'] : ['service_termination'],
    changes: ['quality_defect_found', 'misleading_sale_shown', 'goodwill', 'appeal'],
    // What was bought stays with the customer; what a deposit stands for comes back.
    returnsDevice: hasDeposit,
    conditional: true,
    needsPerson: true,
  });
}

export function assessDelivered(order: TerminalApplicationOrder, input: PolicyInput): Assessment {
  const facts = factsOf(order, input);
  if (facts.usage === 'in_use') return serviceTermination(facts);
  if (!facts.distance || !facts.protectedBuyer || order.exclusionConfirmed) return contractTermination(facts);
  return facts.inWindow ? returnWithoutReason(facts) : lateReturn(facts);
}
