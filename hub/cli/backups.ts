/** `hub -- backup` and `hub -- restore`: beside a running hub, and into an empty database. Each answers what is to be printed. */
import { resolve } from 'node:path';
import { backUpHub } from '../backup/back-up.ts';
import { restoreHub } from '../backup/restore.ts';
import type { FoundDatabase } from './database.ts';
import type { Settings } from './settings.ts';

type Command = (database: FoundDatabase, settings: Settings) => Promise<string>;

const folderIn = ({ subject }: Settings): string => {
  if (subject === undefined) throw new Error('请给出备份文件夹。 Name the folder of the backup.');
  return resolve(subject);
};

export const BACKUP_COMMANDS: Readonly<Record<string, Command>> = {
  async backup({ url }, settings) {
    const folder = folderIn(settings);
    const { tables } = await backUpHub(url, folder, new Date());
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    return `已备份 ${tables.length} 张表、${rows} 行到 ${folder}。列加密密钥不在其中，请另行保管。\nBacked up ${tables.length} tables, ${rows} rows. The key of the sealed columns is not in it: keep it elsewhere.`;
  },
  async restore({ url, sealer }, settings) {
    const { madeAt, tables } = await restoreHub(url, folderIn(settings), sealer);
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    return `已恢复 ${madeAt} 的备份，${rows} 行。各工位会从头对一遍，不会重复。\nRestored the backup of ${madeAt}, ${rows} rows. Desks pull from the beginning; nothing is doubled.`;
  },
};
