/** The callback stream: an appointment to call somebody back (states 5.5). */
import type { UtcMs } from '../kernel/units.ts';

export const CALLBACK_TOPICS = ['verification', 'cancellation', 'refund', 'device_return', 'other'] as const;
export type CallbackTopic = (typeof CALLBACK_TOPICS)[number];

export interface CallbackEventMap {
  CallbackScheduled: {
    readonly partyId: string | null;
    readonly contactId: string | null;
    readonly caseId: string | null;
    readonly topic: CallbackTopic;
    /** `registered` is dialled from the record; `stated` was given by the caller and verifies nothing. */
    readonly numberSource: 'registered' | 'stated';
    readonly statedNumber: string | null;
    readonly slotStart: UtcMs;
    readonly minutes: 10 | 20 | 40;
    readonly ownerUserId: string | null;
    readonly note: string;
  };
  CallbackAttempted: { readonly outcome: 'no_answer' | 'busy'; readonly contactId: string | null };
  CallbackRescheduled: { readonly slotStart: UtcMs };
  CallbackCompleted: { readonly contactId: string | null };
  CallbackCancelled: { readonly reason: string };
}
