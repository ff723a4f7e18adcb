import { z } from 'zod';
import { fen, localized, procedure } from './shared.ts';

/** What the screens need of the policy pack in force: words, lists and versions; the rules themselves stay in the desk. */
export const policyView = z.object({
  packId: z.string(),
  packVersion: z.string(),
  isSample: z.boolean(),
  name: localized,
  feeListVersion: z.string(),
  effectiveFrom: z.string(),
  /** The cancellation policy to read out before filing. */
  policyText: localized,
  reasons: z.array(
    z.object({
      code: z.string(),
      name: localized,
      kinds: z.array(z.enum(['terminal_application', 'acquiring_txn'])),
      measure: localized,
      needsEvidence: z.boolean(),
    }),
  ),
  /** `paidTo` courier: the customer pays the carrier, we take nothing. */
  feeItems: z.array(
    z.object({
      feeItemId: z.string(),
      name: localized,
      amountFen: fen.nullable(),
      paidTo: z.enum(['us', 'courier']),
      condition: localized,
      publishedAt: z.string(),
    }),
  ),
  materials: z.array(z.object({ materialId: z.string(), name: localized })),
  dispositions: z.array(z.object({ code: z.string(), name: localized, nextActionRequired: z.boolean() })),
  rejectionReasons: z.array(
    z.object({
      code: z.string(),
      name: localized,
      clause: localized,
      remedy: localized,
      appealRoute: localized,
      complaintRoute: localized,
    }),
  ),
  /** `state` is the order status or transaction state a script belongs to; null: any (B04). */
  scripts: z.array(
    z.object({
      scriptId: z.string(),
      state: z.string().nullable(),
      orderKind: z.enum(['terminal_application', 'acquiring_txn']),
      title: localized,
      body: localized,
      cautions: z.array(localized),
    }),
  ),
  legalBasis: z.array(z.object({ ruleId: z.string(), title: localized, text: localized, source: z.string() })),
  channels: z.array(
    z.object({ region: localized, channel: z.string(), name: localized, value: z.string(), hours: localized }),
  ),
  licences: z.array(z.object({ name: z.string(), licenceNo: z.string(), validTo: z.string() })),
});
export type PolicyView = z.infer<typeof policyView>;

/** What installing a pack would change, or has changed. */
export const policyChange = z.object({
  packId: z.string(),
  packVersion: z.string(),
  name: localized,
  isSample: z.boolean(),
  feeListVersion: z.string(),
  effectiveFrom: z.string(),
  effectiveTo: z.string().nullable(),
  /** The first day on which it is the pack in force; null where another one goes before it or its days are over. */
  inForceFrom: z.string().nullable(),
  /** The pack in force today, before it. */
  current: z.object({ packId: z.string(), packVersion: z.string() }).nullable(),
});
export type PolicyChange = z.infer<typeof policyChange>;

/** The text of the file: JSON. */
const packFile = z.object({ body: z.string().max(5_000_000) });

export const policyContract = {
  current: procedure.output(policyView),
  /** Reads a pack and installs nothing. For administrators. */
  check: procedure.input(packFile).output(policyChange),
  /** Installs it for good: a version is never replaced. For administrators. */
  install: procedure.input(packFile).output(policyChange),
};
