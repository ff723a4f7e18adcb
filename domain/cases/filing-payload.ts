import { z } from 'zod';
import { PREFERRED_CHANNELS } from '../parties/events.ts';
import { feeAnswerSchema } from './fees.ts';
import { fenSchema, idSchema, instantSchema, materialItemSchema } from './payload-parts.ts';

const known = z.boolean().nullable();

/**
 * What a filing carries. A step that was not done is null: it is refused by name, not by shape, so that the same payload
 * can be asked about while it is still a draft.
 */
export const filingSchema = z.strictObject({
  caseId: idSchema,
  contactId: idSchema,
  partyId: idSchema,
  orderNo: idSchema,
  /** The intakes of earlier, unverified contacts about the same order, which this filing supersedes. */
  intakeCaseIds: z.array(idSchema).max(30),
  reasonCode: idSchema.nullable(),
  reasonText: z.string().trim().max(4000),
  /** When the customer said it or the message came in, UTC ms. */
  noticeAt: instantSchema,
  deviceCondition: z.strictObject({
    opened: known,
    tested: known,
    damaged: known,
    activatedBy: z.enum(['customer', 'salesperson']).nullable(),
    evidenceIds: z.array(idSchema).max(30).optional(),
  }),
  terminalReachable: z.boolean(),
  payerDebited: z.boolean(),
  /** Fen to give back of a transaction; null asks for all that remains. */
  requestedFen: fenSchema.nullable(),
  acknowledgement: z
    .strictObject({
      packId: idSchema,
      packVersion: idSchema,
      feeListVersion: idSchema,
      how: z.enum(['read_out', 'shown']),
      at: instantSchema,
    })
    .nullable(),
  fees: z.array(feeAnswerSchema).max(30),
  materials: z.array(materialItemSchema).max(60),
  contactPreference: z
    .strictObject({ channel: z.enum(PREFERRED_CHANNELS), hours: z.string().trim().min(1).max(120).nullable() })
    .nullable(),
  readBackAt: instantSchema.nullable(),
});
