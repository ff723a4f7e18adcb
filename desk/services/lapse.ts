import { listCases, listCasesOfOrder } from '../../db/queries/cases.ts';
import type { CaseSummary } from '../../db/queries/cases.ts';
import type { CaseStatus } from '../../domain/cases/events.ts';
import { lapseCase } from '../../domain/cases/lapse-case.ts';
import { SYSTEM_USER_ID } from '../../domain/kernel/actor.ts';
import { HOUR_MS } from '../../domain/kernel/units.ts';
import type { DeskDeps } from '../deps.ts';
import { faultOf } from '../log.ts';

export type LapseDeps = Pick<DeskDeps, 'db' | 'now' | 'deskId' | 'execute' | 'log'>;

/** Cases looked at in one go. */
const PAGE = 100;

/** The states that time ends. The due date of either is the instant at which it is over. */
const LAPSING = ['intake_only', 'rejected'] as const satisfies readonly CaseStatus[];

function lapse({ deskId, execute, log }: LapseDeps, caseIds: readonly string[]): void {
  const actor = { userId: SYSTEM_USER_ID, roles: [], branchId: '', deskId };
  for (const caseId of caseIds) {
    const done = execute(actor, lapseCase, { caseId });
    if (!done.ok) log.warn('refused', { procedure: 'lapse', refusal: done.refusal.code });
  }
}

/** Writes down which cases of an order time has ended by now, before anything is decided about it. @rule 5.2 */
export function lapseCasesOfOrder(deps: LapseDeps, orderNo: string): void {
  const isOver = ({ status, dueAt }: CaseSummary): boolean =>
    LAPSING.some((each) => each === status) && dueAt !== null && dueAt <= deps.now();
  lapse(
    deps,
    listCasesOfOrder(deps.db, orderNo)
      .filter(isOver)
      .map(({ caseId }) => caseId),
  );
}

/**
 * Writes down which cases time has ended by now: intakes past their seven days, rejections past their appeal window, which
 * then let go of their order. What is refused is logged and left for the next time. A page at a time: the desk answers its windows
 * between two. @rule 5.2
 */
function* lapseDueCases(deps: LapseDeps): Generator<void> {
  const queue = { statuses: LAPSING, ownerUserId: null, orderKind: null, dueBefore: deps.now() + 1 };
  let after: CaseSummary | null = null;
  do {
    const due: CaseSummary[] = listCases(deps.db, { queue, after, limit: PAGE });
    lapse(
      deps,
      due.map(({ caseId }) => caseId),
    );
    after = due.length < PAGE ? null : (due.at(-1) ?? null);
    yield;
  } while (after !== null);
}

/** Lapses what is due now, the first page before it answers, and every hour for as long as the desk is open. The answer ends it. */
export function startLapsing(deps: LapseDeps): () => void {
  let next: NodeJS.Immediate | undefined;
  const goOn = (pages: Generator<void>): void => {
    try {
      if (pages.next().done !== true) next = setImmediate(goOn, pages);
    } catch (error) {
      deps.log.error('failed', { procedure: 'lapse', fault: faultOf(error) });
    }
  };
  goOn(lapseDueCases(deps));
  const hourly = setInterval(() => goOn(lapseDueCases(deps)), HOUR_MS).unref();
  return () => {
    clearInterval(hourly);
    clearImmediate(next);
  };
}
