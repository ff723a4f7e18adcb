import type { Backup } from '../../db/open/backup.ts';
import type { Lacking, Restored } from '../../db/open/restore.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';
import { SHANGHAI_OFFSET_MS } from '../../domain/kernel/units.ts';
import type { Language } from './command.ts';

/** `2026-11-22 09:30`, in Shanghai. */
function when(at: UtcMs): string {
  return new Date(at + SHANGHAI_OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ');
}

const MIB = 1024 * 1024;

export function backupLine(language: Language, { fileName, file, madeAt, reason, bytes }: Backup): string {
  const size = `${(bytes / MIB).toFixed(1)} MB`;
  const why = reason === 'daily' ? { zh: '每日备份', en: 'daily' } : { zh: '升级前备份', en: 'before an upgrade' };
  return `${fileName}  ${file}.db  ${when(madeAt)}  ${size}  ${why[language]}`;
}

const KIND: Readonly<Record<Lacking['what'], Readonly<Record<Language, string>>>> = {
  events: { zh: '业务记录', en: 'records of work' },
  audit: { zh: '审计记录（业务记录已读不出）', en: 'audit entries (the records of work cannot be read)' },
  observations: { zh: '订单资料', en: 'statements about orders' },
  nothing_readable: { zh: '', en: '' },
};

/** What was done and what is missing now, for the person who has to make up for it. */
export function restoredLines(language: Language, { backup, keptIn, lacking }: Restored): string[] {
  const { file, madeAt } = backup;
  const made = when(madeAt);
  if (language === 'zh') {
    return [
      `已用 ${made} 的备份恢复 ${file}.db。`,
      keptIn === null ? '原来的数据文件不在，没有可保留的。' : `损坏的文件原样保留在数据文件夹的 ${keptIn} 中。`,
      lackingZh(lacking, made),
      file === 'desk'
        ? '请按纸面记录补录这段时间的工作，然后重新启动撤单台。'
        : '请重新导入这段时间的订单文件，然后重新启动撤单台。',
    ];
  }
  return [
    `${file}.db was restored from the backup of ${made}.`,
    keptIn === null
      ? 'There was no file to keep.'
      : `The damaged file is kept as it is in ${keptIn} of the data folder.`,
    lackingEn(lacking, made),
    file === 'desk'
      ? 'Enter the work of that time again from paper, then start Chedan Desk again.'
      : 'Import the order files of that time again, then start Chedan Desk again.',
  ];
}

function lackingZh({ what, count, unreadable, endUnreadable, firstAt, lastAt }: Lacking, made: string): string {
  if (what === 'nothing_readable') return `损坏的文件已读不出内容：${made} 之后录入的都要当作缺失。`;
  const between = firstAt === null || lastAt === null ? '' : `，时间从 ${when(firstAt)} 到 ${when(lastAt)}`;
  const hidden = unreadable === 0 ? '' : `，其间另有 ${unreadable} 条已读不出`;
  const end = endUnreadable ? '；这之后可能还有，已读不出' : '';
  if (count === 0 && !endUnreadable) return '备份之后没有新的记录，什么都不缺。';
  return `备份缺少 ${count} 条${KIND[what].zh}${between}${hidden}${end}。`;
}

function lackingEn({ what, count, unreadable, endUnreadable, firstAt, lastAt }: Lacking, made: string): string {
  if (what === 'nothing_readable')
    return `Nothing can be read from the damaged file: take everything entered after ${made} for missing.`;
  const between = firstAt === null || lastAt === null ? '' : `, from ${when(firstAt)} to ${when(lastAt)}`;
  const hidden = unreadable === 0 ? '' : `, with ${unreadable} more among them that cannot be read`;
  const end = endUnreadable ? '; there may have been more after that, which cannot be read' : '';
  if (count === 0 && !endUnreadable) return 'Nothing was recorded after the backup: nothing is missing.';
  return `The backup lacks ${count} ${KIND[what].en}${between}${hidden}${end}.`;
}
