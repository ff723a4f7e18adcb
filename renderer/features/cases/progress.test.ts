import { describe, expect, it } from 'vitest';
import { CASE_STATES } from '../../../domain/cases/events.ts';
import { progressOf } from './progress.ts';

describe('the progress line of a case', () => {
  it.each(CASE_STATES)('has a place for a case that is %s, and passes no state twice', (status) => {
    const line = progressOf(status);

    expect(line).toContain(status);
    expect(new Set(line).size).toBe(line.length);
  });

  it('promises no approval to a case that was refused, taken back or never filed', () => {
    const lines = (['rejected', 'rejected_final', 'withdrawn', 'expired'] as const).map(progressOf);

    for (const line of lines) expect(line).not.toContain('approved');
  });

  it('goes on to completion from an intake and from missing items alike', () => {
    const lines = (['intake_only', 'needs_info', 'under_review'] as const).map(progressOf);

    for (const line of lines) expect(line.at(-1)).toBe('completed');
  });
});
