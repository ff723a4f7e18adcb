import type { WritableDb } from '../../../db/open/database.ts';
import { SAMPLE_AT } from '../../../db/testing/sample-events.ts';
import { defaultCalendar } from '../../../domain/policy/calendars/default.ts';
import { loadSamplePack } from '../../../domain/policy/packs/sample.ts';
import type { CommandDesk } from '../execute.ts';

/** A solo desk with the sample pack, whose clock stands still. */
export function commandDesk(db: WritableDb, changed?: (topics: readonly string[]) => void): CommandDesk {
  const pack = loadSamplePack();
  if (!pack.ok) throw new Error(pack.refusal.code);
  return {
    db,
    deskId: 'desk-1',
    mode: 'solo',
    now: () => SAMPLE_AT,
    calendar: defaultCalendar,
    pack: pack.value,
    ...(changed === undefined ? {} : { changed }),
  };
}
