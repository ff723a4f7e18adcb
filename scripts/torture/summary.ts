import type { JournalLine } from './journal.ts';
import type { RoundResult } from './round.ts';

export interface Round extends RoundResult {
  readonly name: string;
  readonly seed: number;
  readonly ms: number;
}

/** Which refusals the person met, and how often: `disk_full 3, database_locked 1`. */
export function refusalsIn(journal: readonly JournalLine[]): string {
  const counts = new Map<string, number>();
  for (const line of journal)
    if (line.type === 'refused') counts.set(line.refusal.code, (counts.get(line.refusal.code) ?? 0) + 1);
  return [...counts].map(([code, count]) => `${code} ${count}`).join(', ');
}

/** The end of a run, for people and for machines. */
export function summaryOf({
  seed,
  minutes,
  rounds,
  leftOut,
}: {
  readonly seed: number;
  readonly minutes: number;
  readonly rounds: readonly Round[];
  readonly leftOut: readonly { readonly name: string; readonly why: string }[];
}) {
  const failed = rounds.filter(({ problems }) => problems.length > 0);
  const answered = rounds.flatMap(({ journal }) => journal.filter(({ type }) => type === 'done'));
  const events = answered.reduce((total, line) => total + (line.type === 'done' ? line.events.length : 0), 0);
  const byHarm = [...new Set(rounds.map(({ name }) => name))].map((name) => {
    const own = rounds.filter((round) => round.name === name);
    return { name, rounds: own.length, failed: own.filter(({ problems }) => problems.length > 0).length };
  });
  const figures = {
    seed,
    minutes,
    passed: rounds.length - failed.length,
    failed: failed.length,
    skipped: leftOut,
    answered: answered.length,
    events,
    byHarm,
    failures: failed.map(({ name, seed: roundSeed, problems }) => ({ name, seed: roundSeed, problems })),
  };
  const words = [
    '',
    ...byHarm.map((harm) => `${harm.name}: ${harm.rounds} rounds${harm.failed === 0 ? '' : `, ${harm.failed} FAILED`}`),
    ...leftOut.map(({ name, why }) => `SKIPPED: ${name}: ${why}`),
    `${figures.answered} answers with ${figures.events} events looked for again; seed ${seed}`,
    `${figures.passed} passed, ${figures.failed} failed, ${leftOut.length} skipped`,
  ];
  return { figures, words };
}
