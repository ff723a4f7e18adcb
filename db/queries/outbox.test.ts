import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { transaction } from '../open/database.ts';
import { openTemporaryDb } from '../testing/temporary-db.ts';
import type { TemporaryDb } from '../testing/temporary-db.ts';
import { answerInOutbox, findInOutbox, listWaiting, putInOutbox, settleKept } from './outbox.ts';
import type { OutboxAnswer, OutboxEntry, OutboxState } from './outbox.ts';

let temporary: TemporaryDb;

beforeEach(() => {
  temporary = openTemporaryDb();
});

afterEach(() => {
  temporary.dispose();
});

const entry = (commandId: string, state: OutboxState = 'waiting'): OutboxEntry => ({
  commandId,
  stream: 'contact/contact-1',
  type: 'AddNote',
  payload: { text: `测试 ${commandId}`, later: { a: [1, null] } },
  authority: 'recorded',
  actor: { userId: 'agent-1', roles: ['agent', 'clerk'], branchId: 'branch-1', deskId: 'desk-1' },
  createdAt: 5,
  state,
});
const put = (commandId: string, state?: OutboxState): void => {
  putInOutbox(temporary.db, entry(commandId, state));
};
const waiting = (limit = 10): [number, string][] =>
  listWaiting(temporary.db, limit).map(({ seq, entry: { commandId } }) => [seq, commandId]);
const answer = (commandId: string, state: OutboxAnswer['state'], at = 9): boolean =>
  answerInOutbox(temporary.db, { commandId, state, outcome: { result: state, more: 1 }, at });
const stored = (commandId: string): unknown =>
  temporary.db.get('SELECT state, outcome, answered_at AS at FROM outbox WHERE command_id = ?', commandId);

test('a command is found as it was put, and one that is there already is not put again', () => {
  put('command-1');

  expect(findInOutbox(temporary.db, 'command-1')).toEqual(entry('command-1'));
  expect(findInOutbox(temporary.db, 'command-2')).toBeNull();
  expect(() => {
    put('command-1');
  }).toThrow('UNIQUE');
});

describe('what waits for the hub', () => {
  test('is told whole and in the order in which it was done, so many at a time', () => {
    put('command-2');
    put('command-1');
    put('command-3');

    expect(waiting()).toEqual([
      [1, 'command-2'],
      [2, 'command-1'],
      [3, 'command-3'],
    ]);
    expect(waiting(2)).toEqual(waiting().slice(0, 2));
    expect(listWaiting(temporary.db, 1)).toEqual([{ seq: 1, entry: entry('command-2') }]);
  });

  test('is counted without gaps, whatever was undone in between', () => {
    put('command-1');
    expect(() => {
      transaction(temporary.db, () => {
        put('undone-1');
        throw new Error('undone');
      });
    }).toThrow('undone');
    expect(() => {
      put('command-1');
    }).toThrow('UNIQUE');
    put('command-2');

    expect(waiting()).toEqual([
      [1, 'command-1'],
      [2, 'command-2'],
    ]);
  });

  test('waits no longer once it has an answer, and nothing else does', () => {
    for (const commandId of ['command-1', 'command-2', 'command-3', 'command-4']) put(commandId);

    expect([answer('command-1', 'accepted'), answer('command-2', 'rejected'), answer('command-3', 'parked')]).toEqual([
      true,
      true,
      true,
    ]);

    expect(waiting()).toEqual([[4, 'command-4']]);
    expect(stored('command-2')).toEqual({ state: 'rejected', outcome: '{"result":"rejected","more":1}', at: 9 });
    expect(stored('command-4')).toEqual({ state: 'waiting', outcome: null, at: null });
  });
});

describe('an answer', () => {
  test.each(['accepted', 'rejected'] as const)('of %s is the last, whatever comes after it', (state) => {
    put('command-1');
    answer('command-1', state);
    const first = stored('command-1');

    const changed = (['accepted', 'rejected', 'parked'] as const).map((other) => answer('command-1', other, 20));

    expect(changed).toEqual([false, false, false]);
    expect(stored('command-1')).toEqual(first);
  });

  test('of parked is followed by another once the hub understands it', () => {
    put('command-1');
    answer('command-1', 'parked');

    expect(answer('command-1', 'accepted', 20)).toBe(true);
    expect(stored('command-1')).toMatchObject({ state: 'accepted', at: 20 });
  });

  test('to a command of nobody, or to one that no hub was asked about, changes nothing', () => {
    put('command-1', 'kept');

    expect([answer('command-1', 'accepted'), answer('command-9', 'accepted')]).toEqual([false, false]);
    expect(stored('command-1')).toMatchObject({ state: 'kept', at: null });
  });
});

test('what a desk did on its own authority is settled once the hub has it, and told no more', () => {
  put('command-1', 'kept');
  put('command-2');

  expect([settleKept(temporary.db, 20), settleKept(temporary.db, 30)]).toEqual([1, 0]);

  expect(stored('command-1')).toMatchObject({ state: 'accepted', at: 20 });
  expect(waiting()).toEqual([[2, 'command-2']]);
});
