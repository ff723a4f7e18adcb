import type { DeskDeps } from '../deps.ts';
import { lockSession, touchSession } from '../services/sessions.ts';
import { changePassword, signIn, signOut, unlock } from '../services/sign-in.ts';
import { createFirstAdmin } from '../services/users.ts';
import { authStatusOf } from '../views/users.ts';
import type { Procedures } from './base.ts';
import { valueOf } from './base.ts';

export function createAuthRouter(deps: DeskDeps, { anyone }: Procedures) {
  return {
    status: anyone.auth.status.handler(({ context }) => authStatusOf(deps, context.clientId)),
    signIn: anyone.auth.signIn.handler(async ({ context: { clientId }, input }) => {
      valueOf(await signIn(deps, { clientId, ...input }));
      return authStatusOf(deps, clientId);
    }),
    signOut: anyone.auth.signOut.handler(({ context: { clientId } }) => {
      signOut(deps, clientId);
      return authStatusOf(deps, clientId);
    }),
    lock: anyone.auth.lock.handler(({ context: { clientId } }) => {
      lockSession(deps, clientId);
      deps.changes.publish(['session']);
      return authStatusOf(deps, clientId);
    }),
    unlock: anyone.auth.unlock.handler(async ({ context: { clientId }, input }) => {
      valueOf(await unlock(deps, clientId, input.password));
      return authStatusOf(deps, clientId);
    }),
    createFirstAdmin: anyone.auth.createFirstAdmin.handler(async ({ context: { clientId }, input }) => {
      valueOf(await createFirstAdmin(deps, clientId, input));
      return authStatusOf(deps, clientId);
    }),
    changePassword: anyone.auth.changePassword.handler(async ({ context: { clientId }, input }) => {
      valueOf(await changePassword(deps, clientId, input));
      return authStatusOf(deps, clientId);
    }),
    touch: anyone.auth.touch.handler(({ context: { clientId } }) => {
      touchSession(deps, clientId);
      return {};
    }),
  };
}
