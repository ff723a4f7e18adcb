import type { z } from 'zod';
import type { workContract } from '../../contract/desk-api/people.ts';
import { countUnsent } from '../../db/queries/evidence-at-hub.ts';
import { countDueCallbacks } from '../../db/queries/callbacks.ts';
import {
  countCasesIn,
  countCasesOwned,
  countLockedParties,
  countOpenTasks,
  countUnfinishedContacts,
  outboxDepth,
} from '../../db/queries/work.ts';
import { countOpenContradictions } from '../../db/queries/contradictions.ts';
import { countQuarantined } from '../../db/queries/held-events.ts';
import { countSyncItems } from '../../db/queries/sync-items.ts';
import type { WaitingCount } from '../../db/queries/work.ts';
import type { Role } from '../../domain/kernel/actor.ts';
import { MINUTE_MS } from '../../domain/kernel/units.ts';
import type { DeskDeps } from '../deps.ts';
import type { SignedIn } from '../services/sessions.ts';
import { QUEUE_STATES } from './case-queue.ts';

type WorkDeps = Pick<DeskDeps, 'db' | 'now'>;
type OutputOf<P extends keyof typeof workContract> = z.infer<
  NonNullable<(typeof workContract)[P]['~orpc']['outputSchema']>
>;

/** Who sees which queue. What may be done in it is the permission matrix's affair. */
const QUEUE_ROLES = {
  review: ['supervisor', 'finance', 'auditor'],
  needs_info: ['agent', 'clerk', 'supervisor'],
  intake_only: ['agent', 'clerk', 'supervisor'],
  refund: ['agent', 'finance', 'supervisor'],
  device_return: ['agent', 'clerk', 'supervisor', 'warehouse'],
  unbind: ['warehouse', 'supervisor'],
  locks: ['supervisor'],
  contradictions: ['supervisor'],
} as const satisfies Record<string, readonly Role[]>;
type Queue = keyof typeof QUEUE_ROLES;
const QUEUES = Object.keys(QUEUE_ROLES) as Queue[];

/** A callback is due from five minutes before its slot, and overdue fifteen after it began (D13). */
const DUE_BEFORE_MS = 5 * MINUTE_MS;
const OVERDUE_AFTER_MS = 15 * MINUTE_MS;

/** What waits for this person, and in the queues of their roles. */
export function workCounts({ db, now }: WorkDeps, user: SignedIn): OutputOf<'counts'> {
  const at = now();
  const callbacks = countDueCallbacks(db, {
    ownerUserId: user.userId,
    dueFrom: at + DUE_BEFORE_MS,
    overdueBefore: at - OVERDUE_AFTER_MS,
    openBeforeMs: DUE_BEFORE_MS,
  });
  const waitingIn: Record<Queue, () => WaitingCount> = {
    review: () => countCasesIn(db, QUEUE_STATES.review, at),
    needs_info: () => countCasesIn(db, QUEUE_STATES.needs_info, at),
    intake_only: () => countCasesIn(db, QUEUE_STATES.intake_only, at),
    refund: () => countOpenTasks(db, 'refund', at),
    device_return: () => countOpenTasks(db, 'device_return', at),
    unbind: () => countOpenTasks(db, 'unbind', at),
    locks: () => ({ count: countLockedParties(db), overdue: 0 }),
    contradictions: () => ({ count: countOpenContradictions(db), overdue: 0 }),
  };
  const mine = QUEUES.filter((queue) => QUEUE_ROLES[queue].some((role) => user.roles.includes(role)));
  return {
    currentContacts: countUnfinishedContacts(db, user.userId),
    callbacksDue: callbacks.due,
    callbacksOverdue: callbacks.overdue,
    myCases: countCasesOwned(db, user.userId, QUEUE_STATES.mine),
    queues: mine.map((queue) => {
      const { count, overdue } = waitingIn[queue]();
      return { queue, count, overdue };
    }),
  };
}

/** How things stand with the hub, and what it has not been told yet. */
export function syncState({ db, hub }: WorkDeps & Pick<DeskDeps, 'hub'>): OutputOf<'sync'> {
  const { count: quarantined } = countQuarantined(db);
  if (hub === null) {
    const alone = {
      line: null,
      refused: null,
      inStepAt: null,
      rejected: 0,
      parked: 0,
      quarantined,
      filesWaiting: 0,
      bytesWaiting: 0,
    };
    return { mode: 'solo', ...outboxDepth(db), ...alone };
  }
  const { waiting: depth, oldestAt, rejected, parked } = countSyncItems(db);
  const { files: filesWaiting, bytes: bytesWaiting } = countUnsent(db);
  const waiting = { depth, oldestAt, filesWaiting, bytesWaiting };
  return { mode: 'hub', ...waiting, rejected, parked, quarantined, ...hub.engine.state() };
}
