import { listUsers } from '../../db/queries/users.ts';
import { mayAct } from '../../domain/permissions.ts';
import type { DeskDeps } from '../deps.ts';
import { auditPage, verifyChains } from '../views/audit.ts';
import type { Procedures } from './base.ts';
import { valueOf } from './base.ts';

export function createAuditRouter(deps: DeskDeps, { signedIn }: Procedures) {
  return {
    list: signedIn.audit.list.handler(({ context, input: { act, userId, cursor } }) => {
      valueOf(mayAct('view_audit', context.user.actor));
      return valueOf(auditPage(deps, { act, userId }, cursor));
    }),
    people: signedIn.audit.people.handler(({ context }) => {
      valueOf(mayAct('view_audit', context.user.actor));
      return listUsers(deps.db).map(({ userId, displayName }) => ({ userId, displayName }));
    }),
    verify: signedIn.audit.verify.handler(({ context }) => {
      valueOf(mayAct('view_audit', context.user.actor));
      const verified = verifyChains(deps.db);
      deps.audit({ act: 'audit_verified', userId: context.user.userId, data: { ok: verified.ok } });
      return verified;
    }),
  };
}
