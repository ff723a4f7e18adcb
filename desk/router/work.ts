import type { DeskDeps } from '../deps.ts';
import { keepPreferences, preferencesOf } from '../services/preferences.ts';
import { keepAsNote, putAway } from '../services/unsettled.ts';
import { syncItems } from '../views/sync-items.ts';
import { syncState, workCounts } from '../views/work.ts';
import { valueOf } from './base.ts';
import type { Procedures } from './base.ts';

export function createWorkRouter(deps: DeskDeps, { signedIn }: Procedures) {
  return {
    counts: signedIn.work.counts.handler(({ context }) => workCounts(deps, context.user)),
    sync: signedIn.work.sync.handler(() => syncState(deps)),
    syncItems: signedIn.work.syncItems.handler(({ context }) => syncItems(deps, context.user)),
    keepAsNote: signedIn.work.keepAsNote.handler(({ context, input }) => {
      valueOf(keepAsNote(deps, context.user, input));
      return {};
    }),
    putAway: signedIn.work.putAway.handler(({ context, input }) => {
      valueOf(putAway(deps, context.user, input.commandId));
      return {};
    }),
    preferences: signedIn.work.preferences.handler(({ context }) => preferencesOf(deps, context.user)),
    setPreferences: signedIn.work.setPreferences.handler(({ context, input }) => {
      keepPreferences(deps, context.user, input);
      return {};
    }),
  };
}
