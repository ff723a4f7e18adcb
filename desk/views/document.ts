import type { z } from 'zod';
import type { casesContract } from '../../contract/desk-api/cases.ts';
import type { CaseState } from '../../domain/cases/state.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Fen } from '../../domain/kernel/units.ts';
import type { RefundMethod } from '../../domain/refunds/methods.ts';
import { amountInWords } from '../../domain/text/amount.ts';
import type { SignedIn } from '../services/sessions.ts';
import type { CaseViewDeps } from './case.ts';
import { caseViewOf } from './case.ts';
import { loadCase } from './load.ts';
import { userRefOf } from './users.ts';

type CaseDocument = z.infer<NonNullable<(typeof casesContract.document)['~orpc']['outputSchema']>>;

/** Ways in which we pay nothing ourselves: a paper that promised it would be untrue (scenario 15). */
const NOT_PAID_BY_US: ReadonlySet<RefundMethod> = new Set<RefundMethod>(['none_by_us', 'close_order', 'query_first']);

/** What the printed application form and the receipt hold. Refuses `not_found`. */
export function caseDocument(deps: CaseViewDeps, caseId: string, user: SignedIn): Result<CaseDocument> {
  const state = loadCase(deps.db, caseId);
  if (state === null) return refuse('not_found', { kind: 'case' });
  const refundTotalFen = refundTotal(state);
  return ok({
    case: caseViewOf(deps, state, user.actor),
    printedAt: deps.now(),
    printedBy: userRefOf(deps, user.userId),
    refundTotalFen,
    refundTotalInWords: amountInWords(refundTotalFen),
    feeTotalFen: state.fees.reduce((sum, { answer, amountFen }) => (answer === 'given' ? sum + amountFen : sum), 0),
    hotline: deps.pack().directory.find(({ kind }) => kind === 'hotline')?.value ?? '',
  });
}

/** What we pay back, by the tasks there are or else by the decision. */
function refundTotal({ tasks, decision }: CaseState): Fen {
  const open = tasks.flatMap(({ task, status }) => (task.kind === 'refund' && status === 'open' ? [task] : []));
  const refunds = open.length > 0 ? open : (decision?.refunds ?? []);
  return refunds.reduce((sum, { method, amountFen }) => (NOT_PAID_BY_US.has(method) ? sum : sum + amountFen), 0);
}
