import { z } from 'zod';
import { defineCommand } from '../kernel/command.ts';
import { ok, refuse } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { screenText } from './free-text.ts';
import { caseFor } from './guards.ts';
import { idSchema, textSchema } from './payload-parts.ts';

/** A note on one task, also after the task is over. Refuses `not_found`, `not_permitted`. */
export const addTaskNote = defineCommand({
  type: 'AddTaskNote',
  authority: 'recorded',
  payload: z.strictObject({ caseId: idSchema, taskId: idSchema, noteId: idSchema, text: textSchema }),
  streams: ({ caseId }) => [streamId('case', caseId)],
  decide(streams, { caseId, taskId, noteId, text }, { actor }) {
    const found = caseFor('add_task_note', streams, caseId, actor);
    if (!found.ok) return found;
    if (!found.value.tasks.some((each) => each.task.taskId === taskId)) return refuse('not_found', { kind: 'task' });
    const stream = streamId('case', caseId);
    const screened = screenText(stream, noteId, { text });
    return ok([...screened.events, { stream, type: 'TaskNoted', data: { taskId, noteId, text: screened.text.text } }]);
  },
});
