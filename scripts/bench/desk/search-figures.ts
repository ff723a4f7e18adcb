/** Finding, in the desk's own process: the view that the search box asks, beside the bare statement that reads the same rows. */
import type { ReadableDb } from '../../../db/open/database.ts';
import { keyValue, reversed } from '../../../db/queries/order-keys.ts';
import { generatedOrder } from '../../../db/testing/generated-orders.ts';
import { searchAnswerOf } from '../../../desk/views/search.ts';
import { classifyQuery, isNameQuery } from '../../../domain/search/classify.ts';
import { matchExpression, queryTokens } from '../../../domain/search/tokens.ts';
import { figure, measure } from '../measure.ts';
import type { Figure, Target, Timing } from '../measure.ts';
import { caseCodeOf } from './build-cases.ts';

/** As many as the search box shows. */
export const SEARCH_LIMIT = 30;
const RUNS = 400;
const LAST = '\uFFFF';
/** What a line of the list shows. */
const ORDER_COLUMNS = `SELECT r.recency, r.order_no, r.kind, r.party_id, r.ordered_at, r.status, r.amount_fen, r.terminal_sn,
  coalesce(r.person_name, p.person_name), coalesce(r.merchant_name, p.merchant_name), p.mobile`;

const EXACT: Target = { ratio: 3 };
const NAME: Target = { ratio: 3, p99: 3000 };

interface Identifier {
  readonly name: string;
  /** Where its key stands: on the order itself or on its party. */
  readonly on: 'order' | 'party';
  readonly kind: string;
  /** A value that exists, another one each time. */
  readonly value: (index: number, orders: number) => string;
  /** How many of its last characters a suffix takes; null where its end is a reading of its own. */
  readonly suffix: number | null;
}

/** An application or a transaction, spread over all of them. */
function orderAt(index: number, orders: number, kind: 'application' | 'transaction') {
  return generatedOrder(((index * 7919) % Math.floor(orders / 2)) * 2 + (kind === 'application' ? 0 : 1));
}

const application = (index: number, orders: number) => orderAt(index, orders, 'application');

function transactionValue(index: number, orders: number, field: 'rrn' | 'voucherNo' | 'cardLast4'): string {
  const { order } = orderAt(index, orders, 'transaction');
  return order.kind === 'acquiring_txn' ? (order[field] ?? '') : '';
}

export const IDENTIFIERS: readonly Identifier[] = [
  { name: 'orderNo', on: 'order', kind: 'order_no', suffix: 6, value: (i, n) => application(i, n).order.orderNo },
  { name: 'mobile', on: 'party', kind: 'mobile', suffix: 4, value: (i, n) => application(i, n).party.mobile ?? '' },
  {
    name: 'terminalSn',
    on: 'order',
    kind: 'terminal_sn',
    suffix: 8,
    value: (i, n) => {
      const { order } = application(i, n);
      return order.kind === 'terminal_application' ? (order.terminalSns[0] ?? '') : '';
    },
  },
  {
    name: 'merchantNo',
    on: 'party',
    kind: 'merchant_no',
    suffix: 6,
    value: (i, n) => application(i, n).party.merchantNo ?? '',
  },
  { name: 'rrn', on: 'order', kind: 'rrn', suffix: 8, value: (i, n) => transactionValue(i, n, 'rrn') },
  {
    name: 'voucherNo',
    on: 'order',
    kind: 'voucher_no',
    suffix: null,
    value: (i, n) => transactionValue(i, n, 'voucherNo'),
  },
  {
    name: 'trackingNo',
    on: 'order',
    kind: 'tracking_no',
    suffix: 7,
    value: (i, n) => {
      const { order } = application(i, n);
      return order.kind === 'terminal_application' ? (order.trackingNo ?? '') : '';
    },
  },
  { name: 'residentId', on: 'party', kind: 'id_no', suffix: 6, value: (i, n) => application(i, n).party.idNo ?? '' },
  {
    name: 'cardLast4',
    on: 'order',
    kind: 'card_last4',
    suffix: null,
    value: (i, n) => transactionValue(i, n, 'cardLast4'),
  },
];

