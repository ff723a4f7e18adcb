import type { z } from 'zod';
import type { CallbackState } from '../callbacks/state.ts';
import type { CaseState } from '../cases/state.ts';
import type { ContactState } from '../contacts/state.ts';
import type { NewDomainEvent } from '../events.ts';
import type { Order, PartyRecord } from '../orders/order.ts';
import type { PartyState } from '../parties/events.ts';
import type { CalendarData } from '../policy/calendar.ts';
import type { PolicyPack } from '../policy/pack.ts';
import type { Actor, Role } from './actor.ts';
import type { Result } from './result.ts';
import type { StreamId } from './stream.ts';
import type { UtcMs } from './units.ts';

/**
 * Where a command takes effect (architecture, idea 3).
 * `recorded`: a fact nobody can refuse later. `arbitrated`: at once here, decided again by the hub.
 * `central`: only where the authority is; a desk that is not its own authority keeps it as an intent.
 */
export type Authority = 'recorded' | 'arbitrated' | 'central';

/** The states of the streams a command named, folded from their events. Asking for one it did not name is a bug and throws. */
export interface LoadedStreams {
  contact(id: string): ContactState | null;
  case(id: string): CaseState | null;
  party(id: string): PartyState;
  callback(id: string): CallbackState | null;
}

/** What a decider may ask of the world around the streams; answered from the local files here, from PostgreSQL at the hub. */
export interface Facts {
  order(orderNo: string): Order | null;
  party(partyId: string): PartyRecord | null;
  /** The one case of this order that is not final (unique by constraint). */
  openCaseOfOrder(orderNo: string): { readonly caseId: string; readonly caseCode: string } | null;
  user(userId: string): {
    readonly userId: string;
    readonly roles: readonly Role[];
    readonly branchId: string;
    readonly active: boolean;
  } | null;
  evidence(evidenceId: string): { readonly evidenceId: string; readonly sha256: string } | null;
  /** Callbacks already promised in the quarter of an hour that holds this instant. */
  callbacksInSlot(slotStart: UtcMs): number;
}

/** Everything a decider is given besides state and payload: no clock, no randomness, no I/O of its own. */
export interface DecideContext {
  readonly now: UtcMs;
  readonly actor: Actor;
  /** A fresh UUIDv7. */
  newId(): string;
  /** `count` random bytes, for case codes. */
  randomBytes(count: number): Uint8Array;
  readonly pack: PolicyPack;
  readonly calendar: CalendarData;
  readonly facts: Facts;
}

/** One command: what it carries, which streams it needs, who decides, and the decision itself. */
export interface CommandDefinition<TType extends string, TPayload> {
  readonly type: TType;
  readonly authority: Authority;
  readonly payload: z.ZodType<TPayload>;
  /** The streams to load and lock, the one the command belongs to first. */
  streams(payload: TPayload): readonly [StreamId, ...StreamId[]];
  decide(streams: LoadedStreams, payload: TPayload, context: DecideContext): Result<readonly NewDomainEvent[]>;
}

/** Keeps the payload type of a definition while checking its shape. */
export function defineCommand<TType extends string, TPayload>(
  definition: CommandDefinition<TType, TPayload>,
): CommandDefinition<TType, TPayload> {
  return definition;
}
