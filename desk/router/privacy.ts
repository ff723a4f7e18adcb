import type { DeskDeps } from '../deps.ts';
import { reveal } from '../services/reveal.ts';
import type { Procedures } from './base.ts';
import { valueOf } from './base.ts';

export function createPrivacyRouter(deps: DeskDeps, { signedIn }: Procedures) {
  return {
    reveal: signedIn.privacy.reveal.handler(({ context, input }) => valueOf(reveal(deps, context.user, input))),
  };
}
