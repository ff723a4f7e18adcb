import { describe, expect, it } from 'vitest';
import { fileWithin } from './file-within.ts';
import { tooManyDeaths } from './restart-limit.ts';
import { isFromPage } from './trusted-sender.ts';

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

describe('who may ask for a port to the desk', () => {
  // The two classes are Electron's own; of a frame only its address is looked at, of a window only which frame is its own.
  type Sender = Parameters<typeof isFromPage>[0];
  const frameAt = (url: string): NonNullable<Sender['frame']> => ({ url }) as NonNullable<Sender['frame']>;
  const windowOf = (mainFrame: NonNullable<Sender['frame']>): Sender['contents'] =>
    ({ mainFrame }) as unknown as Sender['contents'];

  it.each(['app://desk/', 'app://desk/#/cases'])('the page at %s, in the main frame of our window', (url) => {
    const frame = frameAt(url);
    const window = windowOf(frame);

    expect(isFromPage({ frame, contents: window }, window)).toBe(true);
  });

  it.each([
    'app://desk/other.html',
    'app://desk.example/',
    'app://elsewhere/',
    'https://desk/',
    'file:///app/index.html',
    'about:blank',
  ])('not a page at %s', (url) => {
    const frame = frameAt(url);
    const window = windowOf(frame);

    expect(isFromPage({ frame, contents: window }, window)).toBe(false);
  });

  it('not another window, a frame inside the page, or a frame that is gone', () => {
    const frame = frameAt('app://desk/');
    const window = windowOf(frame);

    expect(isFromPage({ frame, contents: windowOf(frame) }, window)).toBe(false);
    expect(isFromPage({ frame: frameAt('app://desk/'), contents: window }, window)).toBe(false);
    expect(isFromPage({ frame: null, contents: window }, window)).toBe(false);
  });
});
