import { refuse } from '../../domain/kernel/result.ts';
import { mayAct } from '../../domain/permissions.ts';
import type { DeskDeps } from '../deps.ts';
import { createBranch, createUser, resetPassword, updateUser } from '../services/users.ts';
import { branchList, userList, userViewOf } from '../views/users.ts';
import type { Procedures } from './base.ts';
import { refused, valueOf } from './base.ts';

export function createUsersRouter(deps: DeskDeps, { signedIn }: Procedures) {
  /** With a hub, people and branches are the hub's to change. */
  const keptHere = (): void => {
    if (deps.hub !== null) refused(refuse('managed_by_hub').refusal);
  };
  return {
    list: signedIn.users.list.handler(({ context }) => {
      valueOf(mayAct('manage_users', context.user.actor));
      return userList(deps);
    }),
    branches: signedIn.users.branches.handler(({ context }) => {
      valueOf(mayAct('manage_users', context.user.actor));
      return branchList(deps);
    }),
    createBranch: signedIn.users.createBranch.handler(({ context, input }) => {
      keptHere();
      const { branchId, name } = valueOf(createBranch(deps, context.user, input.name));
      return { branchId, name };
    }),
    create: signedIn.users.create.handler(async ({ context, input }) => {
      keptHere();
      return userViewOf(deps, valueOf(await createUser(deps, context.user, input)));
    }),
    update: signedIn.users.update.handler(({ context, input }) => {
      keptHere();
      return userViewOf(deps, valueOf(updateUser(deps, context.user, input)));
    }),
    resetPassword: signedIn.users.resetPassword.handler(async ({ context, input }) => {
      keptHere();
      return userViewOf(deps, valueOf(await resetPassword(deps, context.user, input)));
    }),
  };
}
