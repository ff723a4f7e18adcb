import { z } from 'zod';
import type { Role } from '../kernel/actor.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok, refuse } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { caseFor } from './guards.ts';
import { idSchema } from './payload-parts.ts';

const OWNER_ROLES: readonly Role[] = ['agent', 'clerk', 'supervisor'];

/**
 * Names the one person a customer can ask for (A25). A supervisor gives any case to anybody who serves customers, an owner
 * hands on their own. Refuses `not_found`, `not_permitted`, `case_state_forbids`, `assignee_unfit`.
 */
export const assignOwner = defineCommand({
  type: 'AssignOwner',
  authority: 'arbitrated',
  payload: z.strictObject({ caseId: idSchema, userId: idSchema }),
  streams: ({ caseId }) => [streamId('case', caseId)],
  decide(streams, { caseId, userId }, { actor, facts }) {
    const found = caseFor('assign_owner', streams, caseId, actor);
    if (!found.ok) return found;
    const user = facts.user(userId);
    if (user === null || !user.active || !user.roles.some((role) => OWNER_ROLES.includes(role))) {
      return refuse('assignee_unfit', { roles: [...OWNER_ROLES] });
    }
    if (found.value.ownerUserId === userId) return ok([]);
    return ok([{ stream: streamId('case', caseId), type: 'CaseOwnerAssigned', data: { userId } }]);
  },
});
