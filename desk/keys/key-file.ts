import { constants } from 'node:fs';
import { link, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import type { KeyName } from './key-store.ts';

const base64 = z.base64();

export const passphraseFileSchema = z.object({
  version: z.literal(1),
  protection: z.literal('passphrase'),
  /** argon2id */
  salt: base64,
  memoryKib: z.int().positive(),
  passes: z.int().positive(),
  /** AES-256-GCM */
  iv: base64,
  tag: base64,
  wrapped: base64,
});
/** What a key file holds. One shape for every protection, so that each store can say which other one a file needs. */
const keyFileSchema = z.discriminatedUnion('protection', [
  z.object({ version: z.literal(1), protection: z.literal('file'), key: base64 }),
  z.object({ version: z.literal(1), protection: z.literal('keychain'), wrapped: base64 }),
  passphraseFileSchema,
]);
export type KeyFile = z.infer<typeof keyFileSchema>;

/** Bits that let a group or everybody in. */
const OTHERS = 0o077;
/** Far above any key file; a larger one is not ours. */
const MAX_BYTES = 16_384;

/** `<data folder>/keys/<name>.key` */
export function keyFilePath(dataDir: string, name: KeyName): string {
  return join(dataDir, 'keys', `${name}.key`);
}

/**
 * Reads a key file, undefined when there is none.
 * Refuses `key_file_exposed` when the file or its folder is open to others, `key_not_readable` when it is another user's, and
 * `key_file_damaged` when it is not a key file.
 */
export async function readKeyFile(path: string): Promise<Result<KeyFile | undefined>> {
  const folder = await stat(dirname(path)).catch(ignoreMissing).catch(notOurs);
  if (folder === 'not_ours') return refuse('key_not_readable', { entry: 'keys' });
  if (folder === undefined) return ok(undefined);
  if (isExposed(folder.mode)) return refuse('key_file_exposed', { entry: 'keys', mode: octal(folder.mode) });
  const entry = `keys/${basename(path)}`;
  const opened = await openWithoutLinks(path).catch(notOurs);
  if (opened === 'not_ours') return refuse('key_not_readable', { entry });
  if (!opened.ok) return refuse('key_file_damaged', { entry });
  if (opened.value === undefined) return ok(undefined);
  const handle = opened.value;
  try {
    const file = await handle.stat();
    if (isExposed(file.mode)) return refuse('key_file_exposed', { entry, mode: octal(file.mode) });
    if (!file.isFile() || file.size > MAX_BYTES) return refuse('key_file_damaged', { entry });
    const parsed = keyFileSchema.safeParse(parseJson(await handle.readFile('utf8')));
    return parsed.success ? ok(parsed.data) : refuse('key_file_damaged', { entry });
  } finally {
    await handle.close();
  }
}

/**
 * Writes a key file for its owner alone, whole or not at all, and never over another one.
 * @returns false when another process was first: then its file counts.
 */
export async function createKeyFile(path: string, content: KeyFile): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${JSON.stringify(content)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, path);
    await syncFolder(dirname(path));
    return true;
  } catch (error) {
    if (isNodeError(error) && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Moves a key file aside where there is one; it is never deleted. `at` (UTC ms) becomes part of its name. */
export async function setKeyFileAside(path: string, at: number): Promise<void> {
  await rename(path, `${path}.before-${at}`).catch(ignoreMissing);
}

async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Windows has no such bits: there the user's profile folder keeps others out. */
function isExposed(mode: number): boolean {
  return process.platform !== 'win32' && (mode & OTHERS) !== 0;
}

function octal(mode: number): string {
  return (mode & 0o777).toString(8).padStart(4, '0');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Not through a symbolic link: what is checked must be what is read. */
async function openWithoutLinks(path: string): Promise<Result<FileHandle | undefined>> {
  try {
    return ok(await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)).catch(ignoreMissing));
  } catch (error) {
    if (isNodeError(error) && error.code === 'ELOOP') return refuse('key_file_damaged');
    throw error;
  }
}

function ignoreMissing(error: unknown): undefined {
  if (isNodeError(error) && error.code === 'ENOENT') return undefined;
  throw error;
}

function notOurs(error: unknown): 'not_ours' {
  if (isNodeError(error) && (error.code === 'EACCES' || error.code === 'EPERM')) return 'not_ours';
  throw error;
}

function isNodeError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}
