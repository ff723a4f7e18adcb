import { afterEach, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { getOrder, countOrders } from '../../db/queries/orders.ts';
import { openTemporaryDb, type TemporaryDb } from '../../db/testing/temporary-db.ts';
import { parseResidentId } from '../../domain/identifiers/resident-id.ts';
import { parseUscc } from '../../domain/identifiers/uscc.ts';
import { commandDesk } from '../commands/testing/command-desk.ts';
import { fillerOrders, storyOrders } from './orders.ts';
import { seedDemoPeople } from './people.ts';
import { DEMO_ORDERS, seedDemo } from './seed-demo.ts';

let temporary: TemporaryDb | undefined;
afterEach(() => temporary?.dispose());

const NOON = Date.UTC(2026, 10, 22, 4);

describe('the demonstration', () => {
  it.each([
    ['a Sunday at noon', NOON],
    ['just after midnight in Shanghai', Date.UTC(2026, 10, 24, 16, 5)],
    ['two minutes to midnight in Shanghai', Date.UTC(2026, 10, 26, 15, 58, 1)],
    ['the National Day holiday', Date.UTC(2026, 9, 3, 10)],
    ['a year whose holidays are not known', Date.UTC(2027, 4, 4, 2)],
  ])('can be told on any day: %s', async (_when, now) => {
    temporary = openTemporaryDb(now);
    const { db } = temporary;
    await seedDemoPeople({ db, now: () => now });

    seedDemo(commandDesk(db), now, uuidv7);

    expect(countOrders(db)).toBe(DEMO_ORDERS);
    const states = db.all<{ status: string; count: number }>(
      'SELECT status, count(*) AS count FROM case_row GROUP BY status',
    );
    const count = states.reduce((sum, row) => sum + row.count, 0);
    expect(count).toBeGreaterThanOrEqual(12);
    expect(states.map((row) => row.status)).toEqual(
      expect.arrayContaining([
        'under_review',
        'needs_info',
        'rejected',
        'intake_only',
        'executing',
        'withdrawn',
        'expired',
      ]),
    );
    const locked = storyOrders(now).toBeLocked.order.orderNo;
    const order = getOrder(db, locked);
    expect(db.get('SELECT locked_at FROM party_row WHERE party_id = ?', order?.partyId ?? '')).not.toMatchObject({
      locked_at: null,
    });
  });

  it('has orders of both kinds in every state, all of them visibly made up and valid', () => {
    const orders = [...Object.values(storyOrders(NOON)), ...fillerOrders(DEMO_ORDERS - 21, NOON)];

    const statuses = new Set(
      orders.map(({ order }) => (order.kind === 'terminal_application' ? order.status : order.state)),
    );

    expect(statuses.size).toBeGreaterThanOrEqual(26);
    expect(new Set(orders.map(({ order }) => order.orderNo)).size).toBe(orders.length);
    for (const { party } of orders) {
      expect(party.personName).toMatch(/样例|演示|测试|示范/);
      expect(party.mobile).toMatch(/^1990000\d{4}$/);
      expect(parseResidentId(party.idNo ?? '').ok).toBe(true);
    }
    const codes = orders.flatMap(({ party }) => (party.uscc === null ? [] : [party.uscc]));
    expect(codes.length).toBeGreaterThan(500);
    expect(codes.every((code) => parseUscc(code).ok)).toBe(true);
  });
});