/** The bare statement: the orders behind one key, or a range of keys, with what a line of the list shows. */
function keyFloor(db: ReadableDb, { on, kind }: Identifier, range: boolean, value: (index: number) => string): Timing {
  const key = range ? 'k.reversed >= ? AND k.reversed < ?' : 'k.reversed = ?';
  const sql =
    on === 'order'
      ? `${ORDER_COLUMNS} FROM orders.order_key k JOIN orders.order_record r ON r.recency = k.recency
         JOIN orders.party p ON p.party_id = r.party_id WHERE k.kind = ? AND ${key} LIMIT ${SEARCH_LIMIT + 1}`
      : `${ORDER_COLUMNS} FROM orders.party_key k JOIN orders.order_record r ON r.party_id = k.party_id
         JOIN orders.party p ON p.party_id = k.party_id WHERE k.kind = ? AND ${key} LIMIT ${SEARCH_LIMIT + 1}`;
  return measure(RUNS, (index) => {
    const from = reversed(keyValue(value(index)));
    if (range) db.all(sql, kind, from, from + LAST);
    else db.all(sql, kind, from);
  });
}

interface Name {
  readonly name: string;
  readonly typed: string;
  readonly target: Target;
}

const NAMES: readonly Name[] = [
  { name: 'name1.frequent', typed: '张', target: NAME },
  { name: 'name1.half', typed: '店', target: NAME },
  { name: 'name1.rare', typed: '姬', target: NAME },
  { name: 'name2.frequent', typed: '张伟', target: NAME },
  { name: 'name2.half', typed: '测试', target: NAME },
  { name: 'name2.rare', typed: '雷兰', target: NAME },
  { name: 'name3.frequent', typed: '便利店', target: NAME },
  { name: 'name3.rare', typed: '解玉兰', target: NAME },
  { name: 'pinyin.frequent', typed: 'zhangwei', target: NAME },
  { name: 'pinyin.rare', typed: 'xieyulan', target: NAME },
  { name: 'initials.frequent', typed: 'zw', target: NAME },
  { name: 'initials.rare', typed: 'xyl', target: NAME },
  { name: 'twoFrequentTermsThatNeverMeet', typed: '便利面馆', target: { p99: 15_000 } },
  { name: 'miss.name', typed: '鼹鼠', target: { p99: 3000 } },
];

/** The token query of the likeliest name reading, newest first, with what a line of the list shows of each hit. */
function tokenFloor(db: ReadableDb, typed: string): Timing | null {
  const reading = classifyQuery(typed).find(isNameQuery);
  const expression = reading === undefined ? null : matchExpression(queryTokens(reading));
  if (expression === null) return null;
  const sql = `${ORDER_COLUMNS} FROM (SELECT rowid AS recency FROM orders.order_name WHERE order_name MATCH ?
    ORDER BY rowid DESC LIMIT ${SEARCH_LIMIT + 1}) n JOIN orders.order_record r ON r.recency = n.recency
    JOIN orders.party p ON p.party_id = r.party_id`;
  return measure(RUNS, () => void db.all(sql, expression));
}

/** Every way of finding, warm. */
export function searchFigures(db: ReadableDb, orders: number, cases: number): Figure[] {
  const deps = { db } as Parameters<typeof searchAnswerOf>[0];
  const view = (typed: (index: number) => string): Timing =>
    measure(RUNS, (index) => void searchAnswerOf(deps, typed(index), SEARCH_LIMIT));
  const exact = IDENTIFIERS.map((identifier) => {
    const value = (index: number): string => identifier.value(index, orders);
    return figure(`search.exact.${identifier.name}`, view(value), keyFloor(db, identifier, false, value), EXACT);
  });
  const suffix = IDENTIFIERS.flatMap((identifier) => {
    const { suffix: length } = identifier;
    if (length === null) return [];
    const value = (index: number): string => identifier.value(index, orders).slice(-length);
    return [figure(`search.suffix.${identifier.name}`, view(value), keyFloor(db, identifier, true, value), EXACT)];
  });
  const caseFloor = measure(RUNS, (index) => {
    db.get('SELECT case_id, order_no, status FROM case_row WHERE case_code = ?', caseCodeOf((index * 7919) % cases));
  });
  const names = NAMES.map(({ name, typed, target }) =>
    figure(
      `search.${name}`,
      view(() => typed),
      tokenFloor(db, typed),
      target,
    ),
  );
  return [
    ...exact,
    figure(
      'search.exact.caseCode',
      view((index) => caseCodeOf((index * 7919) % cases)),
      caseFloor,
      EXACT,
    ),
    ...suffix,
    ...names,
    figure(
      'search.miss.orderNo',
      view((index) => `ZZ${index}00000`),
      null,
      { p99: 3000 },
    ),
    figure(
      'search.miss.mobile',
      view((index) => `1770000${String(index).padStart(4, '0')}`),
      null,
      { p99: 3000 },
    ),
  ];
}
