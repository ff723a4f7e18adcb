import { setPreference } from './set-preference.ts';
import { unlockParty } from './unlock-party.ts';

/** Every command of the party stream, by its type. */
export const partyCommands = {
  UnlockParty: unlockParty,
  SetPreference: setPreference,
} as const;
