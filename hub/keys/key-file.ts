/** The key of the sealed columns, in a file of its own: 32 random bytes in base64, for its owner alone. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export const KEY_BYTES = 32;

/** Reads the key, making it at the first start. Throws with a sentence where it is none, or where others may read it. */
export function readKeyFile(path: string): Buffer {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  }
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
    throw new Error(`${path} 可被他人读取，请 chmod 600。 ${path} may be read by others: chmod 600 it.`);
  }
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
  if (key.length !== KEY_BYTES) throw new Error(`${path} 不是密钥文件。 ${path} is no key file: 32 bytes in base64.`);
  return key;
}
