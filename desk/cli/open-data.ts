import { resolve } from 'node:path';
import { openDeskDb } from '../../db/open/open-desk-db.ts';
import type { WritableDb } from '../../db/open/database.ts';
import { ok, type Result } from '../../domain/kernel/result.ts';
import { defaultDataDir, ensureDataDir, thisMachine } from '../hosting/data-folder.ts';
import { terminalKeyStore } from '../hosting/terminal-keys.ts';
import { loadKeySet, type KeySet } from '../keys/key-store.ts';
import type { CliIo } from './command.ts';

/** The flags of every command that works on a data folder. */
export const DATA_FLAGS = {
  'data-dir': { type: 'string' },
  demo: { type: 'boolean' },
  passphrase: { type: 'boolean' },
} as const;

export interface DataFlagValues {
  readonly 'data-dir'?: string | undefined;
  readonly demo?: boolean | undefined;
  readonly passphrase?: boolean | undefined;
}

/** A command looks at little; heavy work has a thread with a connection of its own. */
const CACHE_MIB = { desk: 2, orders: 8 };

export interface OpenedData {
  readonly db: WritableDb;
  readonly dataDir: string;
  readonly keys: KeySet;
}

/** The data folder that the flags name, and its keys. Refuses what the key store refuses. */
export async function dataOf(
  flags: DataFlagValues,
  { env }: Pick<CliIo, 'env'>,
): Promise<Result<{ dataDir: string; keys: KeySet }>> {
  const dataDir = resolve(flags['data-dir'] ?? defaultDataDir(flags.demo ?? false, { ...thisMachine(), env }));
  const made = ensureDataDir(dataDir);
  if (!made.ok) return made;
  const store = await terminalKeyStore({
    dataDir,
    passphrase: flags.passphrase ?? false,
    passphraseFile: env['DESK_PASSPHRASE_FILE'],
  });
  if (!store.ok) return store;
  const keys = await loadKeySet(store.value);
  return keys.ok ? ok({ dataDir, keys: keys.value }) : keys;
}

/** Opens the two files of the data folder that the flags name. Refuses what the key store and `openDeskDb` refuse. */
export async function openData(flags: DataFlagValues, io: CliIo): Promise<Result<OpenedData>> {
  const data = await dataOf(flags, io);
  if (!data.ok) return data;
  const opened = openDeskDb({ ...data.value, now: Date.now(), cacheMib: CACHE_MIB });
  return opened.ok ? ok({ db: opened.value.db, ...data.value }) : opened;
}
