import type { TaskView } from '../../contract/desk-api/cases.ts';
import { COUNTED_TO } from '../../contract/desk-api/shared.ts';
import { countTasksIn, listOpenTasks } from '../../db/queries/tasks.ts';
import type { TaskPlace, TaskQueue } from '../../db/queries/tasks.ts';
import type { CaseState, TaskState } from '../../domain/cases/state.ts';
import { maskSn } from '../../domain/identifiers/mask.ts';
import { ok, refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { maskPersonalData } from '../../domain/text/personal-data.ts';
import type { DeskDeps } from '../deps.ts';
import { loadCase } from './load.ts';
import { findPartySummary } from './masked.ts';
import { userRefOf } from './users.ts';

type ViewDeps = Pick<DeskDeps, 'db'>;

const TASKS_PER_PAGE = 50;

export function taskViewsOf(deps: ViewDeps, state: CaseState): TaskView[] {
  const party = findPartySummary(deps.db, state.partyId);
  return state.tasks.map((each) => taskViewOf(deps, state, each, party));
}

function taskViewOf(
  deps: ViewDeps,
  state: CaseState,
  { task, status, assignedTo, createdAt, notes }: TaskState,
  party: ReturnType<typeof findPartySummary>,
): TaskView {
  return {
    taskId: task.taskId,
    caseId: state.caseId,
    caseCode: state.caseCode,
    orderNo: state.orderNo,
    kind: task.kind,
    status,
    ownerRole: task.ownerRole,
    assignedTo: assignedTo === null ? null : userRefOf(deps, assignedTo),
    dueAt: task.dueAt,
    clock: task.clock,
    nextStep: task.nextStep,
    createdAt,
    merchantMasked: party?.merchantMasked ?? null,
    personMasked: party?.personMasked ?? null,
    refund:
      task.kind === 'refund'
        ? {
            componentType: task.componentType,
            amountFen: task.amountFen,
            method: task.method,
            payeeType: task.payeeType,
            reason: task.reason,
            state: task.initialState,
          }
        : null,
    device:
      task.kind === 'refund'
        ? null
        : {
            // An empty serial number: the device exists, and somebody has yet to read it off.
            snMasked: task.terminalSn === '' ? '' : maskSn(task.terminalSn),
            variant: task.kind === 'unbind' ? 'unbind' : task.variant,
          },
    notes: notes.map(({ noteId, text, by, at }) => ({
      noteId,
      text: maskPersonalData(text),
      by: userRefOf(deps, by),
      at,
    })),
  };
}

/** Refuses `not_found`. */
export function taskView(deps: ViewDeps, caseId: string, taskId: string): Result<TaskView> {
  const state = loadCase(deps.db, caseId);
  const task = state?.tasks.find((each) => each.task.taskId === taskId);
  if (state === null || task === undefined) return refuse('not_found', { kind: 'task' });
  return ok(taskViewOf(deps, state, task, findPartySummary(deps.db, state.partyId)));
}

/** A page of a queue of open tasks, the next due first. */
export function taskPage(
  deps: ViewDeps,
  queue: TaskQueue,
  after: Pick<TaskPlace, 'sortAt' | 'taskId'> | null,
): { rows: TaskView[]; total: number; last: TaskPlace | null } {
  const places = listOpenTasks(deps.db, { queue, after, limit: TASKS_PER_PAGE });
  const views = new Map<string, TaskView[]>();
  for (const caseId of new Set(places.map((place) => place.caseId))) {
    const state = loadCase(deps.db, caseId);
    if (state !== null) views.set(caseId, taskViewsOf(deps, state));
  }
  return {
    rows: places.flatMap(({ caseId, taskId }) => views.get(caseId)?.find((view) => view.taskId === taskId) ?? []),
    total: countTasksIn(deps.db, queue, COUNTED_TO),
    last: places.length < TASKS_PER_PAGE ? null : (places.at(-1) ?? null),
  };
}
