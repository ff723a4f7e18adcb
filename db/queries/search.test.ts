import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OrderInput } from '../../domain/orders/order-input.ts';
import { classifyQuery, isNameQuery } from '../../domain/search/classify.ts';
import type { Classified } from '../../domain/search/classify.ts';
import { misreadings } from '../../domain/search/misread.ts';
import { nameMatches } from '../../domain/search/tokens.ts';
import { transaction } from '../open/database.ts';
import type { WritableDb } from '../open/database.ts';
import { foldStream } from '../../domain/streams.ts';
import { projectStream } from '../projections/streams.ts';
import { cancellationFiled, SAMPLE_AT } from '../testing/sample-events.ts';
import { generatedOrder } from '../testing/generated-orders.ts';
import { openTemporaryDb } from '../testing/temporary-db.ts';
import type { TemporaryDb } from '../testing/temporary-db.ts';
import { appendEvents } from './events.ts';
import { keyValue, orderKeys, partyKeys } from '../../domain/orders/order-keys.ts';
import { recordOrder } from './record-order.ts';
import { searchNearMisses, searchOrders } from './search.ts';

let temporary: TemporaryDb;
let ids = 0;

beforeEach(() => {
  temporary = openTemporaryDb();
});

afterEach(() => {
  temporary.dispose();
});

function record(db: WritableDb, inputs: readonly OrderInput[], at = 1): void {
  transaction(
    db,
    () => {
      for (const input of inputs) recordOrder(db, input, { at, source: 'run-1', newId: () => `party-${(ids += 1)}` });
    },
    'orders',
  );
}

function find(raw: string, limit = 50): string[] {
  return searchOrders(temporary.db, { interpretations: classifyQuery(raw), limit }).hits.map(
    (hit) => hit.order.orderNo,
  );
}

/** Files a case, open or withdrawn at once. */
function fileCase(
  { caseId, ...filing }: { caseId: string; orderNo: string; caseCode: string },
  state: 'open' | 'withdrawn' = 'open',
): void {
  const { db } = temporary;
  const stream = `case/${caseId}` as const;
  const filed = cancellationFiled(caseId, filing);
  const withdrawn = { stream, type: 'CaseWithdrawn', data: { contactId: null, reason: '' } } as const;
  transaction(db, () => {
    const appended = appendEvents(db, {
      events: state === 'open' ? [filed] : [filed, withdrawn],
      expectedVersions: new Map([[stream, 0]]),
      commandId: `command-${caseId}`,
      actor: { userId: 'agent-1', roles: [], branchId: 'b', deskId: 'd' },
      capturedAt: SAMPLE_AT,
      acceptedAt: SAMPLE_AT,
      newId: () => `event-${(ids += 1)}`,
    });
    if (appended.ok) projectStream(db, stream, foldStream(stream, appended.value), appended.value);
  });
}

const orders = (count: number): OrderInput[] => Array.from({ length: count }, (_, index) => generatedOrder(index));

/** What a reading means, without any index. */
function matchesNaively({ order, party }: OrderInput, query: Classified): boolean {
  if (isNameQuery(query)) {
    const merchant = order.merchantName ?? party.merchantName;
    return (
      (party.personName !== null && nameMatches(party.personName, 'person', query)) ||
      (merchant !== null && nameMatches(merchant, 'merchant', query))
    );
  }
  const keys = [...orderKeys(order), ...partyKeys(party)];
  return query.kind === 'suffix'
    ? keys.some((key) => key.kind !== 'card_last4' && key.value.endsWith(keyValue(query.value)))
    : keys.some((key) => key.kind === query.kind && key.value === keyValue(query.value));
}

