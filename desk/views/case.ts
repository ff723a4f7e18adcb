import type { CaseView } from '../../contract/desk-api/cases.ts';
import { caseDue } from '../../db/projections/case-due.ts';
import { listIntents } from '../../db/queries/sync-items.ts';
import { hasPendingEvent } from '../../db/queries/events.ts';
import { getOrder } from '../../db/queries/orders.ts';
import { getBranch } from '../../db/queries/users.ts';
import { whatMayHappen } from '../../domain/cases/acts.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { streamId } from '../../domain/kernel/stream.ts';
import { maskPersonalData } from '../../domain/text/personal-data.ts';
import type { DeskDeps } from '../deps.ts';
import { loadCase, loadContact } from './load.ts';
import { maskedDecision, partySummaryFor, refusalShape } from './masked.ts';
import { approvalsNeededFor, ifApproved } from './review.ts';
import { taskViewsOf } from './task.ts';
import { userRefOf } from './users.ts';

export type CaseViewDeps = Pick<DeskDeps, 'db' | 'now' | 'pack' | 'calendar' | 'newId' | 'randomBytes'>;

/** The whole of a case, with what this person may do to it and why not. Refuses `not_found`. */
export function caseView(deps: CaseViewDeps, caseId: string, actor: Actor): Result<CaseView> {
  const state = loadCase(deps.db, caseId);
  return state === null ? refuse('not_found', { kind: 'case' }) : ok(caseViewOf(deps, state, actor));
}

export function caseViewOf(deps: CaseViewDeps, state: CaseState, actor: Actor): CaseView {
  const { db } = deps;
  const due = caseDue(state);
  const buyerType = getOrder(db, state.orderNo)?.buyerType ?? 'consumer';
  return {
    caseId: state.caseId,
    caseCode: state.caseCode,
    status: state.status,
    orderNo: state.orderNo,
    orderKind: state.orderKind,
    party: partySummaryFor(db, state.partyId, buyerType),
    intakeChannel: state.intakeChannel,
    originChannel: state.originChannel,
    owner: userRefOf(deps, state.ownerUserId),
    requestedBy: userRefOf(deps, state.requestedBy),
    branchName: getBranch(db, state.branchId)?.name ?? '',
    verifiedLevel: state.verifiedLevel,
    subject: state.subject,
    reasonCode: state.reasonCode,
    reasonText: maskPersonalData(state.reasonText),
    filedAt: state.filedAt,
    noticeReceivedAt: state.noticeReceivedAt,
    acknowledgement: acknowledgementOf(deps, state),
    decision: state.decision === null ? null : maskedDecision(state.decision),
    fees: state.fees.map((fee) => ({ ...fee })),
    materials: state.materials.map((item) => ({ ...item })),
    contactPreference: state.contactPreference === null ? null : { ...state.contactPreference },
    autoChecks:
      state.autoChecks === null
        ? null
        : { passed: state.autoChecks.passed, checks: state.autoChecks.checks.map((check) => ({ ...check })) },
    infoRequested:
      state.infoRequested === null ? null : { ...state.infoRequested, materials: [...state.infoRequested.materials] },
    approvals: state.approvals.map(({ userId, role, outOfPolicy, reason, at }) => ({
      by: userRefOf(deps, userId),
      role,
      outOfPolicy,
      reason,
      at,
    })),
    approvalsNeeded: approvalsNeededFor(deps, state),
    ifApproved: ifApproved(deps, state, actor),
    rejection: state.rejection === null ? null : { ...state.rejection },
    tasks: taskViewsOf(deps, state),
    contacts: state.contactIds.flatMap((contactId) => {
      const contact = loadContact(db, contactId);
      if (contact === null) return [];
      const { channel, startedAt, ownerUserId } = contact;
      return [{ contactId, channel, startedAt, by: userRefOf(deps, ownerUserId) }];
    }),
    chaserCount: state.chaserCount,
    dueAt: due.at,
    dueClock: due.clock,
    acts: whatMayHappen(state, actor).map(({ act, refusal }) => ({
      act,
      allowed: refusal === null,
      refusal: refusal === null ? null : refusalShape(refusal),
    })),
    authority: hasPendingEvent(db, streamId('case', state.caseId)) ? 'pending' : 'confirmed',
    intents: listIntents(db, streamId('case', state.caseId)).map(({ commandId, type, createdAt }) => ({
      commandId,
      type,
      at: createdAt,
    })),
  };
}

/** A filing takes what was said in the filer's own contact, and a draft is seen by its writer alone: the filer read it. */
function acknowledgementOf(
  deps: CaseViewDeps,
  { acknowledgement, requestedBy }: CaseState,
): CaseView['acknowledgement'] {
  if (acknowledgement === null) return null;
  const { packVersion, feeListVersion, how, at } = acknowledgement;
  return { packVersion, feeListVersion, how, at, by: userRefOf(deps, requestedBy) };
}
