import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { fileKeyStore } from '../keys/file-key-store.ts';
import { keyFilePath, readKeyFile } from '../keys/key-file.ts';
import type { KeyStore } from '../keys/key-store.ts';
import { passphraseKeyStore } from '../keys/passphrase-key-store.ts';

/** How a terminal gives a passphrase without showing it. */
export type AskHidden = (question: string) => Promise<string>;

export interface TerminalKeyOptions {
  readonly dataDir: string;
  /** `--passphrase`: the keys are, or are to be, behind one. */
  readonly passphrase: boolean;
  /** The value of `DESK_PASSPHRASE_FILE`: read from there instead of asking. */
  readonly passphraseFile: string | undefined;
  readonly ask?: AskHidden;
}

/**
 * The key store of the browser host and of the command line.
 * Refuses `key_file_exposed` for a passphrase file that others can read, `passphrase_wrong` when two entries of a new one differ.
 */
export async function terminalKeyStore(options: TerminalKeyOptions): Promise<Result<KeyStore>> {
  if (!options.passphrase) return ok(fileKeyStore(options.dataDir));
  const passphrase = await givenPassphrase(options);
  return passphrase.ok ? ok(passphraseKeyStore(options.dataDir, passphrase.value)) : passphrase;
}

async function givenPassphrase(options: TerminalKeyOptions): Promise<Result<string>> {
  if (options.passphraseFile !== undefined) return readPassphraseFile(options.passphraseFile);
  const existing = await readKeyFile(keyFilePath(options.dataDir, 'desk'));
  if (!existing.ok) return existing;
  if (existing.value !== undefined) return ok(await (options.ask ?? askHidden)('口令 Passphrase: '));
  return newPassphrase('新口令', 'New passphrase', options.ask);
}

/** Asks twice. Refuses `passphrase_wrong` when the two differ. */
export async function newPassphrase(zh: string, en: string, ask: AskHidden = askHidden): Promise<Result<string>> {
  const first = await ask(`${zh}（至少 10 个字符） ${en} (10 characters or more): `);
  const second = await ask('再输入一次 Once more: ');
  return first === second ? ok(first) : refuse('passphrase_wrong');
}

/** The first line of a file that only its owner can read. */
export async function readPassphraseFile(path: string): Promise<Result<string>> {
  const handle = await open(path, constants.O_RDONLY);
  try {
    const { mode } = await handle.stat();
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      return refuse('key_file_exposed', { entry: basename(path), mode: (mode & 0o777).toString(8) });
    }
    const [line = ''] = (await handle.readFile('utf8')).split(/\r?\n/, 1);
    return ok(line);
  } finally {
    await handle.close();
  }
}

/** Asks on the terminal without showing what is typed. */
export async function askHidden(question: string): Promise<string> {
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: process.stdin.isTTY });
  try {
    return await terminal.question('');
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}
