import type { DeskDeps } from '../deps.ts';
import { discardDraft, draftsOf, loadDraft, writeDraft } from '../services/drafts.ts';
import type { Procedures } from './base.ts';
import { valueOf } from './base.ts';

export function createDraftsRouter(deps: DeskDeps, { signedIn }: Procedures) {
  return {
    save: signedIn.drafts.save.handler(({ context, input }) =>
      valueOf(writeDraft(deps, context.user.userId, input.key, input.body)),
    ),
    load: signedIn.drafts.load.handler(({ context, input }) => loadDraft(deps, context.user.userId, input.key)),
    discard: signedIn.drafts.discard.handler(({ context, input }) => {
      valueOf(discardDraft(deps, context.user.userId, input.key));
      return {};
    }),
    list: signedIn.drafts.list.handler(({ context }) => draftsOf(deps, context.user.userId)),
  };
}
