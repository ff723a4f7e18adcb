import type { DeskDeps } from '../deps.ts';
import { attachEvidence, openEvidence } from '../services/evidence.ts';
import { evidenceOf, mayReadEvidence } from '../views/evidence.ts';
import type { Procedures } from './base.ts';
import { valueOf } from './base.ts';

export function createEvidenceRouter(deps: DeskDeps, { signedIn }: Procedures) {
  return {
    attach: signedIn.evidence.attach.handler(async ({ context, input }) =>
      valueOf(await attachEvidence(deps, context.user, input)),
    ),
    list: signedIn.evidence.list.handler(({ context, input }) => {
      valueOf(mayReadEvidence(context.user.actor));
      return evidenceOf(deps, input.subject);
    }),
    open: signedIn.evidence.open.handler(async ({ context, input }) =>
      valueOf(await openEvidence(deps, context.user, input.evidenceId)),
    ),
  };
}
