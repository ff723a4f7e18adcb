import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { SmsAccepted, SmsMessage } from '../../desk/gateways/sms-gateway.ts';
import type { UtcMs } from '../../domain/kernel/units.ts';

export const messageSchema = z.strictObject({
  to: z.string().regex(/^1\d{10}$/, 'an eleven-digit mainland mobile number'),
  text: z.string().min(1).max(500),
  reference: z.string().min(1).max(100),
}) satisfies z.ZodType<SmsMessage>;

/** How the gateway misbehaves. What is not named stays as it is; counts run down by one with each message that they meet. */
export const behaviourSchema = z
  .strictObject({
    /** Milliseconds before every answer. */
    delayMs: z.int().min(0).max(60_000),
    /** So many messages are refused with 503: nothing is sent. */
    failNext: z.int().nonnegative(),
    /** So many messages are accepted and never reach the phone. */
    dropNext: z.int().nonnegative(),
    /** So many messages are accepted and delivered, but the answer never comes. */
    timeoutAfterAccept: z.int().nonnegative(),
    /** Every message reaches the phone twice. */
    duplicate: z.boolean(),
  })
  .partial();

export type Behaviour = z.infer<typeof behaviourSchema>;

/** A message as it stands on the simulated phone. */
export interface DeliveredMessage extends SmsMessage {
  readonly gatewayId: string;
  readonly deliveredAt: UtcMs;
}

/** What the gateway does with one message: refuse it, or accept it, with or without saying so. */
export type Handling =
  | { readonly kind: 'refused' }
  | { readonly kind: 'accepted'; readonly accepted: SmsAccepted }
  | { readonly kind: 'accepted-in-silence' };

/** The simulated gateway and the phones behind it, in memory only. */
export class SimulatedPhone {
  #behaviour: Required<Behaviour> = {
    delayMs: 0,
    failNext: 0,
    dropNext: 0,
    timeoutAfterAccept: 0,
    duplicate: false,
  };
  readonly #acceptedByReference = new Map<string, SmsAccepted>();
  readonly #delivered: DeliveredMessage[] = [];

  get behaviour(): Required<Behaviour> {
    return this.#behaviour;
  }

  behave(change: Behaviour): Required<Behaviour> {
    this.#behaviour = { ...this.#behaviour, ...change };
    return this.#behaviour;
  }

  /** Newest first; of one number, or of all. */
  inbox(to?: string): readonly DeliveredMessage[] {
    return this.#delivered.filter((message) => to === undefined || message.to === to).toReversed();
  }

  receive(message: SmsMessage): Handling {
    if (this.#takeOne('failNext')) return { kind: 'refused' };
    const accepted = this.#acceptedByReference.get(message.reference) ?? this.#acceptNew(message);
    return this.#takeOne('timeoutAfterAccept') ? { kind: 'accepted-in-silence' } : { kind: 'accepted', accepted };
  }

  #acceptNew(message: SmsMessage): SmsAccepted {
    const accepted = { gatewayId: randomUUID(), acceptedAt: Date.now() };
    this.#acceptedByReference.set(message.reference, accepted);
    if (this.#takeOne('dropNext')) return accepted;
    const delivered = { ...message, gatewayId: accepted.gatewayId, deliveredAt: Date.now() };
    this.#delivered.push(delivered);
    if (this.#behaviour.duplicate) this.#delivered.push(delivered);
    return accepted;
  }

  #takeOne(count: 'failNext' | 'dropNext' | 'timeoutAfterAccept'): boolean {
    const left = this.#behaviour[count];
    if (left === 0) return false;
    this.#behaviour = { ...this.#behaviour, [count]: left - 1 };
    return true;
  }
}
