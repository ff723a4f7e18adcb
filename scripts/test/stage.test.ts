import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './command.ts';
import { playwrightCounts } from './e2e-stages.ts';
import { simulationCounts } from './simulation-stage.ts';
import { closingLine, judge } from './stage.ts';
import { tortureCounts } from './torture-stage.ts';
import { vitestCounts } from './unit-stage.ts';

describe('a stage', () => {
  it('passes with the counts of its report', () => {
    const result = judge('unit', { code: 0 }, { passed: 5, failed: 0, skipped: 1 });

    expect(result).toEqual({ name: 'unit', passed: 5, failed: 0, skipped: 1 });
  });

  it('fails when it looked at nothing, even if its runner was content', () => {
    expect(judge('unit', { code: 0 }, { passed: 0, failed: 0, skipped: 0 })).toMatchObject({ failed: 1 });
    expect(judge('unit', { code: 0 }, { passed: 0, failed: 0, skipped: 7 })).toMatchObject({ failed: 1, skipped: 7 });
  });

  it('fails when its runner failed outside the tests, or left no report', () => {
    expect(judge('unit', { code: 1 }, { passed: 5, failed: 0, skipped: 0 })).toMatchObject({ passed: 5, failed: 1 });
    expect(judge('unit', { code: null }, undefined)).toMatchObject({ failed: 1 });
  });
});

describe('the reports', () => {
  it('are counted as the runners mean them, and a test that needed a second try has failed', () => {
    const vitest = { numPassedTests: 4, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 };
    const playwright = { stats: { expected: 6, unexpected: 1, flaky: 1, skipped: 3 } };

    expect(vitestCounts(vitest)).toEqual({ passed: 4, failed: 1, skipped: 3, failures: [] });
    const torture = { passed: 9, failed: 1, skipped: [{ name: 'disk full during work', why: 'root' }] };

    expect(tortureCounts(torture)).toEqual({ passed: 9, failed: 1, skipped: 1 });
    expect(simulationCounts({ passed: 1999, failed: 1, seeds: 2000 })).toEqual({ passed: 1999, failed: 1, skipped: 0 });
    expect(simulationCounts({ passed: 3 })).toBeUndefined();
    expect(playwrightCounts(playwright)).toEqual({ passed: 6, failed: 2, skipped: 3 });
  });

  it('name what failed, in one line each', () => {
    const testResults = [
      {
        name: join(ROOT, 'db/a.test.ts'),
        assertionResults: [
          { status: 'passed', fullName: 'a holds' },
          { status: 'failed', fullName: 'b holds', failureMessages: ['expected 1 to be 2\n  at b'] },
        ],
      },
      { name: join(ROOT, 'db/c.test.ts'), message: 'no such module\n  at c', assertionResults: [] },
    ];
    const counts = vitestCounts({
      numPassedTests: 1,
      numFailedTests: 1,
      numPendingTests: 0,
      numTodoTests: 0,
      testResults,
    });

    expect(judge('unit', { code: 1 }, counts)).toMatchObject({
      failures: [
        `${join('db', 'a.test.ts')} › b holds: expected 1 to be 2`,
        `${join('db', 'c.test.ts')}: no such module`,
      ],
    });
  });

  it('are not made up from something else', () => {
    expect(vitestCounts({})).toBeUndefined();
    expect(playwrightCounts(undefined)).toBeUndefined();
    expect(tortureCounts({ passed: 3 })).toBeUndefined();
  });

  it('add up to one closing line', () => {
    const line = closingLine([
      { passed: 3, failed: 0, skipped: 1 },
      { passed: 4, failed: 2, skipped: 0 },
    ]);

    expect(line).toBe('7 passed, 2 failed, 1 skipped');
  });
});
