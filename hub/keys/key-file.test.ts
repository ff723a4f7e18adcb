import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readKeyFile } from './key-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chedan-key-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('a key is made once, for its owner alone, and read ever after', () => {
  const path = join(folder, 'keys', 'column.key');
  const made = readKeyFile(path);
  expect(made).toHaveLength(32);
  expect(readKeyFile(path).equals(made)).toBe(true);
  // Windows has no such bits.
  expect(process.platform === 'win32' ? 0 : statSync(path).mode & 0o077).toBe(0);
});

it('a key that others may read is refused, and so is a file that is none', () => {
  const path = join(folder, 'column.key');
  writeFileSync(path, 'not a key');
  chmodSync(path, 0o644);
  expect(() => readKeyFile(path)).toThrow(process.platform === 'win32' ? 'no key file' : 'chmod 600');
  chmodSync(path, 0o600);
  expect(() => readKeyFile(path)).toThrow('no key file');
});
