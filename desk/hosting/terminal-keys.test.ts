import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { passphraseKeyStore } from '../keys/passphrase-key-store.ts';
import { terminalKeyStore } from './terminal-keys.ts';
import type { AskHidden } from './terminal-keys.ts';

const PASSPHRASE = 'one two three four';

let dataDir = '';
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'desk-terminal-keys-'));
});
afterEach(async () => {
  await rm(dataDir, { recursive: true, force: true });
});

function typing(...answers: string[]): { readonly ask: AskHidden; readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    ask: (question) => {
      asked.push(question);
      return Promise.resolve(answers.shift() ?? '');
    },
  };
}

describe('the terminal', () => {
  it('asks nothing unless told to use a passphrase', async () => {
    const { ask, asked } = typing();

    const store = await terminalKeyStore({ dataDir, passphrase: false, passphraseFile: undefined, ask });

    expect(store).toMatchObject({ ok: true, value: { protection: 'file' } });
    expect(asked).toEqual([]);
  });

  it('asks twice for a new passphrase and refuses two different ones', async () => {
    const { ask, asked } = typing(PASSPHRASE, `${PASSPHRASE}!`);

    const store = await terminalKeyStore({ dataDir, passphrase: true, passphraseFile: undefined, ask });

    expect(store).toMatchObject({ ok: false, refusal: { code: 'passphrase_wrong' } });
    expect(asked).toHaveLength(2);
  });

  it('asks once where there is one already, and opens with it', async () => {
    const made = await passphraseKeyStore(dataDir, PASSPHRASE).load('desk');
    const { ask, asked } = typing(PASSPHRASE);

    const store = await terminalKeyStore({ dataDir, passphrase: true, passphraseFile: undefined, ask });

    expect(store.ok && (await store.value.load('desk'))).toEqual(made);
    expect(asked).toHaveLength(1);
  });

  it('takes the first line of a passphrase file that only its owner can read', async () => {
    const made = await passphraseKeyStore(dataDir, PASSPHRASE).load('desk');
    const passphraseFile = join(dataDir, 'passphrase');
    await writeFile(passphraseFile, `${PASSPHRASE}\nnot this\n`, { mode: 0o600 });

    const store = await terminalKeyStore({ dataDir, passphrase: true, passphraseFile });

    expect(store.ok && (await store.value.load('desk'))).toEqual(made);
  });

  it('refuses a passphrase file that others can read', async () => {
    const passphraseFile = join(dataDir, 'passphrase');
    await writeFile(passphraseFile, PASSPHRASE, { mode: 0o644 });

    const store = await terminalKeyStore({ dataDir, passphrase: true, passphraseFile });

    expect(store).toMatchObject({ ok: false, refusal: { code: 'key_file_exposed' } });
  });
});
