/** Finding, in the desk's own process: the view that the search box asks, beside the bare statement that reads the same rows. */
import type { ReadableDb } from '../../../db/open/database.ts';
import { keyValue, ORDER_KEY_KINDS, PARTY_KEY_KINDS } from '../../../domain/orders/order-keys.ts';
import { reversed } from '../../../db/queries/order-keys.ts';
import { generatedOrder } from '../../../db/testing/generated-orders.ts';
import { searchAnswerOf } from '../../../desk/views/search.ts';
import { classifyQuery, isNameQuery } from '../../../domain/search/classify.ts';
import { matchExpression, queryTokens } from '../../../domain/search/tokens.ts';
import { figure, measure, measureBeside } from '../measure.ts';
import type { Figure, Target } from '../measure.ts';
import { caseCodeOf } from './build-cases.ts';

/** As many as the search box shows. */
export const SEARCH_LIMIT = 30;
const RUNS = 400;
/** Until the code that answers is compiled: a desk has answered hundreds of lines by the first call of the day. */
const WARM_UP = 200;
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
  /** Four to eight digits, which may be the end of any identifier as well. */
  readonly isEnd?: true;
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
    isEnd: true,
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
    isEnd: true,
    suffix: null,
    value: (i, n) => transactionValue(i, n, 'cardLast4'),
  },
];

/** The bare statement: the orders behind one key, newest first, with what a line of the list shows. */
function keyFloor(db: ReadableDb, { on, kind }: Identifier): (typed: string) => void {
  const from =
    on === 'order'
      ? 'orders.order_key k JOIN orders.order_record r ON r.recency = k.recency'
      : 'orders.party_key k JOIN orders.order_record r ON r.party_id = k.party_id';
  const sql = `${ORDER_COLUMNS} FROM ${from} JOIN orders.party p ON p.party_id = r.party_id
    WHERE k.kind = '${kind}' AND k.reversed = ? ORDER BY r.recency DESC LIMIT ${SEARCH_LIMIT + 1}`;
  return (typed) => void db.all(sql, reversed(keyValue(typed)));
}

const values = (kinds: readonly string[]): string => kinds.map((kind) => `('${kind}')`).join(', ');

/** The same for last characters, which are asked of every kind of identifier: the newest orders with any that ends so. */
const END_FLOOR = `${ORDER_COLUMNS} FROM (
    SELECT k.recency AS recency FROM (VALUES ${values(ORDER_KEY_KINDS)}) t
      CROSS JOIN orders.order_key k ON k.kind = t.column1 WHERE k.reversed >= $from AND k.reversed < $to
    UNION SELECT r.recency FROM (VALUES ${values(PARTY_KEY_KINDS)}) t CROSS JOIN orders.party_key k ON k.kind = t.column1
      CROSS JOIN orders.order_record r ON r.party_id = k.party_id WHERE k.reversed >= $from AND k.reversed < $to
    ORDER BY 1 DESC LIMIT ${SEARCH_LIMIT + 1}
  ) n CROSS JOIN orders.order_record r ON r.recency = n.recency CROSS JOIN orders.party p ON p.party_id = r.party_id`;

function endFloor(db: ReadableDb): (typed: string) => void {
  return (typed) => {
    const from = reversed(keyValue(typed));
    db.all(END_FLOOR, { from, to: from + LAST });
  };
}

const CASE_FLOOR = `${ORDER_COLUMNS}, c.case_id, c.status FROM case_row c JOIN orders.order_record r ON r.order_no = c.order_no
  JOIN orders.party p ON p.party_id = r.party_id WHERE c.case_code = ?`;

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

/** The token query of each way a name may be read, newest first, with what a line of the list shows of each hit. */
function tokenFloor(db: ReadableDb, typed: string): () => void {
  const expressions = classifyQuery(typed)
    .filter(isNameQuery)
    .flatMap((reading) => matchExpression(queryTokens(reading)) ?? []);
  if (expressions.length === 0) throw new Error(`not a name: ${typed}`);
  const sql = `${ORDER_COLUMNS} FROM (SELECT rowid AS recency FROM orders.order_name WHERE order_name MATCH ?
    ORDER BY rowid DESC LIMIT ${SEARCH_LIMIT + 1}) n JOIN orders.order_record r ON r.recency = n.recency
    JOIN orders.party p ON p.party_id = r.party_id`;
  return () => {
    for (const expression of expressions) db.all(sql, expression);
  };
}

/** Every way of finding, warm. */
export function searchFigures(db: ReadableDb, orders: number, cases: number): Figure[] {
  const deps = { db } as Parameters<typeof searchAnswerOf>[0];
  const view = (typed: string): void => void searchAnswerOf(deps, typed, SEARCH_LIMIT);
  const beside = (
    name: string,
    typed: (index: number) => string,
    floor: (typed: string) => void,
    target: Target,
  ): Figure => {
    const pair = measureBeside(
      RUNS,
      (index) => view(typed(index)),
      (index) => floor(typed(index)),
      WARM_UP,
    );
    return figure(name, pair.timing, pair.floor, target);
  };
  const alone = (name: string, typed: (index: number) => string): Figure =>
    figure(
      name,
      measure(RUNS, (index) => view(typed(index)), WARM_UP),
      null,
      { p99: 3000 },
    );

  const exact = IDENTIFIERS.map((identifier) => {
    const floor = identifier.isEnd === true ? endFloor(db) : keyFloor(db, identifier);
    return beside(`search.exact.${identifier.name}`, (index) => identifier.value(index, orders), floor, EXACT);
  });
  const suffix = IDENTIFIERS.flatMap((identifier) => {
    const { suffix: length } = identifier;
    if (length === null) return [];
    const end = (index: number): string => identifier.value(index, orders).slice(-length);
    return [beside(`search.suffix.${identifier.name}`, end, endFloor(db), EXACT)];
  });
  const caseCode = beside(
    'search.exact.caseCode',
    (index) => caseCodeOf((index * 7919) % cases),
    (typed) => void db.all(CASE_FLOOR, typed),
    EXACT,
  );
  const names = NAMES.map(({ name, typed, target }) =>
    beside(`search.${name}`, () => typed, tokenFloor(db, typed), target),
  );
  return [
    ...exact,
    caseCode,
    ...suffix,
    ...names,
    alone('search.miss.orderNo', (index) => `ZZ${index}00000`),
    alone('search.miss.mobile', (index) => `1770000${String(index).padStart(4, '0')}`),
  ];
}
