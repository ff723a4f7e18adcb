/** Where one identifier, or the end of one, stands on more orders than a search reads: the newest are found all the same. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MINUTE_MS } from '../../domain/kernel/units.ts';
import type { OrderInput } from '../../domain/orders/order-input.ts';
import { classifyQuery } from '../../domain/search/classify.ts';
import { transaction } from '../open/database.ts';
import { GENERATED_FROM, generatedOrder } from '../testing/generated-orders.ts';
import { openTemporaryDb } from '../testing/temporary-db.ts';
import type { TemporaryDb } from '../testing/temporary-db.ts';
import { countOrders } from './orders.ts';
import { recordOrder } from './record-order.ts';
import { MAX_READ } from './search-walks.ts';
import { searchOrders } from './search.ts';
import type { SearchResult } from './search.ts';

const MANY = MAX_READ + 100;
const LIMIT = 30;
const [MERCHANT, MOBILE, SN] = ['822000000000777', '19900008888', 'TESTSN0000007777'];

type Names = Partial<Pick<OrderInput['party'], 'personName' | 'merchantName'>>;

/** An application of a shop of its own, or of the one shop that has very many, with its one machine; a higher number is newer. */
function application(index: number, of: 'own' | 'chain', names: Names = {}): OrderInput {
  const { order, party } = generatedOrder(2 * index);
  if (order.kind !== 'terminal_application') throw new Error('not an application');
  const own = of === 'own';
  const merchantName = names.merchantName ?? order.merchantName;
  const merchantNo = own ? `8229${String(index).padStart(11, '0')}` : MERCHANT;
  return {
    party: {
      ...party,
      ...names,
      merchantNo,
      merchantName,
      idNo: null,
      mobile: own ? `198${String(index).padStart(8, '0')}` : MOBILE,
    },
    order: {
      ...order,
      merchantNo,
      merchantName,
      orderedAt: GENERATED_FROM + index * MINUTE_MS,
      terminalSns: [own ? `T${index}EACH66` : SN],
    },
  };
}

const CHAIN = generatedOrder(0).party;
const chainNames = { personName: CHAIN.personName, merchantName: CHAIN.merchantName };

let temporary: TemporaryDb;
let ids = 0;
const numbers: string[] = [];

function record(inputs: readonly OrderInput[], at = 1): void {
  const { db } = temporary;
  transaction(
    db,
    () => {
      for (const input of inputs) recordOrder(db, input, { at, source: 'run-1', newId: () => `party-${(ids += 1)}` });
    },
    'orders',
  );
  numbers.push(...inputs.map(({ order }) => order.orderNo));
}

function find(typed: string, limit = LIMIT): SearchResult {
  return searchOrders(temporary.db, { interpretations: classifyQuery(typed), limit });
}
const found = (result: SearchResult): string[] => result.hits.map(({ order }) => order.orderNo);
const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, index) => from + index);
const newestOf = (indexes: readonly number[], count: number): string[] =>
  indexes
    .slice(-count)
    .toReversed()
    .map((index) => `TA${String(2 * index).padStart(8, '0')}`);

const CHAIN_ORDERS = range(0, MANY);
const OWN_ORDERS = range(5_000, 250);
const FIVE = range(7_000, 5);

beforeAll(() => {
  temporary = openTemporaryDb();
  record(CHAIN_ORDERS.map((index) => application(index, 'chain', chainNames)));
  record(OWN_ORDERS.map((index) => application(index, 'own')));
  record(FIVE.map((index) => application(index, 'own', { merchantName: '测试五家甲乙店' })));
});

afterAll(() => {
  temporary.dispose();
});

