import { signGrant } from '../../contract/hub-protocol/grant.ts';
import { isPassword, wasteAsLong } from '../../contract/hub-protocol/passwords.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import type { HubUser } from '../store/store.ts';
import type { HubDeps } from './deps.ts';
import { asLogin } from './people.ts';

export type SignInAnswer =
  | {
      readonly user: HubUser;
      readonly grant: string;
      readonly expiresAt: number;
      readonly offlineUntil: number;
      /** Their cases in branches that are not the desk's: it may hold them from now on. */
      readonly streams: readonly StreamId[];
    }
  | { readonly refused: 'wrong_credentials' | 'user_disabled' }
  | { readonly refused: 'sign_in_throttled'; readonly until: number };

/**
 * Signs a person in on a desk. A login that nobody has takes as long as one that somebody has; that an account is disabled
 * is said to whoever knows its password.
 */
export async function signInOn(
  deps: Pick<HubDeps, 'store' | 'now' | 'signingKey' | 'grantMs' | 'offlineMs'>,
  deskId: string,
  { login, password }: { readonly login: string; readonly password: string },
): Promise<SignInAnswer> {
  const { store, now } = deps;
  const user = await store.userByLogin(asLogin(login));
  if (user === null) {
    await wasteAsLong(password);
    return { refused: 'wrong_credentials' };
  }
  const until = await store.countSignIn(user.userId, now());
  if (until !== null) return { refused: 'sign_in_throttled', until };
  if (!(await isPassword(user.passwordHash, password))) return { refused: 'wrong_credentials' };
  await store.clearSignIns(user.userId);
  if (user.disabledAt !== null) return { refused: 'user_disabled' };

  const issuedAt = now();
  const expiresAt = issuedAt + deps.grantMs;
  const offlineUntil = Math.max(expiresAt, issuedAt + deps.offlineMs);
  const { userId, roles, branchId } = user;
  const grant = await signGrant(deps.signingKey, {
    userId,
    deskId,
    roles,
    branchId,
    issuedAt,
    expiresAt,
    offlineUntil,
  });
  const streams = await store.pinOwn(deskId, userId);
  return { user, grant, expiresAt, offlineUntil, streams };
}
