/** What was recorded although it does not go together with what came in since: taken, and put before a supervisor. */
import { drawsOf } from '../../contract/hub-protocol/drawn-ids.ts';
import { isOpenContradiction } from '../../domain/cases/contradictions.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';
import { parseStreamId, streamId } from '../../domain/kernel/stream.ts';
import type { StreamId } from '../../domain/kernel/stream.ts';
import type { HubEvent } from '../store/store.ts';
import type { Appending, UnitOfWork } from './unit-of-work.ts';

/**
 * Notes on the case or the contact that a command was about that it contradicts something: once for each kind until it is
 * settled. What has neither, as a callback to nobody's contact, is kept with the outcome alone.
 */
export async function noteContradiction(
  unit: UnitOfWork,
  command: { readonly type: string; readonly streams: readonly StreamId[] },
  { code, data }: Refusal,
  stamped: Omit<Appending, 'eventId'>,
): Promise<readonly HubEvent[]> {
  const stream = shownOn(unit, command.streams);
  if (stream === null) return [];
  await unit.hold([stream]);
  const { kind, id } = parseStreamId(stream);
  const loaded = unit.loaded([stream]);
  const state = kind === 'case' ? loaded.case(id) : loaded.contact(id);
  if (state === null || isOpenContradiction(state.contradictions, code)) return [];
  const { eventId, newId } = drawsOf(`${stamped.commandId}/contradicts`);
  const found = { contradictionId: newId(), code, data, commandType: command.type };
  return unit.append([{ stream, type: 'ContradictionFound', data: found }], { ...stamped, eventId });
}

/** A callback is about a case or a contact, and shown there. */
function shownOn(unit: UnitOfWork, streams: readonly StreamId[]): StreamId | null {
  for (const stream of streams) {
    const { kind, id } = parseStreamId(stream);
    if (kind === 'case' || kind === 'contact') return stream;
    const callback = kind === 'callback' ? unit.loaded([stream]).callback(id) : null;
    if (callback?.request.caseId != null) return streamId('case', callback.request.caseId);
    if (callback?.request.contactId != null) return streamId('contact', callback.request.contactId);
  }
  return null;
}
