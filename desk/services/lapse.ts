import { listCases } from '../../db/queries/cases.ts';
import type { CaseSummary } from '../../db/queries/cases.ts';
import { lapseCase } from '../../domain/cases/lapse-case.ts';
import { SYSTEM_USER_ID } from '../../domain/kernel/actor.ts';
import { HOUR_MS } from '../../domain/kernel/units.ts';
import type { DeskDeps } from '../deps.ts';
import { faultOf } from '../log.ts';

export type LapseDeps = Pick<DeskDeps, 'db' | 'now' | 'deskId' | 'execute' | 'log'>;

/** Cases looked at in one go. */
const PAGE = 100;

/**
 * Writes down which cases time has ended by now: intakes past their seven days, rejections past their appeal window, which
 * then let go of their order. What is refused is logged and left for the next time. @rule 5.2
 */
export function lapseDueCases({ db, now, deskId, execute, log }: LapseDeps): void {
  const actor = { userId: SYSTEM_USER_ID, roles: [], branchId: '', deskId };
  // The due date of either is the instant at which it is over.
  const queue = {
    statuses: ['intake_only', 'rejected'],
    ownerUserId: null,
    orderKind: null,
    dueBefore: now() + 1,
  } as const;
  let after: CaseSummary | null = null;
  do {
    const due: CaseSummary[] = listCases(db, { queue, after, limit: PAGE });
    for (const { caseId } of due) {
      const done = execute(actor, lapseCase, { caseId });
      if (!done.ok) log.warn('refused', { procedure: 'lapse', refusal: done.refusal.code });
    }
    after = due.length < PAGE ? null : (due.at(-1) ?? null);
  } while (after !== null);
}

/** Lapses what is due now and every hour for as long as the desk is open. The answer ends it. */
export function startLapsing(deps: LapseDeps): () => void {
  const run = (): void => {
    try {
      lapseDueCases(deps);
    } catch (error) {
      deps.log.error('failed', { procedure: 'lapse', fault: faultOf(error) });
    }
  };
  run();
  const hourly = setInterval(run, HOUR_MS).unref();
  return () => clearInterval(hourly);
}