describe('searching orders', () => {
  it('finds every identifier whole, in any spelling, and says by what', () => {
    record(temporary.db, orders(200));
    const [application, transactionOrder] = [generatedOrder(100), generatedOrder(101)];

    for (const [raw, kind, orderNo] of [
      ['TA00000100', 'order_no', 'TA00000100'],
      ['ta 00000100', 'order_no', 'TA00000100'],
      ['tx0000000101', 'order_no', 'TX-0000000101'],
      ['TX-0000000101', 'order_no', 'TX-0000000101'],
      ['testsn-0000000100', 'terminal_sn', 'TA00000100'],
      ['SF000000000100', 'tracking_no', 'TA00000100'],
      ['０００００００００１０１', 'rrn', 'TX-0000000101'],
      ['000101', 'voucher_no', 'TX-0000000101'],
      [application.party.idNo ?? '', 'id_no', 'TA00000100'],
      [application.party.mobile ?? '', 'mobile', 'TA00000100'],
      [transactionOrder.party.merchantNo ?? '', 'merchant_no', 'TX-0000000101'],
    ] as const) {
      const { hits } = searchOrders(temporary.db, { interpretations: classifyQuery(raw), limit: 50 });
      const hit = hits.find((each) => each.order.orderNo === orderNo);
      expect({ raw, kind: hit?.why.kind }).toEqual({ raw, kind });
    }
  });

  it('finds orders by the last characters of any identifier, and by the last four of a card', () => {
    record(temporary.db, orders(300));

    expect(find('00100')).toContain('TA00000100');
    expect(find('0101')).toContain('TX-0000000101');
    const last4 = generatedOrder(99).party.settlementCardLast4 ?? '';
    expect(find(`622202******${last4}`)).toContain('TX-0000000099');
  });

  it('stops at the limit with the newest and says that there are more', () => {
    const all = orders(400);
    record(temporary.db, all);
    const newestFirst = all
      .toSorted((a, b) => b.order.orderedAt - a.order.orderedAt)
      .map((input) => input.order.orderNo)
      .slice(0, 20);

    const result = searchOrders(temporary.db, { interpretations: classifyQuery('测试'), limit: 20 });

    expect(result.more).toBe(true);
    expect(result.hits.map((hit) => hit.order.orderNo)).toEqual(newestFirst);
  });

  it('finds by the name that stands on the order now, not by the one that stood there', () => {
    const before = generatedOrder(0);
    record(temporary.db, [before], 1);

    record(temporary.db, [{ ...before, order: { ...before.order, merchantName: '测试崭新商号' } }], 2);

    expect(find('崭新商')).toEqual(['TA00000000']);
    expect(find(before.order.merchantName ?? '')).toEqual([]);
    expect(find('zhanxin')).toEqual(['TA00000000']);
  });

  it('finds the case by its code, through its order, and a closed case too', () => {
    record(temporary.db, orders(10));
    const { db } = temporary;
    fileCase({ caseId: 'case-1', orderNo: 'TA00000004', caseCode: 'C' }, 'withdrawn');
    const closed = { caseId: 'case-1', caseCode: 'C', status: 'withdrawn' };

    const byCode = searchOrders(db, { interpretations: [{ kind: 'case_code', value: 'C' }], limit: 5 });
    const byOrder = searchOrders(db, { interpretations: classifyQuery('TA00000004'), limit: 5 });

    expect(byCode.hits).toMatchObject([{ order: { orderNo: 'TA00000004' }, case: closed }]);
    expect(byOrder.hits).toMatchObject([{ order: { orderNo: 'TA00000004' }, case: closed }]);
  });

  it.each(['XFRT', 'KXFRT', 'qkxfrt', '2QKXFRT', '22-QKXFRT'])(
    'finds cases by the end of their code (%s), the newest order first, and shows the case that was asked for',
    (typed) => {
      record(temporary.db, orders(10));
      fileCase({ caseId: 'case-1', orderNo: 'TA00000004', caseCode: 'CD-261122-QKXFRT' }, 'withdrawn');
      fileCase({ caseId: 'case-2', orderNo: 'TA00000004', caseCode: 'CD-261123-222222' });
      fileCase({ caseId: 'case-3', orderNo: 'TA00000008', caseCode: 'CD-260922-QKXFRT' });
      const newestFirst = [4, 8]
        .map((index) => generatedOrder(index).order)
        .toSorted((a, b) => b.orderedAt - a.orderedAt)
        .map(({ orderNo }) => orderNo);

      const { hits, more } = searchOrders(temporary.db, { interpretations: classifyQuery(typed), limit: 5 });

      expect(more).toBe(false);
      expect(hits.map(({ order }) => order.orderNo)).toEqual(newestFirst);
      expect(new Set(hits.map((hit) => [hit.why.kind, hit.case?.caseCode].join(' ')))).toEqual(
        new Set(['suffix CD-261122-QKXFRT', 'suffix CD-260922-QKXFRT']),
      );
    },
  );

  it('offers what an identifier that finds nothing may have been meant to be', () => {
    record(temporary.db, orders(1200));

    const offered = (raw: string, limit: number) =>
      searchNearMisses(temporary.db, misreadings(raw, classifyQuery(raw)), limit);
    const near = offered('TAO0001102', 3);
    const swapped = offered('TA00001012', 9);

    expect(near.map((hit) => [hit.near.slip, hit.order.orderNo])).toEqual([['confused', 'TA00001102']]);
    expect(swapped.map((hit) => hit.order.orderNo)).toContain('TA00001102');
  });

  it('answers what a filter over all orders answers, for any part of any of them', () => {
    const all = orders(1500);
    record(temporary.db, all.toReversed());
    const textsOf = ({ order, party }: OrderInput): string[] =>
      [...orderKeys(order), ...partyKeys(party)]
        .map((key) => key.value)
        .concat(party.personName ?? '', order.merchantName ?? '');

    fc.assert(
      fc.property(
        fc.nat(all.length - 1),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 8 }),
        fc.boolean(),
        (index, which, from, length, atEnd) => {
          const input = all[index];
          const texts = input === undefined ? [] : textsOf(input);
          const text = texts[which % texts.length] ?? '';
          const start = atEnd ? Math.max(0, text.length - length) : from % Math.max(1, text.length);
          const interpretations = classifyQuery(text.slice(start, start + length));

          const { hits, more } = searchOrders(temporary.db, { interpretations, limit: 2000 });

          const expected = all.filter((each) => interpretations.some((query) => matchesNaively(each, query)));
          const found = new Set(hits.map((hit) => hit.order.orderNo));
          const names = new Set(expected.map((each) => each.order.orderNo));
          // A list that was cut short says so; it never holds what does not belong there.
          const wrong = [...found].filter((orderNo) => !names.has(orderNo));
          const missing = more ? [] : [...names].filter((orderNo) => !found.has(orderNo));
          expect({ wrong, missing }).toEqual({ wrong: [], missing: [] });
        },
      ),
      { numRuns: 60 },
    );
  });
});
