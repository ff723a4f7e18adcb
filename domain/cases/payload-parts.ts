import { z } from 'zod';
import { MATERIAL_STATES } from './events.ts';

/** An id the desk or another stream has given; opaque here. */
export const idSchema = z.string().trim().min(1).max(80);
/** Words a person typed. Screened for card data before they become an event. */
export const textSchema = z.string().trim().min(1).max(4000);
/** An instant, UTC ms. */
export const instantSchema = z.int().min(0);
export const fenSchema = z.int().min(0);

export const materialItemSchema = z.strictObject({
  materialId: idSchema,
  state: z.enum(MATERIAL_STATES),
  evidenceId: idSchema.nullable(),
});
