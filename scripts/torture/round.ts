/** One harm and what is found after it. */
import type { JournalLine } from './journal.ts';
import type { Chance } from './random.ts';

export interface RoundFolders {
  /** A fresh copy of the template, for this round alone. */
  readonly dataDir: string;
  /** Room of the round's own beside it. */
  readonly scratch: string;
  readonly filesDir: string;
  readonly template: string;
}

export interface RoundResult {
  readonly journal: readonly JournalLine[];
  /** What exactly was done to the desk. */
  readonly harm: string;
  readonly problems: readonly string[];
}

export interface Harm {
  readonly name: string;
  /** Null where it can be done on this machine, otherwise what it would need. */
  readonly missing: () => string | null;
  run(folders: RoundFolders, chance: Chance, seed: number): Promise<RoundResult>;
}
