import type { UtcMs } from '../kernel/units.ts';
import type { CaseState } from './state.ts';

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

/**
 * Whether a case took a notice that nobody has acted on yet: an intake that waits, or that time has ended. That it expired
 * takes nothing from the notice, which was effective when it was understood. @rule L-15
 */
export function isUnansweredNotice({ status }: Pick<CaseState, 'status'>): boolean {
  return status === 'intake_only' || status === 'expired';
}

/** The first notice that intakes took, UTC ms; null where there is none. @rule L-15 */
export function earliestNotice(intakes: readonly Pick<CaseState, 'noticeReceivedAt'>[]): UtcMs | null {
  return intakes.length === 0 ? null : Math.min(...intakes.map((intake) => intake.noticeReceivedAt));
}
