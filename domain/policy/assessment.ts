import type { Fen, UtcMs } from '../kernel/units.ts';
import type { MoneyComponentType, PayeeType } from '../orders/order.ts';
import type { RouteDecision } from '../refunds/router.ts';
import type { RefundMethod, RouteReason } from '../refunds/methods.ts';
import type {
  ChangeCode,
  ClockId,
  FeeCondition,
  FindingCode,
  Phrase,
  PolicyResult,
  PolicyRoute,
  Usage,
  WarningCode,
} from './codes.ts';
import type { PolicyInput } from './decision.ts';
import { runClock, type Clock, type Deadline } from './deadlines.ts';
import type { ReasonCode } from './pack.ts';

export type Effect = 'pass' | 'fail' | 'info';

export type ConditionPhrase = Extract<Phrase, `condition${string}`>;

export interface Finding {
  readonly code: FindingCode;
  readonly effect: Effect;
}

export interface AssessedRefund {
  readonly componentType: MoneyComponentType;
  readonly amountFen: Fen;
  readonly method: RefundMethod;
  readonly reason: RouteReason;
  /** How much of what was paid goes back; null for a transaction, whose amount the router decides. */
  readonly share: Extract<Phrase, 'componentFull' | 'componentProRata' | 'componentNone'> | null;
  readonly payeeType: PayeeType;
  readonly needs: RouteDecision['needs'];
}

/** What the rules say, in codes. The words come from the pack afterwards (explain.ts). */
export interface Assessment {
  readonly result: PolicyResult;
  readonly route: PolicyRoute;
  readonly findings: readonly Finding[];
  /** A reason of the refund router that belongs among the reasons. */
  readonly routerFinding: { readonly reason: RouteReason; readonly effect: Effect } | null;
  readonly deadlines: readonly Deadline[];
  readonly feeConditions: readonly FeeCondition[];
  readonly refunds: readonly AssessedRefund[];
  readonly changes: readonly ChangeCode[];
  readonly warnings: readonly WarningCode[];
  readonly returnsDevice: boolean;
  readonly terminalSns: readonly string[];
  readonly usage: Usage | null;
  /** Day n since sign-for, the day of signing being 0; null before delivery or when unknown. */
  readonly dayNo: number | null;
  readonly windowDays: number | null;
  readonly cutoffAt: UtcMs | null;
  readonly conditions: readonly ConditionPhrase[];
  /** True when a person must look even though the result is plainly in policy. */
  readonly needsPerson: boolean;
}

/** The parts of an assessment that most branches leave empty. */
export const NOTHING_ASSESSED = {
  routerFinding: null,
  deadlines: [],
  feeConditions: [],
  refunds: [],
  warnings: [],
  returnsDevice: false,
  terminalSns: [],
  usage: null,
  dayNo: null,
  windowDays: null,
  cutoffAt: null,
  conditions: [],
  needsPerson: false,
} as const satisfies Partial<Assessment>;

export function findingIf(condition: boolean, code: FindingCode, effect: Effect): readonly Finding[] {
  return condition ? [{ code, effect }] : [];
}

/** Runs one of the pack's clocks; `adjust` may give it the length a window sets for this product. */
export function clockOf(
  input: PolicyInput,
  id: ClockId,
  startAt: UtcMs | null,
  adjust: (clock: Clock) => Clock = (clock) => clock,
): Deadline {
  const context = { calendar: input.calendar, businessHours: input.pack.businessHours };
  return runClock(adjust(input.pack.clocks[id]), startAt, context);
}

/** The reason given, as the pack knows it for this kind of order; null when none is given or the pack has no such code. */
export function reasonOf(input: PolicyInput): ReasonCode | null {
  return (
    input.pack.reasons.find(
      (reason) => reason.code === input.reasonCode && reason.orderKinds.includes(input.order.kind),
    ) ?? null
  );
}
