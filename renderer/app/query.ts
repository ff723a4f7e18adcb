import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { hashKey, QueryClient } from '@tanstack/react-query';
import type { AuthStatus } from '../../contract/desk-api/auth.ts';
import { client } from './client.ts';
import { refusalOf } from '../ui/refusal.tsx';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchOnWindowFocus: false,
      networkMode: 'always',
      retry: (failures, error) => refusalOf(error) === null && failures < 3,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

/** Query and mutation options for every procedure of the desk: `useQuery(desk.cases.get.queryOptions({ input }))`. */
export const desk = createTanstackQueryUtils(client);

/** Which parts of the interface a change topic makes stale (desk/changes.ts): one thing is `<kind>/<id>`, a list its plural. */
const STALE_BY_TOPIC: Readonly<Record<string, readonly (readonly string[])[]>> = {
  contact: [['contacts'], ['work'], ['verification']],
  case: [
    ['cases'],
    ['tasks'],
    ['work'],
    ['contacts', 'timeline'],
    ['contacts', 'followUps'],
    ['contacts', 'myFollowUps'],
    ['evidence', 'list'],
    ['orders'],
  ],
  tasks: [['tasks'], ['cases'], ['work']],
  callback: [['callbacks'], ['work']],
  party: [['verification'], ['contacts'], ['orders']],
  orders: [['orders'], ['imports']],
  imports: [['imports']],
  evidence: [
    ['evidence', 'list'],
    ['contacts', 'timeline'],
  ],
  user: [['users'], ['auth']],
  session: [['auth']],
  // Another pack may decide every order anew.
  policy: [['policy'], ['orders']],
  audit: [['audit']],
  sync: [['work']],
};

/** Marks what a change touched as stale, so that whatever shows it reads it again. */
export function invalidateTopics(topics: readonly string[]): void {
  const kinds = new Set(topics.map((topic) => topic.split('/')[0] ?? topic));
  for (const kind of kinds) {
    for (const path of STALE_BY_TOPIC[kind] ?? []) void queryClient.invalidateQueries({ queryKey: [path] });
  }
}

/** Shows what the session has become. A question about it that was asked before no longer counts; one asked now has the last word. */
export async function showSession(status: AuthStatus): Promise<void> {
  const queryKey = desk.auth.status.queryKey();
  await queryClient.cancelQueries({ queryKey });
  queryClient.setQueryData(queryKey, status);
  void queryClient.invalidateQueries({ queryKey });
}

/** Shows what the session has become, and forgets everything that was read for whoever has left: nobody else is to find it here. */
export async function leaveSession(status: AuthStatus): Promise<void> {
  await showSession(status);
  const statusKey = desk.auth.status.queryKey();
  const kept = hashKey(statusKey);
  // What shows the session goes on watching its query: that one stays, with its new answer.
  queryClient.removeQueries({ predicate: ({ queryHash }) => queryHash !== kept });
  queryClient.getMutationCache().clear();
  // Whoever signs in next begins at the front page, not where somebody else was.
  window.location.hash = '/';
}
