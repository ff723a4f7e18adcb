import { z } from 'zod';
import { cursor, fen, id, partySummary, procedure, utcMs } from './shared.ts';
import { policyDecisionSchema } from '../../domain/policy/decision.ts';

export const orderKind = z.enum(['terminal_application', 'acquiring_txn']);

/** What the search box took the input for. `text` is what was looked up, masked where it is personal. */
export const interpretation = z.object({ kind: z.string(), text: z.string(), partial: z.boolean() });

export const searchHit = z.object({
  orderNo: z.string(),
  kind: orderKind,
  /** Status of the application, with the cancellation under way over it, or state of the transaction as last observed. */
  status: z.string(),
  orderedAt: utcMs,
  amountFen: fen,
  partyId: z.string(),
  personMasked: z.string().nullable(),
  merchantMasked: z.string().nullable(),
  mobileMasked: z.string().nullable(),
  snMasked: z.string().nullable(),
  /** Which interpretation found it. */
  matchedBy: z.string(),
  /** The newest case of the order, open or closed. */
  case: z.object({ caseId: z.string(), caseCode: z.string(), status: z.string(), open: z.boolean() }).nullable(),
});
export type SearchHit = z.infer<typeof searchHit>;

export const searchAnswer = z.object({
  interpretations: z.array(interpretation),
  hits: z.array(searchHit),
  more: z.boolean(),
  /** When an exact identifier finds nothing: what was probably meant (B23). */
  nearMisses: z.array(
    z.object({
      kind: z.string(),
      hint: z.enum([
        'transposed',
        'confused_characters',
        'wrong_character',
        'missing_digit',
        'extra_digit',
        'wrong_unit',
      ]),
      suggestion: z.string(),
      hit: searchHit,
    }),
  ),
});
export type SearchAnswer = z.infer<typeof searchAnswer>;

/** An order that the hub has and this desk does not, as a line. */
export const hubLine = z.object({
  orderNo: z.string(),
  kind: z.string(),
  status: z.string(),
  orderedAt: utcMs,
  personMasked: z.string().nullable(),
  merchantMasked: z.string().nullable(),
  openCaseCode: z.string().nullable(),
});
export type HubLine = z.infer<typeof hubLine>;

/** A field of an order as shown: its key is a locale key (`orderField.<key>`). */
export const orderField = z.object({
  key: z.string(),
  value: z.union([z.string(), z.number(), z.null()]),
  format: z.enum(['text', 'masked', 'money', 'instant', 'enum', 'bps']),
  /** The reveal field name where the full value can be shown with a reason; null where there is nothing hidden. */
  reveal: z.string().nullable(),
});

export const orderView = z.object({
  orderNo: z.string(),
  kind: orderKind,
  status: z.string(),
  paymentStatus: z.string().nullable(),
  terminalStatus: z.string().nullable(),
  orderedAt: utcMs,
  amountFen: fen,
  party: partySummary,
  /** The short line above the steps: at most five fields. */
  headline: z.array(orderField),
  fields: z.array(orderField),
  components: z.array(
    z.object({ type: z.string(), amountFen: fen, payeeType: z.string(), paidVia: z.string().nullable() }),
  ),
  terminalSnsMasked: z.array(z.string()),
  openCase: z.object({ caseId: z.string(), caseCode: z.string(), status: z.string() }).nullable(),
  pastCases: z.array(z.object({ caseId: z.string(), caseCode: z.string(), status: z.string(), filedAt: utcMs })),
  observations: z.array(
    z.object({
      observation: z.int(),
      observedAt: utcMs,
      source: z.string(),
      status: z.string(),
      changed: z.array(z.string()),
    }),
  ),
  /** What may be told to this caller at the level valid now. */
  mayTellStatus: z.boolean(),
  flags: z.array(z.string()),
});
export type OrderView = z.infer<typeof orderView>;

export const deviceCondition = z.object({
  opened: z.boolean().nullable(),
  tested: z.boolean().nullable(),
  damaged: z.boolean().nullable(),
  activatedBy: z.enum(['customer', 'salesperson']).nullable(),
});
export type DeviceConditionInput = z.infer<typeof deviceCondition>;

/** What is asked about a transaction: the way back hangs on it. Of an application nothing of it counts. */
export const txnFacts = z.object({
  /** Whether the terminal or the gateway can be reached for a void. */
  terminalReachable: z.boolean(),
  /** The payer shows a debit although the payment failed or was closed. */
  payerDebited: z.boolean(),
  /** Null: all that remains. */
  requestedFen: z.int().min(1).nullable(),
});
export type TxnFacts = z.infer<typeof txnFacts>;
/** Before anything was asked: the terminal can be reached, nobody was debited, all of it is to go back. */
export const USUAL_TXN: TxnFacts = { terminalReachable: true, payerDebited: false, requestedFen: null };

export const ordersContract = {
  search: procedure.input(z.object({ text: z.string().max(200), limit: z.int().min(1).max(100) })).output(searchAnswer),
  /**
   * What the hub has beyond what this desk holds, by the whole identifiers that the line may be. `solo` without a hub,
   * `no_identifier` where the line is none, `offline` where the hub was not reached.
   */
  searchAtHub: procedure
    .input(z.object({ text: z.string().max(200) }))
    .output(z.object({ state: z.enum(['solo', 'no_identifier', 'offline', 'asked']), lines: z.array(hubLine) })),
  /** Fetches an order from the hub; this desk holds it from then on. Answers it as a hit. Refuses `hub_not_reached`. */
  openFromHub: procedure.input(z.object({ orderNo: id })).output(searchHit),
  get: procedure.input(z.object({ orderNo: id, contactId: id.nullable() })).output(orderView),
  ofParty: procedure
    .input(z.object({ partyId: id, cursor }))
    .output(z.object({ hits: z.array(searchHit), next: cursor })),
  /** Can it be cancelled, why, until when, at what cost, how; computed now, stored only when a case is filed. */
  decide: procedure
    .input(
      z.object({
        orderNo: id,
        contactId: id.nullable(),
        reasonCode: id.nullable(),
        device: deviceCondition,
        txn: txnFacts.default(USUAL_TXN),
      }),
    )
    .output(policyDecisionSchema),
};
