import type { DeskDeps } from '../deps.ts';
import { policyViewOf } from '../views/policy.ts';
import type { Procedures } from './base.ts';

export function createPolicyRouter(deps: DeskDeps, { signedIn }: Procedures) {
  return {
    current: signedIn.policy.current.handler(() => policyViewOf(deps.pack(), deps.now())),
  };
}
