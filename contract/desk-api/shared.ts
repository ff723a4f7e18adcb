/**
 * Shapes used by every part of the desk's interface. Strings that stem from personal data are masked (rule V-12) unless a
 * field's name ends in `Value`, which only a logged reveal returns. Money is fen, instants are UTC milliseconds.
 */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { REFUSAL_CODES } from '../../domain/kernel/refusal.ts';
import { ROLES } from '../../domain/kernel/actor.ts';
import { isShallow, refusalData } from '../values.ts';

export const refusalSchema = z.object({
  code: z.enum(REFUSAL_CODES),
  data: refusalData,
});

/** Every procedure may refuse; a refusal is an expected answer with words for it in the locales, not a fault. */
export const procedure = oc.errors({ REFUSED: { status: 422, message: 'refused', data: refusalSchema } });

export { id, utcMs } from '../values.ts';
export const fen = z.int();
export const text = z.string().max(4000);
export const localized = z.object({ zh: z.string(), en: z.string() });
export const role = z.enum(ROLES);
export const nothing = z.object({});
export const cursor = z.string().max(200).nullable();

const json = z.json();

/** The JSON of a form, nested no deeper than there is a form for. */
export const formJson = z.custom<z.input<typeof json>>((value) => isShallow(value)).pipe(json);

export const userRef = z.object({ userId: z.string(), displayName: z.string() });
export type UserRef = z.infer<typeof userRef>;

export const partySummary = z.object({
  partyId: z.string(),
  buyerType: z.enum(['consumer', 'micro_merchant', 'sole_trader', 'company']),
  personMasked: z.string().nullable(),
  merchantMasked: z.string().nullable(),
  mobileMasked: z.string().nullable(),
  locked: z.boolean(),
});
export type PartySummary = z.infer<typeof partySummary>;

/** Counts of queues go no further than this; it means "that many or more". Counting on would read a queue whole. */
export const COUNTED_TO = 1000;
export const counted = z.int().min(0).max(COUNTED_TO);
