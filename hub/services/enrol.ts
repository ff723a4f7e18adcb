/** A desk comes to a hub: with a code that an administrator made for it, once, and keys that it made itself. */
import { createHash, randomInt } from 'node:crypto';
import { ed25519PublicKey, x25519PublicKey } from '../../contract/hub-protocol/raw-keys.ts';
import { DAY_MS, HOUR_MS } from '../../domain/kernel/units.ts';
import type { Role } from '../../domain/kernel/actor.ts';
import type { DeskRecord, Scope } from '../store/store.ts';
import type { HubDeps } from './deps.ts';

/** Read aloud and typed: no letter and digit that look or sound like another. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const CODE_LENGTH = 12;
const CODE_LASTS_MS = HOUR_MS;
/** A history is told at once; a line that breaks may be tried again within the day. */
const BRINGING_LASTS_MS = DAY_MS;

/** A code for one desk, within an hour; with `brings` for one that has a history of its own. It is kept nowhere, only what it is known by. */
export async function makeEnrolmentCode(
  { store, now }: Pick<HubDeps, 'store' | 'now'>,
  {
    name,
    scope,
    roles = [],
    days = null,
    brings = false,
  }: {
    readonly name: string;
    readonly scope: Scope;
    readonly roles?: readonly Role[];
    readonly days?: number | null;
    readonly brings?: boolean;
  },
): Promise<{ readonly code: string; readonly expiresAt: number }> {
  const letters = Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)] ?? '');
  const code = [0, 4, 8].map((at) => letters.slice(at, at + 4).join('')).join('-');
  const expiresAt = now() + CODE_LASTS_MS;
  await store.putEnrolment(hashOf(code), { name, scope, roles, days, brings, expiresAt });
  return { code, expiresAt };
}

/**
 * Enrols the desk that brings a code; the code is gone then. Null where the code is none, or over, or was used. Throws
 * nothing for keys that are none: they are refused like a wrong code, and use none up.
 */
export async function enrolDesk(
  { store, now, newId }: Pick<HubDeps, 'store' | 'now' | 'newId'>,
  { code, signingKey, sealingKey }: { readonly code: string; readonly signingKey: string; readonly sealingKey: string },
): Promise<DeskRecord | null> {
  const key = ed25519PublicKey(signingKey);
  if (key === null) return null;
  const taken = await store.takeEnrolment(hashOf(code), now());
  if (taken === null) return null;
  const desk = {
    deskId: newId(),
    name: taken.name,
    epoch: newId(),
    nextSeq: 1,
    scope: taken.scope,
    roles: taken.roles,
    days: taken.days,
    signingKey: key,
    sealingKey: x25519PublicKey(sealingKey),
    revokedAt: null,
    mayBringUntil: taken.brings ? now() + BRINGING_LASTS_MS : null,
  };
  await store.putDesk(desk);
  await store.pinWaiting(desk.deskId);
  return desk;
}

/** A desk that was restored from a backup counts anew. It has signed for it, so it is the desk. */
export async function reenrolDesk(
  { store, newId }: Pick<HubDeps, 'store' | 'newId'>,
  deskId: string,
): Promise<DeskRecord> {
  const desk = await store.desk(deskId);
  if (desk === null) throw new Error('the desk has signed, and is not known');
  const renewed = { ...desk, epoch: newId(), nextSeq: 1 };
  await store.putDesk(renewed);
  return renewed;
}

/** Lets a desk do nothing from its next request on. False where there is none of that id. */
export async function revokeDesk({ store, now }: Pick<HubDeps, 'store' | 'now'>, deskId: string): Promise<boolean> {
  const desk = await store.desk(deskId);
  if (desk === null) return false;
  await store.putDesk({ ...desk, revokedAt: desk.revokedAt ?? now() });
  return true;
}

/** As typed: in capitals or not, with its dashes or without. */
function hashOf(code: string): string {
  const plain = code
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/gu, '');
  return createHash('sha256').update(`enrolment ${plain}`).digest('hex');
}
