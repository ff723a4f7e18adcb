import { addTaskNote } from '../../domain/cases/add-task-note.ts';
import { assignTask } from '../../domain/cases/assign-task.ts';
import type { DeskDeps } from '../deps.ts';
import { taskPage, taskView } from '../views/task.ts';
import type { Procedures } from './base.ts';
import { valueOf } from './base.ts';
import { cursorOf, mayRead, readCursor } from './reading.ts';

/** The work that follows an approval, in the queues of the roles that do it. */
export function createTasksRouter(deps: DeskDeps, { signedIn }: Procedures) {
  const { execute, newId } = deps;
  return {
    list: signedIn.tasks.list.handler(({ context: { user }, input: { kind, role, mine, cursor } }) => {
      valueOf(mayRead(user.actor));
      const at = valueOf(readCursor(cursor));
      const queue = { kind, role, assignedTo: mine ? user.userId : null };
      const after = at === null ? null : { sortAt: at.sortedBy, taskId: at.id };
      const { rows, total, last } = taskPage(deps, queue, after);
      return { rows, total, next: cursorOf(last === null ? null : { sortedBy: last.sortAt, id: last.taskId }) };
    }),
    assign: signedIn.tasks.assign.handler(({ context: { user }, input }) => {
      valueOf(execute(user.actor, assignTask, input));
      return valueOf(taskView(deps, input.caseId, input.taskId));
    }),
    note: signedIn.tasks.note.handler(({ context: { user }, input }) => {
      valueOf(execute(user.actor, addTaskNote, { ...input, noteId: newId() }));
      return valueOf(taskView(deps, input.caseId, input.taskId));
    }),
  };
}
