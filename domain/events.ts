import type { CallbackEventMap } from './callbacks/events.ts';
import type { CaseEventMap } from './cases/events.ts';
import type { ContactEventMap } from './contacts/events.ts';
import type { EventOf, NewEvent, RecordedEvent } from './kernel/event.ts';
import type { PartyEventMap } from './parties/events.ts';

export type ContactEvent = EventOf<ContactEventMap>;
export type CaseEvent = EventOf<CaseEventMap>;
export type PartyEvent = EventOf<PartyEventMap>;
export type CallbackEvent = EventOf<CallbackEventMap>;
export type DomainEvent = ContactEvent | CaseEvent | PartyEvent | CallbackEvent;

export type NewDomainEvent = NewEvent<DomainEvent>;
export type RecordedDomainEvent = RecordedEvent<DomainEvent>;
