import type { UtcMs } from '../kernel/units.ts';

/**
 * The legal moment of a notice: when it was said or came in, never before the contact it was given in began and never in
 * the future. An intake of the same order was the notice already: being verified later does not move it.
 * @rule L-14 @rule L-15
 */
export function noticeMoment(
  statedAt: UtcMs,
  contactStartedAt: UtcMs,
  now: UtcMs,
  earlier: UtcMs | null = null,
): UtcMs {
  const here = Math.min(now, Math.max(contactStartedAt, statedAt));
  return earlier === null ? here : Math.min(earlier, here);
}
