import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInstant, parseInstant } from './instant.ts';

const AT = Date.UTC(2026, 10, 17, 2, 26, 5);
const MINUTE = Date.UTC(2026, 10, 17, 2, 26);
const DAY = Date.UTC(2026, 10, 16, 16);

describe('dates as platforms export them, in Asia/Shanghai', () => {
  it.each([
    ['2026-11-17 10:26:05', AT, 'second'],
    ['2026/11/17 10:26', MINUTE, 'minute'],
    ['20261117102605', AT, 'second'],
    ['202611171026', MINUTE, 'minute'],
    ['2026年11月17日 10时26分', MINUTE, 'minute'],
    ['2026年11月17日10时26分05秒', AT, 'second'],
    ['11/17/2026 10:26', MINUTE, 'minute'],
    ['17/11/2026 10:26', MINUTE, 'minute'],
    ['2026-11-17T10:26:05+08:00', AT, 'second'],
    ['2026-11-17T02:26:05Z', AT, 'second'],
    ['2026-11-17T02:26:05.250Z', AT + 250, 'second'],
    ['2026-11-16T21:26:05-0500', AT, 'second'],
    ['2026-11-17T10:26:05', AT, 'second'],
    ['46343', DAY, 'day'],
    ['46343.434780093', AT, 'second'],
    ['2026-11-17', DAY, 'day'],
    ['20261117', DAY, 'day'],
    ['2026.11.17', DAY, 'day'],
    ['2026年11月17日', DAY, 'day'],
    ["'２０２６-11-17 10:26:05\t", AT, 'second'],
    ['2026-11-17 上午10:26', MINUTE, 'minute'],
    ['2026-11-16 下午11:59', Date.UTC(2026, 10, 16, 15, 59), 'minute'],
    ['11/17/2026 10:26 AM', MINUTE, 'minute'],
    ['5/5/2026', Date.UTC(2026, 4, 4, 16), 'day'],
  ])('%s', (written, at, precision) => {
    expect(parseInstant(written)).toEqual({ ok: true, value: { at, precision } });
  });

  it.each([
    ['', 'empty'],
    ['05/06/2026', 'ambiguous'],
    ['26-11-17', 'ambiguous'],
    ['26/11/17 10:26', 'ambiguous'],
    ['2026-02-29', 'no_such_time'],
    ['2026-13-01', 'no_such_time'],
    ['2026-11-17 24:30', 'no_such_time'],
    ['2026-11-17 10:61', 'no_such_time'],
    ['2026-11-17 上午13:00', 'no_such_time'],
    ['2026-11-17T10:26:05+15:00', 'no_such_time'],
    ['1999-12-31', 'out_of_range'],
    ['20000', 'out_of_range'],
    ['2.02611E+13', 'destroyed_number'],
    ['昨天', 'unknown_shape'],
    ['2026-11', 'unknown_shape'],
  ])('refuses %j as %s', (written, problem) => {
    expect(parseInstant(written)).toEqual({ ok: false, problem });
  });

  it('reads back every second it writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2000, 0, 2) / 1000, max: Date.UTC(2099, 11, 30) / 1000 }), (second) => {
        expect(parseInstant(formatInstant(second * 1000))).toEqual({
          ok: true,
          value: { at: second * 1000, precision: 'second' },
        });
      }),
    );
  });
});
