import { mayAct } from '../../domain/permissions.ts';
import type { DeskDeps } from '../deps.ts';
import { checkPolicyPack, installPolicyPack } from '../services/policy-packs.ts';
import { policyViewOf } from '../views/policy.ts';
import type { Procedures } from './base.ts';
import { valueOf } from './base.ts';

export function createPolicyRouter(deps: DeskDeps, { signedIn }: Procedures) {
  const { db, now, changes } = deps;
  return {
    current: signedIn.policy.current.handler(() => policyViewOf(deps.pack(), now())),
    check: signedIn.policy.check.handler(({ context: { user }, input: { body } }) => {
      valueOf(mayAct('manage_policy', user.actor));
      return valueOf(checkPolicyPack(db, body, now())).change;
    }),
    install: signedIn.policy.install.handler(({ context: { user }, input: { body } }) => {
      valueOf(mayAct('manage_policy', user.actor));
      const change = valueOf(installPolicyPack(db, body, { at: now(), by: user.userId }));
      changes.publish(['policy', 'audit']);
      return change;
    }),
  };
}
