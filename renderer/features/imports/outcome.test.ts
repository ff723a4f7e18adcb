import { describe, expect, it } from 'vitest';
import { outcomeOf, rowsPerSecond } from './outcome.ts';

const run = { state: 'done', resumable: false, imported: 0, observed: 0, unchanged: 0, bad: 0 } as const;

describe('summing up an import', () => {
  it.each([
    [{ ...run, imported: 5 }, 'allGood'],
    [{ ...run, observed: 1, bad: 2 }, 'someBad'],
    [{ ...run, unchanged: 9 }, 'nothingChanged'],
    [{ ...run, unchanged: 9, bad: 1 }, 'nothingChangedBad'],
    [{ ...run, bad: 4 }, 'allBad'],
    [run, 'empty'],
    [{ ...run, state: 'cancelled', resumable: true, imported: 5 }, 'cancelled'],
    [{ ...run, state: 'interrupted', resumable: true }, 'interrupted'],
    [{ ...run, state: 'cancelled', imported: 5 }, 'givenUp'],
    [{ ...run, state: 'running' }, 'running'],
  ] as const)('%j is told as %s', (counts, expected) => {
    expect(outcomeOf(counts)).toBe(expected);
  });
});

describe('how fast it goes', () => {
  it('counts from when it began to be watched, not from the first row of a resumed run', () => {
    expect(rowsPerSecond({ rowsRead: 50_000, at: 1_000 }, 58_000, 3_000)).toBe(4_000);
  });

  it('says nothing before there is anything to divide', () => {
    expect(rowsPerSecond({ rowsRead: 0, at: 1_000 }, 900, 1_100)).toBeNull();
    expect(rowsPerSecond({ rowsRead: 900, at: 1_000 }, 900, 5_000)).toBeNull();
  });
});
