import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { addBusinessDays, addDays, isBusinessDay, isRestDay, localDateOf, rollForward } from './calendar.ts';
import { defaultCalendar } from './calendars/default.ts';
import { CLOCK_IDS, type ClockId } from './codes.ts';
import { dueText, isInTime, runClock, type Deadline } from './deadlines.ts';
import { at, samplePack } from './policy-fixtures.ts';

const pack = samplePack();

function run(id: ClockId, startAt: number | null): Deadline {
  return runClock(pack.clocks[id], startAt, { calendar: defaultCalendar, businessHours: pack.businessHours });
}

describe('the business calendar', () => {
  test.each([
    ['2026-10-01', true, 'National Day'],
    ['2026-10-10', false, 'a Saturday worked instead'],
    ['2026-11-21', true, 'a Saturday'],
    ['2026-11-23', false, 'a Monday'],
    ['2026-02-16', true, 'a Monday in the Spring Festival'],
  ])('%s is a day off: %s (%s)', (day, rest) => {
    expect(isRestDay(defaultCalendar, day)).toEqual({ value: rest, yearUnknown: false });
    expect(isBusinessDay(defaultCalendar, day).value).toBe(!rest);
  });

  it('rolls out of a long holiday to the first day worked', () => {
    expect(rollForward(defaultCalendar, '2026-02-14').value).toBe('2026-02-14');
    expect(rollForward(defaultCalendar, '2026-02-15').value).toBe('2026-02-24');
  });

  it('counts business days, and none means the day itself or the next one worked', () => {
    expect(addBusinessDays(defaultCalendar, '2026-09-30', 1).value).toBe('2026-10-08');
    expect(addBusinessDays(defaultCalendar, '2026-10-03', 0).value).toBe('2026-10-08');
    expect(addBusinessDays(defaultCalendar, '2026-11-20', 2).value).toBe('2026-11-24');
  });

  it('says when a year is not known, and still knows its weekends', () => {
    expect(isRestDay(defaultCalendar, '2099-01-03')).toEqual({ value: true, yearUnknown: true });
    expect(addBusinessDays(defaultCalendar, '2026-12-31', 1).yearUnknown).toBe(true);
  });
});

describe('D2, the seven days (L-05, L-06)', () => {
  it('starts the day after sign-for and ends at 24:00 Shanghai', () => {
    const window = run('D2', at('2026-11-17 10:26'));

    expect(window).toMatchObject({ lastDay: '2026-11-24', dueAt: at('2026-11-25 00:00'), rolledFrom: null });
    expect(isInTime(window, at('2026-11-24 23:59'))).toBe(true);
    expect(isInTime(window, at('2026-11-25 00:00'))).toBe(false);
    expect(dueText(window)).toEqual({ zh: '2026 年 11 月 24 日 24:00', en: '24:00 on 2026-11-24 (Beijing time)' });
  });

  it('rolls when the last day is a day off, and the right really ends later', () => {
    const window = run('D2', at('2026-09-25 18:00'));

    expect(window).toMatchObject({
      rolledFrom: '2026-10-02',
      lastDay: '2026-10-08',
      dueAt: at('2026-10-09 00:00'),
      alarmAt: at('2026-10-09 00:00'),
    });
  });

  it('does not roll when the last day is a weekend day that is worked', () => {
    const window = run('D2', at('2026-10-03 12:00'));

    expect(window).toMatchObject({ lastDay: '2026-10-10', rolledFrom: null });
  });

  it('counts from the Shanghai day, not the UTC day', () => {
    const window = run('D2', at('2026-11-17 00:30'));

    expect(window.lastDay).toBe('2026-11-24');
  });

  it('warns when the end falls in a year whose holidays are not known', () => {
    const window = run('D2', at('2026-12-28 12:00'));

    expect(window).toMatchObject({ lastDay: '2027-01-04', yearUnknown: true });
  });
});

