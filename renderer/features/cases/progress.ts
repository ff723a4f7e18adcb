import type { CaseStatus } from '../../../domain/cases/events.ts';

const USUAL = [
  'submitted',
  'under_review',
  'approved',
  'executing',
  'completed',
] as const satisfies readonly CaseStatus[];

/** Where a case leaves the usual way: the states it passed and where it stands. */
const DEPARTURES: Readonly<Partial<Record<CaseStatus, readonly CaseStatus[]>>> = {
  intake_only: ['intake_only', ...USUAL],
  needs_info: ['submitted', 'needs_info', 'approved', 'executing', 'completed'],
  rejected: ['submitted', 'under_review', 'rejected'],
  appealed: ['submitted', 'under_review', 'rejected', 'appealed'],
  rejected_final: ['submitted', 'under_review', 'rejected', 'rejected_final'],
  withdrawn: ['submitted', 'withdrawn'],
  expired: ['intake_only', 'expired'],
  exception: ['submitted', 'under_review', 'approved', 'executing', 'exception'],
  closed: [...USUAL, 'closed'],
};

/** The states shown on a case's progress line, in order: what lies behind it, where it is, and what usually follows. */
export function progressOf(status: CaseStatus): readonly CaseStatus[] {
  return DEPARTURES[status] ?? USUAL;
}
