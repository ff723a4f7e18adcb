import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { WritableDb } from '../../db/open/database.ts';
import { transaction } from '../../db/open/database.ts';
import { getSetting, putSetting } from '../../db/queries/settings.ts';
import { SYSTEM_USER_ID } from '../../domain/kernel/actor.ts';
import type { DeskDeps } from '../deps.ts';

const SETTING = 'verification_salt';
const SALT_BYTES = 32;
const saltSchema = z.base64();

/** Hashes a normalised value under this desk's own salt: two hashes can be compared, and neither says what was hashed. */
export type KeyedHash = (value: string) => Buffer;

/** The hash of this desk. Its salt is drawn at the first use and kept in the encrypted file. */
export function keyedHashOf(deps: Pick<DeskDeps, 'db' | 'now' | 'randomBytes'>): KeyedHash {
  const salt = saltOf(deps.db, deps);
  return (value) => createHmac('sha256', salt).update(value, 'utf8').digest();
}

/** Whether two hashes are the same, in a time that does not tell where they differ. */
export function sameHash(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

function saltOf(db: WritableDb, { now, randomBytes }: Pick<DeskDeps, 'now' | 'randomBytes'>): Buffer {
  const stored = saltSchema.safeParse(getSetting(db, SETTING));
  if (stored.success) return Buffer.from(stored.data, 'base64');
  const salt = Buffer.from(randomBytes(SALT_BYTES));
  transaction(db, () =>
    putSetting(db, { key: SETTING, value: salt.toString('base64'), at: now(), by: SYSTEM_USER_ID }),
  );
  return salt;
}
