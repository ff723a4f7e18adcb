import type { Harm } from '../round.ts';
import { clockJumps } from './clock.ts';
import { diskFull, diskFullAtOpening, fileLimit } from './disk-full.ts';
import { killDuring } from './kill.ts';
import { lockedByAnother } from './locked.ts';
import { killDuringMigration } from './migration.ts';
import { powerCutDuring } from './power-cut.ts';
import { readOnlyAtOpening, readOnlyDuringWork } from './read-only.ts';

/** In the order in which they take turns. */
export const HARMS: readonly Harm[] = [
  killDuring('import'),
  powerCutDuring('everything'),
  diskFull,
  killDuringMigration,
  killDuring('filing'),
  diskFullAtOpening,
  powerCutDuring('import'),
  readOnlyAtOpening,
  killDuring('notes'),
  readOnlyDuringWork,
  killDuring('evidence'),
  powerCutDuring('filing'),
  lockedByAnother,
  killDuring('drafts'),
  clockJumps,
  powerCutDuring('evidence'),
  fileLimit,
];
