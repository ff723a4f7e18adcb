import { z } from 'zod';
import { idSchema, instantSchema } from '../cases/payload-parts.ts';
import { defineCommand } from '../kernel/command.ts';
import { ok, refuse } from '../kernel/result.ts';
import { streamId } from '../kernel/stream.ts';
import { openCallback } from './guards.ts';
import { CALLBACK_MAX_ATTEMPTS, checkSlot, timeBandOf } from './slots.ts';

/**
 * Another slot. After two attempts in one part of the day the third goes to another (at most three, in at least two time
 * bands). Refuses like `openCallback` and `checkSlot`, and `callback_slot_not_offered` (`same_time_band`). @rule 5.5
 */
export const rescheduleCallback = defineCommand({
  type: 'RescheduleCallback',
  authority: 'arbitrated',
  payload: z.strictObject({ callbackId: idSchema, slotStart: instantSchema }),
  streams: ({ callbackId }) => [streamId('callback', callbackId)],
  decide(streams, { callbackId, slotStart }, context) {
    const found = openCallback(streams, callbackId, context);
    if (!found.ok) return found;
    const { attempts, request } = found.value;
    const free = checkSlot(slotStart, request.minutes, context.facts.callbacksInSlot(slotStart), context.now);
    if (!free.ok) return free;
    const bands = new Set([...attempts, slotStart].map(timeBandOf));
    if (attempts.length === CALLBACK_MAX_ATTEMPTS - 1 && bands.size === 1) {
      return refuse('callback_slot_not_offered', { slotStart, why: 'same_time_band' });
    }
    return ok([{ stream: streamId('callback', callbackId), type: 'CallbackRescheduled', data: { slotStart } }]);
  },
});
