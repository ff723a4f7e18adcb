import type { DeskDeps } from '../deps.ts';
import { keepPreferences, preferencesOf } from '../services/preferences.ts';
import { syncState, workCounts } from '../views/work.ts';
import type { Procedures } from './base.ts';

export function createWorkRouter(deps: DeskDeps, { signedIn }: Procedures) {
  return {
    counts: signedIn.work.counts.handler(({ context }) => workCounts(deps, context.user)),
    sync: signedIn.work.sync.handler(() => syncState(deps)),
    preferences: signedIn.work.preferences.handler(({ context }) => preferencesOf(deps, context.user)),
    setPreferences: signedIn.work.setPreferences.handler(({ context, input }) => {
      keepPreferences(deps, context.user, input);
      return {};
    }),
  };
}
