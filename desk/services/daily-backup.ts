import { backUpDaily } from '../../db/open/backup.ts';
import { deskFiles } from '../../db/open/open-desk-db.ts';
import type { OpenDeskDbOptions } from '../../db/open/open-desk-db.ts';
import { MINUTE_MS } from '../../domain/kernel/units.ts';
import type { DeskLog } from '../log.ts';
import { faultOf } from '../log.ts';

const FIRST_AFTER_MS = 2 * MINUTE_MS;
const EVERY_MS = 60 * MINUTE_MS;

/**
 * Makes one encrypted copy a day of both files for as long as the desk is open, the first a while after it was opened. A copy
 * that fails is logged and tried again within the hour. The answer ends it.
 */
export function startDailyBackups(
  files: Omit<OpenDeskDbOptions, 'now' | 'cacheMib'>,
  { now, log }: { readonly now: () => number; readonly log: DeskLog },
): () => void {
  const run = (): void => {
    const { dataDir } = files;
    for (const [name, file] of Object.entries(deskFiles(files))) {
      try {
        if (backUpDaily(file, { dataDir, name, now: now() }) !== null) log.info('backup_made');
      } catch (error) {
        log.error('failed', { procedure: `backup.${name}`, fault: faultOf(error) });
      }
    }
  };
  const first = setTimeout(run, FIRST_AFTER_MS).unref();
  const later = setInterval(run, EVERY_MS).unref();
  return () => {
    clearTimeout(first);
    clearInterval(later);
  };
}
