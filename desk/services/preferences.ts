import { z } from 'zod';
import { transaction } from '../../db/open/database.ts';
import { getSetting, putSetting } from '../../db/queries/settings.ts';
import type { DeskDeps } from '../deps.ts';
import type { SignedIn } from './sessions.ts';

type PreferenceDeps = Pick<DeskDeps, 'db' | 'now'>;

const preferencesSchema = z.object({
  locale: z.enum(['zh', 'en']),
  theme: z.enum(['light', 'dark', 'system']),
  counterMode: z.boolean(),
});
type Preferences = z.infer<typeof preferencesSchema>;
const USUAL: Preferences = { locale: 'zh', theme: 'system', counterMode: false };

/** How a person likes the interface; a clerk's begins in counter mode. */
export function preferencesOf({ db }: PreferenceDeps, user: SignedIn): Preferences {
  const kept = preferencesSchema.safeParse(getSetting(db, preferencesKey(user)));
  return kept.success ? kept.data : { ...USUAL, counterMode: user.roles.includes('clerk') };
}

export function keepPreferences({ db, now }: PreferenceDeps, user: SignedIn, value: Preferences): void {
  transaction(db, () => putSetting(db, { key: preferencesKey(user), value, at: now(), by: user.userId }));
}

function preferencesKey({ userId }: SignedIn): string {
  return `preferences/${userId}`;
}
