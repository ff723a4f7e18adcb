import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MAX_FILE_BYTES } from '../../contract/hub-protocol/envelopes.ts';
import { diskRefusal } from '../../domain/kernel/disk-refusal.ts';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { mediaTypeOf, SNIFFED_BYTES } from './media-type.ts';

export interface StoredContent {
  /** Lower-case hex of the content. */
  readonly sha256: string;
  readonly sizeBytes: number;
  /** What the content is, whatever its name says. */
  readonly mediaType: string;
  /** The usual extension of that, without the dot. */
  readonly extension: string;
}

/** The encrypted files beside the database, each under the hash of its content. */
export interface EvidenceStore {
  /**
   * Encrypts the content into its file; the same content is stored once. The file is on the disk when this returns.
   * Refuses `evidence_too_large` (`{ maxBytes, sizeBytes }`), `evidence_type_refused`, `disk_full`, `disk_read_only`, `disk_failed`.
   */
  put(content: Blob): Promise<Result<StoredContent>>;
  /** The content, proven to be what was stored. Refuses `evidence_missing` (`{ problem: 'missing' | 'altered' }`). */
  get(sha256: string): Promise<Result<Uint8Array<ArrayBuffer>>>;
  /**
   * Removes what a crash left half written; answers how many. A whole file that no entry names stays: the entry may be in a
   * newer backup of the database, and the same file attached again is the same file.
   */
  sweep(): Promise<number>;
}

/** `CDE1`, the nonce, the ciphertext, the tag. The hash of the content is authenticated with it: no file passes for another. */
const MAGIC = Buffer.from('CDE1');
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const ALGORITHM = 'aes-256-gcm';
const PART = '.part';

/** Keeps evidence under `<dataDir>/evidence/ab/cd/<sha256>`, AES-256-GCM, a fresh nonce for every file. */
export function openEvidenceStore(dataDir: string, key: Uint8Array): EvidenceStore {
  const root = join(dataDir, 'evidence');
  const pathOf = (sha256: string): string => join(root, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  return {
    put: async (content) => {
      const looked = await lookAt(content);
      if (!looked.ok) return looked;
      const path = pathOf(looked.value.sha256);
      try {
        const stored = await readEncrypted(path, key, looked.value.sha256);
        // A damaged file is healed by whoever has the content again.
        if (!stored.ok) await writeEncrypted(path, key, looked.value.sha256, content);
      } catch (error) {
        const refusal = diskRefusal(error);
        if (refusal === null) throw error;
        return refusal;
      }
      return looked;
    },
    get: (sha256) => readEncrypted(pathOf(sha256), key, sha256),
    sweep: () => removeParts(root),
  };
}

async function lookAt(content: Blob): Promise<Result<StoredContent>> {
  if (content.size > MAX_FILE_BYTES) {
    return refuse('evidence_too_large', { maxBytes: MAX_FILE_BYTES, sizeBytes: content.size });
  }
  const head = new Uint8Array(await content.slice(0, SNIFFED_BYTES).arrayBuffer());
  const type = mediaTypeOf(head);
  if (type === null) return refuse('evidence_type_refused');
  const hash = createHash('sha256');
  for await (const chunk of content.stream()) hash.update(chunk);
  return ok({ sha256: hash.digest('hex'), sizeBytes: content.size, ...type });
}

/** Written beside its place and moved there whole: a crash leaves a `.part`, never half a file under the content's name. */
async function writeEncrypted(path: string, key: Uint8Array, sha256: string, content: Blob): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const part = `${path}.${randomBytes(6).toString('hex')}${PART}`;
  const file = await open(part, 'wx', 0o600);
  try {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(sha256));
    await file.write(Buffer.concat([MAGIC, nonce]));
    for await (const chunk of content.stream()) await writeAll(file, cipher.update(chunk));
    await writeAll(file, Buffer.concat([cipher.final(), cipher.getAuthTag()]));
    await file.sync();
  } catch (error) {
    await file.close();
    await rm(part, { force: true });
    throw error;
  }
  await file.close();
  try {
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    written += (await file.write(bytes, written)).bytesWritten;
  }
}

/** Makes the rename itself lasting. Windows has no such call and no need of it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readEncrypted(path: string, key: Uint8Array, sha256: string): Promise<Result<Uint8Array<ArrayBuffer>>> {
  let stored: Buffer;
  try {
    stored = await readFile(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return refuse('evidence_missing', { problem: 'missing' });
    throw error;
  }
  const content = decrypted(stored, key, sha256);
  if (content === null || createHash('sha256').update(content).digest('hex') !== sha256) {
    return refuse('evidence_missing', { problem: 'altered' });
  }
  return ok(content);
}

/** Null where the file is not what was written under this hash with this key. */
function decrypted(stored: Buffer, key: Uint8Array, sha256: string): Uint8Array<ArrayBuffer> | null {
  const bodyStart = MAGIC.length + NONCE_BYTES;
  const bodyEnd = stored.length - TAG_BYTES;
  if (bodyEnd < bodyStart || !stored.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  const decipher = createDecipheriv(ALGORITHM, key, stored.subarray(MAGIC.length, bodyStart), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(sha256)).setAuthTag(stored.subarray(bodyEnd));
  try {
    return Uint8Array.from(Buffer.concat([decipher.update(stored.subarray(bodyStart, bodyEnd)), decipher.final()]));
  } catch {
    return null;
  }
}

async function removeParts(root: string): Promise<number> {
  let removed = 0;
  for (const outer of await entriesOf(root)) {
    for (const inner of await entriesOf(join(root, outer))) {
      const folder = join(root, outer, inner);
      const parts = (await entriesOf(folder)).filter((name) => name.endsWith(PART));
      for (const part of parts) await rm(join(folder, part), { force: true });
      removed += parts.length;
    }
  }
  return removed;
}

async function entriesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
