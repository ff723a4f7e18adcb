import { z } from 'zod';
import { attempt } from '../../db/open/database.ts';
import type { WritableDb } from '../../db/open/database.ts';
import { getSetting, putSetting } from '../../db/queries/settings.ts';
import { SYSTEM_USER_ID } from '../../domain/kernel/actor.ts';
import { ok } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';

const identitySchema = z.object({ deskId: z.string().min(1) });

/** The id this desk's data folder has had since it was first opened. Refuses `database_locked`, `disk_full`. */
export function openIdentity(db: WritableDb, now: UtcMs, newId: () => string): Result<string> {
  return attempt(db, () => {
    const kept = identitySchema.safeParse(getSetting(db, 'desk'));
    if (kept.success) return ok(kept.data.deskId);
    const deskId = newId();
    putSetting(db, { key: 'desk', value: { deskId }, at: now, by: SYSTEM_USER_ID });
    return ok(deskId);
  });
}
