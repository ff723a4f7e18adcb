import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OrderInput, RecordOutcome } from '../../domain/orders/order-input.ts';
import { classifyQuery } from '../../domain/search/classify.ts';
import { transaction } from '../open/database.ts';
import { generatedOrder } from '../testing/generated-orders.ts';
import { openTemporaryDb } from '../testing/temporary-db.ts';
import type { TemporaryDb } from '../testing/temporary-db.ts';
import { getOrder, listObservations, listOrdersOfParty } from './orders.ts';
import { getParty } from './parties.ts';
import { recordOrder } from './record-order.ts';
import { searchOrders } from './search.ts';

let temporary: TemporaryDb;
let ids: number;

beforeEach(() => {
  temporary = openTemporaryDb();
  ids = 0;
});

afterEach(() => {
  temporary.dispose();
});

function record(input: OrderInput, at = 100): RecordOutcome {
  const { db } = temporary;
  return transaction(
    db,
    () => recordOrder(db, input, { at, source: `run-${at}`, newId: () => `party-${(ids += 1)}` }),
    'orders',
  );
}

const first = generatedOrder(0);
/** An order of another number, with a party of its own. */
function another(index: number, party: Partial<OrderInput['party']>): OrderInput {
  const { order } = generatedOrder(index);
  const blank = {
    ...first.party,
    personName: null,
    merchantName: null,
    mobile: null,
    idNo: null,
    uscc: null,
    merchantNo: null,
  };
  return { order, party: { ...blank, ...party } };
}

function partyOf({ order }: OrderInput): string | undefined {
  return getOrder(temporary.db, order.orderNo)?.partyId;
}

function withStatus(status: 'delivered' | 'active' | 'terminated'): OrderInput {
  if (first.order.kind !== 'terminal_application') throw new Error('the first generated order is an application');
  return { ...first, order: { ...first.order, status } };
}

describe('recording an order', () => {
  it('keeps it whole, as its first observation', () => {
    const outcome = record(first);

    expect(outcome).toBe('new');
    expect(getOrder(temporary.db, 'TA00000000')).toEqual({
      ...first.order,
      partyId: 'party-1',
      observation: 1,
      observedAt: 100,
    });
    expect(getParty(temporary.db, 'party-1')).toEqual({ partyId: 'party-1', ...first.party });
  });

  it('again, whatever the order of its fields, changes nothing', () => {
    record(first);
    const turned = {
      party: first.party,
      order: Object.fromEntries(Object.entries(first.order).toReversed()),
    } as unknown as OrderInput;

    const outcomes = [record(first, 200), record(turned, 300)];

    expect(outcomes).toEqual(['unchanged', 'unchanged']);
    expect(listObservations(temporary.db, 'TA00000000')).toHaveLength(1);
  });

  it('in a newer version adds an observation and keeps the old one', () => {
    record(withStatus('delivered'), 100);

    const outcome = record(withStatus('active'), 200);

    expect(outcome).toBe('observed');
    expect(getOrder(temporary.db, 'TA00000000')).toMatchObject({ status: 'active', observation: 2, observedAt: 200 });
    expect(listObservations(temporary.db, 'TA00000000')).toMatchObject([
      { observation: 1, observedAt: 100, source: 'run-100', order: { status: 'delivered' } },
      { observation: 2, observedAt: 200, source: 'run-200', order: { status: 'active' } },
    ]);
  });

  it('as it once was is news again, and an old file that comes late is history only', () => {
    record(withStatus('delivered'), 100);
    record(withStatus('active'), 200);

    const outcomes = [
      record(withStatus('delivered'), 150),
      record(withStatus('terminated'), 150),
      record(withStatus('delivered'), 300),
    ];

    expect(outcomes).toEqual(['unchanged', 'observed', 'observed']);
    expect(getOrder(temporary.db, 'TA00000000')).toMatchObject({
      status: 'delivered',
      observation: 4,
      observedAt: 300,
    });
  });

  it('stated again as of its first time changes nothing behind a newer statement', () => {
    record(withStatus('delivered'), 100);
    record(withStatus('active'), 200);

    const outcome = record(withStatus('delivered'), 100);

    expect(outcome).toBe('unchanged');
    expect(getOrder(temporary.db, 'TA00000000')).toMatchObject({ status: 'active', observation: 2 });
    expect(listObservations(temporary.db, 'TA00000000')).toHaveLength(2);
  });

  it('never lets an observation be edited', () => {
    record(first);

    expect(() => temporary.db.run(`UPDATE orders.order_observation SET data = '{}'`)).toThrow('never edited');
  });

  it('follows an identifier that was corrected', () => {
    if (first.order.kind !== 'terminal_application') throw new Error('the first generated order is an application');
    record(first, 100);
    record({ ...first, order: { ...first.order, terminalSns: ['TESTSN9999999999'] } }, 200);

    const find = (raw: string) =>
      searchOrders(temporary.db, { interpretations: classifyQuery(raw), limit: 5 }).hits.length;

    expect([find('TESTSN9999999999'), find('TESTSN0000000000')]).toEqual([1, 0]);
  });

  it('lists newest first whatever the order of import, also within one second', () => {
    const orderedAt = first.order.orderedAt;
    const order = (index: number, at: number): OrderInput => {
      const { order: made } = generatedOrder(index);
      return { party: first.party, order: { ...made, orderedAt: at } };
    };
    for (const input of [
      order(1, orderedAt + 5000),
      order(3, orderedAt),
      order(5, orderedAt + 1),
      order(7, orderedAt + 9000),
    ])
      record(input);

    const listed = listOrdersOfParty(temporary.db, 'party-1', 10).map((summary) => summary.orderNo);

    expect(listed).toEqual(['TX-0000000007', 'TX-0000000001', 'TX-0000000005', 'TX-0000000003']);
  });
});