describe('our own duties', () => {
  test('D8: the refund is due on the rolled day, and the alarm stays on the un-rolled one (L-06)', () => {
    const refund = run('D8', at('2026-09-25 09:00'));

    expect(refund).toMatchObject({ dueAt: at('2026-10-09 00:00'), alarmAt: at('2026-10-03 00:00'), whose: 'our_duty' });
  });

  const cases: [ClockId, string, dueAt: string | null, hardAt: string | null, length: string][] = [
    ['D1', '2026-11-17 10:00', null, null, '至发货为止'],
    ['D3', '2026-11-17 10:00', '2026-11-17 10:30', '2026-11-17 14:00', '30 分钟'],
    ['D3', '2026-11-20 16:00', '2026-11-20 16:30', '2026-11-23 11:00', '30 分钟'],
    ['D4', '2026-11-20 16:00', '2026-11-24 00:00', null, '1 个工作日'],
    ['D5', '2026-11-17 10:00', '2026-11-18 00:00', '2026-12-03 00:00', '当日'],
    ['D6', '2026-11-17 10:00', '2026-11-25 00:00', '2026-12-02 00:00', '7 日'],
    ['D7', '2026-11-20 10:00', '2026-11-25 00:00', null, '2 个工作日'],
    ['D9', '2026-09-20 10:00', '2026-10-06 00:00', null, '15 日'],
    ['D10', '2026-11-21 10:00', '2026-11-24 00:00', null, '当个工作日'],
    ['D11', '2026-11-20 10:00', '2026-11-26 00:00', null, '3 个工作日'],
    ['D12', '2026-11-01 10:00', '2026-11-17 00:00', '2027-01-01 00:00', '15 日'],
    ['D15', '2026-11-01 10:00', '2026-11-09 00:00', '2026-11-22 00:00', '7 日'],
    ['D17', '2024-02-29 10:00', '2034-03-01 00:00', null, '10 年'],
  ];
  it.each(cases)('%s from %s', (id, start, dueAt, hardAt, length) => {
    const deadline = run(id, at(start));

    expect(deadline.dueAt).toBe(dueAt === null ? null : at(dueAt));
    expect(deadline.hardAt).toBe(hardAt === null ? null : at(hardAt));
    expect(deadline.lengthText.zh).toBe(length);
  });

  test('D6 reminds on the third and the sixth day', () => {
    const ship = run('D6', at('2026-11-17 10:00'));

    expect(ship.remindAt).toEqual([at('2026-11-20 10:00'), at('2026-11-23 10:00')]);
  });

  it('has no end while the event that starts the clock has not happened', () => {
    const refund = run('D8', null);

    expect(refund).toMatchObject({ startAt: null, dueAt: null, alarmAt: null, lastDay: null, remindAt: [] });
    expect(refund.lengthText).toEqual({ zh: '7 日', en: '7 days' });
    expect(dueText(refund)).toBeNull();
  });
});

describe('every clock', () => {
  const instants = fc.integer({ min: at('2024-01-01 00:00'), max: at('2028-12-31 00:00') });

  it('ends no earlier for a later start, never before its start, and never alarms after its end', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CLOCK_IDS), instants, fc.nat(20 * 86_400_000), (id, start, later) => {
        const first = run(id, start);
        const second = run(id, start + later);

        fc.pre(first.dueAt !== null && second.dueAt !== null);
        expect(second.dueAt).toBeGreaterThanOrEqual(first.dueAt ?? 0);
        expect(second.alarmAt).toBeGreaterThanOrEqual(first.alarmAt ?? 0);
        expect(first.dueAt).toBeGreaterThanOrEqual(start);
        expect(first.alarmAt).toBeLessThanOrEqual(first.dueAt ?? 0);
      }),
    );
  });

  it('ends a day clock on a day that is worked when it rolls, and says from where', () => {
    fc.assert(
      fc.property(instants, (start) => {
        const window = run('D2', start);

        const plain = addDays(localDateOf(start), 7);
        expect(isRestDay(defaultCalendar, window.lastDay ?? '').value).toBe(false);
        expect(window.rolledFrom ?? window.lastDay).toBe(plain);
      }),
    );
  });
});
