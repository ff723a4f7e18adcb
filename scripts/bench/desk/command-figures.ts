/** A note and a filing, from the call to the commit on disk, beside one bare transaction that writes the same rows. */
import { v7 as uuidv7 } from 'uuid';
import { transaction } from '../../../db/open/database.ts';
import type { SqlValue, WritableDb } from '../../../db/open/database.ts';
import { recordOrder } from '../../../db/queries/record-order.ts';
import { generatedOrder } from '../../../db/testing/generated-orders.ts';
import type { Desk } from '../../../desk/desk.ts';
import type { DeskClient } from '../../../desk/testing/opened-desk.ts';
import { haveCall } from '../../../desk/testing/records.ts';
import type { OrderInput } from '../../../domain/orders/order-input.ts';
import { figure, measureAsyncBeside } from '../measure.ts';
import type { Figure } from '../measure.ts';
import { longCase, signedIn } from './case-figures.ts';

const NOTES = 1000;
const FILINGS = 200;
const COMMAND = { ratio: 2.5, max: 20_000 };
const REASON = 'personal_need_change';

type Row = Record<string, SqlValue>;

interface Left {
  readonly events: readonly Row[];
  readonly outbox: Row;
  readonly caseRow: Row;
  readonly tasks: readonly Row[];
  readonly contactIds: readonly string[];
}

/** What the newest command left: its events, its place in the outbox, the lines of its case, tasks and contacts. */
function rowsOfNewest(db: WritableDb): Left {
  const outbox = db.get<Row>('SELECT * FROM outbox ORDER BY seq DESC LIMIT 1');
  const events = db.all<Row>(
    'SELECT * FROM event WHERE command_id = ? ORDER BY position',
    outbox?.['command_id'] ?? '',
  );
  const stream = String(events.findLast((event) => String(event['stream']).startsWith('case/'))?.['stream']);
  const caseRow = db.get<Row>('SELECT * FROM case_row WHERE case_id = ?', stream.slice('case/'.length));
  if (outbox === undefined || caseRow === undefined) throw new Error('the command left nothing');
  const caseId = caseRow['case_id'] ?? null;
  const tasks = db.all<Row>('SELECT * FROM task_row WHERE case_id = ?', caseId);
  const contacts = db.all<{ contactId: string }>(
    'SELECT contact_id AS contactId FROM contact_case WHERE case_id = ?',
    caseId,
  );
  return { events, outbox, caseRow, tasks, contactIds: contacts.map(({ contactId }) => contactId) };
}

