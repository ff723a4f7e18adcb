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

/**
 * An open callback and the call made for it, which is the actor's own. Without a call, the callback alone. Refuses like
 * `openCallback`, and `not_found`, `contact_belongs_to_other` and `invalid_input` for a call that was not made for it.
 */
export function calledFor(
  streams: LoadedStreams,
  { callbackId, contactId }: { readonly callbackId: string; readonly contactId: string | null },
  context: DecideContext,
): Result<CallbackState> {
  const found = openCallback(streams, callbackId, context);
  if (!found.ok || contactId === null) return found;
  const contact = streams.contact(contactId);
  if (contact === null) return refuse('not_found', { kind: 'contact' });
  if (contact.callbackId !== callbackId) return refuse('invalid_input', { field: 'contactId' });
  if (contact.ownerUserId !== context.actor.userId) return refuse('contact_belongs_to_other');
  return found;
}
