import { afterEach, beforeEach, expect, it } from 'vitest';
import { listAudit } from '../../db/queries/audit.ts';
import { delivered } from '../../domain/cases/testing/filing.ts';
import { DAY_MS } from '../../domain/kernel/units.ts';
import { NOW } from '../../domain/testing/given.ts';
import type { ScenarioDesk } from '../testing/scenario-desk.ts';
import { openScenarioDesk } from '../testing/scenario-desk.ts';
import { calendarOf, importCalendarYear } from './calendar.ts';

let opened: ScenarioDesk;
beforeEach(async () => {
  opened = await openScenarioDesk();
});
afterEach(() => opened.dispose());

const by = { at: NOW, by: 'admin-1' };
const dbOf = () => opened.desk().deps.db;
const fileOf = (more: object = {}) =>
  JSON.stringify({ year: 2027, holidays: ['2027-01-01', '2027-01-04'], makeUpDays: ['2027-01-10'], ...more });

/** The seven days of an order signed for on 28 December 2026: their last day is 4 January 2027. */
async function sevenDays() {
  const deliveredAt = Date.UTC(2026, 11, 28, 2, 0);
  opened.haveOrder(delivered(0, { deliveredAt, orderedAt: deliveredAt - DAY_MS, shippedAt: deliveredAt - DAY_MS }));
  opened.pass(deliveredAt + DAY_MS - opened.desk().deps.now());
  const agent = await opened.as('agent-1', 'agent');
  const device = { opened: null, tested: null, damaged: null, activatedBy: null };
  const { deadlines, warnings, inputs } = await agent.orders.decide({
    orderNo: 'TA0001',
    contactId: null,
    reasonCode: null,
    device,
  });
  const right = deadlines.find(({ id }) => id === 'D2');
  return { dueAt: right?.dueAt, warned: warnings.map(({ code }) => code), version: inputs['calendarVersion'] };
}

it('a year that nobody gave is warned of; once it is imported its holidays count and the decision names it', async () => {
  const before = await sevenDays();

  const imported = importCalendarYear(dbOf(), fileOf(), by);
  const after = await sevenDays();

  expect(imported).toMatchObject({ ok: true, value: { year: 2027, holidays: 2, makeUpDays: 1 } });
  expect(before.warned).toContain('calendar_year_unknown');
  expect(after.warned).not.toContain('calendar_year_unknown');
  expect((after.dueAt ?? 0) - (before.dueAt ?? 0)).toBe(DAY_MS);
  expect(after.version).not.toBe(before.version);
  expect(String(after.version)).toContain('2027 imported');
});

it('the same year again is a correction, other years stay, and each import is on record', () => {
  const shipped = calendarOf(dbOf()).years['2026'];

  importCalendarYear(dbOf(), fileOf(), by);
  importCalendarYear(dbOf(), fileOf({ holidays: ['2027-01-01'], makeUpDays: [] }), by);

  expect(calendarOf(dbOf()).years['2027']).toEqual({ holidays: ['2027-01-01'], workdays: [] });
  expect(calendarOf(dbOf()).years['2026']).toEqual(shipped);
  const log = listAudit(dbOf(), { filter: { act: 'calendar_imported', userId: 'admin-1' }, before: null, limit: 9 });
  expect(log).toHaveLength(2);
});

it.each([
  ['no JSON', 'year: 2027', 'file: not JSON'],
  ['no year', JSON.stringify({ holidays: ['2027-01-01'], makeUpDays: [] }), 'year: '],
  ['no holidays', fileOf({ holidays: [] }), 'holidays: '],
  ['a day that is none', fileOf({ holidays: ['2027-02-30'] }), 'holidays.0: '],
  [
    'a day of another year',
    fileOf({ holidays: ['2027-01-01', '2026-12-31'] }),
    'holidays.1: 2026-12-31 is not in 2027',
  ],
  ['a day that stands twice', fileOf({ holidays: ['2027-01-10'] }), 'makeUpDays.0: 2027-01-10 stands twice'],
  [
    'a make-up day in the week',
    fileOf({ makeUpDays: ['2027-01-05'] }),
    'makeUpDays.0: 2027-01-05 is not a weekend day',
  ],
  ['something it does not know', fileOf({ workdays: [] }), 'file: '],
])('a file with %s is refused, and the place is named', (_why, body, place) => {
  const refused = importCalendarYear(dbOf(), body, by);

  expect(refused).toMatchObject({ ok: false, refusal: { code: 'calendar_invalid' } });
  expect(refused.ok ? '' : String(refused.refusal.data['problems'])).toContain(place);
  expect(calendarOf(dbOf()).years['2027']).toBeUndefined();
});
