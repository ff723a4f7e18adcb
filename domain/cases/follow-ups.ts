/** What is owed after a contact or a communication: what was promised to the customer, and what comes next (A35). */
import type { RecordedDomainEvent } from '../events.ts';
import { parseStreamId } from '../kernel/stream.ts';
import type { UtcMs } from '../kernel/units.ts';

export const FOLLOW_UP_KINDS = ['promise', 'next_action'] as const;
export type FollowUpKind = (typeof FOLLOW_UP_KINDS)[number];

export interface FollowUp {
  readonly followUpId: string;
  readonly kind: FollowUpKind;
  readonly what: string;
  /** Until when; a next action may have no date. */
  readonly by: UtcMs | null;
  readonly madeBy: string;
  readonly madeAt: UtcMs;
  /** When somebody said that it was done; null while it is open. */
  readonly doneAt: UtcMs | null;
}

/** Folds one event of a contact or case stream into what is owed; events that promise nothing change nothing. */
export function evolveFollowUps(followUps: readonly FollowUp[], event: RecordedDomainEvent): readonly FollowUp[] {
  if (event.type === 'FollowUpDone') {
    const { followUpId } = event.data;
    return followUps.map((each) =>
      each.followUpId === followUpId ? { ...each, doneAt: each.doneAt ?? event.capturedAt } : each,
    );
  }
  const made = followUpsOf(event);
  return made.length === 0 ? followUps : [...followUps, ...made];
}

/** What one event promises. A communication makes one promise at most, a wrap-up a promise and a next action. */
export function followUpsOf(event: RecordedDomainEvent): readonly FollowUp[] {
  const made = { madeBy: event.actor.userId, madeAt: event.capturedAt, doneAt: null };
  if (event.type === 'CommunicationLogged') {
    const { communicationId, promise } = event.data;
    return promise === null ? [] : [{ followUpId: communicationId, kind: 'promise', ...promise, ...made }];
  }
  if (event.type !== 'ContactWrappedUp') return [];
  const { nextAction, promise } = event.data;
  const { id } = parseStreamId(event.stream);
  return [
    ...(nextAction === null
      ? []
      : [{ followUpId: `next:${id}`, kind: 'next_action', ...nextAction, ...made } as const]),
    ...(promise === null ? [] : [{ followUpId: `promise:${id}`, kind: 'promise', ...promise, ...made } as const]),
  ];
}
