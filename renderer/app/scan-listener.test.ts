import { describe, expect, it } from 'vitest';
import { createScanListener } from './scan-listener.ts';

const CODE = 'SN2026000123';

/** Tells the listener of these keys, each so many ms after the one before, and answers what the last one ended. */
function after(
  typed: readonly (readonly [key: string, gap: number])[],
  held: { ctrlKey?: boolean } = {},
): string | null {
  const listen = createScanListener();
  let timeStamp = 0;
  let code: string | null = null;
  for (const [key, gap] of typed) {
    timeStamp += gap;
    code = listen({ key, timeStamp, ctrlKey: false, altKey: false, metaKey: false, ...held });
  }
  return code;
}

const evenly = (text: string, gap: number): [string, number][] =>
  Array.from(text, (key): [string, number] => [key, gap]).concat([['Enter', gap]]);

describe('what is typed faster than a person types, and ends with Enter', () => {
  it('is a code', () => {
    expect(after(evenly(CODE, 8))).toBe(CODE);
  });

  it('is one code, where the machine was busy in the middle of it', () => {
    const late = new Map([
      [5, 180],
      [8, 60],
    ]);
    expect(after(evenly(CODE, 8).map(([key, gap], index) => [key, late.get(index) ?? gap]))).toBe(CODE);
  });

  it('has its capitals', () => {
    const shifted = evenly(CODE, 8).flatMap((key): [string, number][] => [['Shift', 1], key]);
    expect(after(shifted)).toBe(CODE);
  });

  it('begins after a pause, whatever was typed before', () => {
    expect(after([['备', 90], ['注', 90], ...evenly(CODE, 8).with(0, ['S', 600])])).toBe(CODE);
  });

  it.each([
    ['what a person types', evenly(CODE, 90)],
    ['what a quick person types', evenly(CODE, 36)],
    ['a few keys', evenly('12345', 8)],
    ['what a person ends, later', evenly(CODE, 8).with(CODE.length, ['Enter', 400])],
    ['what was corrected', [['9', 8], ['Backspace', 8], ...evenly('12345', 8)] as [string, number][]],
  ])('is not %s', (_what, keys) => {
    expect(after(keys)).toBeNull();
  });

  it('is not a chord', () => {
    expect(after(evenly(CODE, 8), { ctrlKey: true })).toBeNull();
  });
});
