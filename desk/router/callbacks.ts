import { cancelCallback } from '../../domain/callbacks/cancel-callback.ts';
import { completeCallback } from '../../domain/callbacks/complete-callback.ts';
import { rescheduleCallback } from '../../domain/callbacks/reschedule-callback.ts';
import { scheduleCallback } from '../../domain/callbacks/schedule-callback.ts';
import { refuse } from '../../domain/kernel/result.ts';
import type { Result } from '../../domain/kernel/result.ts';
import { isCalendarDay } from '../../domain/text/calendar-day.ts';
import type { DeskDeps } from '../deps.ts';
import { callUnanswered } from '../services/callback-calls.ts';
import { dialCallback, numberAsGiven } from '../services/start-contact.ts';
import { callbacksOf, callbackView, slotsOf } from '../views/callback.ts';
import { contactView } from '../views/contact.ts';
import type { Procedures } from './base.ts';
import { refused, valueOf } from './base.ts';
import { mayRead } from './reading.ts';

/** Promises to call somebody back, and the calls that keep them. */
export function createCallbacksRouter(deps: DeskDeps, { signedIn }: Procedures) {
  const { execute, newId } = deps;
  const viewAfter = (done: Result<unknown>, callbackId: string) => {
    valueOf(done);
    return valueOf(callbackView(deps, callbackId));
  };
  return {
    list: signedIn.callbacks.list.handler(({ context: { user }, input: { mine, includeDone } }) => {
      valueOf(mayRead(user.actor));
      return callbacksOf(deps, { ownerUserId: mine ? user.userId : null, includeDone });
    }),
    slots: signedIn.callbacks.slots.handler(({ input: { day } }) => {
      const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
      return isCalendarDay(year, month, date) ? slotsOf(deps, day) : refused(noSuchDay);
    }),
    schedule: signedIn.callbacks.schedule.handler(({ context: { user }, input: { statedNumber, ...asked } }) => {
      const callbackId = newId();
      const stated = asked.numberSource === 'stated';
      const number = stated ? valueOf(numberAsGiven(statedNumber, 'statedNumber')) : null;
      const done = execute(user.actor, scheduleCallback, {
        ...asked,
        callbackId,
        statedNumber: number,
        // Whoever promised it is the one the customer expects; it can be taken over by anybody.
        ownerUserId: user.userId,
      });
      return viewAfter(done, callbackId);
    }),
    attempt: signedIn.callbacks.attempt.handler(({ context, input }) =>
      viewAfter(callUnanswered(deps, context.user.actor, input), input.callbackId),
    ),
    reschedule: signedIn.callbacks.reschedule.handler(({ context, input }) =>
      viewAfter(execute(context.user.actor, rescheduleCallback, input), input.callbackId),
    ),
    complete: signedIn.callbacks.complete.handler(({ context, input }) =>
      viewAfter(execute(context.user.actor, completeCallback, input), input.callbackId),
    ),
    cancel: signedIn.callbacks.cancel.handler(({ context, input }) =>
      viewAfter(execute(context.user.actor, cancelCallback, input), input.callbackId),
    ),
    dial: signedIn.callbacks.dial.handler(({ context, input }) => {
      const contactId = valueOf(dialCallback(deps, context.user.actor, input.callbackId));
      return valueOf(contactView(deps, contactId));
    }),
  };
}

const noSuchDay = refuse('invalid_input', { path: 'day', code: 'custom' }).refusal;
