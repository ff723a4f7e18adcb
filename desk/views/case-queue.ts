import type { CASE_QUEUES, CaseRow } from '../../contract/desk-api/cases.ts';
import { COUNTED_TO } from '../../contract/desk-api/shared.ts';
import type { UserRef } from '../../contract/desk-api/shared.ts';
import { countCases, listCases } from '../../db/queries/cases.ts';
import type { CaseCursor, CaseQueue, CaseSummary } from '../../db/queries/cases.ts';
import { partyNames } from '../../db/queries/parties.ts';
import type { PartyNames } from '../../db/queries/parties.ts';
import type { CaseStatus } from '../../domain/cases/events.ts';
import { OPEN_STATES } from '../../domain/cases/open-states.ts';
import { maskMerchantName, maskName } from '../../domain/identifiers/mask.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import type { OrderKind } from '../../domain/orders/order.ts';
import type { CaseViewDeps } from './case.ts';
import { loadCase } from './load.ts';
import { maskedBy } from './masked.ts';
import { approvalsNeededFor, isBeforeReviewEnds } from './review.ts';
import { userRefOf } from './users.ts';

export type CaseQueueName = (typeof CASE_QUEUES)[number];

const CASES_PER_PAGE = 50;

/** The states of a case that each queue holds, for its list and its count alike; null: all of them. */
export const QUEUE_STATES = {
  mine: ['intake_only', ...OPEN_STATES],
  review: ['submitted', 'under_review'],
  needs_info: ['needs_info'],
  intake_only: ['intake_only'],
  rejected: ['rejected', 'rejected_final'],
  executing: ['approved', 'executing', 'exception'],
  all: null,
} as const satisfies Readonly<Record<CaseQueueName, readonly CaseStatus[] | null>>;

interface QueueArgs {
  readonly queue: CaseQueueName;
  readonly userId: string;
  readonly orderKind: OrderKind | null;
  readonly overdueOnly: boolean;
}

/** A page of a queue, the next due first. `last` is where the next page goes on; null at the end. */
export function casePage(
  deps: CaseViewDeps,
  args: QueueArgs,
  after: CaseCursor | null,
): { rows: CaseRow[]; total: number; last: CaseCursor | null } {
  const { db } = deps;
  const queue = queueOf(args, deps.now());
  const found = listCases(db, { queue, after, limit: CASES_PER_PAGE });
  const called = {
    parties: partyNames(
      db,
      found.map(({ partyId }) => partyId),
    ),
    users: namesOfUsers(deps),
  };
  return {
    rows: found.map((summary) => rowOf(deps, summary, called)),
    total: countCases(db, queue, COUNTED_TO),
    last: found.length < CASES_PER_PAGE ? null : (found.at(-1) ?? null),
  };
}

function queueOf({ queue, userId, orderKind, overdueOnly }: QueueArgs, now: UtcMs): CaseQueue {
  return {
    statuses: QUEUE_STATES[queue],
    ownerUserId: queue === 'mine' ? userId : null,
    orderKind,
    dueBefore: overdueOnly ? now : null,
  };
}

/** What the parties and the people of a page are called: read once for all of its lines. */
interface Called {
  readonly parties: ReadonlyMap<string, PartyNames>;
  readonly users: (userId: string) => UserRef;
}

function namesOfUsers(deps: CaseViewDeps): Called['users'] {
  const known = new Map<string, UserRef>();
  return (userId) => {
    const user = known.get(userId) ?? userRefOf(deps, userId);
    known.set(userId, user);
    return user;
  };
}

function rowOf(deps: CaseViewDeps, summary: CaseSummary, { parties, users }: Called): CaseRow {
  const party = parties.get(summary.partyId);
  // Only while somebody may still approve it does the number depend on more than the line says.
  const state = isBeforeReviewEnds(summary.status) ? loadCase(deps.db, summary.caseId) : null;
  return {
    caseId: summary.caseId,
    caseCode: summary.caseCode,
    status: summary.status,
    orderNo: summary.orderNo,
    orderKind: summary.orderKind,
    personMasked: maskedBy(maskName, party?.personName ?? null),
    merchantMasked: maskedBy(maskMerchantName, party?.merchantName ?? null),
    reasonCode: summary.reasonCode,
    intakeChannel: summary.intakeChannel,
    owner: users(summary.ownerUserId),
    requestedBy: users(summary.requestedBy),
    filedAt: summary.filedAt,
    dueAt: summary.dueAt,
    dueClock: summary.dueClock,
    refundFen: summary.refundFen,
    approvals: summary.approvals,
    approvalsNeeded: state === null ? summary.approvals : approvalsNeededFor(deps, state),
    chaserCount: summary.chaserCount,
  };
}
