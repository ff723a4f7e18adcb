import { z } from 'zod';
import type { UtcMs } from '../kernel/units.ts';
import type { ContactChannel } from '../contacts/events.ts';
import { MONEY_COMPONENT_TYPES, PAYEE_TYPES, type Order } from '../orders/order.ts';
import { REFUND_METHODS } from '../refunds/methods.ts';
import type { CalendarData } from './calendar.ts';
import { APPROVAL_REASONS, CHANGES, CLOCK_IDS, POLICY_CHANNELS, RESULTS, ROUTES, WARNINGS } from './codes.ts';
import { deadlineSchema } from './deadlines.ts';
import type { PolicyPack } from './pack.ts';
import { textSchema } from './text.ts';

/** What the customer says, or the clerk sees, about the device. Null: not asked yet. */
export interface DeviceCondition {
  readonly opened: boolean | null;
  readonly tested: boolean | null;
  readonly damaged: boolean | null;
  readonly activatedBy: 'customer' | 'salesperson' | null;
  /** Evidence items that show who activated it (time, place, operator); a statement alone has none. */
  readonly evidenceIds?: readonly string[];
}

export interface PolicyInput {
  readonly pack: PolicyPack;
  readonly calendar: CalendarData;
  readonly order: Order;
  /** UTC ms. */
  readonly now: UtcMs;
  /** The moment the customer's notice counts from: the call, the visit, the message's arrival (UTC ms). @rule L-14 @rule L-15 */
  readonly noticeAt: UtcMs;
  readonly intakeChannel: ContactChannel | 'pos';
  readonly reasonCode: string | null;
  readonly hasOpenCase: { readonly caseId: string; readonly caseCode: string } | null;
  readonly deviceCondition: DeviceCondition;
  /** Whether the terminal or gateway can be reached for a void. */
  readonly terminalReachable: boolean;
  /** True when the payer shows a debit on an order that failed or was closed (scenario 34). Absent: not claimed. */
  readonly payerDebited?: boolean;
  /** Fen to give back of a transaction; absent: all that remains. */
  readonly requestedFen?: number;
  /** Refunds submitted and not yet final, in fen. Absent: none. */
  readonly inFlightFen?: number;
}

const list = <T extends z.ZodType>(of: T) => z.array(of).readonly();
const fen = z.int().min(0);
const instant = z.int();
const rule = { ruleId: z.string(), ruleVersion: z.int(), clause: textSchema };

/**
 * The decision record that is stored with a case and shown on the third step. It holds every fact it rests on, and no
 * personal data; all sentences are the pack's, in both languages, as they stood when it was made.
 */
export const policyDecisionSchema = z.strictObject({
  packId: z.string(),
  packVersion: z.string(),
  isSample: z.boolean(),
  feeListVersion: z.string(),
  evaluatedAt: instant,
  inputs: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), list(z.string())])),
  result: z.enum(RESULTS),
  route: z.enum(ROUTES),
  headline: textSchema,
  summary: textSchema,
  /** The sentence to tell the customer, amounts and dates filled in. */
  say: textSchema,
  /** @rule L-23 */
  legalBasis: list(z.strictObject(rule)),
  reasons: list(
    z.strictObject({
      ...rule,
      text: textSchema,
      effect: z.enum(['pass', 'fail', 'info']),
      disclosure: textSchema.optional(),
      source: textSchema,
    }),
  ),
  deadlines: list(deadlineSchema),
  /** Published items only (P-01). `paidTo` courier: the customer pays the carrier, we take nothing. */
  fees: list(
    z.strictObject({
      feeItemId: z.string(),
      name: textSchema,
      amountFen: fen,
      paidTo: z.enum(['us', 'courier']),
      basis: textSchema,
      condition: z.string(),
      publishedVersion: z.string(),
    }),
  ),
  refunds: list(
    z.strictObject({
      componentType: z.enum(MONEY_COMPONENT_TYPES),
      name: textSchema,
      amountFen: fen,
      method: z.enum(REFUND_METHODS),
      route: textSchema,
      reason: textSchema,
      payeeType: z.enum(PAYEE_TYPES),
      needs: list(z.strictObject({ field: z.string(), name: textSchema, present: z.boolean() })),
    }),
  ),
  channels: list(
    z.strictObject({
      channel: z.enum(POLICY_CHANNELS),
      allowed: z.boolean(),
      recommended: z.boolean(),
      note: textSchema,
    }),
  ),
  bring: list(z.strictObject({ id: z.string(), name: textSchema, required: z.boolean(), note: textSchema })),
  returnsDevice: z.boolean(),
  terminalSns: list(z.string()),
  // oxlint-disable-next-line unicorn/no-thenable -- `if` and `then` are the two halves of a sentence, never awaited
  wouldChange: list(z.strictObject({ code: z.enum(CHANGES), if: textSchema, then: textSchema })),
  nextSteps: list(
    z.strictObject({
      who: z.enum(['us', 'customer']),
      what: textSchema,
      deadlineId: z.enum(CLOCK_IDS).nullable(),
      by: instant.nullable(),
    }),
  ),
  approval: z.strictObject({
    level: z.enum(['auto', 'supervisor', 'dual']),
    reason: z.enum(APPROVAL_REASONS),
    why: textSchema,
  }),
  /** What to do about the reason given (B31); null while none is given. */
  measure: z
    .strictObject({
      reasonCode: z.string(),
      text: textSchema,
      needsEvidence: z.boolean(),
      retentionScript: textSchema.nullable(),
    })
    .nullable(),
  warnings: list(z.strictObject({ code: z.enum(WARNINGS), text: textSchema })),
});
export type PolicyDecision = z.infer<typeof policyDecisionSchema>;
