import { ok } from '../../domain/kernel/result.ts';
import type { KeyStore } from './key-store.ts';
import { wrappedKeyStore } from './wrapped-key-store.ts';

/** Keys as they are, in files only their owner can read (0600, in a folder of 0700): the browser host's and the command line's default. */
export function fileKeyStore(dataDir: string): KeyStore {
  return wrappedKeyStore(dataDir, {
    protection: 'file',
    wrap: (key) =>
      Promise.resolve(ok({ version: 1, protection: 'file', key: Buffer.from(key).toString('base64') } as const)),
    unwrap: (content) => Promise.resolve(ok(new Uint8Array(Buffer.from(content.key, 'base64')))),
  });
}
