/**
 * The grant of a person who has signed in at the hub on one desk: a JWT that the hub signs (EdDSA). The desk reads it to know
 * whom it may let work without a network, and sends it with each command; the hub reads it to know who acted. Roles and
 * branch stand in it for the desk alone, which leaves out a role that it does not know: the hub asks its own tables what a
 * person may do now.
 */
import { jwtVerify, SignJWT } from 'jose';
import { JOSEError } from 'jose/errors';
import type { KeyObject } from 'node:crypto';
import QuickLRU from 'quick-lru';
import { z } from 'zod';
import { ROLES } from '../../domain/kernel/actor.ts';
import type { Role } from '../../domain/kernel/actor.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import { id } from '../values.ts';
import { roles } from './shared.ts';

/** Clocks differ by seconds where they differ not at all. */
const LEEWAY_MS = 60_000;
const ALGORITHM = 'EdDSA';
const ISSUER = 'chedan-hub';
const PURPOSE = 'grant';

export interface Grant {
  readonly userId: string;
  readonly deskId: string;
  readonly roles: readonly Role[];
  readonly branchId: string;
  readonly issuedAt: UtcMs;
  /** Until when it is good for what is asked of the hub itself. */
  readonly expiresAt: UtcMs;
  /** Until when the person may go on on this desk without a network. Never before `expiresAt`. */
  readonly offlineUntil: UtcMs;
}

const claims = z.object({
  sub: id,
  desk: id,
  roles: roles.transform((named) => ROLES.filter((role) => named.includes(role))),
  branch: id,
  issuedAt: z.int().min(0),
  expiresAt: z.int().min(0),
  offlineUntil: z.int().min(0),
});

/** Instants stand in it in milliseconds, as everywhere; what JWT says of seconds is left out, so that nothing is said twice. */
export function signGrant(privateKey: KeyObject, grant: Grant): Promise<string> {
  const { userId, deskId, branchId, ...rest } = grant;
  return new SignJWT({ desk: deskId, branch: branchId, ...rest })
    .setProtectedHeader({ alg: ALGORITHM, typ: PURPOSE })
    .setIssuer(ISSUER)
    .setSubject(userId)
    .sign(privateKey);
}

export type GrantRefusal = 'grant_unreadable' | 'grant_of_other_desk' | 'grant_not_begun' | 'grant_over';

/**
 * What a grant says, or why it is not one that holds: `for: 'online'` at an instant of the hub's clock until it expires,
 * `for: 'offline'` at an instant of the desk's clock for as long as the person may work without a network.
 */
export async function readGrant(
  publicKey: KeyObject,
  grant: string,
  wanted: { readonly deskId: string; readonly at: UtcMs; readonly for: 'online' | 'offline' },
): Promise<{ readonly grant: Grant } | { readonly refused: GrantRefusal }> {
  const read = claims.safeParse(await verified(publicKey, grant));
  if (!read.success) return { refused: 'grant_unreadable' };
  const { sub, desk, branch, ...rest } = read.data;
  if (desk !== wanted.deskId) return { refused: 'grant_of_other_desk' };
  if (wanted.at < rest.issuedAt - LEEWAY_MS) return { refused: 'grant_not_begun' };
  if (wanted.at > (wanted.for === 'online' ? rest.expiresAt : rest.offlineUntil)) return { refused: 'grant_over' };
  return { grant: { userId: sub, deskId: desk, branchId: branch, ...rest } };
}

/** Grants whose signature was found true. Thousands of commands bear the same one, and a true signature stays true. */
const verifiedBy = new WeakMap<KeyObject, QuickLRU<string, unknown>>();
const REMEMBERED_GRANTS = 1_000;

function rememberedBy(publicKey: KeyObject): QuickLRU<string, unknown> {
  const known = verifiedBy.get(publicKey) ?? new QuickLRU<string, unknown>({ maxSize: REMEMBERED_GRANTS });
  verifiedBy.set(publicKey, known);
  return known;
}

/** The claims, where the signature is true; null where it is not, or where there is none. */
async function verified(publicKey: KeyObject, grant: string): Promise<unknown> {
  const remembered = rememberedBy(publicKey);
  const known = remembered.get(grant);
  if (known !== undefined) return known;
  try {
    const { payload } = await jwtVerify(grant, publicKey, { algorithms: [ALGORITHM], issuer: ISSUER, typ: PURPOSE });
    remembered.set(grant, payload);
    return payload;
  } catch (error) {
    if (error instanceof JOSEError) return null;
    throw error;
  }
}
