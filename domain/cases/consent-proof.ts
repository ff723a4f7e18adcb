import type { ContactChannel } from '../contacts/events.ts';
import type { UtcMs } from '../kernel/units.ts';
import type { FeeAnswer } from './events.ts';

/** The contact a yes was given in, as far as it can prove it. */
export interface Hearing {
  readonly channel: ContactChannel;
  /** UTC ms. */
  readonly startedAt: UtcMs;
  readonly recordingPauses: readonly { readonly from: UtcMs; readonly to: UtcMs | null }[];
}

/**
 * Whether a customer's yes to a fee can be shown afterwards. Spoken on a call it is proven by its moment in the recording,
 * unless the recording was paused then; spoken anywhere else, signed or sent by text it takes a file. What was said before
 * this contact proves nothing (scenario 31). @rule P-01
 */
export function isConsentProven(
  { method, evidenceId, at }: Pick<FeeAnswer, 'method' | 'evidenceId' | 'at'>,
  hearing: Hearing,
): boolean {
  if (method === null || at < hearing.startedAt) return false;
  return evidenceId !== null || (method === 'voice' && isRecordedAt(hearing, at));
}

/** Whether the moment stands in a recording: a call, and no pause then. */
export function isRecordedAt({ channel, recordingPauses }: Hearing, at: UtcMs): boolean {
  const paused = recordingPauses.some(({ from, to }) => from <= at && (to === null || at < to));
  return channel === 'phone' && !paused;
}
