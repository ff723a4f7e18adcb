import type { FollowUpView, SubjectRef } from '../../contract/desk-api/contacts.ts';
import { getCaseSummary } from '../../db/queries/cases.ts';
import { listOpenFollowUpsOf } from '../../db/queries/follow-ups.ts';
import type { FollowUp } from '../../domain/cases/follow-ups.ts';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { maskPersonalData } from '../../domain/text/personal-data.ts';
import type { DeskDeps } from '../deps.ts';
import { loadCase, loadContact } from './load.ts';
import { findPartySummary } from './masked.ts';
import { scopeOf } from './scope.ts';
import { userRefOf } from './users.ts';

type ViewDeps = Pick<DeskDeps, 'db'>;

/** As many as somebody can look through on their front page. */
const MAX_MINE = 50;

/**
 * What is open on a contact or a case and on the contacts and cases it is tied to, the earliest date first and what has none
 * last. Refuses `not_found`.
 */
export function followUpsOf({ db }: ViewDeps, subject: SubjectRef): Result<FollowUpView[]> {
  const scope = scopeOf(db, subject);
  if (scope === null) return refuse('not_found', { kind: subject.type });
  const all = [
    ...scope.contactIds.flatMap((contactId) => openOf(db, { type: 'contact', contactId })),
    ...scope.caseIds.flatMap((caseId) => openOf(db, { type: 'case', caseId })),
  ];
  return ok(all.toSorted((one, other) => (one.by ?? Infinity) - (other.by ?? Infinity) || one.madeAt - other.madeAt));
}

/** The same of one person: what they promised, and what is open on the contacts and cases that are theirs now. */
export function myFollowUps({ db }: ViewDeps, userId: string): FollowUpView[] {
  return listOpenFollowUpsOf(db, userId, MAX_MINE).flatMap(({ contactId, caseId, ...row }) => {
    const subject: SubjectRef | null =
      caseId !== null ? { type: 'case', caseId } : contactId !== null ? { type: 'contact', contactId } : null;
    return subject === null ? [] : [viewOf(db, subject, row)];
  });
}

function openOf(db: ViewDeps['db'], subject: SubjectRef): FollowUpView[] {
  const state = subject.type === 'contact' ? loadContact(db, subject.contactId) : loadCase(db, subject.caseId);
  return (state?.followUps ?? []).filter(({ doneAt }) => doneAt === null).map((each) => viewOf(db, subject, each));
}

function viewOf(db: ViewDeps['db'], subject: SubjectRef, followUp: Omit<FollowUp, 'doneAt'>): FollowUpView {
  const { followUpId, kind, what, by, madeBy, madeAt } = followUp;
  const contact = subject.type === 'contact' ? loadContact(db, subject.contactId) : null;
  const caseId = subject.type === 'case' ? subject.caseId : (contact?.caseIds.at(-1) ?? null);
  const found = caseId === null ? null : getCaseSummary(db, caseId);
  const partyId = found?.partyId ?? contact?.partyId ?? null;
  return {
    followUpId,
    subject,
    kind,
    what: maskPersonalData(what),
    by,
    madeBy: userRefOf({ db }, madeBy),
    madeAt,
    caseId: found === null ? null : caseId,
    caseCode: found?.caseCode ?? null,
    personMasked: partyId === null ? null : (findPartySummary(db, partyId)?.personMasked ?? null),
  };
}
