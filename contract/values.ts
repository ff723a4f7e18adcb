/** Values that mean the same wherever they cross a boundary: renderer and desk, desk and hub. */
import { z } from 'zod';

/** Text on one line without anything that cannot be seen: a database would refuse some of it, and nobody could read the rest. */
export const plainText = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .regex(/^\P{Cc}*$/u);

/** An identifier that this product made, or that of a record in it. */
export const id = plainText(80);

/** An instant in UTC milliseconds, of the years 1 to 9999: any other one is a mistake, and beyond 275760 no calendar can show it. */
export const utcMs = z.int().min(Date.parse('0001-01-01T00:00:00Z')).max(Date.parse('9999-12-31T23:59:59.999Z'));

/** Values for the sentence of a refusal; never anything unmasked. */
export const refusalData = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]),
);

/** Deeper than any form or payload, and far from what would exhaust the stack of whoever reads or writes it. */
export const DEEPEST_JSON = 32;

/** Whether a value is nested no deeper than {@link DEEPEST_JSON}; what is deeper is refused before anything walks it. */
export function isShallow(value: unknown, levels = DEEPEST_JSON): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isShallow(inner, levels - 1));
}
