import { z } from 'zod';
import { defineCommand } from '../kernel/command.ts';
import { ok, refuse, type Result } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { caseFor } from './guards.ts';
import { idSchema } from './payload-parts.ts';
import type { CaseState, TaskState } from './state.ts';

/** The open task of a case. Refuses `not_found`, `task_not_open`. */
export function openTask(state: CaseState, taskId: string): Result<TaskState> {
  const task = state.tasks.find((each) => each.task.taskId === taskId);
  if (task === undefined) return refuse('not_found', { kind: 'task' });
  return task.status === 'open' ? ok(task) : refuse('task_not_open', { status: task.status });
}

/**
 * Gives a task to a person, or back to its queue (`userId` null). A person takes work of their own role; only a supervisor
 * gives work to others. Refuses `not_found`, `not_permitted`, `case_state_forbids`, `task_not_open`, `assignee_unfit`.
 */
export const assignTask = defineCommand({
  type: 'AssignTask',
  authority: 'arbitrated',
  payload: z.strictObject({ caseId: idSchema, taskId: idSchema, userId: idSchema.nullable() }),
  streams: ({ caseId }) => [streamId('case', caseId)],
  decide(streams, { caseId, taskId, userId }, { actor, facts }) {
    const found = caseFor('assign_task', streams, caseId, actor);
    if (!found.ok) return found;
    const task = openTask(found.value, taskId);
    if (!task.ok) return task;
    const { ownerRole } = task.value.task;
    const isMine = (assignee: string | null) => assignee === null || assignee === actor.userId;
    const isOwnWork = actor.roles.includes(ownerRole) && isMine(task.value.assignedTo) && isMine(userId);
    if (!actor.roles.includes('supervisor') && !isOwnWork)
      return refuse('not_permitted', { act: 'assign_task', roles: ['supervisor'] });
    if (userId !== null) {
      const user = facts.user(userId);
      if (user === null || !user.active || !user.roles.includes(ownerRole))
        return refuse('assignee_unfit', { roles: [ownerRole] });
    }
    if (task.value.assignedTo === userId) return ok([]);
    return ok([{ stream: streamId('case', caseId), type: 'TaskAssigned', data: { taskId, userId } }]);
  },
});
