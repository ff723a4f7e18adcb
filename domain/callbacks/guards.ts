import type { DecideContext, LoadedStreams } from '../kernel/command.ts';
import { ok, refuse, type Result } from '../kernel/result.ts';
import { mayAct } from '../permissions.ts';
import { isCallbackOpen } from './slots.ts';
import type { CallbackState } from './state.ts';

/** A callback that can still be worked on. Refuses `not_permitted`, `not_found`, `callback_closed`. */
export function openCallback(
  streams: LoadedStreams,
  callbackId: string,
  { actor }: DecideContext,
): Result<CallbackState> {
  const allowed = mayAct('work_callback', actor);
  if (!allowed.ok) return allowed;
  const state = streams.callback(callbackId);
  if (state === null) return refuse('not_found', { kind: 'callback' });
  return isCallbackOpen(state) ? ok(state) : refuse('callback_closed', { status: state.status });
}
