import type { DeskDeps } from '../deps.ts';
import { proceduresOf } from './base.ts';
import { createDraftsRouter } from './drafts.ts';
import type { createSystemRouter } from './system.ts';

/** Everything an open desk answers. */
export function createDeskRouter(deps: DeskDeps, system: ReturnType<typeof createSystemRouter>) {
  const procedures = proceduresOf(deps);
  return {
    system,
    drafts: createDraftsRouter(deps, procedures),
  };
}
export type DeskRouter = ReturnType<typeof createDeskRouter>;
