import { readGrant } from '../../contract/hub-protocol/grant.ts';
import type { Actor } from '../../domain/kernel/actor.ts';
import type { HubDeps } from '../services/deps.ts';
import { Refusal } from './refusals.ts';

/** Who asks the hub itself for something, with the roles that they have now. Refuses what a grant is refused for, and `user_disabled`. */
export async function signedInActor({ store, authority, now }: HubDeps, deskId: string, grant: string): Promise<Actor> {
  const read = await readGrant(authority.hubKey, grant, { deskId, at: now(), for: 'online' });
  if ('refused' in read) throw new Refusal(read.refused);
  const user = await store.user(read.grant.userId);
  if (user === null || user.disabledAt !== null) throw new Refusal('user_disabled');
  return { userId: user.userId, roles: user.roles, branchId: user.branchId, deskId };
}