describe('an identifier that stands on very many orders', () => {
  test.each([
    ['the number of their merchant', MERCHANT],
    ['the mobile number of their owner', MOBILE],
    ['the last characters of that merchant number', MERCHANT.slice(-6)],
    ['the last four of that mobile number', MOBILE.slice(-4)],
    ['the serial number of their machine', SN],
    ['the last characters of that serial number', SN.slice(-8)],
  ])('%s finds the newest, newest first, and says that there are more', (_name, typed) => {
    const result = find(typed);

    expect(found(result)).toEqual(newestOf(CHAIN_ORDERS, LIMIT));
    expect(result.more).toBe(true);
  });

  test('an end that very many different numbers have finds as many as are shown, and says that there may be more', () => {
    const result = find('EACH66');

    expect(result.hits).toHaveLength(LIMIT);
    expect(result.more).toBe(true);
    expect(result.hits.every(({ order }) => order.terminalSn?.endsWith('EACH66'))).toBe(true);
  });
});

describe('the limit', () => {
  test.each([
    [4, true],
    [5, false],
    [6, false],
  ])('of %i for five orders: more is %s', (limit, more) => {
    const result = find('五家甲乙', limit);

    expect(found(result)).toEqual(newestOf(FIVE, 5).slice(0, limit));
    expect(result.more).toBe(more);
  });
});

describe('the order of what is found', () => {
  test('what was typed whole stands before what it is the end of, however new that is', () => {
    const whole = application(8_000, 'own');
    record([{ ...whole, order: { ...whole.order, orderNo: '20260101' } }]);
    record(
      range(8_001, 3).map((index) => {
        const { order, party } = application(index, 'own');
        return { party, order: { ...order, terminalSns: [`TESTSN${index}20260101`] } } as OrderInput;
      }),
    );

    const result = find('20260101');

    expect(found(result)).toEqual(['20260101', ...newestOf(range(8_001, 3), 3)]);
    expect(result.hits.map(({ why }) => why.kind)).toEqual(['order_no', 'suffix', 'suffix', 'suffix']);
  });
});

describe('names', () => {
  test('that have every pair of characters, but apart, are passed over, however many stand before the one that was meant', () => {
    record([application(9_000, 'own', { merchantName: '测试泉水鸭脖' })]);
    record(
      range(9_001, 300).map((index) => application(index, 'own', { merchantName: `测试泉水甲水鸭乙鸭脖${index}` })),
    );

    expect(found(find('泉水鸭脖'))).toEqual(newestOf([9_000], 1));
    expect(find('泉水鸭脖').more).toBe(false);
  });

  test('are given up after two thousand that only seem to fit, and it is said that there may be more', () => {
    const before = find('岭南肠粉');
    record([application(10_000, 'own', { merchantName: '测试岭南肠粉' })]);
    record(
      range(10_001, 2_400).map((index) => application(index, 'own', { merchantName: `测试岭南甲南肠乙肠粉${index}` })),
    );

    expect([found(before), before.more]).toEqual([[], false]);
    expect([found(find('岭南肠粉')), find('岭南肠粉').more]).toEqual([[], true]);
  });

  test('of the person count as those of the shop do', () => {
    record([application(13_000, 'own', { personName: '测试欧冶子', merchantName: '测试铸剑铺' })]);

    expect([found(find('欧冶子')), found(find('铸剑铺')), found(find('子铸'))]).toEqual([
      newestOf([13_000], 1),
      newestOf([13_000], 1),
      [],
    ]);
  });

  test('that were changed since are found by what they are now, in their place among the others', () => {
    record(range(9_400, 3).map((index) => application(index, 'own', { merchantName: `测试旧名小馆${index}` })));
    record([application(9_401, 'own', { merchantName: '测试新名饭庄' })], 2);
    record([application(9_403, 'own', { merchantName: '测试新名饭庄' })]);

    expect(found(find('旧名小馆'))).toEqual(newestOf([9_400, 9_402], 2));
    expect(found(find('新名饭庄'))).toEqual(newestOf([9_401, 9_403], 2));
  });
});

test('every order is counted', () => {
  expect(countOrders(temporary.db)).toBe(new Set(numbers).size);
});
