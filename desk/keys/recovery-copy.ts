import { open, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { createKeyFile, keyFilePath, passphraseFileSchema, setKeyFileAside } from './key-file.ts';
import { KEY_BYTES, KEY_NAMES } from './key-store.ts';
import type { KeyName, KeySet } from './key-store.ts';
import { unwrapByPassphrase, wrapByPassphrase } from './passphrase-key-store.ts';

/** All keys of a data folder behind one passphrase, in a file to be kept somewhere else. */
const recoveryCopySchema = z.object({
  version: z.literal(1),
  recoveryCopyOf: z.literal('chedan-desk'),
  keys: z.object({ desk: passphraseFileSchema, orders: passphraseFileSchema, evidence: passphraseFileSchema }),
});

/**
 * Writes a recovery copy for its owner alone, and never over another file.
 * Refuses `passphrase_too_short`, and `already_exists` where there is such a file.
 */
export async function writeRecoveryCopy(path: string, keys: KeySet, passphrase: string): Promise<Result<true>> {
  const wrapped: Partial<Record<KeyName, unknown>> = {};
  for (const name of KEY_NAMES) {
    const content = await wrapByPassphrase(passphrase, keys[name], name);
    if (!content.ok) return content;
    wrapped[name] = content.value;
  }
  const file = await open(path, 'wx', 0o600).catch(existing);
  if (file === null) return refuse('already_exists');
  try {
    await file.writeFile(`${JSON.stringify({ version: 1, recoveryCopyOf: 'chedan-desk', keys: wrapped })}\n`);
    await file.sync();
    return ok(true);
  } finally {
    await file.close();
  }
}

/** The keys of a recovery copy. Refuses `key_file_damaged` for what is none, and `passphrase_wrong`. */
export async function readRecoveryCopy(path: string, passphrase: string): Promise<Result<KeySet>> {
  const read = recoveryCopySchema.safeParse(parsed(await readFile(path, 'utf8')));
  if (!read.success) return damaged();
  const keys = new Map<KeyName, Uint8Array>();
  for (const name of KEY_NAMES) {
    const key = await unwrapByPassphrase(passphrase, read.data.keys[name], name);
    if (!key.ok) return key;
    if (key.value.byteLength !== KEY_BYTES) return damaged();
    keys.set(name, key.value);
  }
  const [desk, orders, evidence] = KEY_NAMES.map((name) => keys.get(name));
  return desk === undefined || orders === undefined || evidence === undefined
    ? damaged()
    : ok({ desk, orders, evidence });
}

/** Puts keys into a data folder, those that are there moved aside; one cut short can be done again. */
export async function restoreKeys(
  dataDir: string,
  keys: KeySet,
  { passphrase, at }: { readonly passphrase: string | null; readonly at: number },
): Promise<Result<true>> {
  for (const name of KEY_NAMES) {
    const content =
      passphrase === null
        ? ok({ version: 1, protection: 'file', key: Buffer.from(keys[name]).toString('base64') } as const)
        : await wrapByPassphrase(passphrase, keys[name], name);
    if (!content.ok) return content;
    const path = keyFilePath(dataDir, name);
    await setKeyFileAside(path, at);
    await createKeyFile(path, content.value);
  }
  return ok(true);
}

function damaged(): Result<never> {
  return refuse('key_file_damaged', { entry: 'recovery copy' });
}

function existing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return null;
  throw error;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
