import { describe, expect, it } from 'vitest';
import { fileWithin } from './file-within.ts';
import { tooManyDeaths } from './restart-limit.ts';

describe('the page protocol', () => {
  it.each([
    ['/assets/index-abc.js', '/app/renderer/assets/index-abc.js'],
    ['/assets/%E5%AD%97.woff2', '/app/renderer/assets/字.woff2'],
  ])('finds %s', (pathname, expected) => {
    expect(fileWithin('/app/renderer', pathname)).toBe(expected);
  });

  it.each(['/../main/index.cjs', '/%2e%2e/main/index.cjs', '/..%2fmain', '/a%00.js', '/%E0%A4%A'])(
    'gives nothing for %s',
    (pathname) => {
      expect(fileWithin('/app/renderer', pathname)).toBeUndefined();
    },
  );
});

describe('a desk process that died', () => {
  it('is started again three times within a minute, and then no more', () => {
    const deaths = [0, 10_000, 20_000];

    expect(tooManyDeaths(deaths, 20_000)).toBe(false);
    expect(tooManyDeaths([...deaths, 30_000], 30_000)).toBe(true);
  });

  it('is started again when its other deaths are long past', () => {
    expect(tooManyDeaths([0, 10_000, 20_000, 75_000], 75_000)).toBe(false);
  });
});
