import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OPEN_STATES } from '../../domain/cases/open-states.ts';
import { classifyQuery } from '../../domain/search/classify.ts';
import { misreadings } from '../../domain/search/misread.ts';
import type { OrderInput } from '../../domain/orders/order-input.ts';
import { transaction } from '../open/database.ts';
import type { WritableDb } from '../open/database.ts';
import { generatedOrder } from '../testing/generated-orders.ts';
import { openTemporaryDb } from '../testing/temporary-db.ts';
import type { TemporaryDb } from '../testing/temporary-db.ts';
import { countCallbacksInSlot } from './callbacks.ts';
import { countCases, listCases, listCasesOfOrder, listCasesOfParty, openCaseOfOrder } from './cases.ts';
import { eventsOfCommand, loadEvents } from './events.ts';
import { getOrder, listObservations, listOrdersOfAmount, listOrdersOfParty } from './orders.ts';
import { listContactIdsOfCase } from './contacts.ts';
import { listOpenFollowUpsOf } from './follow-ups.ts';
import { answerInOutbox, findInOutbox, listWaiting } from './outbox.ts';
import { getParty, isPartyLocked, listLockedParties, listPartiesByMobile } from './parties.ts';
import { recordOrder } from './record-order.ts';
import { searchNearMisses, searchOrders } from './search.ts';
import { countOpenTasks } from './work.ts';

/** What grows with the work or with the orders. Reading one of these whole is a mistake. */
const GROWING = new Set([
  'order_record',
  'order_observation',
  'order_key',
  'party_key',
  'order_name',
  'order_name_delta',
  'party',
  'event',
  'outbox',
  'case_row',
  'task_row',
  'contact_row',
  'contact_case',
  'callback_row',
  'party_row',
  'communication_row',
  'follow_up_row',
  'audit',
  'evidence',
]);
const ALIASES: Readonly<Record<string, string>> = {
  r: 'order_record',
  o: 'order_observation',
  p: 'party',
  // Any of the three that hold keys.
  k: 'order_key',
  n: 'order_name',
};

let temporary: TemporaryDb;
let statements: Set<string>;
let db: WritableDb;

/** The handle, writing down each statement that runs on it. */
function recording(inner: WritableDb): WritableDb {
  const noted = (sql: string): string => {
    statements.add(sql);
    return sql;
  };
  return {
    access: 'write',
    get: (sql, ...params) => inner.get(noted(sql), ...params),
    all: (sql, ...params) => inner.all(noted(sql), ...params),
    iterate: (sql, ...params) => inner.iterate(noted(sql), ...params),
    run: (sql, ...params) => inner.run(noted(sql), ...params),
    close: () => inner.close(),
    get inTransaction() {
      return inner.inTransaction;
    },
  };
}

/** The steps of a statement's plan that read a growing table from end to end. */
function wholeReads(sql: string): string[] {
  if (!/^\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH)/iu.test(sql)) return [];
  const values = Array.from({ length: (sql.match(/\?/gu) ?? []).length }, () => null);
  const named = Object.fromEntries([...sql.matchAll(/\$(\w+)/gu)].map((match) => [match[1] ?? '', null]));
  const explain = `EXPLAIN QUERY PLAN ${sql}`;
  const steps =
    Object.keys(named).length > 0
      ? temporary.db.all<{ detail: string }>(explain, named)
      : temporary.db.all<{ detail: string }>(explain, ...values);
  return steps
    .map((step) => step.detail)
    .filter((detail) => {
      const scanned = /^SCAN (?:orders\.)?(\w+)/u.exec(detail)?.[1];
      if (scanned === undefined || !GROWING.has(ALIASES[scanned] ?? scanned)) return false;
      // A full-text index is "scanned" by its own index; M is the MATCH it was given. A keyset walk follows an index.
      return !/VIRTUAL TABLE INDEX \d+:\S*M/u.test(detail);
    });
}

beforeEach(() => {
  temporary = openTemporaryDb();
  statements = new Set();
  db = recording(temporary.db);
});

afterEach(() => {
  temporary.dispose();
});

function record(input: OrderInput, at: number): void {
  transaction(db, () => recordOrder(db, input, { at, source: 'run', newId: () => `party-${at}` }), 'orders');
}

