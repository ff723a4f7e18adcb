import { z } from 'zod';
import type { NewDomainEvent } from '../events.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { autoChecks, missingMaterials } from './auto-checks.ts';
import type { MaterialItem } from './events.ts';
import { caseFor, missingEvidence } from './guards.ts';
import { idSchema, materialItemSchema } from './payload-parts.ts';
import type { CaseState } from './state.ts';

/**
 * An item came in, was looked at, or was found wanting. When the last one that was missing is there, the checks run again and
 * the case goes back to review. Refuses `not_found`, `not_permitted`, `case_state_forbids`, `evidence_missing`. @rule 5.2
 */
export const receiveMaterial = defineCommand({
  type: 'ReceiveMaterial',
  authority: 'recorded',
  payload: z.strictObject({ caseId: idSchema, partyId: idSchema, item: materialItemSchema }),
  streams: ({ caseId, partyId }) => [streamId('case', caseId), streamId('party', partyId)],
  decide(streams, { caseId, partyId, item }, { actor, facts, now, pack }) {
    const found = caseFor('receive_material', streams, caseId, actor);
    if (!found.ok) return found;
    const unproven = missingEvidence(facts, item.evidenceId);
    if (unproven !== null) return unproven;
    const stream = streamId('case', caseId);
    const received: NewDomainEvent = { stream, type: 'MaterialReceived', data: { item } };
    const { decision, orderNo, fees, status, infoRequested } = found.value;
    const asked = infoRequested?.materials ?? [];
    const materials = withItem(found.value, item);
    if (status !== 'needs_info' || decision === null || missingMaterials(decision, materials, pack, asked).length > 0)
      return ok([received]);
    const partyLocked = streams.party(partyId).lockedAt !== null;
    const checks = autoChecks({ decision, order: facts.order(orderNo), fees, materials, partyLocked, pack, now });
    return ok([received, { stream, type: 'AutoCheckDone', data: checks }]);
  },
});

function withItem(state: CaseState, item: MaterialItem): readonly MaterialItem[] {
  return [...state.materials.filter((each) => each.materialId !== item.materialId), item];
}
