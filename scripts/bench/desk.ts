/** What an agent waits for on the desk: recording orders, finding them, and the commit of a command. */
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { transaction } from '../../db/open/database.ts';
import type { WritableDb } from '../../db/open/database.ts';
import { recordOrder } from '../../db/queries/record-order.ts';
import { searchOrders } from '../../db/queries/search.ts';
import { generatedOrder } from '../../db/testing/generated-orders.ts';
import { openTemporaryDb } from '../../db/testing/temporary-db.ts';
import { executeCommand } from '../../desk/commands/execute.ts';
import { commandDesk } from '../../desk/commands/testing/command-desk.ts';
import { startContact } from '../../desk/commands/testing/sample-commands.ts';
import { classifyQuery } from '../../domain/search/classify.ts';
import { agent } from '../../domain/testing/given.ts';
import { compare, measure } from './measure.ts';
import type { Compared, Timing } from './measure.ts';

export interface DeskBench {
  readonly orders: number;
  readonly recording: { readonly rowsPerSecond: number; readonly megabytes: number };
  /** One row by its primary key, from the same encrypted file. */
  readonly readFloor: Timing;
  readonly searches: readonly Compared[];
  /** One row written and forced to disk, in the same encrypted file. */
  readonly commitFloor: Timing;
  readonly commits: readonly Compared[];
}

const BATCH = 5_000;
const RUNS = 200;
const LIMIT = 50;

function recordAll(db: WritableDb, count: number): number {
  let spent = 0;
  let ids = 0;
  for (let from = 0; from < count; from += BATCH) {
    const inputs = Array.from({ length: Math.min(BATCH, count - from) }, (_, index) => generatedOrder(from + index));
    const start = performance.now();
    transaction(
      db,
      () => {
        for (const input of inputs) {
          recordOrder(db, input, { at: 1, source: 'bench', newId: () => `party-${(ids += 1)}` });
        }
      },
      'orders',
    );
    spent += performance.now() - start;
  }
  return Math.round((count * 1000) / spent);
}

/** Values that exist, another one each time; names as people type them. */
function searchesFor(count: number): readonly { name: string; typed: (index: number) => string }[] {
  const order = (index: number) => generatedOrder(((index * 7919) % Math.floor(count / 2)) * 2);
  const text = (value: string | null | undefined): string => value ?? '';
  return [
    { name: 'order number', typed: (index) => order(index).order.orderNo },
    { name: 'mobile', typed: (index) => text(order(index).party.mobile) },
    { name: 'merchant number', typed: (index) => text(order(index).party.merchantNo) },
    { name: 'order number, last six', typed: (index) => order(index).order.orderNo.slice(-6) },
    { name: 'mobile, last four', typed: (index) => text(order(index).party.mobile).slice(-4) },
    { name: 'name, one character', typed: () => '张' },
    { name: 'name, two characters', typed: () => '张伟' },
    { name: 'merchant name, four characters', typed: () => '西湖面馆' },
    { name: 'name in pinyin', typed: () => 'zhangwei' },
    { name: 'name by initials', typed: () => 'zw' },
    { name: 'a name that is not there', typed: () => '鼹鼠' },
    { name: 'an order number that is not there', typed: (index) => `ZZ${index}00000` },
  ];
}

/** Fills a new pair of files with `count` generated orders and measures on them. Nothing is left behind. */
export function benchDesk(count: number): DeskBench {
  const temporary = openTemporaryDb();
  try {
    const { db, dataDir } = temporary;
    const rowsPerSecond = recordAll(db, count);
    const recencies = db.all<{ recency: number }>('SELECT recency FROM orders.order_record').map((row) => row.recency);
    const readFloor = measure('one row by its key', RUNS, (index) => {
      db.get('SELECT order_no FROM orders.order_record WHERE recency = ?', recencies[(index * 7919) % count] ?? 0);
    });
    const searches = searchesFor(count).map(({ name, typed }) =>
      compare(
        measure(name, RUNS, (index) => {
          searchOrders(db, { interpretations: classifyQuery(typed(index)), limit: LIMIT });
        }),
        readFloor,
      ),
    );

    const commitFloor = measure('one row', RUNS, (index) => {
      transaction(db, () => {
        db.run(`INSERT INTO draft (owner_user_id, key, body, updated_at) VALUES ('bench', ?, '{}', 1)`, `key-${index}`);
      });
    });
    const desk = commandDesk(db);
    const command = measure('a command: events, projection, outbox', RUNS, (index) => {
      executeCommand(desk, agent, startContact, { payload: { contactId: `contact-${index}` } });
    });
    const megabytes = Math.round(statSync(join(dataDir, 'orders.db')).size / 1_048_576);
    return {
      orders: count,
      recording: { rowsPerSecond, megabytes },
      readFloor,
      searches,
      commitFloor,
      commits: [compare(command, commitFloor)],
    };
  } finally {
    temporary.dispose();
    rmSync(temporary.dataDir, { recursive: true, force: true });
  }
}