describe('the plan of every statement', () => {
  it('sees through a statement that reads a whole table', () => {
    expect(wholeReads(`SELECT order_no FROM orders.order_record r WHERE merchant_name LIKE ?`)).toEqual(['SCAN r']);
    expect(wholeReads(`SELECT rowid FROM orders.order_name`)).toHaveLength(1);
  });

  it('of a search follows an index, whatever is typed', () => {
    for (let index = 0; index < 20; index += 1) record(generatedOrder(index), index + 1);
    const typed = [
      '19900000001',
      '110101195001010009',
      '91350100M000100Y43',
      'TA00000004',
      'TX-0000000005',
      'TESTSN0000000004',
      '822000000000001',
      '000000000005',
      '000005',
      'SF000000000004',
      '0005',
      '12345678',
      '622202******0005',
      '张',
      '张伟',
      '西湖便利店',
      'zhang',
      'zs',
      'kfc',
      'C7Q2-8XKM',
      'KXFR',
      'CD-261122-7K3F9R',
      '11010119900307775',
      '9135010M000100Y43',
      '1990000000',
    ];

    for (const raw of typed) {
      const interpretations = classifyQuery(raw);
      searchOrders(db, { interpretations, limit: 20 });
      searchNearMisses(db, misreadings(raw, interpretations), 3);
    }
    searchOrders(db, { interpretations: [{ kind: 'case_code', value: 'CODE' }], limit: 20 });

    expect([...statements].flatMap(wholeReads)).toEqual([]);
    expect(statements.size).toBeGreaterThan(8);
  });

  it('of recording an order, new, changed, renamed and stated late, follows an index', () => {
    const first = generatedOrder(0);
    const renamed = { ...first, order: { ...first.order, merchantName: '测试新名' } };
    const noIds = { ...first.party, idNo: null, merchantNo: null };

    record(first, 10);
    record(renamed, 20);
    record({ ...renamed, party: { ...noIds, personName: null } }, 5);
    record({ ...generatedOrder(1), party: { ...noIds, uscc: '91350100M000100Y43' } }, 30);

    expect([...statements].flatMap(wholeReads)).toEqual([]);
  });

  it('of lists and lookups follows an index', () => {
    const queue = { statuses: null, ownerUserId: null, orderKind: null, dueBefore: null };
    listCases(db, { queue: { ...queue, statuses: ['submitted'] }, after: { sortAt: 1, caseId: 'c' }, limit: 5 });
    listCases(db, { queue: { ...queue, ownerUserId: 'u', dueBefore: 5 }, after: null, limit: 5 });
    countCases(db, queue, 5);
    countOpenTasks(db, 'refund', 5);
    openCaseOfOrder(db, 'o');
    listCasesOfOrder(db, 'o');
    listCasesOfParty(db, 'p', 5);
    getOrder(db, 'o');
    listObservations(db, 'o');
    listOrdersOfParty(db, 'p', 5);
    listOrdersOfAmount(db, 29_900, 5);
    getParty(db, 'p');
    isPartyLocked(db, 'p');
    listLockedParties(db);
    listPartiesByMobile(db, '19900000001', 5);
    loadEvents(db, 'case/c');
    eventsOfCommand(db, 'c');
    findInOutbox(db, 'c');
    listWaiting(db, 5);
    answerInOutbox(db, { commandId: 'c', state: 'accepted', outcome: {}, at: 1 });
    countCallbacksInSlot(db, 1);
    listOpenFollowUpsOf(db, 'u', 5);
    listContactIdsOfCase(db, 'c');

    expect([...statements].flatMap(wholeReads)).toEqual([]);
  });
});

describe('a queue of cases', () => {
  it.each([
    ['of everybody', {}, 'case_of_queue'],
    ['of one person', { ownerUserId: 'u' }, 'case_of_owner'],
    ['that is overdue', { dueBefore: 5 }, 'case_of_queue'],
    ['of one kind', { orderKind: 'acquiring_txn' as const, statuses: ['submitted' as const] }, 'case_of_queue'],
  ])('%s is read in the order of its index, not sorted', (_which, asked, index) => {
    const queue = { statuses: null, ownerUserId: null, orderKind: null, dueBefore: null, ...asked };
    listCases(db, { queue, after: { sortAt: 1, caseId: 'c' }, limit: 5 });
    const [sql = ''] = statements;
    const named = Object.fromEntries([...sql.matchAll(/\$(\w+)/gu)].map((match) => [match[1] ?? '', null]));

    const plan = temporary.db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, named).map((step) => step.detail);

    expect(plan).toEqual([expect.stringMatching(new RegExp(`^SEARCH case_row USING COVERING INDEX ${index} `, 'u'))]);
  });
});

describe('the index that allows one open case per order', () => {
  it('names the states that the domain calls open', () => {
    const index = temporary.db.get<{ sql: string }>(
      `SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = 'case_open_of_order'`,
    );

    const named = [...(index?.sql.split('WHERE')[1] ?? '').matchAll(/'(\w+)'/gu)].map((match) => match[1]);

    expect(new Set(named)).toEqual(new Set(OPEN_STATES));
  });
});
