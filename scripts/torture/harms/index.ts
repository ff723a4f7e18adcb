import type { Harm } from '../round.ts';
import { clockJumps } from './clock.ts';
import { diskFull, diskFullAtOpening, fileLimit } from './disk-full.ts';
import { killDuring } from './kill.ts';
import { lockedByAnother } from './locked.ts';
import { killDuringMigration } from './migration.ts';
import { powerCutDuring } from './power-cut.ts';
import { readOnlyAtOpening, readOnlyDuringWork } from './read-only.ts';

/** In the order in which they take turns: on a busy machine one minute meets the first dozen, so every sort comes early. */
export const HARMS: readonly Harm[] = [
  killDuring('import'),
  powerCutDuring('everything'),
  diskFull,
  killDuringMigration,
  readOnlyAtOpening,
  killDuring('filing'),
  clockJumps,
  lockedByAnother,
  diskFullAtOpening,
  killDuring('evidence'),
  readOnlyDuringWork,
  powerCutDuring('import'),
  killDuring('notes'),
  fileLimit,
  powerCutDuring('filing'),
  killDuring('drafts'),
  powerCutDuring('evidence'),
];