function insert(db: WritableDb, table: string, row: Row): void {
  const columns = Object.keys(row);
  db.run(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((column) => `$${column}`).join(', ')})`,
    row,
  );
}

interface RawTransaction {
  once(index: number): void;
  /** Takes away again what it wrote. */
  undo(): void;
}

/** The same rows again under other ids, in one transaction forced to disk: of a new case, or onto the line of the one there is. */
function rawTransaction(db: WritableDb, newCase: boolean): RawTransaction {
  const { events, outbox, caseRow, tasks, contactIds } = rowsOfNewest(db);
  const { seq: _seq, ...entry } = outbox;
  const made: string[] = [];
  const setUpdatedAt = (at: SqlValue): void =>
    void db.run('UPDATE case_row SET updated_at = ? WHERE case_id = ?', at, caseRow['case_id'] ?? null);
  return {
    once(index) {
      const id = uuidv7();
      made.push(id);
      transaction(db, () => {
        for (const [version, { position: _position, ...event }] of events.entries()) {
          // Pending, because confirmed events stay for good.
          const own = { event_id: uuidv7(), stream: `bench/${id}`, version: version + 1, command_id: id };
          insert(db, 'event', { ...event, ...own, status: 'pending', accepted_at: null });
        }
        if (newCase) {
          insert(db, 'case_row', { ...caseRow, case_id: id, case_code: id, order_no: id });
          for (const task of tasks) insert(db, 'task_row', { ...task, task_id: uuidv7(), case_id: id });
          for (const contactId of contactIds) {
            insert(db, 'contact_case', { contact_id: contactId, case_id: id });
            db.run('UPDATE contact_row SET last_activity_at = last_activity_at + 1 WHERE contact_id = ?', contactId);
          }
        } else setUpdatedAt(index);
        insert(db, 'outbox', { ...entry, command_id: id });
      });
    },
    undo() {
      transaction(db, () => {
        for (const id of made) {
          db.run('DELETE FROM event WHERE stream = ?', `bench/${id}`);
          db.run('DELETE FROM outbox WHERE command_id = ?', id);
          for (const table of ['task_row', 'contact_case', 'case_row'])
            db.run(`DELETE FROM ${table} WHERE case_id = ?`, id);
        }
        setUpdatedAt(caseRow['updated_at'] ?? null);
      });
    },
  };
}

/** A command beside the bare transaction that writes what its first run wrote. */
async function besideRaw(
  name: string,
  db: WritableDb,
  runs: number,
  once: (index: number) => Promise<unknown>,
  newCase: boolean,
): Promise<Figure> {
  await once(0);
  const raw = rawTransaction(db, newCase);
  const pair = await measureAsyncBeside(runs, (index) => once(index + 1), raw.once);
  raw.undo();
  return figure(name, pair.timing, pair.floor, COMMAND);
}

async function noteFigure(desk: Desk, agent: DeskClient, cases: number): Promise<Figure> {
  const ids = Array.from({ length: 50 }, (_, index) => longCase(desk, cases, index));
  const note = (index: number) =>
    agent.contacts.note({
      subject: { type: 'case', caseId: ids[index % ids.length] ?? '' },
      text: `测试备注：客户询问退款进度，已告知预计到账时间，第${index}次。`,
      corrects: null,
    });
  return besideRaw('command.note', desk.deps.db, NOTES, note, false);
}

/** An application of an hour ago that nothing was shipped for, of a person of its own. */
function freshOrder(index: number, now: number): OrderInput {
  const input = generatedOrder(2 * index);
  if (input.order.kind !== 'terminal_application') throw new Error('not an application');
  return {
    ...input,
    order: {
      ...input.order,
      orderNo: `BENCH${now}${index}`,
      status: 'submitted',
      terminalStatus: 'unallocated',
      terminalSns: [],
      trackingNo: null,
      orderedAt: now - 3_600_000,
    },
  };
}

async function fileFigure(desk: Desk, agent: DeskClient): Promise<Figure> {
  const { deps } = desk;
  const me = deps.db.get<{ userId: string; branchId: string }>(
    `SELECT user_id AS userId, branch_id AS branchId FROM user_account WHERE login = 'agent1'`,
  );
  if (me === undefined) throw new Error('the demonstration has no agent');
  const actor = { ...me, roles: ['agent'], deskId: deps.deskId } as const;
  const filings: Parameters<DeskClient['cases']['file']>[0][] = [];
  for (let index = 0; index < FILINGS + 21; index += 1) {
    const now = deps.now();
    const input = freshOrder(index, now);
    const { orderNo } = input.order;
    transaction(deps.db, () => recordOrder(deps.db, input, { at: now, source: 'bench', newId: uuidv7 }), 'orders');
    const contactId = uuidv7();
    const { party } = await agent.orders.get({ orderNo, contactId: null });
    haveCall(deps, actor, { contactId, partyId: party.partyId, matched: ['person_name', 'id_no_last6', 'sms_code'] });
    const device = { opened: null, tested: null, damaged: null, activatedBy: null };
    const decision = await agent.orders.decide({ orderNo, contactId, reasonCode: REASON, device });
    const { packId, packVersion, feeListVersion, bring } = decision;
    const at = deps.now();
    filings.push({
      contactId,
      orderNo,
      reasonCode: REASON,
      reasonText: '测试：店铺转让，不再需要',
      device,
      acknowledgement: { packId, packVersion, feeListVersion, how: 'read_out', at },
      fees: [],
      materials: bring
        .filter(({ required }) => required)
        .map(({ id }) => ({ materialId: id, state: 'verified', evidenceId: null })),
      contactPreference: { channel: 'sms', hours: null },
      readBackAt: at,
    });
  }
  const file = (index: number) => {
    const filing = filings[index];
    if (filing === undefined) throw new Error('no more filings');
    return agent.cases.file(filing);
  };
  return besideRaw('command.file', deps.db, FILINGS, file, true);
}

/** Commands through the router of a desk, synchronous=FULL. */
export async function commandFigures(desk: Desk, cases: number): Promise<Figure[]> {
  const agent = await signedIn(desk, 'agent1');
  const note = await noteFigure(desk, agent, cases);
  return [note, await fileFigure(desk, agent)];
}
