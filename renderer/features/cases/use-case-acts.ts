import { useQuery } from '@tanstack/react-query';
import type { CaseView } from '../../../contract/desk-api/cases.ts';
import type { ContactView } from '../../../contract/desk-api/contacts.ts';
import type { CaseAct } from '../../../domain/cases/acts.ts';
import type { Refusal } from '../../../domain/kernel/refusal.ts';
import { desk, queryClient } from '../../app/query.ts';

/** Shows what a command answered at once; the change feed then refreshes the rest. */
export function showCase(view: CaseView): void {
  queryClient.setQueryData(desk.cases.get.queryKey({ input: { caseId: view.caseId } }), view);
}

/** What stands against an act now; null where it may be done. */
export function refusalAgainst(view: CaseView, act: CaseAct): Refusal | null {
  const possible = view.acts.find((one) => one.act === act);
  if (possible === undefined) return { code: 'case_state_forbids', data: {} };
  return possible.allowed ? null : (possible.refusal ?? { code: 'case_state_forbids', data: {} });
}

/** My contacts that are still going on: what needs the customer is done in one of them. */
export function useOpenContacts(): readonly ContactView[] {
  const mine = useQuery(desk.contacts.mine.queryOptions({ input: { includeEnded: false } }));
  return (mine.data ?? []).filter((contact) => contact.endedAt === null);
}
