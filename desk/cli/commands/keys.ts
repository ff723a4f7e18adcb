import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { databaseRefusal } from '../../../db/open/errors.ts';
import { openFile } from '../../../db/open/file.ts';
import { holdDataFolder } from '../../../db/open/hold-data-folder.ts';
import { isKeyOf } from '../../../db/open/soundness.ts';
import { ok, refuse } from '../../../domain/kernel/result.ts';
import type { Result } from '../../../domain/kernel/result.ts';
import { defaultDataDir, thisMachine } from '../../hosting/data-folder.ts';
import { askHidden, newPassphrase, readPassphraseFile, terminalKeyStore } from '../../hosting/terminal-keys.ts';
import { keyFilePath, readKeyFile } from '../../keys/key-file.ts';
import { loadKeySet } from '../../keys/key-store.ts';
import type { KeySet } from '../../keys/key-store.ts';
import { readRecoveryCopy, restoreKeys, writeRecoveryCopy } from '../../keys/recovery-copy.ts';
import { EXIT } from '../command.ts';
import type { CliCommand, CliIo, Language } from '../command.ts';
import { sayRefusal } from '../import-words.ts';
import { DATA_FLAGS } from '../open-data.ts';
import type { DataFlagValues } from '../open-data.ts';

/**
 * `keys export FILE` writes a recovery copy of the keys behind a passphrase of its own; `keys restore FILE` puts them back after
 * a lost keychain, another system user, a forgotten passphrase or a lost key file. Data and key files that are there are kept.
 */
export const keysCommand: CliCommand = {
  name: 'keys',
  usage: 'export|restore FILE [--data-dir DIR] [--demo] [--passphrase]',
  summary: {
    zh: '导出密钥的恢复副本（另设口令），或从恢复副本恢复密钥',
    en: 'Writes a recovery copy of the keys behind a passphrase of its own, or restores them from one',
  },
  async run(args, io) {
    const given = parseFlags(args);
    if (given === null) {
      io.err(`npm run desk -- keys ${keysCommand.usage}`);
      return EXIT.usage;
    }
    const { act, file, flags } = given;
    const dataDir = resolve(
      flags['data-dir'] ?? defaultDataDir(flags.demo ?? false, { ...thisMachine(), env: io.env }),
    );
    const done = await (act === 'export' ? exportKeys : restore)(dataDir, file, flags, io);
    if (done.ok) io.out(DONE[act][io.language]);
    else io.err(WORDS[done.refusal.code]?.[io.language] ?? sayRefusal(io.language, done.refusal));
    return done.ok ? EXIT.ok : EXIT.refused;
  },
};

async function exportKeys(dataDir: string, file: string, flags: DataFlagValues, io: CliIo): Promise<Result<true>> {
  const present = await readKeyFile(keyFilePath(dataDir, 'desk'));
  if (!present.ok) return present;
  // There is nothing to copy, and looking must not make new keys.
  if (present.value === undefined) return refuse('key_missing', { entry: 'keys/desk.key' });
  const store = await terminalKeyStore({
    dataDir,
    passphrase: flags.passphrase ?? false,
    passphraseFile: io.env['DESK_PASSPHRASE_FILE'],
  });
  if (!store.ok) return store;
  const keys = await loadKeySet(store.value);
  if (!keys.ok) return keys;
  const fitting = keysFit(dataDir, keys.value);
  if (!fitting.ok) return fitting;
  const passphrase = await recoveryPassphrase(io, true);
  return passphrase.ok ? writeRecoveryCopy(file, keys.value, passphrase.value) : passphrase;
}

