/** Which orders a desk may hold, and how others are found. Part of the suite in `store-suite.ts`. */
import { expect, it } from 'vitest';
import { application } from '../../domain/cases/testing/filing.ts';
import { DAY_MS } from '../../domain/kernel/units.ts';
import { PARTY } from './hub-world.ts';
import type { HubWorld } from './hub-world.ts';

export function describeOrders(of: () => HubWorld): void {
  it('gives a desk the orders of its days, those with an open case, and those that were opened on it', async () => {
    const { store } = of();
    const desk = await of().desk('desk-1');
    const record = await store.desk('desk-1');
    if (record === null) throw new Error('the desk was just put there');
    await store.putDesk({ ...record, days: 30 });
    const old = of().now - 90 * DAY_MS;
    for (const orderNo of ['TA0007', 'TA0008', 'TA0009'])
      await store.putOrder({ ...application, orderNo, orderedAt: old, partyId: 'party-1' }, PARTY);
    const orders = async (cursor: string | null) => {
      const page = await store.pull('desk-1', cursor, 1_000, of().now);
      const keys = page.references.filter(({ kind }) => kind === 'order').map(({ key }) => key);
      return { keys: keys.filter((key) => key > 'TA0003'), cursor: page.cursor };
    };
    const first = await orders(null);
    expect(first.keys).toEqual([]);

    await desk.push(await desk.verified('agent-1', 'contact-1'));
    await desk.push([await desk.files('agent-1', { caseId: 'case-1', contactId: 'contact-1', orderNo: 'TA0008' })]);
    const second = await orders(first.cursor);
    expect(second.keys).toEqual(['TA0008']);

    expect(await store.pinOrder('desk-1', 'TA0009')).toMatchObject({ order: { orderNo: 'TA0009' }, openCase: null });
    await store.putOrder({ ...application, orderNo: 'TA0009', orderedAt: old, observation: 2 }, PARTY);
    expect((await orders(second.cursor)).keys).toEqual(['TA0009']);
    expect(await store.pinOrder('desk-1', 'TA-none')).toBeNull();
  });

  it('finds orders by the whole of what stands on them or on their party, and by nothing less', async () => {
    const { store } = of();
    const desk = await of().desk('desk-1');
    await desk.push(await desk.verified('agent-1', 'contact-1'));
    await desk.push([await desk.files('agent-1', { caseId: 'case-1', contactId: 'contact-1' })]);
    const found = async (kind: 'order_no' | 'mobile', value: string) =>
      (await store.findOrders([{ kind, value }], 10)).map(({ order, openCase }) => [order.orderNo, openCase?.caseId]);

    expect(await found('order_no', 'TA0002')).toEqual([['TA0002', undefined]]);
    expect(await found('mobile', PARTY.mobile ?? '')).toContainEqual(['TA0001', 'case-1']);
    expect(await found('order_no', 'TA000')).toEqual([]);
    expect(await found('order_no', PARTY.mobile ?? '')).toEqual([]);

    await store.putOrder({ ...application, orderNo: 'TA0002' }, { ...PARTY, mobile: '19900009999' });
    expect(await found('mobile', '19900009999')).toContainEqual(['TA0002', undefined]);
    expect(await found('mobile', PARTY.mobile ?? '')).not.toContainEqual(['TA0002', undefined]);
  });
}
