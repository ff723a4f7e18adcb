import type { ContradictionView, SubjectRef } from '../../contract/desk-api/contacts.ts';
import { getCaseSummary } from '../../db/queries/cases.ts';
import { listOpenContradictions } from '../../db/queries/contradictions.ts';
import type { Contradiction } from '../../domain/cases/contradictions.ts';
import type { DeskDeps } from '../deps.ts';
import { loadCase, loadContact } from './load.ts';
import { findPartySummary, refusalShape } from './masked.ts';
import { userRefOf } from './users.ts';

type ViewDeps = Pick<DeskDeps, 'db'>;

/** As many as a supervisor can look through. */
const SHOWN = 200;

/** What contradicts and is not settled: on this contact or case, or everywhere, the oldest first. */
export function contradictionsOf({ db }: ViewDeps, subject: SubjectRef | null): ContradictionView[] {
  if (subject !== null) return openOn(db, subject);
  return listOpenContradictions(db, SHOWN).flatMap(({ contradictionId, contactId, caseId }) => {
    const on: SubjectRef | null =
      caseId !== null ? { type: 'case', caseId } : contactId !== null ? { type: 'contact', contactId } : null;
    return on === null ? [] : openOn(db, on).filter((each) => each.contradictionId === contradictionId);
  });
}

function openOn(db: ViewDeps['db'], subject: SubjectRef): ContradictionView[] {
  const contact = subject.type === 'contact' ? loadContact(db, subject.contactId) : null;
  const state = subject.type === 'contact' ? contact : loadCase(db, subject.caseId);
  const caseId = subject.type === 'case' ? subject.caseId : (contact?.caseIds.at(-1) ?? null);
  const found = caseId === null ? null : getCaseSummary(db, caseId);
  const partyId = found?.partyId ?? contact?.partyId ?? null;
  const about = {
    subject,
    caseId: found?.caseId ?? null,
    caseCode: found?.caseCode ?? null,
    personMasked: partyId === null ? null : (findPartySummary(db, partyId)?.personMasked ?? null),
  };
  const open = (state?.contradictions ?? []).filter(({ settled }) => settled === null);
  return open.map((each) => viewOf(db, about, each));
}

function viewOf(
  db: ViewDeps['db'],
  about: Pick<ContradictionView, 'subject' | 'caseId' | 'caseCode' | 'personMasked'>,
  { contradictionId, code, data, commandType, broughtBy, foundAt }: Contradiction,
): ContradictionView {
  const refusal = refusalShape({ code, data });
  return { ...about, contradictionId, refusal, commandType, broughtBy: userRefOf({ db }, broughtBy), foundAt };
}
