import { parseArgs } from 'node:util';
import { backupsOf } from '../../../db/open/backup.ts';
import { holdDataFolder } from '../../../db/open/hold-data-folder.ts';
import { openDeskDb } from '../../../db/open/open-desk-db.ts';
import { restoreBackup } from '../../../db/open/restore.ts';
import type { Restored } from '../../../db/open/restore.ts';
import { SYSTEM_USER_ID } from '../../../domain/kernel/actor.ts';
import { ok } from '../../../domain/kernel/result.ts';
import type { Result } from '../../../domain/kernel/result.ts';
import { refusalLines } from '../../hosting/start-words.ts';
import type { KeySet } from '../../keys/key-store.ts';
import { writeAudit } from '../../services/audit.ts';
import { backupLine, restoredLines } from '../backup-words.ts';
import { EXIT } from '../command.ts';
import type { CliCommand, CliIo, ExitCode } from '../command.ts';
import { DATA_FLAGS, dataOf } from '../open-data.ts';

/**
 * `backup list` names the copies, the newest first; `backup restore FILE` puts one in the place of its file, which is kept in the
 * folder `damaged`, and says what the copy lacks. The desk must be closed for it. That it was done is in the audit log.
 */
export const backupCommand: CliCommand = {
  name: 'backup',
  usage: 'list | restore FILE [--data-dir DIR] [--demo] [--passphrase]',
  summary: {
    zh: '列出备份；用一份备份恢复损坏的数据文件，并说明备份缺了哪些',
    en: 'Lists the backups; puts one in the place of a damaged data file and says what it lacks',
  },
  async run(args, io) {
    const parsed = parseFlags(args);
    if (parsed === null) {
      io.err(`npm run desk -- backup ${backupCommand.usage}`);
      return EXIT.usage;
    }
    const data = await dataOf(parsed.flags, io);
    if (!data.ok) return refused(io, data);
    if (parsed.file === null) return list(data.value.dataDir, io);
    const restored = restore(data.value, parsed.file);
    if (!restored.ok) return refused(io, restored);
    for (const line of restoredLines(io.language, restored.value)) io.out(line);
    return EXIT.ok;
  },
};

function parseFlags(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: DATA_FLAGS, allowPositionals: true });
    const [what, file, ...more] = positionals;
    if (more.length > 0) return null;
    if (what === 'list' && file === undefined) return { flags: values, file: null };
    return what === 'restore' && file !== undefined ? { flags: values, file } : null;
  } catch {
    return null;
  }
}

function refused(io: CliIo, { refusal }: Extract<Result<unknown>, { ok: false }>): ExitCode {
  io.err(refusalLines(refusal)[io.language === 'zh' ? 0 : 1]);
  return EXIT.refused;
}

function list(dataDir: string, io: CliIo): ExitCode {
  const backups = backupsOf(dataDir);
  for (const backup of backups) io.out(backupLine(io.language, backup));
  if (backups.length === 0) io.out(io.language === 'zh' ? '还没有备份。' : 'There is no backup yet.');
  return EXIT.ok;
}

function restore({ dataDir, keys }: { dataDir: string; keys: KeySet }, file: string): Result<Restored> {
  const held = holdDataFolder(dataDir);
  if (!held.ok) return held;
  try {
    const now = Date.now();
    const restored = restoreBackup({ dataDir, keys }, file, now);
    if (!restored.ok) return restored;
    const opened = openDeskDb({ dataDir, keys, now });
    // The other file may be damaged as well: this one is in its place all the same.
    if (opened.ok) {
      const { backup, lacking } = restored.value;
      const data = { backup: backup.fileName, lacking: lacking.count };
      writeAudit(opened.value.db, now, { act: 'backup_restored', userId: SYSTEM_USER_ID, data });
      opened.value.db.close();
    }
    return ok(restored.value);
  } finally {
    held.value.release();
  }
}