async function restore(dataDir: string, file: string, flags: DataFlagValues, io: CliIo): Promise<Result<true>> {
  if (!existsSync(file)) return refuse('file_unreadable', { reason: 'ENOENT' });
  const recovery = await recoveryPassphrase(io, false);
  if (!recovery.ok) return recovery;
  const keys = await readRecoveryCopy(file, recovery.value);
  if (!keys.ok) return keys;
  const held = holdDataFolder(dataDir);
  if (!held.ok) return held;
  try {
    const fitting = keysFit(dataDir, keys.value);
    if (!fitting.ok) return fitting;
    const passphrase = flags.passphrase === true ? await dataPassphrase(io) : ok(null);
    return passphrase.ok
      ? await restoreKeys(dataDir, keys.value, { passphrase: passphrase.value, at: Date.now() })
      : passphrase;
  } finally {
    held.value.release();
  }
}

/** Refuses `database_key_wrong` where a database of the folder does not open with its key. Makes none. */
function keysFit(dataDir: string, keys: KeySet): Result<true> {
  for (const name of ['desk', 'orders'] as const) {
    const path = join(dataDir, `${name}.db`);
    if (!existsSync(path)) continue;
    if (isKeyOf(path, keys[name]) === false) return refuse('database_key_wrong', { file: name });
    try {
      openFile({ path, key: keys[name] }).close();
    } catch (error) {
      const refusal = databaseRefusal(error);
      if (refusal === null) throw error;
      return refusal;
    }
  }
  return ok(true);
}

/** That of the copy: from the file `DESK_RECOVERY_PASSPHRASE_FILE` names, or typed. */
function recoveryPassphrase({ env }: CliIo, isNew: boolean): Promise<Result<string>> {
  const file = env['DESK_RECOVERY_PASSPHRASE_FILE'];
  if (file !== undefined) return readPassphraseFile(file);
  if (isNew) return newPassphrase('恢复副本的口令', 'Passphrase of the recovery copy');
  return askHidden('恢复副本的口令 Passphrase of the recovery copy: ').then(ok);
}

/** That of the data folder from now on. */
function dataPassphrase({ env }: CliIo): Promise<Result<string>> {
  const file = env['DESK_PASSPHRASE_FILE'];
  return file === undefined ? newPassphrase('数据的新口令', 'New passphrase of the data') : readPassphraseFile(file);
}

function parseFlags(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: DATA_FLAGS, allowPositionals: true });
    const [act, file] = positionals;
    if ((act !== 'export' && act !== 'restore') || file === undefined || positionals.length !== 2) return null;
    return { act, file: resolve(file), flags: values } as const;
  } catch {
    return null;
  }
}

const DONE: Readonly<Record<'export' | 'restore', Readonly<Record<Language, string>>>> = {
  export: {
    zh: '恢复副本已写好。请存放在另一处（不要放在数据文件夹里），口令另存；两者都在，才能在钥匙串丢失、换用户或忘记口令后打开数据。',
    en: 'The recovery copy is written. Keep it elsewhere than in the data folder, and its passphrase apart from it: with both, the data can be opened after a lost keychain, under another user, or when a passphrase is forgotten.',
  },
  restore: {
    zh: '密钥已恢复，与数据相符。原有的密钥文件改名保留在 keys 文件夹中（.before-…）。现在可以照常启动。',
    en: 'The keys are restored and fit the data. Key files that were there are kept in the folder keys under another name (.before-…). Start as usual.',
  },
};

/** What these refusals mean here. */
const WORDS: Partial<Record<string, Readonly<Record<Language, string>>>> = {
  already_exists: {
    zh: '已有同名文件，没有覆盖。请换一个文件名。',
    en: 'There is a file of that name, and it was left as it is. Give another name.',
  },
  database_key_wrong: {
    zh: '这份密钥与数据不符：恢复副本属于另一个数据文件夹。什么都没有改动。',
    en: 'These keys do not fit the data: the recovery copy is of another data folder. Nothing was changed.',
  },
  key_needs_keychain: {
    zh: '密钥由系统钥匙串保管，命令行取不到。请用桌面版导出：npm start -- --electron --recovery-copy 文件。',
    en: 'The keys are kept by the system keychain, which the command line cannot ask. Export with the desktop version: npm start -- --electron --recovery-copy FILE.',
  },
};
