import { stripGuards } from './normalise.ts';

/** `scientific`: Excel shows `1.58E+14`, digits are lost. `rounded`: long, and zeros only after the 15 digits Excel keeps. */
export type DestroyedNumber = 'scientific' | 'rounded';

/**
 * Says whether a spreadsheet destroyed a long number (issue point 1). `scientific` is certain: refuse the value.
 * `rounded` (16-19 digits, at least three of them lost to zeros, or all beyond the 15th) is a suspicion: warn.
 */
export function destroyedNumber(input: string): DestroyedNumber | null {
  const text = stripGuards(input);
  if (/^[+-]?\d(?:[.,]\d+)?E\+\d{1,3}$/iu.test(text)) return 'scientific';
  if (/^[1-9]\d{14}0{3,4}$/u.test(text)) return 'rounded';
  return null;
}
