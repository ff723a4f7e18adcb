import { z } from 'zod';
import { BUYER_TYPES, MONEY_COMPONENT_TYPES, ORDER_KINDS, ORIGIN_CHANNELS, TENDERS } from '../orders/order.ts';
import { FEE_CONDITIONS, POLICY_CHANNELS, ROUTES } from './codes.ts';
import { textSchema } from './text.ts';

const fen = z.int().min(0);
const date = z.iso.date();
const id = z.string().regex(/^[A-Za-z0-9_-]+$/);

/** A rule that a decision may cite: the clause as told, the longer text behind a disclosure, and where it stands. */
export const ruleSchema = z.strictObject({
  id: z.string().regex(/^[A-Z]-\d{2}$/),
  version: z.int().min(1),
  clause: textSchema,
  disclosure: textSchema.optional(),
  source: textSchema,
});

/**
 * A published fee (P-01). Either an amount in fen or a rate in basis points of the device price; `paidTo` courier means
 * that we take nothing. A changed fee is published 30 days before it is in force (P-02).
 */
export const feeItemSchema = z
  .strictObject({
    id,
    name: textSchema,
    charge: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('amount'), amountFen: fen }),
      z.strictObject({ kind: z.literal('rate'), rateBps: z.int().min(0).max(10_000), of: z.literal('device_price') }),
    ]),
    paidTo: z.enum(['us', 'courier']),
    condition: z.enum(FEE_CONDITIONS),
    buyerTypes: z.array(z.enum(BUYER_TYPES)).min(1).readonly(),
    basis: textSchema,
    version: z.int().min(1),
    publishedAt: date,
    effectiveFrom: date,
    effectiveTo: date.nullable(),
  })
  .superRefine((item, context) => {
    const notice = (Date.parse(item.effectiveFrom) - Date.parse(item.publishedAt)) / 86_400_000;
    if (item.version > 1 && notice < 30) {
      context.addIssue({
        code: 'custom',
        path: ['effectiveFrom'],
        message: 'P-02: published less than 30 days before',
      });
    }
    if (item.paidTo === 'courier' && !(item.charge.kind === 'amount' && item.charge.amountFen === 0)) {
      context.addIssue({ code: 'custom', path: ['charge'], message: 'P-01: what a courier takes is no fee of ours' });
    }
  });

export const reasonSchema = z.strictObject({
  code: id,
  name: textSchema,
  orderKinds: z.array(z.enum(ORDER_KINDS)).min(1).readonly(),
  recommendedMeasure: textSchema,
  offersExchange: z.boolean(),
  needsEvidence: z.boolean(),
  /** `none` waives our fees: the customer is not at fault (A13). */
  fees: z.enum(['as_published', 'none']),
  customerAtFault: z.boolean(),
  /** Misled, wrong rate, switched MCC: told of L-10 and L-16 and referred to compliance (B21). */
  complianceReferral: z.boolean(),
  retentionScript: textSchema.nullable(),
});

/** A window to return in, for a product (null: any) bought through given channels. The longest match counts. */
export const windowSchema = z.strictObject({
  id,
  product: z.string().min(1).nullable(),
  originChannels: z.array(z.enum(ORIGIN_CHANNELS)).min(1).readonly(),
  stage: z.enum(['after_delivery']),
  days: z.int().min(1),
});

export const materialSchema = z.strictObject({
  id,
  name: textSchema,
  note: textSchema,
  required: z.boolean(),
  orderKinds: z.array(z.enum(ORDER_KINDS)).min(1).readonly(),
  buyerTypes: z.array(z.enum(BUYER_TYPES)).min(1).readonly(),
  channels: z.array(z.enum(POLICY_CHANNELS)).min(1).readonly(),
  routes: z.array(z.enum(ROUTES)).min(1).readonly(),
  /** Asked for only when this holds; null: always. */
  onlyWhen: z
    .enum(['device_returns', 'held_by_individual', 'reason_needs_evidence', 'activated_by_salesperson', 'bank_card'])
    .nullable(),
});

export const channelSchema = z.strictObject({
  channel: z.enum(POLICY_CHANNELS),
  routes: z.array(z.enum(ROUTES)).readonly(),
  noteAllowed: textSchema,
  noteRefused: textSchema,
});

export const dispositionSchema = z.strictObject({
  code: id,
  name: textSchema,
  nextActionRequired: z.boolean(),
});

/** Everything X07 asks of a rejection: reason, clause, remedy, appeal route, external route. */
export const rejectionReasonSchema = z.strictObject({
  code: id,
  name: textSchema,
  ruleId: z.string(),
  remedy: textSchema,
  appealRoute: textSchema,
  externalRoute: textSchema,
});

export const scriptSchema = z.strictObject({
  id,
  /** The order state it belongs to (B04), or null for any. */
  state: z.string().min(1).nullable(),
  orderKind: z.enum(ORDER_KINDS),
  title: textSchema,
  text: textSchema,
  cautions: z.array(textSchema).readonly(),
});

export const deductionItemSchema = z.strictObject({ id, name: textSchema, amountFen: fen });

/** A repealed law and what stands in its place (L-24). */
export const repealedLawSchema = z.strictObject({ repealed: textSchema, replacement: textSchema, ruleId: z.string() });

export const directoryEntrySchema = z.strictObject({
  kind: z.enum(['hotline', 'website', 'store', 'email', 'regulator']),
  name: textSchema,
  value: z.string().min(1),
  region: textSchema,
  hours: textSchema,
});

export const licenceSchema = z.strictObject({
  licenceNo: z.string().min(1),
  institution: textSchema,
  scope: textSchema,
  validTo: date,
});

/** What an acquirer can do, and until when. Widths are configurable because acquirers differ. */
export const acquirerProfileSchema = z.strictObject({
  id,
  name: textSchema,
  /** Names under which the acquirer appears on imported orders. */
  aliases: z.array(z.string().min(1)).readonly(),
  /** The acquirer day ends at this Shanghai time (minutes after midnight): 23:00 is 1380. */
  cutoffMinute: z.int().min(1).max(1440),
  /** A void must be below this amount (exclusive, L-07); null: no limit. */
  voidBelowFen: fen.nullable(),
  /** Days after the transaction within which it can be refunded online, by tender. */
  refundWindowDays: z.record(z.enum(TENDERS), z.int().min(0)),
  methods: z.array(z.enum(['void', 'refund', 'query', 'credit_adjustment'])).readonly(),
  fieldWidths: z.strictObject({
    merchantNo: z.int().min(1),
    terminalNo: z.int().min(1),
    rrn: z.int().min(1),
    voucherNo: z.int().min(1),
    batchNo: z.int().min(1),
    terminalSnMax: z.int().min(1),
  }),
});
export type AcquirerProfile = z.infer<typeof acquirerProfileSchema>;

export const componentRuleSchema = z.record(z.enum(MONEY_COMPONENT_TYPES), z.enum(['full', 'pro_rata', 'none']));

export const stepSchema = z.strictObject({
  who: z.enum(['us', 'customer']),
  what: textSchema,
  clock: z.string().nullable(),
  /** Left out where no money goes back from us: nothing is promised that is not ours to give. */
  onlyIfWePay: z.boolean(),
});

/** How one outcome is told, on which rules it stands, and what follows. */
export const routeTextSchema = z.strictObject({
  headline: textSchema,
  summary: textSchema,
  say: textSchema,
  basis: z.array(z.string()).min(1).readonly(),
  basisCompany: z.array(z.string()).min(1).readonly(),
  steps: z.array(stepSchema).min(1).readonly(),
});
