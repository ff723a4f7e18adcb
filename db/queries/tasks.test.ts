import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTemporaryDb } from '../testing/temporary-db.ts';
import type { TemporaryDb } from '../testing/temporary-db.ts';
import { countTasksIn, listOpenTasks } from './tasks.ts';
import type { TaskPlace, TaskQueue } from './tasks.ts';

let temporary: TemporaryDb;
const ANY: TaskQueue = { kind: null, role: null, assignedTo: null };

/** Open tasks, due in the order of their names but for `a` and `b`, which are due at once; and one that is over. */
const TASKS = [
  ['b', 'refund', 'open', 'finance', 'finance-1', 10],
  ['a', 'refund', 'open', 'finance', null, 10],
  ['c', 'device_return', 'open', 'clerk', null, 20],
  ['d', 'refund', 'open', 'supervisor', null, 30],
  ['e', 'refund', 'cancelled', 'finance', null, 5],
] as const;

beforeAll(() => {
  temporary = openTemporaryDb();
  for (const [taskId, kind, status, role, assignedTo, sortAt] of TASKS) {
    temporary.db.run(
      `INSERT INTO task_row (task_id, case_id, kind, status, owner_role, assigned_to, next_step, created_at, sort_at)
       VALUES (?, ?, ?, ?, ?, ?, 'refund.approve', 1, ?)`,
      taskId,
      `case-${taskId}`,
      kind,
      status,
      role,
      assignedTo,
      sortAt,
    );
  }
});

afterAll(() => {
  temporary.dispose();
});

const list = (queue: Partial<TaskQueue>, after: TaskPlace | null = null, limit = 10): TaskPlace[] =>
  listOpenTasks(temporary.db, { queue: { ...ANY, ...queue }, after, limit });
const named = (places: readonly TaskPlace[]): string => places.map(({ taskId }) => taskId).join('');

describe('a queue of tasks', () => {
  test.each([
    [{}, 'abcd'],
    [{ kind: 'refund' }, 'abd'],
    [{ role: 'finance' }, 'ab'],
    [{ assignedTo: 'finance-1' }, 'b'],
    [{ kind: 'refund', role: 'supervisor' }, 'd'],
    [{ kind: 'unbind' }, ''],
  ] as const)('of %j holds the open tasks %s, the next due first', (queue, tasks) => {
    expect(named(list(queue))).toBe(tasks);
    expect(countTasksIn(temporary.db, { ...ANY, ...queue }, 10)).toBe(tasks.length);
  });

  test('goes on after the last task of a page, also among those that are due at once', () => {
    const first = list({}, null, 1);
    const second = list({}, first[0] ?? null, 2);

    expect(first).toEqual([{ taskId: 'a', caseId: 'case-a', sortAt: 10 }]);
    expect(named(second)).toBe('bc');
    expect(named(list({}, second[1] ?? null))).toBe('d');
  });

  test('is counted to a limit', () => {
    expect(countTasksIn(temporary.db, ANY, 3)).toBe(3);
  });
});
