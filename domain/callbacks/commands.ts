import { cancelCallback } from './cancel-callback.ts';
import { completeCallback } from './complete-callback.ts';
import { recordCallbackAttempt } from './record-callback-attempt.ts';
import { rescheduleCallback } from './reschedule-callback.ts';
import { scheduleCallback } from './schedule-callback.ts';

/** Every command of the callback stream, by its type. */
export const callbackCommands = {
  ScheduleCallback: scheduleCallback,
  RecordCallbackAttempt: recordCallbackAttempt,
  RescheduleCallback: rescheduleCallback,
  CompleteCallback: completeCallback,
  CancelCallback: cancelCallback,
} as const;