describe('whose order it is', () => {
  it.each([
    ['the resident id', { idNo: first.party.idNo, personName: '测试别名' }],
    ['the merchant number', { merchantNo: first.party.merchantNo }],
    ['the same name and mobile', { personName: first.party.personName, mobile: first.party.mobile }],
    ['the same merchant name and mobile', { merchantName: first.party.merchantName, mobile: first.party.mobile }],
  ])('is known by %s', (_how, party) => {
    record(first);
    const second = another(9, party);

    record(second);

    expect(partyOf(second)).toBe('party-1');
  });

  it.each([
    ['a mobile alone', { mobile: first.party.mobile }],
    ['a mobile with another name', { mobile: first.party.mobile, personName: '测试别人' }],
    ['a name alone', { personName: first.party.personName }],
    ['a merchant number with another resident id', { merchantNo: first.party.merchantNo, idNo: '110101199003077715' }],
  ])('is not known by %s', (_how, party) => {
    record(first);
    const second = another(9, party);

    record(second);

    expect(partyOf(second)).toBe('party-2');
  });

  it('is known by the credit code, and two businesses of one person stay two', () => {
    const one = another(1, { uscc: '91350100M000100Y43', idNo: first.party.idNo });
    const other = another(3, { uscc: '91000000000000000K', idNo: first.party.idNo });
    const third = another(5, { uscc: '91000000000000000K' });

    for (const input of [one, other, third]) record(input);

    expect([one, other, third].map(partyOf)).toEqual(['party-1', 'party-2', 'party-2']);
  });

  it('is brought up to date by what is stated later; what is not stated stays', () => {
    record(first, 100);
    const newMobile = another(9, { idNo: first.party.idNo, mobile: '19912345678' });
    const oldMobile = another(11, { idNo: first.party.idNo, mobile: '19900000000', uscc: '91350100M000100Y43' });

    record(newMobile, 200);
    record(oldMobile, 150);

    expect(getParty(temporary.db, 'party-1')).toEqual({
      partyId: 'party-1',
      ...first.party,
      mobile: '19912345678',
      uscc: '91350100M000100Y43',
    });
    const find = (raw: string) =>
      searchOrders(temporary.db, { interpretations: classifyQuery(raw), limit: 5 }).hits.length;
    expect([find('19912345678'), find(first.party.mobile ?? '')]).toEqual([3, 0]);
  });
});
