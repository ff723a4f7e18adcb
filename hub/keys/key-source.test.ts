import { createCipheriv, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keySource } from './key-source.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chedan-kms-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const NODE = `"${process.execPath}"`;

/** A KMS as its command-line tool is: it holds a key of its own, is given what it has wrapped, and prints what was in it. */
function kmsThatHolds(wrapping: Buffer): string {
  const path = join(folder, 'kms.mjs');
  writeFileSync(
    path,
    `import { createDecipheriv } from 'node:crypto';
     import { buffer } from 'node:stream/consumers';
     const wrapped = Buffer.from(String(await buffer(process.stdin)).trim(), 'base64');
     const decipher = createDecipheriv('aes-256-gcm', Buffer.from('${wrapping.toString('hex')}', 'hex'), wrapped.subarray(0, 12));
     decipher.setAuthTag(wrapped.subarray(-16));
     const key = Buffer.concat([decipher.update(wrapped.subarray(12, -16)), decipher.final()]);
     console.log(key.toString('base64'));`,
  );
  return `${NODE} "${path}"`;
}

function wrapped(key: Buffer, wrapping: Buffer): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', wrapping, nonce);
  return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

it('the key is what the KMS unwraps, and lies nowhere', async () => {
  const [key, wrapping] = [randomBytes(32), randomBytes(32)];
  const keyFile = join(folder, 'column.key');
  writeFileSync(keyFile, wrapped(key, wrapping), { mode: 0o644 });

  const read = await keySource({ keyFile, keyCommand: kmsThatHolds(wrapping) }).read();

  expect(read.equals(key)).toBe(true);
});

it('a command that needs no file is given none', async () => {
  const key = randomBytes(32).toString('base64');
  const source = keySource({ keyFile: join(folder, 'none'), keyCommand: `echo ${key}` });
  expect((await source.read()).toString('base64')).toBe(key);
});

it('what fails, answers too late or prints no key stops the start with a sentence, and never says what it printed', async () => {
  const keyFile = join(folder, 'column.key');
  writeFileSync(keyFile, wrapped(randomBytes(32), randomBytes(32)));
  const failing = keySource({ keyFile, keyCommand: `${kmsThatHolds(randomBytes(32))} 2>&1` }).read();
  await expect(failing).rejects.toThrow('failed with 1');
  const wordy = keySource({ keyFile, keyCommand: 'echo not-a-key' }).read();
  await expect(wordy).rejects.toThrow('printed no key');
  await expect(wordy).rejects.not.toThrow('not-a-key');
  const slow = keySource({ keyFile, keyCommand: `${NODE} -e "setTimeout(() => 0, 4000)"`, timeoutMs: 300 }).read();
  await expect(slow).rejects.toThrow('in time');
});
