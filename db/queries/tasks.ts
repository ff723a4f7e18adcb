/** Open tasks as queues show them, the next due first. The whole of a task stands in its case. */
import type { TaskKind, TaskRole } from '../../domain/cases/events.ts';
import type { ReadableDb } from '../open/database.ts';

export interface TaskPlace {
  readonly taskId: string;
  readonly caseId: string;
  /** The due date; later than any for a task that has none. */
  readonly sortAt: number;
}

export interface TaskQueue {
  readonly kind: TaskKind | null;
  readonly role: TaskRole | null;
  readonly assignedTo: string | null;
}

/** What a queue asks for, as a condition and its named values. */
function conditionOf({ kind, role, assignedTo }: TaskQueue) {
  const conditions = ["status = 'open'"];
  const values: Record<string, string> = {};
  if (kind !== null) {
    conditions.push('kind = $kind');
    values['kind'] = kind;
  }
  if (role !== null) {
    conditions.push('owner_role = $role');
    values['role'] = role;
  }
  if (assignedTo !== null) {
    conditions.push('assigned_to = $assignedTo');
    values['assignedTo'] = assignedTo;
  }
  return { where: conditions.join(' AND '), values };
}

/** A page of a queue. `after` is the last task of the page before. */
export function listOpenTasks(
  db: ReadableDb,
  { queue, after, limit }: { queue: TaskQueue; after: Pick<TaskPlace, 'sortAt' | 'taskId'> | null; limit: number },
): TaskPlace[] {
  const { where, values } = conditionOf(queue);
  return db.all<TaskPlace>(
    `SELECT task_id AS taskId, case_id AS caseId, sort_at AS sortAt FROM task_row
     WHERE ${where} AND (sort_at, task_id) > ($sortAt, $taskId) ORDER BY sort_at, task_id LIMIT $limit + 0`,
    { ...values, sortAt: after?.sortAt ?? 0, taskId: after?.taskId ?? '', limit },
  );
}

/** How many open tasks a queue holds, at most `limit`. */
export function countTasksIn(db: ReadableDb, queue: TaskQueue, limit: number): number {
  const { where, values } = conditionOf(queue);
  const row = db.get<{ count: number }>(
    `SELECT count(*) AS count FROM (SELECT 1 FROM task_row WHERE ${where} LIMIT $limit + 0)`,
    { ...values, limit },
  );
  return row?.count ?? 0;
}
