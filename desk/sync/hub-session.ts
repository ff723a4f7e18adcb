/** People who sign in on a desk that has a hub: at the hub while it is reached, and from what it gave them while it is not. */
import { transaction } from '../../db/open/database.ts';
import type { WritableDb } from '../../db/open/database.ts';
import { grantAt, putGrant } from '../../db/queries/hub-link.ts';
import { getUser, getUserByLogin, saveUser } from '../../db/queries/users.ts';
import { hashPassword } from '../../contract/hub-protocol/passwords.ts';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import { applyReferences, NO_PASSWORD } from './apply-references.ts';
import { HubRefused, HubUnreachable } from './hub-client.ts';
import type { HubClient } from './hub-client.ts';

export interface HubSessionDeps {
  readonly db: WritableDb;
  readonly now: () => UtcMs;
  readonly client: HubClient;
  /** Asks for streams that this desk may hold from now on; nobody who signs in waits for it. */
  readonly openStreams: (streams: readonly string[]) => void;
}

/**
 * Asks the hub whether this person may work here. Where it says yes, their account, their password's hash and the grant are
 * kept, so that the desk's own check passes now and for as long as the grant lasts. Where it is not reached, whoever had
 * signed in here before may go on within that time. Refuses `wrong_credentials`, `user_disabled`, `sign_in_throttled`
 * (`{ until }`), and `sign_in_needs_hub` where nothing here proves that they may.
 */
export async function admitByHub(
  { db, now, client, openStreams }: HubSessionDeps,
  login: string,
  password: string,
): Promise<Result<true>> {
  try {
    const { user, grant, expiresAt, offlineUntil, hubTime, streams } = await client.signIn(login, password);
    const { userId, displayName, roles, branchId } = user;
    const passwordHash = await hashPassword(password);
    const body = { userId, login, displayName, roles, branchId, active: true };
    applyReferences(db, [{ kind: 'user', key: userId, body }], now());
    transaction(db, () => {
      const account = getUser(db, userId);
      if (account !== null) saveUser(db, { ...account, passwordHash, failedSignIns: 0, throttledUntil: null });
      putGrant(db, { userId, issuedAt: hubTime, expiresAt, offlineUntil, token: grant });
    });
    if (streams !== undefined && streams.length > 0) openStreams(streams);
    return ok(true);
  } catch (error) {
    if (error instanceof HubRefused) return refusedByHub(error, now());
    if (!(error instanceof HubUnreachable)) throw error;
    const account = getUserByLogin(db, login);
    const grant = account === null ? null : grantAt(db, account.userId, now());
    const mayGoOn =
      account !== null && account.passwordHash !== NO_PASSWORD && grant !== null && now() <= grant.offlineUntil;
    return mayGoOn ? ok(true) : refuse('sign_in_needs_hub');
  }
}

function refusedByHub(refused: HubRefused, now: UtcMs): Result<never> {
  switch (refused.code) {
    case 'wrong_credentials':
    case 'user_disabled':
      return refuse(refused.code);
    case 'sign_in_throttled':
      return refuse('sign_in_throttled', { until: now + (refused.retryAfterMs ?? 30_000) });
    default:
      return refuse('sign_in_needs_hub');
  }
}
