import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../db/open/database.ts';
import { rebuildProjections } from '../../db/projections/streams.ts';
import { listStreams, loadEvents } from '../../db/queries/events.ts';
import { findInOutbox } from '../../db/queries/outbox.ts';
import { openCaseOfOrder } from '../../db/queries/cases.ts';
import { openTemporaryDb } from '../../db/testing/temporary-db.ts';
import type { TemporaryDb } from '../../db/testing/temporary-db.ts';
import { SAMPLE_AT } from '../../db/testing/sample-events.ts';
import { agent, clerk } from '../../domain/testing/given.ts';
import { executeCommand } from './execute.ts';
import { commandDesk } from './testing/command-desk.ts';
import { fileBlindly, startContact } from './testing/sample-commands.ts';

let temporary: TemporaryDb;

beforeEach(() => {
  temporary = openTemporaryDb();
});

afterEach(() => {
  temporary.dispose();
});

const filing = { caseId: 'case-1', contactId: 'contact-1', orderNo: 'ORDER-1', note: '' };

describe('an accepted command', () => {
  it('leaves its events, confirmed, its projections and its place in the outbox', () => {
    const desk = commandDesk(temporary.db);
    executeCommand(desk, agent, startContact, { payload: { contactId: 'contact-1' } });

    const result = executeCommand(desk, agent, fileBlindly, { commandId: 'command-1', payload: filing });

    if (!result.ok) throw new Error(result.refusal.code);
    expect(result.value.alreadyProcessed).toBe(false);
    expect(result.value.streams.case('case-1')?.status).toBe('submitted');
    expect(result.value.streams.contact('contact-1')?.caseIds).toEqual(['case-1']);
    expect(loadEvents(temporary.db, 'contact/contact-1')).toMatchObject([
      { version: 1, type: 'ContactStarted', status: 'confirmed', acceptedAt: SAMPLE_AT },
      { version: 2, type: 'ContactCaseLinked', commandId: 'command-1', actor: agent },
    ]);
    expect(openCaseOfOrder(temporary.db, 'ORDER-1')).toMatchObject({ caseId: 'case-1', requestedBy: 'agent-1' });
    expect(findInOutbox(temporary.db, 'command-1')).toMatchObject({
      stream: 'case/case-1',
      type: 'FileBlindly',
      authority: 'arbitrated',
      state: 'kept',
      payload: filing,
    });
  });

  it('sent again does nothing and answers with what it did then', () => {
    const desk = commandDesk(temporary.db);
    executeCommand(desk, agent, startContact, { payload: { contactId: 'contact-1' } });
    const first = executeCommand(desk, agent, fileBlindly, { commandId: 'command-1', payload: filing });

    const again = executeCommand(desk, agent, fileBlindly, { commandId: 'command-1', payload: filing });

    if (!first.ok || !again.ok) throw new Error('refused');
    expect(again.value.alreadyProcessed).toBe(true);
    expect(again.value.events).toEqual(first.value.events);
    expect(again.value.streams.case('case-1')).toEqual(first.value.streams.case('case-1'));
    expect(loadEvents(temporary.db, 'case/case-1')).toHaveLength(1);
  });

  it('whose id is used for something else is refused', () => {
    const desk = commandDesk(temporary.db);
    executeCommand(desk, agent, startContact, { commandId: 'command-1', payload: { contactId: 'contact-1' } });

    const other = executeCommand(desk, agent, startContact, {
      commandId: 'command-1',
      payload: { contactId: 'contact-2' },
    });

    expect(other).toMatchObject({ ok: false, refusal: { code: 'already_exists' } });
  });

  it('tells which things and lists have changed, after the commit and only then', () => {
    const told: (readonly string[])[] = [];
    const desk = commandDesk(temporary.db, (topics) => {
      expect(temporary.db.inTransaction).toBe(false);
      told.push(topics);
    });

    executeCommand(desk, agent, startContact, { commandId: 'command-1', payload: { contactId: 'contact-1' } });
    executeCommand(desk, agent, startContact, { commandId: 'command-1', payload: { contactId: 'contact-1' } });
    executeCommand(desk, agent, startContact, { commandId: 'command-2', payload: { contactId: 'contact-1' } });

    expect(told).toEqual([['contact/contact-1', 'contacts']]);
  });

  it('scenario 32: keeps no card number in the outbox, and every order number', () => {
    const desk = commandDesk(temporary.db);
    const orderNo = '6222021234567894';

    executeCommand(desk, agent, fileBlindly, {
      commandId: 'command-1',
      payload: { ...filing, orderNo, note: '卡号 6222021234567894 已读' },
    });

    const kept = JSON.stringify(findInOutbox(temporary.db, 'command-1')?.payload);
    expect(kept.split('6222021234567894')).toHaveLength(2);
    expect(kept).toContain(`"orderNo":"${orderNo}"`);
  });
});

