/** In whose queue a case stands: the roles that have something to do about it now, whatever the branch. */
import type { Role } from '../kernel/actor.ts';
import type { TaskKind } from './events.ts';
import type { CaseState } from './state.ts';

/** Who works on open tasks of a kind besides the desk that has the case. */
const TASK_ROLES: Readonly<Partial<Record<TaskKind, Role>>> = {
  refund: 'finance',
  device_return: 'warehouse',
  unbind: 'warehouse',
};

/** None for a case that waits for nobody but its owner. @rule 5.0 approvals by supervisors, and by finance above their limit */
export function waitsFor({ status, tasks, contradictions }: CaseState): readonly Role[] {
  const roles = new Set<Role>();
  if (status === 'submitted' || status === 'under_review' || status === 'appealed') {
    roles.add('supervisor');
    roles.add('finance');
  }
  if (contradictions.some(({ settled }) => settled === null)) roles.add('supervisor');
  for (const { task, status: standing } of tasks) {
    const role = standing === 'open' ? TASK_ROLES[task.kind] : undefined;
    if (role !== undefined) roles.add(role);
  }
  return [...roles].toSorted();
}