describe('a refused command', () => {
  it('names the field that is wrong, not what stood in it', () => {
    const result = executeCommand(commandDesk(temporary.db), agent, startContact, { payload: { contactId: '' } });

    expect(result).toEqual({
      ok: false,
      refusal: { code: 'invalid_input', data: { path: 'contactId', code: 'too_small' } },
    });
  });

  it('stores nothing, and may be sent again under the same id', () => {
    const desk = commandDesk(temporary.db);
    executeCommand(desk, agent, fileBlindly, { commandId: 'command-1', payload: filing });

    const second = { ...filing, caseId: 'case-2' };
    const refused = executeCommand(desk, clerk, fileBlindly, { commandId: 'command-2', payload: second });

    expect(refused).toMatchObject({ ok: false, refusal: { code: 'order_has_open_case' } });
    expect(findInOutbox(temporary.db, 'command-2')).toBeNull();
    expect(listStreams(temporary.db)).toEqual(['case/case-1', 'contact/contact-1']);
    const elsewhere = { ...second, orderNo: 'ORDER-2' };
    expect(executeCommand(desk, clerk, fileBlindly, { commandId: 'command-2', payload: elsewhere }).ok).toBe(true);
  });

  it('leaves the first of two filings on one order standing, from two connections', () => {
    const here = commandDesk(temporary.db);
    const there = commandDesk(temporary.connect());

    const first = executeCommand(here, agent, fileBlindly, { payload: filing });
    const second = executeCommand(there, clerk, fileBlindly, { payload: { ...filing, caseId: 'case-2' } });

    expect(first.ok).toBe(true);
    expect(second).toMatchObject({ ok: false, refusal: { code: 'order_has_open_case' } });
    expect(temporary.db.all('SELECT case_id FROM case_row')).toEqual([{ case_id: 'case-1' }]);
  });

  it('says that the file is in use when another process holds it for too long', () => {
    const other = temporary.connect();
    temporary.db.get('PRAGMA busy_timeout = 1');

    const result = transaction(other, () =>
      executeCommand(commandDesk(temporary.db), agent, startContact, { payload: { contactId: 'contact-1' } }),
    );

    expect(result).toMatchObject({ ok: false, refusal: { code: 'database_locked' } });
  });
});

describe('a crash', () => {
  it('in the middle of a command leaves nothing of it', async () => {
    executeCommand(commandDesk(temporary.db), agent, startContact, { payload: { contactId: 'contact-1' } });
    const script = new URL('testing/crash-child.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, [script, temporary.dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');

    child.kill('SIGKILL');
    await once(child, 'exit');

    const db = temporary.connect();
    expect(listStreams(db)).toEqual(['contact/contact-1']);
    expect(findInOutbox(db, 'command-crash')).toBeNull();
    expect(db.all('SELECT case_id FROM case_row')).toEqual([]);
    expect(executeCommand(commandDesk(db), agent, fileBlindly, { payload: filing }).ok).toBe(true);
  });
});

describe('projections', () => {
  it('made again from the events are the same', () => {
    const desk = commandDesk(temporary.db);
    executeCommand(desk, agent, startContact, { payload: { contactId: 'contact-1' } });
    executeCommand(desk, agent, fileBlindly, { payload: filing });
    const tables = ['contact_row', 'contact_case', 'case_row'];
    const read = () => tables.map((table) => temporary.db.all(`SELECT * FROM ${table}`));
    const before = read();

    const streams = transaction(temporary.db, () => rebuildProjections(temporary.db));

    expect(streams).toBe(2);
    expect(read()).toEqual(before);
    expect(before.map((rows) => rows.length)).toEqual([1, 1, 1]);
  });
});
